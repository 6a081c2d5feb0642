"""Adds invented participants to a demonstration, each at another place of the way, so that no page is empty.

Treated people with visits and events, one who is enrolled, the others in screening, all by the actions of the buttons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import (
    BookVisit,
    EnrolParticipant,
    RecordFirstDose,
    RecordSeen,
    RegisterScreening,
    SaveRecord,
    SignRecords,
)
from escc_desktop.actions.demonstration import Story, investigator, keep_paper
from escc_desktop.actions.edition_commands import NoteVisitNotDone
from escc_desktop.actions.signing import Signed
from escc_desktop.actions.site import Site
from escc_desktop.study.values import Value

Person = Mapping[str, Any]


def add_crowd(site: Site, told: Story, count: int, passphrase: str) -> None:
    """Add ``count`` participants, and life to the one that was walked; the investigator signs with ``passphrase``."""
    if count < 1:
        return
    crowd = told.told["crowd"]
    walked = asking.participants(site)[0].number
    _hold(site, told, walked, crowd["walked"]["held"])
    people: list[Person] = [*crowd["treated"], *crowd["enrolled"]][:count]
    whole = told.part("participant", "eligibility")
    numbers = [_screen(site, told, one["initials"], one["consented"], whole) for one in people]
    _sign_all(site, told, passphrase, numbers)
    for number, person in zip(numbers, people, strict=True):
        _treat(site, told, number, person)
    _sign_all(site, told, passphrase, numbers, leave=2)
    for place in range(count - len(people)):
        ago = crowd["screened_days_ago"][place % len(crowd["screened_days_ago"])]
        answered = dict(list(whole.items())[: 4 + 6 * (place % 5)]) if place % 3 != 2 else {}
        _screen(site, told, crowd["initials"][place % len(crowd["initials"])], -ago, answered)


def _screen(site: Site, told: Story, initials: str, consented: int, answers: Mapping[str, Value]) -> str:
    """Register a screening with its consent, and answer the criteria as far as ``answers`` go."""
    on = told.told["participant"]["consented"]
    theirs = Story(told.told, told.day(consented - on))  # the same course, from their own consent on
    number = str(carry_out(site, RegisterScreening(initials, theirs.part("participant", "consent"))).value)
    if answers:
        dated = theirs.part("participant", "eligibility")
        is_complete = set(answers) == set(dated)
        proofs = {one.evidence.item for one in site.study.criteria if one.evidence is not None}
        today = told.today.isoformat()
        answers = {item: dated[item] for item in answers if item not in proofs or dated[item] <= today}
        carry_out(site, SaveRecord(number, site.study.eligibility_form, answers, is_complete=is_complete))
    return number


def _treat(site: Site, told: Story, number: str, person: Person) -> None:
    carry_out(site, EnrolParticipant(number))
    if "first_dose" in person:
        on = told.day(person["first_dose"])
        carry_out(site, RecordFirstDose(number, {drug.id: on for drug in site.study.drugs}))
    _hold(site, told, number, person.get("held", {}))
    for visit, (offset, at) in person.get("booked", {}).items():
        carry_out(site, BookVisit(number, visit, told.day(offset), at))
    if "not_done" in person:
        missed = person["not_done"]
        carry_out(site, NoteVisitNotDone(number, missed["visit"], missed["code"], missed["reason"]))
    for event in person.get("events", ()):
        values = {**told.part("crowd", "event"), **{item: told.dated(value) for item, value in event.items()}}
        carry_out(site, SaveRecord(number, site.study.adverse_event.form, values))


def _hold(site: Site, told: Story, number: str, held: Mapping[str, int]) -> None:
    """Fill what is not filled yet of each visit in ``held``, which says the day from today."""
    crowd = told.told["crowd"]
    for place, (visit, offset) in enumerate(held.items()):
        on = told.day(offset).isoformat()
        planned = site.study.visit(visit)
        for form in (*crowd["filled"], *(crowd["first_cycle"] if planned.cycle == 1 else ())):
            if form not in planned.forms or asking.record(site, number, form, visit).id is not None:
                continue
            values = {item: value.replace("{held}", on) for item, value in crowd["values"][form].items()}
            for item, trend in crowd["trend"].items():
                if item in values:
                    values[item] = trend[min(place, len(trend) - 1)]
            carry_out(site, SaveRecord(number, form, values, visit=visit, observed_on=on))


def _sign_all(site: Site, told: Story, passphrase: str, numbers: list[str], leave: int = 0) -> None:
    """Let the investigator sign what waits of ``numbers``, but for the last ``leave`` records; keep each paper."""
    signer = investigator(site, told)
    waiting = [one.record for one in asking.signing_queue(site, signer) if one.participant in numbers]
    seen = [RecordSeen(one.id, one.digest) for one in waiting[: len(waiting) - leave] if one.id and one.digest]
    if not seen:
        return
    command = SignRecords(signer, passphrase, told.part("signing")["meaning"], tuple(seen))
    signed = carry_out(site, command).value
    assert isinstance(signed, Signed)
    for order in signed.orders:
        keep_paper(site, order)

"""Walks the first journey with an invented story, by the very actions that the window's buttons call.

It is part of the product: people learn on it, inspectors try it, and a test compares its journal with the window's.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from escc_desktop.actions.backup_commands import ChooseBackupPlace
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import (
    AddPerson,
    BookVisit,
    DocumentRequest,
    EnrolParticipant,
    GrantDelegation,
    RecordFirstDose,
    RecordSeen,
    RegisterScreening,
    SaveDocumentOut,
    SaveRecord,
    SignRecords,
)
from escc_desktop.actions.edition_commands import ApproveEdition, RuleContradiction
from escc_desktop.actions.paper import PaperOrder, gather, keep, produce
from escc_desktop.actions.parting_backup import backing_up
from escc_desktop.actions.signing import Signed
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import DocumentView, PersonView
from escc_desktop.actions.views_of_backups import BackupPlace
from escc_desktop.places import shipped
from escc_desktop.store.readings import exhaust

_DAY = re.compile(r"\{(-?\d+)\}")


@dataclass(frozen=True, slots=True)
class Story:
    """The invented people, participant and values; days count from ``today``."""

    told: dict[str, Any]
    today: date

    def part(self, *names: str) -> dict[str, Any]:
        """Return one table of the story with its days filled in."""
        found: Any = self.told
        for name in names:
            found = found[name]
        return {key: self.dated(value) for key, value in found.items()}

    def dated(self, value: Any) -> Any:
        """Return ``value`` with each ``{-3}`` in it replaced by the day three days before today."""
        if not isinstance(value, str):
            return value
        return _DAY.sub(lambda found: self.day(int(found[1])).isoformat(), value)

    def day(self, offset: int) -> date:
        """Return the day that lies ``offset`` days from today."""
        return self.today + timedelta(days=offset)


def story(today: date) -> Story:
    """Return the story as told on ``today``."""
    path = shipped("resources/demonstration") / "story.toml"
    return Story(tomllib.loads(path.read_text(encoding="utf-8")), today)


def add_people(site: Site, told: Story, passphrases: dict[str, str]) -> None:
    """The administrator adds coordinator and investigator; each has chosen a passphrase. The investigator delegates."""
    ids: dict[str, str] = {}
    for who in ("coordinator", "investigator"):
        person = told.part("people", who)
        added = carry_out(site, AddPerson(person["name"], (person["role"],), passphrases[who])).value
        assert isinstance(added, PersonView)
        ids[who] = added.id
    granted = told.part("delegation")
    command = GrantDelegation(
        person=ids["coordinator"],
        tasks=tuple(granted["tasks"]),
        from_on=told.today,
        until_on=told.day(granted["until"]),
        investigator=ids["investigator"],
        passphrase=passphrases["investigator"],
        specimen_place=granted["specimen_place"],
    )
    carry_out(site, command)


def screen(site: Site, told: Story) -> str:
    """Record the consent, get the screening number, answer the 8 + 8 criteria."""
    participant = told.part("participant")
    consent = told.part("participant", "consent")
    number = str(carry_out(site, RegisterScreening(participant["initials"], consent)).value)
    carry_out(site, SaveRecord(number, site.study.eligibility_form, told.part("participant", "eligibility")))
    return number


def settle(site: Site, told: Story, passphrase: str) -> None:
    """The investigator approves the edition and rules on what the registry text leaves open, on this session."""
    for command in settling(told, investigator(site, told), passphrase):
        carry_out(site, command)


def settling(told: Story, signer: str, passphrase: str) -> tuple[ApproveEdition | RuleContradiction, ...]:
    """Return the approval and the rulings of the story, signed by ``signer``."""
    rulings = told.part("rulings").items()
    return (
        ApproveEdition(signer, passphrase),
        *(RuleContradiction(contradiction, words, signer, passphrase) for contradiction, words in rulings),
    )


def record_history(site: Site, told: Story, number: str) -> None:
    """Record what the criteria are decided by: demography, disease, earlier treatment, medical history."""
    for command in history(told, number):
        carry_out(site, command)


def history(told: Story, number: str) -> tuple[SaveRecord, ...]:
    """Return the saves of the forms that the story fills before the criteria are decided."""
    return tuple(
        SaveRecord(
            number,
            one["form"],
            {item: told.dated(value) for item, value in one["values"].items()},
            visit=one.get("visit"),
            observed_on=told.day(one["on"]).isoformat(),
        )
        for one in told.told["participant"]["history"]
    )


def investigator(site: Site, told: Story) -> str:
    """Return the id of the story's principal investigator at this site."""
    name = told.part("people", "investigator")["name"]
    return next(one.id for one in site.people.values() if one.name == name)


def sign(site: Site, told: Story, number: str, form: str, passphrase: str) -> DocumentView:
    """The investigator signs a record on the coordinator's open session; the sealed paper is kept."""
    reading = site.office.readings.participant(number)
    record = reading.record_of(form) if reading else None
    assert record is not None
    signer = investigator(site, told)
    meaning = told.part("signing")["meaning"]
    command = SignRecords(signer, passphrase, meaning, (RecordSeen(record.id, record.digest),))
    signed = carry_out(site, command).value
    assert isinstance(signed, Signed)
    return keep_paper(site, signed.orders[0])


def change(site: Site, number: str, record: str, item: str, value: str, reason: str) -> None:
    """Change one value of a saved record, with a reason."""
    from escc_desktop.actions import asking

    known = next(one for one in asking.participant(site, number).records if one.id == record)
    carry_out(
        site,
        SaveRecord(
            participant=number,
            form=known.form,
            values={**known.values, item: value},
            record=record,
            visit=known.visit,
            based_on=known.last,
            observed_on=known.observed_on,
            reason=reason,
        ),
    )


def enrol_and_book(site: Site, told: Story, number: str) -> None:
    """Enrol, record the first dose, book a visit and move the booking out of its window."""
    carry_out(site, EnrolParticipant(number))
    doses = {drug: told.day(offset) for drug, offset in told.part("participant", "first_dose").items()}
    carry_out(site, RecordFirstDose(number, doses))
    booking = told.part("participant", "booking")
    visit, at = booking["visit"], booking["at"]
    carry_out(site, BookVisit(number, visit, told.day(booking["on"]), at))
    carry_out(site, BookVisit(number, visit, told.day(booking["moved_on"]), at, booking["reason"]))


def hold_visit(site: Site, told: Story, number: str) -> str:
    """Fill the form of a visit and correct one value; return the record."""
    visit = told.part("participant", "visit")
    values = told.part("participant", "visit", "values")
    held_on = told.day(visit["held"]).isoformat()
    command = SaveRecord(number, visit["form"], values, visit=visit["id"], observed_on=held_on)
    record = str(carry_out(site, command).value)
    correction = told.part("participant", "visit", "change")
    change(site, number, record, correction["item"], correction["value"], correction["reason"])
    return record


def report_event(site: Site, told: Story, number: str) -> str:
    """Record a serious adverse event; return the record."""
    values = told.part("participant", "adverse_event")
    return str(carry_out(site, SaveRecord(number, site.study.adverse_event.form, values)).value)


def print_papers(
    site: Site, told: Story, number: str, record: str, folder: Path
) -> tuple[tuple[DocumentView, Path], ...]:
    """Make the blank worksheet of a visit, the filled record and the event log; keep each and save it out."""
    requests = (
        DocumentRequest("worksheet", number, visit=told.part("participant", "booking")["visit"]),
        DocumentRequest("record", number, record=record),
        DocumentRequest("adverse_events", number),
    )
    made: list[tuple[DocumentView, Path]] = []
    for request in requests:
        document = keep_paper(site, gather(site, request))
        made.append((document, save_out(site, document, folder)))
    return tuple(made)


def back_up(site: Site, folder: Path) -> Path:
    """Let backups go to the demonstration's stick, which is a folder, and make the first one; return its path."""
    place = BackupPlace("DEMO-STICK", folder, is_off_machine=True)
    carry_out(site, ChooseBackupPlace(place))
    written = exhaust(backing_up(site, place, folder))
    return folder / written.name


def keep_paper(site: Site, order: PaperOrder) -> DocumentView:
    """Draw a paper, seal it when ordered so, and keep it."""
    view = keep(site, produce(order)).value
    assert isinstance(view, DocumentView)
    return view


def save_out(site: Site, document: DocumentView, folder: Path) -> Path:
    """Write a kept document to ``folder`` under a name that says what and whose it is, and nothing more."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = (document.kind, document.participant or "site", document.sha256[:8])
    path = folder / ("-".join(parts) + ".pdf")
    carry_out(site, SaveDocumentOut(document.sha256, path))
    return path

"""Grants and ends delegations with the principal investigator's own passphrase and key, on whoever's open session."""

from __future__ import annotations

from datetime import date

from escc_desktop import failpoints
from escc_desktop.actions.authority import INVESTIGATORS, delegation_log, refuse_reading_login, require, task_words
from escc_desktop.actions.commands import EndDelegation, GrantDelegation
from escc_desktop.actions.office import Hand
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.records import reason_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import proven
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.errors import Refused
from escc_desktop.store.texts import CommittedText
from escc_desktop.trial.delegation import FOR_INVESTIGATORS, MONITOR, PRINCIPAL, TASKS

LARGEST_SPECIMEN = 16 << 20
LONGEST_PLACE = 120
_CHANGES = frozenset({"people", "delegation", "participants", "journal"})


def grant_delegation(site: Site, command: GrantDelegation) -> Outcome:
    """Delegate tasks; the value is the entry that granted them. A day in the past is the principal investigator's word.

    Raises WrongPassphrase; VaultError PERSON_NOT_CERTIFIED, SLOT_NOT_CERTIFIED, INPUT_*; SealError SPECIMEN_*; Refused:
    NOT_ALLOWED (not the principal investigator), TASKS_MISSING, TASK_UNKNOWN, TASK_NOT_FOR_ROLE, DELEGATION_NOT_NEEDED,
    DELEGATION_DAYS, PLACE_LONG.
    """
    refuse_reading_login(site)
    signer, person = site.person_of(command.investigator), site.person_of(command.person)
    require(site, "delegate", signer)
    _refuse_tasks(person, command.tasks)
    if command.until_on is not None and command.until_on < command.from_on:
        raise Refused("DELEGATION_DAYS", first=command.from_on, last=command.until_on)
    place = place_of(site, command.specimen_place)
    hand = _hand(site, signer, command.passphrase)
    body = {
        "person": person.id,
        "tasks": [task for task in TASKS if task in command.tasks],
        "from": command.from_on.isoformat(),
        "until": _day(command.until_on),
        "specimen": _kept_specimen(site, command),
        "specimen_place": place.commitment if place is not None else None,
    }
    texts = (place,) if place is not None else ()
    signed = site.office.enter("delegation.granted", body, hand=hand, texts=texts)
    failpoints.reached("delegation.granted")
    return Outcome(f"{signed.entry.chain}:{signed.entry.seq}", _CHANGES)


def end_delegation(site: Site, command: EndDelegation) -> Outcome:
    """End a delegation, with a reason.

    Raises WrongPassphrase; VaultError PERSON_NOT_CERTIFIED, SLOT_NOT_CERTIFIED; Refused: NOT_ALLOWED,
    DELEGATION_UNKNOWN, DELEGATION_OVER (it ended before), DELEGATION_DAYS (an end before its beginning),
    REASON_MISSING.
    """
    refuse_reading_login(site)
    signer = site.person_of(command.investigator)
    require(site, "delegate", signer)
    known = delegation_log(site).find(command.delegation)
    if known is None:
        raise Refused("DELEGATION_UNKNOWN", entry=command.delegation)
    on, reason = command.on.isoformat(), reason_of(command.reason)
    if known.last_on is not None and known.last_on <= on:
        raise Refused("DELEGATION_OVER", last=known.last_on)
    if on < known.from_on:
        raise Refused("DELEGATION_DAYS", first=known.from_on, last=on)
    if reason is None:
        raise Refused("REASON_MISSING")
    hand = _hand(site, signer, command.passphrase)
    body = {"delegation": known.entry, "on": on}
    site.office.enter("delegation.ended", body, reason=reason, hand=hand)
    failpoints.reached("delegation.ended")
    return Outcome(known.entry, _CHANGES)


def place_of(site: Site, typed: str | None) -> CommittedText | None:
    """Return a commitment to where something is filed, None where nothing was typed. Raises Refused PLACE_LONG."""
    place = reason_of(typed)
    if place is None:
        return None
    if len(place) > LONGEST_PLACE:
        raise Refused("PLACE_LONG", most=LONGEST_PLACE)
    return site.office.seal_text(place)


def _refuse_tasks(person: PersonView, tasks: tuple[str, ...]) -> None:
    if not tasks:
        raise Refused("TASKS_MISSING")
    unknown = [task for task in tasks if task not in TASKS]
    if unknown:
        raise Refused("TASK_UNKNOWN", task=unknown[0])
    if PRINCIPAL in person.roles:
        raise Refused("DELEGATION_NOT_NEEDED", name=person.name)
    only = [task for task in tasks if task in FOR_INVESTIGATORS]
    if MONITOR in person.roles or (only and INVESTIGATORS.isdisjoint(person.roles)):
        raise Refused("TASK_NOT_FOR_ROLE", name=person.name, **task_words((only or tasks)[0]))


def _hand(site: Site, signer: PersonView, passphrase: str) -> Hand:
    return proven(site, signer, passphrase, PRINCIPAL)[0]


def _kept_specimen(site: Site, command: GrantDelegation) -> str | None:
    """Keep the image of the signature as a small one without whatever else its file carried; return its SHA-256."""
    if command.specimen is None:
        return None
    from escc_desktop.documents.specimens import PNG, small_image

    image = small_image(read_file(command.specimen, LARGEST_SPECIMEN))
    kept = site.office.cabinet.files.put(image, PNG)
    failpoints.reached("delegation.specimen_kept")
    return kept


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None

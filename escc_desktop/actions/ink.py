"""Records a signature that was made by hand on paper; whoever records it is never the signer, and nothing is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from escc_desktop import failpoints
from escc_desktop.actions.authority import MAY, may, require
from escc_desktop.actions.commands import RecordInk, RecordSeen, WithdrawInk
from escc_desktop.actions.originals import kind_of, originals
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.records import participant_of, reason_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.trial.participants import CONSENTING, SIGNING_ROLES
from escc_desktop.trial.reading import DocumentReading, ParticipantReading, RecordReading

LONGEST_PLACE = 120


@dataclass(frozen=True, slots=True)
class _Signer:
    """Who signed: a person of the site under their name, or a part in the consent, which is not named."""

    id: str
    name: str | None
    role: str


@dataclass(frozen=True, slots=True)
class _Save:
    """The save that stands on the paper, and the local day on which it was made."""

    hash: str
    digest: str
    on: date


def record_ink(site: Site, command: RecordInk) -> Outcome:
    """Record who signed which records by hand, on which date as written, and where the paper is filed: one entry each.

    A fact: who may not sign, or a date before the record was saved, is recorded and flagged, and no gate accepts it.
    Its value is the flags that were set, none when the signatures count. Raises Refused: NOT_ALLOWED, NOTHING_TO_SIGN,
    MEANING_MISSING, INK_SIGNER_UNKNOWN, INK_FUTURE, INK_PLACE_MISSING, INK_OTHER_SHEET, RECORD_UNKNOWN, RECORD_STALE,
    NOTHING_CHANGED (it is recorded already).
    """
    require(site, "record")
    signer = _signer(site, command.signer, command.signed_on)
    place = normalize("NFC", " ".join(command.filed_at.split()))
    _refuse_incomplete(site, command, place)
    document = _document(site, command)
    participants, flags = set[str](), set[str]()
    for seen in command.records:
        reading, known = _found(site, seen.record)
        save = _save(site, reading, known, seen, document)
        flag = _flag(site, signer, known, command.signed_on, save.on)
        _refuse_twice(site, known, signer, command, place, save)
        _enter(site, reading.number, known, command, signer, save, place, flag)
        failpoints.reached("ink.entered")
        participants.add(reading.number)
        flags |= {flag} - {""}
    changes = {f"participant:{number}" for number in participants} | {"participants", "documents", "journal"}
    return Outcome(tuple(sorted(flags)), frozenset(changes))


def withdraw_ink(site: Site, command: WithdrawInk) -> Outcome:
    """Say that a signature by hand had been recorded by mistake; both entries stay.

    Raises Refused: NOT_ALLOWED, RECORD_UNKNOWN, INK_UNKNOWN, REASON_MISSING.
    """
    require(site, "record")
    reading, known = _found(site, command.record)
    reason = reason_of(command.reason)
    if reason is None:
        raise Refused("REASON_MISSING")
    if all(one.ink is None or one.entry != command.entry or one.flag == "withdrawn" for one in known.signatures):
        raise Refused("INK_UNKNOWN", entry=command.entry)
    body = {"ink": command.entry}
    site.office.enter("ink.withdrawn", body, participant=reading.number, record=known.id, reason=reason)
    failpoints.reached("ink.withdrawn")
    changes = {f"participant:{reading.number}", "participants", "documents", "journal"}
    return Outcome(None, frozenset(changes))


def _signer(site: Site, signer: str, on: date) -> _Signer:
    if signer in CONSENTING:
        return _Signer(signer, None, signer)
    person = site.people.get(signer)
    if person is None:
        raise Refused("INK_SIGNER_UNKNOWN", person=signer)
    role = next((one for one in person.roles if one in MAY["sign"]), person.role)
    return _Signer(person.id, person.name, role)


def _refuse_incomplete(site: Site, command: RecordInk, place: str) -> None:
    if not command.records:
        raise Refused("NOTHING_TO_SIGN")
    if command.meaning not in site.study.signing_meanings.codes:
        raise Refused("MEANING_MISSING")
    if command.signed_on > site.office.clock().date():
        raise Refused("INK_FUTURE", on=command.signed_on)
    if not 0 < len(place) <= LONGEST_PLACE or not place.isprintable():
        raise Refused("INK_PLACE_MISSING", most=LONGEST_PLACE)


def _document(site: Site, command: RecordInk) -> DocumentReading | None:
    if command.document is None:
        return None
    found = site.office.readings.documents(sha256=command.document, limit=1)
    if not found or any(seen.record not in found[0].document.shows for seen in command.records):
        raise Refused("INK_OTHER_SHEET")
    return found[0].document


def _found(site: Site, record: str) -> tuple[ParticipantReading, RecordReading]:
    found = site.office.readings.record(record)
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record)
    reading = participant_of(site, found.participant)
    return reading, reading.records[record]


def _save(
    site: Site, reading: ParticipantReading, known: RecordReading, seen: RecordSeen, document: DocumentReading | None
) -> _Save:
    """Return the save that was signed: the one that the paper shows, else the one that was on screen."""
    wanted = document.shows[known.id] if document is not None else known.hash
    for signed in site.office.journal.by_record(reading.number, known.id):
        if signed.hash.hex() == wanted and signed.entry.body.get("digest") == seen.digest:
            return _Save(wanted, seen.digest, local(site, signed.entry.at).date())
    raise Refused("RECORD_STALE", record=known.id, by=known.saved_by)


def _flag(site: Site, signer: _Signer, known: RecordReading, signed_on: date, saved_on: date) -> str:
    """Return why no gate accepts this signature, '' when it counts.

    The consent is always signed on paper, and before it comes into the program.
    """
    is_consent = known.form == site.study.consent_form
    person = site.people.get(signer.id)
    if person is None:
        return "" if is_consent else "not_investigator"
    if signer.role not in SIGNING_ROLES:
        return "not_investigator"
    if not may(site, "sign", person, signed_on):
        return "not_delegated"
    if is_consent:
        return ""
    if signed_on < saved_on:
        return "before_saved"
    kind = kind_of(site.study, known.form)
    is_ink = "ink" in (originals(site).get(kind), originals(site, signed_on).get(kind))
    return "" if is_ink else "original_electronic"


def _refuse_twice(
    site: Site, known: RecordReading, signer: _Signer, command: RecordInk, place: str, save: _Save
) -> None:
    kept = site.office.cabinet.texts.words(one.ink.filed_at for one in known.signatures if one.ink is not None)
    new = (signer.id, save.hash, command.signed_on.isoformat(), command.meaning, place)
    for one in known.signatures:
        if one.ink is not None and one.flag != "withdrawn":
            held = (one.by_id, one.covers, one.ink.signed_on, one.meaning, kept.get(one.ink.filed_at))
            if held == new:
                raise Refused("NOTHING_CHANGED")


def _enter(
    site: Site,
    participant: str,
    known: RecordReading,
    command: RecordInk,
    signer: _Signer,
    save: _Save,
    place: str,
    flag: str,
) -> None:
    filed_at = site.office.seal_text(place)
    body = {
        "sha256": command.document,
        "digest": save.digest,
        "covers": save.hash,
        "signer": signer.id,
        "signer_name": signer.name,
        "role": signer.role,
        "meaning": command.meaning,
        "signed_on": command.signed_on.isoformat(),
        "filed_at": filed_at.commitment,
        "flag": flag or None,
    }
    site.office.enter(
        "ink.recorded", body, participant=participant, record=known.id, based_on=known.last, texts=[filed_at]
    )

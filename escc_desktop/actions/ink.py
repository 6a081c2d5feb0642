"""Records a signature that was made by hand on paper; whoever records it is never the signer, and nothing is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from escc_desktop import failpoints
from escc_desktop.actions.authority import MAY, may, require, signing_act
from escc_desktop.actions.commands import RecordInk, WithdrawInk
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
class Save:
    """The save that stands on the paper, and the local day on which it was made."""

    hash: str
    digest: str
    on: date


@dataclass(frozen=True, slots=True)
class _Judged:
    """One record that was signed by hand, the save that was signed, and why it does not count, '' when it does."""

    participant: str
    known: RecordReading
    save: Save
    flag: str


def record_ink(site: Site, command: RecordInk) -> Outcome:
    """Record who signed which records by hand, on which date as written, and where the paper is filed: one entry each.

    A fact: who may not sign, or a date before the record was saved, is recorded and flagged, and no gate accepts it.
    Its value is the flags that were set, none when the signatures count. Raises Refused: NOT_ALLOWED, NOTHING_TO_SIGN,
    MEANING_MISSING, INK_SIGNER_UNKNOWN, INK_FUTURE, INK_PLACE_MISSING, INK_OTHER_SHEET, RECORD_UNKNOWN, RECORD_STALE,
    NOTHING_CHANGED (it is recorded already).
    """
    require(site, "record")
    place = normalize("NFC", " ".join(command.filed_at.split()))
    _refuse_incomplete(site, command, place)
    signer = _signer(site, command.signer)
    judged = _judged(site, command, signer)
    for one in judged:
        _refuse_twice(site, one, signer, command, place)
        _enter(site, one, signer, command, place)
        failpoints.reached("ink.entered")
    changes = {f"participant:{one.participant}" for one in judged} | {"participants", "documents", "journal"}
    return Outcome(_flags(judged), frozenset(changes))


def flags_of(site: Site, command: RecordInk) -> tuple[str, ...]:
    """Return what would be flagged, before anything is recorded. Raises Refused as ``record_ink`` does for a record."""
    return _flags(_judged(site, command, _signer(site, command.signer)))


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


def _judged(site: Site, command: RecordInk, signer: _Signer) -> tuple[_Judged, ...]:
    document = _document(site, command)
    found: list[_Judged] = []
    for seen in command.records:
        reading, known = _found(site, seen.record)
        save = save_signed(site, reading, known, document)
        if save is None or save.digest != seen.digest:
            raise Refused("RECORD_STALE", record=known.id, by=known.saved_by)
        flag = _flag(site, signer, known, command.signed_on, save.on)
        found.append(_Judged(reading.number, known, save, flag))
    return tuple(found)


def _flags(judged: tuple[_Judged, ...]) -> tuple[str, ...]:
    return tuple(sorted({one.flag for one in judged} - {""}))


def _signer(site: Site, signer: str) -> _Signer:
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


def save_signed(
    site: Site, reading: ParticipantReading, known: RecordReading, document: DocumentReading | None
) -> Save | None:
    """Return the save that was signed: the one that the paper shows, else the last; None when it is not here."""
    wanted = document.shows[known.id] if document is not None else known.hash
    for signed in site.office.journal.by_record(reading.number, known.id):
        if signed.hash.hex() == wanted and signed.entry.kind == "record.saved":
            return Save(wanted, signed.entry.body["digest"], local(site, signed.entry.at).date())
    return None


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
    if not may(site, signing_act(site, known.form), person, signed_on):
        return "not_delegated"
    if is_consent:
        return ""
    if signed_on < saved_on:
        return "before_saved"
    kind = kind_of(site.study, known.form)
    is_ink = "ink" in (originals(site).get(kind), originals(site, signed_on).get(kind))
    return "" if is_ink else "original_electronic"


def _refuse_twice(site: Site, judged: _Judged, signer: _Signer, command: RecordInk, place: str) -> None:
    signatures = [one for one in judged.known.signatures if one.ink is not None and one.flag != "withdrawn"]
    kept = site.office.cabinet.texts.words(one.ink.filed_at for one in signatures if one.ink is not None)
    new = (signer.id, judged.save.hash, command.signed_on.isoformat(), command.meaning, place)
    for one in signatures:
        assert one.ink is not None
        if (one.by_id, one.covers, one.ink.signed_on, one.meaning, kept.get(one.ink.filed_at)) == new:
            raise Refused("NOTHING_CHANGED")


def _enter(site: Site, judged: _Judged, signer: _Signer, command: RecordInk, place: str) -> None:
    filed_at, known = site.office.seal_text(place), judged.known
    body = {
        "sha256": command.document,
        "digest": judged.save.digest,
        "covers": judged.save.hash,
        "signer": signer.id,
        "signer_name": signer.name,
        "role": signer.role,
        "meaning": command.meaning,
        "signed_on": command.signed_on.isoformat(),
        "filed_at": filed_at.commitment,
        "flag": judged.flag or None,
    }
    who = judged.participant
    site.office.enter("ink.recorded", body, participant=who, record=known.id, based_on=known.last, texts=[filed_at])

"""Signs records on whoever's session is open, with the signer's own passphrase and key, one entry per record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from escc_desktop import failpoints
from escc_desktop.actions.authority import MAY, refuse_reading_login, require, signing_act
from escc_desktop.actions.commands import RecordSeen, SealPapers, SignRecords
from escc_desktop.actions.office import Hand
from escc_desktop.actions.originals import Original, kind_of, originals
from escc_desktop.actions.paper import PaperOrder, sealed_order
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import proven
from escc_desktop.actions.views import Outcome, PaperlessRow
from escc_desktop.errors import Refused
from escc_desktop.trust.certificates import fingerprint

EVERYBODY = 100_000


@dataclass(frozen=True, slots=True)
class Signed:
    """What signing gave: how many records, and one order per record for the sealed paper."""

    count: int
    orders: tuple[PaperOrder, ...]


def sign_records(site: Site, command: SignRecords) -> Outcome:
    """Sign each record as it was seen; the slot is opened for this one act and the session goes on.

    Raises WrongPassphrase; VaultError SLOT_NOT_CERTIFIED; Refused: LOGIN_READS, NOT_ALLOWED, NOT_DELEGATED,
    NOTHING_TO_SIGN, MEANING_MISSING (none of the edition's meanings), RECORD_STALE (it changed since it was seen),
    RECORD_INCOMPLETE, ORIGINAL_INK (it is signed by hand at this site). All are signed or none.
    """
    refuse_reading_login(site)
    signer = site.person_of(command.person)
    if not command.records:
        raise Refused("NOTHING_TO_SIGN")
    for act in {signing_act(site, _form_of(site, seen.record)) for seen in command.records}:
        require(site, act, signer)
    meaning = command.meaning.strip()
    if meaning not in site.study.signing_meanings.codes:
        raise Refused("MEANING_MISSING")
    role = next(one for one in signer.roles if one in MAY["sign"])
    hand, secrets = proven(site, signer, command.passphrase, role)
    failpoints.reached("sign.slot_opened")
    participants, kinds = set[str](), originals(site)
    for seen in command.records:
        participants.add(_sign_one(site, hand, seen, meaning, kinds))
        failpoints.reached("sign.entered")
    orders = tuple(
        sealed_order(site, seen.record, signer, secrets.signing_key, ahead=ahead)
        for ahead, seen in enumerate(command.records)
    )
    failpoints.reached("sign.ordered")
    changes = {f"participant:{number}" for number in participants} | {"participants", "documents", "journal"}
    return Outcome(Signed(len(orders), orders), frozenset(changes))


def seal_papers(site: Site, command: SealPapers) -> Outcome:
    """Order the sealed papers that are missing of a person's signatures; the seal tells when it was really made.

    Raises WrongPassphrase; VaultError SLOT_NOT_CERTIFIED; Refused: NOT_ALLOWED, NOTHING_TO_SIGN (none is missing).
    """
    refuse_reading_login(site)
    signer = site.person_of(command.person)
    missing = [one for one in without_paper(site) if one.person == signer.id]
    if not missing:
        raise Refused("NOTHING_TO_SIGN")
    for act in {signing_act(site, one.form) for one in missing}:
        require(site, act, signer)
    _, secrets = proven(site, signer, command.passphrase)
    orders = tuple(
        sealed_order(site, one.record, signer, secrets.signing_key, ahead=ahead, is_late=True)
        for ahead, one in enumerate(missing)
    )
    return Outcome(Signed(len(orders), orders), frozenset({"documents"}))


def without_paper(site: Site) -> tuple[PaperlessRow, ...]:
    """Return the signatures of this device that hold and whose sealed paper was never kept, by participant.

    The program may have ended, or the vault been locked, between the signature and its paper. Of a signature that a
    later change made void no paper can be made any more: it would show other values.
    """
    found: list[PaperlessRow] = []
    for each in site.office.readings.records(is_signed=True, limit=EVERYBODY):
        record = each.record
        holding = [one for one in record.valid_signatures if one.ink is None and _is_own(site, one.entry)]
        if not holding:
            continue
        kept = {one.covers for one in participant_of(site, each.participant).documents}
        found += [
            PaperlessRow(
                participant=each.participant,
                record=record.id,
                form=record.form,
                visit=record.visit,
                person=one.by_id,
                name=one.by_name,
                signed_at=local(site, one.at),
            )
            for one in holding
            if one.entry not in kept
        ]
    return tuple(sorted(found, key=lambda one: (one.participant, one.signed_at)))


def _is_own(site: Site, entry: str) -> bool:
    return site.is_own(entry.rpartition(":")[0])


def _form_of(site: Site, record: str) -> str:
    found = site.office.readings.record(record)
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record)
    return found.record.form


def _sign_one(site: Site, hand: Hand, seen: RecordSeen, meaning: str, kinds: Mapping[str, Original]) -> str:
    record = seen.record
    found = site.office.readings.record(record)
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record)
    known = participant_of(site, found.participant).records[record]
    if known.digest != seen.digest:
        raise Refused("RECORD_STALE", record=record, by=known.saved_by)
    if not known.is_complete:
        raise Refused("RECORD_INCOMPLETE", record=record)
    if kinds.get(kind_of(site.study, known.form)) == "ink":
        form = site.study.form(known.form).label
        raise Refused("ORIGINAL_INK", kind=form.en, kind_zh=form.zh)
    body = {
        "digest": seen.digest,
        "meaning": meaning,
        "certificate": fingerprint(site.certificates[hand.actor.id]),
        "covers": known.hash,
    }
    site.office.enter(
        "record.signed", body, participant=found.participant, record=record, based_on=known.last, hand=hand
    )
    return found.participant

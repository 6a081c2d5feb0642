"""Signs records on whoever's session is open, with the signer's own passphrase and key, one entry per record."""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop import failpoints
from escc_desktop.actions.authority import MAY, require
from escc_desktop.actions.commands import SignRecords
from escc_desktop.actions.office import Hand
from escc_desktop.actions.originals import original_of
from escc_desktop.actions.paper import PaperOrder, sealed_order
from escc_desktop.actions.people import slots_path
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import certified_hand, opened_slot
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused, VaultError
from escc_desktop.trust.certificates import fingerprint


@dataclass(frozen=True, slots=True)
class Signed:
    """What signing gave: how many records, and one order per record for the sealed paper."""

    count: int
    orders: tuple[PaperOrder, ...]


def sign_records(site: Site, command: SignRecords) -> Outcome:
    """Sign each record as it was seen; the slot is opened for this one act and the session goes on.

    Raises WrongPassphrase; VaultError SLOT_NOT_CERTIFIED; Refused: NOT_ALLOWED, NOTHING_TO_SIGN, MEANING_MISSING (none
    of the edition's meanings), RECORD_STALE (it changed since it was seen), RECORD_INCOMPLETE, ORIGINAL_INK (it is
    signed by hand at this site). All are signed or none.
    """
    signer = site.people.get(command.person)
    if signer is None:
        raise VaultError("PERSON_NOT_CERTIFIED", person=command.person)
    require(site, "sign", signer)
    if not command.records:
        raise Refused("NOTHING_TO_SIGN")
    meaning = command.meaning.strip()
    if meaning not in site.study.signing_meanings.codes:
        raise Refused("MEANING_MISSING")
    _, secrets = opened_slot(slots_path(site).parent, signer.id, command.passphrase, site.office.clock)
    failpoints.reached("sign.slot_opened")
    role = next(one for one in signer.roles if one in MAY["sign"])
    hand = certified_hand(site, signer, secrets.signing_key, role)
    participants = set()
    for seen in command.records:
        participants.add(_sign_one(site, hand, seen.record, seen.digest, meaning))
        failpoints.reached("sign.entered")
    orders = tuple(
        sealed_order(site, seen.record, signer, secrets.signing_key, command.language) for seen in command.records
    )
    failpoints.reached("sign.ordered")
    changes = {f"participant:{number}" for number in participants} | {"participants", "documents", "journal"}
    return Outcome(Signed(len(orders), orders), frozenset(changes))


def _sign_one(site: Site, hand: Hand, record: str, digest: str, meaning: str) -> str:
    found = site.office.readings.record(record)
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record)
    known = participant_of(site, found.participant).records[record]
    if known.digest != digest:
        raise Refused("RECORD_STALE", record=record, by=known.saved_by)
    if not known.is_complete:
        raise Refused("RECORD_INCOMPLETE", record=record)
    if original_of(site, known.form) == "ink":
        form = site.study.form(known.form).label
        raise Refused("ORIGINAL_INK", kind=form.en, kind_zh=form.zh)
    body = {
        "digest": digest,
        "meaning": meaning,
        "certificate": fingerprint(site.certificates[hand.actor.id]),
        "covers": known.hash,
    }
    site.office.enter(
        "record.signed", body, participant=found.participant, record=record, based_on=known.last, hand=hand
    )
    return found.participant

"""Folds the signatures of records into the reading of a participant; it checks no signature's key."""

from __future__ import annotations

from msgspec.structs import replace

from escc_desktop.trial.participants import (
    CONSENTING,
    SIGNING_ROLES,
    Fact,
    InkReading,
    ParticipantReading,
    RecordReading,
    SignatureReading,
)


def signed(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    """Take in an electronic signature; one in a role that may not sign, or on another save, never held."""
    record = reading.records.get(fact.record or "")
    if record is None:
        return reading
    digest, covers = str(fact.body.get("digest", "")), str(fact.body.get("covers", ""))
    signature = SignatureReading(
        by_id=fact.actor_id,
        by_name=fact.actor_name,
        role=fact.actor_role,
        at=fact.at,
        meaning=str(fact.body.get("meaning", "")),
        digest=digest,
        entry=fact.entry,
        covers=covers,
        is_void=(digest, covers) != (record.digest, record.hash) or fact.actor_role not in SIGNING_ROLES,
    )
    return _with_signatures(reading, record, (*record.signatures, signature))


def _with_signatures(
    reading: ParticipantReading, record: RecordReading, signatures: tuple[SignatureReading, ...]
) -> ParticipantReading:
    return replace(reading, records={**reading.records, record.id: replace(record, signatures=signatures)})


def signed_by_hand(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    """Take in a signature made by hand: the signer is whom the entry names; whoever wrote it has only recorded it."""
    record = reading.records.get(fact.record or "")
    if record is None:
        return reading
    body = fact.body
    digest, covers, role = (str(body.get(name, "")) for name in ("digest", "covers", "role"))
    flag = str(body.get("flag") or "")
    is_void = bool(flag) or (digest, covers) != (record.digest, record.hash)
    signature = SignatureReading(
        by_id=str(body.get("signer", "")),
        by_name=str(body.get("signer_name") or ""),
        role=role,
        at=fact.at,
        meaning=str(body.get("meaning", "")),
        digest=digest,
        entry=fact.entry,
        covers=covers,
        is_void=is_void or not (role in SIGNING_ROLES or role in CONSENTING),
        ink=InkReading(
            signed_on=str(body.get("signed_on", "")),
            filed_at=str(body.get("filed_at", "")),
            document=body.get("sha256"),
            recorded_by_id=fact.actor_id,
            recorded_by=fact.actor_name,
            recorded_role=fact.actor_role,
        ),
        flag=flag,
    )
    return _with_signatures(reading, record, (*record.signatures, signature))


def ink_withdrawn(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    """Void a signature by hand that had been recorded by mistake."""
    record = reading.records.get(fact.record or "")
    if record is None:
        return reading
    signatures = tuple(
        replace(one, is_void=True, flag="withdrawn") if one.ink and one.entry == fact.body.get("ink") else one
        for one in record.signatures
    )
    return _with_signatures(reading, record, signatures)

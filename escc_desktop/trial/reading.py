"""Folds the entries about one participant into what is now true of them; it reads no store and knows no signature key.

Incremental equals rebuilt: folding facts one by one as ``in_order`` has them gives what ``fold_all`` gives.
A fact is never refused here: what does not fit is kept and shown as a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from escc_desktop.study.values import GONE, Missing, Value
from escc_desktop.trial.findings import fold_finding
from escc_desktop.trial.participants import (
    Booking,
    Conflict,
    DocumentReading,
    Fact,
    InkReading,
    NotDoneReading,
    ParticipantReading,
    RecordReading,
    SignatureReading,
    Status,
)
from escc_desktop.trial.signatures import ink_withdrawn, signed, signed_by_hand

Place = tuple[str, str, int]
"""Where a fact stands among the others about one participant: an instant, its chain and its number."""

__all__ = [
    "Booking",
    "Conflict",
    "DocumentReading",
    "Fact",
    "InkReading",
    "ParticipantReading",
    "RecordReading",
    "SignatureReading",
    "Status",
    "fold",
    "fold_all",
    "from_json",
    "in_order",
    "is_late",
    "to_json",
    "values_in",
    "values_with",
]


def is_late(before: ParticipantReading | None, fact: Fact) -> bool:
    """Tell whether a fact, the next of its chain, counts before the last one that was folded in."""
    if before is None or fact.at > before.last_at:
        return False
    chain, _, seq = before.last.rpartition(":")
    return _place(before.reached, fact) < (before.last_at, chain, int(seq))


def _place(reached: Mapping[str, str], fact: Fact) -> Place:
    at, before = fact.at, reached.get(fact.chain)
    return (at if before is None or before < at else before, fact.chain, fact.seq)


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts about one participant in the order in which they count, those about nobody left out.

    Inside one chain the number decides, whatever the clock showed: a clock that was set back reorders nothing. Chains
    are laid between one another by the latest instant that each had reached.
    """
    reached: dict[str, str] = {}
    placed: list[tuple[Place, Fact]] = []
    for fact in sorted(facts, key=lambda one: (one.chain, one.seq)):
        if fact.participant is not None and not fact.is_from_desk:
            place = _place(reached, fact)
            reached[fact.chain] = place[0]
            placed.append((place, fact))
    return tuple(fact for _, fact in sorted(placed, key=lambda one: one[0]))


def fold_all(facts: Iterable[Fact]) -> ParticipantReading | None:
    """Return the reading of one participant from all of their facts, in whatever order they come."""
    reading: ParticipantReading | None = None
    for fact in in_order(facts):
        reading = fold(reading, fact)
    return reading


def fold(before: ParticipantReading | None, fact: Fact) -> ParticipantReading | None:
    """Return the reading after ``fact``; facts about nobody, and those of the desk, change nothing."""
    if fact.participant is None or fact.is_from_desk:
        return before
    reading = before if before is not None else _unknown(fact)
    step = _STEPS.get(fact.kind)
    if step is not None:
        reading = step(reading, fact)
    at, chain, _ = _place(reading.reached, fact)
    reached = reading.reached if reading.reached.get(chain) == at else {**reading.reached, chain: at}
    return replace(reading, entries=reading.entries + 1, last=fact.entry, last_at=at, reached=reached)


def _unknown(fact: Fact) -> ParticipantReading:
    """Begin a participant of whom something came before the screening did (another device's package is missing)."""
    return ParticipantReading(
        number=str(fact.participant),
        site=fact.site,
        order=0,
        initials="",
        sex=None,
        screened_at="",
        screened_by="",
        status="unknown",
    )


def _screened(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    body = fact.body
    status: Status = "screening" if reading.status == "unknown" else reading.status
    return replace(
        reading,
        number=str(body.get("number", reading.number)),
        site=fact.site or reading.site,
        order=int(body.get("order", reading.order)),
        initials=str(body.get("initials") or reading.initials),
        sex=body.get("sex", reading.sex),
        screened_at=fact.at,
        screened_by=fact.actor_name,
        status=status,
        screening=fact.deed,
    )


def values_in(body: Mapping[str, Any]) -> tuple[Mapping[str, Value], Mapping[str, str]]:
    """Return the plain values and the commitments of the free texts that a ``record.saved`` body holds."""
    whole: Mapping[str, Any] = body.get("values", {})
    for held in whole.values():
        if type(held) is not str:
            break
    else:
        return whole, {}  # as nearly every record: there is nothing to take apart
    values: dict[str, Value] = {}
    texts: dict[str, str] = {}
    for item, held in whole.items():
        if isinstance(held, str):
            values[item] = held
        elif held.get("missing") is not None:  # what is null may be left out, or said
            values[item] = Missing(str(held["missing"]), str(held.get("reason") or ""))
        elif held.get("text") is not None:
            texts[item] = str(held["text"])
    return values, texts


def _saved(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    body, entry = fact.body, fact.entry
    record_id = fact.record or entry
    known = reading.records.get(record_id)
    values, texts = values_in(body)
    record = RecordReading(
        record_id,
        str(body.get("form", known.form if known else "")),
        body.get("visit"),
        fact.edition or (known.edition if known else ""),
        values,
        texts,
        observed_on=body.get("observed_on"),
        is_complete=bool(body.get("is_complete", False)),
        last=entry,
        hash=fact.hash,
        digest=str(body.get("digest", "")),
        saved_at=fact.at,
        saved_by=fact.actor_name,
        created_at=known.created_at if known else fact.at,
        created_by=known.created_by if known else fact.actor_name,
        versions=known.versions + 1 if known else 1,
        reason=fact.reason,
        signatures=_judged(known.signatures) if known and known.signatures else (),
        hands=fact.among(known.hands if known else ()),
        justified=body.get("justified") or {},
        not_done=_whole_missing(body.get("not_done")),
    )
    conflicts = reading.conflicts
    if (known.last if known else None) != fact.based_on:
        conflicts = (*conflicts, _conflict(known, record, fact))
    return replace(reading, records={**reading.records, record_id: record}, conflicts=conflicts)


def _whole_missing(mark: Mapping[str, Any] | None) -> Missing | None:
    return Missing(str(mark["missing"]), str(mark.get("reason") or "")) if mark else None


def _judged(signatures: tuple[SignatureReading, ...]) -> tuple[SignatureReading, ...]:
    """A record that was saved again was not seen by whoever signed it, also when the old values came back."""
    return tuple(replace(signature, is_void=True) for signature in signatures)


def _conflict(known: RecordReading | None, record: RecordReading, fact: Fact) -> Conflict:
    earlier: dict[str, Value] = {**known.values, **known.texts} if known else {}
    later: dict[str, Value] = {**record.values, **record.texts}
    items = [item for item in {**earlier, **later} if earlier.get(item) != later.get(item)]
    return Conflict(
        record=record.id,
        entry=fact.entry,
        based_on=fact.based_on,
        found=known.last if known else "",
        earlier={item: earlier[item] for item in items if item in earlier},
        later={item: later[item] for item in items if item in later},
    )


def _enrolled(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    status: Status = "on_treatment" if reading.first_dose_on else "enrolled"
    return replace(
        reading,
        status=status,
        enrolment_number=fact.body.get("enrolment_number"),
        enrolled_at=fact.at,
        enrolled_by=fact.actor_name,
    )


def _started(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    days = {str(drug): str(on) for drug, on in fact.body.get("first_dose_on", {}).items()}
    doses = {**reading.first_dose_on, **days}
    return replace(reading, status="on_treatment", first_dose_on=doses, dosing=fact.among(reading.dosing))


def _booked(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    body = fact.body
    visit = str(body["visit"])
    known = reading.bookings.get(visit)
    is_move = fact.kind == "visit.moved"
    booking = Booking(
        visit=visit,
        on=str(body["on"]),
        at=body.get("at"),
        is_out_of_window=bool(body.get("is_out_of_window", False)),
        moved_from=body.get("from") if is_move else None,
        times_moved=known.times_moved + int(is_move) if known else 0,
        reason=fact.reason,
        entry=fact.entry,
        made_at=fact.at,
        made_by=fact.actor_name,
        hands=fact.among(known.hands if known else ()),
        forms=tuple(dict.fromkeys((*(known.forms if known else ()), *(body.get("forms") or ())))),
    )
    return replace(reading, bookings={**reading.bookings, visit: booking})


def _not_held(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    visit = str(fact.body["visit"])
    said = NotDoneReading(visit, fact.reason or "", fact.at, fact.actor_name, fact.entry)
    return replace(reading, not_done={**reading.not_done, visit: said})


def _sealed(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    body = fact.body
    document = DocumentReading(
        sha256=str(body["sha256"]),
        kind=str(body.get("kind", "")),
        title=str(body.get("title", "")),
        record=body.get("record"),
        visit=body.get("visit"),
        pages=int(body.get("pages", 0)),
        is_signed=bool(body.get("is_signed", False)),
        covers=body.get("covers"),
        sealed_at=fact.at,
        sealed_by=fact.actor_name,
        entry=fact.entry,
        shows={str(record): str(save) for record, save in (body.get("shows") or {}).items()},
    )
    others = tuple(one for one in reading.documents if one.sha256 != document.sha256)
    return replace(reading, documents=(*others, document))


def _left(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    is_print = fact.kind == "document.printed"
    documents = tuple(
        replace(
            one,
            times_saved_out=one.times_saved_out + int(not is_print),
            times_printed=one.times_printed + int(is_print),
        )
        if one.sha256 == fact.body.get("sha256")
        else one
        for one in reading.documents
    )
    return replace(reading, documents=documents)


def _found(reading: ParticipantReading, fact: Fact) -> ParticipantReading:
    return replace(reading, findings=fold_finding(reading.findings, fact))


_STEPS: Mapping[str, Callable[[ParticipantReading, Fact], ParticipantReading]] = {
    "participant.screened": _screened,
    "record.saved": _saved,
    "record.signed": signed,
    "ink.recorded": signed_by_hand,
    "ink.withdrawn": ink_withdrawn,
    "participant.enrolled": _enrolled,
    "treatment.started": _started,
    "visit.booked": _booked,
    "visit.moved": _booked,
    "visit.not_done": _not_held,
    "document.sealed": _sealed,
    "document.saved_out": _left,
    "document.printed": _left,
    "finding.raised": _found,
    "finding.answered": _found,
    "finding.closed": _found,
}

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(ParticipantReading)


def to_json(reading: ParticipantReading) -> bytes:
    """Return the reading as JSON for a row of the store."""
    return _encoder.encode(reading)


def from_json(data: bytes) -> ParticipantReading:
    """Return the reading that ``to_json`` wrote."""
    return _decoder.decode(data)


def values_with(record: RecordReading, words: Mapping[str, str]) -> dict[str, Value]:
    """Return all values of a record, its free texts filled in from ``words`` (commitment to text).

    A text that is no longer kept (redacted, or not received) is ``Missing("REDACTED", "")``.
    """
    texts: dict[str, Value] = {item: words.get(commitment, GONE) for item, commitment in record.texts.items()}
    return {**record.values, **texts}

"""Names what is kept of one participant, as plain rows; it folds nothing (see ``reading``).

The rows are msgspec Structs and not dataclasses: a fold copies two of them for each entry, thirty times faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

import msgspec

from escc_desktop.study.values import Missing, Value

SIGNING_ROLES = frozenset({"principal_investigator", "sub_investigator"})
"""Roles that may sign a record; a signature in any other role was never one that holds."""

CONSENTING = ("participant", "representative", "witness")
"""Who signs the consent by hand beside the investigator; none of them is named, and their signature decides nothing."""

Status = Literal["unknown", "screening", "enrolled", "on_treatment"]


class Fact(msgspec.Struct, frozen=True):
    """What one journal entry says, without its proof. ``at`` is UTC text, ``hash`` hex, ``body`` plain JSON.

    ``is_from_desk``: it stands in a chain of the central desk, which adds what is its own and never changes site data.
    ``offset`` is that of the place where it was written, ``+08:00``.
    """

    kind: str
    chain: str
    seq: int
    at: str
    actor_id: str
    actor_name: str
    actor_role: str
    participant: str | None
    record: str | None
    based_on: str | None
    edition: str | None
    body: Mapping[str, Any]
    reason: str | None
    hash: str
    site: str = ""
    is_from_desk: bool = False
    offset: str = "+00:00"

    @property
    def entry(self) -> str:
        """Return the entry's own name, ``chain:seq``."""
        return f"{self.chain}:{self.seq}"

    @property
    def on(self) -> str:
        """Return the day on which it was written, in the zone of that place."""
        first, last = _same_day(self.offset)
        if first <= self.at[11:16] < last:  # nearly always; this is asked for every save of a long journal
            return self.at[:10]
        return (datetime.fromisoformat(self.at) + _length(self.offset)).date().isoformat()

    @property
    def deed(self) -> Deed:
        """Return who wrote it and on which day."""
        return Deed(self.actor_id, self.actor_name, self.on, self.entry)

    def among(self, others: tuple[Deed, ...]) -> tuple[Deed, ...]:
        """Return ``others`` with who wrote this, unless the same person is there for the same day already."""
        on = self.on
        for one in others:
            if one.by == self.actor_id and one.on == on and one.chain == self.chain:
                return others
        return (*others, self.deed)


def _length(offset: str) -> timedelta:
    length = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    return -length if offset[0] == "-" else length


@lru_cache(64)
def _same_day(offset: str) -> tuple[str, str]:
    """Return from when and until when it is the same day in UTC and at ``offset``, as ``16:00`` of UTC."""
    if offset[0] == "-":
        return offset[1:], "24:00"
    minutes = 1440 - int(_length(offset).total_seconds()) // 60
    return "00:00", f"{minutes // 60:02}:{minutes % 60:02}"


class Deed(msgspec.Struct, frozen=True):
    """Who recorded something and on which day of that place; ``entry`` is the first of that person on that day."""

    by: str
    name: str
    on: str
    entry: str

    @property
    def chain(self) -> str:
        """Return the chain in which it stands: a person's id is one of that chain."""
        return self.entry.rpartition(":")[0]


class InkReading(msgspec.Struct, frozen=True):
    """What is known of a signature made by hand beside who made it: the date as it was written, ``2026-03-05``, the
    commitment to the binder's place, the printed document if it is one of ours, and who recorded it.
    """

    signed_on: str
    filed_at: str
    document: str | None
    recorded_by_id: str
    recorded_by: str
    recorded_role: str


class SignatureReading(msgspec.Struct, frozen=True):
    """One signature of a record; void once the record was saved again, whatever it says then, or never valid at all:
    in a role that may not sign, or on something else than what it names.

    ``ink`` is None for an electronic one. ``by_...`` and ``role`` are always the signer's, ``at`` is when it was
    entered. ``flag`` says why a signature by hand was never accepted, or that it had been recorded by mistake.
    """

    by_id: str
    by_name: str
    role: str
    at: str
    meaning: str
    digest: str
    entry: str
    covers: str
    is_void: bool
    ink: InkReading | None = None
    flag: str = ""


class RecordReading(msgspec.Struct, frozen=True):
    """One filled form. ``texts`` holds, for each free-text item, the commitment under which its words are kept.

    ``last`` is the entry that a change must be based on; ``hash`` that entry's hash, which a signature covers.
    ``hands`` are all who saved it, each once a day. ``justified`` holds, by the id of a soft check that failed, the
    commitment to why the values stand; ``not_done`` says that the whole form was not done.
    """

    id: str
    form: str
    visit: str | None
    edition: str
    values: Mapping[str, Value]
    texts: Mapping[str, str]
    observed_on: str | None
    is_complete: bool
    last: str
    hash: str
    digest: str
    saved_at: str
    saved_by: str
    created_at: str
    created_by: str
    versions: int
    reason: str | None
    signatures: tuple[SignatureReading, ...] = ()
    hands: tuple[Deed, ...] = ()
    justified: Mapping[str, str] = msgspec.field(default_factory=dict)
    not_done: Missing | None = None

    @property
    def valid_signatures(self) -> tuple[SignatureReading, ...]:
        """Return the signatures that still hold."""
        return tuple(signature for signature in self.signatures if not signature.is_void)

    @property
    def is_signed(self) -> bool:
        """Tell whether an investigator's signature still holds."""
        return any(signature.role in SIGNING_ROLES for signature in self.valid_signatures)

    @property
    def has_void_signature(self) -> bool:
        """Tell whether the record was signed and then changed, with no valid signature since."""
        once = (one for one in self.signatures if not one.flag and one.role not in CONSENTING)
        return any(once) and not self.is_signed


class Booking(msgspec.Struct, frozen=True):
    """The day for which a visit is booked; ``at`` is local ``HH:MM``; ``moved_from`` the day before the last move.

    ``forms`` are those chosen for an unscheduled visit.
    """

    visit: str
    on: str
    at: str | None
    is_out_of_window: bool
    moved_from: str | None
    times_moved: int
    reason: str | None
    entry: str
    made_at: str
    made_by: str
    hands: tuple[Deed, ...] = ()
    forms: tuple[str, ...] = ()


class NotDoneReading(msgspec.Struct, frozen=True):
    """A planned visit that did not take place: why, said by whom and when (UTC text)."""

    visit: str
    reason: str
    at: str
    by: str
    entry: str


class DocumentReading(msgspec.Struct, frozen=True):
    """One sealed document, with how often it left the vault as a file or on paper.

    ``shows`` names, for each record that stands on it, the save that it shows by that entry's hash.
    """

    sha256: str
    kind: str
    title: str
    record: str | None
    visit: str | None
    pages: int
    is_signed: bool
    covers: str | None
    sealed_at: str
    sealed_by: str
    entry: str
    times_saved_out: int = 0
    times_printed: int = 0
    shows: Mapping[str, str] = msgspec.field(default_factory=dict)


class Conflict(msgspec.Struct, frozen=True):
    """Two saves of one record that had not seen each other, with both values of each item that differs."""

    record: str
    entry: str
    based_on: str | None
    found: str
    earlier: Mapping[str, Value]
    later: Mapping[str, Value]


class FindingWord(msgspec.Struct, frozen=True):
    """What was said about a finding: the commitment to the words (None: none), who said it and when (UTC text)."""

    text: str | None
    by: str
    name: str
    role: str
    at: str
    entry: str


class FindingReading(msgspec.Struct, frozen=True):
    """A finding with everything said about it, named by the entry that raised it."""

    entry: str
    participant: str | None
    record: str | None
    raised: FindingWord
    words: tuple[FindingWord, ...] = ()
    closed: FindingWord | None = None


class ParticipantReading(msgspec.Struct, frozen=True):
    """What is now true of one participant. Instants are UTC text, days ``2026-03-05``.

    ``reached`` is the latest instant of each chain so far, ``last_at`` that of the last entry's chain: neither goes
    back when a clock does. ``screening`` is who gave the number, ``dosing`` who recorded first doses.
    """

    number: str
    site: str
    order: int
    initials: str
    sex: str | None
    screened_at: str
    screened_by: str
    status: Status
    enrolment_number: str | None = None
    enrolled_at: str | None = None
    enrolled_by: str | None = None
    first_dose_on: Mapping[str, str] = msgspec.field(default_factory=dict)
    bookings: Mapping[str, Booking] = msgspec.field(default_factory=dict)
    not_done: Mapping[str, NotDoneReading] = msgspec.field(default_factory=dict)
    records: Mapping[str, RecordReading] = msgspec.field(default_factory=dict)
    documents: tuple[DocumentReading, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    entries: int = 0
    last: str = ""
    last_at: str = ""
    reached: Mapping[str, str] = msgspec.field(default_factory=dict)
    screening: Deed | None = None
    dosing: tuple[Deed, ...] = ()
    findings: tuple[FindingReading, ...] = ()

    def records_of(self, form: str, visit: str | None = None) -> tuple[RecordReading, ...]:
        """Return the records of ``form`` (of one ``visit`` if given) in the order in which they were begun."""
        return tuple(
            record
            for record in self.records.values()
            if record.form == form and (visit is None or record.visit == visit)
        )

    def record_of(self, form: str, visit: str | None = None) -> RecordReading | None:
        """Return the first record of ``form``, or None."""
        return next(iter(self.records_of(form, visit)), None)

    def held_on(self, visit: str) -> str | None:
        """Return the earliest day on which a record of ``visit`` was observed; None while it was not held."""
        days = [one.observed_on for one in self.records.values() if one.visit == visit and one.observed_on]
        return min(days, default=None)

"""Gives what the faces show, as frozen plain values; it never holds a row, a connection or a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.signature_views import SignatureView
from escc_desktop.actions.views_of_backups import SafetyView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.endings import Ending
from escc_desktop.trial.participants import CONSENTING

Delivery = Literal["to_send", "with_next", "not_confirmed", "confirmed", "received"]
"""Where an entry is: not yet exported, or of a kind that only travels with others; exported but not acknowledged,
acknowledged by the desk, or come from it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What carrying out a command gave. ``changes`` names what screens must ask again for: ``participant:<number>``,
    ``participants``, ``documents``, ``packages``, ``people``, ``edition``, ``backups``, ``journal``.
    """

    value: object
    changes: frozenset[str]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with a key slot at this site. ``until`` is the last day of the login, None where it does not end."""

    id: str
    name: str
    roles: tuple[str, ...]
    until: date | None = None

    @property
    def role(self) -> str:
        """The role that stands beside the name; empty while the vault is locked."""
        return self.roles[0] if self.roles else ""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What the frame of the window shows at all times."""

    study: str
    site: str
    site_name: str
    device: str
    edition: str
    is_draft: bool
    is_demonstration: bool
    person: PersonView
    participants: int
    open_adverse_events: int
    to_sign: int
    to_send: int
    not_confirmed: int
    entries: int
    last_export_at: datetime | None
    safety: SafetyView


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as it stands now. ``last`` is what the next save is based on; None when nothing was saved yet.

    ``original`` says how it is signed at this site; only views of one record and of the signing queue tell it.
    ``justified`` says why values stand although a soft check fails; ``not_done`` that the whole form was not done.
    """

    id: str | None
    participant: str
    form: str
    visit: str | None
    edition: str
    values: Mapping[str, Value]
    observed_on: str | None
    is_complete: bool
    last: str | None
    digest: str | None
    saved_at: datetime | None
    saved_by: str | None
    signatures: tuple[SignatureView, ...]
    delivery: Delivery | None = None
    original: Literal["ink", "electronic"] = "electronic"
    justified: Mapping[str, str] = field(default_factory=dict)
    not_done: Missing | None = None

    @property
    def is_signed(self) -> bool:
        """An investigator's signature that still holds stands on the record."""
        return any(signature.decides for signature in self.signatures)

    @property
    def has_void_signature(self) -> bool:
        """The record was signed and changed since, and nobody has signed it again."""
        once = (one for one in self.signatures if not one.flag and one.role not in CONSENTING)
        return any(once) and not self.is_signed


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One step in the history of an item: old, new, who, when (aware), why, and whether they were not delegated."""

    item: str
    before: Value | None
    after: Value | None
    name: str
    role: str
    at: datetime
    entry: str
    reason: str | None
    is_undelegated: bool = False


@dataclass(frozen=True, slots=True)
class SinceSigned:
    """What changed since a record was signed, the oldest first; ``signature`` is None when it never was.

    ``is_own``: the signature is the asking person's. A save that changed no value is one change without an item.
    """

    signature: SignatureView | None
    is_own: bool
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the participants table. ``status`` as in trial.reading."""

    number: str
    initials: str
    status: str
    enrolment_number: str | None
    cycle_days: Mapping[str, tuple[int, int]]
    next_visit: VisitView | None
    serious_events: int
    to_sign: int
    void_signatures: int
    unanswered: int | None


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """One participant whole."""

    number: str
    initials: str
    status: str
    screened_on: date
    enrolment_number: str | None
    first_dose_on: Mapping[str, date]
    cycle_days: Mapping[str, tuple[int, int]]
    records: tuple[RecordView, ...]
    visits: tuple[VisitView, ...]
    enrolment_obstacles: tuple[tuple[str, Mapping[str, str]], ...]
    """Why enrolling would be refused: (code, facts) for ``words.say``; empty when nothing stands against it."""


@dataclass(frozen=True, slots=True)
class AdverseEventRow:
    """One adverse event of one participant."""

    participant: str
    initials: str
    record: RecordView
    number: int
    is_serious: bool | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class SigningRow:
    """A record waiting for a signature. ``is_void`` when a signature on it no longer holds."""

    participant: str
    initials: str
    record: RecordView
    is_void: bool


@dataclass(frozen=True, slots=True)
class PaperlessRow:
    """A signature that holds and whose sealed paper is not here."""

    participant: str
    record: str
    form: str
    visit: str | None
    person: str
    name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class SeriousRow:
    """A serious event whose first report is due."""

    participant: str
    initials: str
    record: str
    term_code: str
    grade: str
    aware_at: datetime | None
    due_at: datetime | None
    how: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """What cannot wait, in that order."""

    today: date
    now: datetime
    serious: tuple[SeriousRow, ...]
    due_today: tuple[VisitView, ...]
    overdue: tuple[VisitView, ...]
    closing: tuple[VisitView, ...]
    missed: tuple[VisitView, ...]
    next_days: tuple[tuple[date, tuple[VisitView, ...]], ...]
    expiring: tuple[tuple[str, str, str, date], ...]
    """Evidence about to expire: (participant, initials, criterion, the latest day for the first dose)."""
    screening: tuple[ParticipantRow, ...]
    to_sign: int
    void_signatures: int
    drafts: int
    to_send: int
    not_confirmed: int
    last_export_at: datetime | None
    last_receipt_at: datetime | None
    safety: SafetyView
    unsaved: tuple[PageDraft, ...] = ()
    """What the person at work typed and did not save, the newest first."""
    endings: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document kept in the vault."""

    sha256: str
    kind: str
    title: str
    participant: str | None
    record: str | None
    visit: str | None
    pages: int
    is_signed: bool
    is_void: bool
    made_at: datetime
    made_by: str
    times_saved_out: int
    times_printed: int
    records: tuple[str, ...] = ()
    """The records that stand on it, as far as it is one that can be signed by hand."""
    ink: tuple[SignatureView, ...] = ()
    """The signatures by hand that were recorded for this very paper."""
    original: Literal["ink", "electronic"] = "electronic"


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package, ours or the desk's."""

    name: str
    number: int
    is_ours: bool
    first: int
    last: int
    at: datetime
    check_code: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class ExportedPackage:
    """What an export left on the stick: steps are (word code, local time, detail), the last once it is kept."""

    package: PackageView
    path: Path
    size: int
    participants: int
    documents: int
    steps: Sequence[tuple[str, datetime, str]]


@dataclass(frozen=True, slots=True)
class ImportedPackage:
    """What an import brought: how many entries came, how many of ours are now confirmed.

    ``back`` entries were written here and had been lost by a restore; ``participants`` are those of whom any spoke.
    """

    name: str
    entries: int
    confirmed: int
    back: int = 0
    participants: int = 0


@dataclass(frozen=True, slots=True)
class PackagesView:
    """The packages page."""

    to_send: int
    to_send_since: datetime | None
    not_confirmed_packages: int
    not_confirmed_entries: int
    confirmed_packages: int
    confirmed_entries: int
    ours: tuple[PackageView, ...]
    desk: tuple[PackageView, ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the journal page; ``kind`` and ``facts`` make its sentence."""

    chain: str
    seq: int
    at: datetime
    kind: str
    facts: Mapping[str, str]
    name: str
    role: str
    participant: str | None
    record: str | None
    reason: str | None
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry whole, with its place in the chain. ``justified`` says why values stand, by the failure of a check."""

    row: EntryRow
    zone: str
    edition: str | None
    previous: str
    hash: str
    body: str
    changes: tuple[ChangeView, ...] = field(default=())
    justified: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerificationView:
    """The answer of a verification. ``first_bad`` is (chain, seq) or None."""

    is_sound: bool
    code: str
    facts: Mapping[str, str]
    entries: int
    first_bad: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A rendered document in memory, not yet kept."""

    kind: str
    title: str
    data: bytes = field(repr=False)
    pages: int
    is_signed: bool
    participant: str | None
    record: str | None
    visit: str | None
    covers: str | None
    shows: Mapping[str, str] = field(default_factory=dict)

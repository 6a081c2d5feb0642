"""Names everything a person can ask the program to do, as frozen values; carrying them out is ``carry_out``'s part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from escc_desktop.actions.backup_commands import ChooseBackupPlace, NoteBackup, NoteDrill
from escc_desktop.actions.edition_commands import AddVisit, ApproveEdition, NoteVisitNotDone, RuleContradiction
from escc_desktop.actions.key_commands import ChangePassphrase
from escc_desktop.actions.laboratory_commands import ArrangeResults, SetRanges
from escc_desktop.study.values import Missing, Value
from escc_desktop.words import Language

DocumentKind = Literal[
    "eligibility",
    "worksheet",
    "record",
    "adverse_events",
    "handover",
    "delegation",
    "follow_up",
    "work_handover",
    "source_data",
]


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Give a person a key slot and a certificate; only a site administrator can. Roles as in ``authority.ROLES``.

    ``until`` is the last day of the login; a monitor's must have one.
    """

    name: str
    roles: tuple[str, ...]
    passphrase: str = field(repr=False)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Give a person other roles or another last day of the login; ``roles`` are all of them, the first unchanged."""

    person: str
    roles: tuple[str, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class GrantDelegation:
    """Delegate tasks to a person, signed by a principal investigator on whoever's open session.

    ``tasks`` as in ``trial.delegation.TASKS``. The signature specimen is an image file, or the place where ink is kept.
    """

    person: str
    tasks: tuple[str, ...]
    from_on: date
    until_on: date | None
    investigator: str
    passphrase: str = field(repr=False)
    specimen: Path | None = None
    specimen_place: str | None = None


@dataclass(frozen=True, slots=True)
class EndDelegation:
    """End the delegation that an entry granted; from day ``on`` no act may be done under it."""

    delegation: str
    on: date
    reason: str
    investigator: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordTraining:
    """Record a training or certificate of a person; ``what`` as in ``trial.training.TRAININGS``."""

    person: str
    what: str
    on: date
    expires_on: date | None = None
    filed_at: str | None = None


@dataclass(frozen=True, slots=True)
class RaiseFinding:
    """Write down what a monitor or quality controller found, about a participant, a record, or nobody."""

    text: str
    participant: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """Answer a finding, or say more to an answer; ``finding`` is the entry that raised it."""

    finding: str
    text: str


@dataclass(frozen=True, slots=True)
class CloseFinding:
    """Close a finding; only whoever raised it can, or a colleague once their login has ended."""

    finding: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class RegisterScreening:
    """Save the consent form and give the next screening number of the kit's block.

    ``justifications`` say why values of the consent stand although a soft check fails, by ``Failure.id``.
    """

    initials: str
    consent: Mapping[str, Value]
    justifications: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SaveRecord:
    """Save the values of one form; ``record`` is None for a new one.

    ``based_on`` is ``RecordView.last`` as it was on screen (None for a new record). ``values`` holds every item of the
    form that has a value. ``observed_on`` is when it happened at the bedside, YYYY-MM-DD. ``reason`` must be given once
    the record was complete and a value changes. ``justifications`` say why values stand although a soft check fails, by
    ``Failure.id``. ``not_done``: the whole form was not done, with a code and a reason; it is complete.
    """

    participant: str
    form: str
    values: Mapping[str, Value]
    record: str | None = None
    visit: str | None = None
    based_on: str | None = None
    observed_on: str | None = None
    is_complete: bool = True
    reason: str | None = None
    justifications: Mapping[str, str] = field(default_factory=dict)
    not_done: Missing | None = None


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """One record that the signer had open: its id and the digest of what was shown."""

    record: str
    digest: str


@dataclass(frozen=True, slots=True)
class SignRecords:
    """Sign records as ``person`` on whoever's open session; one signature entry per record, one passphrase."""

    person: str
    passphrase: str = field(repr=False)
    meaning: str
    records: tuple[RecordSeen, ...]
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class SealPapers:
    """Make the sealed papers of signatures of ``person`` that have none, because the program had ended before."""

    person: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordInk:
    """Record that somebody signed records by hand; whoever is at work records it and is not the signer.

    ``signer`` is a person's id, or one of ``trial.participants.CONSENTING``; ``signed_on`` the date as written on the
    paper; ``filed_at`` the binder's place; ``document`` the SHA-256 of the print that was signed, None for another.
    """

    records: tuple[RecordSeen, ...]
    signer: str
    signed_on: date
    meaning: str
    filed_at: str = field(repr=False)
    document: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawInk:
    """Say that ``entry`` had recorded a signature by hand by mistake, and why."""

    record: str
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChooseOriginal:
    """Decide whether a kind of document is signed in the program or by hand on paper."""

    kind: str
    original: Literal["ink", "electronic"]


@dataclass(frozen=True, slots=True)
class EnrolParticipant:
    """Enrol a participant whose eligibility record is complete, passing and signed."""

    participant: str


@dataclass(frozen=True, slots=True)
class ConfirmNumbers:
    """After a restore: the last numbers that the paper log shows, as they stand there; empty where none was given."""

    screening: str
    enrolment: str = ""


@dataclass(frozen=True, slots=True)
class RecordFirstDose:
    """Record the actual first dose of each drug; the edition says which one anchors which visits."""

    participant: str
    first_dose_on: Mapping[str, date]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BookVisit:
    """Book a visit, or move its booking; a move needs a reason. ``at`` is HH:MM or None."""

    participant: str
    visit: str
    on: date
    at: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """What is to be printed: a ``record``, the worksheet of a ``visit`` or a ``form``, the slip of a ``package``."""

    kind: DocumentKind
    participant: str | None = None
    record: str | None = None
    visit: str | None = None
    package: str | None = None
    person: str | None = None
    language: Language | Literal["both"] = "both"
    form: str | None = None


@dataclass(frozen=True, slots=True)
class SaveDocumentOut:
    """Write a kept document to a file outside the vault; that is an entry."""

    sha256: str
    path: Path


@dataclass(frozen=True, slots=True)
class NotePrinted:
    """Record that a kept document was sent to a printer."""

    sha256: str
    printer: str


@dataclass(frozen=True, slots=True)
class ExportPackage:
    """Write all entries not yet exported to ``folder`` as one sealed package, read back and verified."""

    folder: Path
    with_documents: bool = True


@dataclass(frozen=True, slots=True)
class ImportPackage:
    """Take in a package of the desk."""

    path: Path


Command = (
    AddPerson
    | ChangePerson
    | GrantDelegation
    | EndDelegation
    | RecordTraining
    | RaiseFinding
    | AnswerFinding
    | CloseFinding
    | RegisterScreening
    | SaveRecord
    | SignRecords
    | SealPapers
    | RecordInk
    | WithdrawInk
    | ChooseOriginal
    | EnrolParticipant
    | ConfirmNumbers
    | RecordFirstDose
    | BookVisit
    | SaveDocumentOut
    | NotePrinted
    | ExportPackage
    | ImportPackage
    | ApproveEdition
    | RuleContradiction
    | AddVisit
    | NoteVisitNotDone
    | SetRanges
    | ArrangeResults
    | ChangePassphrase
    | ChooseBackupPlace
    | NoteBackup
    | NoteDrill
)

"""Says what each paper holds, as frozen data; it draws nothing and knows neither the vault nor any key.

Whoever asks for a paper fills one of these in; ``rendering.render`` makes the pages. A wording is a ``Label`` where it
comes from the study and a plain ``str`` where a person typed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from escc_desktop.documents.form_parts import (
    Change,
    Explained,
    RecordGroup,
    RecordRow,
    RepeatRow,
    Ruling,
    WorksheetForm,
    WorksheetGroup,
    WorksheetItem,
)
from escc_desktop.study.questions import Label

__all__ = [
    "AdverseEventLogSheet",
    "AdverseEventRow",
    "Answer",
    "Change",
    "CriterionRow",
    "DelegationLine",
    "DelegationSheet",
    "DrugJudgement",
    "EligibilitySheet",
    "Explained",
    "FindingLine",
    "FindingWords",
    "FollowUpSheet",
    "HandoverSlip",
    "Heading",
    "InkBlock",
    "Original",
    "PaperDocument",
    "RecordGroup",
    "RecordRow",
    "RecordSheet",
    "Recording",
    "RepeatRow",
    "Ruling",
    "SignatureBlock",
    "SourceDataSheet",
    "SourceForm",
    "SourceRow",
    "Tongue",
    "WorkHandoverSheet",
    "WorksheetForm",
    "WorksheetGroup",
    "WorksheetItem",
    "WorksheetSheet",
]

Tongue = Literal["zh", "en", "both"]
Answer = Literal["Y", "N", "NA"]
Original = Literal["ink", "electronic"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head and foot of every page.

    ``original`` says whether paper signed by hand or the program's signed file is the original; None says nothing.
    ``dated_on`` is the visit's or the decision's date, "2026-03-05"; None leaves boxes to write in. ``printed_at`` is
    aware and in local time; it also becomes the time of making in the file. ``checkpoint`` is the journal's size
    and head. ``approved`` names who approved the edition and on which day, once nobody is left to.
    """

    study_id: str
    study_title: Label
    site: str
    participant: str | None
    initials: str | None
    visit: Label | None
    visit_id: str
    visit_window: Label | None
    dated_on: str | None
    edition: str
    protocol_version: Label
    is_draft: bool
    holds_assumptions: bool
    is_demonstration: bool
    checkpoint: str
    printed_at: datetime
    printed_by: str
    sheet_number: str
    tongue: Tongue = "zh"
    original: Original | None = None
    approved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class InkBlock:
    """A signature by hand: the date as written, where the paper is filed, and who recorded it when (aware, local)."""

    signed_on: str
    filed_at: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Recording:
    """Who recorded something on which day, "2026-03-05", and whether they were not delegated for it on that day."""

    name: str
    on: str
    is_undelegated: bool = False


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One signature as printed. ``field`` names the PDF field to be filled by ``sealing.seal``, or None.

    ``signed_at`` is aware, in the local time of signing. A void one is printed as void and can have no field. One by
    hand (``ink``) names its signer and, apart from it, who recorded it; ``name`` is '' for a part in the consent, which
    is named by its role alone. ``flag`` says why a signature by hand is not accepted.
    """

    name: str
    role: Label
    signed_at: datetime
    meaning: Label
    certificate: str
    entry: str
    is_void: bool = False
    field: str | None = None
    ink: InkBlock | None = None
    flag: Label | None = None


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with its answer; None is unanswered. ``note`` is the evidence in the person's own words."""

    kind: Literal["inclusion", "exclusion"]
    number: int
    text: Label
    answer: Answer | None
    note: str


@dataclass(frozen=True, slots=True)
class EligibilitySheet:
    """The criteria with answers, the verdict (None: not decided yet) and who signed for it."""

    heading: Heading
    criteria: tuple[CriterionRow, ...]
    rulings: tuple[Ruling, ...]
    verdict: bool | None
    latest_first_dose_on: str | None
    signatures: tuple[SignatureBlock, ...]
    recorded: tuple[Recording, ...] = ()


@dataclass(frozen=True, slots=True)
class WorksheetSheet:
    """A blank worksheet for one visit."""

    heading: Heading
    forms: tuple[WorksheetForm, ...]


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A filled record with the history of its values and its signatures.

    ``explained`` are the checks that do not hold and why the values stand; ``assumptions`` and ``rulings`` what the
    form assumes and where the registry text contradicts itself. ``not_done`` says that the whole form was not done,
    why in ``not_done_reason``.
    """

    heading: Heading
    form: Label
    groups: tuple[RecordGroup, ...]
    changes: tuple[Change, ...]
    signatures: tuple[SignatureBlock, ...]
    is_complete: bool
    needs_signature: bool = True
    recorded: tuple[Recording, ...] = ()
    explained: tuple[Explained, ...] = ()
    assumptions: tuple[Label, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    not_done: Label | None = None
    not_done_reason: str = ""


@dataclass(frozen=True, slots=True)
class DrugJudgement:
    """What was judged of one drug: did it cause the event, and what was done with it."""

    drug: Label
    causality: Label
    action: Label


@dataclass(frozen=True, slots=True)
class AdverseEventRow:
    """One adverse event. ``started_on`` and ``ended_on`` may be partial, "2026-03-UK"; ``ended_on`` None is ongoing.

    ``signatures`` are those of its record; the log names them beside it.
    """

    number: int
    term: Label
    detail: str
    grade: str
    started_on: str
    ended_on: str | None
    is_serious: bool | None
    serious_because: tuple[Label, ...]
    drugs: tuple[DrugJudgement, ...]
    outcome: Label
    signatures: tuple[SignatureBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class AdverseEventLogSheet:
    """All adverse events of one participant."""

    heading: Heading
    ctcae_version: str
    events: tuple[AdverseEventRow, ...]
    signatures: tuple[SignatureBlock, ...]


@dataclass(frozen=True, slots=True)
class HandoverSlip:
    """Goes with a package on a stick: what it holds, its check code, and who gave and took it.

    ``counts`` are (what, how many); ``check_code`` is the short code that the site reads out by telephone
    and the desk compares with the package that came. ``size`` is in bytes.
    """

    heading: Heading
    package: str
    number: int
    chain: str
    first: int
    last: int
    counts: tuple[tuple[Label, int], ...]
    size: int
    sha256: str
    check_code: str
    recipient: Label


@dataclass(frozen=True, slots=True)
class WorkHandoverSheet:
    """What somebody who leaves hands over: for each matter (a code of words) what is open, and a note beside it."""

    heading: Heading
    leaver: str
    matters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """One delegation as printed. Days are "2026-03-05"; ``until_on`` None is open. ``signed_at`` is aware and local.

    ``specimen`` is the PNG of the signature; without one ``filed_at`` says where the paper is, and without either the
    line has an empty box to sign in.
    """

    name: str
    role: Label
    tasks: tuple[Label, ...]
    from_on: str
    until_on: str | None
    ended_on: str | None
    signed_by: str
    signed_at: datetime
    specimen: bytes | None = None
    filed_at: str = ""


@dataclass(frozen=True, slots=True)
class DelegationSheet:
    """The delegation log, each line in the order of granting, to be signed by the principal investigator."""

    heading: Heading
    lines: tuple[DelegationLine, ...]


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One word about a finding: who said it in which role, when (aware, local), and the text."""

    name: str
    role: Label
    at: datetime
    text: str
    is_closing: bool = False


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as printed: what it is about ('' participant: about none), how it stands, everything said."""

    number: int
    participant: str
    record: Label | None
    state: Label
    said: tuple[FindingWords, ...]


@dataclass(frozen=True, slots=True)
class FollowUpSheet:
    """The follow-up list in the order in which the findings were raised."""

    heading: Heading
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Data of one group that come from one source; ``original`` None where the site says what the original is."""

    group: Label
    items: tuple[Label, ...]
    source: Label
    original: Original | None


@dataclass(frozen=True, slots=True)
class SourceForm:
    """The data of one form, and how its record is signed."""

    label: Label
    original: Original
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class SourceDataSheet:
    """Where all data of an edition come from at a site."""

    heading: Heading
    forms: tuple[SourceForm, ...]


PaperDocument = (
    EligibilitySheet
    | WorksheetSheet
    | RecordSheet
    | AdverseEventLogSheet
    | HandoverSlip
    | WorkHandoverSheet
    | DelegationSheet
    | FollowUpSheet
    | SourceDataSheet
)

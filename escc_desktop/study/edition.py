"""Holds one edition of the study as frozen data; it reads no file (see ``loading``) and knows no participant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from escc_desktop.errors import StudyError
from escc_desktop.study.questions import (
    Assumption,
    Choice,
    CodeList,
    Conversion,
    Form,
    FormKind,
    Item,
    ItemGroup,
    ItemType,
    Label,
    Layout,
    MissingCode,
    Part,
    Partial,
    Unit,
)

__all__ = [
    "AdverseEventItems",
    "Assumption",
    "Check",
    "Choice",
    "CodeList",
    "Contradiction",
    "Conversion",
    "Criterion",
    "CtcaeTerm",
    "DocumentKind",
    "Drug",
    "EndItems",
    "Evidence",
    "Form",
    "FormKind",
    "Item",
    "ItemGroup",
    "ItemType",
    "Label",
    "Layout",
    "MissingCode",
    "Part",
    "Partial",
    "Preset",
    "ReportClock",
    "Study",
    "Unit",
    "Visit",
]


@dataclass(frozen=True, slots=True)
class Drug:
    """A study drug with its own cycle; ``dosing_days`` are 1-based days of the cycle; ``color_key`` drugA or drugB."""

    id: str
    label: Label
    short: Label
    color_key: str
    cycle_days: int
    dosing_days: tuple[int, ...]
    assumption: Assumption


@dataclass(frozen=True, slots=True)
class Visit:
    """One planned visit: anchor date + ``offset_days``, with ``before_days`` and ``after_days`` of window round it.

    ``anchor`` is "consent", "first_dose", "last_dose" or a drug's id. ``series`` names the visits that follow one
    another: a later one that was held turns an open earlier one into a missed one. An unscheduled visit is the
    ``number``-th that a participant may have between the planned ones: it has no anchor and no window, and of its
    ``forms`` those are asked that were chosen for it.
    """

    id: str
    label: Label
    short: Label
    anchor: str
    offset_days: int
    before_days: int
    after_days: int
    forms: tuple[str, ...]
    drug: str | None = None
    cycle: int | None = None
    day: int | None = None
    series: str = ""
    assumption: Assumption = None
    number: int | None = None

    @property
    def is_unscheduled(self) -> bool:
        """Tell whether no plan asks for this visit."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Preset:
    """One way of spacing the doses and visits of the study; an edition ships several and follows one of them."""

    id: str
    label: Label
    drugs: tuple[Drug, ...]
    visits: tuple[Visit, ...]
    assumption: Assumption


@dataclass(frozen=True, slots=True)
class Evidence:
    """Dated proof of a criterion: the first dose must follow within ``days`` of the date in ``item``."""

    item: str
    days: int
    assumption: Assumption


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the registry entry: English verbatim, Chinese ours.

    ``facts`` are items of forms that bear on it, ``FORM.ITEM``: shown beside it, so that nothing is typed twice.
    """

    id: str
    kind: Literal["inclusion", "exclusion"]
    number: int
    text: Label
    short: Label
    may_be_na: bool
    contradictions: tuple[str, ...]
    evidence_hint: Label
    evidence: Evidence | None
    facts: tuple[str, ...] = ()

    @property
    def passing(self) -> str:
        """Return the answer that lets a participant pass: "Y" for inclusion, "N" for exclusion."""
        return "Y" if self.kind == "inclusion" else "N"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A trap of the registry text: what it says, what is wrong with it, what the program does about it.

    ``asked_when`` is a rule over a participant's records: whom it concerns; None concerns everybody. With
    ``needs_ruling`` nobody is enrolled whom it concerns, or may concern, before the investigator has ruled on it.
    """

    id: str
    quote: str
    problem: Label
    treatment: Label
    bites: tuple[str, ...]
    asked_when: str | None = None
    needs_ruling: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that must hold for a form; a hard one keeps the form from being complete, a soft one asks for a reason.

    ``each`` is the repeating group whose rows it judges one by one; None for the record as a whole.
    """

    id: str
    form: str
    rule: str
    is_hard: bool
    message: Label
    items: tuple[str, ...]
    assumption: Assumption
    each: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A paper that the program prints; ``per`` says what one of it is about."""

    id: str
    label: Label
    per: Literal["participant", "visit", "record", "package"]
    form: str | None
    original: Literal["electronic", "ink"]
    is_signed: bool
    assumption: Assumption


@dataclass(frozen=True, slots=True)
class ReportClock:
    """How long after ``starts_at`` (an item) a report is due; ``stops_at`` is the item that ends it."""

    id: str
    form: str
    label: Label
    starts_at: str
    stops_at: str
    hours: int
    assumption: Assumption


@dataclass(frozen=True, slots=True)
class AdverseEventItems:
    """Which items of which form make an adverse event: what the pure functions of ``trial`` look at."""

    form: str
    verbatim: str
    term: str
    grade: str
    started_on: str
    ended_on: str
    ongoing: str
    seriousness: tuple[str, ...]
    death: str
    outcome: str
    fatal_outcome: str
    aware_at: str
    aware_how: str
    causality: Mapping[str, str]
    action: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EndItems:
    """Which items of which log say which drug (its code is the drug's id) was given for the last time, and when."""

    form: str
    drug: str
    last_dose: str


@dataclass(frozen=True, slots=True)
class CtcaeTerm:
    """A CTCAE term with the grades that exist; ``label.zh`` equals the English where no Chinese is sure."""

    llt_code: str
    label: Label
    soc: Label
    grades: tuple[int, ...]
    initials: str
    is_expected: bool
    criteria: Mapping[int, Label]


Named = TypeVar("Named", Visit, Criterion, Contradiction, Drug, DocumentKind, ReportClock)


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """One edition of the study, whole. Lookups raise StudyError("STUDY_UNKNOWN") for an id that is not there.

    ``drugs`` and ``visits`` are those of the preset that it follows; ``part_labels`` name the parts of a result,
    ``sources`` the places from which items are taken.
    ``end_of_treatment`` says where the last dose of each drug is written down, None in editions that do not ask.
    """

    id: str
    title: Label
    short_title: Label
    sponsor: Label
    registry_ids: tuple[str, ...]
    edition: str
    protocol_version: Label
    status: Literal["draft", "approved"]
    digest: str
    participant_word: Label
    number_pattern: str
    enrolment_pattern: str
    has_check_character: bool
    consent_versions: tuple[str, ...]
    planned_participants: int
    drugs: tuple[Drug, ...]
    anchor_items: Mapping[str, tuple[str, str]]
    visits: tuple[Visit, ...]
    forms: Mapping[str, Form]
    criteria: tuple[Criterion, ...]
    eligibility_form: str
    consent_form: str
    adverse_event: AdverseEventItems
    code_lists: Mapping[str, CodeList]
    checks: tuple[Check, ...]
    contradictions: tuple[Contradiction, ...]
    documents: tuple[DocumentKind, ...]
    report_clocks: tuple[ReportClock, ...]
    ctcae_version: str
    ctcae_notice: Label
    terms: tuple[CtcaeTerm, ...]
    assumptions: Mapping[str, Label]
    closing_days: int
    source_seen_on: str
    format: int = 1
    preset: str = ""
    presets: tuple[Preset, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    conversions: tuple[Conversion, ...] = ()
    part_labels: Mapping[str, Label] = field(default_factory=dict)
    sources: Mapping[str, Label] = field(default_factory=dict)
    end_of_treatment: EndItems | None = None

    @property
    def change_reasons(self) -> CodeList:
        """Return the reasons offered when a completed record is changed."""
        return self.code_list("CHANGE_REASON")

    @property
    def missing_codes(self) -> tuple[str, ...]:
        """Return the codes that say why there is no value, in the order in which they are offered."""
        return self.code_lists["MISSING"].codes if "MISSING" in self.code_lists else ("ND", "UK", "NA")

    @property
    def signing_meanings(self) -> CodeList:
        """Return the meanings offered when a record is signed."""
        return self.code_list("SIGNING_MEANING")

    @property
    def serious_hours(self) -> int:
        """Return the hours from awareness to the first report of a serious event."""
        return _find(self.report_clocks, "clock", "serious").hours

    def form(self, id: str) -> Form:
        """Return one form."""
        if id not in self.forms:
            raise StudyError("STUDY_UNKNOWN", what="form", id=id)
        return self.forms[id]

    def item(self, form: str, item: str) -> Item:
        """Return one item of one form."""
        return self.form(form).item(item)

    def code_list(self, id: str) -> CodeList:
        """Return one code list."""
        if id not in self.code_lists:
            raise StudyError("STUDY_UNKNOWN", what="code list", id=id)
        return self.code_lists[id]

    def visit(self, id: str) -> Visit:
        """Return one visit."""
        return _find(self.visits, "visit", id)

    def criterion(self, id: str) -> Criterion:
        """Return one criterion."""
        return _find(self.criteria, "criterion", id)

    def contradiction(self, id: str) -> Contradiction:
        """Return one contradiction of the registry text."""
        return _find(self.contradictions, "contradiction", id)

    def drug(self, id: str) -> Drug:
        """Return one drug."""
        return _find(self.drugs, "drug", id)

    def document(self, id: str) -> DocumentKind:
        """Return one kind of document."""
        return _find(self.documents, "document", id)

    def term(self, llt_code: str) -> CtcaeTerm:
        """Return one CTCAE term by its MedDRA LLT code."""
        for term in self.terms:
            if term.llt_code == llt_code:
                return term
        raise StudyError("STUDY_UNKNOWN", what="term", id=llt_code)

    def checks_of(self, form: str) -> tuple[Check, ...]:
        """Return the checks that belong to one form."""
        return tuple(check for check in self.checks if check.form == form)


def _find(things: tuple[Named, ...], what: str, id: str) -> Named:
    for thing in things:
        if thing.id == id:
            return thing
    raise StudyError("STUDY_UNKNOWN", what=what, id=id)

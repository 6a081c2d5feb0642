"""Says what the questions of a form are on paper, blank and filled, as frozen data; it draws nothing.

A wording is a ``Label`` where it comes from the study and a plain ``str`` where a person typed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from escc_desktop.study.questions import ItemType, Label, Layout, Partial

Mark = Literal["", "calculated", "not_applying", "signature"]
"""What is particular about a value: the program worked it out; it is kept although its question does not apply; it is
no value but a place to sign."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A contradiction of the registry text: what it is, and the investigator's ruling, '' where there is none yet.

    ``by`` and ``at`` (aware, local) say who ruled and when.
    """

    title: Label
    text: str
    problem: Label | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WorksheetItem:
    """One question to be answered by pen. ``digits`` such as "3.1" are boxes before and after the point.

    ``options`` are the boxes to tick, ``missing`` the codes offered instead of a value (ND, UK, NA). ``range_`` is
    what is usual, in words; ``has_range`` leaves room for the laboratory's own. ``judgement`` are codes to tick (NCS).
    ``partial`` is the coarsest part of a date that may be unknown; ``units`` are those to choose from. ``formula`` says
    how the program works the value out, ``signer`` who signs at this place. ``below`` are the questions that belong to
    this one and stand under it in a table. ``assumed`` is the number of its assumption on the form, 0 for none.
    """

    label: Label
    type: ItemType
    unit: str = ""
    digits: str | None = None
    options: tuple[Label, ...] = ()
    range_: str = ""
    hint: Label | None = None
    missing: tuple[str, ...] = ()
    is_conditional: bool = False
    is_assumption: bool = False
    is_for_investigator: bool = False
    has_range: bool = False
    judgement: tuple[str, ...] = ()
    partial: Partial = "none"
    units: tuple[str, ...] = ()
    formula: Label | None = None
    signer: Label | None = None
    below: tuple[WorksheetItem, ...] = ()
    assumed: int = 0


@dataclass(frozen=True, slots=True)
class WorksheetGroup:
    """Questions under one heading; ``layout`` "table" has one row per result with range and judgement beside it,
    "repeat" asks all of them once per row, ``most_rows`` at most.
    """

    label: Label
    items: tuple[WorksheetItem, ...]
    layout: Layout = "fields"
    most_rows: int = 1


@dataclass(frozen=True, slots=True)
class WorksheetForm:
    """One form of a visit; ``assumptions`` in the order of their numbers, ``rulings`` where the registry contradicts.

    ``missing`` are the codes that say why there is no value, each with its words.
    """

    label: Label
    groups: tuple[WorksheetGroup, ...]
    assumptions: tuple[Label, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    missing: tuple[tuple[str, Label], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One answered question. ``value`` is as shown to people; ``missing`` says why there is none.

    ``flag`` is the investigator's judgement with ``judged_on``, its day; ``arrow`` says on which side of the range the
    value lies. ``is_below``: it belongs to the row above it. ``assumed`` as in a worksheet.
    """

    label: Label
    value: Label
    unit: str = ""
    range_: str = ""
    flag: Label | None = None
    missing: Label | None = None
    reason: str = ""
    is_changed: bool = False
    is_assumption: bool = False
    mark: Mark = ""
    arrow: Label | None = None
    judged_on: str = ""
    is_below: bool = False
    assumed: int = 0


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """One row of a repeating group: its number, what it holds, and whether it was struck out."""

    number: int
    values: tuple[RecordRow, ...]
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """Answered questions under one heading: ``rows`` of single questions, or ``repeats`` of a repeating group."""

    label: Label
    rows: tuple[RecordRow, ...]
    repeats: tuple[RepeatRow, ...] = ()
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """A check that does not hold: what is amiss, about which questions, and why the values stand ('' nobody said)."""

    message: Label
    about: Label
    words: str
    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one value: what it was, what it became, who, when (aware) and why.

    ``reason`` is the same in both languages where a person typed it. ``is_undelegated``: who changed it was not
    delegated for that on the day.
    """

    label: Label
    before: Label
    after: Label
    by: str
    at: datetime
    reason: Label
    is_undelegated: bool = False

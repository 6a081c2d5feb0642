"""Holds the questions of an edition as frozen data: wordings, code lists, units, items, forms; it knows no visit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from escc_desktop.errors import StudyError
from escc_desktop.words import Language

ItemType = Literal[
    "text",
    "integer",
    "decimal",
    "date",
    "partial_date",
    "datetime",
    "time",
    "choice",
    "choices",
    "yes_no",
    "yes_no_na",
    "note",
    "calculated",
    "signature",
]
FormKind = Literal["visit", "log", "once"]
Part = Literal["value", "unit", "low", "high", "judgement", "judged_on"]
Partial = Literal["none", "time", "day", "month"]
Layout = Literal["fields", "table", "repeat"]
MissingCode = str
"""ND, UK, NA and what else the edition's list MISSING holds."""

MOST_ROWS = 50
"""Rows of a repeating group that names no number of its own."""

_ROW = re.compile("[1-9][0-9]{0,5}")  # in one spelling: rows under "01" would be counted by nobody


@dataclass(frozen=True, slots=True)
class Label:
    """One wording in both languages."""

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        """Return the wording in ``language``."""
        return self.zh if language == "zh" else self.en


Assumption = Label | None
"""What is assumed and where it comes from; None for what the registry entry itself says."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One code of a code list; ``cdisc`` is its submission value where it has one.

    ``aliases`` are other spellings on reports, parted by ``;``.
    """

    code: str
    label: Label
    cdisc: str
    aliases: Label = Label("", "")


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes in the order in which people see them."""

    id: str
    label: Label
    choices: tuple[Choice, ...]

    def choice(self, code: str) -> Choice:
        """Return the choice of ``code``; raise StudyError when there is none."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise StudyError("STUDY_UNKNOWN", what="choice", id=f"{self.id}.{code}")

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes alone."""
        return tuple(choice.code for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that values may carry; ``ucum`` is its code in the Unified Code for Units of Measure.

    ``label`` is what people see of it, its id where nothing else was worded.
    """

    id: str
    ucum: str
    label: Label = Label("", "")


@dataclass(frozen=True, slots=True)
class Conversion:
    """A value in ``from_unit`` times ``factor`` is one in ``to_unit``; of ``analytes`` alone where any are named."""

    from_unit: str
    to_unit: str
    factor: Decimal
    analytes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``digits`` such as "3.1" are the boxes on paper; ``low`` and ``high`` bound what is usual.

    ``companion_of`` and ``part`` join the items that stand in one row (a result with its range and its judgement).
    ``shown_when`` and ``calculation`` are rules. ``partial`` is the coarsest part of a date that may be missing, the
    finer ones with it. ``other_units`` may be typed in the companion of part "unit". ``normal`` are the codes of a
    result that are not out of range. ``signs`` is who signs at a signature point. ``sdtm`` is its target, "-" for
    none. ``testcd`` names the analyte, for conversions and for export. ``aliases`` are other names of a result on
    reports, parted by ``;``.
    """

    id: str
    label: Label
    type: ItemType
    unit: str = ""
    digits: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    code_list: str | None = None
    is_required: bool = False
    missing_codes: tuple[MissingCode, ...] = ()
    source: Label = Label("", "")
    cdash: str = ""
    hint: Label = Label("", "")
    shown_when: str | None = None
    assumption: Assumption = None
    decided_by: Literal["anyone", "investigator"] = "anyone"
    companion_of: str | None = None
    part: Part = "value"
    partial: Partial = "none"
    calculation: str | None = None
    signs: str | None = None
    sdtm: str = ""
    other_units: tuple[str, ...] = ()
    normal: tuple[str, ...] = ()
    testcd: str = ""
    aliases: Label = Label("", "")

    @property
    def is_free_text(self) -> bool:
        """Tell whether the words are anybody's own; such words never stand in an entry, only their commitment."""
        return self.type in ("text", "note")

    @property
    def is_typed(self) -> bool:
        """Tell whether a person gives the value: not of what is calculated, nor of a signature point."""
        return self.type not in ("calculated", "signature")


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items under one heading. ``layout`` "table" asks for one row per value item with its companions beside it,
    "repeat" for as many rows of all its items as there are things to say, ``most_rows`` at most.
    """

    id: str
    label: Label
    items: tuple[Item, ...]
    layout: Layout = "fields"
    most_rows: int = MOST_ROWS

    @property
    def is_repeat(self) -> bool:
        """Tell whether the items are asked once per row."""
        return self.layout == "repeat"


@dataclass(frozen=True, slots=True)
class Form:
    """A page of questions: filled at each visit, as a log of many, or once per participant."""

    id: str
    label: Label
    kind: FormKind
    groups: tuple[ItemGroup, ...]
    needs_signature: bool
    assumption: Assumption = None
    types: Mapping[str, ItemType] = field(init=False, repr=False, compare=False)
    _places: Mapping[str, tuple[ItemGroup, Item]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep where each item stands, and its type: pages and rules ask for items one after the other."""
        places = {item.id: (group, item) for group in reversed(self.groups) for item in reversed(group.items)}
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "types", {id: item.type for id, (_, item) in places.items()})

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all items in reading order."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def sources(self) -> tuple[Label, ...]:
        """Return the sources of the items, each once, in reading order (the source data list)."""
        return tuple(dict.fromkeys(item.source for item in self.items if item.source.en))

    def item(self, key: str) -> Item:
        """Return one item by its id or, in a repeat, by the key of a row (``ITEM.2``); raise StudyError without one."""
        return self._place(key)[1]

    def group_of(self, key: str) -> ItemGroup:
        """Return the group in which an item stands, by the same keys; raise StudyError when there is none."""
        return self._place(key)[0]

    def group(self, id: str) -> ItemGroup:
        """Return one group; raise StudyError when there is none."""
        for group in self.groups:
            if group.id == id:
                return group
        raise StudyError("STUDY_UNKNOWN", what="group", id=f"{self.id}.{id}")

    def _place(self, key: str) -> tuple[ItemGroup, Item]:
        item, dot, row = key.partition(".")
        place = self._places.get(item)
        if place is None or (dot and not (place[0].is_repeat and _ROW.fullmatch(row))):
            raise StudyError("STUDY_UNKNOWN", what="item", id=f"{self.id}.{key}")
        return place

"""Holds the questions of an edition as frozen data: wordings, code lists, items, forms; it knows no visit."""

from __future__ import annotations

from dataclasses import dataclass
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
]
FormKind = Literal["visit", "log", "once"]
Part = Literal["value", "low", "high", "judgement"]
MissingCode = Literal["ND", "UK", "NA"]


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
    """One code of a code list; ``cdisc`` is its submission value where it has one."""

    code: str
    label: Label
    cdisc: str


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
class Item:
    """One question. ``digits`` such as "3.1" are the boxes on paper; ``low`` and ``high`` bound what is usual.

    ``companion_of`` and ``part`` join the items that stand in one row (a result with its range and its judgement).
    ``shown_when`` is a rule over items of the same form.
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

    @property
    def is_free_text(self) -> bool:
        """Tell whether the words are anybody's own; such words never stand in an entry, only their commitment."""
        return self.type in ("text", "note")


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items under one heading; ``layout`` "table" asks for one row per value item with its companions beside it."""

    id: str
    label: Label
    items: tuple[Item, ...]
    layout: Literal["fields", "table"] = "fields"


@dataclass(frozen=True, slots=True)
class Form:
    """A page of questions: filled at each visit, as a log of many, or once per participant."""

    id: str
    label: Label
    kind: FormKind
    groups: tuple[ItemGroup, ...]
    needs_signature: bool
    assumption: Assumption = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all items in reading order."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def sources(self) -> tuple[Label, ...]:
        """Return the sources of the items, each once, in reading order (the source data list)."""
        return tuple(dict.fromkeys(item.source for item in self.items if item.source.en))

    def item(self, id: str) -> Item:
        """Return one item; raise StudyError when there is none."""
        for group in self.groups:
            for item in group.items:
                if item.id == id:
                    return item
        raise StudyError("STUDY_UNKNOWN", what="item", id=f"{self.id}.{id}")

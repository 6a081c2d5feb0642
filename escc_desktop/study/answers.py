"""Holds the answers of one record, read once for all rules that are judged over them; it judges nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol

from escc_desktop.study.edition import Form, Item, ItemGroup, ItemType
from escc_desktop.study.rows import kept_rows, row_key
from escc_desktop.study.terms import Term, typed
from escc_desktop.study.units import Units
from escc_desktop.study.values import Value

OBSERVED: Final = "OBSERVED"
"""The name of the day of the record in a rule."""


class Around(Protocol):
    """What stands around a record: the other records of the same participant, which a rule may look at.

    The record itself is never among them. None is the answer that is not there.
    """

    @property
    def observed_on(self) -> str | None:
        """The day of the record, ``2026-03-05``."""

    @property
    def units(self) -> Units:
        """The conversions of the edition."""

    def kind(self, form: str, item: str) -> ItemType | None:
        """Return the type of an item of any form."""

    def reported(
        self, form: str, item: str, visit: str | None = None, is_latest: bool = False
    ) -> tuple[Value | None, str | None, str]:
        """Return an answer as ``value``, ``at`` or ``latest`` find it, with the unit in which that record reports it
        (None where it is not known) and the item's test code.
        """

    def value(self, form: str, item: str) -> Value | None:
        """Return the answer in the record of ``form``: that of the same visit, or the only one of the participant."""

    def latest(self, form: str, item: str) -> Value | None:
        """Return the last value observed on or before the day of the record; a missing code is passed over."""

    def at(self, visit: str, form: str, item: str) -> Value | None:
        """Return the answer in the record of ``form`` at ``visit``."""

    def every(self, form: str, item: str) -> tuple[Value | None, ...]:
        """Return the answer of each record of ``form``, row by row where the item is repeated."""

    def count(self, form: str) -> int:
        """Return how many records of ``form`` there are."""

    def anchor(self, name: str) -> date | None:
        """Return the day of an anchor (consent, first_dose, last_dose, a drug) as far as it is known."""


class Terms(dict[str, Term]):
    """The answers of a record as rules read them: each is read when a rule first asks for it, and never again."""

    __slots__ = ("_kinds", "_values")

    def __init__(self, values: Mapping[str, Value], kinds: Mapping[str, ItemType]) -> None:
        super().__init__()
        self._values = values
        self._kinds = kinds

    def __missing__(self, key: str) -> Term:
        """Read an answer; what was not answered is unknown."""
        kind = self._kinds.get(key)
        if kind is None:
            kind = "date" if key == OBSERVED else self._kinds.get(key.partition(".")[0])
        term = self[key] = typed(self._values.get(key), kind)
        return term


class Answers:
    """The answers of one record by item, as saved (``values``) and as rules read them (``terms``)."""

    __slots__ = ("_parts", "around", "form", "kinds", "terms", "values", "whole")

    def __init__(
        self,
        values: Mapping[str, Value],
        kinds: Mapping[str, ItemType],
        around: Around | None = None,
        form: Form | None = None,
    ) -> None:
        if around is not None and around.observed_on and OBSERVED not in values:
            values = {**values, OBSERVED: around.observed_on}
        self.values = values
        self.kinds = kinds
        self.around = around
        self.form = form
        self.whole = self
        self.terms: dict[str, Term] = Terms(values, kinds)
        self._parts: dict[str, tuple[ItemGroup, Item]] | None = None

    def in_row(self, group: ItemGroup, n: int) -> Answers:
        """Return the answers as row ``n`` of a repeat sees them: its own items by their plain names."""
        row = Answers.__new__(Answers)
        keys = {item.id: row_key(item.id, n) for item in group.items}
        row.values = {**self.values, **{id: self.values[key] for id, key in keys.items() if key in self.values}}
        row.terms = Terms(row.values, self.kinds)
        row.kinds, row.around, row.form, row.whole, row._parts = (
            self.kinds, self.around, self.form, self.whole, self._parts,
        )  # fmt: skip
        return row

    def group_of(self, item: str) -> ItemGroup | None:
        """Return the repeat in which an item of this form stands, or None."""
        place = self._places().get(item)
        return place[0] if place is not None and place[0].layout == "repeat" else None

    def item(self, id: str) -> Item | None:
        """Return an item of this form, or None."""
        place = self._places().get(id)
        return place[1] if place is not None else None

    def unit_of(self, item: Item) -> str | None:
        """Return the unit in which a result was reported: what its companion says, or else its own."""
        main = item.companion_of or item.id
        for other in self.form.items if self.form is not None else ():
            if other.companion_of == main and other.part == "unit":
                said = self.terms[other.id]
                return said if isinstance(said, str) else (item.unit if other.id not in self.values else None)
        return item.unit

    def _places(self) -> dict[str, tuple[ItemGroup, Item]]:
        if self._parts is None:
            groups = self.form.groups if self.form is not None else ()
            self._parts = {item.id: (group, item) for group in groups for item in group.items}
        return self._parts

    def rows(self, item: str) -> tuple[Term, ...]:
        """Return the terms of an item in all rows that count; of an item outside repeats its one term."""
        group = self.group_of(item)
        if group is None:
            return (self.terms[item],)
        whole = self.whole
        return tuple(whole.terms[row_key(item, n)] for n in kept_rows(group, whole.values))

    def rows_in(self, group: str) -> int | None:
        """Return how many rows of a repeat of this form count; None when the form has no such repeat."""
        for one in self.form.groups if self.form is not None else ():
            if one.id == group and one.layout == "repeat":
                return len(kept_rows(one, self.whole.values))
        return None

    def foreign(self, form: str, item: str) -> Term:
        """Return the term of an item of another form; a name of this form's own is read here."""
        if self.form is not None and form == self.form.id:
            return self.terms[item]
        key = f"{form}.{item}"
        if key not in self.terms:
            if self.around is None:
                return None
            self.terms[key] = typed(self.around.value(form, item), self.around.kind(form, item))
        return self.terms[key]


def answers_of(form: Form, values: Mapping[str, Value], around: Around | None = None) -> Answers:
    """Return the answers of a record of ``form``."""
    return Answers(values, form.types, around, form)

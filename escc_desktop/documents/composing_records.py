"""Makes the rows of a filled record from its form and values, losing none of them; it reads no vault, draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from escc_desktop.documents.composing_worksheets import unit_of
from escc_desktop.documents.form_facts import assumptions_of, number_of_assumption
from escc_desktop.documents.form_parts import Mark
from escc_desktop.documents.sheets import Explained, RecordGroup, RecordRow, RepeatRow
from escc_desktop.study.edition import Form, Item, ItemGroup, Label, Part, Study
from escc_desktop.study.rows import is_struck, row_key, rows_of
from escc_desktop.study.rules import Around
from escc_desktop.study.shown import key_label, shown, worded
from escc_desktop.study.values import Missing, Value, number_of
from escc_desktop.trial.completeness import asked, failed_checks, not_applying

_NOTHING = Label("", "")
_IN_ROW: tuple[Part, ...] = ("low", "high", "judgement", "judged_on")


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: its values by key, what changed of them, the records around it, who signed at signature points.

    ``signed`` is by the role of a signature point; a role that nobody signed in is not in it.
    """

    study: Study
    form: Form
    values: Mapping[str, Value]
    changed: Collection[str] = ()
    around: Around | None = None
    signed: Mapping[str, Label] = field(default_factory=dict)


def record_groups(filled: Filled) -> tuple[RecordGroup, ...]:
    """Return a filled form as rows: a result with its range and judgement in one row, a repeat row by row.

    Left out is what has neither value nor reason and whose question was not, or may not have been, asked.
    """
    scribe = _Scribe(filled)
    return tuple(scribe.group(group) for group in filled.form.groups)


def explained_checks(filled: Filled, justified: Mapping[str, str]) -> tuple[Explained, ...]:
    """Return the checks that do not hold with why the values stand; ``justified`` are the words by the failure's id."""
    found = failed_checks(filled.study, filled.form, filled.values, filled.around)
    return tuple(
        Explained(one.message, _joined(filled.form, one.items), justified.get(one.id, ""), one.is_hard) for one in found
    )


def _joined(form: Form, keys: tuple[str, ...]) -> Label:
    labels = [key_label(form, key) for key in keys] or [form.label]
    return Label("; ".join(one.en for one in labels), "；".join(one.zh for one in labels))


class _Scribe:
    """Writes the rows of one filled form."""

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._study = filled.study
        self._is_new = filled.study.format > 1
        self._assumptions = assumptions_of(filled.study, filled.form)
        self._applies = {one.key: one.applies for one in asked(filled.form, filled.values, filled.around)}
        self._stray = set(not_applying(filled.form, filled.values, filled.around)) if self._is_new else set()

    def group(self, group: ItemGroup) -> RecordGroup:
        """Return one group."""
        if not group.is_repeat:
            return RecordGroup(group.label, tuple(self._rows(group, None)))
        values = self._filled.values
        repeats = tuple(
            RepeatRow(n, tuple(self._rows(group, n)), is_struck(group, n, values)) for n in rows_of(group, values)
        )
        return RecordGroup(group.label, (), repeats, is_repeat=True)

    def _rows(self, group: ItemGroup, n: int | None) -> list[RecordRow]:
        rows: list[RecordRow] = []
        for item in group.items:
            if self._is_left_out(item, n) or self._has_own_place(group, item, n):
                continue
            is_below = item.companion_of is not None and group.layout == "table"
            rows.append(replace(self._row(group, item, n), is_below=is_below))
        return rows

    def _has_own_place(self, group: ItemGroup, item: Item, n: int | None) -> bool:
        """Tell whether a companion stands in the row of what it belongs to; one that is missing says why in a row."""
        if item.companion_of is None:
            return False
        if group.layout == "table" and not self._is_new:
            return True
        in_row: tuple[Part, ...] = ("unit", *_IN_ROW) if group.layout == "table" else ("unit",)
        owner = self._filled.form.item(item.companion_of)
        is_lone = item.part == "unit" and not isinstance(self._value(owner, n), str)
        return item.part in in_row and not is_lone and not isinstance(self._value(item, n), Missing)

    def _is_left_out(self, item: Item, n: int | None) -> bool:
        if self._value(item, n) is not None or not item.shown_when:
            return False
        return not (self._is_new and self._applies.get(self._key(item, n)) is True)

    def _row(self, group: ItemGroup, item: Item, n: int | None) -> RecordRow:
        value = self._value(item, n)
        is_joined = group.layout == "table" and item.companion_of is None
        beside: dict[Part, Item] = {
            other.part: other
            for other in group.items
            if other.companion_of == item.id and (is_joined or other.part == "unit")
        }
        judgement = beside.get("judgement")
        flag = shown(self._study, judgement, self._value(judgement, n)) if judgement else _NOTHING
        keys = {self._key(one, n) for one in (item, *beside.values())}
        number = number_of_assumption(self._assumptions, group, item)
        return RecordRow(
            label=item.label,
            value=_NOTHING if isinstance(value, Missing) else self._said(item, value),
            unit=self._unit(item, beside.get("unit"), n),
            range_=self._range(beside, n),
            flag=self._judged(flag, judgement, n),
            missing=shown(self._study, item, value) if isinstance(value, Missing) else None,
            reason=value.reason if isinstance(value, Missing) else "",
            is_changed=any(key in self._filled.changed for key in keys),
            is_assumption=bool(number),
            mark=self._mark(item, n),
            arrow=self._arrow(item, value, beside, n) if self._is_new else None,
            judged_on=self._text(beside.get("judged_on"), n) if self._is_new else "",
            assumed=number,
        )

    def _judged(self, flag: Label, judgement: Item | None, n: int | None) -> Label | None:
        """Return the judgement, and that it does not apply any more where the value was changed since."""
        if judgement is None or not (flag.zh or flag.en):
            return None
        if self._key(judgement, n) not in self._stray:
            return flag
        stray = worded("PAPER_NOT_APPLYING")
        return Label(f"{flag.en} ({stray.en})", f"{flag.zh}（{stray.zh}）")

    def _mark(self, item: Item, n: int | None) -> Mark:
        if item.type == "signature":
            return "signature"
        if self._key(item, n) in self._stray:
            return "not_applying"
        return "calculated" if item.type == "calculated" else ""

    def _said(self, item: Item, value: Value | None) -> Label:
        if item.type == "signature":
            return self._filled.signed.get(item.signs or "", _NOTHING)
        return shown(self._study, item, value)

    def _unit(self, item: Item, unit: Item | None, n: int | None) -> str:
        """Return the unit in which the value was reported."""
        reported = self._value(unit, n)
        return unit_of(self._study, reported if isinstance(reported, str) else item.unit)

    def _range(self, beside: Mapping[Part, Item], n: int | None) -> str:
        low, high = self._text(beside.get("low"), n), self._text(beside.get("high"), n)
        if low and high:
            return f"{low}–{high}"
        return f"≥ {low}" if low else f"≤ {high}" if high else ""

    def _arrow(self, item: Item, value: Value | None, beside: Mapping[Part, Item], n: int | None) -> Label | None:
        """Say that a result lies outside its range, or is not one of those that are normal."""
        if not isinstance(value, str):
            return None
        if item.normal:
            return None if value in item.normal else worded("PAPER_ABNORMAL")
        number = number_of(value)
        low, high = (number_of(self._text(beside.get(part), n)) for part in ("low", "high"))
        if number is not None and low is not None and number < low:
            return worded("PAPER_BELOW_RANGE")
        return worded("PAPER_ABOVE_RANGE") if number is not None and high is not None and number > high else None

    def _text(self, item: Item | None, n: int | None) -> str:
        value = self._value(item, n)
        return value.code if isinstance(value, Missing) else value or ""

    def _value(self, item: Item | None, n: int | None) -> Value | None:
        return self._filled.values.get(self._key(item, n)) if item is not None else None

    def _key(self, item: Item, n: int | None) -> str:
        return item.id if n is None else row_key(item.id, n)

"""Fills any form in from its definition alone, with values that the definition allows; it knows no edition."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from escc_desktop.study.calculating import calculated_values
from escc_desktop.study.edition import Form, Item, ItemGroup, Study
from escc_desktop.study.rows import STRUCK, row_key
from escc_desktop.study.values import CHOICES_JOINT, Missing, Value

_DAYS: Mapping[str, str] = {"none": "2026-03-05", "time": "2026-03-05", "day": "2026-03-UK", "month": "2026-UK-UK"}
_CLOCKS: Mapping[str, str] = {"none": "14:30", "time": "UK:UK", "day": "UK:UK", "month": "UK:UK"}


def filled(study: Study, form: Form, rows: int = 2, words: str = "") -> dict[str, Value]:
    """Return a value for every item: each kind of it, a missing code here and there, the first of many rows struck out.

    ``words`` stands in every free text; without it a short sentence does.
    """
    values: dict[str, Value] = {}
    for group in form.groups:
        for n in range(1, min(rows, group.most_rows) + 1) if group.is_repeat else (None,):
            for place, item in enumerate(group.items):
                value = _value(study, group, item, place, words)
                if value is not None:
                    values[item.id if n is None else row_key(item.id, n)] = value
        if group.is_repeat and rows > 2:
            values[row_key(group.id, 1)] = STRUCK
    return {**values, **calculated_values(form, values, None)}


def _value(study: Study, group: ItemGroup, item: Item, place: int, words: str) -> Value | None:
    if not item.is_typed:
        return None
    if item.missing_codes and place % 7 == 5 and item.companion_of is None:
        return Missing(item.missing_codes[place % len(item.missing_codes)], words or "标本溶血 sample haemolysed")
    if item.code_list is not None:
        codes = study.code_list(item.code_list).codes
        return CHOICES_JOINT.join(codes[:3]) if item.type == "choices" else codes[place % len(codes)]
    if item.type in ("text", "note"):
        return words or f"{item.label.zh[:6]} No. {place}"
    if item.type in ("integer", "decimal"):
        return number(item, group)
    if item.type in ("yes_no", "yes_no_na"):
        return ("Y", "N")[place % 2]
    if item.type == "time":
        return "14:30"
    partial = item.partial if item.type != "partial_date" else "month"
    day = _DAYS[partial] if place % 2 else "2026-03-05"
    return day if item.type != "datetime" else f"{day} {_CLOCKS[partial] if place % 2 else '14:30'}"


def number(item: Item, group: ItemGroup) -> str:
    """Return a number as large as the boxes of the item allow; limits lie below it, so that it is out of range."""
    whole, _, fraction = (item.digits or "3").partition(".")
    digit = {"low": "1", "high": "2"}.get(item.part, "9")
    text = digit * int(whole)
    if item.type == "decimal" and fraction:
        text += f".{digit * int(fraction)}"
    return str(Decimal(text))

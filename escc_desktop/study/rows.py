"""Names the rows of repeating groups in the values of a record; it judges and saves nothing.

The value of a repeated item stands under ``ITEM.2``. A row that was saved is never taken away: ``GROUP.2 = "STRUCK"``
beside its values says that it counts for nothing any more. Numbers of rows are never used twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from escc_desktop.study.edition import Form, ItemGroup
from escc_desktop.study.values import Value

STRUCK: Final = "STRUCK"
"""The value of ``GROUP.2`` when the second row of the group was struck out."""


def row_key(item: str, n: int) -> str:
    """Return the key of an item in row ``n``, from 1; of a group it is the key under which the row is struck out."""
    return f"{item}.{n}"


def split_key(key: str) -> tuple[str, int | None]:
    """Return the item of a key and the number of its row; None outside rows and for what is no number of a row."""
    item, dot, row = key.partition(".")
    if not dot or not (row.isascii() and row.isdigit()) or row.startswith("0") or len(row) > 6:
        return (key, None) if dot else (item, None)
    return item, int(row)


def rows_of(group: ItemGroup, values: Mapping[str, Value]) -> tuple[int, ...]:
    """Return the numbers of the rows that hold anything, struck ones among them, in ascending order."""
    ids = {item.id for item in group.items} | {group.id}
    rows = {n for id, n in map(split_key, values) if n is not None and id in ids}
    return tuple(sorted(rows))


def is_struck(group: ItemGroup, n: int, values: Mapping[str, Value]) -> bool:
    """Tell whether row ``n`` was struck out."""
    return values.get(row_key(group.id, n)) == STRUCK


def kept_rows(group: ItemGroup, values: Mapping[str, Value]) -> tuple[int, ...]:
    """Return the numbers of the rows that count: those not struck out."""
    return tuple(n for n in rows_of(group, values) if not is_struck(group, n, values))


def next_row(group: ItemGroup, values: Mapping[str, Value]) -> int:
    """Return the number of a new row: one more than any that was there."""
    return max(rows_of(group, values), default=0) + 1


def row_values(group: ItemGroup, n: int, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of row ``n`` by item."""
    found = ((item.id, values.get(row_key(item.id, n))) for item in group.items)
    return {id: value for id, value in found if value is not None}


def struck_group(form: Form, key: str) -> ItemGroup | None:
    """Return the group whose row is struck out under ``key``, or None when the key is that of an item."""
    id, n = split_key(key)
    if n is None:
        return None
    return next((group for group in form.groups if group.id == id and group.layout == "repeat"), None)


def keys_of(form: Form, values: Mapping[str, Value]) -> tuple[tuple[str, str, int | None], ...]:
    """Return what a filled form asks, in reading order: (key, item, row). A repeat is asked for its rows that count."""
    keys: list[tuple[str, str, int | None]] = []
    for group in form.groups:
        if group.layout == "repeat":
            rows = kept_rows(group, values)
            keys += [(row_key(item.id, n), item.id, n) for n in rows for item in group.items]
        else:
            keys += [(item.id, item.id, None) for item in group.items]
    return tuple(keys)

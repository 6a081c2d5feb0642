"""Reads a column pasted from a spreadsheet or a hospital system against the results of a form; it enters nothing.

One column is taken in the order in which the site's report prints its results, an empty line for one that is left out.
Several columns are matched by name: code, test code, both labels, aliases. Whatever cannot be matched or read for
certain stays out and says why. A unit is never guessed: none pasted means the one that stands in the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from escc_desktop.errors import EsccError
from escc_desktop.study.edition import Study
from escc_desktop.study.reports import Result
from escc_desktop.study.values import problem_with
from escc_desktop.trial.pasted_cells import (
    any_named,
    code_in,
    is_bounded,
    is_sign,
    is_unit,
    is_unit_shaped,
    limits_in,
    names_of,
    number_in,
    spelled,
    spellings,
    unit_in,
)

MOST_LINES = 500
"""Longer than any report; more is no column of results."""

Column = Literal["name", "value", "unit", "range", "other"]
_HEAD_WORDS: Mapping[Column, str] = {
    "name": "项目 检验项目 项目名称 检验项目名称 名称 代码 缩写 简称 英文名称 英文缩写 item test name analyte code",
    "value": "结果 检验结果 测定结果 result results value",
    "unit": "单位 unit units",
    "range": "参考值 参考范围 参考区间 参考值范围 生物参考区间 range reference referencerange",
    "other": "序号 提示 标志 异常提示 状态 no no. flag",
}
_HEADS: Mapping[str, Column] = {word: column for column, words in _HEAD_WORDS.items() for word in words.split()}
_LINE = re.compile(r"(.*?\D)\s+([<>≤≥]?\s*-?\d[\d.]*(?:\s*[↑↓HLhl*])?)(?:\s+(.*))?")


@dataclass(frozen=True, slots=True)
class Pasted:
    """One line of what was pasted. ``values`` are the item ids it would fill; ``problem`` says why it fills none.

    ``note`` says what of the line is left out although its result is read (a range that is none).
    """

    line: int
    text: str
    result: Result | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    problem: EsccError | None = None
    note: EsccError | None = None


def read_pasted(study: Study, results: Sequence[Result], text: str, start: str | None = None) -> tuple[Pasted, ...]:
    """Return what each line of ``text`` would fill. ``results`` come in the arranged order.

    ``start`` is the result at which a single column begins, the first unless given.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n\t ").split("\n")[:MOST_LINES]
    rows = [_cells(line, results) for line in lines]
    if all(len([cell for cell in row if cell]) <= 1 for row in rows):
        return _in_order(study, results, [next((cell for cell in row if cell), "") for row in rows], start)
    return _by_name(study, results, rows)


def _cells(line: str, results: Sequence[Result]) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    parts = [part.strip() for part in re.split(r"\s{2,}|[|；;]|(?<!\d)，|，(?!\d)", line.strip())]
    if len(parts) > 1 or not parts[0]:
        return parts
    found = _LINE.fullmatch(parts[0])
    if found is None or number_in(parts[0]) is not None:
        return parts
    rest = (found[3] or "").split()
    if rest and number_in(rest[0]) is not None:
        return parts  # "CA 125 35.2": which of the two is the result is not certain
    return [found[1].strip(), found[2].strip(), *rest]


def _in_order(study: Study, results: Sequence[Result], cells: list[str], start: str | None) -> tuple[Pasted, ...]:
    """Lay a single column beside the results from ``start`` on; a head over it is left out."""
    first = next((place for place, one in enumerate(results) if one.item.id == start), 0)
    found: list[Pasted] = []
    if cells and _HEADS.get(spelled(cells[0])):
        cells = cells[1:]
    for place, cell in enumerate(cells):
        result = results[first + place] if first + place < len(results) else None
        if not cell:
            continue
        if result is None:
            found.append(Pasted(place + 1, cell, problem=EsccError("PASTE_SURPLUS", count=len(results) - first)))
        else:
            found.append(_line(study, result, place + 1, cell, {"value": cell}))
    return tuple(found)


def _by_name(study: Study, results: Sequence[Result], rows: list[list[str]]) -> tuple[Pasted, ...]:
    names = [names_of(one) for one in results]
    columns, is_headed = _columns(study, results, names, rows)
    found: list[Pasted] = []
    taken: set[str] = set()
    for place, row in enumerate(rows):
        if not any(row) or (is_headed and place == 0):
            continue
        text = " ".join(cell for cell in row if cell)
        parts: dict[str, str] = {
            kind: cell for kind, cell in zip(columns, row, strict=False) if kind not in ("name", "other") and cell
        }
        value = columns.index("value") if "value" in columns else 0
        if 0 < value < len(row) and is_sign(row[value - 1]):  # "<" in a column of its own still limits the number
            parts["value"] = f"{row[value - 1]}{row[value]}"
        said = [cell for kind, cell in zip(columns, row, strict=False) if kind == "name" and cell]
        result, problem = _named(results, names, said)
        if result is None:
            found.append(Pasted(place + 1, text, problem=problem))
        elif result.item.id in taken:
            twice = EsccError("PASTE_TWICE")
            found.append(Pasted(place + 1, text, result, problem=twice))
        else:
            taken.add(result.item.id)
            found.append(_line(study, result, place + 1, text, parts))
    return tuple(found)


def _columns(
    study: Study, results: Sequence[Result], names: list[frozenset[str]], rows: list[list[str]]
) -> tuple[list[Column], bool]:
    """Return what each column holds: by the heads over them, else by what most of their cells are."""
    width = max(len(row) for row in rows)
    heads = [_HEADS.get(spelled(cell)) for cell in rows[0]]
    if sum(head is not None for head in heads) >= 2 and "value" in heads:
        others: list[Column] = ["other"] * (width - len(heads))
        return [*(head or "other" for head in heads), *others], True
    columns: list[Column] = []
    for place in range(width):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        columns.append(_kind(study, names, cells))
    named = [place for place, kind in enumerate(columns) if kind == "name"]
    after = [place for place in range(width) if not named or place > named[0]]
    first = next((place for place in after if columns[place] == "value"), None)
    if first is None:  # coded results alone: the column beside the names
        first = next((place for place in after if columns[place] == "other"), None)
    plain: list[Column] = [kind if kind != "value" else "other" for kind in columns]
    if first is not None:
        plain[first] = "value"
    return plain, False


def _kind(study: Study, names: list[frozenset[str]], cells: list[str]) -> Column:
    if not cells:
        return "other"

    def most(count: int) -> bool:
        return count * 2 > len(cells)

    if any(any_named(cell, names) for cell in cells) and not most(sum(number_in(cell) is not None for cell in cells)):
        return "name"
    if most(sum(is_unit(cell, study) or is_unit_shaped(cell) for cell in cells)):
        return "unit"
    ranges = [cell for cell in cells if limits_in(cell) is not None]
    if most(len(ranges)) and not all(is_bounded(cell) for cell in ranges):
        return "range"
    numbers = sum(number_in(cell) is not None or is_bounded(cell) for cell in cells)
    is_counted = [number_in(cell) for cell in cells] == [str(place + 1) for place in range(len(cells))]
    return "value" if numbers and not (is_counted and len(cells) > 2) else "other"


def _named(
    results: Sequence[Result], names: list[frozenset[str]], said: list[str]
) -> tuple[Result | None, EsccError | None]:
    """Return the one result that the names of a line mean; the first name that means exactly one decides."""
    several = False
    for cell in said:
        for one in spellings(cell):
            found = [result for result, known in zip(results, names, strict=True) if one in known]
            if len(found) == 1:
                return found[0], None
            several = several or len(found) > 1
    words = " ".join(said)
    if not words:
        return None, EsccError("PASTE_NO_NAME")
    return None, EsccError("PASTE_SEVERAL" if several else "PASTE_NAME", name=words)


def _line(study: Study, result: Result, line: int, text: str, parts: Mapping[str, str]) -> Pasted:
    """Return what one line fills in the row of ``result``."""
    item, typed = result.item, parts.get("value", "")
    value, problem = _value(study, result, typed)
    if value is None:
        return Pasted(line, text, result, problem=problem)
    values = {item.id: value}
    unit = unit_in(parts.get("unit", ""), result, study)
    if unit is None:
        known = ", ".join(one for one in result.units if one) or "-"
        return Pasted(line, text, result, problem=EsccError("PASTE_UNIT", unit=parts["unit"], units=known))
    if unit and "unit" in result.parts:
        values[result.parts["unit"].id] = unit
    note: EsccError | None = None
    if "range" in parts and result.has_range:
        limits = limits_in(parts["range"])
        read = _limits(result, limits) if limits is not None else None
        if read is None:
            note = EsccError("PASTE_RANGE", range=parts["range"])
        values.update(read or {})
    return Pasted(line, text, result, values, note=note)


def _value(study: Study, result: Result, typed: str) -> tuple[str | None, EsccError | None]:
    item = result.item
    if item.code_list is not None:
        code = code_in(typed, study.code_list(item.code_list))
        return (code, None) if code is not None else (None, EsccError("PASTE_CODE", typed=typed or "-"))
    number = number_in(typed)
    if number is None:
        return None, EsccError("PASTE_BOUNDED" if is_bounded(typed) else "PASTE_NUMBER", typed=typed or "-")
    problem = problem_with(item, number)
    return (number, None) if problem is None else (None, problem)


def _limits(result: Result, limits: tuple[str, str]) -> dict[str, str] | None:
    filled: dict[str, str] = {}
    for part, typed in zip(("low", "high"), limits, strict=True):
        item = result.parts.get(part)  # type: ignore[call-overload]
        if item is None or not typed:
            continue
        if problem_with(item, typed) is not None:
            return None
        filled[item.id] = typed
    return filled

"""Lays out a filled record with the history of its values; it interprets no value."""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import (
    both_of,
    going_on,
    local,
    main_of,
    other_language,
    printed,
    stacked,
    sub_of,
    titled,
    unit_words,
)
from escc_desktop.documents.flow import Strip, section, space
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.recorders import flagged, recorded_by
from escc_desktop.documents.sheets import Change, RecordGroup, RecordRow, RecordSheet, Tongue
from escc_desktop.documents.signing_blocks import closed
from escc_desktop.documents.tables import Cell, bar, continued, heads, joined, row, written

_VALUE, _VALUE_WIDTH = 62.0, 78.0
_RANGE, _RANGE_WIDTH = 143.0, 28.0


def framing(sheet: RecordSheet) -> Framing:
    """Return title and frame: the form's own name, and that the record is not complete where it is not."""
    if sheet.is_complete:
        return Framing(sheet.form, "RC", "PAPER_RECORD_DATE")
    draft = titled("PAPER_INCOMPLETE")
    title = replace(sheet.form, zh=f"{sheet.form.zh}{draft.zh}", en=f"{sheet.form.en} {draft.en}")
    return Framing(title, "RC", "PAPER_RECORD_DATE")


def strips(sheet: RecordSheet) -> list[Strip]:
    """Return the content: values group by group, the history of changes, signatures."""
    tongue = sheet.heading.tongue
    result: list[Strip] = []
    has_range = any(row.range_ for group in sheet.groups for row in group.rows)
    columns = heads(_columns(tongue, has_range))
    for group in sheet.groups:
        result += [*_gap(result), *_group(group, sheet, columns, not result)]
    if sheet.recorded:
        result += [*_gap(result), *recorded_by(sheet.recorded, tongue)]
    if sheet.changes:
        result += [*_gap(result), *_history(sheet.changes, tongue)]
    if not sheet.needs_signature and not sheet.signatures:
        return result
    return closed(result, sheet.signatures, sheet.heading)


def _gap(before: list[Strip]) -> tuple[Strip, ...]:
    return (space(2.5),) if before else ()


def _columns(tongue: Tongue, has_range: bool) -> list[tuple[float, str]]:
    """Name the columns; that of ranges only where a row of the record has one."""
    places = [(2.0, "ITEM"), (_VALUE, "VALUE"), *([(_RANGE, "RANGE")] if has_range else [])]
    return [(x, stacked(f"PAPER_{code}", tongue)) for x, code in places]


def _group(group: RecordGroup, sheet: RecordSheet, columns: Strip, is_first: bool) -> list[Strip]:
    tongue = sheet.heading.tongue
    name = group.label if group.label.zh or group.label.en else sheet.form
    other = name.in_(other_language(tongue))
    head = bar(main_of(name, tongue), other if tongue != "en" and other != main_of(name, tongue) else "")
    again = bar(going_on(name, tongue))
    rows = [_value_row(value, tongue, (again, columns)) for value in group.rows]
    return section([head, columns] if is_first else [head], rows)


def _value_row(value: RecordRow, tongue: Tongue, columns: tuple[Strip, ...]) -> list[Strip]:
    name = main_of(value.label, tongue)
    sub = value.label.en if tongue == "both" and value.label.en != name else ""
    label = joined(written(2, 53, name, size=8.6), written(2, 53, sub, size=7.2, ink=GREY))
    again = (*columns, continued(going_on(value.label, tongue)))
    cells = [label, _value_cell(value, tongue), written(_RANGE, _RANGE_WIDTH, value.range_, size=8)]

    def marks(pen: Pen, x: float, y: float) -> None:
        if value.is_assumption:
            pen.assumption_mark(56.5, y + 0.6)
        if value.is_changed:
            pen.line(_VALUE - 2.2, y, _VALUE - 2.2, y + 3.8, 0.6)

    return row([*cells, Cell(0, picture=marks)], again, top=1.4, bottom=1.2, least=7.0)


def _value_cell(value: RecordRow, tongue: Tongue) -> Cell:
    if value.missing is not None:
        why = f"{printed('PAPER_REASON', tongue)} {value.reason}" if value.reason else ""
        missing = written(_VALUE, _VALUE_WIDTH, both_of(value.missing, tongue), size=8.8, weight="semibold")
        return joined(missing, written(_VALUE, _VALUE_WIDTH, why, size=8))
    shown = both_of(value.value, tongue)
    if value.unit and shown:
        shown = f"{shown} {unit_words(value.unit)}"
    size = 9.2 if len(shown) < 120 else 8.2
    width = _VALUE_WIDTH if value.range_ else FRAME_WIDTH - _VALUE - 2
    parts = [written(_VALUE, width, shown or "—", size=size, weight="semibold" if len(shown) < 60 else "regular")]
    if value.flag is not None:
        parts.append(written(_VALUE, _VALUE_WIDTH, both_of(value.flag, tongue), size=8))
    return joined(*parts)


_HISTORY = (2.0, 34.0, 67.0, 101.0, 135.0)


def _history(changes: tuple[Change, ...], tongue: Tongue) -> list[Strip]:
    codes = ("PAPER_CHANGED_AT", "PAPER_ITEM", "PAPER_BEFORE", "PAPER_AFTER", "PAPER_CHANGED_BY")
    columns = heads([(x, stacked(code, tongue)) for x, code in zip(_HISTORY, codes, strict=True)])
    head = bar(printed("PAPER_HISTORY", tongue), printed("PAPER_HISTORY", "en") if tongue == "zh" else "")
    return section([head, columns], [_change(change, tongue, columns) for change in changes])


def _change(change: Change, tongue: Tongue, columns: Strip) -> list[Strip]:
    when = local(change.at).replace(" ", "\n", 1)
    name = main_of(change.label, tongue)
    cells = [
        written(_HISTORY[0], 31, when, size=7.6),
        joined(
            written(_HISTORY[1], 31, name, size=7.8),
            written(_HISTORY[1], 31, sub_of(change.label, tongue), size=7.2, ink=GREY),
        ),
        written(_HISTORY[2], 32, both_of(change.before, tongue) or "—", size=7.8),
        written(_HISTORY[3], 32, both_of(change.after, tongue) or "—", size=7.8, weight="semibold"),
        joined(
            flagged(_HISTORY[4], 37, change.by, tongue)
            if change.is_undelegated
            else written(_HISTORY[4], 37, change.by, size=7.8),
            written(_HISTORY[4], 37, both_of(change.reason, tongue), size=7.4, ink=GREY),
        ),
    ]
    again = (bar(going_on(titled("PAPER_HISTORY"), tongue)), columns, continued(going_on(change.label, tongue)))
    return row(cells, again, top=1.0, bottom=1.0, leading=3.6)

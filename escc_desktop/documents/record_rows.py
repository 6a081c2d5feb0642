"""Lays out the values of a filled record: one a line with range and judgement, or in rows of repeats; it cuts none."""

from __future__ import annotations

from collections.abc import Sequence

from escc_desktop.documents.chrome import both_of, going_on, main_of, main_words, printed, sub_of, titled, unit_words
from escc_desktop.documents.flow import Strip, kept
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, HAIR, Pen
from escc_desktop.documents.sheets import Heading, RecordRow, RepeatRow, Tongue
from escc_desktop.documents.tables import Cell, continued, joined, row, struck, written
from escc_desktop.documents.typeface import spelled, typeface

VALUE, _VALUE_WIDTH = 62.0, 78.0
RANGE, _RANGE_WIDTH = 143.0, 28.0
_CELL = 10.0
"""Where the values of a row of a repeat begin, right of its number."""
_WIDTH = FRAME_WIDTH - _CELL - 2.0
_GAP = 5.0


def value_row(value: RecordRow, heading: Heading, columns: tuple[Strip, ...]) -> list[Strip]:
    """Return the strips of one answered question."""
    tongue = heading.tongue
    name, left = main_of(value.label, tongue), 6.0 if value.is_below else 2.0
    sub = value.label.en if tongue == "both" and value.label.en != name else ""
    label = joined(written(left, 55 - left, name, size=8.6), written(left, 55 - left, sub, size=7.2, ink=GREY))
    again = (*columns, continued(going_on(value.label, tongue)))
    is_line = value.mark == "signature" and not _said(value, tongue)
    cells = [label, _value_cell(value, heading), written(RANGE, _RANGE_WIDTH, _range(value.range_), size=8)]

    def marks(pen: Pen, x: float, y: float) -> None:
        if value.is_assumption:
            pen.assumption_mark(56.5, y + 0.6, value.assumed)
        if value.is_changed:
            pen.line(VALUE - 2.2, y, VALUE - 2.2, y + 3.8, 0.6)
        if is_line and heading.original != "electronic":
            _line_to_sign(pen, y, tongue)

    least = 10.0 if is_line else 7.0
    return row([*cells, Cell(0, picture=marks)], again, top=1.4, bottom=1.2, least=least)


def _range(words: str) -> str:
    """Return a range that is too long for its column in two lines, broken between its numbers."""
    fits = typeface("regular").width(words, 8) <= _RANGE_WIDTH
    return words if fits else words.replace("–", "–\n")


def _line_to_sign(pen: Pen, y: float, tongue: Tongue) -> None:
    pen.line(VALUE, y + 6.0, VALUE + 56, y + 6.0, 0.25)
    x = pen.text(VALUE + 60, y + 5.2, main_words("PAPER_DATE", tongue), 8, ink=GREY) + 1.5
    pen.line(x, y + 6.0, FRAME_WIDTH, y + 6.0, 0.25)


def _said(value: RecordRow, tongue: Tongue) -> str:
    """Return a value with the unit in which it was reported, and on which side of its range it lies."""
    shown = both_of(value.value, tongue)
    parts = (shown, unit_words(value.unit) if shown else "", both_of(value.arrow, tongue) if value.arrow else "")
    return " ".join(part for part in parts if part)


def _value_cell(value: RecordRow, heading: Heading) -> Cell:
    tongue = heading.tongue
    width = _VALUE_WIDTH if value.range_ else FRAME_WIDTH - VALUE - 2
    if value.missing is not None:
        why = f"{printed('PAPER_REASON', tongue)} {value.reason}" if value.reason else ""
        missing = written(VALUE, _VALUE_WIDTH, both_of(value.missing, tongue), size=8.8, weight="semibold")
        return joined(missing, written(VALUE, _VALUE_WIDTH, why, size=8), *_remarks(value, VALUE, width, tongue))
    shown = _said(value, tongue)
    if value.mark == "signature":
        return _signed(shown, heading)
    size = 9.2 if len(shown) < 120 else 8.2
    said = written(VALUE, width, shown or "—", size=size, weight="semibold" if len(shown) < 60 else "regular")
    return joined(said, *_remarks(value, VALUE, width, tongue))


def _signed(name: str, heading: Heading) -> Cell:
    tongue, width = heading.tongue, FRAME_WIDTH - VALUE - 2
    if name:
        return written(VALUE, width, printed("PAPER_SIGNS_BELOW", tongue, name=name), size=8.6)
    if heading.original == "electronic":
        return written(VALUE, width, printed("PAPER_UNSIGNED", tongue), size=8, ink=GREY)
    return Cell(VALUE)


def _remarks(value: RecordRow, x: float, width: float, tongue: Tongue) -> list[Cell]:
    """Return what is said below a value: its judgement with its day, and what is particular about it."""
    cells: list[Cell] = []
    judged = both_of(value.flag, tongue) if value.flag is not None else ""
    if value.judged_on:
        judged = f"{judged} · {printed('PAPER_JUDGED_ON', tongue, on=value.judged_on)}" if judged else value.judged_on
    if judged:
        cells.append(written(x, width, judged, size=8))
    has_value = bool(value.value.zh or value.value.en)
    codes = {"calculated": "PAPER_WAS_CALCULATED" if has_value else "PAPER_NOT_CALCULATED"}
    code = {**codes, "not_applying": "PAPER_NOT_APPLYING"}.get(value.mark)
    return [*cells, written(x, width, printed(code, tongue), size=7.4, ink=GREY)] if code else cells


def repeat_rows(rows: Sequence[RepeatRow], heading: Heading, bar: Strip) -> list[list[Strip]]:
    """Return the rows of a repeat, each a numbered block; one that was struck out is struck through and stays."""
    tongue = heading.tongue
    if not rows:
        return [row([written(2, 160, printed("PAPER_NO_ROWS", tongue), size=8.6, ink=GREY)])]
    return [_block(one, tongue, bar) for one in rows]


def _block(one: RepeatRow, tongue: Tongue, bar: Strip) -> list[Strip]:
    again = (bar, continued(going_on(titled("PAPER_ROW", row=str(one.number)), tongue)))
    number = written(2, 7, str(one.number), size=9.2, weight="semibold")
    if one.is_struck:
        number = joined(struck(number), written(2, 7.5, main_words("PAPER_STRUCK", tongue), size=7))
    lines = _lines(one.values, tongue, one.is_struck)
    strips: list[Strip] = []
    for place, cells in enumerate(lines):
        rule = HAIR if place == len(lines) - 1 else None
        head = [number] if place == 0 else [Cell(2)]
        strips += row([*head, *cells], again, top=1.2, bottom=0.8, leading=3.7, rule=rule)
    return kept(strips) if sum(strip.height for strip in strips) < 90 else strips


def _lines(values: Sequence[RecordRow], tongue: Tongue, is_struck: bool) -> list[list[Cell]]:
    lines: list[list[Cell]] = []
    taken = 0.0
    for value in values:
        width = _width(value, tongue)
        if not lines or taken + width > _WIDTH:
            lines.append([])
            taken = 0.0
        lines[-1].append(_cell(value, _CELL + taken, width, tongue, is_struck))
        taken += width + _GAP
    return lines or [[]]


def _written_value(value: RecordRow, tongue: Tongue) -> str:
    if value.missing is None:
        return _said(value, tongue) or "—"
    why = f" · {printed('PAPER_REASON', tongue)} {value.reason}" if value.reason else ""
    return f"{both_of(value.missing, tongue)}{why}"


def _width(value: RecordRow, tongue: Tongue) -> float:
    """Return how wide a value stands: beside others, or over the whole width and as many lines as it needs."""
    face = typeface("semibold")
    said = [_written_value(value, tongue)]
    said += [line.words for cell in _remarks(value, 0, _WIDTH, tongue) for line in cell.lines]
    own = max(face.width(spelled(line, "semibold"), 8.8) for text in said for line in text.split("\n")) + 1.0
    name = min(typeface("regular").width(both_of(value.label, tongue), 7.2) + 4.0, 48.0)
    return _WIDTH if own > _WIDTH * 0.6 else max(own, name, 24.0)


def _cell(value: RecordRow, x: float, width: float, tongue: Tongue, is_struck: bool) -> Cell:
    name = written(x, width, main_of(value.label, tongue), sub_of(value.label, tongue), size=7.2, ink=GREY)
    shown = _written_value(value, tongue)
    said = written(x, width, shown, size=8.8, weight="semibold" if len(shown) < 60 else "regular")
    notes = _remarks(value, x, width, tongue)

    def mark(pen: Pen, left: float, y: float) -> None:
        if value.is_changed:
            pen.line(left - 1.6, y, left - 1.6, y + 7.0, 0.6)
        if value.is_assumption:
            pen.assumption_mark(left + width - 3.0, y + 0.2, value.assumed)

    held = joined(name, struck(said) if is_struck else said, *notes)
    return Cell(x, held.lines, mark)

"""Lays out single questions of a worksheet: one a line, short numbers beside one another, results in a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from escc_desktop.documents.chrome import both_of, first_language, main_of, stacked, sub_of, unit_words
from escc_desktop.documents.flow import Strip, kept
from escc_desktop.documents.form_parts import WorksheetItem
from escc_desktop.documents.pen import BLANK, BOX_HEIGHT, FRAME_WIDTH, GREY, HAIR, Pen, cells_width
from escc_desktop.documents.sheets import Tongue
from escc_desktop.documents.tables import broken, heads
from escc_desktop.documents.typeface import typeface
from escc_desktop.documents.worksheet_answers import (
    LEAST_BOX,
    NUMBERS,
    Room,
    answer,
    boxes_piece,
    cells_of,
    flowed,
    options_of,
    ticked,
)
from escc_desktop.words import say

ROW = 9.2
FIELD_ROW = 8.5
"""A question with boxes is lower than a laboratory's row, which holds a signature too."""
ANSWER = 58.0
LABEL_WIDTH = 54.0
CODE = 10.0
"""Room for a box to tick with a missing code."""

Words = list[tuple[str, float]]


def named(item: WorksheetItem, tongue: Tongue) -> str:
    """Return the name of a question, and that it is for the investigator where it is."""
    name = main_of(item.label, tongue)
    return f"{name}{say('PAPER_FOR_INVESTIGATOR', first_language(tongue))}" if item.is_for_investigator else name


def label_lines(item: WorksheetItem, width: float, tongue: Tongue, size: float = 8.8) -> Words:
    """Return the lines of a label with their sizes, English below in small."""
    below = sub_of(item.label, tongue)
    words = [(line, size) for line in broken(named(item, tongue), width, size)]
    return words + [(line, 7.2) for line in (broken(below, width, 7.2) if below else ())]


def label(pen: Pen, x: float, middle: float, words: Words) -> None:
    """Write the lines of a label round the height ``middle``."""
    first = middle + 1.2 - (len(words) - 1) * 3.7 / 2
    for index, (line, size) in enumerate(words):
        pen.text(x, first + index * 3.7, line, size, ink=0.0 if size > 8 else GREY)


def field_rows(
    items: tuple[WorksheetItem, ...], tongue: Tongue, again: tuple[Strip, ...], has_codes: bool
) -> list[Strip]:
    """Return one row per item; a run of numbers that are all short stands two or three in a row.

    ``has_codes``: every code offered for a missing value is printed; editions of the first format print ND alone there.
    """
    rows: list[Strip] = []
    for is_number, run in groupby(items, key=lambda item: item.type in NUMBERS):
        held = list(run)
        counts = (3, 2) if has_codes else (3,)
        fitting = (n for n in counts if all(_is_narrow(item, n, tongue, has_codes) for item in held))
        count = next(fitting, 1) if is_number else 1
        if count == 1 or (count == 2 and len(held) < 2):
            rows += [row for item in held for row in wide_rows(item, tongue, again)]
        else:
            parts = [held[at : at + count] for at in range(0, len(held), count)]
            rows += [_narrow_row(part, count, tongue, again, has_codes) for part in parts]
    return rows


_NARROW_LABELS = {3: 16.5, 2: 30.0}


def _is_narrow(item: WorksheetItem, count: int, tongue: Tongue, has_codes: bool) -> bool:
    """Say whether so many items fit beside one another: a short number with a short name."""
    is_plain = not (item.is_conditional or item.is_assumption or item.is_for_investigator or item.hint or item.units)
    if item.type not in NUMBERS or not is_plain or tongue == "both":
        return False
    codes = item.missing if has_codes else item.missing[:1]
    if len(codes) > 4 - count:
        return False
    face = typeface("regular")
    name = face.width(main_of(item.label, tongue), 8.8)
    tail = face.width(unit_words(item.unit) or item.range_, 7.6) + 2 + 9.5 * len(codes)
    boxes = cells_width(cells_of(item))
    return name <= _NARROW_LABELS[count] and _NARROW_LABELS[count] + 2 + boxes + tail <= FRAME_WIDTH / count - 2


def _narrow_row(
    items: list[WorksheetItem], count: int, tongue: Tongue, again: tuple[Strip, ...], has_codes: bool
) -> Strip:
    held, share = tuple(items), FRAME_WIDTH / count

    def draw(pen: Pen, y: float) -> None:
        middle = y + FIELD_ROW / 2
        for index, item in enumerate(held):
            left = index * share
            pen.text(left + 2, middle + 1.2, main_of(item.label, tongue), 8.8)
            end = pen.boxes(left + _NARROW_LABELS[count] + 2, middle - BOX_HEIGHT / 2, cells_of(item))
            pen.text(end + 1.2, middle + 1.2, unit_words(item.unit) or item.range_, 7.6, ink=GREY)
            codes = item.missing if has_codes else tuple(code for code in item.missing if code == "ND")
            for place, code in enumerate(reversed(codes)):
                right = left + share - 9 * (place + 1)
                pen.tick_box(right, middle - 1.7)
                pen.text(right + 4, middle + 1.0, code, 7.2, ink=GREY)

    return Strip(FIELD_ROW, draw, running=again)


def wide_rows(item: WorksheetItem, tongue: Tongue, again: tuple[Strip, ...], is_below: bool = False) -> list[Strip]:
    """Return the row of one question and, under it, those of the questions that belong to it."""
    below = [row for other in item.below for row in wide_rows(other, tongue, again, is_below=True)]
    return kept([_wide_row(item, tongue, again, is_below), *below])


def _wide_row(item: WorksheetItem, tongue: Tongue, again: tuple[Strip, ...], is_below: bool) -> Strip:
    indent = 4.0 if is_below or item.is_conditional else 0.0
    words = label_lines(item, LABEL_WIDTH - indent - (3.2 if item.assumed else 0), tongue)
    if is_below and item.hint:
        words += [(line, 7.2) for line in broken(both_of(item.hint, tongue), LABEL_WIDTH - indent, 7.2)]
    room = answer(item, _answer_end(item) - ANSWER, tongue)
    answer_height = max(room.height + (0.4 if options_of(item) else 0.0), BOX_HEIGHT)
    said = (main_of(item.hint, tongue), sub_of(item.hint, tongue)) if item.hint and not is_below else ()
    hints = [line for one in said if one for line in broken(one, FRAME_WIDTH - ANSWER - 34, 7.2)]
    label_height = 3.7 * len(words) + 1.2
    height = max(FIELD_ROW, label_height, answer_height + 1.9 + (3.4 * len(hints) + 0.8 if hints else 0))

    def draw(pen: Pen, y: float) -> None:
        middle = y + min(height, max(FIELD_ROW, label_height)) / 2
        label(pen, 2 + indent, middle, words)
        if item.is_conditional:
            pen.line(2.4, middle - 2, 2.4, middle, 0.2, GREY)
            pen.line(2.4, middle, 4.6, middle, 0.2, GREY)
        if item.is_assumption:
            pen.assumption_mark(ANSWER - (4.6 if item.assumed else 4.0), middle - 1.3, item.assumed)
        room.draw(pen, ANSWER, y + 0.95)
        for index, line in enumerate(hints):
            pen.text(ANSWER, y + answer_height + 4.2 + index * 3.4, line, 7.2, ink=GREY)
        _codes(pen, FRAME_WIDTH - 9, y, item.missing)
        pen.line(0, y + height, FRAME_WIDTH, y + height, 0.12, HAIR)

    return Strip(height, draw, running=again)


def _codes(pen: Pen, right: float, y: float, codes: tuple[str, ...]) -> None:
    for index, code in enumerate(reversed(codes)):
        left = right - index * CODE
        pen.tick_box(left, y + FIELD_ROW / 2 - 1.7)
        pen.text(left + 4.2, y + FIELD_ROW / 2 + 1.0, code, 7.2, ink=GREY)


def _answer_end(item: WorksheetItem) -> float:
    """Return where the room for the answer ends: left of the boxes for codes such as ND."""
    return FRAME_WIDTH - 2 - CODE * len(item.missing)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table of results begin, in mm; ``unit`` and ``range_`` None where no row has one."""

    result: float
    unit: float | None
    code: float
    range_: float | None
    judgement: float = 121.0
    label_width: float = 37.0

    @property
    def result_width(self) -> float:
        """Return the room for a result."""
        return (self.code if self.unit is None else self.unit) - self.result - 1.5


_MOST_LEFT = 9.0
"""By how much results may begin further left, so that long numbers and names of units have room."""


def columns_of(items: tuple[WorksheetItem, ...]) -> Columns:
    """Return the columns that a table needs: where nothing is measured, boxes to tick have the room."""
    if any(item.type in NUMBERS for item in items):
        units = max((_units(item).width - 14.5 for item in items if item.units), default=0.0)
        boxes = max(cells_width(cells_of(item), LEAST_BOX) - 30.5 for item in items if item.type in NUMBERS)
        left = max(units, 0.0) + max(boxes, 0.0)
        left = left if left <= _MOST_LEFT else max(units, 0.0)
        return Columns(41.0 - left, 73.0 - max(units, 0.0), 88.5, 97.0, label_width=37.0 - left)
    if any(item.judgement for item in items):
        return Columns(45.0, None, 109.0, None, label_width=41.0)
    return Columns(58.0, None, 160.0, None, label_width=54.0)


def column_heads(columns: Columns, items: tuple[WorksheetItem, ...], tongue: Tongue, has_codes: bool) -> Strip:
    """Name the columns of a table of results."""
    places: list[tuple[float | None, str]] = [
        (2.0, "ITEM"),
        (columns.result, "RESULT"),
        (columns.unit, "UNIT"),
        (columns.code, "CODE" if has_codes else "ND"),
        (columns.range_, "RANGE"),
    ]
    if any(item.judgement for item in items):
        places += [(columns.judgement, "JUDGEMENT"), (149.0, "SIGNED_DATED")]
    return heads([(x, stacked(f"PAPER_{code}", tongue)) for x, code in places if x is not None])


def table_rows(
    item: WorksheetItem, columns: Columns, tongue: Tongue, again: tuple[Strip, ...], has_codes: bool
) -> list[Strip]:
    """Return the row of one result and, under it, those of the questions that belong to it."""
    below = [row for other in item.below for row in wide_rows(other, tongue, again, is_below=True)]
    return kept([_table_row(item, columns, tongue, again, has_codes), *below])


def _table_row(
    item: WorksheetItem, columns: Columns, tongue: Tongue, again: tuple[Strip, ...], has_codes: bool
) -> Strip:
    words = label_lines(item, columns.label_width - (2.5 if item.assumed else 0), tongue)
    is_number = item.type in NUMBERS
    result = _result(item, columns.result_width if is_number else columns.code - columns.result - 2.0, tongue)
    is_tall = is_number and result.width > columns.result_width + 0.1  # more boxes than the column holds
    lowered = BOX_HEIGHT + 1.0 if is_tall else 0.0
    units = _units(item)
    height = max(ROW + lowered, 3.7 * len(words) + 1.6, max(result.height, BOX_HEIGHT) + 2.4)
    height = max(height, units.height + 1.6 + lowered)

    def draw(pen: Pen, y: float) -> None:
        middle = y + lowered + (height - lowered) / 2
        label(pen, 2, y + height / 2, words)
        if item.is_assumption:
            pen.assumption_mark(columns.result - 2.8 - (0.5 if item.assumed else 0), y + height / 2 - 1.3, item.assumed)
        top = y + (1.2 if is_tall else (height - max(result.height, BOX_HEIGHT)) / 2)
        result.draw(pen, columns.result, top)
        if columns.unit is not None:
            units.draw(pen, columns.unit, middle - units.height / 2)
        if not has_codes and "ND" in item.missing:
            pen.tick_box(columns.code, middle - 1.7)
        elif has_codes and item.missing:
            pen.boxes(columns.code - 0.6, middle - BOX_HEIGHT / 2, BLANK * 2, LEAST_BOX)
        if columns.range_ is not None:
            _range(pen, columns.range_, middle, item)
        if item.judgement:
            end = _judgements(pen, columns.judgement, middle, item.judgement)
            pen.line(max(end + 1, 147), middle + 2.8, FRAME_WIDTH, middle + 2.8, 0.18, GREY)
        pen.line(0, y + height, FRAME_WIDTH, y + height, 0.12, HAIR)

    return Strip(height, draw, running=again)


def _result(item: WorksheetItem, width: float, tongue: Tongue) -> Room:
    if item.type in NUMBERS:
        return flowed([boxes_piece(cells_of(item), width)], width)
    if options_of(item):
        options = options_of(item)
        return flowed((piece for one in options for piece in ticked(both_of(one, tongue), width, 8, 2.6)), width)
    return Room(28.0, BOX_HEIGHT, lambda pen, x, y: pen.line(x, y + 6.1, x + 28, y + 6.1, 0.18, GREY))


def _units(item: WorksheetItem) -> Room:
    """Return the unit in its column, or those to choose from, one a line."""
    if item.units:
        return flowed((piece for unit in item.units for piece in ticked(unit_words(unit), 20, 7.2, 99.0)), 15)
    lines = broken(unit_words(item.unit), 14, 8) if item.unit else ()

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, line in enumerate(lines):
            pen.text(x, y + 2.8 + index * 3.4, line, 8)

    return Room(14.0, 3.4 * len(lines), draw)


def _range(pen: Pen, x: float, middle: float, item: WorksheetItem) -> None:
    if item.range_:
        pen.fitted(x, middle + 1.1, 22.5, item.range_, 8)
    elif item.has_range:
        pen.line(x, middle + 2.8, x + 9, middle + 2.8, 0.18, GREY)
        pen.text(x + 10, middle + 1.1, "–", 8, ink=GREY)
        pen.line(x + 12.5, middle + 2.8, x + 21.5, middle + 2.8, 0.18, GREY)


def _judgements(pen: Pen, x: float, middle: float, words: tuple[str, ...]) -> float:
    for word in words:
        pen.tick_box(x, middle - 1.7)
        x = pen.text(x + 4.2, middle + 1.1, word, 7.6) + 2.5
    return x

"""Lays out repeating questions on a worksheet: several numbered blocks, and where further rows go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from escc_desktop.documents.chrome import both_of, going_on, main_of, main_words, printed, sub_of, titled
from escc_desktop.documents.flow import Strip, kept
from escc_desktop.documents.form_parts import WorksheetGroup, WorksheetItem
from escc_desktop.documents.pen import BLANK, FRAME_WIDTH, GREY, HAIR, Pen
from escc_desktop.documents.sheets import Tongue
from escc_desktop.documents.tables import broken, continued
from escc_desktop.documents.typeface import typeface
from escc_desktop.documents.worksheet_answers import (
    Piece,
    Room,
    answer,
    boxes_piece,
    flowed,
    format_of,
    options_of,
    pieces_of,
    ticked,
)
from escc_desktop.documents.worksheet_rows import Words, label_lines

_LEFT = 8.0
_WIDTH = FRAME_WIDTH - _LEFT
_TEXT = 62.0
_FEW = 5
"""A group that may have no more rows than this is printed with all of them."""
_ROOM = 105.0
_WHOLE = 75.0
"""A row that is not higher stands on one page."""
_LISTED = 2.2
"""Options that would fill more lines than this in every row are listed once, and their number is written."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One question of a row: its label above the room for its answer. In mm."""

    width: float
    words: Words
    room: Room
    item: WorksheetItem
    is_marked: bool
    codes: tuple[Piece, ...] | None = None
    """Of a question answered on a line: what stands right of it."""

    @property
    def height(self) -> float:
        return 3.4 * len(self.words) + self.room.height + 2.2


def repeat_strips(head: list[Strip], group: WorksheetGroup, tongue: Tongue, again: tuple[Strip, ...]) -> list[Strip]:
    """Return the lists of options that are chosen by number, the empty rows, and the line on further rows."""
    listed = {id(item): _is_listed(item, tongue) for item in group.items}
    is_marked = not all(item.is_conditional for item in group.items)
    lines = _lines([_cell(item, tongue, listed[id(item)], is_marked) for item in group.items])
    height = sum(max(cell.height for cell in line) for line in lines)
    count = min(group.most_rows, max(2, int(_ROOM // height), _FEW if group.most_rows <= _FEW else 0))
    keys = [_key(item, tongue) for item in group.items if listed[id(item)]]
    rows = [_block(number, lines, tongue, again) for number in range(1, count + 1)]
    if group.most_rows > count:
        rows[-1] = [*rows[-1][:-1], *kept([rows[-1][-1], _further(group, tongue)])]
    held = [replace(strip, keeps_next=True) for strip in (*head, *keys)]
    return [*held, *(strip for row in rows for strip in row)]


def _is_listed(item: WorksheetItem, tongue: Tongue) -> bool:
    if len(item.options) <= 3 or item.type == "choices":
        return False
    face = typeface("regular")
    return sum(face.width(both_of(option, tongue), 8.5) + 9 for option in options_of(item)) > _LISTED * _WIDTH


def _cell(item: WorksheetItem, tongue: Tongue, is_listed: bool, is_marked: bool) -> _Cell:
    codes = [ticked(code, 12, 7.2, 2.0 if place else 4.0)[0] for place, code in enumerate(item.missing)]
    taken = sum(piece.width + piece.gap for piece in codes)
    own = [boxes_piece(BLANK * len(str(len(item.options))), _WIDTH)] if is_listed else []
    own = own or pieces_of(item, _WIDTH, tongue, is_small=True)
    whole = taken + sum(piece.width + piece.gap for piece in own)
    is_lined = not own and item.type != "note" and item.formula is None
    if is_lined:
        whole = _TEXT + taken
        own = [_line_piece(_TEXT - 1.0)]
    width = min(max(whole, _least(item, tongue)), _WIDTH)
    room = flowed([*own, *codes], width) if own else _over(answer(item, _WIDTH, tongue), flowed(codes, _WIDTH))
    width = width if own else _WIDTH
    words = label_lines(item, width - (4 if item.is_conditional else 0), tongue, 7.8)
    code = format_of(item)
    if code is not None and item.type in ("date", "datetime"):
        words = [*words, *((line, 7.0) for line in broken(printed(code, tongue), width, 7.0))]
    return _Cell(width, words, room, item, is_marked and item.is_conditional, tuple(codes) if is_lined else None)


def _least(item: WorksheetItem, tongue: Tongue) -> float:
    """Return how wide a question is at least, so that its label does not become a column."""
    face = typeface("regular")
    names = (main_of(item.label, tongue), sub_of(item.label, tongue))
    return min(max(face.width(name, 7.8) for name in names) + 8, 52.0)


def _line_piece(width: float) -> Piece:
    return Piece(width, 6.2, lambda pen, x, y: pen.line(x, y + 5.4, x + width, y + 5.4, 0.18, GREY))


def _over(first: Room, second: Room) -> Room:
    def draw(pen: Pen, x: float, y: float) -> None:
        first.draw(pen, x, y)
        second.draw(pen, x, y + first.height)

    return Room(max(first.width, second.width), first.height + second.height, draw)


def _lines(cells: list[_Cell]) -> list[list[_Cell]]:
    """Set the cells of a row into lines; what is left of a line widens its texts."""
    lines: list[list[_Cell]] = []
    taken = 0.0
    for cell in cells:
        if not lines or taken + cell.width > _WIDTH:
            lines.append([])
            taken = 0.0
        lines[-1].append(cell)
        taken += cell.width + 5.0
    return [_stretched(line) for line in lines]


def _stretched(cells: list[_Cell]) -> list[_Cell]:
    """Give what is left of a line to its questions that are answered on a line."""
    lined = sum(cell.codes is not None for cell in cells)
    spare = _WIDTH - sum(cell.width + 5.0 for cell in cells) + 5.0
    if not lined or spare <= 0:
        return cells
    return [cell if cell.codes is None else _longer(cell, cell.codes, cell.width + spare / lined) for cell in cells]


def _longer(cell: _Cell, codes: tuple[Piece, ...], width: float) -> _Cell:
    line = _line_piece(width - sum(piece.width + piece.gap for piece in codes) - 0.5)
    return replace(cell, width=width, room=flowed([line, *codes], width))


def _block(number: int, lines: list[list[_Cell]], tongue: Tongue, again: tuple[Strip, ...]) -> list[Strip]:
    strips = [_line(number if place == 0 else 0, line, place == len(lines) - 1) for place, line in enumerate(lines)]
    if sum(strip.height for strip in strips) <= _WHOLE:
        return kept(replace(strip, running=again) for strip in strips)
    row = (*again, continued(going_on(titled("PAPER_ROW", row=str(number)), tongue)))
    first, last = kept(strips[:2]), kept(strips[-2:])
    return [
        *(replace(one, running=again) for one in first),
        *(replace(one, running=row) for one in (*strips[2:-2], *last)),
    ]


def _line(number: int, cells: list[_Cell], is_last: bool) -> Strip:
    height = max(cell.height for cell in cells)

    def draw(pen: Pen, y: float) -> None:
        if number:
            pen.text(2, y + 4.6, str(number), 9.5, "semibold")
        x = _LEFT
        for cell in cells:
            left = x
            if cell.is_marked:
                pen.line(x + 0.6, y + 1.2, x + 0.6, y + 2.8, 0.2, GREY)
                pen.line(x + 0.6, y + 2.8, x + 2.2, y + 2.8, 0.2, GREY)
                left += 3.0
            for index, (line, size) in enumerate(cell.words):
                end = pen.text(left, y + 3.6 + index * 3.4, line, size, ink=GREY)
                if cell.item.is_assumption and index == 0:
                    pen.assumption_mark(end + 1.6, y + 1.2, cell.item.assumed)
            cell.room.draw(pen, x, y + 3.4 * len(cell.words) + 1.2)
            x += cell.width + 5.0
        pen.line(0 if is_last else _LEFT, y + height, FRAME_WIDTH, y + height, 0.2 if is_last else 0.12, HAIR)

    return Strip(height, draw)


def _key(item: WorksheetItem, tongue: Tongue) -> Strip:
    """List the options of a question that is answered by number."""
    name = printed("PAPER_LISTED", tongue, item=both_of(item.label, tongue))
    said = "  ".join(f"{place}={both_of(option, tongue)}" for place, option in enumerate(item.options, start=1))
    lines = broken(f"{name} {said}", FRAME_WIDTH - 4, 7.2)

    def draw(pen: Pen, y: float) -> None:
        for index, line in enumerate(lines):
            pen.text(2, y + 3.6 + index * 3.3, line, 7.2)

    return Strip(3.3 * len(lines) + 1.8, draw)


def _further(group: WorksheetGroup, tongue: Tongue) -> Strip:
    words = printed("PAPER_FURTHER_ROWS", tongue, count=group.most_rows)
    lines = broken(words, FRAME_WIDTH - 48, 7.6)
    height = max(7.6, 3.5 * len(lines) + 2.4)

    def draw(pen: Pen, y: float) -> None:
        for index, line in enumerate(lines):
            pen.text(2, y + 4.6 + index * 3.5, line, 7.6)
        pen.tick_box(FRAME_WIDTH - 44, y + 1.8)
        end = pen.text(FRAME_WIDTH - 39.6, y + 4.6, main_words("PAPER_FROM_ROW", tongue), 7.6)
        pen.line(end + 1.5, y + 5.4, FRAME_WIDTH, y + 5.4, 0.2, GREY)

    return Strip(height, draw)

"""Lays out the room for one answer on a worksheet, by the kind of question; nothing of it is cut or drawn over.

An answer is a run of pieces (boxes, boxes to tick, words, a line) that goes on below where the room is too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from escc_desktop.documents.chrome import both_of, first_language, printed, stacked, unit_words
from escc_desktop.documents.form_parts import WorksheetItem
from escc_desktop.documents.frame import hint
from escc_desktop.documents.pen import BLACK, BLANK, BOX_HEIGHT, BOX_WIDTH, GREY, Pen, cells_width
from escc_desktop.documents.sheets import Tongue
from escc_desktop.documents.tables import broken, void
from escc_desktop.documents.typeface import typeface
from escc_desktop.study.questions import Label
from escc_desktop.words import say

NUMBERS = frozenset({"integer", "decimal"})
PATTERNS = {
    "date": "____-__-__",
    "partial_date": "____-__-__",
    "datetime": "____-__-__ __:__",
    "time": "__:__",
}
LEAST_BOX = 3.8
"""No box that a digit is written in is narrower, in mm."""
SMALL_BOX = 4.1
_COARSENESS = ("none", "time", "day", "month")
_TICK_LINE = 5.0

Drawing = Callable[[Pen, float, float], None]
"""Draws with its upper left corner at x, y."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer that is never broken; ``gap`` stands before it unless it begins a line. In mm."""

    width: float
    height: float
    draw: Drawing
    gap: float = 1.5


@dataclass(frozen=True, slots=True)
class Room:
    """An answer laid out: how large it is and how it is drawn."""

    width: float
    height: float
    draw: Drawing


def flowed(pieces: Iterable[Piece], width: float) -> Room:
    """Set pieces one after another into lines no wider than ``width``, unless one piece alone is."""
    placed: list[tuple[float, float, Piece]] = []
    x, y, tallest, widest = 0.0, 0.0, 0.0, 0.0
    for piece in pieces:
        gap = piece.gap if x else 0.0
        if x and x + gap + piece.width > width:
            x, y, tallest, gap = 0.0, y + tallest, 0.0, 0.0
        placed.append((x + gap, y, piece))
        x += gap + piece.width
        tallest, widest = max(tallest, piece.height), max(widest, x)

    def draw(pen: Pen, left: float, top: float) -> None:
        for across, down, piece in placed:
            piece.draw(pen, left + across, top + down)

    return Room(widest, y + tallest, draw)


def answer(item: WorksheetItem, width: float, tongue: Tongue) -> Room:
    """Return the room for the answer to ``item`` in ``width`` mm."""
    pieces = pieces_of(item, width, tongue)
    if pieces:
        return flowed(pieces, width)
    if item.formula is not None:
        unit = f" ({unit_words(item.unit)})" if item.unit else ""
        words = f"{printed('PAPER_CALCULATED', tongue)} {both_of(item.formula, tongue)}{unit}"
        return _written(words, width, 7.6)
    count = 3 if item.type == "note" else 1
    return Room(width, BOX_HEIGHT * count, lambda pen, x, y: _lines(pen, x, y, width, count))


def pieces_of(item: WorksheetItem, width: float, tongue: Tongue, is_small: bool = False) -> list[Piece]:
    """Return the pieces of an answer; none for words of one's own and for what is not written at all.

    ``is_small``: in a row of a repeat, where boxes are a little narrower and the format stands in the label.
    """
    if item.signer is not None:
        return _signature(item.signer, width, tongue)
    if item.type in NUMBERS:
        return _number(item, width)
    if item.type in PATTERNS:
        return _dated(item, width, tongue, is_small)
    return [piece for one in options_of(item) for piece in ticked(both_of(one, tongue), width)]


def options_of(item: WorksheetItem) -> tuple[Label, ...]:
    """Return what is to be ticked: the options of a choice, or yes and no."""
    if item.type not in ("yes_no", "yes_no_na"):
        return item.options
    codes = ("Y", "N", "NA") if item.type == "yes_no_na" else ("Y", "N")
    return tuple(Label(say(f"PAPER_ANSWER_{c}", "en"), say(f"PAPER_ANSWER_{c}", "zh")) for c in codes)


def _written(words: str, width: float, size: float, ink: float = GREY) -> Room:
    """Return words broken into lines."""
    held = broken(words, width, size)

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, line in enumerate(held):
            pen.text(x, y + 4.3 + index * 3.5, line, size, ink=ink)

    return Room(width, max(BOX_HEIGHT, 3.1 + 3.5 * len(held)), draw)


def words_piece(words: str, size: float = 8.0, ink: float = BLACK, gap: float = 1.5) -> Piece:
    """Return a few words on the line of the boxes."""
    width = typeface("regular").width(words, size)
    return Piece(width, BOX_HEIGHT, lambda pen, x, y: void(pen.text(x, y + 4.5, words, size, ink=ink)), gap)


def boxes_piece(cells: str, width: float, widest: float = BOX_WIDTH) -> Piece:
    """Return boxes to write in; they are narrower where ``width`` is too small for as many."""
    count = cells.count(BLANK)
    fitting = (width - cells_width(cells, 0.0)) / count if count else BOX_WIDTH
    box = min(widest, max(fitting, LEAST_BOX))
    drawn = cells_width(cells, box)
    return Piece(drawn, BOX_HEIGHT, lambda pen, x, y: void(pen.boxes(x, y, cells, box)), 2.0)


def ticked(words: str, width: float, size: float = 8.5, gap: float = 4.2) -> list[Piece]:
    """Return a box to tick with its words; long words go on in lines below, beside the box."""
    held = broken(words, width - 5, size)
    drawn = 4.8 + max(typeface("regular").width(line, size) for line in held)
    height = _TICK_LINE if len(held) == 1 else 4.0 * len(held) + 1.0

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.tick_box(x, y + 1.4)
        for index, line in enumerate(held):
            pen.text(x + 4.8, y + 4.3 + index * 4, line, size)

    return [Piece(drawn if len(held) == 1 else width, height, draw, gap)]


def cells_of(item: WorksheetItem) -> str:
    """Return the boxes of a number: "___.__"."""
    whole, _, fraction = (item.digits or "3").partition(".")
    boxes = BLANK * int(whole)
    return f"{boxes}.{BLANK * int(fraction)}" if fraction.isdigit() and int(fraction) else boxes


def _number(item: WorksheetItem, width: float) -> list[Piece]:
    pieces = [boxes_piece(cells_of(item), width)]
    if item.units:
        pieces += [piece for unit in item.units for piece in ticked(unit_words(unit), width, 8, 2.5)]
    elif item.unit:
        pieces.append(words_piece(unit_words(item.unit)))
    if item.range_:
        pieces.append(words_piece(item.range_, 7.6, GREY, 4.0))
    return pieces


def _dated(item: WorksheetItem, width: float, tongue: Tongue, is_small: bool) -> list[Piece]:
    day, _, clock = PATTERNS[item.type].partition(" ")
    pieces = [boxes_piece(f"{day} {clock}" if clock else day, width, SMALL_BOX if is_small else BOX_WIDTH)]
    code = format_of(item)
    if code and not is_small:
        pieces.append(_hint(stacked(code, tongue)))
    for part in unknown_parts(item):
        pieces += ticked(printed(f"PAPER_UNKNOWN_{part.upper()}", tongue), width, 7.6, 2.4)
    return pieces


def format_of(item: WorksheetItem) -> str | None:
    """Return the code of the words that say how a date or time is written."""
    if item.partial != "none":
        return "PAPER_MOMENT_ORDER" if item.type == "datetime" else "PAPER_DATE_ORDER"
    return {"partial_date": "PAPER_DATE_HINT", "time": "PAPER_24_HOURS", "datetime": "PAPER_24_HOURS"}.get(item.type)


def unknown_parts(item: WorksheetItem) -> tuple[str, ...]:
    """Return the parts of a date that may be unknown, the finest first; "time" only where there is one."""
    first = 1 if item.type == "datetime" else 2
    return _COARSENESS[first : _COARSENESS.index(item.partial) + 1]


def _hint(words: str) -> Piece:
    face = typeface("regular")
    width = max(face.width(line, 7.2) for line in words.split("\n"))
    return Piece(width, BOX_HEIGHT, lambda pen, x, y: void(hint(pen, x, y + 4.5, words)), 2.0)


def _signature(signer: Label, width: float, tongue: Tongue) -> list[Piece]:
    who = broken(both_of(signer, tongue), width - 45, 8)
    name = [words_piece(who[0], 8, GREY)] if len(who) == 1 else []
    date = words_piece(say("PAPER_DATE", first_language(tongue)), 8, GREY, 3.0)
    line = Piece(40, BOX_HEIGHT + 1.4, lambda pen, x, y: pen.line(x, y + 6.4, x + 40, y + 6.4, 0.25), 1.5)
    return [*name, line, date, boxes_piece(PATTERNS["date"], width)]


def _lines(pen: Pen, x: float, y: float, width: float, count: int) -> None:
    """Draw lines to write on."""
    for index in range(count):
        baseline = y + (index + 1) * BOX_HEIGHT - 0.6
        pen.line(x, baseline, x + width, baseline, 0.18, GREY)

"""Lays text out in columns as strips; it knows no paper and no page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from escc_desktop.documents.flow import Strip
from escc_desktop.documents.pen import BLACK, FILL, FRAME_WIDTH, GREY, HAIR, Pen
from escc_desktop.documents.typeface import Weight, spelled, typeface
from escc_desktop.documents.wrapping import wrap

LEADING = 4.0
WHOLE = 12
"""A row of more lines than this may go over to the next page."""

Picture = Callable[[Pen, float, float], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one cell. ``x`` is from the left of the frame."""

    x: float
    words: str
    size: float = 8.5
    weight: Weight = "regular"
    ink: float = BLACK
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell from its top, or a picture drawn at the upper left corner, or both."""

    x: float
    lines: tuple[Line, ...] = ()
    picture: Picture | None = None


def written(
    x: float, width: float, *texts: str, size: float = 8.5, weight: Weight = "regular", ink: float = BLACK
) -> Cell:
    """Return a cell with the texts one under another, broken into lines of ``width``; empty texts take no line."""
    lines: list[Line] = []
    for text in texts:
        if text:
            lines += [Line(x, line, size, weight, ink) for line in broken(text, width, size, weight)]
    return Cell(x, tuple(lines))


def broken(text: str, width: float, size: float = 8.5, weight: Weight = "regular") -> tuple[str, ...]:
    """Return the lines of ``text`` at ``size`` points in ``width`` mm."""
    face = typeface(weight)
    return wrap(spelled(text, weight), width, lambda piece: face.width(piece, size))


def struck(cell: Cell) -> Cell:
    """Return a cell whose lines are struck through and stay legible."""
    return replace(cell, lines=tuple(replace(line, is_struck=True) for line in cell.lines))


def joined(*cells: Cell) -> Cell:
    """Put cells of the same column one under another; only the first may have a picture."""
    return Cell(cells[0].x, tuple(line for cell in cells for line in cell.lines), cells[0].picture)


def row(
    cells: Sequence[Cell],
    running: tuple[Strip, ...] = (),
    top: float = 1.5,
    bottom: float = 1.5,
    least: float = 0.0,
    leading: float = LEADING,
    rule: float | None = HAIR,
) -> list[Strip]:
    """Return the strips of one row: one for a short row; line by line, two kept at each end, for a long one.

    ``running`` ends with the line "continued", which stands only above a row that goes on.
    """
    count = max(1, *(len(cell.lines) for cell in cells))
    if count <= WHOLE:
        height = max(count * leading + top + bottom, least)
        return [_part(cells, 0, count, height, top, leading, running[:-1], rule, True)]
    strips = [_part(cells, 0, 2, 2 * leading + top, top, leading, running[:-1], None, True)]
    strips += [_part(cells, at, at + 1, leading, 0, leading, running, None, False) for at in range(2, count - 2)]
    return [*strips, _part(cells, count - 2, count, 2 * leading + bottom, 0, leading, running, rule, False)]


def _part(
    cells: Sequence[Cell],
    first: int,
    last: int,
    height: float,
    top: float,
    leading: float,
    running: tuple[Strip, ...],
    rule: float | None,
    is_start: bool,
) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        for cell in cells:
            if cell.picture and is_start:
                cell.picture(pen, cell.x, y + top)
            for index, line in enumerate(cell.lines[first:last]):
                baseline = y + top + index * leading + leading * 0.76
                end = pen.text(line.x, baseline, line.words, line.size, line.weight, line.ink)
                if line.is_struck:
                    pen.line(line.x, baseline - 1.1, end, baseline - 1.1, 0.25)
        if rule is not None:
            pen.line(0, y + height, FRAME_WIDTH, y + height, 0.12, rule)

    return Strip(height, draw, running=running)


def heads(columns: Sequence[tuple[float, str]]) -> Strip:
    """Return the strip of column heads; a newline in one begins its second line."""
    count = max(words.count("\n") + 1 for _, words in columns)
    height = 2.0 + 3.2 * count

    def draw(pen: Pen, y: float) -> None:
        for x, words in columns:
            lines = words.split("\n")
            for index, line in enumerate(lines):
                pen.text(x, y + height - 1.6 - (len(lines) - 1 - index) * 3.1, line, 7.2, ink=GREY)
        pen.line(0, y + height, FRAME_WIDTH, y + height, 0.2, GREY)

    return Strip(height, draw)


def bar(words: str, beside: str = "", height: float = 6.0) -> Strip:
    """Return a section's heading: a tinted bar with its name and small words beside it."""

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, height, 0.2, GREY, fill=FILL)
        end = pen.text(2, y + 4.2, words, 9.5, "semibold")
        if beside:
            pen.text(end + 2, y + 4.2, beside, 8)

    return Strip(height, draw)


def continued(words: str) -> Strip:
    """Return the small line above a row that goes on from the page before."""
    return Strip(5.0, lambda pen, y: void(pen.text(2, y + 3.6, words, 7.2, ink=GREY)))


def void(_: object) -> None:
    """Drop a value where a drawing must return none."""

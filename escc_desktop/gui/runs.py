"""Paints short lines of marks, words, chips, icons and window bars; it holds the text and never fetches it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.icons import draw_icon
from escc_desktop.gui.marks import draw_mark, mark_token, mark_word
from escc_desktop.gui.theme import colour, radius, sized_font

BAR_WIDTH = 104
_GAP = 8
_RAISED = re.compile(r"(?:\^|(?<=\bm)(?=[23]\b))(-?\d+)")


@dataclass(frozen=True, slots=True)
class Text:
    """Words. ``ink`` is a token. ``10^9/L`` and ``kg/m2`` are drawn with a small raised number."""

    text: str
    ink: str = "ink"
    weight: int = 400
    size: int = 13


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and its word, the mark's own word where none is given; ``ink`` '' is the mark's colour."""

    name: str
    word: str | None = None
    ink: str = ""
    size: int = 13
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Chip:
    """Words on the tint of a token pair: ``drugA``, ``drugB``, ``due``, ``over``, ``warn``, ``done``, ``none``."""

    text: str
    token: str = "none"


@dataclass(frozen=True, slots=True)
class Box:
    """Words in an outlined box: the DEMO sign, the key of a shortcut."""

    text: str
    size: int = 11


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon of a thing or act, never of a state."""

    name: str
    ink: str = "ink2"
    size: int = 15


@dataclass(frozen=True, slots=True)
class Window:
    """The window of a visit as a bar: first and last day, target, and where today stands."""

    opens_on: date
    target_on: date
    closes_on: date
    today: date


Run = Text | Mark | Chip | Box | Icon | Window
Cell = str | Run | tuple[Run, ...]


def runs_of(cell: Cell) -> tuple[Run, ...]:
    """Return ``cell`` as runs; a bare string is plain table text."""
    if isinstance(cell, str):
        return (Text(cell),) if cell else ()
    return cell if isinstance(cell, tuple) else (cell,)


def words_of(cell: Cell) -> str:
    """Return what a screen reader says for ``cell``."""
    said: list[str] = []
    for run in runs_of(cell):
        if isinstance(run, Mark):
            said.append(mark_word(run.name) if not run.word else run.word)
        elif isinstance(run, Window):
            said.append(f"{run.opens_on.isoformat()} – {run.target_on.isoformat()} – {run.closes_on.isoformat()}")
        elif not isinstance(run, Icon):
            said.append(run.text.replace("^", ""))
    return " ".join(said)


def width_of(cell: Cell) -> float:
    """Return the width in px that ``cell`` needs; nothing is ever elided."""
    widths = [_width(run) for run in runs_of(cell)]
    return sum(widths) + _GAP * max(0, len(widths) - 1)


def _text_width(text: str, size: int, weight: int) -> float:
    whole = QFontMetricsF(sized_font(size, weight)).horizontalAdvance(_RAISED.sub("", text))
    raised = QFontMetricsF(sized_font(_small(size), weight))
    return whole + sum(raised.horizontalAdvance(found) + 1 for found in _RAISED.findall(text))


def _small(size: int) -> int:
    return max(9, size - 4)


def _word(run: Mark) -> str:
    return mark_word(run.name) if run.word is None else run.word


def _width(run: Run) -> float:
    match run:
        case Text():
            return _text_width(run.text, run.size, run.weight)
        case Mark():
            word = _word(run)
            return 14 + (6 + _text_width(word, run.size, run.weight) if word else 0)
        case Chip():
            return 14 + _text_width(run.text, 12, 500)
        case Box():
            return 12 + _text_width(run.text, run.size, 500)
        case Icon():
            return run.size
        case Window():
            return BAR_WIDTH


def paint_runs(
    painter: QPainter,
    box: QRectF,
    cell: Cell,
    *,
    is_right: bool = False,
    is_elided: bool = False,
    ink: QColor | None = None,
) -> None:
    """Paint ``cell`` into ``box``, centred upright; ``ink`` replaces every text colour (a disabled line).

    ``is_elided``: words that would pass the right edge end in an ellipsis there.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = box.right() - width_of(cell) if is_right else box.left()
    for run in runs_of(cell):
        if is_elided and isinstance(run, Text) and left + _width(run) > box.right():
            run = _elided(run, box.right() - left)
        width = _width(run)
        _paint(painter, QRectF(left, box.top(), width, box.height()), run, ink)
        left += width + _GAP


def _elided(run: Text, room: float) -> Text:
    metrics = QFontMetricsF(sized_font(run.size, run.weight))
    return replace(run, text=metrics.elidedText(run.text, Qt.TextElideMode.ElideRight, max(0.0, room)))


def _paint(painter: QPainter, box: QRectF, run: Run, ink: QColor | None) -> None:
    match run:
        case Text():
            _paint_text(painter, box, run.text, run.size, run.weight, ink or colour(run.ink))
        case Mark():
            draw_mark(painter, run.name, QRectF(box.left(), box.center().y() - 7, 14, 14), ink=ink)
            shown = ink or colour(run.ink or mark_token(run.name))
            _paint_text(painter, box.adjusted(20, 0, 0, 0), _word(run), run.size, run.weight, shown)
        case Chip():
            _paint_chip(painter, box, run)
        case Box():
            _paint_box(painter, box, run, ink)
        case Icon():
            square = QRectF(box.left(), box.center().y() - run.size / 2, run.size, run.size)
            draw_icon(painter, run.name, square, ink or run.ink)
        case Window():
            paint_window_bar(painter, box, run)


def _paint_text(painter: QPainter, box: QRectF, text: str, size: int, weight: int, ink: QColor) -> None:
    painter.setPen(ink)
    metrics = QFontMetricsF(sized_font(size, weight))
    base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    left = box.left()
    for index, part in enumerate(_RAISED.split(text)):
        if not part:
            continue
        is_raised = index % 2 == 1
        painter.setFont(sized_font(_small(size) if is_raised else size, weight))
        painter.drawText(QPointF(left, base - (size * 0.36 if is_raised else 0)), part)
        left += QFontMetricsF(painter.font()).horizontalAdvance(part) + (1 if is_raised else 0)


def _paint_chip(painter: QPainter, box: QRectF, run: Chip) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{run.token}_t"))
    tint = QRectF(box.left(), box.center().y() - 10, box.width(), 20)
    painter.drawRoundedRect(tint, radius("chip"), radius("chip"))
    _paint_text(painter, box.adjusted(7, 0, 0, 0), run.text, 12, 500, colour(run.token))


def _paint_box(painter: QPainter, box: QRectF, run: Box, ink: QColor | None) -> None:
    height = run.size + 7
    painter.setPen(QPen(colour("line2"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box.left() + 0.5, box.center().y() - height / 2, box.width() - 1, height), 4, 4)
    _paint_text(painter, box.adjusted(6, 0, 0, 0), run.text, run.size, 500, ink or colour("ink2"))


def paint_window_bar(painter: QPainter, box: QRectF, bar: Window) -> None:
    """Paint a visit's window, 104 px wide: small ticks are its ends, the tall one the target, the dot today.

    A red triangle stands for today once the window has closed.
    """
    first, last = bar.opens_on.toordinal(), bar.closes_on.toordinal()
    today, target = bar.today.toordinal(), bar.target_on.toordinal()
    # The span keeps the window readable: a today far away is drawn at the edge, with a gap, not to scale.
    reach = max(4, round((last - first) * 0.4))
    low = min(first - 2, max(today, first - reach) - 1)
    high = max(last + 2, min(today, last + reach) + 1)
    left, width, middle = box.left() + 3, BAR_WIDTH - 6, box.center().y()

    def at(day: int) -> float:
        return left + width * (min(max(day, low), high) - low) / max(1, high - low)

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("line"), 2))
    painter.drawLine(QPointF(left, middle), QPointF(left + width, middle))
    painter.setPen(QPen(colour("ink2"), 2))
    painter.drawLine(QPointF(at(first), middle), QPointF(at(last), middle))
    for day in (first, last):
        painter.drawLine(QPointF(at(day), middle - 4), QPointF(at(day), middle + 4))
    painter.setPen(QPen(colour("ink"), 2))
    painter.drawLine(QPointF(at(target), middle - 6), QPointF(at(target), middle + 6))
    painter.setPen(Qt.PenStyle.NoPen)
    if today > last:
        painter.setBrush(colour("over"))
        x = at(today)
        points = [QPointF(x - 5, middle - 5), QPointF(x + 5, middle - 5), QPointF(x, middle + 4)]
        painter.drawPolygon(QPolygonF(points))
    else:
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QPointF(at(today), middle), 4, 4)
    painter.restore()


class RunsLine(QWidget):
    """One line of runs: identity, state mark and chips in a page header, one side of a card's row."""

    def __init__(
        self, cell: Cell = "", *, height: int = 24, is_right: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cell = cell
        self._height = height
        self._is_right = is_right
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_runs(cell)

    def set_runs(self, cell: Cell) -> None:
        """Show ``cell``."""
        self._cell = cell
        self.setAccessibleName(words_of(cell))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the line as plain words."""
        return words_of(self._cell)

    def sizeHint(self) -> QSize:
        """Return the size that shows every run whole."""
        return QSize(round(width_of(self._cell)) + 1, self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the same as ``sizeHint``: identifiers, dates and states are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the runs."""
        painter = QPainter(self)
        ink = None if self.isEnabled() else colour("ink3")
        paint_runs(painter, QRectF(self.rect()), self._cell, is_right=self._is_right, ink=ink)
        painter.end()

"""Seven days ahead as one row of cells with the first entries of each; it is told them and opens nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.runs import Cell, Text, paint_runs, words_of
from escc_desktop.gui.theme import colour, radius


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: head, up to two entries, words for the rest or for none; ``is_free`` days stand on the sunk ground."""

    on: date
    head: Cell
    entries: tuple[Cell, ...]
    note: str
    is_free: bool


class DaysStrip(QWidget):
    """The days. ``chosen`` carries the date: a click, or Enter on the day to which Left and Right went."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[DayCell, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, days: tuple[DayCell, ...]) -> None:
        """Show ``days`` from left to right."""
        self._days = days
        self._at = min(self._at, max(0, len(days) - 1))
        said = ["; ".join((words_of(day.head), *(words_of(entry) for entry in day.entries), day.note)) for day in days]
        self.setAccessibleDescription(". ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for a head and two entries."""
        return QSize(700, 84)

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(420, 84)

    def _cell(self, place: int) -> QRectF:
        width = self.width() / max(1, len(self._days))
        return QRectF(place * width, 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(card, radius("card"), radius("card"))
        painter.fillPath(path, colour("surface"))
        painter.save()
        painter.setClipPath(path)
        for place, day in enumerate(self._days):
            self._paint_day(painter, self._cell(place), day, is_first=place == 0)
        painter.restore()
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if self.hasFocus() and self._days:
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(self._cell(self._at).adjusted(2, 2, -2, -2), 5, 5)
        painter.end()

    def _paint_day(self, painter: QPainter, box: QRectF, day: DayCell, *, is_first: bool) -> None:
        if day.is_free:
            painter.fillRect(box, colour("sunk"))
        if not is_first:
            painter.fillRect(QRectF(box.left(), box.top(), 1, box.height()), colour("line"))
        inner = box.adjusted(8, 0, 0, 0)
        painter.save()
        painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
        paint_runs(painter, QRectF(inner.left(), 8, inner.width(), 22), day.head)
        top = 31.0
        for entry in day.entries:
            paint_runs(painter, QRectF(inner.left(), top, inner.width(), 22), entry)
            top += 22
        if day.note and top < 70:
            paint_runs(painter, QRectF(inner.left(), top, inner.width(), 22), Text(day.note, "ink3", size=12))
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        for place, day in enumerate(self._days):
            if self._cell(place).contains(QPointF(event.position())):
                self.chosen.emit(day.on)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Left and Right, choose with Enter or Space."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._days:
            self._at = (self._at + step) % len(self._days)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._days:
            self.chosen.emit(self._days[self._at].on)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Outline the day."""
        super().focusInEvent(event)
        self.update()

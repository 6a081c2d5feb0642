"""Draws steps of proof, histories of a value and the clock of a serious event; what they say is given to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.marks import draw_mark, mark_token
from escc_desktop.gui.runs import Cell, Text, paint_runs, words_of
from escc_desktop.gui.theme import colour, sized_font


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its head, lines under it, what stands at the right, and its mark ('' draws an open ring)."""

    head: Cell
    lines: tuple[Cell, ...] = ()
    aside: str = ""
    mark: str = ""
    is_current: bool = False


class Ladder(QWidget):
    """Steps joined by a line: written, flushed, read back, renamed; or the values that an item had."""

    def __init__(self, steps: tuple[Step, ...] = (), *, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._gap = gap
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        """Show ``steps``, first at the top."""
        self._steps = steps
        said = [" ".join((words_of(step.head), *(words_of(line) for line in step.lines), step.aside)) for step in steps]
        self.setAccessibleName("; ".join(said))
        self.updateGeometry()
        self.update()

    def show_way(self, words: tuple[tuple[str, str], ...], place: int) -> None:
        """Show what is done one after the other, (head, line under it): before ``place`` done, there one is now."""
        self.set_steps(
            tuple(
                Step(
                    Text(head, "ink" if at <= place else "ink3", 600, 14),
                    (line,),
                    mark="done" if at < place else "",
                    is_current=at == place,
                )
                for at, (head, line) in enumerate(words)
            )
        )

    def _height(self, step: Step) -> int:
        return 22 + 19 * len(step.lines) + self._gap

    def sizeHint(self) -> QSize:
        """Return the height of all steps."""
        return QSize(240, max(1, sum(self._height(step) for step in self._steps)))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rungs and the line between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for place, step in enumerate(self._steps):
            height = self._height(step)
            if place < len(self._steps) - 1:
                joined = colour(mark_token(step.mark)) if step.mark in ("done", "signed") else colour("line2")
                painter.setPen(QPen(joined, 2 if step.mark else 1))
                painter.drawLine(QPointF(9, top + 20), QPointF(9, top + height + 2))
            self._rung(painter, step, top)
            right = self.width()
            head = QRectF(28, top, right - 28, 22)
            paint_runs(painter, head, step.head if not isinstance(step.head, str) else Text(step.head, "ink", 600, 14))
            paint_runs(painter, head, Text(step.aside, "ink3", size=12) if step.aside else "", is_right=True)
            for line, cell in enumerate(step.lines):
                words = Text(cell, "ink2", size=12) if isinstance(cell, str) else cell
                paint_runs(painter, QRectF(28, top + 22 + 19 * line, right - 28, 19), words)
            top += height
        painter.end()

    def _rung(self, painter: QPainter, step: Step, top: float) -> None:
        if step.mark:
            draw_mark(painter, step.mark, QRectF(1, top + 3, 16, 16))
            return
        painter.setPen(QPen(colour("accent" if step.is_current else "ink3"), 2))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(QPointF(9, top + 11), 5, 5)


class ClockRing(QWidget):
    """The time that is left of a serious event's report, as a ring and in figures."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._figures = ""
        self._caption = ""
        self._tone = "over"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_left(
        self, share: float, figures: str, caption: str, tone: Literal["over", "due", "done"] = "over"
    ) -> None:
        """Show ``share`` (0 to 1) of the time as left, ``figures`` like ``12:25`` and a word under them."""
        self._share = min(1.0, max(0.0, share))
        self._figures, self._caption, self._tone = figures, caption, tone
        self.setAccessibleName(f"{figures} {caption}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the ring's square."""
        return QSize(108, 108)

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another look."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, its quarter ticks and the figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(5, 5, 98, 98)
        for token, share in (("line", 1.0), (self._tone, self._share)):
            pen = QPen(colour(token), 9)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(ring, 90 * 16, -round(360 * 16 * share))
        painter.setPen(QPen(colour("ink3"), 2))
        for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0)):
            painter.drawLine(QPointF(54 + 38 * dx, 54 + 38 * dy), QPointF(54 + 43 * dx, 54 + 43 * dy))
        painter.setPen(colour("ink"))
        painter.setFont(sized_font(20, 600))
        painter.drawText(QRectF(0, 34, 108, 26), Qt.AlignmentFlag.AlignCenter, self._figures)
        painter.setPen(colour("ink2"))
        painter.setFont(sized_font(12))
        painter.drawText(QRectF(0, 60, 108, 18), Qt.AlignmentFlag.AlignCenter, self._caption)
        painter.end()


class TimeBar(QWidget):
    """The time that is left as figures over a short bar, for the band on the Today page."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_left(self, share: float, words: str) -> None:
        """Show ``share`` (0 to 1) as left, and ``words`` such as ``12 h 25 min left``."""
        self._share, self._words = min(1.0, max(0.0, share)), words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of figures and bar."""
        return QSize(164, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw figures and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("over"))
        painter.setFont(sized_font(15, 600))
        painter.drawText(QRectF(0, 0, self.width(), 24), Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, share in (("line", 1.0), ("over", self._share)):
            painter.setBrush(colour(token))
            painter.drawRoundedRect(QRectF(0, 29, 160 * share, 6), 3, 3)
        painter.end()

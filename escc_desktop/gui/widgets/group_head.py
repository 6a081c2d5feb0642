"""Painted heads in a form: of a group, with how much of it is answered, and of a row of a repeat; they hold none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.runs import Cell, paint_runs, words_of
from escc_desktop.gui.theme import colour, sized_font
from escc_desktop.gui.widgets.buttons import LinkButton

_HEIGHT = 30


class GroupHead(QWidget):
    """Title at the left, what is to be said of the group at the right. ``is_first`` rounds the upper corners."""

    def __init__(self, title: str, *, is_first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.is_first = is_first
        self._asides: Cell = ""
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(title)

    def tell(self, title: str, asides: Cell) -> None:
        """Show other words."""
        if (title, asides) != (self.title, self._asides):
            self.title, self._asides = title, asides
            self.setAccessibleName(f"{title} {words_of(asides)}".strip())
            self.update()

    def words(self) -> str:
        """Return what is painted."""
        return f"{self.title} {words_of(self._asides)}".strip()

    @property
    def asides(self) -> Cell:
        """What stands at the right."""
        return self._asides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, title and what stands at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ground = QPainterPath()
        if self.is_first:
            ground.addRoundedRect(box.adjusted(0, 0, 0, 12), 7, 7)
            painter.setClipRect(box)
        else:
            ground.addRect(box)
        painter.fillPath(ground, colour("sunk"))
        painter.setFont(sized_font(13, 600))
        painter.setPen(colour("ink"))
        painter.drawText(box.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, self.title)
        paint_runs(painter, box.adjusted(12, 0, -12, 0), self._asides, is_right=True)
        painter.end()


class RowHead(QWidget):
    """Names one row of a repeat. ``acted`` follows its one act: strike it out, or take that back."""

    acted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._struck = ""
        self.setFixedHeight(_HEIGHT)
        self.act = LinkButton(parent=self)
        self.act.setObjectName(f"strike_{name}")
        self.act.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # F8 is its key; Tab goes from field to field
        self.act.clicked.connect(self.acted)

    def tell(self, title: str, act: str, struck: str = "") -> None:
        """Name the row and its act; ``struck`` are the values of one that is struck out."""
        self._title, self._struck = title, struck
        self.act.setText(act)
        self.act.setAccessibleName(f"{act}: {title}")
        self.act.setVisible(bool(act))
        self.setAccessibleName(f"{title} {struck}".strip())
        self._place()
        self.update()

    def words(self) -> str:
        """Return what is painted."""
        return f"{self._title} {self._struck}".strip()

    def _place(self) -> None:
        wide = self.act.sizeHint().width()
        self.act.setGeometry(self.width() - wide - 8, 1, wide, 28)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the act at the right."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name, and the values of a row that was struck out struck through."""
        painter = QPainter(self)
        painter.fillRect(12, 0, self.width() - 24, 1, colour("line2"))
        painter.setFont(sized_font(12, 500))
        painter.setPen(colour("ink2"))
        room = QRectF(12, 1, self.width() - 30 - self.act.width(), _HEIGHT - 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._title)
        if self._struck:
            left = painter.fontMetrics().horizontalAdvance(self._title) + 14
            font = QFont(sized_font(13))
            font.setStrikeOut(True)
            painter.setFont(font)
            painter.setPen(colour("ink3"))
            words = painter.fontMetrics().elidedText(
                self._struck, Qt.TextElideMode.ElideRight, int(room.width() - left)
            )
            painter.drawText(room.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

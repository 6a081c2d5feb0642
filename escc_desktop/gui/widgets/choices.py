"""Answers that are chosen from a few: joined boxes, ticks and rings; nothing is ever preselected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from escc_desktop.gui.theme import colour, sized_font


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its code, its words, the letter that chooses it, and whether it exists here at all."""

    code: str
    words: str
    key: str = ""
    is_available: bool = True


@lru_cache(maxsize=256)
def _outline(width: int, height: int, place: str, inset: float) -> QPainterPath:
    # Joined boxes share an edge: each but the first lets its left edge fall on its neighbour's right one.
    path = QPainterPath()
    box = QRectF(0, 0, width, height).adjusted(inset, inset, -inset, -inset)
    if place in ("middle", "last") and inset < 1:
        box.setLeft(box.left() - 1)
    round_left, round_right = place in ("first", "alone"), place in ("last", "alone")
    path.addRoundedRect(box, 6, 6)
    square = QPainterPath()
    if not round_left:
        square.addRect(box.adjusted(0, 0, -box.width() / 2, 0))
    if not round_right:
        square.addRect(box.adjusted(box.width() / 2, 0, 0, 0))
    return path.united(square)


_KEY_PLACE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class _Box(QAbstractButton):
    """One box of a row of answers; chosen is filled and ticked."""

    def __init__(self, option: Option, place: str, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self._height = height
        starts = option.words.lower().startswith(option.key)
        self._key = option.key.upper() if option.is_available and not starts else ""
        self.setCheckable(True)
        self.setText(option.words if option.is_available else "–")
        self.setEnabled(option.is_available)
        self.setAccessibleName(option.words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(sized_font(13, 500)).horizontalAdvance(self.text())
        return QSize(max(38 if self.place == "alone" else 40, words + 30), self._height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the row: a button of Qt would send the cursor to the next field instead."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and self.text() == "–":
            painter.setPen(colour("ink3"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "–")
            painter.end()
            return
        is_on, is_usable = self.isChecked(), self.isEnabled()
        fill = (
            "accent"
            if is_on and is_usable
            else "none_t"
            if not is_usable
            else "hover"
            if self.underMouse()
            else "surface"
        )
        has_focus = self.hasFocus()
        edge = ("ink" if is_on else "focus") if has_focus else "accent" if is_on and is_usable else "line2"
        painter.setPen(QPen(colour(edge), 2 if has_focus else 1))
        painter.setBrush(colour(fill))
        painter.drawPath(_outline(self.width(), self.height(), self.place, 1.0 if has_focus else 0.5))
        ink = colour("on_accent" if is_on and is_usable else "ink" if is_usable else "none")
        painter.setPen(ink)
        painter.setFont(sized_font(13, 500))
        words = QFontMetrics(painter.font()).horizontalAdvance(self.text())
        left = (self.width() - words) / 2 + (8 if is_on else 0)
        painter.drawText(QRectF(left, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._key and not is_on:
            painter.setPen(colour("ink3"))
            painter.setFont(sized_font(10))
            painter.drawText(QRectF(0, 0, left - 3, self.height()), _KEY_PLACE, self._key)
        if is_on:
            y = self.height() / 2
            painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            points = [QPointF(left - 15, y), QPointF(left - 11.5, y + 3.5), QPointF(left - 5.5, y - 3.5)]
            painter.drawPolyline(QPolygonF(points))
        painter.end()


class ChoiceBoxes(QWidget):
    """Yes, no, not applicable and the like; nothing preselected. ``chosen`` carries the code, '' once cleared.

    Left and Right move the choice, an option's letter chooses it, Backspace and Delete clear it unless it is required.
    """

    chosen = Signal(str)
    edited = Signal()

    def __init__(
        self,
        options: tuple[Option, ...] = (),
        *,
        is_joined: bool = True,
        is_required: bool = False,
        height: int = 30,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_joined = is_joined
        self._is_required = is_required
        self._height = height
        self._options: tuple[Option, ...] = ()
        self._boxes: list[_Box] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0 if is_joined else 6)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_options(options)

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Show other answers or other words for them; the chosen code stays chosen."""
        before = self.value()
        for old in self._boxes:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._options = options
        self._boxes = []
        for index, option in enumerate(options):
            box = _Box(option, self._place(index, len(options)), self._height, self)
            box.clicked.connect(lambda _=False, code=option.code: self._click(code))
            self._row.addWidget(box)
            self._boxes.append(box)
        self.set_value(before)

    def _place(self, index: int, count: int) -> str:
        if not self._is_joined or count == 1:
            return "alone"
        return "first" if index == 0 else "last" if index == count - 1 else "middle"

    def boxes(self) -> tuple[QAbstractButton, ...]:
        """Return the boxes in the order of the options."""
        return tuple(self._boxes)

    def value(self) -> str:
        """Return the chosen code, or '' while unanswered."""
        for option, box in zip(self._options, self._boxes, strict=True):
            if box.isChecked():
                return option.code
        return ""

    def set_value(self, code: str) -> None:
        """Choose ``code`` without a signal; '' is unanswered."""
        for option, box in zip(self._options, self._boxes, strict=True):
            box.setChecked(option.code == code)
        self._one_tab_stop()

    def set_read_only(self, is_read_only: bool) -> None:
        """Dim the boxes, for a judgement that another role makes."""
        for option, box in zip(self._options, self._boxes, strict=True):
            box.setEnabled(option.is_available and not is_read_only)

    def set_state(self, state: str) -> None:
        """Keep the boxes as they are: a check on an answer shows in the line under its row."""

    def _click(self, code: str) -> None:
        self.set_value(code)
        self.chosen.emit(code)
        self.edited.emit()

    def _one_tab_stop(self) -> None:
        # A row of answers is one stop for Tab: the chosen box, else the first that exists.
        stop = next((box for box in self._boxes if box.isChecked()), None)
        stop = stop or next((box for box in self._boxes if box.isEnabled()), None)
        for box in self._boxes:
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if box is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)

    def _choose_box(self, index: int) -> None:
        self._click(self._options[index].code)
        self._boxes[index].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter or arrow, clear by Backspace."""
        usable = [index for index, box in enumerate(self._boxes) if box.isEnabled()]
        codes = [option.code for option in self._options]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        by_letter = [k for k in usable if self._options[k].key and self._options[k].key == event.text().lower()]
        if by_letter:
            self._choose_box(by_letter[0])
        elif step and usable:
            now = codes.index(self.value()) if self.value() in codes else None
            place = usable.index(now) + step if now in usable else (0 if step > 0 else -1)
            self._choose_box(usable[place % len(usable)])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and usable and not self._is_required:
            self._click("")
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the fonts change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


def _paint_words(widget: QAbstractButton, painter: QPainter, left: int) -> None:
    painter.setFont(sized_font(13, 500 if widget.isChecked() else 400))
    painter.setPen(colour("ink" if widget.isEnabled() else "ink3"))
    painter.drawText(widget.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, widget.text())


def _room(widget: QAbstractButton, sign: int) -> QSize:
    words = QFontMetrics(sized_font(13, 500)).horizontalAdvance(widget.text())
    return QSize(sign + 4 + (words + 8 if words else 0), 28)


class TickBox(QCheckBox):
    """A tick for a task or a list, never for a clinical answer."""

    def sizeHint(self) -> QSize:
        """Return the room for box and words."""
        return _room(self, 16)

    def hitButton(self, pos: object) -> bool:
        """Let the words be clicked too."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, its tick and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.height() / 2
        box = QRectF(2, y - 7.5, 15, 15)
        is_on = self.isChecked()
        edge = "focus" if self.hasFocus() else "accent" if is_on else "line2"
        painter.setPen(QPen(colour(edge), 2 if self.hasFocus() else 1.2))
        painter.setBrush(colour("accent" if is_on else "surface" if self.isEnabled() else "sunk"))
        painter.drawRoundedRect(box, 4, 4)
        if is_on:
            painter.setPen(QPen(colour("on_accent"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(QPolygonF([QPointF(6, y + 0.2), QPointF(8.6, y + 2.8), QPointF(13, y - 2.6)]))
        _paint_words(self, painter, 25)
        painter.end()


class Ring(QRadioButton):
    """One of several that exclude each other, where boxes do not fit (a row of a grid, a conflict)."""

    def sizeHint(self) -> QSize:
        """Return the room for ring and words."""
        return _room(self, 18)

    def hitButton(self, pos: object) -> bool:
        """Let the words be clicked too."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, its centre and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(10, self.height() / 2)
        is_on = self.isChecked()
        painter.setPen(QPen(colour("focus" if self.hasFocus() or is_on else "line2"), 2 if self.hasFocus() else 1.4))
        painter.setBrush(colour("accent" if is_on else "surface" if self.isEnabled() else "sunk"))
        painter.drawEllipse(centre, 7.6, 7.6)
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("on_accent"))
            painter.drawEllipse(centre, 2.9, 2.9)
        _paint_words(self, painter, 24)
        painter.end()

"""One line of a form, painted but for its editor: label, value, unit, missing code, checks; it judges nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.icons import draw_icon
from escc_desktop.gui.runs import Cell, paint_runs, width_of, words_of
from escc_desktop.gui.theme import colour, radius, sized_font
from escc_desktop.gui.widgets.check_line import ReasonLine
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.form_row import Editor

LABEL: Final = 216
"""Room for the label, px."""


@dataclass(frozen=True, slots=True)
class Room:
    """How a row is laid out, px: its left margin, its label (0: the words stand elsewhere), a sign for the history."""

    left: int = 12
    label: int = LABEL
    has_history: bool = True

    @property
    def field(self) -> int:
        """Return where the field begins."""
        return self.left + self.label + _GAP if self.label else self.left


_LEFT, _GAP, _PAD, _LEAST = 12, 12, 3, 38
_CODE, _REASON, _TEXT = 52, 300, 360
_HISTORY = 28


class FieldRow(QWidget):
    """One item. ``edited`` follows every change by the person, a missing code and its reason included.

    F2 says that there is no value, with the next of ``codes`` at each press and the value again after the last; the
    cursor stands in the reason meanwhile. ``make`` makes the editor in the row that is given to it; a row without one
    shows ``set_shown`` alone.
    """

    edited = Signal()
    history_asked = Signal()

    def __init__(
        self,
        label: str,
        make: Callable[[QWidget], QWidget] | None,
        *,
        codes: tuple[str, ...] = (),
        indent: int = 0,
        room: Room | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._room = room or Room()
        self.widget = make(self) if make is not None else None
        self.is_current = False
        self.has_line = True
        self._label = label
        self._codes = codes
        self._code = ""
        self._indent = indent
        self._asides: Cell = ""
        self._shown: Cell = ""
        self._reason: FieldEdit | None = None
        self._is_read_only = False
        self.lines: dict[str, ReasonLine] = {}
        self._label_box = QRect()
        if self.widget is not None:
            self.widget.setAccessibleName(label)
            self.editor.edited.connect(self.edited)
        self._measure()

    @property
    def editor(self) -> Editor:
        """The editor by what it can do."""
        return cast("Editor", self.widget)

    # missing codes

    def missing(self) -> tuple[str, str] | None:
        """Return (code, reason) of a coded-missing item, else None."""
        return (self._code, self._reason.value() if self._reason else "") if self._code else None

    def set_missing(self, code: str, reason: str = "") -> None:
        """Show a missing-data code and its reason without a signal; '' shows the editor again."""
        self._code = code
        if code and self._reason is None:
            self._reason = FieldEdit(parent=self)
            self._reason.setObjectName(f"missing_reason_{self.objectName().removeprefix('row_')}")
            self._reason.edited.connect(self.edited)
            self._reason.set_read_only(self._is_read_only)
            self._retranslate()
        if self._reason is not None:
            self._reason.set_value(reason)
            self._reason.setVisible(bool(code))
        if self.widget is not None:
            self.widget.setVisible(not code)
        self._place()
        self.update()

    def next_code(self, first: str = "", reason: str = "") -> None:
        """Go on to the next missing code, from none to ``first`` with ``reason``, from the last to the value."""
        if not self._codes or self._is_read_only or self.widget is None:
            return
        order = self._codes
        if not self._code:
            code = first if first in order else order[0]
            self._first = code
        else:
            step = order[(order.index(self._code) + 1) % len(order)] if self._code in order else order[0]
            code = "" if step == self._first else step
            reason = self._reason.value() if self._reason is not None else reason
        self.set_missing(code, reason)
        target = self._reason if code and self._reason is not None else self.widget
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if code and self._reason is not None:
            self._reason.selectAll()
        self.edited.emit()

    _first = ""

    @property
    def field(self) -> QWidget | None:
        """The widget that takes what is typed now: the editor or the reason of a missing code."""
        return self._reason if self._code else self.widget

    def value(self) -> str:
        """Return the editor's value; '' while a missing code stands."""
        return "" if self._code or self.widget is None else self.editor.value()

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the item without letting it change."""
        self._is_read_only = is_read_only
        if self.widget is not None:
            self.editor.set_read_only(is_read_only)
        if self._reason is not None:
            self._reason.set_read_only(is_read_only)

    # what is painted

    def set_asides(self, asides: Cell) -> None:
        """Show unit, range, flag or anything else after the editor."""
        if asides != self._asides:
            self._asides = asides
            self.update()

    def set_shown(self, shown: Cell) -> None:
        """Show a value that nobody types, in the editor's place."""
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(f"{self._label}: {words_of(shown)}")
            self.update()

    def words(self) -> str:
        """Return what is painted, for screen readers and tests."""
        said = (self._label, words_of(self._shown), self._code, words_of(self._asides))
        return " ".join(one for one in said if one)

    # checks

    def line(self, name: str, *, wants_reason: bool) -> ReasonLine:
        """Return the line of a check under the row, made where there is none yet."""
        if name not in self.lines:
            made = ReasonLine(name, wants_reason=wants_reason, indent=self._room.left + self._indent, parent=self)
            self.lines[name] = made
            made.show()
        return self.lines[name]

    def keep_lines(self, names: set[str]) -> None:
        """Take the lines away that are not among ``names``."""
        for name in [one for one in self.lines if one not in names]:
            gone = self.lines.pop(name)
            gone.hide()
            gone.deleteLater()
        self._measure()

    # geometry

    def _measure(self) -> None:
        width = max(0, self._room.label - self._indent)
        words = self._label if self._room.label else ""
        box = QFontMetrics(sized_font(13)).boundingRect(
            QRect(0, 0, width, 2000), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft, words
        )
        editor = 0
        if self.widget is not None:
            self.widget.ensurePolished()
            editor = self.widget.sizeHint().height() if self.widget.maximumHeight() > 10_000 else self.widget.height()
            editor = max(editor, self.widget.minimumHeight())
        self._first_height = max(_LEAST, box.height() + 14, editor + 2 * _PAD)
        self._label_box = QRect(self._room.left + self._indent, 0, width, self._first_height)
        height = self._first_height + sum(self._line_height(line) for line in self.lines.values())
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        self._place()

    def _line_height(self, line: ReasonLine) -> int:
        layout = line.layout()
        wanted = layout.heightForWidth(self.width()) if layout is not None and self.width() > 200 else 0
        return max(34, wanted)

    def _place(self) -> None:
        x, height = self._room.field, self._first_height
        room = max(60, self.width() - x - (_HISTORY + _GAP if self._room.has_history else 0))
        if self.widget is not None:
            hint = self.widget.sizeHint()
            wide = max(hint.width(), self.widget.minimumWidth())
            if self.widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding:
                wide = max(wide, _TEXT)  # words of one's own need more room than a value
            wide = min(room, wide, self.widget.maximumWidth())
            tall = min(max(hint.height(), self.widget.minimumHeight()), self.widget.maximumHeight())
            self.widget.setGeometry(x, (height - tall) // 2, wide, tall)
        if self._reason is not None and self._code:
            wide = min(_REASON, room - _CODE - 8)
            self._reason.setGeometry(x + _CODE + 8, (height - 32) // 2, wide, 32)
        y = height
        for line in self.lines.values():
            tall = self._line_height(line)
            line.setGeometry(0, y, self.width(), tall)
            y += tall

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place editor and lines."""
        if self.lines:
            self._measure()
        else:
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Say the row's own words in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        if self._reason is not None:
            self._reason.setPlaceholderText(self.tr("Reason"))
            self._reason.setAccessibleName(f"{self._label} {self._code} {self.tr('Reason')}")

    # events

    def _history_box(self) -> QRect:
        return QRect(self.width() - _HISTORY - 6, (self._first_height - 26) // 2, 26, 26)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the history at its sign; elsewhere put the cursor into the field."""
        if self._room.has_history and self._history_box().contains(event.position().toPoint()):
            self.history_asked.emit()
        elif self.field is not None and event.position().y() < self._first_height:
            self.field.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a missing code away with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._code and not self._is_read_only and self.widget is not None:
            self.set_missing("")
            self.edited.emit()
            self.widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything but the editor."""
        painter = QPainter(self)
        if self.is_current:
            painter.fillRect(QRect(0, 0, self.width(), self._first_height), colour("select"))
        if self.has_line:
            painter.fillRect(QRect(_LEFT, 0, self.width() - 2 * _LEFT, 1), colour("line"))
        painter.setFont(sized_font(13))
        painter.setPen(colour("ink"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._room.label:
            painter.drawText(self._label_box, flags, self._label)
        x = float(self._room.field)
        right = float(self._history_box().left() - _GAP if self._room.has_history else self.width() - _GAP)
        if self._code:
            self._paint_code(painter, x)
        else:
            if self._shown:
                paint_runs(painter, QRectF(x, 0, right - x, self._first_height), self._shown, is_elided=True)
                x += width_of(self._shown) + _GAP
            if self.widget is not None:
                x = self.widget.geometry().right() + 1 + _GAP
            if self._asides:
                paint_runs(painter, QRectF(x, 0, right - x, self._first_height), self._asides, is_elided=True)
        if self._room.has_history:
            box = QRectF(self._history_box()).adjusted(5.5, 5.5, -5.5, -5.5)
            draw_icon(painter, "history", box, "ink2" if self.is_current else "ink3")
        painter.end()

    def _paint_code(self, painter: QPainter, x: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line2"), 1))
        painter.setBrush(colour("sunk"))
        box = QRectF(x + 0.5, (self._first_height - 31) / 2, _CODE - 1, 31)
        painter.drawRoundedRect(box, radius("field"), radius("field"))
        painter.setFont(sized_font(14, 500))
        painter.setPen(colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._code)

    def at(self, child: QWidget) -> QPoint:
        """Return where a child stands in the row."""
        return child.mapTo(self, QPoint(0, 0))

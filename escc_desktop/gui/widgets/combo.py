"""A field that is chosen from a list; nothing is chosen until the person chooses."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget

from escc_desktop.gui.icons import draw_icon
from escc_desktop.gui.theme import colour, radius, sized_font

_SEEK_MS = 1_000
"""How soon the second digit must follow the first."""

_GRID_HEIGHT = 30
"""A lower list stands in the column of a table."""


class ComboField(QComboBox):
    """A list of ``(code, words)``. ``edited`` follows the person's choice, ``set_value`` is silent.

    ``prefix`` stands before the words in a filter (``Sort: next visit``). Where it is ``numbered`` the digits choose (1
    and then 2 the twelfth, within a second), letters go to the next choice that begins so, and Backspace clears.
    """

    edited = Signal()

    def __init__(
        self,
        options: tuple[tuple[str, str], ...] = (),
        placeholder: str = "",
        *,
        prefix: str = "",
        in_grid: bool = False,
        is_small: bool = False,
        is_numbered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_numbered = is_numbered
        self._plain: tuple[str, ...] = ()
        self._codes: tuple[str, ...] = ()
        self._typed = ""
        self._since = QElapsedTimer()
        self._has_view = False
        self._hint: QSize | None = None
        self._placeholder = placeholder
        self._prefix = prefix
        self._state = "plain"
        self._height = 26 if in_grid else 30 if is_small else 32
        self._pixels = 13 if in_grid or is_small else 14
        self._is_read_only = False
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._activated)
        self.set_options(options)

    def showPopup(self) -> None:
        """Drop the list down; it is made when it is first asked for, since a form has many lists."""
        if not self._has_view:
            self._has_view = True
            view = QListView()
            view.setProperty("kind", "popup")
            self.setView(view)
        super().showPopup()

    def _activated(self, index: int) -> None:
        self.edited.emit()

    def set_options(self, options: tuple[tuple[str, str], ...]) -> None:
        """Show other choices or other words for them; the chosen code stays chosen where it is still there."""
        codes, plain = tuple(code for code, _ in options), tuple(words for _, words in options)
        if (codes, plain) == (self._codes, self._plain):
            return
        before = self.value()
        self._hint = None
        self.blockSignals(True)
        self.clear()
        self._codes, self._plain = codes, plain
        for number, (code, words) in zip(self.numbers(), options, strict=True):
            self.addItem(f"{number}  {words}" if self._is_numbered else words, code)
        self.setCurrentIndex(self.findData(before) if before else -1)
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def set_words(self, placeholder: str = "", prefix: str = "") -> None:
        """Show placeholder and prefix in the language that is shown."""
        self._placeholder, self._prefix = placeholder, prefix
        self._hint = None
        self.updateGeometry()
        self.update()

    def value(self) -> str:
        """Return the chosen code, or ''."""
        return str(self.currentData() or "") if self.currentIndex() >= 0 else ""

    def set_value(self, code: str) -> None:
        """Choose ``code`` without a signal; '' is nothing chosen."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(code) if code else -1)
        self.blockSignals(False)
        self.update()

    def set_state(self, state: str) -> None:
        """Edge the field: ``soft`` amber, ``hard`` red."""
        self._state = state
        self.update()

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the choice on the sunk ground."""
        self._is_read_only = is_read_only
        self.setEnabled(not is_read_only)

    def _words(self) -> str:
        return f"{self._prefix}{self._plain[self.currentIndex()]}" if self.currentIndex() >= 0 else self._placeholder

    def numbers(self) -> tuple[str, ...]:
        """Return the digits that choose each entry: its code where all codes are single digits, else its place."""
        if all(len(code) == 1 and code.isdigit() for code in self._codes):
            return self._codes
        return tuple(str(place) for place in range(1, len(self._codes) + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digits or letters and clear by Backspace, where entries are numbered; leave the page keys alone."""
        key, sign = event.key(), event.text()
        if not self._is_numbered:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()  # they lead from group to group, and must not change a value
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose(-1)
        elif sign.isalnum() and sign.isascii() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._seek(sign.lower())
        else:
            super().keyPressEvent(event)

    def _seek(self, sign: str) -> None:
        is_late = not self._since.isValid() or self._since.elapsed() > _SEEK_MS
        self._since.start()
        numbers = self.numbers()
        for typed in (sign,) if is_late else (self._typed + sign, sign):
            if sign.isdigit():
                found = [numbers.index(typed)] if typed in numbers else []
            else:
                found = [
                    place
                    for place, (code, words) in enumerate(zip(self._codes, self._plain, strict=True))
                    if code.lower().startswith(typed) or words.lower().startswith(typed)
                ]
            if found:
                self._typed = typed
                self._choose(found[0])
                return

    def _choose(self, place: int) -> None:
        if place != self.currentIndex():
            self.setCurrentIndex(place)
            self.edited.emit()

    def sizeHint(self) -> QSize:
        """Return the room for the longest choice, 420 px at most."""
        metrics = QFontMetrics(sized_font(self._pixels))
        if self._hint is not None:
            return self._hint
        words = [f"{self._prefix}{text}" for text in self._plain] + [self._placeholder]
        widest = max((metrics.horizontalAdvance(text) for text in words), default=60)
        self._hint = QSize(min(420, widest + 46), self._height)
        return self._hint

    def minimumSizeHint(self) -> QSize:
        """Return the least room; longer words are in the list whole."""
        return QSize(min(90, self.sizeHint().width()), self._height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a value must not change because the page was scrolled."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when enabled or disabled."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hint = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, its words and the chevron."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = {"soft": "warn", "hard": "over"}.get(self._state, "line2" if self.isEnabled() else "line")
        is_strong = self.hasFocus() or self._state in ("soft", "hard")
        width = 2 if is_strong else 1
        painter.setPen(QPen(colour("focus" if self.hasFocus() else edge), width))
        painter.setBrush(colour("surface" if self.isEnabled() else "sunk"))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, radius("field"), radius("field"))
        has_words = self.currentIndex() >= 0
        painter.setPen(colour("ink" if has_words and self.isEnabled() else "ink2" if has_words else "ink3"))
        painter.setFont(sized_font(self._pixels))
        is_tight = self._height < _GRID_HEIGHT  # a column of a table has no room to spare
        inner = self.rect().adjusted(6 if is_tight else 10, 0, -20 if is_tight else -28, 0)
        words = QFontMetrics(painter.font()).elidedText(self._words(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        draw_icon(
            painter,
            "chevron-down",
            QRectF(self.width() - (18 if is_tight else 24), self.height() / 2 - 7, 14, 14),
            "ink2",
        )
        painter.end()

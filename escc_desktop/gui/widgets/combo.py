"""A field that is chosen from a list; nothing is chosen until the person chooses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget

from escc_desktop.gui.icons import draw_icon
from escc_desktop.gui.theme import colour, radius, sized_font


class ComboField(QComboBox):
    """A list of ``(code, words)``. ``edited`` follows the person's choice, ``set_value`` is silent.

    ``prefix`` stands before the words in a filter (``Sort: next visit``).
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self._prefix = prefix
        self._state = "plain"
        self._height = 26 if in_grid else 30 if is_small else 32
        self._pixels = 13 if in_grid or is_small else 14
        self._is_read_only = False
        view = QListView()
        view.setProperty("kind", "popup")
        self.setView(view)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._activated)
        self.set_options(options)

    def _activated(self, index: int) -> None:
        self.edited.emit()

    def set_options(self, options: tuple[tuple[str, str], ...]) -> None:
        """Show other choices or other words for them; the chosen code stays chosen where it is still there."""
        before = self.value()
        self.blockSignals(True)
        self.clear()
        for code, words in options:
            self.addItem(words, code)
        self.setCurrentIndex(self.findData(before) if before else -1)
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def set_words(self, placeholder: str = "", prefix: str = "") -> None:
        """Show placeholder and prefix in the language that is shown."""
        self._placeholder, self._prefix = placeholder, prefix
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
        return f"{self._prefix}{self.currentText()}" if self.currentIndex() >= 0 else self._placeholder

    def sizeHint(self) -> QSize:
        """Return the room for the longest choice, 420 px at most."""
        metrics = QFontMetrics(sized_font(self._pixels))
        words = [f"{self._prefix}{self.itemText(index)}" for index in range(self.count())] + [self._placeholder]
        widest = max((metrics.horizontalAdvance(text) for text in words), default=60)
        return QSize(min(420, widest + 46), self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the least room; longer words are in the list whole."""
        return QSize(min(90, self.sizeHint().width()), self._height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a value must not change because the page was scrolled."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when enabled or disabled."""
        super().changeEvent(event)
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
        inner = self.rect().adjusted(10, 0, -28, 0)
        words = QFontMetrics(painter.font()).elidedText(self._words(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        draw_icon(painter, "chevron-down", QRectF(self.width() - 24, self.height() / 2 - 7, 14, 14), "ink2")
        painter.end()

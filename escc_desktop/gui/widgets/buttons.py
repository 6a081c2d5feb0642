"""The three buttons of the look, pills and tabs; one filled button stands on a page or dialog.

A button whose act is recorded says so (``is_recording``): it is not there in a window whose login only reads.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from escc_desktop.gui.icons import icon
from escc_desktop.gui.theme import colour, sized_font, theme

ONLY_READS = "only_reads"
"""The property of a window in which nothing can be recorded."""


class _Button(QPushButton):
    """A button whose icon follows the theme; ``role`` names it in the style sheet."""

    role = ""
    ink = "ink"
    gap = 4
    """Room between icon and words beyond the style's own, in px."""

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        *,
        is_small: bool = False,
        is_recording: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.is_recording = is_recording
        self.setAutoDefault(False)
        if self.role:
            self.setProperty("role", self.role)
        if is_small:
            self.setProperty("small", True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tint()
        theme().changed.connect(self._tint)

    def _must_rest(self) -> bool:
        return self.is_recording and bool(self.window().property(ONLY_READS))

    def setVisible(self, visible: bool) -> None:
        """Stay away where nothing can be recorded."""
        super().setVisible(visible and not self._must_rest())

    def setEnabled(self, is_enabled: bool, /) -> None:
        """Stay at rest where nothing can be recorded: a key pressed on the page does not reach it either."""
        super().setEnabled(is_enabled and not self._must_rest())

    def showEvent(self, event: QShowEvent) -> None:
        """Leave again a window in which nothing can be recorded."""
        super().showEvent(event)
        if self._must_rest():
            super().setEnabled(False)
            self.hide()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            self.setIconSize(QSize(16 + self.gap, 16))
            self.setIcon(icon(self._icon_name, 16, self.ink, gap=self.gap))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the focused button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class FilledButton(_Button):
    """The one act that the page is for."""

    role = "filled"
    ink = "on_accent"


class QuietButton(_Button):
    """Any other act."""


class LinkButton(_Button):
    """A small act in the text's own line."""

    role = "link"
    ink = "accent"


class IconButton(_Button):
    """An icon alone: ``name`` is said by screen readers and shown as its tip."""

    role = "icon"
    ink = "ink2"
    gap = 0

    def __init__(self, icon_name: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__("", icon_name, parent=parent)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Name the act in the language that is shown."""
        self.setAccessibleName(name)
        self.setToolTip(name)


class Pill(QAbstractButton):
    """A filter that is on or off, with the number it would leave."""

    def __init__(self, text: str, count: int | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text, count)

    def set_words(self, text: str, count: int | None = None) -> None:
        """Show ``text`` and the number behind it."""
        self._count = "" if count is None else str(count)
        self.setText(text)
        self.setAccessibleName(f"{text} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that shows words and number whole."""
        metrics = QFontMetrics(sized_font(13, 500))
        count = metrics.horizontalAdvance(self._count) + 7 if self._count else 0
        return QSize(28 + metrics.horizontalAdvance(self.text()) + count, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill; the chosen one is tinted, edged and heavier."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = "focus" if self.hasFocus() else "accent" if self.isChecked() else "line"
        painter.setPen(QPen(colour(edge), 2 if self.hasFocus() else 1.3))
        painter.setBrush(colour("select" if self.isChecked() else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(sized_font(13, 500 if self.isChecked() else 400))
        painter.setPen(colour("ink"))
        inner = box.adjusted(13, 0, -13, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(colour("ink2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)
        painter.end()


class _Tab(QAbstractButton):
    """One word of a tab strip with its count and the line under the chosen one."""

    def __init__(self, text: str, count: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.count = count
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{text} {count}".strip())

    def sizeHint(self) -> QSize:
        count = QFontMetrics(sized_font(13)).horizontalAdvance(self.count) + 6 if self.count else 0
        return QSize(QFontMetrics(sized_font(14, 600)).horizontalAdvance(self.text()) + count + 2, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        font = sized_font(14, 600 if is_on else 400)
        painter.setFont(font)
        painter.setPen(colour("ink" if is_on else "ink2"))
        box = self.rect().adjusted(0, 0, 0, -4)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.count:
            left = QFontMetrics(font).horizontalAdvance(self.text()) + 6
            painter.setFont(sized_font(13))
            painter.setPen(colour("ink3"))
            painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.count)
        if is_on:
            painter.fillRect(QRectF(0, self.height() - 3, self.width(), 3), colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -5), 4, 4)
        painter.end()


class TabStrip(QWidget):
    """The parts of one page. ``chosen`` carries the key; Left and Right move along the strip."""

    chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: dict[str, _Tab] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(26)
        self._row.addStretch(1)

    def set_tabs(self, tabs: tuple[tuple[str, str, str], ...]) -> None:
        """Show ``(key, words, count)`` in order; the chosen key stays chosen, else the first is."""
        before = self.current()
        for old in self._tabs.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tabs = {}
        for index, (key, words, count) in enumerate(tabs):
            tab = _Tab(words, count, self)
            tab.clicked.connect(lambda _=False, chosen=key: self.chosen.emit(chosen))
            self._row.insertWidget(index, tab)
            self._tabs[key] = tab
        if self._tabs:
            self.choose(before if before in self._tabs else next(iter(self._tabs)))

    def current(self) -> str:
        """Return the chosen key, or ''."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose ``key`` without a signal."""
        for name, tab in self._tabs.items():
            tab.setChecked(name == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along with Left and Right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = list(self._tabs)
        if not step or not keys:
            super().keyPressEvent(event)
            return
        key = keys[(keys.index(self.current()) + step) % len(keys)]
        self.choose(key)
        self._tabs[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(key)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the fonts change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

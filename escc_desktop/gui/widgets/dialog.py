"""A dialog inside the window: scrim, trapped focus, Esc; it answers by signal and never runs a loop of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from escc_desktop.gui.theme import colour, size, theme
from escc_desktop.gui.widgets.buttons import FilledButton, IconButton, QuietButton
from escc_desktop.gui.widgets.frames import Label, Part, across, fill, hairline

_MOST_HIGH = 600
_SAME_ROW = 12  # px between the middles of what stands side by side
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DialogFrame(QWidget):
    """A dialog over the whole window, 640 wide. Fill ``body``, connect ``accepted``, then ``open_over(window)``.

    ``accepted``: the filled button or Enter; the page calls ``close_dialog()`` once the act is done, so a refusal can
    be shown in place. ``cancelled``: Cancel or Esc; it closes by itself. ``closed``: it is gone from the window.
    """

    accepted = Signal()
    cancelled = Signal()
    closed = Signal()

    def __init__(self, title: str, act: str, words: str = "", *, icon_name: str = "", width: int = 0) -> None:
        super().__init__()
        self._returns_to: QWidget | None = None
        self.card = QFrame(self)
        self.card.setProperty("kind", "dialog")
        self.card.setFixedWidth(width or size("dialog"))
        self.card.setMaximumHeight(_MOST_HIGH)
        self.title = Label(title, "dialog")
        self.words = Label(words, "label", wraps=True)
        if not words:
            self.words.hide()
        self._x = IconButton("x", "")
        self._x.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._x.clicked.connect(self.cancel)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.note = Label("", "caption", wraps=True)
        self.cancel_button = QuietButton()
        self.cancel_button.clicked.connect(self.cancel)
        self.button = FilledButton(act, icon_name)
        self.button.clicked.connect(self.accept)
        self._lay_out()
        self.setAccessibleName(title)
        self._retranslate()
        self.hide()

    def _lay_out(self) -> None:
        foot = self.foot = across(self.note, self.cancel_button, self.button)
        foot.setStretch(0, 1)
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(24, 16, 24, 18)
        inner.setSpacing(10)
        fill(inner, (across(self.title, None, self._x), self.words, self.body, hairline(), foot))
        outer = QVBoxLayout(self)
        outer.addWidget(self.card, 0, Qt.AlignmentFlag.AlignCenter)

    def add(self, *parts: Part) -> None:
        """Add parts to the body, top to bottom."""
        fill(self.body, parts)

    def open_over(self, window: QWidget, focus: QWidget | None = None) -> None:
        """Lay the dialog over ``window`` and put the focus into ``focus``, else the first field."""
        self._returns_to = QApplication.focusWidget()
        self.setParent(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        first = focus or next(iter(self._stops()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def close_dialog(self) -> None:
        """Take the dialog away and give the focus back to where it was."""
        if self.isHidden():
            return
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        if self._returns_to is not None and _is_alive(self._returns_to):
            self._returns_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def accept(self) -> None:
        """Tell that the act is asked for, when its button is enabled."""
        if self.button.isEnabled():
            self.accepted.emit()

    def cancel(self) -> None:
        """Close without the act."""
        self.cancelled.emit()
        self.close_dialog()

    def _stops(self) -> list[QWidget]:
        """Return what Tab may reach inside the card, in reading order.

        Not by ``nextInFocusChain``: PySide 6.11 makes what that returns a child of what it was asked of, so the end
        of this dialog would take menus and pages of the window along.
        """
        found = [
            widget
            for widget in self.card.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isEnabled()
            and widget.isVisibleTo(self)
            and widget.focusProxy() is None
        ]
        middles = {widget: widget.mapTo(self.card, widget.rect().center()) for widget in found}
        found.sort(key=lambda widget: middles[widget].y())
        rows: list[list[QWidget]] = []
        for widget in found:
            if rows and middles[widget].y() - middles[rows[-1][0]].y() <= _SAME_ROW:
                rows[-1].append(widget)
            else:
                rows.append([widget])
        return [widget for row in rows for widget in sorted(row, key=lambda one: middles[one].x())]

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab inside the dialog."""
        stops = self._stops()
        now = QApplication.focusWidget()
        if not stops:
            return True
        step = 1 if next else -1
        place = stops.index(now) + step if now in stops else 0
        stops[place % len(stops)].setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel on Esc, do the act on Enter; every other key ends here and never reaches the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in _ENTER and not isinstance(QApplication.focusWidget(), QPushButton):
            self.accept()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the scrim: 38 % in the light look, 60 % in the dark one."""
        painter = QPainter(self)
        scrim = QColor(colour("scrim"))
        scrim.setAlphaF(0.38 if theme().name == "light" else 0.60)
        painter.fillRect(self.rect(), scrim)
        painter.end()

    def mousePressEvent(self, event: object) -> None:
        """Let no click through to the page."""

    def _retranslate(self) -> None:
        self.cancel_button.setText(self.tr("Cancel"))
        self._x.set_name(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Say Cancel and Close in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _is_alive(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()

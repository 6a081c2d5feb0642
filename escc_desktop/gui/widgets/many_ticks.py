"""A list of which several answers may hold, in as many lines as it needs; nothing is ticked until the person ticks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.widgets.choices import TickBox

_WIDEST, _GAP, _LINE = 430, 14, 30


class _Tick(TickBox):
    """One of the list; it leaves the arrows to it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the list: a button of Qt would send the cursor to the next field."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ManyTicks(QWidget):
    """The value is the codes joined by ``joint``. A digit ticks that place, arrows go along the list, Space ticks."""

    edited = Signal()

    def __init__(
        self, options: tuple[tuple[str, str], ...], name: str, joint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._joint = joint
        self._ticks: dict[str, _Tick] = {}
        x = y = wide = 0
        for place, (code, words) in enumerate(options, 1):
            tick = _Tick(f"{place} {words}" if place < 10 else words, self)
            tick.setObjectName(f"{name}_{code}")
            tick.setAccessibleName(words)
            tick.clicked.connect(self.edited)
            hint = tick.sizeHint()
            if x and x + hint.width() > _WIDEST:
                x, y = 0, y + _LINE
            tick.setGeometry(x, y + 1, hint.width(), hint.height())
            x += hint.width() + _GAP
            wide = max(wide, x - _GAP)
            self._ticks[code] = tick
        self._size = QSize(wide, y + _LINE)
        self.setFixedSize(self._size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if self._ticks:
            first, *others = self._ticks.values()
            self.setFocusProxy(first)
            for tick in others:  # one stop for Tab; arrows go on from there
                tick.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        """Return the room for all lines."""
        return self._size

    def value(self) -> str:
        """Return the codes that are ticked, in the order of the list."""
        return self._joint.join(code for code, tick in self._ticks.items() if tick.isChecked())

    def set_value(self, text: str, /) -> None:
        """Tick the codes of ``text`` without a signal."""
        chosen = text.split(self._joint)
        for code, tick in self._ticks.items():
            tick.setChecked(code in chosen)

    def set_state(self, state: str, /) -> None:
        """Leave the ticks as they are: the words under the row say what is wrong."""

    def set_read_only(self, is_read_only: bool, /) -> None:
        """Dim the list."""
        self.setEnabled(not is_read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by digit, and go along the list with the arrows."""
        ticks = list(self._ticks.values())
        here = next((place for place, tick in enumerate(ticks) if tick.hasFocus()), 0)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0
        )
        sign = event.text()
        if step:
            ticks[(here + step) % len(ticks)].setFocus(Qt.FocusReason.TabFocusReason)
        elif sign.isdigit() and sign.isascii() and 0 < int(sign) <= len(ticks):
            ticks[int(sign) - 1].click()
        else:
            super().keyPressEvent(event)

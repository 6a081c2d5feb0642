"""Fields for a time of day and for an instant; they tidy what was typed and never read a clock themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.fields import DateField, FieldEdit, State, tidy_time


class TimeField(FieldEdit):
    """A time of 24 hours, typed as ``08:10`` or ``0810``."""

    def __init__(self, *, in_grid: bool = False, moves_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("HH:MM", width=76, in_grid=in_grid, moves_on=moves_on, parent=parent)
        self.editingFinished.connect(self._tidy)

    def _tidy(self) -> None:
        tidied = tidy_time(self.text())
        if tidied != self.text():
            self.setText(tidied)
            self.edited.emit()

    def value(self) -> str:
        """Return the time in its written form; what is no time is returned as typed."""
        return tidy_time(super().value())

    def typed(self) -> str:
        """Return the time as it stands in the field, half typed as it may be."""
        return self.text()


class DateTimeField(QWidget):
    """Date and time as ``2026-03-05 14:30``; ``now`` gives the instant that the Now button writes."""

    edited = Signal()

    def __init__(
        self,
        now: Callable[[], datetime] | None = None,
        *,
        may_be_partial: bool = False,
        in_grid: bool = False,
        moves_on: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self.day = DateField(may_be_partial=may_be_partial, in_grid=in_grid, moves_on=moves_on, parent=self)
        self.time = TimeField(in_grid=in_grid, moves_on=moves_on, parent=self)
        self.button = LinkButton(parent=self)
        if now is None:
            self.button.hide()
        self.button.clicked.connect(self._put_now)
        self.day.edited.connect(self.edited)
        self.time.edited.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.day, self.time, self.button):
            row.addWidget(part)
        self.setFocusProxy(self.day)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._retranslate()

    def _retranslate(self) -> None:
        self.button.setText(self.tr("Now"))
        self.setAccessibleName(self.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        """Say Now in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def setAccessibleName(self, name: str) -> None:
        """Name both fields: what it is, and which part of it."""
        super().setAccessibleName(name)
        self.day.setAccessibleName(self.tr("{name}, date").format(name=name))
        self.time.setAccessibleName(self.tr("{name}, time").format(name=name))
        self.button.setAccessibleName(f"{self.button.text()} {name}")

    def _put_now(self) -> None:
        if self._now:
            self.set_value(self._now().strftime("%Y-%m-%d %H:%M"))
            self.edited.emit()

    def value(self) -> str:
        """Return ``2026-03-05 14:30``; a part that is missing is left out, so a check can name it."""
        return f"{self.day.value()} {self.time.value()}".strip()

    def typed(self) -> str:
        """Return both as they stand in the fields, half typed as they may be."""
        return f"{self.day.typed()} {self.time.typed()}".strip()

    def set_value(self, text: str) -> None:
        """Show ``text`` without a signal."""
        day, _, time = text.partition(" ")
        self.day.set_value(day)
        self.time.set_value(time)

    def set_state(self, state: State) -> None:
        """Edge both fields."""
        self.day.set_state(state)
        self.time.set_state(state)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show both on the sunk ground, without the Now button."""
        self.day.set_read_only(is_read_only)
        self.time.set_read_only(is_read_only)
        self.button.setVisible(self._now is not None and not is_read_only)

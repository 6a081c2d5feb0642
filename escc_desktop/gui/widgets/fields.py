"""Fields to type in; they tidy what was typed into the one written form and never judge it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from escc_desktop.gui.icons import icon
from escc_desktop.gui.theme import theme
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.frames import restyle

State = Literal["plain", "soft", "hard", "missing"]
# Either eight digits or separators: 2026-03 must never be read as month 0, day 3.
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DATE = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_PARTIAL = re.compile(r"(\d{4})(?:[-/. ](\d{1,2}|UK))?(?:[-/. ](\d{1,2}|UK))?")
_TIME = re.compile(r"(\d{2})(\d{2})|(\d{1,2})[:：.](\d{2})")


def tidy_date(typed: str, *, may_be_partial: bool = False) -> str:
    """Return ``typed`` as ``2026-03-05``, or ``2026-03-UK`` where allowed; what is no date stays as it is."""
    text = typed.strip().upper().replace("年", "-").replace("月", "-").rstrip("日-")
    whole = _DIGITS.fullmatch(text) or _DATE.fullmatch(text)
    if whole:
        return f"{whole[1]}-{int(whole[2]):02d}-{int(whole[3]):02d}"
    partial = _PARTIAL.fullmatch(text) if may_be_partial else None
    if partial:
        month, day = (part if part and part != "UK" else None for part in (partial[2], partial[3]))
        if month is None:
            return f"{partial[1]}-UK-UK" if day is None else typed
        return f"{partial[1]}-{int(month):02d}-{'UK' if day is None else f'{int(day):02d}'}"
    return typed


def tidy_time(typed: str) -> str:
    """Return ``typed`` as ``08:10``, or unchanged when it is no time of a day of 24 hours."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return typed
    hour, minute = found[1] or found[3], found[2] or found[4]
    return f"{int(hour):02d}:{minute}" if int(hour) < 24 and int(minute) < 60 else typed


class FieldEdit(QLineEdit):
    """A field of 32 px, or 26 px in a grid. ``edited`` follows the person's typing, ``set_value`` is silent."""

    edited = Signal()

    def __init__(
        self,
        placeholder: str = "",
        *,
        width: int = 0,
        in_grid: bool = False,
        moves_on: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setProperty("state", "plain")
        if in_grid:
            self.setProperty("grid", True)
        if width:
            self.setFixedWidth(width)
        self.textEdited.connect(self.edited)
        if moves_on:
            self.returnPressed.connect(self._move_on)

    is_composing = False
    """An input method holds letters that are not chosen yet: no key of the page may act meanwhile."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether letters are being composed."""
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def value(self) -> str:
        """Return what was typed, without blanks around it."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        """Show ``text`` without a signal."""
        if text != self.text():
            self.setText(text)

    def set_state(self, state: State) -> None:
        """Edge the field: ``soft`` amber, ``hard`` red, ``missing`` for a missing-data code."""
        restyle(self, state=state)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the value on the sunk ground, still readable and copyable."""
        self.setReadOnly(is_read_only)
        self.update()

    def _move_on(self) -> None:
        self.focusNextPrevChild(True)


class PassphraseField(FieldEdit):
    """A field whose letters are hidden. ``caps_lock_seen`` tells when typing looks as if caps lock were on."""

    caps_lock_seen = Signal(bool)

    def __init__(self, placeholder: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """Return the passphrase as typed, blanks included."""
        return self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter with the shift key: Qt has no other sign of caps lock."""
        letter = event.text()
        if letter.isalpha() and letter.isascii():
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(letter.isupper() != with_shift)
        super().keyPressEvent(event)


class SearchField(FieldEdit):
    """A field with the magnifier before it; Esc empties it."""

    def __init__(self, placeholder: str = "", *, width: int = 220, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, width=width, parent=parent)
        self._sign = QAction(QIcon(), "", self)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._tint()
        theme().changed.connect(self._tint)

    def _tint(self) -> None:
        self._sign.setIcon(icon("search", 16, "ink3"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Esc when it holds something."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.edited.emit()
            return
        super().keyPressEvent(event)


class NoteField(QPlainTextEdit):
    """A few lines of free text; Tab leaves it. Where ``is_left_by_enter``, Shift+Enter begins a new line."""

    edited = Signal()

    def __init__(self, placeholder: str = "", *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setProperty("state", "plain")
        self.setFixedHeight(20 * lines + 14)
        self._is_silent = False
        self.is_left_by_enter = False
        self.is_composing = False
        self.textChanged.connect(self._changed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether letters are being composed."""
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the form where it goes on with it."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.is_left_by_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        if not self._is_silent:
            self.edited.emit()

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show ``text`` without a signal."""
        self._is_silent = True
        self.setPlainText(text)
        self._is_silent = False

    def set_state(self, state: State) -> None:
        """Edge the field: ``soft`` amber, ``hard`` red."""
        restyle(self, state=state)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the text on the sunk ground."""
        self.setReadOnly(is_read_only)


class DateField(QWidget):
    """A date typed as ``2026-03-05``; with ``may_be_partial`` also ``2026-03-UK``. T in the empty field is today.

    ``today`` gives the date of the day; without it there is no Today button.
    """

    edited = Signal()

    def __init__(
        self,
        today: Callable[[], date] | None = None,
        *,
        may_be_partial: bool = False,
        in_grid: bool = False,
        moves_on: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._may_be_partial = may_be_partial
        self.edit = FieldEdit("YYYY-MM-DD", width=116, in_grid=in_grid, moves_on=moves_on, parent=self)
        self.button = LinkButton(parent=self)
        if today is None:
            self.button.hide()
        self.button.clicked.connect(self._put_today)
        self.edit.edited.connect(self.edited)
        self.edit.editingFinished.connect(self._tidy)
        self.edit.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.edit)
        row.addWidget(self.button)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._retranslate()

    def _retranslate(self) -> None:
        self.button.setText(self.tr("Today"))

    def changeEvent(self, event: QEvent) -> None:
        """Say Today in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def setAccessibleName(self, name: str) -> None:
        """Name the field itself, which has the focus."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self.button.setAccessibleName(f"{self.button.text()} {name}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write today's date on T, as the Today button does; composed letters never come here."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and self._today and not self.edit.isReadOnly() and cast("QKeyEvent", event).text().lower() == "t":
            self._put_today()
            return True
        return super().eventFilter(watched, event)

    def _put_today(self) -> None:
        if self._today:
            self.edit.setText(self._today().isoformat())
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit()

    def _tidy(self) -> None:
        tidied = tidy_date(self.edit.value(), may_be_partial=self._may_be_partial)
        if tidied != self.edit.text():
            self.edit.setText(tidied)
            self.edited.emit()

    def value(self) -> str:
        """Return the date in its written form; what is no date is returned as typed."""
        return tidy_date(self.edit.value(), may_be_partial=self._may_be_partial)

    def typed(self) -> str:
        """Return the date as it stands in the field, half typed as it may be."""
        return self.edit.text()

    def set_value(self, text: str) -> None:
        """Show ``text`` without a signal."""
        self.edit.set_value(text)

    def set_state(self, state: State) -> None:
        """Edge the field."""
        self.edit.set_state(state)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the date on the sunk ground, without the Today button."""
        self.edit.set_read_only(is_read_only)
        self.button.setVisible(self._today is not None and not is_read_only)

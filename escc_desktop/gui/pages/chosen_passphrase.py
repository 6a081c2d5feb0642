"""The two fields in which a person chooses a passphrase of their own, and the line that says what it is worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.fields import PassphraseField
from escc_desktop.gui.widgets.frames import across, down
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.strength import StrengthLine

if TYPE_CHECKING:
    from escc_desktop.actions.passphrases import StrengthView

LEAST_PASSPHRASE = 8  # the vault refuses less (PASSPHRASE_SHORT); said here before anything is sent
PAUSE_MS = 150

Judge = Callable[[str, Callable[["StrengthView"], None]], None]
"""Judges a passphrase off the window's thread and calls back with what it is worth."""


class ChosenPassphrase(QWidget):
    """A passphrase twice, and what it is worth while it is typed. ``set_judge`` says who judges.

    ``is_new``: there is an old one already; ``is_wide``: the two fields stand side by side.

    Object names begin with ``prefix``: ``<prefix>_passphrase``, ``_repeated``, ``_strength``.
    """

    edited = Signal()
    finished = Signal()

    def __init__(
        self, prefix: str, *, is_new: bool = False, is_wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_new = is_new
        self._judge: Judge | None = None
        self._judged: tuple[str, StrengthView] | None = None
        self.passphrase, self.repeated, self.line = PassphraseField(), PassphraseField(), StrengthLine()
        self.passphrase.setObjectName(f"{prefix}_passphrase")
        self.repeated.setObjectName(f"{prefix}_repeated")
        self.line.setObjectName(f"{prefix}_strength")
        self.passphrase_field, self.repeated_field = Labelled("", self.passphrase), Labelled("", self.repeated)
        for field, shown in ((self.passphrase, self.passphrase_field), (self.repeated, self.repeated_field)):
            field.edited.connect(self._edited)
            field.caps_lock_seen.connect(lambda is_on, shown=shown: self._caps_lock(shown, is_on))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask_for_judgement)
        self.passphrase.edited.connect(self._pause.start)
        self.passphrase.returnPressed.connect(self.repeated.setFocus)
        self.repeated.returnPressed.connect(self.finished)
        if is_wide:
            self.setLayout(down(self._pair(), self.line, gap=5))
        else:
            self.setLayout(down(down(self.passphrase_field, self.line, gap=5), self.repeated_field, gap=10))
        self.setFocusProxy(self.passphrase)
        self.retranslate()

    def _pair(self) -> QHBoxLayout:
        pair = across(self.passphrase_field, self.repeated_field, gap=14)
        for place, field in enumerate((self.passphrase_field, self.repeated_field)):
            pair.setStretch(place, 1)
            pair.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        return pair

    def set_judge(self, judge: Judge) -> None:
        """Let ``judge`` say what is typed is worth."""
        self._judge = judge

    def ask_for_judgement(self) -> None:
        """Ask what stands in the field is worth; an answer that comes after more was typed is not shown."""
        typed = self.passphrase.value()
        if not typed or self._judge is None:
            self._judged = None
            self.line.clear()
            return

        def show(view: StrengthView) -> None:
            if self.passphrase.value() == typed:
                self._judged = (typed, view)
                self.line.show_strength(view.level, view.advice)

        self._judge(typed, show)

    def value(self) -> str:
        """Return the passphrase as typed."""
        return self.passphrase.value()

    def problem(self) -> QWidget | None:
        """Say in each field what is wrong and return the first such field, or None."""
        typed = self.passphrase.value()
        weak: str | Callable[[], str] = ""
        if len(typed) < LEAST_PASSPHRASE:
            weak = lambda: filled(self.tr("Use at least %1 characters."), LEAST_PASSPHRASE)  # noqa: E731
        elif self._judged is not None and self._judged[0] == typed and not self._judged[1].is_enough:
            weak = lambda: self.tr("Too easy to guess. Make it longer as said above.")  # noqa: E731
        differs = "" if self.repeated.value() == typed else lambda: self.tr("The two differ.")
        self.passphrase_field.set_problem(weak, is_hard=True)
        self.repeated_field.set_problem(differs, is_hard=True)
        return self.passphrase if weak else self.repeated if differs else None

    def clear(self) -> None:
        """Empty both fields."""
        for field, shown in ((self.passphrase, self.passphrase_field), (self.repeated, self.repeated_field)):
            field.clear()
            shown.set_problem("")
        self._judged = None
        self.line.clear()

    def clear_problems(self) -> None:
        """Take away what was said to be wrong."""
        self.passphrase_field.set_problem("")
        self.repeated_field.set_problem("")

    def _edited(self) -> None:
        self.clear_problems()
        self.edited.emit()

    def _caps_lock(self, shown: Labelled, is_on: bool) -> None:
        shown.set_problem((lambda: self.tr("Caps lock is on.")) if is_on else "")

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        chosen = self.tr("New passphrase") if self._is_new else self.tr("Passphrase")
        again = self.tr("New passphrase again") if self._is_new else self.tr("Passphrase again")
        words = self.tr("Nobody else can read or set it.")
        self.passphrase_field.set_words(chosen, words)
        self.repeated_field.set_words(again)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

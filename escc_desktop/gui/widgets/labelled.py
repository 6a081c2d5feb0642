"""A field under its label, with a quiet hint and a line for what is wrong; it judges nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.widgets.frames import Label, across, down


class Labelled(QWidget):
    """Label above, field, hint below. The label's buddy is the field, so Alt and a letter reach it.

    ``says_name`` gives the label's words to the field as its accessible name.
    """

    def __init__(
        self,
        words: str,
        field: QWidget,
        hint: str = "",
        *,
        stretches: bool = True,
        says_name: bool = True,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._says_name = says_name
        self._said: Callable[[], str] | None = None
        self.label = Label("", "label")
        self.label.setBuddy(field)
        self._hint = Label("", "caption", wraps=True)
        self._sign = MarkSign("warn")
        self._problem = Label("", "plain", ink="warn", wraps=True)
        self._problem_row = QWidget()
        row = across(self._sign, self._problem, gap=6)
        row.setStretch(1, 1)
        self._problem_row.setLayout(row)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(field)
        if beside is not None:
            line.addWidget(beside)
        if not stretches:
            line.addStretch(1)
        self.setLayout(down(self.label, line, self._hint, self._problem_row, gap=3))
        self.set_words(words, hint)
        self.set_problem("")

    def set_words(self, words: str, hint: str = "") -> None:
        """Say label and hint in the language that is shown."""
        self.label.setText(words)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if self._says_name:
            self.field.setAccessibleName(words)
        self.field.setAccessibleDescription(hint)

    def set_problem(self, words: str | Callable[[], str], *, is_hard: bool = False) -> None:
        """Say what is wrong with what was typed; '' takes the line away.

        Words that are asked for (a callable) are asked for again when the language changes.
        """
        self._said = words if callable(words) else None
        words = words() if callable(words) else words
        self._sign.set_mark("hard" if is_hard else "warn")
        self._problem.set_ink("over" if is_hard else "warn")
        self._problem.setText(words)
        self._problem_row.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        """Say what is wrong in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._said is not None:
            self._problem.setText(self._said())

    def problem(self) -> str:
        """Return what is said to be wrong, or ''."""
        return self._problem.text()

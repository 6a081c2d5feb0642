"""What is amiss, in the layout under its row, with a field for the reason where one is kept; it judges nothing."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Label, across, restyle

Tone = Literal["soft", "hard"]


class ReasonLine(QFrame):
    """One check. ``reason`` is the field for its justification, None where nothing is asked; ``act`` offers a way on.

    ``given`` carries the words as they are typed.
    """

    given = Signal(str)
    act_asked = Signal()

    def __init__(self, name: str, *, wants_reason: bool, indent: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "check")
        self.setObjectName(f"check_{name}")
        self.setMinimumHeight(34)
        self._sign = MarkSign("warn")
        self._words = Label("", "plain", wraps=True)
        self.act = LinkButton()
        self.act.setObjectName(f"act_{name}")
        self.act.clicked.connect(self.act_asked)
        self.reason: FieldEdit | None = None
        parts: list[QWidget] = [self._sign, self._words]
        if wants_reason:
            reason = FieldEdit(in_grid=True)
            reason.setObjectName(f"why_{name}")
            reason.setMinimumWidth(250)
            reason.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            reason.edited.connect(lambda: self.given.emit(reason.value()))
            parts.append(reason)
            self.reason = reason
        row = across(*parts, self.act, gap=8, margins=(indent, 3, 8, 3))
        row.setStretch(1, 1)
        self.setLayout(row)
        self.act.hide()
        self._retranslate()

    def tell(self, tone: Tone, words: str, act: str = "") -> None:
        """Say ``words`` with the mark of ``tone``, and an act where one is offered."""
        restyle(self, tone="over" if tone == "hard" else "warn")
        self._sign.set_mark("hard" if tone == "hard" else "warn")
        self._words.setText(words)
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self.setAccessibleName(words)
        self._retranslate()

    def show_reason(self, words: str) -> None:
        """Show the justification that stands."""
        if self.reason is not None and self.reason.value() != words.strip():
            self.reason.set_value(words)

    def _retranslate(self) -> None:
        if self.reason is not None:
            self.reason.setPlaceholderText(self.tr("State the reason"))
            self.reason.setAccessibleName(f"{self.tr('State the reason')}: {self._words.text()}")

    def changeEvent(self, event: QEvent) -> None:
        """Ask for the reason in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

"""Asks of a clinically significant result what it is, and leads there; it records nothing and chooses nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal

from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import Label, across

NEW, WORSE, BASELINE = "new", "worse", "baseline"


class SignificantDialog(DialogFrame):
    """``chosen`` carries ``NEW``, ``WORSE`` or ``BASELINE``. ``words`` are the verbatim term that would be proposed.

    Object names: ``significant_worse``, ``significant_baseline``, ``significant_new``.
    """

    chosen = Signal(str)

    def __init__(self, words: str, *, has_baseline: bool) -> None:
        super().__init__(self.tr("What is this result?"), self.tr("New adverse event…"), words, icon_name="siren")
        self.setObjectName("significant_dialog")
        self.add(
            Label(
                self.tr("It opens with these words as its verbatim term. Nothing is saved before you save it there."),
                "label",
                wraps=True,
            )
        )
        self._worse = QuietButton(self.tr("An event got worse"))
        self._baseline = QuietButton(self.tr("Baseline condition"))
        self._worse.setObjectName("significant_worse")
        self._baseline.setObjectName("significant_baseline")
        self.button.setObjectName("significant_new")
        self._worse.clicked.connect(lambda: self._go(WORSE))
        self._baseline.clicked.connect(lambda: self._go(BASELINE))
        self._baseline.setVisible(has_baseline)
        self.add(across(self._worse, self._baseline, None, gap=10))
        self.accepted.connect(lambda: self._go(NEW))

    def _go(self, way: str) -> None:
        self.close_dialog()
        self.chosen.emit(way)

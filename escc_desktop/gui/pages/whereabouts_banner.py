"""Advises against a vault in a network or synchronised folder, and says what to do; it never stands in the way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent

from escc_desktop.actions.whereabouts import Whereabouts
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.notices import Banner


class WhereaboutsBanner(Banner):
    """Amber, and gone with its cause: the vault lies where another computer or a company can reach it."""

    def __init__(self, *, is_first_run: bool = False) -> None:
        super().__init__("warn")
        self._is_first_run = is_first_run
        self.setObjectName("whereabouts")
        self._told: tuple[Whereabouts, Path] | None = None
        self.hide()

    def tell_place(self, found: Whereabouts | None, folder: Path) -> None:
        """Say what is wrong with ``folder``; None hides the banner."""
        self._told = (found, folder) if found is not None else None
        self._say()

    def _say(self) -> None:
        if self._told is not None:
            found, folder = self._told
            if found.danger == "network":
                title = self.tr("The vault lies on a network drive (%1)")
                why = self.tr("Locks and sudden breaks of the network can damage it there.")
            else:
                title = self.tr("The vault lies in a folder that is copied to a cloud (%1)")
                why = self.tr("Half copied files can damage it, and a copy leaves this computer.")
            move = self.tr("Quit, move the whole folder %1 to this computer's own disk, and start on it there.")
            if self._is_first_run:
                move = self.tr("Quit and start on a folder of this computer's own disk (--vault) instead of %1.")
            self.tell("warn", filled(title, found.name), f"{why} {filled(move, folder)}")
        self.setVisible(self._told is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

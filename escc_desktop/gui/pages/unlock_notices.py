"""Tells above the unlock card what went wrong with the vault or at the last lock; it names no participant."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QWidget

from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.pages.whereabouts_banner import WhereaboutsBanner
from escc_desktop.gui.widgets.frames import down
from escc_desktop.gui.widgets.notices import Banner
from escc_desktop.words import explain

Matter = Literal["held", "not_recorded"]
_WIDTH = 756


class UnlockNotices(QWidget):
    """Amber banners, one for each matter; each stays as long as the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self._told: dict[Matter, tuple[Banner, EsccError, str]] = {}
        self.place = WhereaboutsBanner()
        self._rows = down(self.place, gap=8, margins=(0, 0, 0, 14))
        self.setLayout(self._rows)

    def tell(self, matter: Matter, problem: EsccError, name: str = "") -> None:
        """Say ``matter``: why, and of whom."""
        if matter not in self._told:
            banner = Banner()
            banner.setObjectName(f"unlock_{matter}")
            self._rows.addWidget(banner)
            self._told[matter] = (banner, problem, name)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        for matter, (banner, problem, name) in self._told.items():
            why = explain(problem, language()).partition("\n")[0]
            if matter == "held":
                title = filled(self.tr("Unsaved work of %1 is held in memory only"), name)
                words = self.tr("Leave the program open, put the cause right, then let the same person unlock.")
            else:
                title = self.tr("Locked, but the end of the session could not be written")
                words = self.tr("Everything saved before is safe.")
            banner.tell("warn", title, f"{why} {words}")

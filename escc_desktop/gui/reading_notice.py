"""Says above every page that a monitor's or inspector's login only reads; it refuses nothing (the actions do)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from escc_desktop.gui.language import tongue
from escc_desktop.gui.widgets.buttons import ONLY_READS
from escc_desktop.gui.widgets.notices import Banner
from escc_desktop.trial.delegation import MONITOR

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from escc_desktop.gui.widgets.notice_board import NoticeBoard
    from escc_desktop.gui.workplace import Workplace

NOTICE = "reading_login"


def only_reads(workplace: Workplace) -> bool:
    """Tell whether whoever is at work only reads here."""
    return MONITOR in workplace.person.roles


def hold_window(window: QWidget, workplace: Workplace | None) -> None:
    """Take every button that records off ``window`` while whoever is at work only reads; None: nobody is at work."""
    window.setProperty(ONLY_READS, workplace is not None and only_reads(workplace))


class ReadingNotice(QObject):
    """The banner of one open site, there for as long as the login is."""

    def __init__(self, workplace: Workplace, board: NoticeBoard) -> None:
        super().__init__(workplace)
        self._board = board
        if only_reads(workplace):
            tongue().changed.connect(self._show)
            self._show()

    def _show(self) -> None:
        title = self.tr("Read only: this is the login of a monitor or inspector")
        words = self.tr(
            "Nothing can be recorded, signed or delegated on it, so those buttons are not shown. "
            "Findings are raised in the follow-up list (menu)."
        )
        self._board.put(NOTICE, Banner("info", title, words))

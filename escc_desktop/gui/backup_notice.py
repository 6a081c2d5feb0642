"""Says above every page that a backup which was due could not be made, until one is; it makes none itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from escc_desktop.gui.language import tongue
from escc_desktop.gui.safekeeping import Safekeeping
from escc_desktop.gui.widgets.notice_board import NoticeBoard
from escc_desktop.gui.widgets.notices import Banner

NOTICE = "backup"


class BackupNotice(QObject):
    """The notice of one open site; what a person asked for themselves is told on the page where they asked."""

    def __init__(self, keeping: Safekeeping, board: NoticeBoard, go: Callable[[], object]) -> None:
        super().__init__(keeping)
        self._keeping, self._board, self._go = keeping, board, go
        keeping.changed.connect(self._show)
        tongue().changed.connect(self._show)

    def _show(self) -> None:
        keeping = self._keeping
        if keeping.problem is None or not keeping.is_automatic or keeping.was_drill:
            self._board.take(NOTICE)
            return
        title = self.tr("A backup that was due could not be made")
        words = self.tr("Work goes on. Data safety says what happened and what to do.")
        banner = Banner("warn", title, words, self.tr("Data safety"))
        banner.button.setObjectName("notice_backup_open")
        banner.acted.connect(self._go)
        self._board.put(NOTICE, banner)

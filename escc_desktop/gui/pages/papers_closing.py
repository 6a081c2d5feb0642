"""Keeps the window open while papers of signatures are being made, and closes it then; it stops no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.notices import ProgressCard

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_LOOK_MS = 200


class PapersClosing(DialogFrame):
    """How many papers are left. ``accepted``: the window may close, because all are made or the person wants it now."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__("", "", icon_name="log-in", width=520)
        self.setObjectName("papers_closing")
        self._workplace = workplace
        self._all = max(1, workplace.papers_left)
        self._progress = ProgressCard()
        self.title.setText(self.tr("Papers are being sealed"))
        self.setAccessibleName(self.title.text())
        promise = self.tr("The window closes by itself then. Closed now, Documents offers the rest next time.")
        self._progress.tell(self.tr("All is signed."), promise, can_cancel=False)
        self.add(self._progress)
        self.button.setText(self.tr("Close now"))
        self.button.setObjectName("papers_close_now")
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def _look(self) -> None:
        left = self._workplace.papers_left
        self._all = max(self._all, left)
        self._progress.advance(1 - left / self._all, filled(self.tr("%1 left"), left))
        if not left:
            self._timer.stop()
            self.accepted.emit()

"""Tells above every page that the computer's clock was changed during this session, until somebody has seen it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.notice_board import NoticeBoard
from escc_desktop.gui.widgets.notices import Banner

if TYPE_CHECKING:
    from escc_desktop.actions.asking_clock import ClockChange
    from escc_desktop.actions.site import Site
    from escc_desktop.gui.workplace import Workplace

NOTICE = "clock_changed"


class ClockNotice(QObject):
    """Looks after each change whether the clock was entered as changed. ``shown`` is what the banner speaks of."""

    def __init__(self, workplace: Workplace, board: NoticeBoard) -> None:
        super().__init__(workplace)
        self._workplace, self._board = workplace, board
        self._seen: int | None = None
        self.shown: ClockChange | None = None
        workplace.changed.connect(self._look)
        tongue().changed.connect(self._show)

    def start(self) -> None:
        """Begin with what unlocking itself entered."""

        def question(site: Site) -> int:
            from escc_desktop.actions.asking_clock import session_begins

            return session_begins(site)

        self._workplace.ask(question, self._begun, self)

    def _begun(self, seq: int) -> None:
        self._seen = seq
        self._look()

    def _look(self, _: object = None) -> None:
        if self._seen is None:
            return
        after = self._seen

        def question(site: Site) -> ClockChange | None:
            from escc_desktop.actions.asking_clock import clock_changed

            return clock_changed(site, after)

        self._workplace.ask(question, self._found, self)

    def _found(self, change: ClockChange | None) -> None:
        if change is None or change == self.shown or change.seq <= (self._seen or 0):
            return
        self.shown = change
        self._show()

    def _show(self) -> None:
        change = self.shown
        if change is None:
            return
        what = filled(self._what(change.why), _told(change.before), _told(change.after))
        kept = self.tr("Entries keep their order, and nothing was refused. The journal says so too.")
        banner = Banner("warn", what, kept, self.tr("Seen"))
        banner.button.setObjectName("notice_clock_seen")
        banner.acted.connect(self._was_seen)
        self._board.put(NOTICE, banner)

    def _what(self, why: str) -> str:
        words = {
            "stepped_back": self.tr("The computer's clock was set back: %1 → %2"),
            "jumped": self.tr("The computer's clock was set forward: %1 → %2"),
            "zone_changed": self.tr("The computer's time zone was changed: %1 → %2"),
            "suspended": self.tr("The computer was suspended: %1 → %2"),
        }
        return words.get(why, self.tr("The computer's clock was changed: %1 → %2"))

    def _was_seen(self) -> None:
        if self.shown is not None:
            self._seen, self.shown = self.shown.seq, None
        self._board.take(NOTICE)


def _told(value: datetime | str) -> str:
    """Return an instant to the second, for a clock may be set by little; a zone as UTC with its offset."""
    return f"UTC{value}" if isinstance(value, str) else f"{value:%Y-%m-%d %H:%M:%S}"

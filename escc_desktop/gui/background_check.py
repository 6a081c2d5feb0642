"""Lets the whole vault be verified behind the work after each unlocking, and says so when something does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language, tongue
from escc_desktop.gui.widgets.notice_board import NoticeBoard
from escc_desktop.gui.widgets.notices import Banner
from escc_desktop.words import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from escc_desktop.actions.site import Site
    from escc_desktop.actions.views import VerificationView
    from escc_desktop.gui.workplace import Workplace

NOTICE = "read_only"
SLOT_NOTICE = "damaged_slot"


class BackgroundCheck(QObject):
    """One verification of one open site. ``doubt`` is why the vault may only be read, None while nothing is known.

    A damaged key slot is told as well, and stops nobody: what is recorded does not rest on it.
    """

    def __init__(self, workplace: Workplace, board: NoticeBoard, restore: Callable[[], None] | None = None) -> None:
        super().__init__(workplace)
        self._workplace, self._board, self._restore = workplace, board, restore
        self.doubt: EsccError | None = None
        self.damaged_slot: EsccError | None = None
        self.is_over = False
        tongue().changed.connect(self._show)

    def start(self) -> None:
        """Say why the vault was opened read-only, or begin to verify it whole in slices."""
        self._workplace.ask(lambda site: site.doubt, self._opened, self)

    def _opened(self, doubt: EsccError | None) -> None:
        if doubt is not None:
            self._found(doubt)
            return

        def steps(site: Site) -> Generator[tuple[int, int], None, VerificationView]:
            from escc_desktop.actions.verify import doubting_slices

            return doubting_slices(site)

        self._workplace.run_sliced(steps, lambda step: None, self._verified, self._found, self)

    def _verified(self, told: VerificationView) -> None:
        if not told.is_sound:
            self._found(EsccError(told.code, **told.facts))
            return

        def question(site: Site) -> EsccError | None:
            from escc_desktop.actions.verify import damaged_slot

            return damaged_slot(site)

        self._workplace.ask(question, self._slots_checked, self)

    def _slots_checked(self, problem: EsccError | None) -> None:
        self.is_over = True
        self.damaged_slot = problem
        self._show()

    def _found(self, doubt: EsccError) -> None:
        self.is_over = True
        self.doubt = doubt
        self._show()

    def _show(self) -> None:
        if self.damaged_slot is not None:
            title = self.tr("A key slot is damaged")
            self._board.put(SLOT_NOTICE, Banner("warn", title, explain(self.damaged_slot, language())))
        if self.doubt is None:
            return
        title = self.tr("The vault can only be read")
        words = explain(self.doubt, language())
        banner = Banner("hard", title, words, self.tr("Restore a backup…") if self._restore else "", tone="over")
        banner.button.setObjectName("read_only_restore")
        if self._restore is not None:
            banner.acted.connect(self._restore)
        self._board.put(NOTICE, banner)

"""Leads somebody who forgot their passphrase through the page of it and back to the pages; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.recovery_page import RecoveryPage
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.actions.passphrases import StrengthView
    from escc_desktop.actions.recovery_request import WrittenRequest
    from escc_desktop.actions.recovery_waiting import WaitingView
    from escc_desktop.actions.site import Site
    from escc_desktop.actions.views import PersonView
    from escc_desktop.gui.lanes import StoreLane


class RecoveryWay(QObject):
    """Carries what the page asks to the store lane. ``opened`` carries the site once the grant was taken."""

    opened = Signal(object)

    def __init__(
        self,
        vault: Path,
        people: tuple[PersonView, ...],
        chosen: str,
        store: StoreLane,
        clock: Callable[[], datetime],
        randomness: Callable[[int], bytes],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._vault, self._store, self._clock, self._randomness = vault, store, clock, randomness
        self.page = RecoveryPage(people, chosen)
        self.page.destroyed.connect(self.deleteLater)
        self.page.request_asked.connect(self._write)
        self.page.again_asked.connect(self._write_again)
        self.page.grant_asked.connect(self._take)
        self.page.judge_asked.connect(self._judge)

        def waiting() -> tuple[WaitingView, ...]:
            from escc_desktop.actions.recovery_waiting import waiting_requests

            return waiting_requests(vault)

        store.submit(waiting, self.page.show_requests, self._told, owner=self.page)

    def _told(self, problem: EsccError) -> None:
        self.page.refuse(explain(problem, language()))

    def _written(self, written: WrittenRequest) -> None:
        self.page.show_waiting(written.waiting, written.path)

    def _write(self, person: str, words: str, folder: Path) -> None:
        def work() -> WrittenRequest:
            from escc_desktop.actions.recovery_request import request_recovery

            return request_recovery(self._vault, person, words, folder, self._clock, self._randomness)

        self._store.submit(work, self._written, self._told, owner=self.page)

    def _write_again(self, person: str, folder: Path) -> None:
        def work() -> WrittenRequest:
            from escc_desktop.actions.recovery_request import write_again

            return write_again(self._vault, person, folder)

        self._store.submit(work, self._written, self._told, owner=self.page)

    def _take(self, person: str, words: str, grant: Path) -> None:
        def work() -> Site:
            from escc_desktop.actions.recovery import recover

            return recover(self._vault, person, words, grant, self._clock, self._randomness)

        self._store.submit(work, self.opened.emit, self._told, owner=self.page)

    def _judge(self, typed: str, then: Callable[[StrengthView], None]) -> None:
        def work() -> StrengthView:
            from escc_desktop.actions.passphrases import strength
            from escc_desktop.actions.recovery_request import known_outside

            return strength(typed, known_outside(self._vault))

        self._store.submit(work, then, owner=self.page)

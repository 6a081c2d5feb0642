"""Keeps what is typed on a page in the vault while it is typed, and again before a lock; it saves no record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from escc_desktop.actions.drafts import discard_draft, keep_draft
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.errors import EsccError

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

PAUSE_MS = 1_000
"""From the first key to the keeping of it; who types on is kept again each second."""
AGAIN_MS = 5_000


class DraftKeeper(QObject):
    """The keeper of one page's draft. ``troubled`` carries the problem of one that was not kept, None once it is.

    ``look`` returns what stands on the page, None when nothing of it is unsaved. Tell ``typed`` at each change. A
    draft that could not be kept is tried again every five seconds, for as long as the page lives.
    """

    troubled = Signal(object)

    def __init__(self, workplace: Workplace, look: Callable[[], PageDraft | None], page: QObject) -> None:
        super().__init__(page)
        self._workplace, self.look = workplace, look
        self._kept: PageDraft | None = None
        self._is_troubled = False
        self.is_resting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._due)

    def begin(self, kept: PageDraft | None) -> None:
        """Go on from what lies in the vault: ``kept``, or nothing."""
        self._timer.stop()
        self.is_resting = False
        self._kept = replace(kept, saved_at=None) if kept is not None else None
        self._heard(None)

    def typed(self) -> None:
        """Keep the page soon; the time is not put off by typing on."""
        if not self._timer.isActive():
            self._timer.start(AGAIN_MS if self._is_troubled else PAUSE_MS)

    def _due(self) -> None:
        if self.is_resting:
            self.typed()
        else:
            self.keep_now()

    def keep_now(
        self,
        then: Callable[[], None] | None = None,
        otherwise: Callable[[EsccError], None] | None = None,
        context: QObject | None = None,
        *,
        is_on_screen: bool = True,
    ) -> None:
        """Keep what stands on the page, or throw away what was kept when nothing is unsaved any more.

        ``then`` follows once it lies in the vault; ``otherwise`` is told in place of the page, for as long as
        ``context`` lives: at a lock the page is gone before the answer comes.
        """
        self._timer.stop()
        now = self.look()
        draft = replace(now, is_on_screen=is_on_screen) if now is not None else None
        before, self._kept = self._kept, draft
        if draft == before:
            if then is not None:
                then()
            return

        def done(_: None) -> None:
            if isValid(self):
                self._heard(None)
            if then is not None:
                then()

        def refused(problem: EsccError) -> None:
            self._kept = before
            self._heard(problem)
            self.typed()

        gone, tell = before.name if before is not None else "", otherwise or refused
        if draft is not None:
            self._workplace.ask(lambda site: keep_draft(site, draft), done, context or self, tell)
        else:
            self._workplace.ask(lambda site: discard_draft(site, gone), done, context or self, tell)

    def _heard(self, problem: EsccError | None) -> None:
        if problem is not None or self._is_troubled:
            self._is_troubled = problem is not None
            self.troubled.emit(problem)

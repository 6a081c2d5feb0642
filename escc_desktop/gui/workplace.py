"""Carries what pages ask and do to the lanes and brings the answers home; it shows nothing and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from escc_desktop.actions.views import DocumentView, Outcome, Paper
from escc_desktop.errors import EsccError
from escc_desktop.gui.lanes import PaperLane, StoreLane, Task

if TYPE_CHECKING:
    from escc_desktop.actions.commands import Command, DocumentRequest, SignRecords
    from escc_desktop.actions.paper import PaperOrder
    from escc_desktop.actions.site import Site

T = TypeVar("T")
P = TypeVar("P")
Refusal = Callable[[EsccError], None]


class Workplace(QObject):
    """The open site as the window knows it. ``changed`` carries the names of ``Outcome.changes``."""

    changed = Signal(object)

    def __init__(self, site: Site, store: StoreLane, paper: PaperLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site, self._store, self._paper = site, store, paper
        self._long_work: list[Task] = []
        self.study = site.study
        self.person = site.person

    def ask(
        self,
        question: Callable[[Site], T],
        then: Callable[[T], None],
        context: QObject,
        otherwise: Refusal | None = None,
    ) -> Task:
        """Ask the store; ``then`` gets the answer unless ``context`` is gone by then."""
        site = self._site
        return self._store.submit(lambda: question(site), then, otherwise, owner=context)

    def do(
        self,
        command: Command,
        then: Callable[[Outcome], None] | None,
        otherwise: Refusal | None,
        context: QObject,
    ) -> Task:
        """Carry out a command; every page hears of what it changed, also when ``context`` is gone."""
        from escc_desktop.actions.carry_out import carry_out

        site = self._site

        def done(outcome: Outcome) -> None:
            if then is not None and isValid(context):
                then(outcome)
            self.changed.emit(outcome.changes)

        return self._store.submit(lambda: carry_out(site, command), done, _heard(otherwise, context), owner=self)

    def sign(
        self,
        command: SignRecords,
        then: Callable[[tuple[DocumentView, ...]], None],
        otherwise: Refusal | None,
        context: QObject,
    ) -> None:
        """Sign records, then draw, seal and keep the paper of each; ``then`` gets the kept documents.

        A signature is never left without its paper because somebody closed the dialog meanwhile.
        """
        from escc_desktop.actions.signing import Signed

        def told(kept: tuple[DocumentView, ...]) -> None:
            if isValid(context):
                then(kept)

        refused = _heard(otherwise, context)

        def signed(outcome: Outcome) -> None:
            assert isinstance(outcome.value, Signed)
            self._produce_all(outcome.value.orders, (), told, refused, self)

        self.do(command, signed, refused, self)

    def _produce_all(
        self,
        orders: tuple[PaperOrder, ...],
        kept: tuple[DocumentView, ...],
        then: Callable[[tuple[DocumentView, ...]], None],
        otherwise: Refusal | None,
        context: QObject,
    ) -> None:
        if not orders:
            then(kept)
            return
        first, rest = orders[0], orders[1:]

        def produced(paper: Paper) -> None:
            self.keep(paper, lambda view: self._produce_all(rest, (*kept, view), then, otherwise, context),
                      otherwise, context)  # fmt: skip

        self._produce(first, produced, otherwise, context)

    def _produce(
        self, order: PaperOrder, then: Callable[[Paper], None], otherwise: Refusal | None, context: QObject
    ) -> None:
        def work() -> Paper:
            from escc_desktop.actions.paper import produce

            return produce(order)

        self._paper.submit(work, then, otherwise, owner=context)

    def preview(
        self, request: DocumentRequest, then: Callable[[Paper], None], otherwise: Refusal | None, context: QObject
    ) -> None:
        """Draw a paper in memory; nothing of it is kept."""

        def gathered(order: PaperOrder) -> None:
            self._produce(order, then, otherwise, context)

        def question(site: Site) -> PaperOrder:
            from escc_desktop.actions.paper import gather

            return gather(site, request)

        self.ask(question, gathered, context, otherwise)

    def keep(
        self, paper: Paper, then: Callable[[DocumentView], None], otherwise: Refusal | None, context: QObject
    ) -> None:
        """Keep a drawn paper in the vault; that is an entry."""
        from escc_desktop.actions.paper import keep

        site = self._site

        def kept(outcome: Outcome) -> None:
            assert isinstance(outcome.value, DocumentView)
            if isValid(context):
                then(outcome.value)
            self.changed.emit(outcome.changes)

        self._store.submit(lambda: keep(site, paper), kept, _heard(otherwise, context), owner=self)

    def run_sliced(
        self,
        steps: Callable[[Site], Generator[P, None, T]],
        progress: Callable[[P], None],
        then: Callable[[T], None],
        otherwise: Refusal | None,
        context: QObject,
    ) -> Task:
        """Do long work between commands; ``progress`` gets each step, ``then`` the result."""
        site = self._site
        task = self._store.submit_sliced(lambda: steps(site), then, otherwise, owner=context, progress=progress)
        self._long_work = [*(one for one in self._long_work if not one.is_over), task]
        return task

    def lock(self, why: str, otherwise: Refusal, context: QObject) -> None:
        """End the session and close the vault, after whatever was asked before; long work stops at its next step.

        ``otherwise`` hears that the end of the session could not be written; the vault is closed all the same.
        """
        from escc_desktop.actions.unlock import lock

        for task in self._long_work:
            task.cancel()
        site = self._site
        self._store.submit(lambda: lock(site, why), otherwise=otherwise, owner=context)


def _heard(otherwise: Refusal | None, context: QObject) -> Refusal | None:
    """Return ``otherwise`` for as long as ``context`` is there to show it; without it nobody needs to hear."""
    if otherwise is None:
        return None
    return lambda problem: otherwise(problem) if isValid(context) else None

"""Carries what pages ask and do to the lanes and brings the answers home; it shows nothing and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from escc_desktop.actions.views import DocumentView, Outcome, Paper
from escc_desktop.errors import EsccError
from escc_desktop.gui.lanes import PaperLane, StoreLane, Task, dropped
from escc_desktop.gui.seen_records import SeenRecords

if TYPE_CHECKING:
    from escc_desktop.actions.commands import Command, DocumentRequest, SealPapers, SignRecords
    from escc_desktop.actions.key_commands import PersonLeaves
    from escc_desktop.actions.paper import PaperOrder
    from escc_desktop.actions.passphrases import StrengthView
    from escc_desktop.actions.site import Site
    from escc_desktop.actions.whereabouts import Whereabouts
    from escc_desktop.gui.safekeeping import Safekeeping

T = TypeVar("T")
P = TypeVar("P")
Refusal = Callable[[EsccError], None]


class Workplace(QObject):
    """The open site as the window knows it. ``changed`` carries the names of ``Outcome.changes``.

    ``danger`` says what speaks against the place of the vault, and which place that is.
    """

    changed = Signal(object)

    def __init__(self, site: Site, store: StoreLane, paper: PaperLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site, self._store, self._paper = site, store, paper
        self._is_over = False
        self._long_work: list[Task] = []
        self._waiting: list[list[PaperOrder]] = []
        self.seen = SeenRecords()
        self.filed_at = ""  # where the last paper signed by hand was filed: the next often goes behind it
        self.danger: tuple[Whereabouts | None, Path] = (None, Path())
        self.study = site.study
        self.person = site.person
        self.safekeeping: Safekeeping | None = None

    def ask(
        self,
        question: Callable[[Site], T],
        then: Callable[[T], None],
        context: QObject,
        otherwise: Refusal | None = None,
    ) -> Task:
        """Ask the store; ``then`` gets the answer unless ``context`` is gone by then. None is asked after a lock."""
        if self._is_over:  # pages that go still hear what was changed before
            return dropped()
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

    def judge_passphrase(self, typed: str, name: str, then: Callable[[StrengthView], None], context: QObject) -> None:
        """Say what a passphrase is worth here to somebody called ``name``; it is neither kept nor sent anywhere."""

        def question(site: Site) -> StrengthView:
            from escc_desktop.actions.passphrases import blocked_words, strength

            return strength(typed, blocked_words(site, *filter(None, (name,))))

        self.ask(question, then, context)

    def leave(
        self,
        command: PersonLeaves,
        progress: Callable[[str], None],
        then: Callable[[Outcome], None],
        otherwise: Refusal,
        context: QObject,
    ) -> Task:
        """End somebody's access and renew the vault's key; nothing else is done to the vault meanwhile."""
        from escc_desktop.actions.leaver import leave

        site = self._site

        def done(outcome: Outcome) -> None:
            if isValid(context):
                then(outcome)
            self.changed.emit(outcome.changes)

        def told(stage: str) -> None:
            if isValid(context):
                progress(stage)

        refused = _heard(otherwise, context)
        return self._store.submit_sliced(
            lambda: leave(site, command), done, refused, owner=self, progress=told, holds_lane=True
        )

    def sign(
        self,
        command: SignRecords | SealPapers,
        then: Callable[[tuple[DocumentView, ...]], None],
        otherwise: Refusal | None,
        context: QObject,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Sign records, then draw, seal and keep the paper of each; ``then`` gets the kept documents.

        A signature is never left without its paper because somebody closed the dialog meanwhile. ``progress`` hears how
        many papers of how many are done, first when all is signed and none is.
        """
        from escc_desktop.actions.signing import Signed

        def told(kept: tuple[DocumentView, ...]) -> None:
            if isValid(context):
                then(kept)

        def advanced(done: int, count: int) -> None:
            if progress is not None and isValid(context):
                progress(done, count)

        refused = _heard(otherwise, context)

        def signed(outcome: Outcome) -> None:
            assert isinstance(outcome.value, Signed)
            self._make_papers(outcome.value.orders, told, refused, advanced)

        self.do(command, signed, refused, self)

    def _make_papers(
        self,
        orders: tuple[PaperOrder, ...],
        then: Callable[[tuple[DocumentView, ...]], None],
        otherwise: Refusal | None,
        progress: Callable[[int, int], None],
    ) -> None:
        """Make one paper after the other; one that fails stops none of the others and is told at the end."""
        waiting, kept, problems = list(orders), list[DocumentView](), list[EsccError]()
        self._waiting.append(waiting)

        def go_on() -> None:
            progress(len(kept) + len(problems), len(orders))
            if waiting:
                self._produce(waiting[0], lambda paper: self.keep(paper, done, failed, self), failed, self)
                return
            self._waiting.remove(waiting)
            if problems and otherwise is not None:
                otherwise(problems[0])
            elif not problems:
                then(tuple(kept))

        def done(view: DocumentView) -> None:
            waiting.pop(0)
            kept.append(view)
            go_on()

        def failed(problem: EsccError) -> None:
            waiting.pop(0)
            problems.append(problem)
            go_on()

        go_on()

    @property
    def papers_left(self) -> int:
        """How many papers of signatures are still being made; none once a lane has broken off."""
        is_at_work = self._paper.is_busy or self._store.is_busy
        return sum(map(len, self._waiting)) if is_at_work else 0

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
        """Do long work between commands: ``progress`` gets each step, ``then`` the result. None begins after a lock."""
        if self._is_over:
            return dropped()
        site = self._site
        task = self._store.submit_sliced(lambda: steps(site), then, otherwise, owner=context, progress=progress)
        self._long_work = [*(one for one in self._long_work if not one.is_over), task]
        return task

    def lock(self, why: str, otherwise: Refusal, context: QObject, first: Callable[[Site], None] | None = None) -> None:
        """End the session and close the vault, after whatever was asked before; long work stops at its next step.

        ``first`` is done before, with the window emptied already. ``otherwise`` hears that the end of the session could
        not be written; the vault is closed all the same.
        """
        from escc_desktop.actions.unlock import lock

        self._is_over = True
        for task in self._long_work:
            task.cancel()
        site = self._site
        if first is not None:
            self._store.submit(lambda: first(site), owner=self._store)
        self._store.submit(lambda: lock(site, why), otherwise=otherwise, owner=context)


def _heard(otherwise: Refusal | None, context: QObject) -> Refusal | None:
    """Return ``otherwise`` for as long as ``context`` is there to show it; without it nobody needs to hear."""
    if otherwise is None:
        return None
    return lambda problem: otherwise(problem) if isValid(context) else None

"""Says what a scenario is: one act of the program that failpoints, a failing disk or a power cut may interrupt.

A new area adds a module ``scenarios_<area>.py`` with its acts and names it in ``scenarios.py``; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from escc_desktop.actions.unlock import lock
from tests.building import COORDINATOR
from tests.faults.ground import Stage

Act = Callable[[Stage], None]


def nothing(stage: Stage) -> None:
    """Prepare nothing."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One act. ``act`` does it at ``stage.site``, which is open for ``who``, or with no site where that is None.

    ``prepare`` does unharmed what must stand before, and may leave word in ``stage.notes``. After a fault, ``again``
    (``act`` itself without one) is what a person does next when the old state is found, and must come to the new one;
    with ``is_always_done_again`` they do so whatever is found. ``uses_desk`` copies the desk's store as well.
    Each commit brings a new state; ``turns`` are failpoints at which another begins, by a rename. ``may_repeat`` is a
    kind of entry that may stand twice in the end: what it speaks of was begun twice. With ``may_leave`` whole files
    of a first attempt may stand beside those of the second, under other names. ``is_sampled`` acts are quick to
    prepare and stand for the others in the tests.
    """

    name: str
    act: Act
    who: str | None = COORDINATOR
    prepare: Act = nothing
    again: Act | None = None
    uses_desk: bool = False
    is_always_done_again: bool = False
    turns: frozenset[str] = frozenset()
    may_repeat: str | None = None
    may_leave: bool = False
    is_sampled: bool = False

    def perform(self, stage: Stage, *, is_again: bool = False) -> None:
        """Do the act with failpoints armed as the stage says, and lock the site: also when the act was interrupted.

        Locking then proves that the program goes on after what was raised.
        """
        act = self.again if is_again and self.again is not None else self.act
        if self.who is None:
            with stage.at_work():
                act(stage)
            return
        stage.site = stage.unlock(self.who)
        try:
            with stage.at_work():
                act(stage)
        finally:
            if stage.site is not None:
                lock(stage.site)
                stage.site = None

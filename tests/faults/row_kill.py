"""Kills the program with a signal that nothing can catch while it saves, and counts what it had acknowledged.

Trials with an even number are killed from outside after a time of chance, wherever the program happens to be; those
with an odd number kill themselves at a step of the interpreter, which the seed repeats exactly.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from types import FrameType

from escc_desktop.actions.site import Site
from tests.faults.children import Child, Say, fork
from tests.faults.ground import Ground, Stage
from tests.faults.proving import missing, prove
from tests.faults.trying import Attempt, Row, Trial, Verdict
from tests.faults.work import Work

LONGEST = 0.030
"""Seconds within which the outer kill comes: a handful of saves, and each of their steps is hit."""

MOST_STEPS = 12_000
"""Calls of the interpreter within which the inner kill comes: about as far."""


def kill_step(after: int) -> Callable[[FrameType, str, object], None]:
    """Return a profile function that kills this process at the call number ``after``."""
    left = after

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def killed_at_work(
    stage: Stage, chance: random.Random, is_timed: bool, work: Callable[[Site], Callable[[], object]]
) -> Child:
    """Work in a child until it is killed, and return it: what it said was acknowledged."""
    seconds, steps = chance.uniform(0, LONGEST), chance.randrange(1, MOST_STEPS)

    def at_work(say: Say) -> None:
        site = stage.unlock()
        step = work(site)
        say("ready")
        if not is_timed:
            sys.setprofile(kill_step(steps))
        while True:
            say(step())

    child = fork(at_work)
    child.hear()
    if is_timed:
        child.listen_for(seconds)
        child.kill()
    return child.end()


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try one kill of one copy."""

    def attempt(trial: Trial) -> Verdict:
        stage = ground.lay(trial.folder / "site")
        child = killed_at_work(stage, trial.chance, trial.number % 2 == 0, lambda site: Work(site, trial.chance).step)
        if not child.was_killed:
            return Verdict(lost=1, why=child.fault or "the program came to its end")
        proof = prove(stage)
        lost = missing(proof, [said for said in child.said if said != "ready"])
        return Verdict(lost=lost, why=f"{lost} acknowledged entries are not there" if lost else "")

    return attempt


ROW = Row("kill -9 during real saves", "0 acknowledged entries lost, 0 gaps", 10_000, 40, begin)

"""Starts two or three instances on one vault at one moment, beside locks that others left: one alone may write."""

from __future__ import annotations

import os
import signal

from escc_desktop.errors import VaultError
from tests.building import screen
from tests.faults.children import Say, fork
from tests.faults.ground import Ground, Stage
from tests.faults.proving import missing, prove
from tests.faults.trying import CLEAN, Attempt, Row, Trial, Verdict
from tests.faults.work import end_of


def _instance(stage: Stage, gate: int, done: int, is_killed: bool) -> object:
    def work(say: Say) -> None:
        say("here")
        os.read(gate, 1)  # comes to its end for all at once
        try:
            site = stage.unlock()
        except VaultError as problem:
            say({"refused": problem.code})
            return
        screen(site)
        say(end_of(site))
        os.read(done, 1)
        if is_killed:
            os.kill(os.getpid(), signal.SIGKILL)
        site.close()

    return work


def _leave_stale_lock(stage: Stage, trial: Trial) -> None:
    """Leave what an instance that died left: a lock file, with or without anything in it, and a killed owner."""
    kind = trial.number % 3
    if kind == 0:
        (stage.vault / "lock").write_bytes(trial.chance.randbytes(trial.chance.randrange(40)))
    elif kind == 1:

        def die(say: Say) -> None:
            stage.unlock()
            os.kill(os.getpid(), signal.SIGKILL)

        fork(die).end()
        stage.wind_on()


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try one: all instances wait at one gate, and the winner holds the vault until all have tried."""

    def attempt(trial: Trial) -> Verdict:
        stage = ground.lay(trial.folder / "site")
        _leave_stale_lock(stage, trial)
        (gate, open_gate), (done, let_go) = os.pipe(), os.pipe()
        children = [
            fork(_instance(stage, gate, done, trial.number % 2 == 0))  # type: ignore[arg-type]
            for _ in range(2 + trial.number % 2)
        ]
        for child in children:
            child.hear()
        os.write(open_gate, b"x" * len(children))
        said = [child.hear() for child in children]
        os.write(let_go, b"x" * len(children))
        for child in children:
            child.end()
        for handle in (gate, open_gate, done, let_go):
            os.close(handle)
        writers = [one for one in said if isinstance(one, list)]
        strange = [one for one in said if not isinstance(one, list) and one != {"refused": "VAULT_IN_USE"}]
        lost = missing(prove(stage), writers)
        if len(writers) == 1 and not strange and not lost:
            return CLEAN
        why = f"{len(writers)} writers of {len(children)}, {strange}, {lost} lost: {[one.fault for one in children]}"
        return Verdict(lost=lost + abs(len(writers) - 1), unseen=len(strange), why=why)

    return attempt


ROW = Row("start races and stale locks", "one writer", 1_000, 12, begin)

"""Cuts the power in the middle of work: what no sync had forced to the disk is dropped or reordered, then it starts.

A session is noted once, each write and sync of it; from that the disk after a cut is made again and again. One trial in
five cuts a second time while the vault is opened after the first.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from pathlib import Path

from escc_desktop.actions.unlock import lock
from tests.building import Clock, Places
from tests.faults.children import Say, fork
from tests.faults.disk import Disk, Operation
from tests.faults.ground import Ground, Stage
from tests.faults.platter import Platter
from tests.faults.proving import missing, prove
from tests.faults.system import Above
from tests.faults.trying import Attempt, Row, Trial, Verdict, chance_of
from tests.faults.vfs import Below
from tests.faults.work import Work

STEPS = 20
TRIALS_OF_ONE = 100
"""How many trials share one noted session."""


def noted(stage: Stage, chance: random.Random | None) -> list[Operation]:
    """Unlock, work and lock in a child (without ``chance`` only unlock) and return all that it did to its disk."""
    told = stage.places.folder.with_name(f"{stage.places.folder.name}.log")

    def at_work(say: Say) -> None:
        disk = Disk(stage.places.folder, is_noting=True)
        Above(disk), Below(disk)
        site = stage.unlock()
        if chance is not None:
            work = Work(site, chance)
            for _ in range(STEPS):
                disk.acknowledge(work.step())
            lock(site)
        told.write_bytes(pickle.dumps(disk.log))

    child = fork(at_work).end()
    if child.fault:
        raise RuntimeError(f"the session failed unharmed: {child.fault}")
    log: list[Operation] = pickle.loads(told.read_bytes())
    return log


class Session:
    """A noted session: the disk before it, and everything that was done to it."""

    def __init__(self, ground: Ground, seed: int, number: int, folder: Path) -> None:
        """Note session ``number`` of ``seed`` in the new ``folder``."""
        stage = ground.lay(folder)
        self._folder, self._before = stage.places.folder, Platter(stage.places.folder)
        self._ground, self._stage = ground, ground.lay(folder.with_name(f"{folder.name}-before"))
        self.log = noted(stage, chance_of("power session", seed, number))

    def cut(self, trial: Trial) -> tuple[Stage, Sequence[object], int]:
        """Return the site after a cut at a moment of chance, what was acknowledged by then, and the moment."""
        moment = trial.chance.randrange(len(self.log) + 1)
        platter = Platter(self._stage.places.folder)
        platter.take(_moved(self.log[:moment], self._folder, self._stage.places.folder))
        stage = self._laid(platter, trial, "once")
        if trial.number % 5 == 0 and (stage.vault / "slots.json").exists():
            again = Platter(stage.places.folder)
            operations = noted(stage, None)
            again.take(operations[: trial.chance.randrange(len(operations) + 1)])
            stage = self._laid(again, trial, "twice")
        return stage, [one.marks for one in self.log[:moment] if one.what == "acknowledged"], moment

    def _laid(self, platter: Platter, trial: Trial, name: str) -> Stage:
        folder = trial.folder / name
        platter.cut(folder, trial.chance)
        stage = Stage(self._ground, Places(folder, Clock(self._stage.clock.now), self._ground.data_key))
        stage.wind_on()
        return stage


def _moved(log: Sequence[Operation], old: Path, new: Path) -> list[Operation]:
    def moved(path: str) -> str:
        return path.replace(str(old), str(new), 1)

    return [Operation(one.what, moved(one.path), one.offset, one.data, moved(one.to)) for one in log]


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try one; each process notes the sessions that its trials share."""
    known: dict[int, Session] = {}

    def attempt(trial: Trial) -> Verdict:
        number = trial.number // TRIALS_OF_ONE
        if number not in known:
            known.clear()
            known[number] = Session(ground, seed, number, trial.folder.with_name(f"{trial.folder.name}-session"))
        stage, acknowledged, moment = known[number].cut(trial)
        try:
            lost = missing(prove(stage), list(acknowledged))
        except Exception as problem:
            return Verdict(lost=1, why=f"cut at {moment} of {len(known[number].log)}: {problem!r}")
        return Verdict(lost=lost, why=f"cut at {moment}: {lost} acknowledged entries are gone" if lost else "")

    return attempt


ROW = Row("power cut: unsynced writes dropped or reordered", "0 corrupt", 5_000, 60, begin)

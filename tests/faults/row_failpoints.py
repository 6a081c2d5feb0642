"""Interrupts every scenario at every failpoint it reaches: by a kill, by an error of the disk, by a fault of ours.

Afterwards the old or the new state stands, to the entry, and never one between; a person who goes on comes to the new
one. A failpoint that no scenario reaches counts as unseen.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Literal

from escc_desktop.errors import EsccError
from tests.building import Clock, Places
from tests.faults.children import Say, fork
from tests.faults.ground import Ground, Stage
from tests.faults.proving import prove, prove_desk
from tests.faults.scenario import Scenario
from tests.faults.scenarios import ALL, failpoints
from tests.faults.standing import Standing, standing
from tests.faults.trying import CLEAN, Attempt, Row, Trial, Verdict

Mode = Literal["kill", "error", "fault"]
COMMITTED = "vault.committed"


class Planted(Exception):
    """A fault of our own, raised at a failpoint."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A scenario that was prepared and run unharmed: the failpoints it reached, and what stood after each commit."""

    scenario: Scenario
    folder: Path
    notes: dict[str, Any]
    now: datetime
    reached: tuple[str, ...]
    states: tuple[Standing, ...]
    after: Standing

    def lay(self, ground: Ground, to: Path) -> Stage:
        """Copy what was prepared to ``to``."""
        shutil.copytree(self.folder, to)
        notes = {name: _moved(value, self.folder, to) for name, value in self.notes.items()}
        return Stage(ground, Places(to, Clock(self.now), ground.data_key), notes=notes)

    @property
    def turns(self) -> frozenset[str]:
        """The failpoints at which a new state begins."""
        return self.scenario.turns | {COMMITTED}

    def points(self) -> list[tuple[str, int]]:
        """Return each failpoint that was reached, at its first time and at its last: (name, which time)."""
        times = Counter(self.reached)
        return sorted({(name, time) for name, count in times.items() for time in (1, count)})

    def turns_before(self, name: str, time: int) -> int:
        """Return how many states had begun when ``name`` was reached for the ``time``-th time."""
        place = [place for place, one in enumerate(self.reached) if one == name][time - 1]
        return sum(one in self.turns for one in self.reached[: place + 1])


def _moved(value: Any, old: Path, new: Path) -> Any:
    return new / value.relative_to(old) if isinstance(value, Path) and value.is_relative_to(old) else value


def refer(ground: Ground, scenario: Scenario, folder: Path) -> Reference:
    """Prepare a scenario in ``folder`` and run it unharmed on a copy of that."""
    prepared = ground.lay(folder / "prepared", with_desk=scenario.uses_desk)
    scenario.prepare(prepared)
    first = Reference(scenario, prepared.places.folder, prepared.notes, prepared.clock.now, (), (), {})
    stage = first.lay(ground, folder / "run")
    before = standing(stage)
    child = fork(lambda say: _record(scenario, stage, folder, say)).end()
    if child.fault:
        raise RuntimeError(f"{scenario.name} fails unharmed: {child.fault}")
    copies = [Stage(ground, Places(one)) for one in sorted(folder.glob("turn-*"))]
    states = (before, *(standing(copy) for copy in copies))
    after = standing(stage)
    for copy in copies:
        shutil.rmtree(copy.places.folder)
    return Reference(scenario, first.folder, first.notes, first.now, tuple(child.said), states, after)


def _record(scenario: Scenario, stage: Stage, folder: Path, say: Say) -> None:
    turns = 0

    def note(name: str) -> None:
        nonlocal turns
        say(name)
        if name == COMMITTED or name in scenario.turns:  # what lies there now is what a kill would leave
            turns += 1
            shutil.copytree(stage.places.folder, folder / f"turn-{turns:03d}")

    stage.arm = note
    scenario.perform(stage)


@dataclass(frozen=True, slots=True)
class Point:
    """Where and how one trial interrupts."""

    reference: Reference
    name: str
    time: int
    mode: Mode

    def __str__(self) -> str:
        return f"{self.reference.scenario.name}: {self.mode} at {self.name}, time {self.time}"


_known: dict[Path, tuple[Reference, ...]] = {}


def references(ground: Ground) -> tuple[Reference, ...]:
    """Return every scenario's reference, made once for each ground."""
    if ground.folder not in _known:
        folder = ground.folder / "references"
        chosen = [one for one in ALL if one.is_sampled or not ground.is_sample]
        _known[ground.folder] = tuple(refer(ground, one, folder / one.name.replace(" ", "-")) for one in chosen)
    return _known[ground.folder]


def plan(ground: Ground, seed: int) -> list[Point]:
    """Return every trial in an order that ``seed`` decides, and that comes to every failpoint as early as can be."""
    known = references(ground)
    modes: tuple[Mode, ...] = ("kill", "error", "fault")
    points = [Point(one, name, time, mode) for one in known for name, time in one.points() for mode in modes]
    Random(f"failpoints/{seed}").shuffle(points)
    times: Counter[str] = Counter()
    ranked = []
    for point in points:
        times[point.name] += 1
        ranked.append((times[point.name], point))
    ranked.sort(key=lambda one: one[0])
    return [point for _, point in ranked]


def unreached(ground: Ground) -> list[str]:
    """Return the failpoints that no scenario reaches."""
    known = references(ground)
    return sorted(failpoints() - {name for one in known for name in one.reached})


def _interrupt(name: str, time: int, mode: Mode) -> Callable[[str], None]:
    left = time

    def act(reached: str) -> None:
        nonlocal left
        left -= reached == name
        if reached != name or left != 0:
            return
        if mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if mode == "error":
            raise OSError(errno.EIO, os.strerror(errno.EIO), name)
        raise Planted(name)

    return act


def interrupted(stage: Stage, point: Point) -> str:
    """Perform the scenario interrupted at ``point``; return what was wrong with that, '' when nothing was."""

    def work(say: Say) -> None:
        stage.arm = _interrupt(point.name, point.time, point.mode)
        try:
            point.reference.scenario.perform(stage)
        except (EsccError, OSError, Planted) as problem:
            say(repr(problem))

    child = fork(work).end()
    if point.mode == "kill":
        return "" if child.was_killed else f"it was not killed there: {child.fault or child.said}"
    return child.fault


def judged(stage: Stage, point: Point) -> Verdict:
    """Return what is wrong with what stands after an interruption, and with going on from there."""
    reference = point.reference
    stage.wind_on()
    prove(stage)
    here = standing(stage)
    allowed = reference.states
    if point.mode == "kill":
        allowed = (reference.states[reference.turns_before(point.name, point.time)],)
    for part in ("vault", "desk"):
        if here[part] not in [one[part] for one in allowed]:
            return Verdict(lost=1, why=f"{point}: {part} stands between: {_difference(here, allowed[-1], part)}")
    is_new = all(here[part] == reference.after[part] for part in ("vault", "desk", "outside"))
    stage.arm = None
    if not is_new or reference.scenario.is_always_done_again:
        child = fork(lambda say: reference.scenario.perform(stage, is_again=True)).end()
        if child.fault:
            return Verdict(lost=1, why=f"{point}: it cannot be done again: {child.fault}")
    end = standing(stage)
    _allow_repeated(end, reference)
    if reference.scenario.may_leave:
        _allow_left(end, reference)
    if end != reference.after:
        wrong = next(part for part in end if end[part] != reference.after[part])
        why = f"{point}: going on does not lead to the new state: {_difference(end, reference.after, wrong)}"
        return Verdict(lost=1, why=why)
    prove(stage)
    prove_desk(stage)
    return CLEAN


def _allow_repeated(end: Standing, reference: Reference) -> None:
    """Leave out what a scenario may enter twice, beyond the times that it does so unharmed."""
    for part in ("vault", "desk"):
        if end[part] is None or reference.after[part] is None:
            continue
        entries, once = end[part]["entries"], Counter(map(str, reference.after[part]["entries"]))
        for one in [one for one in entries if one[1] == reference.scenario.may_repeat]:
            once[str(one)] -= 1
            if once[str(one)] < 0:
                entries.remove(one)


def _allow_left(end: Standing, reference: Reference) -> None:
    """Leave out what a first attempt left whole, and with it what only differs for standing one number further on."""
    if len(end["outside"]) >= len(reference.after["outside"]) and not any(".part" in one for one in end["outside"]):
        end["outside"] = reference.after["outside"]


def _difference(here: Standing, there: Standing, part: str) -> str:
    mine, other = here[part], there[part]
    if isinstance(mine, dict) and isinstance(other, dict):
        return "; ".join(f"{name}: {mine[name]} is not {other[name]}" for name in mine if mine[name] != other[name])
    return f"{mine} is not {other}"


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try one; the trial after the last answers for failpoints that nothing reaches."""
    points, strange = plan(ground, seed), unreached(ground)

    def attempt(trial: Trial) -> Verdict:
        if trial.number == len(points):
            return Verdict(unseen=len(strange), why=f"no scenario reaches {', '.join(strange)}" if strange else "")
        point = points[trial.number]
        stage = point.reference.lay(ground, trial.folder / "site")
        wrong = interrupted(stage, point)
        if wrong:
            return Verdict(lost=1, why=f"{point}: {wrong}")
        return judged(stage, point)

    return attempt


def count(ground: Ground) -> int:
    """Return how many trials there are: each failpoint of each scenario in three ways, and one that looks for more."""
    return len(plan(ground, 0)) + 1


ROW = Row("kill and exception at each failpoint", "old or new state, never between", 0, 24, begin, count)

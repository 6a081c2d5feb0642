"""Says what a row of trials is, tries them on every core and counts what was lost and what went unseen."""

from __future__ import annotations

import gc
import os
import random
import shutil
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.faults.children import Child, Hung, Say, fork
from tests.faults.ground import Ground

LONGEST_TRIAL = 1800.0
"""Seconds after which a trial is taken for hung: the leak scan walks for minutes, and may share its machine."""

MOST_TOLD = 50
"""How many failures a result keeps in words; all are counted."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial: its number in the row, the chance that decides it, and an empty folder of its own."""

    number: int
    chance: random.Random
    folder: Path


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a trial came to: how much was lost, how much was not noticed, and in words why."""

    lost: int = 0
    unseen: int = 0
    why: str = ""


CLEAN = Verdict()

Attempt = Callable[[Trial], Verdict]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``begin`` prepares on the ground what all trials share and returns how to try one.

    ``trials`` is the long run's number, ``sample`` that of the tests; ``count`` tells the long run's number of a row
    that tries everything there is.
    """

    name: str
    must: str
    trials: int
    sample: int
    begin: Callable[[Ground, int], Attempt]
    count: Callable[[Ground], int] | None = None


@dataclass(slots=True)
class Tally:
    """What a row has come to so far."""

    trial: str
    trials: int = 0
    lost: int = 0
    unseen: int = 0
    seed: int = 0
    seconds: float = 0.0
    failures: list[dict[str, Any]] = field(default_factory=list)

    def add(self, number: int, verdict: Verdict) -> None:
        """Count one trial."""
        self.trials += 1
        self.lost += verdict.lost
        self.unseen += verdict.unseen
        if (verdict.lost or verdict.unseen) and len(self.failures) < MOST_TOLD:
            self.failures.append({"trial": number, **asdict(verdict)})

    @property
    def is_clean(self) -> bool:
        """Nothing was lost and nothing went unseen."""
        return self.lost == self.unseen == 0


def chance_of(row: str, seed: int, number: int) -> random.Random:
    """Return the chance of one trial: the same seed gives the same, whatever was tried before."""
    return random.Random(f"{row}/{seed}/{number}")


def try_row(
    row: Row, ground: Ground, seed: int, numbers: Sequence[int], tally: Tally, workers: int | None = None
) -> Iterator[Tally]:
    """Try the trials ``numbers`` of a row, counting into ``tally``, which is yielded after each."""
    began = perf_counter()
    before = tally.seconds
    attempt = row.begin(ground, seed)
    for number, verdict in _spread(row, attempt, ground, seed, numbers, workers or os.cpu_count() or 1):
        tally.add(number, verdict)
        tally.seconds = round(before + perf_counter() - began, 3)
        yield tally


def _spread(
    row: Row, attempt: Attempt, ground: Ground, seed: int, numbers: Sequence[int], workers: int
) -> Iterator[tuple[int, Verdict]]:
    """Yield (number, verdict) of each trial as it comes, from as many processes as there are cores."""
    gc.collect()
    gc.freeze()
    waiting = [list(reversed(numbers[first::workers])) for first in range(workers)]
    running = {place: _start(row, attempt, ground, seed, place, own) for place, own in enumerate(waiting) if own}
    while running:
        for place in list(running):
            said = _heard(running[place])
            if said is not None:
                waiting[place].pop()
                yield said[0], Verdict(*said[1])
                continue
            child = running.pop(place)
            if waiting[place]:  # it died on a trial: that one failed, and another process goes on
                number = waiting[place].pop()
                yield number, Verdict(lost=1, why=f"the process of the trial ended: {child.fault or 'killed'}")
                if waiting[place]:
                    running[place] = _start(row, attempt, ground, seed, place, waiting[place])


def _heard(child: Child) -> Any:
    try:
        said = child.hear(LONGEST_TRIAL)
    except Hung:
        said = None
    if said is None or isinstance(said, dict):
        child.end()
        return None
    return said


def _start(row: Row, attempt: Attempt, ground: Ground, seed: int, place: int, numbers: Sequence[int]) -> Child:
    def work(say: Say) -> None:
        folder = ground.folder / f"{row.name.replace(' ', '-')}-{place}"
        for number in reversed(numbers):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            verdict = tried(attempt, Trial(number, chance_of(row.name, seed, number), folder))
            say([number, [verdict.lost, verdict.unseen, verdict.why]])
            gc.collect(0)
        shutil.rmtree(folder, ignore_errors=True)

    return fork(work)


def tried(attempt: Attempt, trial: Trial) -> Verdict:
    """Return the verdict of one trial; whatever it raises is a failure and no end of the row."""
    try:
        return attempt(trial)
    except Exception:
        return Verdict(lost=1, why=traceback.format_exc(limit=-8))

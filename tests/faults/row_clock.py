"""Sets the clock back and forward, changes the zone and suspends the machine between saves of one session.

Each change is an entry of its own, the order of entries is that in which they were made, and no entry is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from escc_desktop.actions.office import LONGEST_DRIFT, LONGEST_SLEEP
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import enter, lock
from tests.building import COORDINATOR, WORDS, randomness
from tests.faults.ground import Ground
from tests.faults.proving import prove
from tests.faults.trying import CLEAN, Attempt, Row, Trial, Verdict
from tests.faults.work import Work

STEPS = 10


@dataclass(slots=True)
class MovedClock:
    """A machine's clock: what its wall shows, how long it has run, and how long of that awake."""

    now: datetime
    whole: float = 0.0
    awake: float = 0.0
    told: list[str] = field(default_factory=list)

    def __call__(self) -> datetime:
        self.pass_by(1.0)
        return self.now

    def running(self) -> tuple[float, float]:
        return self.whole, self.awake

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)
        self.whole += seconds
        self.awake += seconds


def _changes(clock: MovedClock, trial: Trial) -> dict[str, Callable[[], object]]:
    chance = trial.chance

    def set_by(seconds: float) -> None:
        clock.now += timedelta(seconds=seconds)

    def suspend() -> None:
        slept = chance.uniform(LONGEST_SLEEP.total_seconds() + 1, 86_400)
        clock.now += timedelta(seconds=slept)
        clock.whole += slept

    def zone() -> None:
        offset = clock.now.utcoffset() or timedelta()
        other = chance.choice([hours for hours in (-5, 0, 3, 8, 9.5) if timedelta(hours=hours) != offset])
        clock.now = clock.now.astimezone(timezone(timedelta(hours=other), f"Z{other}"))

    least = LONGEST_DRIFT.total_seconds() + 5
    return {
        "stepped_back": lambda: set_by(-chance.uniform(least, 40 * 86_400)),
        "jumped": lambda: set_by(chance.uniform(least, 400 * 86_400)),
        "zone_changed": zone,
        "suspended": suspend,
        "": lambda: clock.pass_by(chance.uniform(0, 7_200)),  # somebody has lunch: nothing to tell
    }


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try one: a session of saves with changes of the clock between them."""

    def attempt(trial: Trial) -> Verdict:
        stage = ground.lay(trial.folder / "site")
        clock = MovedClock(stage.clock.now + timedelta(minutes=1))
        changes = _changes(clock, trial)
        person, secrets = ground.slots[COORDINATOR]
        site = enter(stage.vault, person, WORDS[COORDINATOR], secrets, clock, randomness)
        first = _count(site)
        work, done, expected = Work(site, trial.chance), [], []
        for _ in range(STEPS):
            name = trial.chance.choice(list(changes))
            changes[name]()
            expected += [name] if name else []
            done.append(work.step()[1])
        found = list(site.office.journal.entries(site.office.chain, first + 1))
        told = [one.entry.body["why"] for one in found if one.entry.kind == "clock.changed"]
        order = [one.hash.hex() for one in found]
        lock(site)
        stage.clock.now = clock.now
        prove(stage)
        is_ordered = [one for one in order if one in done] == done
        if told == expected and is_ordered:
            return CLEAN
        return Verdict(lost=not is_ordered, unseen=told != expected, why=f"done {expected}, told {told}")

    return attempt


def _count(site: Site) -> int:
    head = site.office.journal.head(site.office.chain)
    return head.seq if head is not None else 0


ROW = Row("clock set back, forward, zone changed, suspended", "flagged, order kept, never refused", 100, 12, begin)

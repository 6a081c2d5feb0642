"""Lets the disk fail or fill up at one operation, once or for good, under the encryption and beside it.

Whatever is refused must be refused with its cause in words, and must be whole or not there at all; what was
acknowledged before and after must stand once the disk is mended.
"""

from __future__ import annotations

from escc_desktop.actions.unlock import lock
from escc_desktop.errors import EsccError
from tests.faults.children import Child, Say, fork
from tests.faults.disk import Disk, FailingDisk
from tests.faults.ground import Ground, Stage
from tests.faults.proving import missing, prove
from tests.faults.system import Above
from tests.faults.trying import Attempt, Row, Trial, Verdict
from tests.faults.vfs import Below
from tests.faults.work import Work

STEPS = 6
CAUSES = {
    True: frozenset({"VAULT_DISK_FULL", "CHECKPOINT_NOT_KEPT", "STICK_FULL"}),
    False: frozenset({"VAULT_DISK_ERROR", "VAULT_NO_PERMISSION", "CHECKPOINT_NOT_KEPT", "INPUT_UNREADABLE"}),
}
"""The codes whose sentences name the cause: of a full disk, and of one that fails."""


def worked_on(stage: Stage, trial: Trial, failing: FailingDisk) -> Child:
    """Unlock, work and lock in a child on a failing disk, asking once more for whatever is refused."""

    def at_work(say: Say) -> None:
        disk = Disk(stage.places.folder, failing)
        Above(disk), Below(disk)
        refusals: list[str] = []
        try:
            site = stage.unlock()
            work = Work(site, trial.chance)  # reads what it will work on, as a page does
        except EsccError as problem:
            say({"refused": problem.code, "at": "unlock", "count": failing.count, "bit": failing.refused})
            return
        for _ in range(STEPS):
            for _ in range(2):
                try:
                    say(work.step())
                    break
                except EsccError as problem:
                    refusals.append(problem.code)
                    say({"refused": problem.code, "at": "save"})
        try:
            lock(site)
        except EsccError as problem:
            say({"refused": problem.code, "at": "lock"})
        say({"count": failing.count, "bit": failing.refused})

    return fork(at_work).end()


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try one; the operations of an unharmed run are counted first."""
    totals = {is_full: _total(ground, is_full) for is_full in (True, False)}

    def attempt(trial: Trial) -> Verdict:
        stage = ground.lay(trial.folder / "site")
        is_full, is_for_good = trial.number % 2 == 0, trial.number // 2 % 2 == 0
        failing = FailingDisk(trial.chance.randrange(1, totals[is_full]), is_full, is_for_good)
        child = worked_on(stage, trial, failing)
        where = f"{'full' if is_full else 'error'} {'for good' if is_for_good else 'once'} at {failing.first}"
        if child.fault:
            return Verdict(unseen=1, why=f"{where}: {child.fault}")
        told = [said for said in child.said if isinstance(said, dict)]
        unnamed = [one for one in told if "refused" in one and one["refused"] not in CAUSES[is_full]]
        lost = missing(prove(stage), [said for said in child.said if isinstance(said, list)])
        acknowledged = sum(isinstance(said, list) for said in child.said)
        why = f"{where}: {told}" if lost or unnamed else ""
        if not is_for_good and acknowledged < STEPS and not any(one.get("at") == "unlock" for one in told):
            return Verdict(lost + 1, len(unnamed), f"{where}: after one failure the work did not go on: {told}")
        return Verdict(lost, len(unnamed), why)

    return attempt


def _total(ground: Ground, is_full: bool) -> int:
    stage = ground.lay(ground.folder / "counted")
    failing = FailingDisk(10**9, is_full, False)
    from random import Random

    child = worked_on(stage, Trial(0, Random(0), ground.folder), failing)
    return int(child.said[-1]["count"])


ROW = Row("I/O error and disk full at the n-th operation", "0 lost, cause named", 800, 40, begin)

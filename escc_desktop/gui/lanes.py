"""Threads that do the window's work, for the store, paper and backups; results come back by queued signals.

The window never waits: ``submit`` returns at once, and what it was given is called later on the window's own thread.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThread, Signal, Slot
from shiboken6 import isValid

from escc_desktop.errors import EsccError

T = TypeVar("T")
P = TypeVar("P")
SLICE_MS = 50


class Task:
    """A piece of work on its way. ``cancel`` drops its result, and stops sliced work before its next step."""

    def __init__(self) -> None:
        self.is_cancelled = False
        self.is_over = False

    def cancel(self) -> None:
        """Want no result any more; what one step has begun is finished, and nothing half done is left."""
        self.is_cancelled = True


def dropped() -> Task:
    """Return a task of which nobody hears anything."""
    task = Task()
    task.cancel()
    task.is_over = True
    return task


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """What is to be done, and who hears of it. ``owner`` may be deleted meanwhile: then nobody does."""

    work: Callable[[], Any]
    task: Task
    owner: QObject
    then: Callable[[Any], None] | None
    otherwise: Callable[[EsccError], None] | None
    always: Callable[[], None] | None
    progress: Callable[[Any], None] | None = None
    is_sliced: bool = False
    holds_lane: bool = False


class _Worker(QObject):
    """Lives on the lane's thread and does one job after the other; a sliced one steps aside every 50 ms."""

    advanced = Signal(object, object)
    finished = Signal(object, object)
    refused = Signal(object, object)
    broke = Signal(object, object)
    again = Signal(object, object)

    @Slot(object)
    def do(self, job: _Job) -> None:
        if job.task.is_cancelled:
            self.finished.emit(job, None)
        elif job.is_sliced:
            self._guard(job, lambda: self.again.emit(job, job.work()))
        else:
            self._guard(job, lambda: self.finished.emit(job, job.work()))

    @Slot(object, object)
    def step(self, job: _Job, steps: Generator[Any, None, Any]) -> None:
        self._guard(job, lambda: self._steps(job, steps))

    def _steps(self, job: _Job, steps: Generator[Any, None, Any]) -> None:
        watch = QElapsedTimer()
        watch.start()
        while job.holds_lane or watch.elapsed() < SLICE_MS:
            if job.task.is_cancelled:
                steps.close()
                self.finished.emit(job, None)
                return
            try:
                self.advanced.emit(job, next(steps))
            except StopIteration as end:
                self.finished.emit(job, end.value)
                return
        self.again.emit(job, steps)  # to the end of the queue: commands that came meanwhile go first

    def _guard(self, job: _Job, work: Callable[[], None]) -> None:
        try:
            work()
        except EsccError as problem:
            self.refused.emit(job, problem)
        except Exception as ours:
            self.broke.emit(job, ours)


class Lane(QObject):
    """One thread with a queue. ``unexpected`` carries what is our fault, ``problem`` a known one that no page took.

    Start it once; ``stop`` finishes what was submitted, drops the results and joins the thread.
    """

    unexpected = Signal(object)
    problem = Signal(object)
    busy_changed = Signal(bool)
    _asked = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._under_way: set[_Job] = set()
        self._is_stopping = False
        self._asked.connect(self._worker.do)
        # Queued although both ends live on the lane: a slice that is over lets the queue go on.
        self._worker.again.connect(self._worker.step, Qt.ConnectionType.QueuedConnection)
        self._worker.advanced.connect(self._advanced)
        self._worker.finished.connect(self._finished)
        self._worker.refused.connect(self._refused)
        self._worker.broke.connect(self._broke)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether anything submitted has not come back yet."""
        return bool(self._under_way)

    def submit(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[EsccError], None] | None = None,
        *,
        owner: QObject,
        always: Callable[[], None] | None = None,
    ) -> Task:
        """Do ``work`` on the lane; the window's thread then calls ``then`` with its value or ``otherwise``.

        ``always`` is called first in either case and also when it was our fault (enable the button again there).
        Nothing is called once ``owner`` is deleted or the task cancelled. ``work`` must touch no widget.
        """
        return self._submit(_Job(work, Task(), owner, then, otherwise, always))

    def submit_sliced(
        self,
        steps: Callable[[], Generator[P, None, T]],
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[EsccError], None] | None = None,
        *,
        owner: QObject,
        progress: Callable[[P], None] | None = None,
        always: Callable[[], None] | None = None,
        holds_lane: bool = False,
    ) -> Task:
        """Do long work in slices of 50 ms between commands; ``progress`` gets each yield, ``then`` the return value.

        With ``holds_lane`` no command comes between: the window goes on, the store waits.
        """
        return self._submit(_Job(steps, Task(), owner, then, otherwise, always, progress, True, holds_lane))

    def _submit(self, job: _Job) -> Task:
        if self._is_stopping:
            job.task.cancel()
            return job.task
        self._under_way.add(job)
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)
        self._asked.emit(job)
        return job.task

    def stop(self) -> None:
        """Finish what was submitted (sliced work stops at its next step), drop the results and join the thread."""
        self._is_stopping = True
        for job in self._under_way:
            if job.is_sliced:
                job.task.cancel()
        if self._thread.isRunning():
            last = _Job(self._thread.quit, Task(), self, None, None, None)
            self._asked.emit(last)
            self._thread.wait()

    def _is_wanted(self, job: _Job) -> bool:
        return not job.task.is_cancelled and not self._is_stopping and isValid(job.owner)

    def _back(self, job: _Job) -> bool:
        self._under_way.discard(job)
        job.task.is_over = True
        if not self._under_way:
            self.busy_changed.emit(False)
        is_wanted = self._is_wanted(job)
        if is_wanted and job.always is not None:
            job.always()
        return is_wanted

    @Slot(object, object)
    def _advanced(self, job: _Job, value: object) -> None:
        if job.progress is not None and self._is_wanted(job):
            job.progress(value)

    @Slot(object, object)
    def _finished(self, job: _Job, value: object) -> None:
        if self._back(job) and job.then is not None:
            job.then(value)

    @Slot(object, object)
    def _refused(self, job: _Job, problem: object) -> None:
        if not self._back(job):
            return
        if job.otherwise is not None:
            job.otherwise(cast("EsccError", problem))
        else:
            self.problem.emit(problem)

    @Slot(object, object)
    def _broke(self, job: _Job, ours: object) -> None:
        self._back(job)
        self.unexpected.emit(ours)


class StoreLane(Lane):
    """The one thread that owns the one connection to the vault."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("store lane", parent)


class PaperLane(Lane):
    """The thread that renders, seals and checks documents; ReportLab and pyHanko are imported there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("paper lane", parent)


class BackupLane(Lane):
    """The thread that waits for sticks: it writes and verifies backups, and leaves the open vault alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("backup lane", parent)

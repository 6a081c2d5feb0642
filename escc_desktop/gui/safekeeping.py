"""Makes backups when they are due and their place is there, or when asked, and runs drills; it shows nothing.

What touches the open vault goes to the store lane in slices; what waits for a stick goes to the backup lane.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from escc_desktop.errors import BackupError, EsccError
from escc_desktop.gui.lanes import BackupLane, Task
from escc_desktop.gui.volumes import Volumes, find, place_at

if TYPE_CHECKING:
    from escc_desktop.actions.back_up import Begun, Found
    from escc_desktop.actions.backups import Moment
    from escc_desktop.actions.restore_drill import Drill
    from escc_desktop.actions.site import Site
    from escc_desktop.actions.views import Outcome
    from escc_desktop.actions.views_of_backups import (
        BackupPlace,
        BackupProgress,
        GenerationView,
        SafetyView,
        WrittenBackup,
    )
    from escc_desktop.gui.workplace import Workplace

LOOK_EVERY_MS = 5_000
PARTING_MS = {"locked": 10_000, "idle": 10_000, "closed": 20_000}
"""How long a last backup may go on after somebody locked or left. A screen that was locked closes the vault at once."""

Doing = Literal["", "backup", "drill"]


class Safekeeping(QObject):
    """The backups of one open site. ``changed``: something below is another; ``progressed`` carries a step.

    ``view`` is what the journal knows, ``folder`` where the place is now (None while it is away), ``there`` what lies
    in it; ``doing`` what is under way, ``problem`` why the last try failed (a drill, if ``was_drill``; one that nobody
    asked for, if ``is_automatic``), ``done`` what it gave.
    """

    changed = Signal()
    progressed = Signal(object)
    failed = Signal(object)

    def __init__(self, workplace: Workplace, lane: BackupLane, volumes: Volumes, vault: Path) -> None:
        super().__init__(workplace)
        self._workplace, self._lane, self._volumes, self._vault = workplace, lane, volumes, vault
        self.view: SafetyView | None = None
        self.folder: Path | None = None
        self.there: tuple[GenerationView, ...] = ()
        self.doing: Doing = ""
        self.problem: EsccError | None = None
        self.done: tuple[Doing, WrittenBackup] | None = None
        self.step: BackupProgress | None = None
        self._task: Task | None = None
        self._is_clearing = self._was_looked = self._is_closed = False
        self.was_drill = self.is_automatic = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Clear what a power cut left, and begin to look for the place."""
        self._clear()
        self.refresh()
        self._timer.start()

    def refresh(self) -> None:
        """Ask the journal and look at the place anew."""
        self._refresh(self.look)

    def look(self) -> None:
        """Look whether the place has come or gone; a backup that is due is made when it comes."""
        self._look("arrived" if self._was_looked else "opened")

    def _refresh(self, then: Callable[[], None]) -> None:
        if self._is_closed:
            return  # an answer of the backup lane that came after the vault was closed

        def told(view: SafetyView) -> None:
            self.view = view
            then()

        def question(site: Site) -> SafetyView:
            from escc_desktop.actions.backups import safety

            return safety(site)

        self._workplace.ask(question, told, self)

    def _look(self, moment: Moment) -> None:
        place = self.view.place if self.view is not None else None
        if place is None:
            self.changed.emit()
            return

        def looked(folder: Path | None) -> None:
            if self._is_closed:
                return
            has_come = folder is not None and (self.folder is None or not self._was_looked)
            is_other = folder != self.folder or not self._was_looked
            self.folder, self._was_looked = folder, True
            if is_other:
                self._list()
            if has_come:
                self._back_up_if_due(moment)

        def work() -> Path | None:
            return find(self._volumes, place)

        self._lane.submit(work, looked, self._quiet, owner=self)

    def _back_up_if_due(self, moment: Moment) -> None:
        def then() -> None:
            from escc_desktop.actions.backups import is_due

            if self.view is not None and is_due(self.view, moment):
                self.back_up(is_automatic=True)

        self._refresh(then)

    def _list(self) -> None:
        """Ask what lies in the place."""
        if self.folder is None:
            self.there = ()
            self.changed.emit()
            return

        def found(_: Path, files: tuple[Found, ...]) -> None:
            def question(site: Site) -> tuple[GenerationView, ...]:
                from escc_desktop.actions.backups import generations

                return generations(site, files)

            def listed(views: tuple[GenerationView, ...]) -> None:
                self.there = views
                self._refresh(self.changed.emit)

            self._workplace.ask(question, listed, self)

        self._with_place(found, self._quiet)

    def _with_place(
        self, then: Callable[[Path, tuple[Found, ...]], None], otherwise: Callable[[EsccError], None]
    ) -> Task:
        """Find the place on the backup lane and look into it; a place that is away is a problem."""
        place = self.view.place if self.view is not None else None

        def work() -> tuple[Path, tuple[Found, ...]]:
            from escc_desktop.actions.back_up import look_at

            folder = find(self._volumes, place) if place is not None else None
            if folder is None:
                raise BackupError("BACKUP_PLACE_AWAY", place=place.label if place is not None else "–")
            return folder, look_at(folder)

        def found(answer: tuple[Path, tuple[Found, ...]]) -> None:
            if not self._is_closed:
                then(*answer)

        return self._lane.submit(work, found, otherwise, owner=self)

    # choosing the place

    def propose(self, folder: Path, then: Callable[[BackupPlace], None]) -> None:
        """Tell what kind of place ``folder`` would be."""

        def work() -> BackupPlace:
            return place_at(self._volumes, folder, self._vault)

        self._lane.submit(work, then, owner=self)

    def choose(self, place: BackupPlace, otherwise: Callable[[EsccError], None], then: Callable[[], None]) -> None:
        """Let backups go there from now on, and make the first one."""
        from escc_desktop.actions.backup_commands import ChooseBackupPlace

        def chosen(_: Outcome) -> None:
            self.folder, self._was_looked, self.there = None, False, ()
            self.problem = None
            then()
            self.refresh()

        self._workplace.do(ChooseBackupPlace(place), chosen, otherwise, self)

    # making a backup

    def back_up(self, *, is_automatic: bool = False) -> None:
        """Make a backup now; nothing happens while one is under way, or without a place."""
        if self.doing or self._is_clearing or self.view is None or self.view.place is None:
            return
        self.is_automatic = is_automatic
        self._begin("backup")
        self._task = self._with_place(self._copy, self._away if is_automatic else self._fail)

    def _copy(self, folder: Path, files: tuple[Found, ...]) -> None:
        assert self.view is not None
        assert self.view.place is not None
        self.folder, place, is_automatic = folder, self.view.place, self.is_automatic

        def steps(site: Site) -> Generator[BackupProgress, None, Begun]:
            from escc_desktop.actions.back_up import begin

            return begin(site, place, folder, files, is_automatic=is_automatic)

        refused = self._away if is_automatic else self._fail
        self._task = self._workplace.run_sliced(steps, self._progress, self._write, refused, self)

    def _write(self, begun: Begun) -> None:
        def steps() -> Generator[BackupProgress, None, WrittenBackup]:
            from escc_desktop.actions.back_up import write

            return write(begun)

        self._task = self._lane.submit_sliced(steps, self._note, self._fail, owner=self, progress=self._progress)

    def _note(self, written: WrittenBackup) -> None:
        from escc_desktop.actions.backup_commands import NoteBackup

        self._task = None
        self._workplace.do(NoteBackup(written, self.is_automatic), lambda _: self._end(written), self._fail, self)

    # the drill

    def drill(self, passphrase: str) -> None:
        """Prove that the newest backup can be restored; ``failed`` tells a wrong passphrase before anything begins."""
        if self.doing or self._is_clearing:
            return
        self._begin("drill")

        def found(folder: Path, files: tuple[Found, ...]) -> None:
            assert self.view is not None
            assert self.view.place is not None
            place = self.view.place

            def question(site: Site) -> Drill:
                from escc_desktop.actions.restore_drill import prepare_drill

                return prepare_drill(site, place, folder, files, passphrase)

            self._workplace.ask(question, self._prove, self, self._fail)

        self._task = self._with_place(found, self._fail)

    def _prove(self, drill: Drill) -> None:
        def steps() -> Generator[BackupProgress, None, WrittenBackup]:
            from escc_desktop.actions.restore_drill import prove

            return prove(drill)

        def proved(done: WrittenBackup) -> None:
            from escc_desktop.actions.backup_commands import NoteDrill

            self._task = None
            self._workplace.do(NoteDrill(done), lambda _: self._end(done), self._fail, self)

        self._task = self._lane.submit_sliced(steps, proved, self._fail, owner=self, progress=self._progress)

    # how it goes

    def _begin(self, doing: Doing) -> None:
        self.doing, self.problem, self.done, self.step = doing, None, None, None
        self.was_drill = doing == "drill"
        self.changed.emit()

    def _progress(self, step: BackupProgress) -> None:
        self.step = step
        self.progressed.emit(step)

    def _end(self, written: WrittenBackup) -> None:
        self.done, self.doing, self.step, self._task = (self.doing, written), "", None, None
        self._list()

    def _fail(self, problem: EsccError) -> None:
        if self._is_closed:
            return
        self.problem, self.doing, self.step, self._task = problem, "", None, None
        self.failed.emit(problem)
        self._list()

    def _away(self, problem: EsccError) -> None:
        """Let an automatic backup wait for its place; a vault in doubt says so itself; anything else is a problem."""
        if problem.code not in ("BACKUP_PLACE_AWAY", "READ_ONLY"):
            self._fail(problem)
            return
        self.doing, self._task = "", None
        self._list()

    def _quiet(self, problem: EsccError) -> None:
        """Take a place that cannot be looked into for one that is away: the next try to write there says why."""
        self.folder, self.there = None, ()
        self.changed.emit()

    @property
    def can_cancel(self) -> bool:
        """Whether what is under way can still be given up; once it stands in its place it is only noted."""
        return bool(self.doing) and self._task is not None

    def cancel(self) -> None:
        """Give up what is under way; nothing of it is left."""
        if not self.can_cancel or self._task is None:
            return
        self._task.cancel()
        self.doing, self.step, self._task = "", None, None
        self._clear()
        self.changed.emit()

    def _clear(self) -> None:
        self._is_clearing = True

        def question(site: Site) -> None:
            from escc_desktop.actions.back_up import clear_workroom

            clear_workroom(site)

        def cleared(_: None) -> None:
            self._is_clearing = False

        self._workplace.ask(question, cleared, self)

    def forget_problem(self) -> None:
        """Let go of the last problem, which was read."""
        self.problem = None
        self.changed.emit()

    # before the vault is closed

    def parting(self, why: str, haste: Task) -> Callable[[Site], None] | None:
        """Stop, and return what makes a last backup on the store lane, or None; cancelling ``haste`` ends it early."""
        self._timer.stop()
        is_under_way = self.doing != ""
        self.cancel()
        self._is_closed = True
        if is_under_way or why not in PARTING_MS:
            return None
        volumes, watch, most = self._volumes, QElapsedTimer(), PARTING_MS[why]
        watch.start()

        def work(site: Site) -> None:
            from escc_desktop.actions.parting_backup import back_up_at_parting

            back_up_at_parting(
                site,
                lambda place: find(volumes, place),
                lambda: watch.elapsed() < most and not haste.is_cancelled,
            )

        return work

"""Measures the longest time for which the window's thread stood still during each task, in the real window.

The window is the program's own with its page Today; each task goes the way its button takes it, through the lanes, and
is over when every page that heard of it has asked and been answered.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from escc_desktop.actions.commands import ExportPackage, ImportPackage
from escc_desktop.actions.desk import at_desk
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.verify import verify_slices
from escc_desktop.actions.views import ExportedPackage, Outcome, VerificationView
from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.pages.form_body import FormBody
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.window import MainWindow
from escc_desktop.gui.workplace import Workplace
from escc_desktop.launch import clock, randomness
from tests.benchmarks.floors.heartbeat import idle, longest_gap
from tests.benchmarks.making import Saver, Walked, fill, signing
from tests.benchmarks.measuring import Result, Row, summary

ENTRIES = 1000
TASKS = ("unlock", "open a form", "save a form", "save", "sign and seal a page", "export", "import", "verify")
RUNS = 7


def rows() -> tuple[Row, ...]:
    """Return the rows; ``results`` measures them all in one."""
    return tuple(Row(_name(task), 16, _not_alone, _not_alone, RUNS, _SAYS, is_gap=True) for task in TASKS)


def results(walked: Walked, runs: int) -> list[Result]:
    """Open the window ``runs`` times and let each task pass in it; the first time is not counted."""
    site = walked.open(walked.copy("gaps"))
    fill(site, ENTRIES)
    number = Saver(site).number
    site.close()
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    measured: dict[str, list[tuple[float, float]]] = {task: [] for task in TASKS}
    for run in range(runs + 1):
        session = Session(qt, walked, run, number)
        for task, pair in session.pass_through().items():
            if run:
                measured[task].append(pair)
    return [summary(row, measured[task]) for row, task in zip(rows(), TASKS, strict=True)]


class Session:
    """One window over one copy of the vault, from its unlock page to verification."""

    def __init__(self, qt: QApplication, walked: Walked, run: int, number: str) -> None:
        self._walked, self._number = walked, number
        self.vault = walked.copy(f"gaps-{run}", "gaps")
        self.central = walked.copy(f"central-{run}", "central")
        self.stick = walked.folder / f"stick-{run}"
        self.stick.mkdir()
        preferences = Preferences(walked.folder / f"preferences-{run}.ini")
        application = Application(qt, walked.folder / "reports", clock)
        application.dress("zh", "light")
        self.window = MainWindow(preferences)
        self.desktop = Desktop(application, self.window, self.vault, None, clock, randomness)
        self.problems: list[object] = []
        self.window.show()
        self.saved: list[str] = []
        self.exported: list[Path] = []
        self._until_idle()

    def pass_through(self) -> dict[str, tuple[float, float]]:
        """Let every task pass and return its longest gap and that of an idle loop as long, in milliseconds."""
        try:
            pairs = {"unlock": self._gap(self._unlock)}
            pairs["open a form"] = self._gap(self._open_form)
            pairs["save a form"] = self._gap(self._save_form)
            pairs["save"] = self._gap(self._save)
            pairs["sign and seal a page"] = self._gap(self._sign)
            pairs["export"] = self._gap(self._export)
            answer = self._answered(self.exported[0])
            pairs["import"] = self._gap(lambda: self._do(ImportPackage(answer), None))
            pairs["verify"] = self._gap(self._verify)
        finally:
            self.desktop.stop()
            self.window.deleteLater()
        if self.problems:
            raise AssertionError(self.problems)
        return pairs

    def _gap(self, begin: Callable[[], object]) -> tuple[float, float]:
        ours, whole = longest_gap(begin, self._is_idle)
        return ours * 1000, idle(whole) * 1000

    def _until_idle(self) -> None:
        longest_gap(lambda: None, self._is_idle)

    def _is_idle(self) -> bool:
        if self.desktop.store.is_busy or self.desktop.paper.is_busy:
            return False
        return not any(body.is_building for body in self.window.findChildren(FormBody))

    @property
    def _workplace(self) -> Workplace:
        assert self.desktop.workplace is not None
        return self.desktop.workplace

    def _unlock(self) -> None:
        name, words = self._walked.people["coordinator"]
        self.desktop.unlock_page.unlock_asked.emit(name, words)

    def _open_form(self) -> None:
        assert self.desktop.router is not None
        visit = next(one.id for one in self._workplace.study.visits if "CBC" in one.forms)
        self.desktop.router.open_form(self._number, "CBC", visit)

    def _save_form(self) -> None:
        page = self.window.findChild(FormPage)
        assert page is not None
        assert page.draft is not None
        page.draft.set_value("HGB", "139" if page.draft.text("HGB") != "139" else "140")
        page.reason_bar.show_given("TRANSCRIPTION", "")
        page.save("stay")

    def _do(self, command: ExportPackage | ImportPackage, then: Callable[[Outcome], None] | None) -> None:
        self._workplace.do(command, then, self.problems.append, self.window)

    def _save(self) -> None:
        saver = Saver(self._workplace._site, visits=1, first=19)
        self._workplace.do(
            saver.next(), lambda made: self.saved.append(str(made.value)), self.problems.append, self.window
        )

    def _sign(self) -> None:
        command = signing(self._workplace._site, self._walked, self.saved[0])
        self._workplace.sign(command, lambda documents: None, self.problems.append, self.window)

    def _export(self) -> None:
        def noted(outcome: Outcome) -> None:
            assert isinstance(outcome.value, ExportedPackage)
            self.exported.append(outcome.value.path)

        self._do(ExportPackage(self.stick), noted)

    def _answered(self, package: Path) -> Path:
        name, words = self._walked.people["central"]
        with at_desk(str(self.central), name, words, clock, randomness) as desk:
            (received,) = receive_packages(desk, [package])
            if not received.is_received:
                raise AssertionError(received.code)
            return reply(desk, self._workplace._site.facts.site, self.stick)

    def _verify(self) -> None:
        def verified(view: VerificationView) -> None:
            if not view.is_sound:
                self.problems.append(view)

        self._workplace.run_sliced(verify_slices, lambda step: None, verified, self.problems.append, self.window)


def _not_alone() -> float:
    raise AssertionError("the tasks of one session are measured together, see results")


def _name(task: str) -> str:
    return f"longest gap: {task}"


_SAYS = "the window's thread, Today on screen / the same heartbeat on an idle loop for as long"

"""Sets the stage of the pictures: an invented site at a fixed moment, and the real window over it; it draws nothing."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.theme import load_later_fonts
from escc_desktop.gui.window import MainWindow
from escc_desktop.terminal.demo import Demonstration
from tests.pictures.kinds import SIZE

if TYPE_CHECKING:
    from escc_desktop.gui.router import Router
    from escc_desktop.gui.workplace import Workplace

PARTICIPANTS = 14
ZONE = timezone(timedelta(hours=8))
BEGAN = datetime(2026, 3, 19, 9, 36, tzinfo=ZONE)
_PATIENCE = 60.0  # seconds


class SteadyClock:
    """A clock of the pictures: begins at a fixed moment and goes on by a little with every look at it."""

    def __init__(self) -> None:
        self._looks = 0
        self._lock = Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self._looks += 1
            return BEGAN + timedelta(milliseconds=200 * self._looks)


class Scene:
    """The demonstration, the application and one window of the pictures' size."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        os.environ["TZ"] = "Asia/Shanghai"
        if hasattr(time, "tzset"):
            time.tzset()
        self.qt = qt
        self.clock = SteadyClock()
        self.demonstration = Demonstration(folder / "demonstration", self.clock, os.urandom)
        self.told = self.demonstration.walk(PARTICIPANTS)
        self._folder = folder
        self._application = Application(qt, folder / "reports", self.clock)
        self._application.dress("zh", "light")
        load_later_fonts()
        qt.setCursorFlashTime(0)
        self.faults: list[str] = []
        self._open: list[Desktop] = []
        sys.excepthook = self._note_fault

    def _note_fault(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        self.faults.append("".join(traceback.format_exception(kind, fault, trace)))
        print(self.faults[-1], file=sys.stderr)

    def note_problem(self, problem: object) -> None:
        """Note what the window met; a picture taken beside a problem is none."""
        self.faults.append(repr(problem))

    def desktop(self, vault: Path, kit: Path | None = None) -> Desktop:
        """Open a window over ``vault``."""
        window = MainWindow(Preferences(self._folder / "preferences.ini"))
        self._application.tell_in(window, window.show_dialog)
        made = Desktop(self._application, window, vault, kit, self.clock, os.urandom, self.demonstration.folder)
        for lane in (made.store, made.paper, made.backup):
            lane.unexpected.connect(self.note_problem)
            lane.problem.connect(self.note_problem)
        self._open.append(made)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        self.settle(made)
        return made

    def close(self, desktop: Desktop) -> None:
        """Close a window for good."""
        self._open.remove(desktop)
        desktop.stop()
        desktop.window.close()

    def end(self) -> None:
        """Close what is still open."""
        for desktop in tuple(self._open):
            self.close(desktop)

    def settle(self, desktop: Desktop) -> None:
        """Let everything that was asked come back and be painted."""
        quiet = 0
        for _ in range(int(_PATIENCE * 50)):
            QTest.qWait(20)
            is_busy = any(lane.is_busy for lane in (desktop.store, desktop.paper, desktop.backup))
            quiet = 0 if is_busy else quiet + 1
            if quiet >= 6:
                return
        raise TimeoutError("the window does not come to rest")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so."""
        for _ in range(int(_PATIENCE * 50)):
            if holds() or self.faults:
                break
            QTest.qWait(20)
        if not holds():
            raise TimeoutError("\n".join(["what the picture needs did not come", *self.faults]))

    def passphrase(self, role: str) -> tuple[str, str]:
        """Return name and passphrase of an invented person, of the kit or of the desk."""
        found = next(one for one in self.told["people"] if one["role"] == role)
        return found["name"], found["passphrase"]


def router_of(desktop: Desktop) -> Router:
    """Return the router of an open site."""
    assert desktop.router is not None
    return desktop.router


def workplace_of(desktop: Desktop) -> Workplace:
    """Return the workplace of an open site."""
    assert desktop.workplace is not None
    return desktop.workplace

"""Says what every platform's source of "lock now" is like, and which one this system has; it locks nothing itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

Why = Literal["screen", "user", "sleep"]
"""The system's screen was locked; another user came to the front; the computer goes or went to sleep."""


class LockSource(QObject):
    """Something of the system that wants the vault locked. ``wanted`` says why; ``begin`` and ``end`` may be repeated.

    What the system does not offer is no problem: a source then never speaks.
    """

    wanted = Signal(str)

    def begin(self) -> None:
        """Listen from now on."""

    def end(self) -> None:
        """Listen no more."""


TICK_MS: Final = 5_000
LONGEST_GAP: Final = timedelta(minutes=15)
"""As long as a pause may be at first: a clock that was put right by a few minutes locks nobody out."""


class SleepWatch(LockSource):
    """Notices that the computer has slept, where nothing announced it: the clock went on and the program did not.

    A clock that was set forward looks the same and locks once; that is no harm.
    """

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._before: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look at the clock every few seconds."""
        self._before = self._clock()
        self._timer.start()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._before = None

    def look(self) -> None:
        """Compare the clock with the last look."""
        before, self._before = self._before, self._clock()
        if before is not None and self._before - before > LONGEST_GAP:
            self.wanted.emit("sleep")


def system_source(window: QWidget, platform: str = sys.platform) -> LockSource:
    """Return the source of the system that this is; one that never speaks where the program knows none."""
    if platform == "win32":
        from escc_desktop.gui.system_lock.windows import WindowsLock

        return WindowsLock(window)
    if platform == "darwin":
        from escc_desktop.gui.system_lock.macos import MacLock

        return MacLock(window)
    if platform.startswith("linux"):
        from escc_desktop.gui.system_lock.linux import LinuxLock

        return LinuxLock(window)
    return LockSource(window)

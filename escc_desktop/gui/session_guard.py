"""Watches over an open session: says when it must be locked, and clears what was copied; it locks nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.gui.application import IdleWatch
from escc_desktop.gui.clipboard_watch import ClipboardWatch
from escc_desktop.gui.system_lock.source import LockSource, SleepWatch, system_source


class SessionGuard(QObject):
    """Idleness, the system's lock screen, switched users, sleep, and the clipboard.

    ``lock_wanted`` carries why, as the journal has it: ``idle``, ``screen``, ``user`` or ``sleep``.
    """

    lock_wanted = Signal(str)

    def __init__(self, qt: QApplication, window: QWidget, clock: Callable[[], datetime], idle_minutes: int) -> None:
        super().__init__(window)
        self.idle = IdleWatch(qt, idle_minutes)
        self.idle.idle.connect(lambda: self.lock_wanted.emit("idle"))
        self.sources: tuple[LockSource, ...] = (system_source(window), SleepWatch(clock, self))
        for source in self.sources:
            source.wanted.connect(self.lock_wanted)
        self.clipboard = ClipboardWatch(self)

    def begin(self) -> None:
        """Watch: somebody is signed in."""
        self.idle.set_watching(True)
        for source in self.sources:
            source.begin()

    def end(self) -> None:
        """Watch no more, and leave nothing of ours in the clipboard."""
        self.idle.set_watching(False)
        for source in self.sources:
            source.end()
        self.clipboard.clear()

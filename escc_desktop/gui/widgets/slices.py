"""Goes through long work a slice in each turn of the event loop, so that the window goes on answering; it does none."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

FIRST_MS, SLICE_MS = 3, 5
"""How long the first slice may take, which belongs to the turn in which the work was begun, and each other one."""


class Slices(QObject):
    """``begin`` takes the first slice at once. ``passed`` follows each slice, ``ended`` the last step."""

    passed = Signal()
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def is_going(self) -> bool:
        """Tell whether steps are still to come."""
        return self._steps is not None

    def begin(self, steps: Iterator[None]) -> None:
        """Go through ``steps``."""
        self._steps = steps
        self._timer.start()
        self._take(FIRST_MS)

    def finish(self) -> None:
        """Take at once all steps that are still to come."""
        if self._steps is not None:
            for _ in self._steps:
                pass
            self._end()

    def _slice(self) -> None:
        self._take(SLICE_MS)

    def _take(self, most: int) -> None:
        spent = QElapsedTimer()
        spent.start()
        while self._steps is not None and spent.elapsed() < most:
            if next(self._steps, self) is self:
                self._end()
        self.passed.emit()

    def _end(self) -> None:
        self._timer.stop()
        self._steps = None
        self.ended.emit()

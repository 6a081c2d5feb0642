"""The floor of a freeze: a heartbeat of 1 ms on an idle loop of Qt; the same heart beats while the lanes work."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEventLoop, Qt, QTimer

QUIET = 30
"""So many beats in a row must find the task over: what it makes the window draw belongs to it."""


def longest_gap(begin: Callable[[], object], is_over: Callable[[], bool]) -> tuple[float, float]:
    """Call ``begin`` on the loop, beat until ``is_over``, and return the longest gap and the whole time in seconds."""
    loop, timer = QEventLoop(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(1)
    start = last = perf_counter()
    longest, quiet = 0.0, 0

    def beat() -> None:
        nonlocal last, longest, quiet
        now = perf_counter()
        longest, last = max(longest, now - last), now
        quiet = quiet + 1 if is_over() else 0
        if quiet > QUIET:
            loop.quit()

    timer.timeout.connect(beat)
    timer.start()
    QTimer.singleShot(0, begin)
    loop.exec()
    timer.stop()
    return longest, perf_counter() - start


def idle(seconds: float) -> float:
    """Return the longest gap on an idle loop that beats for ``seconds``."""
    end = perf_counter() + seconds
    return longest_gap(lambda: None, lambda: perf_counter() >= end)[0]

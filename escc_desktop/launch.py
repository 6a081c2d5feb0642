"""The one place where the parts meet: it takes the wall clock and randomness and hands them to a face."""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Sequence
from datetime import datetime

TERMINAL_COMMANDS = ("demo", "verify", "forms")


class MachineClock:
    """This machine's clock; nothing else in the program reads it."""

    def __call__(self) -> datetime:
        """Return the wall clock with this machine's zone, which anybody may set."""
        return datetime.now().astimezone()

    def running(self) -> tuple[float, float]:
        """Return for how many seconds the machine has run, and for how many of them awake; nobody can set either.

        Where the system does not tell sleep apart (Windows), both are the same.
        """
        whole = getattr(time, "CLOCK_BOOTTIME", None) or getattr(time, "CLOCK_MONOTONIC", None)
        awake = getattr(time, "CLOCK_UPTIME_RAW", None) or getattr(time, "CLOCK_MONOTONIC", None)
        if whole is None or awake is None:
            return time.monotonic(), time.monotonic()
        return time.clock_gettime(whole), time.clock_gettime(awake)


clock = MachineClock()


def randomness(length: int) -> bytes:
    """Return ``length`` bytes of the operating system's randomness; nothing else in the program draws any."""
    return secrets.token_bytes(length)


def desktop(arguments: Sequence[str] | None = None) -> int:
    """Run ``escc-desktop``: the window, or one of the typed commands. Returns the exit code of ``cli``."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in TERMINAL_COMMANDS:
        from escc_desktop.terminal.typed import run

        return run(given, clock, randomness, open_window)
    if given and given[0] in ("-h", "--help", "--version"):
        from escc_desktop.terminal.typed import run

        return run(given, clock, randomness, open_window)
    return open_window(given)


def open_window(given: Sequence[str]) -> int:
    """Open the window: ``[--vault DIR] [--kit FILE]``."""
    from escc_desktop.gui.starting import run

    return run(list(given), clock, randomness)


def central(arguments: Sequence[str] | None = None) -> int:
    """Run ``escc-central``. Returns its exit code."""
    from escc_desktop.central.typed import run

    return run(list(sys.argv[1:] if arguments is None else arguments), clock, randomness)

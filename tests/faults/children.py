"""Forks processes that may be killed, listens to what they say and tells how they ended; it knows nothing of vaults.

A fork has everything imported and every key stretched already, so that a trial costs milliseconds.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, NoReturn

PATIENCE = 300.0
"""Seconds after which a child that neither speaks nor ends is taken for hung: also on a machine that has much to do."""

BROKEN = 70
"""The exit code of a child in which our own fault was raised."""

Say = Callable[[Any], None]


class Hung(Exception):
    """A child neither spoke nor ended in time; it has been killed."""


@dataclass(slots=True)
class Child:
    """A forked process. ``signal`` is what ended it, ``code`` its exit code otherwise; both once it has ended."""

    pid: int
    ear: int
    said: list[Any] = field(default_factory=list)
    signal: int | None = None
    code: int | None = None
    _heard: int = 0
    _rest: bytes = b""

    def kill(self) -> None:
        """Kill it where it stands, with the signal that nothing can catch."""
        os.kill(self.pid, signal.SIGKILL)

    def hear(self, seconds: float = PATIENCE) -> Any:
        """Return the next thing it says, or None when it has ended. Raises Hung."""
        for said in self._listen(seconds):
            return said
        return None

    def listen_for(self, seconds: float) -> None:
        """Listen for so long and no longer, or to its end; what is heard is kept in ``said``."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            if not select.select([self.ear], [], [], left)[0] or not self._read():
                return

    def end(self, seconds: float = PATIENCE) -> Child:
        """Listen until it has ended and return it. Raises Hung."""
        for _ in self._listen(seconds):
            pass
        os.close(self.ear)
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status):
            self.signal = os.WTERMSIG(status)
        else:
            self.code = os.WEXITSTATUS(status)
        return self

    @property
    def was_killed(self) -> bool:
        """It ended by the signal that nothing can catch."""
        return self.signal == signal.SIGKILL

    @property
    def fault(self) -> str:
        """What was wrong with it apart from what it said; '' when it ended well or was killed."""
        if self.code == 0 or self.was_killed:
            return ""
        told = [one for one in self.said if isinstance(one, dict) and "traceback" in one]
        return str(told[0]["traceback"]) if told else f"ended with code {self.code}, signal {self.signal}"

    def _listen(self, seconds: float) -> Iterator[Any]:
        end = monotonic() + seconds
        while True:
            while self._heard < len(self.said):
                self._heard += 1
                yield self.said[self._heard - 1]
            if not select.select([self.ear], [], [], max(0.0, end - monotonic()))[0]:
                self.kill()
                raise Hung(f"nothing for {seconds} s after {self.said[-1:]}")
            if not self._read():
                return

    def _read(self) -> bool:
        piece = os.read(self.ear, 1 << 16)
        *lines, self._rest = (self._rest + piece).split(b"\n")
        self.said += [json.loads(line) for line in lines]
        return bool(piece)


def fork(work: Callable[[Say], None]) -> Child:
    """Run ``work`` in a child; what it hands to ``say`` is heard here, one JSON value at a time."""
    ear, mouth = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ear)
        _run(work, mouth)
    os.close(mouth)
    return Child(pid, ear)


def _run(work: Callable[[Say], None], mouth: int) -> NoReturn:
    def say(what: Any) -> None:
        os.write(mouth, json.dumps(what).encode() + b"\n")

    code = BROKEN
    try:
        gc.disable()
        work(say)
        code = 0
    except BaseException:
        say({"traceback": traceback.format_exc()})
        raise
    finally:
        os._exit(code)

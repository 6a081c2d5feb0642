"""Names the places where a test may let the program fail; outside tests each is one comparison and does nothing.

Every step after which a power cut leaves something on a disk has one. ``tests/faults`` finds them all in the sources
and tries each with a kill and with an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_armed: Callable[[str], None] | None = None


def reached(name: str) -> None:
    """Say that the step ``name`` (``save.committed``) was reached; whatever a test armed may raise or kill here."""
    if _armed is not None:
        _armed(name)


@contextmanager
def armed(act: Callable[[str], None]) -> Iterator[None]:
    """Call ``act`` with the name of each place that is reached inside the block; for tests only."""
    global _armed
    before, _armed = _armed, act
    try:
        yield
    finally:
        _armed = before

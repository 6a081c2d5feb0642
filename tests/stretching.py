"""Spares tests the waiting for a key stretching that was done before; the outcome is always the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from escc_desktop.exchange import kit
from escc_desktop.trust import key_slots
from escc_desktop.trust.key_slots import Stretching

Stretch = Callable[[str, bytes, Stretching], bytes]


@contextmanager
def stretching_by(made: Callable[[Stretch], Stretch]) -> Iterator[None]:
    """Let slots and kits be stretched by what ``made`` makes of the real stretching."""
    really = key_slots.stretch
    ours = made(really)
    for module in (key_slots, kit):
        setattr(module, "stretch", ours)  # noqa: B010
    try:
        yield
    finally:
        for module in (key_slots, kit):
            setattr(module, "stretch", really)  # noqa: B010


def once(really: Stretch) -> Stretch:
    """Return a stretching that does each passphrase with each salt once in this process and remembers it.

    Most tests open copies of one site, whose slots have the same salts; a slot that a test makes has a fresh one.
    """
    known: dict[tuple[str, bytes, str], bytes] = {}

    def stretch(passphrase: str, salt: bytes, stretching: Stretching) -> bytes:
        asked = (passphrase, salt, repr(stretching))
        if asked not in known:
            known[asked] = really(passphrase, salt, stretching)
        return known[asked]

    return stretch

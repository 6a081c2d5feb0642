"""Names devices and their chains, also those that a restore begins; it looks nothing up and keeps no list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,14}")
"""As many digits as any chain or line of devices will ever need, and far fewer than a number may not have."""


def place_of(named: str) -> tuple[str, int] | None:
    """Return chain and number of an entry that is named as ``01-A:123``; None for what names none."""
    chain, _, seq = named.rpartition(":")
    return (chain, int(seq)) if chain and _NUMBER.fullmatch(seq) else None


def chain_name(site: str, device: str) -> str:
    """Return the name of the chain that ``device`` of ``site`` writes: ``01-A``."""
    return f"{site}-{device}"


def generation(kit_device: str, device: str) -> int | None:
    """Return 1 for a kit's own device (``A``), n for the n-th in its place (``A2``, ``A3``); None for any other."""
    if device == kit_device:
        return 1
    number = device.removeprefix(kit_device)
    is_number = _NUMBER.fullmatch(number) is not None
    if not kit_device or not device.startswith(kit_device) or not is_number or int(number) < 2:
        return None
    return int(number)


def are_of_one_line(device: str, other: str) -> bool:
    """Tell whether one may stand in the place of the other, as far as names can tell: ``A``, ``A2``, ``A3``."""
    return _letters(device) == _letters(other)


def _letters(device: str) -> str:
    return device.rstrip("0123456789") or device


def next_device(kit_device: str, taken: Iterable[str]) -> str:
    """Return the name of the device that takes the place of a kit's: one past the highest of ``taken``."""
    known = [generation(kit_device, device) or 1 for device in taken]
    return f"{kit_device}{max(known, default=1) + 1}"

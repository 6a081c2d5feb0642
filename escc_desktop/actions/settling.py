"""Settles, at the start, what a power cut left beside the vault's place; it imports nothing that is slow to import."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.store import settling


def settle(folder: Path) -> None:
    """Put a whole restored vault in its place when that is empty, and forget a backup that was looked at."""
    settling.settle(folder)
    settling.forget_looking(folder)

"""Ends, before a vault is looked for, what a power cut interrupted between two renames; see ``store.replacing``."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.store import replacing


def settle(folder: Path) -> None:
    """Put a whole restored vault in its place when that is empty; else nothing is touched."""
    replacing.settle(folder)

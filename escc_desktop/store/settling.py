"""Ends, before a vault is looked for, what a power cut interrupted between two renames; light: it runs at the start.

See ``replacing`` for what the names beside a vault mean.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

RESTORED = ".restored"
LOOKING = ".looking"
"""A backup that somebody only looks at, as encrypted as it was."""


def settle(folder: Path) -> None:
    """Put a whole restored vault in its place when that is empty; else nothing is touched."""
    whole = beside(folder, RESTORED)
    if whole.is_dir() and not folder.exists():
        with suppress(OSError):
            whole.rename(folder)


def forget_looking(folder: Path) -> None:
    """Take away what was unpacked to be looked at; what cannot go now goes later."""
    shutil.rmtree(beside(folder, LOOKING), ignore_errors=True)


def beside(folder: Path, ending: str) -> Path:
    """Return the folder beside a vault's that is called like it, with ``ending``."""
    return folder.with_name(folder.name + ending)

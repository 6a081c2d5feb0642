"""Decides what a place of backups keeps: the next number, and which old ones may go; it only ever looks and decides.

A good backup is never given up for a shorter chain: beyond ``KEPT`` the oldest good ones go, never the longest one and
never one that is longer than the new one. What cannot be read, or is not of this chain, is left alone and named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from escc_desktop.errors import BackupError
from escc_desktop.exchange.backup_file import SUFFIX, UNFINISHED, BackupHead, backup_name, medium, open_backup

KEPT: Final = 20
MOST_LOOKED_AT: Final = 500
"""Files of a folder whose beginnings are read; a folder with more of them is no place for backups."""

_NUMBER: Final = re.compile(r"[0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is called like a backup. ``head`` is None when it cannot be read; ``code`` then says why."""

    name: str
    head: BackupHead | None
    code: str | None
    size: int
    """Bytes of the whole file; 0 when it cannot be read."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A good backup of our own chain: its file's name, its number, how many entries of the chain it holds."""

    name: str
    number: int
    entries: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The number of the next backup, and the names of those that go once it stands verified in its place."""

    number: int
    gone: tuple[str, ...]


def look(folder: Path) -> tuple[Found, ...]:
    """Return every file in ``folder`` that is called like a backup, by name.

    Raises BackupError (BACKUP_PLACE_*) when the folder cannot be read; a single file that cannot is only named.
    """
    with medium(folder.name):
        if not folder.is_dir():
            raise BackupError("BACKUP_PLACE_GONE", backup=folder.name)
        names = sorted(path.name for path in folder.iterdir() if path.name.endswith(SUFFIX))
    return tuple(_found(folder / name) for name in names[-MOST_LOOKED_AT:])


def _found(path: Path) -> Found:
    try:
        backup = open_backup(path)
    except BackupError as problem:
        return Found(path.name, None, problem.code, 0)
    return Found(path.name, backup.head, None, backup.size)


def numbers_there(there: Iterable[Found], site: str, device: str) -> frozenset[int]:
    """Return the numbers that names in a place have taken, whatever those files hold."""
    beginning = _beginning(site, device)
    parts = (one.name.removeprefix(beginning).removesuffix(SUFFIX) for one in there if one.name.startswith(beginning))
    return frozenset(int(part) for part in parts if _NUMBER.fullmatch(part))


def left_over(folder: Path, site: str, device: str) -> tuple[Path, ...]:
    """Return what an interrupted backup of this device has left in ``folder``; there it is worth nothing."""
    beginning = _beginning(site, device)
    with medium(folder.name):
        found = sorted(folder.iterdir())
    return tuple(one for one in found if one.name.startswith(beginning) and one.name.endswith(SUFFIX + UNFINISHED))


def _beginning(site: str, device: str) -> str:
    return backup_name(site, device, 0).rpartition("-")[0] + "-"


def plan(good: Sequence[Generation], taken: Collection[int], entries: int, kept: int = KEPT) -> Plan:
    """Decide on the backup of a chain of ``entries`` that is to be written beside the ``good`` ones of that chain.

    ``taken`` are numbers that were given already, wherever those backups lie now; none is given twice.
    """
    number = 1 + max((0, *taken, *(one.number for one in good)))
    oldest_first = sorted(good, key=lambda one: one.number)
    no_longer = [one.name for one in oldest_first if one.entries <= entries]
    return Plan(number, tuple(no_longer[: max(0, len(good) + 1 - kept)]))

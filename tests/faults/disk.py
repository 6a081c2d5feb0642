"""Stands for the disk below the program: it sees each operation before it is done, may refuse it, and may note it.

Two layers speak to it: ``vfs`` for the encrypted file and its journal, ``system`` for every other file of the program.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

What = Literal[
    "open", "create", "read", "write", "truncate", "sync", "delete", "rename", "mkdir", "rmdir", "sync_folder"
]

GROWING: frozenset[str] = frozenset({"create", "write", "mkdir"})
"""What a full disk refuses; all else it still does."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on a file or folder. ``to`` is a rename's new name; ``marks`` what the program acknowledged."""

    what: What | Literal["acknowledged"]
    path: str
    offset: int = 0
    data: bytes = b""
    to: str = ""
    marks: Any = None


Refuse = Callable[[Operation], int]
"""Answers 0 or the number of the error with which an operation fails."""


def _nothing(operation: Operation) -> int:
    return 0


@dataclass(slots=True)
class Disk:
    """What lies under ``folder``; everything elsewhere is left alone."""

    folder: Path
    refuse: Refuse = _nothing
    is_noting: bool = False
    log: list[Operation] = field(default_factory=list)

    def has(self, path: str) -> bool:
        """Tell whether ``path`` lies on this disk."""
        return path.startswith(str(self.folder))

    def asked(self, operation: Operation) -> int:
        """Return 0 when the operation may be done (it is noted then), else the number of its error."""
        number = self.refuse(operation)
        if not number and self.is_noting and operation.what not in ("open", "read"):
            self.log.append(operation)
        return number

    def acknowledge(self, marks: Any) -> None:
        """Note that the program told a person that something is kept."""
        self.log.append(Operation("acknowledged", "", marks=marks))


@dataclass(slots=True)
class FailingDisk:
    """Refuses from the operation number ``first`` on, counted from 1: that one alone, or with ``is_for_good`` all."""

    first: int
    is_full: bool
    is_for_good: bool
    count: int = 0
    refused: int = 0

    def __call__(self, operation: Operation) -> int:
        """Answer for one operation; a full disk counts only what needs room."""
        if self.is_full and operation.what not in GROWING:
            return 0
        self.count += 1
        if self.count == self.first or (self.is_for_good and self.count > self.first):
            self.refused += 1
            return errno.ENOSPC if self.is_full else errno.EIO
        return 0

"""Lets one process at a time into a vault's folder; it reads and writes nothing of the vault.

The lock is the operating system's, held on an open file: it falls with the process that held it, so a crash, a
power cut or a pulled disk never leaves a lock behind that somebody would have to clear by hand. Who holds it stands in
the file in clear: a program, its process and computer, and nothing else.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.errors import VaultError
from escc_desktop.store.problems import system_problem

_LONGEST_NOTE = 1_024
_LOCKED_BYTE = 1 << 30
"""Where Windows locks: far behind the note, which others must be able to read meanwhile."""

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """The lock of one vault folder, from construction until ``release``."""

    def __init__(self, folder: Path) -> None:
        """Take the lock, or raise ``VaultError`` VAULT_IN_USE (or the reason why the file cannot be opened)."""
        path = folder / "lock"
        try:
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError as error:
            raise VaultError("VAULT_GONE", path=folder) from error
        except OSError as error:
            raise system_problem(error, path) from error
        try:
            failpoints.reached("lock.file_opened")
            self._hold(folder)
            failpoints.reached("lock.taken")
            self._sign()
        except BaseException:
            self.release()
            raise

    def _hold(self, folder: Path) -> None:
        assert self._handle is not None
        try:
            _take(self._handle)
        except OSError as error:
            raise VaultError("VAULT_IN_USE", path=folder, holder=_holder(self._handle)) from error

    def _sign(self) -> None:
        """Write who holds the lock; a disk that does not take the note keeps nobody out."""
        assert self._handle is not None
        note = {"program": _program(), "process": os.getpid(), "computer": platform.node()}
        with suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.ftruncate(self._handle, 0)
            os.write(self._handle, json.dumps(note).encode()[:_LONGEST_NOTE])
            failpoints.reached("lock.signed")

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _program() -> str:
    """Return what runs, as a person would have started it: ``escc-desktop``, ``escc-desktop verify``."""
    name = Path(sys.argv[0]).stem if sys.argv else ""
    name = "escc-desktop" if name in ("", "__main__", "-c") else name
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    return f"{name} {command}" if command.isascii() and command.isalpha() else name


def _holder(handle: int) -> str:
    """Return who holds the lock as it stands in the file, ``?`` when nothing that can be read stands there."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        note = json.loads(os.read(handle, _LONGEST_NOTE))
        facts = (str(note["program"]), f"PID {int(note['process'])}", str(note["computer"]))
    except (OSError, ValueError, TypeError, KeyError):
        return "?"
    return ", ".join(fact for fact in facts if fact and fact.isprintable())

"""Lets one process at a time into a vault's folder; it reads and writes nothing of the vault.

The lock is the operating system's, held on an open file: it falls with the process that held it, so a crash, a
power cut or a pulled disk never leaves a lock behind that somebody would have to clear by hand.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from escc_desktop.errors import VaultError

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
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
        except PermissionError as error:
            raise VaultError("VAULT_NO_PERMISSION", path=path) from error
        except OSError as error:
            raise VaultError("VAULT_READ_ONLY", path=path) from error
        try:
            _take(self._handle)
        except OSError as error:
            self.release()
            raise VaultError("VAULT_IN_USE", path=folder) from error

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

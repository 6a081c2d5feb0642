"""Reads the encrypted file of an open vault as it lies on the disk, without its key; it writes nothing."""

from __future__ import annotations

import os
from pathlib import Path

from escc_desktop.errors import VaultError
from escc_desktop.store.cipher import PAGE_SIZE

LOCK_PAGE = 1 << 30
"""Where SQLite takes its locks; no data is ever kept in that page."""


class RawFile:
    """A handle that stays open as long as the vault does: closing one earlier would drop SQLite's locks on the file."""

    def __init__(self, path: Path) -> None:
        """Open ``path`` for reading; OSErrors pass."""
        self._path = path
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    def size(self) -> int:
        """Return the length of the file in bytes, as it stands between two transactions."""
        return os.fstat(self._handle).st_size

    def piece(self, place: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``place`` on. Raises ``VaultError`` VAULT_DISK_ERROR."""
        try:
            if place <= LOCK_PAGE < min(place + length, self.size()):
                # Windows lets nobody read what SQLite locks there.
                before, after = LOCK_PAGE - place, LOCK_PAGE + PAGE_SIZE
                rest = self._read(after, place + length - after)
                return self._read(place, before) + bytes(PAGE_SIZE) + rest
            return self._read(place, length)
        except OSError as error:
            raise VaultError("VAULT_DISK_ERROR", path=self._path.parent) from error

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)

    def _read(self, place: int, length: int) -> bytes:
        os.lseek(self._handle, place, os.SEEK_SET)
        parts: list[bytes] = []
        while length and (part := os.read(self._handle, length)):
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

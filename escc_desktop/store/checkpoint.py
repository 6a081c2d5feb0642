"""Keeps the signed note of how far the journal had come, in a file beside the vault; it signs and believes nothing.

The file is written after each commit and not forced to the disk each time: after a power cut it may be older than the
vault, which is normal. It is never newer than the vault, unless somebody put an older vault in the place of this one.
"""

from __future__ import annotations

import os
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.errors import JournalBroken, VaultError
from escc_desktop.store.journal import Journal
from escc_desktop.store.problems import system_problem
from escc_desktop.trust.chain import LARGEST_CHECKPOINT, Checkpoint

CHECKPOINT_FILE = "checkpoint.json"

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


class CheckpointFile:
    """The checkpoint of one vault folder; a store on PostgreSQL has none (``folder`` is None)."""

    def __init__(self, folder: Path | None) -> None:
        """Read and write ``checkpoint.json`` in ``folder``."""
        self._path = folder / CHECKPOINT_FILE if folder else None
        self._handle: int | None = None
        self._size = -1

    def write(self, data: bytes, *, is_durable: bool = False) -> bool:
        """Put ``data`` in the place of the last checkpoint, whole or not at all; True when it stands there.

        One write of a whole sector is never torn, leaves the length of the file as it was, and costs a tenth of a new
        file and a rename; a checkpoint of a study with long names takes the longer way.
        What it notes is committed already, so a failure to write it is no failure of the save. With ``is_durable`` (at
        lock, backup and package) it is forced to the disk, and a failure raises ``VaultError`` CHECKPOINT_NOT_KEPT.
        """
        if self._path is None:
            return False
        try:
            if len(data) <= SECTOR:
                self._put(self._path, data.ljust(SECTOR))
            else:
                self._replace(self._path, data)
            failpoints.reached("checkpoint.written")
            if is_durable and self._handle is not None:
                os.fsync(self._handle)
                failpoints.reached("checkpoint.forced")
                force_folder(self._path.parent)
                failpoints.reached("checkpoint.folder_forced")
        except OSError as error:
            self.close()
            if is_durable:
                raise VaultError("CHECKPOINT_NOT_KEPT", path=self._path) from error
            return False
        return True

    def close(self) -> None:
        """Let go of the file; a later write opens it again."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def _put(self, path: Path, data: bytes) -> None:
        if self._handle is None:
            self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            self._size = -1
        os.lseek(self._handle, 0, os.SEEK_SET)
        if os.write(self._handle, data) != len(data):
            raise OSError("short write")
        if len(data) != self._size:
            os.ftruncate(self._handle, len(data))
            self._size = len(data)

    def _replace(self, path: Path, data: bytes) -> None:
        self.close()
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a new name must never come to the disk before what bears it
        part.replace(path)
        self._handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        self._size = -1

    def read(self) -> bytes | None:
        """Return what the file holds (at most one byte more than a checkpoint may have); None without a file.

        None as well for a file without a byte in it: a power cut before the first checkpoint came to the disk.
        """
        if self._path is None or not self._path.exists():
            return None
        try:
            with self._path.open("rb") as file:
                data = file.read(LARGEST_CHECKPOINT + 1)
                return data if data.strip(b"\0") else None
        except OSError as error:
            raise system_problem(error, self._path) from error


def compare(journal: Journal, checkpoint: Checkpoint) -> None:
    """Raise unless the journal holds everything that ``checkpoint`` (read with its device's key) speaks of.

    ``VaultError`` VAULT_BEHIND names chain, size and what is missing: the vault was cut short or an older copy was put
    back. ``JournalBroken`` JOURNAL_OTHER: entries are there in that number, and they are not the same.
    """
    if checkpoint.size == 0:
        return
    head = journal.head(checkpoint.chain)
    here = head.seq if head else 0
    if here < checkpoint.size:
        missing = checkpoint.size - here
        facts = {"chain": checkpoint.chain, "size": checkpoint.size, "here": here, "missing": missing}
        raise VaultError("VAULT_BEHIND", **facts, first=here + 1, at=checkpoint.at)
    entry = journal.entry(checkpoint.chain, checkpoint.size)
    if entry is None or entry.hash.hex() != checkpoint.head:
        raise JournalBroken("JOURNAL_OTHER", checkpoint.chain, checkpoint.size, at=checkpoint.at)


def force_folder(folder: Path) -> None:
    """Force the names in a folder to the disk. OSErrors pass."""
    if os.name == "nt":  # Windows offers no handle on a folder to force; its journal keeps the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

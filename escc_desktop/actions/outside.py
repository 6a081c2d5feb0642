"""Reads and writes files that lie outside the vault, whole or not at all; it judges nothing in them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.errors import VaultError
from escc_desktop.exchange.stick import flush_folder


def read_file(path: Path, ceiling: int) -> bytes:
    """Return the bytes of a file, of a hostile one no more than ``ceiling`` and one: enough to be refused for its size.

    Raises VaultError INPUT_MISSING, INPUT_UNREADABLE.
    """
    try:
        with path.open("rb") as file:
            return file.read(ceiling + 1)
    except FileNotFoundError:
        raise VaultError("INPUT_MISSING", path=path) from None
    except OSError as problem:
        raise _unreadable(path, problem) from problem


def write_file(path: Path, data: bytes) -> None:
    """Write a new file: beside its place first, forced to the disk, then renamed; folders on the way are made.

    Raises VaultError OUTPUT_TAKEN when something is there already, INPUT_UNREADABLE.
    """
    write_beside(path, data)
    give_name(path)


def write_beside(path: Path, data: bytes) -> None:
    """Write what is to be ``path`` under another name, forced to the disk. Errors as ``write_file``."""
    if path.exists():
        raise VaultError("OUTPUT_TAKEN", path=path)
    beside = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            failpoints.reached("outside.written")
            os.fsync(file.fileno())
        failpoints.reached("outside.forced")
    except OSError as problem:
        remove(beside)
        raise _unreadable(path, problem) from problem


def give_name(path: Path) -> None:
    """Give what ``write_beside`` left its name, unless another file has it by now. Errors as ``write_file``."""
    beside = _beside(path)
    try:
        if path.exists():
            raise VaultError("OUTPUT_TAKEN", path=path)
        beside.replace(path)
        failpoints.reached("outside.renamed")
        flush_folder(path.parent)
        failpoints.reached("outside.folder_forced")
    except OSError as problem:
        raise _unreadable(path, problem) from problem


def waiting_for_name(path: Path, ceiling: int) -> bytes | None:
    """Return what was to be ``path`` and did not come to its name; None when there is no such thing."""
    return None if path.exists() or not _beside(path).exists() else read_file(_beside(path), ceiling)


def take_away(path: Path) -> None:
    """Take away what ``write_beside`` left."""
    remove(_beside(path))


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def make_folder(path: Path) -> Path:
    """Return ``path``, made where it is missing. Raises VaultError INPUT_UNREADABLE."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unreadable(path, problem) from problem
    return path


def remove(path: Path) -> None:
    """Take away what a failed act has left; that it cannot be taken away is no second failure."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _unreadable(path: Path, problem: OSError) -> VaultError:
    return VaultError("INPUT_UNREADABLE", path=path, why=problem.strerror or type(problem).__name__)

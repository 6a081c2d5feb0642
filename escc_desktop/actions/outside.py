"""Reads and writes files that lie outside the vault, whole or not at all; it judges nothing in them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.errors import VaultError


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
    if path.exists():
        raise VaultError("OUTPUT_TAKEN", path=path)
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            failpoints.reached("outside.written")
            os.fsync(file.fileno())
        failpoints.reached("outside.forced")
        beside.replace(path)
        failpoints.reached("outside.renamed")
    except OSError as problem:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _unreadable(path, problem) from problem


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

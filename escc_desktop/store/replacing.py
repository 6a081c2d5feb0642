"""Puts a vault that was made beside another in its place, and keeps the other aside; it never deletes one.

Three names beside the vault's own: ``.restoring`` is being made and worth nothing yet, ``.restored`` is whole and waits
for the place, ``.before-restore-...`` is what stood there. A power cut between two renames leaves the place empty for
once; ``settle``, asked before a vault is looked for, then puts the whole one there.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.errors import VaultError
from escc_desktop.store.checkpoint import force_folder
from escc_desktop.store.lock import FolderLock
from escc_desktop.store.problems import system_problem
from escc_desktop.store.settling import RESTORED, settle
from escc_desktop.store.settling import beside as beside_of

RESTORING = ".restoring"
ASIDE = ".before-restore-"


def begin(folder: Path) -> Path:
    """Return an empty folder beside ``folder`` in which a vault can be made.

    What an attempt that never came to its end has left is taken away: nobody has worked in it.
    Raises VaultError VAULT_NO_PERMISSION, VAULT_DISK_FULL.
    """
    settle(folder)
    beside = beside_of(folder, RESTORING)
    for left in (beside, beside_of(folder, RESTORED)):
        shutil.rmtree(left, ignore_errors=True)
    try:
        beside.mkdir(parents=True, mode=0o700)
    except OSError as problem:
        raise system_problem(problem, beside) from problem
    failpoints.reached("restore.begun")
    return beside


def give_up(folder: Path) -> None:
    """Take away what ``begin`` made; the vault that stands in the place was not touched."""
    shutil.rmtree(beside_of(folder, RESTORING), ignore_errors=True)


def put_in_place(folder: Path, stamp: str) -> Path | None:
    """Put what was made beside ``folder`` in its place and return where that is kept which stood there, if anything.

    ``stamp`` ends the name of what is kept aside. Both vaults must be closed. When this fails, the old one stands.
    Raises VaultError VAULT_IN_USE (somebody works in it), VAULT_NOT_REPLACED.
    """
    beside, whole = beside_of(folder, RESTORING), beside_of(folder, RESTORED)
    try:
        _force(beside)
        beside.rename(whole)
        failpoints.reached("restore.whole")
        aside = _change_places(folder, whole, stamp)
    except OSError as problem:
        shutil.rmtree(whole, ignore_errors=True)
        why = problem.strerror or type(problem).__name__
        raise VaultError("VAULT_NOT_REPLACED", path=folder, why=why) from problem
    except VaultError:
        shutil.rmtree(whole, ignore_errors=True)
        raise
    with suppress(OSError):  # it stands there; should a power cut undo the names, ``settle`` gives them anew
        force_folder(folder.parent)
    failpoints.reached("restore.placed")
    return aside


def _change_places(folder: Path, whole: Path, stamp: str) -> Path | None:
    aside = _put_aside(folder, stamp)
    try:
        failpoints.reached("restore.aside")
        whole.rename(folder)
    except BaseException:
        if aside is not None:
            aside.rename(folder)
        raise
    return aside


def kept_aside(folder: Path) -> tuple[Path, ...]:
    """Return what earlier restores kept aside, the oldest first."""
    return tuple(sorted(folder.parent.glob(f"{folder.name}{ASIDE}*"))) if folder.parent.is_dir() else ()


def _put_aside(folder: Path, stamp: str) -> Path | None:
    if not folder.exists():
        return None
    if not any(folder.iterdir()):
        folder.rmdir()
        return None
    FolderLock(folder).release()  # somebody at work in it is told before anything is moved
    aside = beside_of(folder, ASIDE + stamp)
    number = 1
    while aside.exists():
        number += 1
        aside = beside_of(folder, f"{ASIDE}{stamp}-{number}")
    folder.rename(aside)
    return aside


def _force(folder: Path) -> None:
    """Force every file of a vault's folder to the disk."""
    for path in (one for one in folder.iterdir() if one.is_file()):
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    force_folder(folder)
    failpoints.reached("restore.forced")

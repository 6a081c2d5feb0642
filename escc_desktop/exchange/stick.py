"""Writes a file out to a stick or folder so that it is wholly there or not there; it decides nothing about the file.

Under another name first, flushed to the disk, read back, compared, renamed, the folder flushed: only then is the stick
safe to remove.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from escc_desktop import failpoints
from escc_desktop.errors import PackageError

_PIECE: Final = 1 << 20
_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_GONE: Final = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOTDIR})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM})
_WINDOWS: Final = {19: "STICK_READ_ONLY", 112: "STICK_FULL", 39: "STICK_FULL", 3: "STICK_GONE", 15: "STICK_GONE"} | {
    21: "STICK_GONE",
    1167: "STICK_GONE",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done on the way: the code of the sentence a person sees, the file's name and its size in bytes."""

    code: str
    name: str
    size: int


def write_out(folder: Path, name: str, data: bytes) -> Generator[Step, None, None]:
    """Write ``data`` as ``folder/name``, step by step: STICK_WRITTEN, STICK_FLUSHED, STICK_READ_BACK, STICK_RENAMED.

    Run it to its end: what is left half way is taken away again. A file of that name with other content is never
    touched; with the same content only STICK_READ_BACK and STICK_RENAMED are told. Raises PackageError:
    STICK_NAME, STICK_OTHER, STICK_FULL, STICK_READ_ONLY, STICK_GONE, STICK_DENIED, STICK_FAILED or STICK_DIFFERS.
    """
    yield from write_beside(folder, name, data)
    try:
        yield give_name(folder, name, sha256(data).digest(), len(data))
    except BaseException:
        take_away(folder, name)
        raise


def write_beside(folder: Path, name: str, data: bytes) -> Generator[Step, None, None]:
    """Write ``data`` whole under another name; ``give_name`` makes it ``folder/name`` then, or ``take_away`` nothing.

    So an entry can be kept between the two: no file bears its name of which the journal does not know. Steps and errors
    as in ``write_out``, but for the last step.
    """
    if not name or name.startswith(".") or Path(name).name != name or any(sign in name for sign in '\\/:*?"<>|\0'):
        raise PackageError("STICK_NAME", name=name)
    beside, size, digest = _beside(folder, name), len(data), sha256(data).digest()
    is_whole = False
    try:
        if not folder.is_dir():
            raise PackageError("STICK_GONE", name=name)
        if not _is_there(folder / name, digest, size):
            _write(beside, data)
            failpoints.reached("stick.written")
            yield Step("STICK_WRITTEN", name, size)
            _flush(beside)
            failpoints.reached("stick.forced")
            yield Step("STICK_FLUSHED", name, size)
            _check_read_back(beside, data)
            failpoints.reached("stick.read_back")
        yield Step("STICK_READ_BACK", name, size)
        is_whole = True
    except OSError as problem:
        raise PackageError(code_of(problem), name=name) from problem
    finally:
        if not is_whole:
            take_away(folder, name)


def give_name(folder: Path, name: str, digest: bytes, size: int) -> Step:
    """Give a file that ``write_beside`` left its name; one that has it already, with that content, is left alone.

    ``digest`` is the SHA-256 of its ``size`` bytes. Raises PackageError as ``write_out``.
    """
    try:
        if not _is_there(folder / name, digest, size):
            _beside(folder, name).replace(folder / name)
            failpoints.reached("stick.renamed")
            flush_folder(folder)
            failpoints.reached("stick.folder_forced")
        else:
            take_away(folder, name)
    except OSError as problem:
        raise PackageError(code_of(problem), name=name) from problem
    return Step("STICK_RENAMED", name, size)


def waits_for_name(folder: Path, name: str, digest: bytes) -> bool:
    """Tell whether a whole file lies in ``folder`` that was to be ``name`` and did not come to it."""
    try:
        return not (folder / name).exists() and _hash_of(_beside(folder, name)) == digest
    except OSError:
        return False


def take_away(folder: Path, name: str) -> None:
    """Take away what ``write_beside`` left; that it cannot be taken away is no second failure."""
    with suppress(OSError):
        _beside(folder, name).unlink(missing_ok=True)


def _beside(folder: Path, name: str) -> Path:
    return folder / f"{name}.part"


def _is_there(path: Path, digest: bytes, size: int) -> bool:
    """Return whether ``path`` already holds that content; raise when it holds something else."""
    if not path.exists():
        return False
    if path.stat().st_size != size or _hash_of(path) != digest:
        raise PackageError("STICK_OTHER", name=path.name)
    return True


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    view = memoryview(data)
    with path.open("xb", buffering=0) as file:
        written = 0
        while written < len(data):
            written += file.write(view[written : written + _PIECE]) or 0
            failpoints.reached("stick.piece_written")


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):  # so that reading back asks the medium and not the memory
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _check_read_back(path: Path, data: bytes) -> None:
    if _hash_of(path) != sha256(data).digest():
        raise PackageError("STICK_DIFFERS", name=path.name)


def _hash_of(path: Path) -> bytes:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.digest()


def flush_folder(folder: Path) -> None:
    """Force the names in ``folder`` to the medium. OSErrors pass."""
    if os.name == "nt":  # Windows has no folder handles to flush; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):  # some drivers of sticks cannot flush a folder
            raise
    finally:
        os.close(handle)


def code_of(problem: OSError) -> str:
    """Return what happened to a medium: STICK_FULL, STICK_READ_ONLY, STICK_GONE, STICK_DENIED or STICK_FAILED."""
    windows = _WINDOWS.get(getattr(problem, "winerror", None) or 0)
    if windows is not None:
        return windows
    if problem.errno in _FULL:
        return "STICK_FULL"
    if problem.errno == errno.EROFS:
        return "STICK_READ_ONLY"
    if problem.errno in _GONE:
        return "STICK_GONE"
    return "STICK_DENIED" if problem.errno in _DENIED else "STICK_FAILED"

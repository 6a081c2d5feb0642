"""Puts a disk of ours under SQLite and SQLCipher, below the encryption; it decides nothing (``disk`` does).

The system's own file methods do the work. Those of each opened file are replaced by a copy in which a few are ours:
they ask the disk first and then call the original with the same file.
"""

from __future__ import annotations

import ctypes as c
import errno
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.faults.disk import Disk, Operation

OK, FULL, CANTOPEN, IOERR = 0, 13, 14, 10
IOERR_READ, IOERR_WRITE, IOERR_FSYNC = IOERR | 1 << 8, IOERR | 3 << 8, IOERR | 4 << 8
IOERR_TRUNCATE, IOERR_DELETE = IOERR | 6 << 8, IOERR | 10 << 8
OPEN_CREATE, OPEN_JOURNAL = 0x4, 0x800

_POINTER, _INT, _LONG, _TEXT = c.c_void_p, c.c_int, c.c_int64, c.c_char_p
_Open = c.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, c.POINTER(_INT))
_Delete = c.CFUNCTYPE(_INT, _POINTER, _TEXT, _INT)
_Close = c.CFUNCTYPE(_INT, _POINTER)
_Transfer = c.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_Truncate = c.CFUNCTYPE(_INT, _POINTER, _LONG)
_Sync = c.CFUNCTYPE(_INT, _POINTER, _INT)


def _library() -> str:
    """Return the path of the library that holds SQLite, which is loaded already."""
    found = find_spec("sqlcipher3._sqlite3")
    if found is None or found.origin is None:
        raise RuntimeError("the library of the vault is not there")
    return found.origin


class _Vfs(c.Structure):
    _fields_ = [
        ("iVersion", _INT),
        ("szOsFile", _INT),
        ("mxPathname", _INT),
        ("pNext", _POINTER),
        ("zName", _TEXT),
        ("pAppData", _POINTER),
        ("xOpen", _Open),
        ("xDelete", _Delete),
        *((f"method{number}", _POINTER) for number in range(14)),
    ]


class _Methods(c.Structure):
    _fields_ = [
        ("iVersion", _INT),
        ("xClose", _Close),
        ("xRead", _Transfer),
        ("xWrite", _Transfer),
        ("xTruncate", _Truncate),
        ("xSync", _Sync),
        *((f"method{number}", _POINTER) for number in range(13)),
    ]


class Below:
    """The layer below SQLite for as long as this process lives; install it before a vault is opened."""

    def __init__(self, disk: Disk) -> None:
        """Register as the file system that SQLite uses from now on."""
        self._disk = disk
        self._names: dict[int, str] = {}
        self._unsynced_folders: set[int] = set()
        self._kept: dict[int, tuple[_Methods, _Methods, list[Any]]] = {}
        sqlite = c.CDLL(_library())
        sqlite.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
        self._real: _Vfs = sqlite.sqlite3_vfs_find(None).contents
        self._original_open, self._original_delete = self._real.xOpen, self._real.xDelete
        self._ours = _Vfs.from_buffer_copy(self._real)
        self._ours.zName = b"faults"
        self._ours.pNext = None
        self._ours.xOpen = self._open = _Open(self._on_open)
        self._ours.xDelete = self._delete = _Delete(self._on_delete)
        if sqlite.sqlite3_vfs_register(c.byref(self._ours), 1) != OK:
            raise RuntimeError("the layer could not be registered")

    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        path = c.string_at(name).decode() if name else ""
        if self._disk.has(path):
            is_new = flags & OPEN_CREATE and not Path(path).exists()
            number = self._disk.asked(Operation("create" if is_new else "open", path))
            if number:
                c.memset(file, 0, c.sizeof(_POINTER))
                return FULL if number == errno.ENOSPC else CANTOPEN
        answer: int = self._original_open(vfs, name, file, flags, out)
        place = c.cast(file, c.POINTER(_POINTER))
        if answer == OK and self._disk.has(path):
            self._names[file] = path
            if flags & OPEN_CREATE and flags & OPEN_JOURNAL:  # the system's layer syncs its folder with the first sync
                self._unsynced_folders.add(file)
            place[0] = c.addressof(self._methods_of(place[0] or 0))
        return answer

    def _methods_of(self, address: int) -> _Methods:
        if address not in self._kept:
            real = _Methods.from_address(address)
            ours = _Methods.from_buffer_copy(real)
            ours.xClose = close = _Close(self._closing(real))
            ours.xRead = read = _Transfer(self._reading(real))
            ours.xWrite = write = _Transfer(self._writing(real))
            ours.xTruncate = truncate = _Truncate(self._truncating(real))
            ours.xSync = sync = _Sync(self._syncing(real))
            self._kept[address] = (ours, real, [close, read, write, truncate, sync])
        return self._kept[address][0]

    def _closing(self, real: _Methods) -> Callable[[int], int]:
        original = real.xClose

        def close(file: int) -> int:
            self._names.pop(file, None)
            self._unsynced_folders.discard(file)
            return int(original(file))

        return close

    def _reading(self, real: _Methods) -> Callable[[int, int, int, int], int]:
        original = real.xRead

        def read(file: int, buffer: int, size: int, offset: int) -> int:
            if self._disk.asked(Operation("read", self._names[file], offset)):
                return IOERR_READ
            return int(original(file, buffer, size, offset))

        return read

    def _writing(self, real: _Methods) -> Callable[[int, int, int, int], int]:
        original = real.xWrite

        def write(file: int, buffer: int, size: int, offset: int) -> int:
            number = self._disk.asked(Operation("write", self._names[file], offset, c.string_at(buffer, size)))
            if number:
                original(file, buffer, size // 2, offset)  # a part of it may have come to the disk
                return FULL if number == errno.ENOSPC else IOERR_WRITE
            return int(original(file, buffer, size, offset))

        return write

    def _truncating(self, real: _Methods) -> Callable[[int, int], int]:
        original = real.xTruncate

        def truncate(file: int, size: int) -> int:
            if self._disk.asked(Operation("truncate", self._names[file], size)):
                return IOERR_TRUNCATE
            return int(original(file, size))

        return truncate

    def _syncing(self, real: _Methods) -> Callable[[int, int], int]:
        original = real.xSync

        def sync(file: int, flags: int) -> int:
            path = self._names[file]
            if self._disk.asked(Operation("sync", path)):
                return IOERR_FSYNC
            if file in self._unsynced_folders:
                self._unsynced_folders.discard(file)
                if self._disk.asked(Operation("sync_folder", path.rpartition("/")[0])):
                    return IOERR_FSYNC
            return int(original(file, flags))

        return sync

    def _on_delete(self, vfs: int, name: bytes, syncs_folder: int) -> int:
        path = name.decode()
        if self._disk.has(path):
            if self._disk.asked(Operation("delete", path)):
                return IOERR_DELETE
            if syncs_folder and self._disk.asked(Operation("sync_folder", path.rpartition("/")[0])):
                return IOERR_DELETE
        return int(self._original_delete(vfs, name, syncs_folder))

"""Lets a disk of ours see what the program does to files outside the encrypted one, by the system's own calls.

For a forked child that ends: nothing of it is taken back. The program's own code is not touched.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import Any

from tests.faults.disk import Disk, Operation, What

_MODES = {"w": os.O_WRONLY | os.O_CREAT | os.O_TRUNC, "x": os.O_WRONLY | os.O_CREAT | os.O_EXCL, "r+": os.O_RDWR}


class _WatchedFile(io.RawIOBase):
    """A file opened for writing, whose bytes pass through ``os.write``."""

    def __init__(self, handle: int, name: str) -> None:
        self._handle, self.name = handle, name

    def fileno(self) -> int:
        return self._handle

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return os.lseek(self._handle, offset, whence)

    def write(self, data: Any) -> int:
        return os.write(self._handle, bytes(data))

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._handle)


class Above:
    """The layer above the system's calls for as long as this process lives."""

    def __init__(self, disk: Disk) -> None:
        """Put itself in the place of the calls that change files."""
        self._disk = disk
        self._paths: dict[int, str] = {}
        self._folders: set[int] = set()
        self._real_open, self._real_close = os.open, os.close
        self._real_write, self._real_io_open = os.write, io.open
        calls: dict[str, What] = {"unlink": "delete", "remove": "delete", "mkdir": "mkdir", "rmdir": "rmdir"}
        for name, what in calls.items():
            setattr(os, name, self._of_one_path(getattr(os, name), what))
        for name in ("rename", "replace"):
            setattr(os, name, self._renaming(getattr(os, name)))
        os.open, os.close, os.write = self._open, self._close, self._write  # type: ignore[assignment]
        os.fsync, os.ftruncate = self._syncing(os.fsync), self._truncating(os.ftruncate)  # type: ignore[assignment]
        io.open = self._io_open

    def _ask(self, what: What, path: str, offset: int = 0, data: bytes = b"", to: str = "") -> None:
        if self._disk.has(path):
            number = self._disk.asked(Operation(what, path, offset, data, to))
            if number:
                raise OSError(number, os.strerror(number), path)

    def _open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        name = os.path.abspath(os.fspath(path)) if dir_fd is None and not isinstance(path, int) else ""  # noqa: PTH100
        is_new = bool(flags & os.O_CREAT) and not os.path.exists(name)  # noqa: PTH110
        self._ask("create" if is_new else "open", name)
        handle = self._real_open(path, flags, mode, dir_fd=dir_fd)
        if self._disk.has(name):
            self._paths[handle] = name
            if os.path.isdir(name):  # noqa: PTH112
                self._folders.add(handle)
            elif flags & os.O_TRUNC and not is_new:
                self._ask("truncate", name, 0)
        return handle

    def _close(self, handle: int) -> None:
        self._paths.pop(handle, None)
        self._folders.discard(handle)
        self._real_close(handle)

    def _write(self, handle: int, data: Any) -> int:
        path = self._paths.get(handle, "")
        if path:
            self._ask("write", path, os.lseek(handle, 0, os.SEEK_CUR), bytes(data))
        return self._real_write(handle, data)

    def _syncing(self, real: Callable[[int], None]) -> Callable[[Any], None]:
        def fsync(handle: Any) -> None:
            number = handle if isinstance(handle, int) else handle.fileno()
            self._ask("sync_folder" if number in self._folders else "sync", self._paths.get(number, ""))
            real(number)

        return fsync

    def _truncating(self, real: Callable[[int, int], None]) -> Callable[[int, int], None]:
        def ftruncate(handle: int, size: int) -> None:
            self._ask("truncate", self._paths.get(handle, ""), size)
            real(handle, size)

        return ftruncate

    def _of_one_path(self, real: Callable[..., None], what: What) -> Callable[..., None]:
        def call(path: Any, *arguments: Any, **options: Any) -> None:
            if options.get("dir_fd") is None:
                self._ask(what, os.path.abspath(os.fspath(path)))  # noqa: PTH100
            real(path, *arguments, **options)

        return call

    def _renaming(self, real: Callable[..., None]) -> Callable[..., None]:
        def rename(path: Any, to: Any, **options: Any) -> None:
            self._ask("rename", os.path.abspath(os.fspath(path)), to=os.path.abspath(os.fspath(to)))  # noqa: PTH100
            real(path, to, **options)

        return rename

    def _io_open(self, file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        name = "" if isinstance(file, int) else os.path.abspath(os.fspath(file))  # noqa: PTH100
        plain = mode.replace("b", "").replace("t", "")
        if not self._disk.has(name) or plain not in _MODES:
            if self._disk.has(name):
                self._ask("open", name)
            return self._real_io_open(file, mode, *arguments, **options)
        raw = _WatchedFile(self._open(name, _MODES[plain], 0o666), name)
        if options.get("buffering") == 0 or (arguments and arguments[0] == 0):
            return raw
        buffered = io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding=options.get("encoding", "utf-8"))

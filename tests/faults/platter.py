"""Keeps what a disk has for certain apart from what is still on its way, and says what a power cut may leave of both.

Of writes that no sync has forced any may be missing, whole or by the sector, in any order; of names that no sync of
their folder has forced the last ones may be missing, for file systems keep those in order.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disk import Operation

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


@dataclass(slots=True, eq=False)
class Matter:
    """The content of one file, whatever its name: what is certain, and the writes and cuts on their way."""

    certain: bytearray = field(default_factory=bytearray)
    waiting: list[Operation] = field(default_factory=list)

    def force(self) -> None:
        """Make everything certain."""
        for one in self.waiting:
            _apply(self.certain, one)
        self.waiting.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        """Return what a power cut leaves."""
        left = bytearray(self.certain)
        survival = chance.choice((0.0, 1.0, 0.2, 0.5, 0.8))
        for one in self.waiting:
            if one.what == "truncate":
                if chance.random() < survival:
                    _apply(left, one)
                continue
            for start in range(0, len(one.data), SECTOR):
                if chance.random() < survival:
                    piece = one.data[start : start + SECTOR]
                    _apply(left, Operation("write", one.path, one.offset + start, piece))
        return bytes(left)


def _apply(content: bytearray, one: Operation) -> None:
    if one.what == "truncate":
        if len(content) > one.offset:
            del content[one.offset :]
        else:
            content.extend(bytes(one.offset - len(content)))
        return
    end = one.offset + len(one.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[one.offset : end] = one.data


class Platter:
    """A folder's files as a disk has them. Names are paths from the folder on."""

    def __init__(self, folder: Path) -> None:
        """Begin with the files of ``folder``, all of them certain."""
        self._root = f"{folder}/"
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        self._certain = {str(path.relative_to(folder)): Matter(bytearray(path.read_bytes())) for path in files}
        self._names = dict(self._certain)
        self._waiting: list[tuple[Operation, Matter | None]] = []

    def take(self, operations: Iterable[Operation]) -> None:
        """Do what a program did, one operation after the other."""
        for one in operations:
            name, to = one.path.removeprefix(self._root), one.to.removeprefix(self._root)
            if one.what == "create":
                if name not in self._names:
                    self._names[name] = made = Matter()
                    self._waiting.append((Operation("create", name), made))
            elif one.what in ("write", "truncate"):
                if name in self._names:
                    self._names[name].waiting.append(one)
            elif one.what == "sync":
                if name in self._names:
                    self._names[name].force()
            elif one.what == "sync_folder":
                self._name(self._certain, len(self._waiting))
                self._waiting.clear()
            elif one.what in ("rename", "delete"):
                self._waiting.append((Operation(one.what, name, to=to), None))
                _rename(self._names, self._waiting[-1])

    def _name(self, names: dict[str, Matter], count: int) -> None:
        for one in self._waiting[:count]:
            _rename(names, one)

    def cut(self, to: Path, chance: random.Random) -> None:
        """Write to the new folder ``to`` what a power cut at this moment may leave."""
        names = dict(self._certain)
        self._name(names, chance.choice((0, len(self._waiting), chance.randrange(len(self._waiting) + 1))))
        left = {id(matter): matter.after_cut(chance) for matter in names.values()}
        to.mkdir(parents=True)
        for name, matter in names.items():
            path = to / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(left[id(matter)])


def _rename(names: dict[str, Matter], step: tuple[Operation, Matter | None]) -> None:
    one, made = step
    if one.what == "create":
        assert made is not None
        names[one.path] = made
    elif one.what == "delete":
        names.pop(one.path, None)
    elif one.path in names:
        names[one.to] = names.pop(one.path)
    else:  # a folder with all that is in it
        inside = [name for name in names if name.startswith(f"{one.path}/")]
        for name in inside:
            names[one.to + name.removeprefix(one.path)] = names.pop(name)

"""Finds the line of each key and element of a TOML text, which tomllib does not tell; it reads no values.

It is asked only about texts that tomllib has read, and only once something in them was found wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

Place = tuple[str | int, ...]
"""Where something stands in a TOML file: keys, and 0-based places in arrays and arrays of tables."""

_BARE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def lines_of(text: str) -> Mapping[Place, int]:
    """Return the 1-based line of every key, table, array element and table of an array of a TOML text."""
    walk = _Walk(text.replace("\r\n", "\n"))
    walk.document()
    return walk.lines


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """Return the line of ``place`` or, when that is not there, of the nearest table that would hold it; else 1."""
    for length in range(len(place), 0, -1):
        line = lines.get(place[:length])
        if line is not None:
            return line
    return 1


class _Walk:
    """One walk through a text; ``at`` never goes back, so it ends on any text whatever."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.lines: dict[Place, int] = {}
        self.counts: dict[Place, int] = {}

    def document(self) -> None:
        """Walk through the whole text."""
        table: Place = ()
        while self.at < len(self.text):
            self._blank(" \t\n")
            if self._sees("["):
                table = self._header()
            elif self.at < len(self.text):
                self._pair(table)

    def _sees(self, signs: str) -> bool:
        return self.text.startswith(signs, self.at)

    def _step(self, count: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _blank(self, signs: str) -> None:
        """Pass over ``signs`` and comments."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                while self.at < len(self.text) and self.text[self.at] != "\n":
                    self.at += 1
            elif self.text[self.at] in signs:
                self._step()
            else:
                return

    def _header(self) -> Place:
        is_array = self._sees("[[")
        line = self.line
        self._step(2 if is_array else 1)
        keys = self._keys()
        while self.at < len(self.text) and self.text[self.at] in " \t]":
            self.at += 1
        place: Place = ()
        for number, key in enumerate(keys):
            place = (*place, key)
            is_last = number == len(keys) - 1
            self.lines.setdefault(place, line)
            if is_last and is_array:
                self.counts[place] = self.counts.get(place, 0) + 1
            if place in self.counts:
                place = (*place, self.counts[place] - 1)
        self.lines.setdefault(place, line)
        return place

    def _pair(self, table: Place) -> None:
        line = self.line
        keys = self._keys()
        for length in range(1, len(keys) + 1):
            self.lines.setdefault((*table, *keys[:length]), line)
        self._blank(" \t")
        if not self._sees("="):
            self._step()
            return
        self._step()
        self._value((*table, *keys))

    def _keys(self) -> Place:
        keys: list[str] = []
        while True:
            self._blank(" \t")
            if self._sees('"') or self._sees("'"):
                keys.append(self._quoted(self.text[self.at]))
            else:
                start = self.at
                while self.at < len(self.text) and self.text[self.at] in _BARE:
                    self.at += 1
                keys.append(self.text[start : self.at])
            self._blank(" \t")
            if not self._sees("."):
                return tuple(keys)
            self._step()

    def _quoted(self, fence: str) -> str:
        """Pass over a string between ``fence`` and return what it says."""
        self._step(len(fence))
        said: list[str] = []
        while self.at < len(self.text) and not self._sees(fence):
            sign = self.text[self.at]
            if sign == "\n" and len(fence) == 1:
                break
            if sign == "\\" and fence[0] == '"':
                said.append(self._escaped())
            else:
                said.append(sign)
                self._step()
        self._step(len(fence))
        while len(fence) == 3 and self._sees(fence[0]):  # quotes that end the string inside its fence
            self._step()
        return "".join(said)

    def _escaped(self) -> str:
        kind = self.text[self.at + 1 : self.at + 2]
        length = {"u": 4, "U": 8}.get(kind, 0)
        code = self.text[self.at + 2 : self.at + 2 + length]
        self._step(2 + length)
        try:
            return chr(int(code, 16)) if length else _ESCAPES.get(kind, kind)
        except (ValueError, OverflowError):
            return ""

    def _value(self, place: Place) -> None:
        self._blank(" \t")
        for fence in ('"""', "'''", '"', "'"):
            if self._sees(fence):
                self._quoted(fence)
                return
        if self._sees("["):
            self._array(place)
        elif self._sees("{"):
            self._inline(place)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.at += 1

    def _array(self, place: Place) -> None:
        self._step()
        number = 0
        while self.at < len(self.text):
            self._blank(" \t\n")
            if self._sees("]"):
                self._step()
                return
            if self._sees(",") or self._sees("}"):
                self._step()
                continue
            self.lines[(*place, number)] = self.line
            self._value((*place, number))
            number += 1

    def _inline(self, place: Place) -> None:
        self._step()
        while self.at < len(self.text):
            self._blank(" \t\n")
            if self._sees("}"):
                self._step()
                return
            if self._sees(",") or self._sees("]"):
                self._step()
                continue
            self._pair(place)

"""Reads the tables of an edition strictly and notes every problem with its place; it builds nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from escc_desktop.errors import StudyError
from escc_desktop.study.lines import Place, line_of, lines_of

EditionFiles = Mapping[str, bytes]
"""An edition as it travels: the name of each file, relative and with forward slashes, and its bytes."""

_UNREADABLE = frozenset({"STUDY_MISSING_FILE", "STUDY_NOT_TEXT", "STUDY_NOT_TOML"})
_LINE_NAMED = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of an edition. ``code`` names its sentence and what to do; ``facts`` fill the sentence in.

    ``at`` is where it stands: the path of keys and places in a TOML file, or a line of another; ``line`` is 1-based.
    """

    file: str
    place: str
    code: str
    facts: Mapping[str, str]
    at: Place | int = ()
    line: int = 1

    def as_error(self) -> StudyError:
        """Return the finding as the error that refuses the edition."""
        return StudyError(self.code, **{**self.facts, "file": self.file, "place": self.place, "line": str(self.line)})


@dataclass(slots=True)
class Proof:
    """Gathers findings while an edition is read. ``format`` is that of the edition, known once study.toml was read.

    ``tables`` keeps the table of each thing by kind and id, for what is found out about it later.
    """

    files: EditionFiles
    findings: list[Finding] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    format: int = 1
    tables: dict[tuple[str, str], Table] = field(default_factory=dict)

    def note(self, file: str, place: str, code: str, /, *, at: Place | int = (), **facts: object) -> None:
        """Note one problem."""
        self.findings.append(Finding(file, place, code, {name: str(fact) for name, fact in facts.items()}, at))

    def located(self) -> tuple[Finding, ...]:
        """Return all findings with their lines, by file and line; only a broken edition pays for that.

        While a file cannot be read, what else was found is mostly its echo and is left for the next time.
        """
        lines: dict[str, Mapping[Place, int]] = {}
        found: list[Finding] = []
        for one in [one for one in self.findings if one.code in _UNREADABLE] or self.findings:
            if isinstance(one.at, int):
                found.append(replace(one, line=max(one.at, 1)))
                continue
            if one.file not in lines:
                lines[one.file] = lines_of(self.read.get(one.file, ""))
            found.append(replace(one, line=line_of(lines[one.file], one.at)))
        unlike = {(one.file, one.place, one.code, tuple(one.facts.items())): one for one in found}
        return tuple(sorted(unlike.values(), key=lambda one: (one.file, one.line, one.place)))

    def text(self, file: str) -> str:
        """Return the text of a file; a missing or unreadable one is noted and empty."""
        self.read[file] = ""
        if file not in self.files:
            self.note(file, "", "STUDY_MISSING_FILE")
            return ""
        try:
            text = self.files[file].decode("utf-8")
        except UnicodeDecodeError as problem:
            line = self.files[file].count(b"\n", 0, problem.start) + 1
            self.note(file, f"byte {problem.start}", "STUDY_NOT_TEXT", at=line)
            return ""
        self.read[file] = text
        return text

    def table(self, file: str) -> Table:
        """Return a TOML file as a table; one that is not TOML is noted and empty."""
        text = self.text(file)
        try:
            if _DEEP_KEY.search(text):  # each part costs as much as all before it
                raise ValueError("a key has too many parts")
            if _HUGE.search(text):  # tomllib reads it, but nothing can write it down
                raise ValueError("a number has too many digits")
            return Table(self, file, "", tomllib.loads(text, parse_float=Decimal))
        except (ValueError, ArithmeticError, RecursionError) as problem:
            named = _LINE_NAMED.search(str(problem))
            line = int(named[1]) if named else text.count("\n") + 1
            self.note(file, "", "STUDY_NOT_TOML", at=line, problem=problem)
            return Table(self, file, "", {})

    def note_orphans(self) -> None:
        """Note the files that nothing refers to."""
        for file in sorted(set(self.files) - set(self.read)):
            self.note(file, "", "STUDY_ORPHAN_FILE")

    def keep(self, kind: str, id: str, table: Table) -> None:
        """Keep the table in which a thing is defined; of two alike the first."""
        self.tables.setdefault((kind, id), table)


LARGEST_WHOLE = 36_525
"""A hundred years in days: nothing in an edition counts further, and no day reckoned with it leaves the calendar."""

_DEEP_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){64}""", re.ASCII)
_HUGE = re.compile(r"[=\[,\s]0[xob][0-9A-Fa-f_]{64}")
_MOST_PLACES = 30  # of a number, before or behind the point: written out, 1e9999999999 fills the memory


@dataclass(slots=True)
class Table:
    """One table of a TOML file. Every key must be asked for before ``close``, which notes the others."""

    proof: Proof
    file: str
    place: str
    data: dict[str, Any]
    path: Place = ()
    asked: set[str] = field(default_factory=set)

    def note(self, key: str, code: str, /, **facts: object) -> None:
        """Note a problem of one key."""
        at = (*self.path, key) if key else self.path
        self.proof.note(self.file, f"{self.place}.{key}".strip("."), code, at=at, **facts)

    def _get(self, key: str, kind: type | tuple[type, ...], expected: str, is_required: bool) -> Any:
        self.asked.add(key)
        value = self.data.get(key)
        if value is None:
            if is_required:
                self.note(key, "STUDY_MISSING_KEY", key=key)
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.note(key, "STUDY_WRONG_KIND", key=key, expected=expected)
            return None
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without ``default`` it must be there."""
        value = self._get(key, str, "text", default is None)
        return value if value is not None else default or ""

    def maybe_text(self, key: str) -> str | None:
        """Return a text or None."""
        value: str | None = self._get(key, str, "text", False)
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        """Return a whole number; without ``default`` it must be there."""
        value = self._get(key, int, "a whole number", default is None)
        if value is not None and abs(value) > LARGEST_WHOLE:
            self.note(key, "STUDY_WRONG_KIND", key=key, expected=f"a whole number up to {LARGEST_WHOLE}")
            return default or 0
        return value if value is not None else default or 0

    def number(self, key: str) -> Decimal | None:
        """Return a number or None."""
        value = self._get(key, (int, Decimal), "a number", False)
        if value is None:
            return None
        is_small = isinstance(value, Decimal) or abs(value) < 10**_MOST_PLACES
        number = Decimal(value) if is_small else Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > _MOST_PLACES:
            self.note(key, "STUDY_WRONG_KIND", key=key, expected="a number")
            return None
        return number

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false; without ``default`` it must be there."""
        value = self._get(key, bool, "true or false", default is None)
        return value if value is not None else bool(default)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when it is not there."""
        return self._list(key, str, "a list of texts")

    def integers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers, empty when it is not there."""
        return self._list(key, int, "a list of whole numbers")

    def _list(self, key: str, kind: type, expected: str) -> tuple[Any, ...]:
        value = self._get(key, list, expected, False)
        if value is None:
            return ()
        if not all(isinstance(one, kind) and not isinstance(one, bool) for one in value):
            self.note(key, "STUDY_WRONG_KIND", key=key, expected=expected)
            return ()
        return tuple(value)

    def one_of(self, key: str, options: Iterable[str], default: str | None = None) -> Any:
        """Return one of ``options``; anything else is noted and the first of them returned."""
        options = tuple(options)
        value = self.text(key, default)
        if value not in options:
            if value or default is not None:
                self.note(key, "STUDY_UNKNOWN_REFERENCE", what=key, id=value, near=nearest(value, options))
            return options[0]
        return value

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an array of tables."""
        found = self._list(key, dict, "tables")
        start = f"{self.place}.{key}".strip(".")
        return [
            Table(self.proof, self.file, f"{start}[{one.get('id', place + 1)}]", one, (*self.path, key, place))
            for place, one in enumerate(found)
        ]

    def one_table(self, key: str, is_required: bool = True) -> Table | None:
        """Return one table, or None."""
        found = self._get(key, dict, "a table", is_required)
        if found is None:
            return None
        return Table(self.proof, self.file, f"{self.place}.{key}".strip("."), found, (*self.path, key))

    def pairs(self, key: str) -> dict[str, str]:
        """Return a table of texts."""
        found = self._get(key, dict, "a table of texts", True) or {}
        return {str(name): str(text) for name, text in found.items()}

    def close(self) -> None:
        """Note every key that nobody asked for."""
        if len(self.asked) >= len(self.data) and self.data.keys() <= self.asked:
            return
        for key in self.data:
            if key not in self.asked:
                self.note(key, "STUDY_UNKNOWN_KEY", key=key, near=nearest(key, self.asked))


def unique(what: str, tables: Iterable[tuple[str, Table]]) -> None:
    """Note every id that comes twice, at its second place."""
    seen: set[str] = set()
    for id, table in tables:
        if id in seen and id:
            table.note("id", "STUDY_TWICE", what=what, id=id)
        seen.add(id)


def nearest(wrong: str, right: Iterable[str]) -> str:
    """Return the name that was probably meant, or "" when none looks alike."""
    from difflib import get_close_matches  # only a broken edition needs it

    return next(iter(get_close_matches(wrong, sorted(right), n=1)), "")

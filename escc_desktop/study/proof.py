"""Reads the tables and the wording of an edition strictly and notes every problem with its place; it builds nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import Label
from escc_desktop.words import LANGUAGES

EditionFiles = Mapping[str, bytes]
"""An edition as it travels: the name of each file, relative and with forward slashes, and its bytes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of an edition. ``code`` names its sentence and what to do; ``facts`` fill the sentence in."""

    file: str
    place: str
    code: str
    facts: Mapping[str, str]

    def as_error(self) -> StudyError:
        """Return the finding as the error that refuses the edition."""
        return StudyError(self.code, **{**self.facts, "file": self.file, "place": self.place})


@dataclass(slots=True)
class Proof:
    """Gathers findings while an edition is read."""

    files: EditionFiles
    findings: list[Finding] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def note(self, file: str, place: str, code: str, /, **facts: object) -> None:
        """Note one problem."""
        self.findings.append(Finding(file, place, code, {name: str(fact) for name, fact in facts.items()}))

    def text(self, file: str) -> str:
        """Return the text of a file; a missing or unreadable one is noted and empty."""
        self.read.add(file)
        if file not in self.files:
            self.note(file, "", "STUDY_MISSING_FILE")
            return ""
        try:
            return self.files[file].decode("utf-8")
        except UnicodeDecodeError as problem:
            self.note(file, f"byte {problem.start}", "STUDY_NOT_TEXT")
            return ""

    def table(self, file: str) -> Table:
        """Return a TOML file as a table; one that is not TOML is noted and empty."""
        try:
            return Table(self, file, "", tomllib.loads(self.text(file), parse_float=Decimal))
        except tomllib.TOMLDecodeError as problem:
            self.note(file, "", "STUDY_NOT_TOML", problem=problem)
            return Table(self, file, "", {})

    def note_orphans(self) -> None:
        """Note the files that nothing refers to."""
        for file in sorted(set(self.files) - self.read):
            self.note(file, "", "STUDY_ORPHAN_FILE")


@dataclass(slots=True)
class Table:
    """One table of a TOML file. Every key must be asked for before ``close``, which notes the others."""

    proof: Proof
    file: str
    place: str
    data: dict[str, Any]
    asked: set[str] = field(default_factory=set)

    def note(self, key: str, code: str, /, **facts: object) -> None:
        """Note a problem of one key."""
        self.proof.note(self.file, f"{self.place}.{key}".strip("."), code, **facts)

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
        return value if value is not None else default or 0

    def number(self, key: str) -> Decimal | None:
        """Return a number or None."""
        value = self._get(key, (int, Decimal), "a number", False)
        return Decimal(value) if value is not None else None

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
                self.note(key, "STUDY_UNKNOWN_REFERENCE", what=key, id=value)
            return options[0]
        return value

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an array of tables."""
        found = self._list(key, dict, "tables")
        return [
            Table(self.proof, self.file, f"{self.place}.{key}[{one.get('id', place)}]".strip("."), one)
            for place, one in enumerate(found, 1)
        ]

    def one_table(self, key: str, is_required: bool = True) -> Table | None:
        """Return one table, or None."""
        found = self._get(key, dict, "a table", is_required)
        return Table(self.proof, self.file, f"{self.place}.{key}".strip("."), found) if found is not None else None

    def pairs(self, key: str) -> dict[str, str]:
        """Return a table of texts."""
        found = self._get(key, dict, "a table of texts", True) or {}
        return {str(name): str(text) for name, text in found.items()}

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                self.note(key, "STUDY_UNKNOWN_KEY", key=key)


@dataclass(slots=True)
class Words:
    """The wording of an edition in both languages; every key must exist in each and be used."""

    proof: Proof
    tables: dict[str, dict[str, dict[str, str]]]
    used: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, proof: Proof) -> Words:
        """Read ``wording/en.toml`` and ``wording/zh.toml``."""
        tables: dict[str, dict[str, dict[str, str]]] = {}
        for language in LANGUAGES:
            table = proof.table(f"wording/{language}.toml")
            tables[language] = {}
            for section, texts in table.data.items():
                if isinstance(texts, dict) and all(isinstance(text, str) and text.strip() for text in texts.values()):
                    tables[language][section] = texts
                else:
                    table.note(section, "STUDY_WRONG_KIND", key=section, expected="a table of texts")
        return cls(proof, tables)

    def label(self, section: str, key: str, en: str | None = None) -> Label:
        """Return a wording; a language that lacks it is noted. ``en`` stands in for an English that is quoted."""
        self.used.add((section, key))
        found = {"en": en} if en is not None else {}
        for language in LANGUAGES:
            if language in found:
                continue
            text = self.tables[language].get(section, {}).get(key)
            if text is None:
                self.proof.note(f"wording/{language}.toml", f"{section}.{key}", "STUDY_NO_WORDING", key=key)
            found[language] = text or key
        return Label(found["en"] or key, found["zh"] or key)

    def optional(self, section: str, key: str) -> Label:
        """Return a wording that need not be there, but if so then in both languages."""
        if any(key in self.tables[language].get(section, {}) for language in LANGUAGES):
            return self.label(section, key)
        return Label("", "")

    def assumption(self, table: Table, key: str = "assumption") -> Label | None:
        """Return what the ``assumption`` of a table says, or None."""
        name = table.maybe_text(key)
        return self.label("assumption", name) if name is not None else None

    def note_orphans(self) -> None:
        """Note every wording that nothing uses."""
        for language in LANGUAGES:
            for section, texts in self.tables[language].items():
                for key in texts:
                    if (section, key) not in self.used:
                        self.proof.note(f"wording/{language}.toml", f"{section}.{key}", "STUDY_ORPHAN_WORDING", key=key)


def unique(proof: Proof, file: str, what: str, ids: Iterable[str]) -> None:
    """Note every id that comes twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            proof.note(file, one, "STUDY_TWICE", what=what, id=one)
        seen.add(one)

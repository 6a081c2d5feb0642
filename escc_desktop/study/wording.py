"""Reads the wording of an edition in both languages, holds one against the other; it knows no form."""

from __future__ import annotations

from dataclasses import dataclass, field

from escc_desktop.study.proof import Proof, Table, nearest
from escc_desktop.study.questions import Label
from escc_desktop.words import LANGUAGES, Language

Texts = dict[str, dict[str, str]]
"""Section to key to wording."""


@dataclass(slots=True)
class Words:
    """The wording of an edition; every key must exist in each language and be used.

    ``merged`` holds a language's sections of all its files, ``files`` each file by itself.
    """

    proof: Proof
    merged: dict[Language, Texts]
    files: dict[Language, dict[str, Texts]]
    used: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, proof: Proof) -> Words:
        """Read ``wording/en.toml``, ``wording/zh.toml`` and, from format 2, the files of the folders beside them."""
        words = cls(proof, {}, {})
        for language in LANGUAGES:
            names = [f"wording/{language}.toml"]
            if proof.format > 1:
                folder = f"wording/{language}/"
                names += sorted(name for name in proof.files if name.startswith(folder) and name.endswith(".toml"))
            words.merged[language] = {}
            words.files[language] = {}
            for name in names:
                words._add(language, name)
        return words

    def _add(self, language: Language, name: str) -> None:
        table = self.proof.table(name)
        held: Texts = {}
        merged = self.merged[language]
        for section, texts in table.data.items():
            if not isinstance(texts, dict):
                table.note(section, "STUDY_WRONG_KIND", key=section, expected="a table of texts")
                continue
            if not all(isinstance(one, str) and one.strip() for one in texts.values()):
                texts = self._mended(name, section, texts)
            held[section] = texts
            if section in merged:
                for key in merged[section].keys() & texts.keys():
                    self._note(name, section, key, "STUDY_TWICE", what="wording", id=f"{section}.{key}")
                merged[section] = {**merged[section], **texts}
            else:
                merged[section] = texts
        self.files[language][name] = held

    def _mended(self, name: str, section: str, texts: dict[str, object]) -> dict[str, str]:
        """Note what is no text, and let its key stand for it, so that it is not missed as well."""
        mended: dict[str, str] = {}
        for key, text in texts.items():
            mended[key] = text if isinstance(text, str) and text.strip() else key
            if mended[key] is not text:
                self._note(name, section, key, "STUDY_WRONG_KIND", key=key, expected="a text that is not empty")
        return mended

    def used_of(self, section: str) -> tuple[str, ...]:
        """Return the keys of a section that something named, in a steady order."""
        return tuple(sorted(key for one, key in self.used if one == section))

    def label(self, section: str, key: str, en: str | None = None) -> Label:
        """Return a wording; a language that lacks it is noted. ``en`` stands in for an English that is quoted."""
        self.used.add((section, key))
        if en is None:
            en = self._text("en", section, key)
        return Label(en or key, self._text("zh", section, key) or key)

    def _text(self, language: Language, section: str, key: str) -> str:
        texts = self.merged[language].get(section)
        text = texts.get(key) if texts is not None else None
        if text is None:
            name = self._file_for(language, section, key)
            self._note(name, section, key, "STUDY_NO_WORDING", key=key, section=section)
            return key
        return text

    def _file_for(self, language: Language, section: str, key: str) -> str:
        """Return the file to which a missing wording belongs: the twin of the one that has it, else the first."""
        for other in LANGUAGES:
            for name, texts in self.files[other].items():
                twin = name.replace(f"wording/{other}", f"wording/{language}", 1)
                if key in texts.get(section, {}) and twin in self.files[language]:
                    return twin
        return f"wording/{language}.toml"

    def optional(self, section: str, key: str) -> Label:
        """Return a wording that need not be there, but if so then in both languages."""
        for language in LANGUAGES:
            texts = self.merged[language].get(section)
            if texts is not None and key in texts:
                return self.label(section, key)
        return Label("", "")

    def assumption(self, table: Table, key: str = "assumption") -> Label | None:
        """Return what the ``assumption`` of a table says, or None."""
        name = table.maybe_text(key)
        return self.label("assumption", name) if name is not None else None

    def note_orphans(self) -> None:
        """Note every wording that nothing uses."""
        for language in LANGUAGES:
            held = self.merged[language]
            for name, sections in self.files[language].items():
                for section, texts in sections.items():
                    for key in texts:
                        if (section, key) not in self.used:
                            missed = (one for where, one in self.used if where == section and one not in held[section])
                            near = nearest(key, missed)
                            self._note(name, section, key, "STUDY_ORPHAN_WORDING", key=key, near=near)

    def _note(self, file: str, section: str, key: str, code: str, /, **facts: object) -> None:
        self.proof.note(file, f"{section}.{key}", code, at=(section, key), **facts)

"""Proofreads an edition in a folder and begins a new one, for the person who writes it; it loads none into a vault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from escc_desktop.errors import StudyError
from escc_desktop.places import shipped
from escc_desktop.study.loading import read_folder
from escc_desktop.study.proofreading import proofread
from escc_desktop.words import Language, catalogue, say

PATTERN = "resources/new_edition"
"""The edition that a new one begins as."""

_PATTERN_ID = "NEW-STUDY"
_FACT = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
_STUDY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class FormFinding:
    """One problem of an edition: where it is, and the sentences that say what it is and how it is put right."""

    place: dict[str, str]
    line: int
    code: str
    facts: dict[str, str]

    def message(self, language: Language) -> str:
        """Return what is wrong and what to do."""
        return say(self.code, language, **self.facts)

    def fix(self, language: Language) -> str:
        """Return what to write, with the name that was probably meant where one looks alike."""
        code = f"FIX_{self.code}"
        if self.facts.get("near") and f"{code}_NEAR" in catalogue():
            code = f"{code}_NEAR"
        return say(code, language, **self.facts)


def check_forms(folder: Path) -> tuple[FormFinding, ...]:
    """Return every problem of the edition in ``folder``, by file and line; StudyError when it cannot be read."""
    return tuple(
        FormFinding(
            {"file": one.file, "place": one.place},
            one.line,
            one.code,
            {**one.facts, **_spoken(one.facts), "file": one.file, "place": one.place, "line": str(one.line)},
        )
        for one in proofread(read_folder(folder))
    )


def _spoken(facts: Mapping[str, str]) -> dict[str, str]:
    """Return the facts that are wording once more, in Chinese."""
    found = {name: in_chinese(facts[name]) for name in ("what", "expected", "found") if name in facts}
    return {f"{name}_zh": words for name, words in found.items() if words is not None}


def in_chinese(said: str) -> str | None:
    """Return what a finding says in passing in Chinese, None for what is no wording: a name, a number."""
    for shape, words in _phrases():
        named = shape.fullmatch(said)
        if named:
            return words.format_map({name: in_chinese(part) or part for name, part in named.groupdict().items()})
    return None


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each phrase as a pattern of its English, with its Chinese; those without facts first."""
    found = [wording for code, wording in catalogue().items() if code.startswith("EDITION_SAYS_")]
    found.sort(key=lambda wording: len(_FACT.findall(wording["en"])))
    return tuple((_pattern(wording["en"]), wording["zh"]) for wording in found)


def _pattern(english: str) -> re.Pattern[str]:
    parts = _FACT.split(english)
    texts = [re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts[::2]]
    names = [f"(?P<{name}>.+)" for name in parts[1::2]]
    return re.compile("".join(part for pair in zip(texts, [*names, ""], strict=True) for part in pair), re.DOTALL)


def begin_edition(folder: Path, study: str = _PATTERN_ID) -> tuple[Path, ...]:
    """Write a small valid edition of the study ``study`` into ``folder`` and return its files.

    Raises StudyError FORMS_FOLDER_TAKEN when something is there already, FORMS_STUDY_ID, and OSError; then nothing of
    it is left.
    """
    if not _STUDY_ID.fullmatch(study):
        raise StudyError("FORMS_STUDY_ID", id=study)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudyError("FORMS_FOLDER_TAKEN", path=folder)
    written: list[Path] = []
    try:
        for name, data in read_folder(shipped(PATTERN)).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            written.append(path)
            path.write_bytes(data.replace(_PATTERN_ID.encode("ascii"), study.encode("ascii")))
    except OSError:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    return tuple(written)

"""Proofreads an edition in a folder and begins a new one, for the person who writes it; it loads none into a vault."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from escc_desktop.errors import StudyError
from escc_desktop.places import shipped
from escc_desktop.study.loading import read_folder
from escc_desktop.study.proofreading import proofread
from escc_desktop.words import Language, catalogue, say

PATTERN = "resources/new_edition"
"""The edition that a new one begins as."""

_PATTERN_ID = "NEW-STUDY"
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
            {**one.facts, "file": one.file, "place": one.place, "line": str(one.line)},
        )
        for one in proofread(read_folder(folder))
    )


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

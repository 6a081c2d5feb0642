"""Proofreads an edition in a folder for the person who writes it; it loads nothing into any vault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from escc_desktop.study.loading import read_folder
from escc_desktop.study.proofreading import proofread
from escc_desktop.words import Language, say


@dataclass(frozen=True, slots=True)
class FormFinding:
    """One problem of an edition: where it is, and the sentence that says what it is and what to do."""

    place: dict[str, str]
    code: str
    facts: dict[str, str]

    def message(self, language: Language) -> str:
        """Return what is wrong and what to do."""
        return say(self.code, language, **self.facts)


def check_forms(folder: Path) -> tuple[FormFinding, ...]:
    """Return every problem of the edition in ``folder``, by file and place; StudyError when it cannot be read."""
    return tuple(
        FormFinding(
            {"file": one.file, "place": one.place}, one.code, {**one.facts, "file": one.file, "place": one.place}
        )
        for one in proofread(read_folder(folder))
    )

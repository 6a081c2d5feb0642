"""Says missing-data codes in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from escc_desktop.gui.language import language as shown_language
from escc_desktop.study.edition import Study


def missing_words(code: str, study: Study | None = None) -> str:
    """Return a missing-data code with its words: the edition's own, or those that the program has for it."""
    listed = study.code_lists.get("MISSING") if study is not None else None
    if listed is not None and code in listed.codes:
        return f"{code} {listed.choice(code).label.in_(shown_language())}"
    words = {
        "ND": QCoreApplication.translate("MissingCodes", "ND, not done"),
        "UK": QCoreApplication.translate("MissingCodes", "UK, unknown"),
        "NA": QCoreApplication.translate("MissingCodes", "NA, not applicable"),
    }
    return words.get(code, code)

"""Says in the words of a report how a result lies, and what stands over the columns of a table; it judges nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from escc_desktop.gui.runs import Cell, Icon, Text


def flag_cell(flag: str) -> Cell:
    """Return a flag ("low", "high", "normal", "abnormal" or "") as sign and word."""
    if flag == "low":
        return (Icon("arrow-down", "due", 14), Text(QCoreApplication.translate("ResultRow", "Low L"), "due", 500))
    if flag == "high":
        return (Icon("arrow-up", "over", 14), Text(QCoreApplication.translate("ResultRow", "High H"), "over", 500))
    if flag == "abnormal":
        words = QCoreApplication.translate("ResultRow", "abn.")
        return (Icon("triangle-alert", "over", 14), Text(words, "over", 500))
    return Text(QCoreApplication.translate("ResultRow", "normal"), "ink2") if flag else ""


def head_words(*, has_numbers: bool) -> tuple[str, ...]:
    """Return the words over the columns of ``ResultRow`` in the language that is shown."""
    return (
        QCoreApplication.translate("ResultRow", "Item"),
        QCoreApplication.translate("ResultRow", "Result"),
        QCoreApplication.translate("ResultRow", "Unit") if has_numbers else "",
        QCoreApplication.translate("ResultRow", "Range") if has_numbers else "",
        QCoreApplication.translate("ResultRow", "Flag"),
        QCoreApplication.translate("ResultRow", "Investigator"),
        QCoreApplication.translate("ResultRow", "Judged (T today)"),
    )

"""Words of backups that the page, its panel and its dialogs share; it asks nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.views_of_backups import BackupStage, BackupStanding
from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP, filled, grouped
from escc_desktop.gui.runs import Mark

_STAGES: dict[BackupStage, str] = {
    "copy": QT_TRANSLATE_NOOP("BackupWords", "Copying the vault; work goes on"),
    "write": QT_TRANSLATE_NOOP("BackupWords", "Writing to the place"),
    "read_back": QT_TRANSLATE_NOOP("BackupWords", "Reading it back"),
    "verify": QT_TRANSLATE_NOOP("BackupWords", "Opening the copy and verifying every entry"),
}
_STANDINGS: dict[BackupStanding, tuple[str, str]] = {
    "good": ("done", QT_TRANSLATE_NOOP("BackupWords", "Good")),
    "longer": ("overdue", QT_TRANSLATE_NOOP("BackupWords", "Longer than this vault")),
    "other": ("overdue", QT_TRANSLATE_NOOP("BackupWords", "Other entries than here")),
    "earlier": ("info", QT_TRANSLATE_NOOP("BackupWords", "Before the restore")),
    "foreign": ("info", QT_TRANSLATE_NOOP("BackupWords", "Of another device")),
    "unreadable": ("hard", QT_TRANSLATE_NOOP("BackupWords", "Cannot be read")),
}
_ABOUT: dict[BackupStanding, str] = {
    "good": QT_TRANSLATE_NOOP(
        "BackupWords", "Made by this device; its last entry stands in this vault. It was opened and verified when made."
    ),
    "longer": QT_TRANSLATE_NOOP(
        "BackupWords",
        "It holds entries that this vault does not have: the vault was put back, or this is another copy of it. Do not "
        "remove it; call the central desk.",
    ),
    "other": QT_TRANSLATE_NOOP(
        "BackupWords",
        "It is of this device's journal, with other entries than this vault. Do not remove it; call the central desk.",
    ),
    "earlier": QT_TRANSLATE_NOOP(
        "BackupWords", "Made before this vault was restored. It is kept; new backups do not push it out."
    ),
    "foreign": QT_TRANSLATE_NOOP(
        "BackupWords", "Made by another device, site or study. It is left alone and never removed from here."
    ),
    "unreadable": QT_TRANSLATE_NOOP(
        "BackupWords", "It is left alone and never removed from here. A later generation may be good."
    ),
}  # fmt: skip


def say(text: str) -> str:
    """Return ``text`` of these words in the language that is shown."""
    return QCoreApplication.translate("BackupWords", text)


def stage_words(stage: BackupStage) -> str:
    """Return what is being done, in words."""
    return say(_STAGES[stage])


def standing_run(standing: BackupStanding) -> Mark:
    """Return what a file in the place is to this vault, as mark and word."""
    name, words = _STANDINGS[standing]
    return Mark(name, say(words))


def standing_about(standing: BackupStanding) -> str:
    """Return what that means and what to do."""
    return say(_ABOUT[standing])


def size_words(size: int) -> str:
    """Return a size in bytes as people read it."""
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.2f} GB"


def entries_words(entries: int) -> str:
    """Return a number of entries in words."""
    return filled(say(QT_TRANSLATE_NOOP("BackupWords", "%1 (entry|entries)")), grouped(entries))

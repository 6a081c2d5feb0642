"""Keeps what a person chose for this computer: language, look, size of the window; nothing of the study."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from escc_desktop.gui.theme import MODES, Mode
from escc_desktop.words import Language

IDLE_CHOICES = (5, 10, 15, 30, 60, 0)
IDLE_MINUTES = 15


class Preferences:
    """An Ini file; a portable copy of the program carries it along."""

    def __init__(self, path: Path) -> None:
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The language chosen, Chinese until one is."""
        found = str(self._kept.value("language", "zh"))
        return "en" if found == "en" else "zh"

    @language.setter
    def language(self, chosen: Language) -> None:
        self._kept.setValue("language", chosen)

    @property
    def mode(self) -> Mode:
        """The look chosen, the system's until one is."""
        found = str(self._kept.value("look", "system"))
        return next((mode for mode in MODES if mode == found), "system")

    @mode.setter
    def mode(self, chosen: Mode) -> None:
        self._kept.setValue("look", chosen)

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a key or click the vault is locked: one of ``IDLE_CHOICES``, 0 for never."""
        found = str(self._kept.value("idle_minutes", IDLE_MINUTES))
        return int(found) if found in map(str, IDLE_CHOICES) else IDLE_MINUTES

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._kept.setValue("idle_minutes", minutes)

    @property
    def backup_folder(self) -> str:
        """Where backups were last seen, '' if never: the vault that knew it may be lost."""
        return str(self._kept.value("backup_folder", ""))

    def remember_backups(self, folder: Path | None) -> None:
        """Keep where backups lie; nothing changes while the place is away."""
        if folder is not None and str(folder) != self.backup_folder:
            self._kept.setValue("backup_folder", str(folder))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood, empty at the first start."""
        found = self._kept.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._kept.setValue("geometry", geometry)

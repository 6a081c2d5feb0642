"""Lists the commands about backups; it carries none out."""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.actions.views_of_backups import BackupPlace, WrittenBackup


@dataclass(frozen=True, slots=True)
class ChooseBackupPlace:
    """Let backups go to a place from now on; that is an entry."""

    place: BackupPlace


@dataclass(frozen=True, slots=True)
class NoteBackup:
    """Record that a backup was made and verified; by the device where nobody asked for it."""

    written: WrittenBackup
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class NoteDrill:
    """Record that a backup was restored, opened and verified, and taken away again."""

    proved: WrittenBackup

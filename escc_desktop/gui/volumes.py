"""Tells the mounted volumes apart, so that a stick is known again under another letter; it may wait: ask on a lane."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStorageInfo

from escc_desktop.actions.views_of_backups import BackupPlace

_LONGEST = 60  # characters of a label
_OF_FIXED_SIZE = frozenset({"exfat", "fat", "fat32", "fuseblk", "msdos", "ntfs", "ntfs3", "vfat"})
"""File systems of sticks, whose size tells two of one name apart; that of others may change from day to day."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted volume. ``id`` stays the same under another letter or name of the mount; ``label`` may be ''."""

    id: str
    label: str
    root: Path
    device: str


class Volumes(Protocol):
    """What is asked of the system."""

    def of(self, path: Path) -> Volume:
        """Return the volume on which ``path`` lies."""

    def mounted(self) -> tuple[Volume, ...]:
        """Return every volume that is mounted and can be read."""


class MountedVolumes:
    """The volumes of this computer, as Qt knows them."""

    def of(self, path: Path) -> Volume:
        """Return the volume on which ``path`` lies."""
        return _volume(QStorageInfo(str(path)))

    def mounted(self) -> tuple[Volume, ...]:
        """Return every volume that is mounted and can be read."""
        return tuple(_volume(info) for info in QStorageInfo.mountedVolumes() if info.isValid() and info.isReady())


def _volume(info: QStorageInfo) -> Volume:
    device = bytes(info.device().data()).decode("utf-8", "replace")
    # Windows names a volume by an identity of its own; elsewhere the name of the device is the order of plugging in.
    own = device if device.startswith("\\\\?\\Volume") else ""
    kind = bytes(info.fileSystemType().data()).decode("utf-8", "replace")
    label, size = info.name(), str(info.bytesTotal()) if kind.lower() in _OF_FIXED_SIZE else ""
    return Volume("/".join((own, label, kind, size)), label, Path(info.rootPath()), device)


def find(volumes: Volumes, place: BackupPlace) -> Path | None:
    """Return where ``place`` is now, whatever letter its volume has; None while it is not there.

    A folder of the same name on another volume is another place: an empty mount point, another stick.
    """
    if place.path.is_dir() and (not place.volume or volumes.of(place.path).id == place.volume):
        return place.path
    for volume in volumes.mounted() if place.volume else ():
        folder = volume.root / place.inside
        if volume.id == place.volume and folder.is_dir():
            return folder
    return None


def place_at(volumes: Volumes, folder: Path, vault: Path) -> BackupPlace:
    """Return ``folder`` as a place under a label of its own.

    Whether it lies off this computer is a guess: on another volume than the vault. Who chooses it has the last word.
    """
    folder = folder.absolute()
    volume = volumes.of(folder)
    is_elsewhere = volume.device != volumes.of(vault).device
    if not folder.is_relative_to(volume.root):
        return BackupPlace((folder.name or str(folder))[:_LONGEST], folder, is_elsewhere)
    inside = folder.relative_to(volume.root).as_posix()
    label = volume.label or folder.name or str(folder)
    return BackupPlace(label[:_LONGEST], folder, is_elsewhere, volume.id, inside)

"""Looks up what the system knows of the place of a vault, for ``whereabouts`` to judge; only ever on a lane."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from escc_desktop.actions.whereabouts import MARKERS, Surroundings, Whereabouts, sync_roots_of, whereabouts

_MOUNTS = Path("/proc/mounts")
_DRIVE_REMOTE = 4


def look_around(folder: Path) -> Whereabouts | None:
    """Return why ``folder``, which need not be there yet, is no good place for a vault; None where it is one."""
    place = folder.resolve()
    standing = next((one for one in (place, *place.parents) if one.exists()), place)
    storage = QStorageInfo(str(standing))
    around = Surroundings(
        file_system=bytes(storage.fileSystemType().data()).decode("utf-8", "replace"),
        device=bytes(storage.device().data()).decode("utf-8", "replace"),
        is_remote=_is_remote(place),
        mounts=_mounts(),
        sync_roots=sync_roots_of(os.environ),
        markers=_markers(place),
    )
    return whereabouts(place, around)


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _markers(place: Path) -> tuple[str, ...]:
    found: list[str] = []
    for folder in (place, *place.parents):
        with suppress(OSError):
            found += [marker for marker in MARKERS if (folder / marker).exists()]
    return tuple(found)


def _is_remote(place: Path) -> bool:
    """Tell what Windows says of the drive letter: a mapped network drive looks like a disk otherwise."""
    if sys.platform == "win32" and place.drive:
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == _DRIVE_REMOTE)
    return False

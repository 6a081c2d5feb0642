"""A computer with one disk and sticks that are folders: it stands for the system of which the window asks volumes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from escc_desktop.gui.volumes import Volume


@dataclass(frozen=True, slots=True)
class Sticks:
    """Each folder of ``sticks`` that exists is a stick that is in; what lies nowhere there lies on the disk.

    A stick is called as its folder, or as its file ``volume`` says: that goes with it wherever it is put in.
    """

    disk: Path
    sticks: tuple[Path, ...]

    def of(self, path: Path) -> Volume:
        """Return the stick on which ``path`` lies, or the disk."""
        return next((one for one in self.mounted() if path.is_relative_to(one.root)), self._disk())

    def mounted(self) -> tuple[Volume, ...]:
        """Return the sticks that are in, and the disk."""
        return (*(self._stick(folder) for folder in self.sticks if folder.is_dir()), self._disk())

    def _stick(self, folder: Path) -> Volume:
        named = folder / "volume"
        name = named.read_text("utf-8") if named.exists() else folder.name
        return Volume(f"stick {name}", name.upper(), folder, f"/dev/{folder.name}")

    def _disk(self) -> Volume:
        return Volume("disk", "", self.disk, "/dev/disk")

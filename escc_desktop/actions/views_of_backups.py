"""Gives what the faces show of backups and restore drills, as frozen plain values; it reads no file and no journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

BackupStage = Literal["copy", "write", "read_back", "verify"]
_SHARES: dict[BackupStage, tuple[float, float]] = {
    "copy": (0.0, 0.1), "write": (0.1, 0.4), "read_back": (0.4, 0.6), "verify": (0.6, 1.0)
}  # fmt: skip

BackupStanding = Literal["good", "longer", "other", "earlier", "foreign", "unreadable"]
"""What a file in the place is to this vault: a good backup of its chain; of its chain and longer than the vault is; of
its chain with other entries; made before the vault was restored; of another device, site or study; unreadable."""

LATE_AFTER = timedelta(days=7)
"""A backup off this computer that is older is shown as late."""
DRILL_LATE_AFTER = timedelta(days=90)
"""A restore drill that lies further back is shown as late."""


@dataclass(frozen=True, slots=True)
class BackupProgress:
    """How far a backup or a drill has come within a stage; a drill has the last two stages only."""

    stage: BackupStage
    done: int
    total: int

    @property
    def share(self) -> float:
        """The share of the whole that is done, 0 to 1; a backup's stages follow one another."""
        first, last = _SHARES[self.stage]
        return first + (last - first) * (self.done / self.total if self.total else 1.0)


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """The second place. ``volume`` tells its medium again under another letter, '' where that cannot be told.

    ``path`` is where it was when it was chosen; ``inside`` is the way from the medium's own root, with slashes.
    """

    label: str
    path: Path
    is_off_machine: bool
    volume: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class WrittenBackup:
    """A backup that stands verified in its place. ``entries`` of its chain; ``verified`` of all chains."""

    name: str
    generation: int
    sha256: str
    size: int
    entries: int
    head: str
    verified: int
    label: str
    is_off_machine: bool


@dataclass(frozen=True, slots=True)
class BackupView:
    """A backup or drill of which the journal speaks: number, when, how many entries of the chain, where."""

    name: str
    generation: int
    at: datetime
    entries: int
    label: str
    is_off_machine: bool


@dataclass(frozen=True, slots=True)
class GenerationView:
    """A file in the place. What cannot be read has only its name, and ``code`` says why."""

    name: str
    standing: BackupStanding
    generation: int = 0
    at: datetime | None = None
    entries: int = 0
    size: int = 0
    code: str | None = None


@dataclass(frozen=True, slots=True)
class SafetyView:
    """How safe the data are. ``waiting`` counts the entries since the last backup that are work, not bookkeeping."""

    now: datetime
    place: BackupPlace | None
    last: BackupView | None
    last_off_machine: BackupView | None
    last_drill: BackupView | None
    waiting: int

    @property
    def is_late(self) -> bool:
        """No backup off this computer lately."""
        return self.last_off_machine is None or self.now - self.last_off_machine.at >= LATE_AFTER

    @property
    def is_drill_late(self) -> bool:
        """No restore drill lately."""
        return self.last_drill is None or self.now - self.last_drill.at >= DRILL_LATE_AFTER

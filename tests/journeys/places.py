"""Founds a desk and issues a kit for a journey, by the same actions as the central team's commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from escc_desktop.actions.desk import at_desk
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit
from escc_desktop.places import shipped


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of one journey lies, and the words that open it."""

    folder: Path
    root: str
    desk_words: str = "desk words 12345"
    kit_words: str = "kit words 12345"

    @property
    def vault(self) -> Path:
        """The site's vault."""
        return self.folder / "vault"

    @property
    def central(self) -> str:
        """The desk's place."""
        return str(self.folder / "central")

    @property
    def kit(self) -> Path:
        """The kit of the device."""
        return self.folder / "SITE01-A.kit"

    @property
    def stick(self) -> Path:
        """The folder that stands for the stick."""
        return self.folder / "stick"


def found(folder: Path, clock: Callable[[], datetime], randomness: Callable[[int], bytes]) -> Places:
    """Found the study, issue the kit of device A of site 01 and return where all of it lies."""
    places = Places(folder, "")
    root = found_study(places.central, "NCT07142421", "周岩（演示）", places.desk_words, clock, randomness)
    places = Places(folder, root)
    places.stick.mkdir()
    edition = shipped("forms") / "nct07142421-0.2"
    order = KitOrder("01", "示范医院", "A", "王敏（演示）", edition, 100, is_demonstration=True)
    with at_desk(places.central, None, places.desk_words, clock, randomness) as desk:
        issue_kit(desk, order, places.kit_words, lambda data: keep(places.kit, data))
    return places


def keep(path: Path, data: bytes) -> None:
    """Write a file."""
    path.write_bytes(data)

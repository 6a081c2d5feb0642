"""Backs up a vault into one signed file for tests, and restores it to its end."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.actions.back_up import begin, write
from escc_desktop.actions.restore import RestoreOrder, restore
from escc_desktop.actions.sightings import Sighting
from escc_desktop.actions.site import Site
from escc_desktop.actions.study_root import code_of_root
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.views_of_backups import BackupPlace
from escc_desktop.exchange.generations import look
from escc_desktop.store.readings import exhaust
from tests.building import ADMINISTRATOR, WORDS, Places, randomness


def back_up(places: Places, place: Path) -> Path:
    """Write a backup of the closed vault into ``place`` and return its path; the vault is closed again."""
    place.mkdir(exist_ok=True)
    site = places.unlock()
    begun = exhaust(begin(site, BackupPlace("KINGSTON", place, True), place, look(place)))
    written = exhaust(write(begun))
    lock(site)
    return place / written.name


def restored(
    places: Places,
    backup: Path,
    *looked_at: Path,
    who: str = ADMINISTRATOR,
    seen: tuple[Sighting, ...] = (),
    vault: Path | None = None,
    root: str | None = None,
) -> Site:
    """Restore ``backup`` and return the vault open; ``root`` is the code that was compared, the genuine one if None."""
    compared = code_of_root(places.root.read_text(encoding="ascii")) if root is None else root
    order = RestoreOrder(vault or places.vault, backup, who, WORDS[who], (backup.parent, *looked_at), seen, compared)
    return exhaust(restore(order, places.clock, randomness))

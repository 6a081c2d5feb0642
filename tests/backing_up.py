"""Backs up a closed vault into one signed file for tests, and restores it to its end."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

from escc_desktop import __version__
from escc_desktop.actions.restore import RestoreOrder, restore
from escc_desktop.actions.sightings import Sighting
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import open_quietly
from escc_desktop.exchange.backup_file import (
    FILES,
    FORMAT,
    BackupHead,
    Parts,
    backup_name,
    describe_file,
    front_of,
    put_in_place,
    write_backup,
)
from escc_desktop.store.schema import SCHEMA_VERSION
from escc_desktop.trust.entry import instant
from tests.building import ADMINISTRATOR, WORDS, Places, randomness

T = TypeVar("T")


def through(steps: Generator[Any, None, T]) -> T:
    """Take every step and return what came at the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


def back_up(places: Places, place: Path, number: int = 1, who: str = ADMINISTRATOR) -> Path:
    """Write a backup of the closed vault into ``place`` and return its path."""
    place.mkdir(exist_ok=True)
    site = open_quietly(places.vault, who, WORDS[who], places.clock, randomness)
    try:
        head, key = _head(site, places, number), site.office.device_key
    finally:
        site.close()
    return put_in_place(through(write_backup(place, front_of(head, key), head, places.vault)))


def _head(site: Site, places: Places, number: int) -> BackupHead:
    end = site.office.journal.head(site.office.chain)
    assert end is not None
    parts = {part: through(describe_file(places.vault / called)) for part, called in FILES.items()}
    return BackupHead(
        format=FORMAT,
        backup=backup_name(site.facts.site, site.device, number),
        study=site.facts.study,
        site=site.facts.site,
        device=site.device,
        chain=site.office.chain,
        generation=number,
        size=end.seq,
        head=end.hash.hex(),
        at=instant(places.clock()),
        schema=SCHEMA_VERSION,
        app=__version__,
        signers=(site.device_certificate(), site.facts.authority),
        parts=Parts(**parts),
    )


def restored(
    places: Places,
    backup: Path,
    *looked_at: Path,
    who: str = ADMINISTRATOR,
    seen: tuple[Sighting, ...] = (),
    vault: Path | None = None,
) -> Site:
    """Restore ``backup`` and return the vault open."""
    order = RestoreOrder(vault or places.vault, backup, who, WORDS[who], (backup.parent, *looked_at), seen)
    return through(restore(order, places.clock, randomness))

"""Gathers what can be seen of how far a site's journal had come, outside the vault; it believes none of it.

A checkpoint file beside a vault, packages and backups on a stick, the line at the foot of a printed page: each says of
a chain how long it was. What a backup does not hold of it is missing, and a restore names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from escc_desktop.errors import BackupError, EsccError, Refused
from escc_desktop.exchange.backup_file import open_backup, read_part
from escc_desktop.exchange.generations import look
from escc_desktop.exchange.package import read_front
from escc_desktop.store.checkpoint import CHECKPOINT_FILE
from escc_desktop.store.replacing import kept_aside
from escc_desktop.trust.chain import LARGEST_CHECKPOINT, claimed_checkpoint, is_of_desk
from escc_desktop.trust.naming import are_of_one_line, generation
from escc_desktop.trust.slot_file import slots_from

PACKAGE_SUFFIX = ".escc"
LEFT_CHECKPOINT = "-checkpoint.json"
"""What a restore leaves beside the backup that it took, so that a second one of it gives its device another name."""
MOST_FILES = 500
"""Files of one folder and kind that are looked at, the last by name."""

_PRINTED = re.compile(r"\A\s*([A-Za-z0-9-]{1,80})\s*[:：]\s*([0-9]{1,15})\s+([0-9A-Fa-f ]{16,30})\s*\Z")
_PRINTED_DIGITS = 16

Source = Literal["checkpoint", "package", "backup", "printed"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """``seq`` entries of ``chain`` were written at the time; None where only that there was such a chain is known.

    ``head`` are the hexadecimal digits of the last one's hash that are known; ``name`` is the file's.
    """

    source: Source
    name: str
    chain: str
    seq: int | None
    head: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Entries that are known to have been written and are not there, both ends included."""

    chain: str
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many entries that are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class BackupOffer:
    """What a backup says of itself before anybody typed a passphrase. ``people`` can open it."""

    path: Path
    study: str
    site: str
    device: str
    chain: str
    number: int
    entries: int
    head: str
    at: datetime
    size: int
    people: tuple[str, ...]


def offer_of(path: Path) -> BackupOffer:
    """Return what the backup at ``path`` is. Raises BackupError, TrustError SLOTS_DAMAGED."""
    backup = open_backup(path)
    slots = slots_from(read_part(backup, "slots"), path.name)
    head = backup.head
    people = tuple(slot.name for slot in slots.slots)
    at = datetime.fromisoformat(head.at).astimezone()
    return BackupOffer(
        path=path,
        study=head.study,
        site=head.site,
        device=head.device,
        chain=head.chain,
        number=head.generation,
        entries=head.size,
        head=head.head,
        at=at,
        size=backup.size,
        people=people,
    )


def offers(places: Iterable[Path]) -> tuple[BackupOffer, ...]:
    """Return the backups that lie in ``places`` and can be read, the furthest first.

    Of one line the device that stands in another's place is further than that one; else the longer chain is.
    """
    found: list[BackupOffer] = []
    for place in dict.fromkeys(places):
        with suppress(BackupError):
            good = [one for one in look(place) if one.head is not None]
            for one in good:
                with suppress(EsccError):
                    found.append(offer_of(place / one.name))
    return tuple(sorted(found, key=lambda one: (one.at, one.entries, one.number), reverse=True))


def survey(folder: Path, places: Sequence[Path]) -> tuple[Sighting, ...]:
    """Return everything that is seen beside the vault of ``folder``, and of packages and backups in ``places``."""
    vaults = (folder, *kept_aside(folder))
    seen = [one for vault in vaults for one in _checkpoint(vault / CHECKPOINT_FILE)]
    for place in dict.fromkeys(places):
        seen += _in_place(place)
    return tuple(dict.fromkeys(seen))


def printed(typed: str) -> Sighting:
    """Return what the line at the foot of a printed page says: ``01-A:123 0123456789abcdef``.

    Raises Refused CHECKPOINT_TYPED.
    """
    said = _PRINTED.match(typed)
    head = said[3].replace(" ", "").lower() if said is not None else ""
    if said is None or len(head) != _PRINTED_DIGITS:
        raise Refused("CHECKPOINT_TYPED", typed=typed.strip())
    return Sighting("printed", "", said[1].upper(), int(said[2]), head)


def missing_of(chain: str, size: int, seen: Iterable[Sighting]) -> tuple[Missing, ...]:
    """Return what was seen of ``chain`` beyond its first ``size`` entries, and of the chains that went on from it."""
    site, _, device = chain.rpartition("-")
    reached: dict[str, int] = {}
    for one in seen:
        its_site, _, its_device = one.chain.rpartition("-")
        is_ours = its_site == site and are_of_one_line(device, its_device) and not is_of_desk(one.chain)
        if is_ours and one.seq is not None:
            reached[one.chain] = max(one.seq, reached.get(one.chain, 0))
    found = [Missing(chain, size + 1, reached.pop(chain, 0))]
    found += [
        Missing(name, 1, last)
        for name, last in sorted(reached.items(), key=lambda one: (len(one[0]), one[0]))
        if _is_later(name.rpartition("-")[2], device)
    ]
    return tuple(one for one in found if one.last >= one.first)


def devices_in(seen: Iterable[Sighting], site: str) -> frozenset[str]:
    """Return the devices of ``site`` that were seen."""
    return frozenset(one.chain.rpartition("-")[2] for one in seen if one.chain.rpartition("-")[0] == site)


def _is_later(device: str, than: str) -> bool:
    letters = device.rstrip("0123456789") or device
    return (generation(letters, device) or 1) > (generation(letters, than) or 1)


def _checkpoint(path: Path) -> list[Sighting]:
    with suppress(EsccError, OSError), path.open("rb") as file:
        said = claimed_checkpoint(file.read(LARGEST_CHECKPOINT + 1))
        return [Sighting("checkpoint", path.name, said.chain, said.size, said.head)]
    return []


def _in_place(place: Path) -> list[Sighting]:
    seen: list[Sighting] = []
    with suppress(BackupError):
        heads = [one.head for one in look(place) if one.head is not None]
        seen += [Sighting("backup", head.backup, head.chain, head.size, head.head) for head in heads]
    for path in named_in(place, LEFT_CHECKPOINT):
        seen += _checkpoint(path)
    for path in named_in(place, PACKAGE_SUFFIX):
        with suppress(EsccError, OSError):
            envelope = read_front(path)
            if not is_of_desk(envelope.chain):
                seen.append(Sighting("package", path.name, envelope.chain, None))
    return seen


def named_in(place: Path, ending: str, most: int | None = MOST_FILES) -> tuple[Path, ...]:
    """Return the last ``most`` files of a folder, by name, that end so; none of a folder that cannot be read."""
    try:
        found = sorted(path for path in place.iterdir() if path.name.endswith(ending))
    except OSError:
        return ()
    return tuple(found[-most:] if most is not None else found)

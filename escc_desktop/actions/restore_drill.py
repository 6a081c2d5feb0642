"""Proves that the newest backup can be restored: to a place apart, opened with a passphrase, verified, taken away."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.attempts import counted
from escc_desktop.actions.authority import require
from escc_desktop.actions.back_up import Tools, clear, make_room, tried
from escc_desktop.actions.backups import good_ones
from escc_desktop.actions.people import slots_path
from escc_desktop.actions.site import Site
from escc_desktop.actions.views_of_backups import BackupPlace, BackupProgress, WrittenBackup
from escc_desktop.errors import BackupError, Refused
from escc_desktop.exchange.backup_file import open_backup, read_part
from escc_desktop.exchange.generations import Found
from escc_desktop.trust.key_slots import open_slot
from escc_desktop.trust.slot_file import slots_from


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill needs of the open vault: which backup, whose slot in it, and what it is held against."""

    path: Path
    place: BackupPlace
    vault: Path
    person: str
    passphrase: str = field(repr=False)
    tools: Tools = field(repr=False)


def prepare_drill(site: Site, place: BackupPlace, folder: Path, there: Iterable[Found], passphrase: str) -> Drill:
    """Choose the newest good backup in ``folder`` for whoever is at work. Raises Refused NO_BACKUP, ..."""
    if site.doubt is not None:
        raise Refused("READ_ONLY", site.doubt)
    require(site, "back_up")
    good = good_ones(site, there)
    if not good:
        raise Refused("NO_BACKUP", place=place.label)
    # The data key comes out of the slot in the backup: a drill that used the open vault's would prove less.
    tools = Tools(b"", site.facts.root, site.office.clock, site.office.randomness)
    return Drill(folder / good[-1].name, place, slots_path(site).parent, site.person.id, passphrase, tools)


def prove(drill: Drill) -> Generator[BackupProgress, None, WrittenBackup]:
    """Carry the drill out on whatever thread; ``NoteDrill`` records it. What it made is taken away in any case.

    A wrong passphrase counts like one at unlocking. Raises WrongPassphrase, Refused TRY_LATER before anything is made;
    BackupError, Refused BACKUP_UNSOUND, TrustError SLOT_*.
    """
    backup = open_backup(drill.path)
    slots = slots_from(read_part(backup, "slots"), drill.path.name)
    slot = slots.slot(drill.person)
    with counted(drill.vault, slot, drill.tools.clock()):  # or it would be a way to try a colleague's without end
        secrets = open_slot(slot, drill.passphrase, study=slots.study, site=slots.site)
    if (slots.study, slots.site) != (backup.head.study, backup.head.site):
        raise BackupError("BACKUP_OTHER", backup=backup.head.backup)
    tools, head = drill.tools, backup.head
    room = make_room(drill.vault, tools.randomness)
    failpoints.reached("drill.room_made")
    try:
        opens = Tools(secrets.data_key, tools.root, tools.clock, tools.randomness)
        sha256, verified = yield from tried(drill.path, room, opens)
        failpoints.reached("drill.verified")
    finally:
        clear(room)
    place = drill.place
    return WrittenBackup(
        head.backup, head.generation, sha256, backup.size, head.size, head.head, verified, place.label,
        place.is_off_machine,
    )  # fmt: skip

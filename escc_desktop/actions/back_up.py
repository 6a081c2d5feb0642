"""Makes a backup in two parts: ``begin`` where the vault is open, ``write`` on whatever thread; ``NoteBackup`` ends it.

Both step aside often, so that commands go first; closed half way, they leave nothing. A backup counts only once it was
read back from its medium, opened with the data key in a place apart, and verified whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from escc_desktop import __version__, failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.backups import good_ones, numbers_given
from escc_desktop.actions.office import Clock, Randomness
from escc_desktop.actions.people import slots_path
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import furnished
from escc_desktop.actions.verify import verify_slices
from escc_desktop.actions.views_of_backups import BackupPlace, BackupProgress, BackupStage, WrittenBackup
from escc_desktop.errors import BackupError, Refused, TrustError, VaultError
from escc_desktop.exchange.backup_file import (
    FILES,
    FORMAT,
    BackupHead,
    Parts,
    backup_name,
    check_signer,
    describe_file,
    front_of,
    here,
    open_backup,
    put_in_place,
    read_through,
    take_away,
    write_backup,
)
from escc_desktop.exchange.generations import Found as Found
from escc_desktop.exchange.generations import left_over, look, numbers_there, plan
from escc_desktop.store.backup import copy_vault
from escc_desktop.store.cabinet import open_cabinet
from escc_desktop.store.schema import SCHEMA_VERSION
from escc_desktop.trust.chain import Checkpoint, make_checkpoint, read_checkpoint
from escc_desktop.trust.entry import instant
from escc_desktop.trust.key_slots import Secrets

WORKROOM: Final = "backup-work"
"""Where copies lie while they are made or tried, beside the vault and as encrypted as the vault itself."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tools:
    """What opens and verifies a copy of a vault: its data key, a root from outside or the copy's own, and so on."""

    data_key: bytes = field(repr=False)
    root: str | None
    clock: Clock
    randomness: Randomness


@dataclass(frozen=True, slots=True)
class Begun:
    """A consistent copy of the vault beside it, to be written out by ``write`` or given up by ``clear_workroom``.

    ``folder`` is where the place is now; ``gone`` the names of old backups there that go once this one stands.
    """

    room: Path
    place: BackupPlace
    folder: Path
    head: BackupHead
    front: bytes
    gone: tuple[str, ...]
    tools: Tools = field(repr=False)


def look_at(folder: Path) -> tuple[Found, ...]:
    """Return what lies in a place under the name of a backup. Raises BackupError BACKUP_PLACE_*."""
    return look(folder)


def begin(
    site: Site, place: BackupPlace, folder: Path, there: Sequence[Found], *, is_automatic: bool = False
) -> Generator[BackupProgress, None, Begun]:
    """Copy the open vault as it stands, with slots and checkpoint, and describe and sign the copy.

    ``there`` is what lies in ``folder`` (``generations.look``). What is committed meanwhile is carried along. Raises
    Refused READ_ONLY for a vault that is in doubt: no good backup may be followed by it; NOT_ALLOWED; BackupError
    BACKUP_HERE_*, BACKUP_AGAIN.
    """
    if site.doubt is not None:
        raise Refused("READ_ONLY", site.doubt)
    if not is_automatic:
        require(site, "back_up")
    office, vault = site.office, site.office.cabinet.vault
    own = office.journal.head(office.chain)
    taken = numbers_given(site) | numbers_there(there, site.facts.site, site.device)
    decided = plan(good_ones(site, there), taken, own.seq if own else 0)
    room = make_room(slots_path(site).parent, office.randomness)
    try:
        with here():
            yield from staged("copy", copy_vault(vault, room / FILES["vault"]))
            if office.cabinet.vault is not vault:
                raise BackupError("BACKUP_AGAIN")
            noted = _put_beside(site, room)  # before the next command: all three parts are of one moment
        failpoints.reached("backup.copied")
        head = yield from _described(site, room, decided.number, noted)
        front = front_of(head, office.device_key)
    except BaseException:
        clear(room)
        raise
    tools = Tools(site.data_key, site.facts.root, office.clock, office.randomness)
    return Begun(room, place, folder, head, front, decided.gone, tools)


def _put_beside(site: Site, room: Path) -> Checkpoint:
    """Put the key slots, and a checkpoint of this moment, beside the copy of the vault."""
    office = site.office
    head = office.journal.head(office.chain)
    assert head is not None  # a vault begins with its device's certificate
    at = instant(office.clock())
    noted = Checkpoint(
        study=office.study, site=office.site, chain=office.chain, size=head.seq, head=head.hash.hex(), at=at
    )
    (room / FILES["checkpoint"]).write_bytes(make_checkpoint(noted, office.device_key))
    (room / FILES["slots"]).write_bytes(slots_path(site).read_bytes())
    return noted


def _described(site: Site, room: Path, number: int, noted: Checkpoint) -> Generator[BackupProgress, None, BackupHead]:
    parts: dict[str, Any] = {}
    for part, called in FILES.items():
        with here():
            parts[part] = yield from staged("copy", describe_file(room / called))
    return BackupHead(
        format=FORMAT,
        backup=backup_name(noted.site, site.device, number),
        study=noted.study,
        site=noted.site,
        device=site.device,
        chain=noted.chain,
        generation=number,
        size=noted.size,
        head=noted.head,
        at=noted.at,
        schema=SCHEMA_VERSION,
        app=__version__,
        signers=site.device_certificates(),
        parts=Parts(**parts),
    )


def write(begun: Begun) -> Generator[BackupProgress, None, WrittenBackup]:
    """Write a begun backup out, read it back, open and verify it, give it its name, and let the oldest go.

    Needs nothing of the open vault. The workroom is cleared in any case; the place is left as it was unless the backup
    stands there whole. Raises BackupError BACKUP_PLACE_*, BACKUP_HERE_*, BACKUP_HASH, ...; Refused BACKUP_UNSOUND.
    """
    try:
        for forgotten in left_over(begun.folder, begun.head.site, begun.head.device):
            take_away(forgotten)
        part = yield from staged("write", write_backup(begun.folder, begun.front, begun.head, begun.room))
        try:
            clear(begun.room)
            sha256, verified = yield from tried(part, begun.room, begun.tools)
            final = put_in_place(part)
        except BaseException:
            take_away(part)
            raise
        failpoints.reached("backup.in_place")
        for name in begun.gone:
            take_away(begun.folder / name)
            failpoints.reached("backup.older_removed")
    finally:
        clear(begun.room)
    place, head = begun.place, begun.head
    size = len(begun.front) + sum(head.parts.of(name).length for name in FILES)
    return WrittenBackup(
        final.name, head.generation, sha256, size, head.size, head.head, verified, place.label, place.is_off_machine
    )


def tried(path: Path, room: Path, tools: Tools) -> Generator[BackupProgress, None, tuple[str, int]]:
    """Restore the backup at ``path`` to the empty folder ``room`` and verify it there whole.

    Returns the file's SHA-256 and how many entries of all chains were verified. ``room`` stays to be cleared.
    """
    backup = open_backup(path)
    with here():
        room.mkdir(mode=0o700, parents=True, exist_ok=True)
    sha256 = yield from staged("read_back", read_through(backup, room))
    failpoints.reached("backup.read_back")
    try:
        verified = yield from staged("verify", _reopened(room, backup.head, tools))
    except (VaultError, TrustError) as problem:
        raise Refused("BACKUP_UNSOUND", problem, backup=path.name) from problem
    failpoints.reached("backup.reopened")
    return sha256, verified


def _reopened(room: Path, head: BackupHead, tools: Tools) -> Generator[tuple[int, int], None, int]:
    """Open a restored copy with the data key, verify it whole, and hold it against the head of its backup."""
    cabinet = open_cabinet(room, tools.data_key)
    try:
        cabinet.vault.make_read_only()
        yield 0, head.size
        if cabinet.vault.damaged_pages():
            raise VaultError("VAULT_DAMAGED", path=head.backup)
        site = furnished(cabinet, Secrets(tools.data_key, b""), "", tools.clock, tools.randomness)
        check_signer(head, tools.root or site.facts.root)
        answer = yield from verify_slices(site, tools.root)
        if not answer.is_sound:
            raise VaultError(answer.code, **answer.facts)
        _compare(site, head)
        return answer.entries
    finally:
        cabinet.close()


def _compare(site: Site, head: BackupHead) -> None:
    """Raise BackupError (BACKUP_OTHER) unless vault, checkpoint and head of a backup speak of one and the same end."""
    office = site.office
    data = office.cabinet.checkpoints.read() or b""
    own = office.journal.head(office.chain)
    ends = [(office.chain, own.seq, own.hash.hex())] if own else []
    with suppress(TrustError):
        noted = read_checkpoint(data, office.device_key.public)
        ends.append((noted.chain, noted.size, noted.head))
    if ends != [(head.chain, head.size, head.head)] * 2:
        raise BackupError("BACKUP_OTHER", backup=head.backup)


# the workroom


def make_room(vault: Path, randomness: Randomness) -> Path:
    """Make a folder of its own in the workroom of the vault in ``vault`` and return it. Raises BACKUP_HERE_*."""
    room = vault / WORKROOM / randomness(8).hex()
    with here():
        room.mkdir(mode=0o700, parents=True)
    return room


def clear(room: Path) -> None:
    """Take a folder of the workroom away, and the workroom with its last one; what cannot go now goes later."""
    shutil.rmtree(room, ignore_errors=True)
    with suppress(OSError):
        room.parent.rmdir()


def clear_workroom(site: Site) -> None:
    """Take away whatever interrupted backups and drills have left beside the vault."""
    shutil.rmtree(slots_path(site).parent / WORKROOM, ignore_errors=True)


def staged(stage: BackupStage, steps: Generator[tuple[int, int], None, T]) -> Generator[BackupProgress, None, T]:
    """Hand on what ``steps`` yield as the progress of one stage, and return what they return."""
    try:
        while True:
            try:
                done, total = next(steps)
            except StopIteration as end:
                value: T = end.value
                return value
            yield BackupProgress(stage, done, total)
    finally:
        steps.close()

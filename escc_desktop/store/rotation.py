"""Writes a vault anew under another data key and puts it, with the slots that fit it, in the place of the old pair.

All is made beside: a copy of the vault (``.renewed``), then its slots, then one small note. The note decides. Without
it what lies beside is worth nothing and is taken away; with it ``settle`` puts both files in their places, however
often it is interrupted, overwrites the old ones as far as a disk lets one, and takes the note away. So there is the
old pair or the new one at every moment, and never a mix.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from sqlalchemy import func, select, text

from escc_desktop import failpoints
from escc_desktop.errors import VaultError
from escc_desktop.store import schema
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.checkpoint import force_folder
from escc_desktop.store.cipher import key_tag
from escc_desktop.store.keys import rewrapped
from escc_desktop.store.lock import FolderLock
from escc_desktop.store.problems import system_problem
from escc_desktop.store.vault import VAULT_FILE, Vault, connect_file

SLOTS_FILE = "slots.json"
NOTE = "renewal.json"
RENEWED = ".renewed"
RETIRED = ".retired"
_PIECE = 1 << 20


class _Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided: the beginning of the new vault and the SHA-256 of the new slots, both hexadecimal."""

    vault: str
    slots: str


def copy_under(vault: Vault, data_key: bytes) -> Cabinet:
    """Write everything of an open ``vault`` into a new file beside it under ``data_key``, and return that file open.

    No transaction may be open. Raises ``VaultError`` VAULT_DISK_FULL, VAULT_DISK_ERROR; OSErrors pass.
    """
    folder = vault.folder
    assert folder is not None  # a site's vault is always a folder
    if (folder / NOTE).exists():  # of a renewal before, whose old pair could not be taken away then
        retire(folder)
    clear(folder)
    path = folder / (VAULT_FILE + RENEWED)
    vault.export(path, data_key, rewrapped(vault, data_key))
    failpoints.reached("renewal.copied")
    _force(path)
    failpoints.reached("renewal.copy_forced")
    return Cabinet(connect_file(folder, data_key, None, path.name))


def check_copy(vault: Vault, copy: Cabinet, added: int) -> None:
    """Raise ``VaultError`` RENEWAL_DIFFERS unless the copy is whole, with what the vault holds and ``added`` entries.

    Looked at: the seal of every page, SQLite's own structure, the triggers, the rows of every table, the end of every
    chain.
    """
    if copy.vault.damaged_pages():
        raise VaultError("RENEWAL_DIFFERS", what="pages")
    if [str(row[0]) for row in copy.vault.read(text("PRAGMA integrity_check"))] != ["ok"]:
        raise VaultError("RENEWAL_DIFFERS", what="structure")
    triggers = copy.vault.read(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    if {row.name: row.sql for row in triggers} != schema.sqlite_triggers():
        raise VaultError("RENEWAL_DIFFERS", what="triggers")
    for table in (one for one in schema.metadata.sorted_tables if one is not schema.drafts):  # they may change hands
        more = added if table is schema.journal else 0
        if _count(copy.vault, table.name) != _count(vault, table.name) + more:
            raise VaultError("RENEWAL_DIFFERS", what=table.name)
    old = Cabinet(vault).journal
    for head in old.heads():
        known = copy.journal.entry(head.chain, head.seq)
        if known is None or known.hash != head.hash:
            raise VaultError("RENEWAL_DIFFERS", what=head.chain)
    failpoints.reached("renewal.verified")


def decide(folder: Path, data_key: bytes, slots: bytes) -> None:
    """Write the new ``slots`` beside, and then the note that decides. The copy must be closed; OSErrors pass."""
    _write(folder / (SLOTS_FILE + RENEWED), slots)
    failpoints.reached("renewal.slots_written")
    note = _Note(key_tag(data_key).hex(), sha256(slots).hexdigest())
    _write(folder / (NOTE + ".part"), msgspec.json.encode(note))
    force_folder(folder)
    failpoints.reached("renewal.note_written")
    (folder / (NOTE + ".part")).replace(folder / NOTE)
    failpoints.reached("renewal.decided")
    force_folder(folder)
    failpoints.reached("renewal.decision_forced")


def swap(folder: Path) -> None:
    """Put the new pair in its place; the old files stay beside until ``retire``. Nobody may have the vault open."""
    note = _noted(folder)
    if note is None:
        raise VaultError("RENEWAL_BROKEN", path=folder)
    renewed = folder / (VAULT_FILE + RENEWED)
    if renewed.exists():
        if _beginning(renewed) != note.vault:
            raise VaultError("RENEWAL_BROKEN", path=folder)
        with suppress(FileNotFoundError):  # of the old file: once the new one stands there may be one that it needs
            (folder / (VAULT_FILE + "-journal")).unlink()
    _change_places(folder / VAULT_FILE)
    failpoints.reached("renewal.vault_placed")
    _change_places(folder / SLOTS_FILE)
    failpoints.reached("renewal.slots_placed")
    force_folder(folder)
    failpoints.reached("renewal.places_forced")
    if not _stands(folder, note):
        raise VaultError("RENEWAL_BROKEN", path=folder)


def retire(folder: Path) -> None:
    """Overwrite the old pair as far as the disk lets one, take it away, and then the note."""
    for name in (VAULT_FILE, SLOTS_FILE):
        old = folder / (name + RETIRED)
        if old.exists() and not old.samefile(folder / name):
            with suppress(OSError):
                _overwrite(old)
            failpoints.reached("renewal.old_overwritten")
            old.unlink()
            failpoints.reached("renewal.old_removed")
    (folder / NOTE).unlink(missing_ok=True)
    failpoints.reached("renewal.note_removed")
    force_folder(folder)


def settle(folder: Path) -> None:
    """End what an interruption left, before the slots of ``folder`` are read; nothing to do is the rule.

    Whoever works in the vault settles it themselves. Raises ``VaultError`` RENEWAL_BROKEN, VAULT_NO_PERMISSION.
    """
    if not any((folder / name).exists() for name in (NOTE, VAULT_FILE + RENEWED, SLOTS_FILE + RENEWED)):
        return
    try:
        lock = FolderLock(folder)
    except VaultError:
        return
    try:
        if (folder / NOTE).exists():
            swap(folder)
            retire(folder)
        else:
            clear(folder)
    except OSError as problem:
        raise system_problem(problem, folder) from problem
    finally:
        lock.release()


def clear(folder: Path) -> None:
    """Take away what was made beside the vault and never decided."""
    if (folder / NOTE).exists():
        return
    names = (VAULT_FILE + RENEWED, VAULT_FILE + RENEWED + "-journal", SLOTS_FILE + RENEWED, NOTE + ".part")
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _change_places(path: Path) -> None:
    """Put ``.renewed`` in the place of ``path`` and keep the old one as ``.retired``; done once, it does nothing."""
    renewed, retired = path.with_name(path.name + RENEWED), path.with_name(path.name + RETIRED)
    if not renewed.exists():
        return
    if path.exists() and not retired.exists():
        try:
            os.link(path, retired)  # so that the place is never empty
        except OSError:
            path.rename(retired)
        failpoints.reached("renewal.old_kept")
    renewed.replace(path)


def _noted(folder: Path) -> _Note | None:
    try:
        return msgspec.json.decode((folder / NOTE).read_bytes(), type=_Note)
    except (OSError, msgspec.DecodeError):
        return None


def _stands(folder: Path, note: _Note) -> bool:
    """Tell whether the pair that the note speaks of stands in its place: before that nothing old is destroyed.

    When the old pair could not be taken away at once, people went on working, and the slots may be newer than the note.
    """
    if _beginning(folder / VAULT_FILE) != note.vault:
        return False
    is_as_noted = sha256((folder / SLOTS_FILE).read_bytes()).hexdigest() == note.slots
    were_placed = (folder / (SLOTS_FILE + RETIRED)).exists() or not (folder / (VAULT_FILE + RETIRED)).exists()
    return is_as_noted or (were_placed and not (folder / (SLOTS_FILE + RENEWED)).exists())


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(16).hex()


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _PIECE)))
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _force(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _count(vault: Vault, table: str) -> int:
    return int(vault.read(select(func.count()).select_from(text(table)))[0][0])

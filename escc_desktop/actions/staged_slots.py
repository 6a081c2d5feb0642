"""Lets a key slot that is made anew change together with its entry: the entry decides; it makes no slot itself.

The new slot first lies beside (``slots.json.next``). Once its entry is kept it takes its place; a power cut in between
is ended at the next opening, by the entry: with it the slot is put in place, without it the slot is taken away.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.site import Site
from escc_desktop.errors import TrustError, VaultError
from escc_desktop.store.cabinet import open_cabinet
from escc_desktop.store.places import SLOTS_FILE
from escc_desktop.trust.key_slots import Secrets, Slot
from escc_desktop.trust.slot_file import flush_folder, read_slots, slot_file, write_slots

NEXT = ".next"


def stage_slot(site: Site, slot: Slot) -> None:
    """Write ``slot`` beside the others inside the open transaction; it takes its place once that is kept.

    Raises VaultError INPUT_UNREADABLE.
    """
    office, folder = site.office, _folder(site)
    path = _beside(folder)
    office.on_failure(lambda: _drop(folder))
    try:
        write_slots(path, slot_file(office.study, office.site, (slot,)))
    except OSError as problem:
        raise VaultError("INPUT_UNREADABLE", path=path, why=problem.strerror or "") from problem
    office.once_kept(lambda: settle_slots(site))


def settle_slots(site: Site) -> None:
    """Put a slot whose entry stands in its place, and take away one whose entry was never kept.

    A disk that fails here leaves it for the next opening.
    """
    folder = _folder(site)
    path = _beside(folder)
    if not path.exists():
        return
    with suppress(OSError, TrustError):
        held = read_slots(folder / SLOTS_FILE)
        for slot in read_slots(path).slots:
            if slot.person in site.people and site.recipients.get(slot.person) == slot.recipient:
                held = held.with_slot(slot)
        write_slots(folder / SLOTS_FILE, held)
        failpoints.reached("slots.placed")
        _drop(folder)


def staged_slot(folder: Path, person: str) -> Slot | None:
    """Return the slot of ``person`` that waits for its place, or None."""
    with suppress(OSError, TrustError):
        return read_slots(_beside(folder)).slot(person)
    return None


def is_entered(folder: Path, slot: Slot, secrets: Secrets) -> bool:
    """Tell whether the vault, which nobody may have open, holds the entry of a slot that waits for its place."""
    try:
        cabinet = open_cabinet(folder, secrets.data_key)
    except VaultError:
        return False
    try:
        renewed = [one.entry.body for one in cabinet.journal.by_kind("slot.renewed")]
        return any((one["person"], one["recipient"]) == (slot.person, slot.recipient) for one in renewed)
    finally:
        cabinet.close()


def _folder(site: Site) -> Path:
    folder = site.office.cabinet.vault.folder
    assert folder is not None  # a site's vault is always a folder
    return folder


def _beside(folder: Path) -> Path:
    return folder / (SLOTS_FILE + NEXT)


def _drop(folder: Path) -> None:
    with suppress(OSError):
        _beside(folder).unlink(missing_ok=True)
        flush_folder(folder)

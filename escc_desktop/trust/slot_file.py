"""Keeps everybody's slots and the recovery box in one file beside the vault; it opens none (``key_slots`` does).

Each slot is sound or damaged by itself, so damage to one person's locks nobody else out. Damage to the file's own
words is found when it is read, damage to a slot when it is opened; ``check_slots`` finds all of it without a
passphrase, and verification asks for that.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from escc_desktop import failpoints
from escc_desktop.errors import TrustError
from escc_desktop.trust import canonical
from escc_desktop.trust.key_slots import FIRST, FORMAT, BoxText, Slot, Text, seal_recovery, slot_checksum, with_data_key

LARGEST_FILE: Final = 1 << 20
MOST_SLOTS: Final = 200
_FAMILY: Final = "escc-slots/"
_MOST_DIGITS: Final = 9


class SlotFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Every person's slot, and the recovery box (base64) when the kit named recipients.

    ``checksum`` covers all of it, each slot by its own; a file of the first format has none.
    """

    format: str
    study: Text
    site: Text
    slots: tuple[Slot, ...]
    recovery: BoxText | None
    checksum: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")] | None = None

    def slot(self, person_or_name: str) -> Slot:
        """Return the slot of a person by identity or printed name. Raises TrustError (SLOT_UNKNOWN)."""
        for slot in self.slots:
            if person_or_name in (slot.person, slot.name):
                return slot
        raise TrustError("SLOT_UNKNOWN", person=person_or_name)

    def with_slot(self, slot: Slot) -> SlotFile:
        """Return the file with ``slot`` added, in place of the same person's older one."""
        if any(other.name == slot.name and other.person != slot.person for other in self.slots):
            raise TrustError("SLOT_NAME_TAKEN", name=slot.name)
        others = (other for other in self.slots if other.person != slot.person)
        return self._holding((*others, slot), self.recovery)

    def without_slot(self, person: str) -> SlotFile:
        """Return the file without the slot of ``person``."""
        return self._holding(tuple(slot for slot in self.slots if slot.person != person), self.recovery)

    def with_data_key(self, data_key: bytes, recipients: Mapping[str, str], recovery: Sequence[str] = ()) -> SlotFile:
        """Return the file with another data key sealed to everybody in it, and to the ``recovery`` recipients.

        ``recipients``: person -> recipient, as signed entries say; whoever can write the file could put another's in.
        Raises TrustError (SLOT_FIRST_FORMAT) for somebody to whom nothing can be sealed, SLOT_RECIPIENT for one whose
        slot does not say what the entries do.
        """
        where = {"study": self.study, "site": self.site}
        for slot in self.slots:
            if not slot.is_first_format and recipients.get(slot.person) != slot.recipient:
                raise TrustError("SLOT_RECIPIENT", name=slot.name)
        renewed = tuple(with_data_key(slot, data_key, **where) for slot in self.slots)
        box = seal_recovery(data_key, recovery, **where) if recovery else None
        return self._holding(renewed, box)

    def _holding(self, slots: tuple[Slot, ...], recovery: str | None) -> SlotFile:
        return slot_file(self.study, self.site, slots, recovery)


def slot_file(study: str, site: str, slots: Sequence[Slot] = (), recovery: str | None = None) -> SlotFile:
    """Return a file of the newest format that holds ``slots`` and the ``recovery`` box."""
    made = SlotFile(format=FORMAT, study=study, site=site, slots=tuple(slots), recovery=recovery)
    return msgspec.structs.replace(made, checksum=_checksum(made))


def check_slots(slots: SlotFile) -> None:
    """Raise TrustError unless everything is as it was written: SLOT_DAMAGED names a person, SLOTS_DAMAGED the rest."""
    for slot in slots.slots:
        if slot_checksum(slot) != slot.checksum:
            raise TrustError("SLOT_DAMAGED", name=slot.name)
    if slots.format != FIRST and _checksum(slots) != slots.checksum:
        raise TrustError("SLOTS_DAMAGED", file="slots.json")


def read_slots(path: Path) -> SlotFile:
    """Read the file of slots. Raises TrustError (SLOTS_DAMAGED, SLOTS_NEWER); OSErrors pass."""
    with path.open("rb") as file:
        return slots_from(file.read(LARGEST_FILE + 1), path.name)


def slots_from(data: bytes, name: str) -> SlotFile:
    """Return the slots in ``data``; ``name`` is how the error calls them.

    Raises TrustError: SLOTS_DAMAGED when they are not as written, SLOTS_NEWER when a later program wrote them.
    """
    try:
        plain = canonical.decode(data)
        found = plain.get("format") if isinstance(plain, dict) else None
        slots = None if _is_newer(found) else msgspec.convert(plain, SlotFile)
    except (TrustError, msgspec.ValidationError) as problem:
        raise TrustError("SLOTS_DAMAGED", file=name) from problem
    if slots is None:
        raise TrustError("SLOTS_NEWER", file=name, found=found)
    is_first = slots.format == FIRST and slots.checksum is None and all(one.is_first_format for one in slots.slots)
    is_second = slots.format == FORMAT and slots.checksum is not None
    if len(data) > LARGEST_FILE or len(slots.slots) > MOST_SLOTS or not (is_first or is_second):
        raise TrustError("SLOTS_DAMAGED", file=name)
    return slots


def slots_bytes(slots: SlotFile) -> bytes:
    """Return the slots as they are kept."""
    return canonical.encode(msgspec.to_builtins(slots))


def write_slots(path: Path, slots: SlotFile) -> None:
    """Replace the file of slots at once or not at all: written beside, flushed to the disk, renamed. OSErrors pass."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(slots_bytes(slots))
            file.flush()
            failpoints.reached("slots.written")
            os.fsync(file.fileno())
        failpoints.reached("slots.forced")
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    failpoints.reached("slots.renamed")
    flush_folder(path.parent)
    failpoints.reached("slots.folder_forced")


def flush_folder(folder: Path) -> None:
    """Force the names in ``folder`` to the disk; OSErrors pass."""
    if os.name == "nt":  # Windows has no folder handles to flush; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum(slots: SlotFile) -> str:
    """Return what the file's checksum must be: a damaged slot is the slot's own matter, told by its own checksum."""
    own = {"format": slots.format, "recovery": slots.recovery, "site": slots.site, "study": slots.study}
    return sha256(canonical.encode(own | {"slots": [slot.checksum for slot in slots.slots]})).hexdigest()


def _is_newer(found: object) -> bool:
    number = found.removeprefix(_FAMILY) if isinstance(found, str) and found.startswith(_FAMILY) else ""
    is_number = number.isdecimal() and number.isascii() and len(number) <= _MOST_DIGITS
    return is_number and int(number) > int(FORMAT.removeprefix(_FAMILY))

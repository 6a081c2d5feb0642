"""Wraps a person's secrets under their passphrase and keeps the wraps in one file; it never keeps a passphrase.

A slot: Argon2id (RFC 9106) stretches the passphrase; HKDF gives from it a key for AES-256-GCM and, apart from it, a
check value that tells a wrong passphrase from a damaged slot. Person, study and site are bound in as associated data.
The recovery slot is an age box for the desk's recovery recipients and holds the data key alone: who forgot a
passphrase gets a new signing key, so nobody can ever sign in another's name.
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final
from unicodedata import normalize

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from msgspec import Meta

from escc_desktop import failpoints
from escc_desktop.errors import TrustError, WrongPassphrase
from escc_desktop.trust import boxes, canonical
from escc_desktop.trust.keys import Randomness

FORMAT: Final = "escc-slots/1"
LARGEST_FILE: Final = 1 << 20
MOST_SLOTS: Final = 200
LEAST_PASSPHRASE: Final = 8  # characters
_WRAP: Final = b"escc-slot-wrap-1"
_CHECK: Final = b"escc-slot-check-1"

Hex: Final = r"\A(?:[0-9a-f]{2})*\Z"
HexText = Annotated[str, Meta(pattern=Hex, max_length=20000)]
Text = Annotated[str, Meta(min_length=1, max_length=200)]


class Stretching(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a passphrase is stretched. The floor is RFC 9106's second choice; the ceiling stops a hostile file."""

    memory_kib: Annotated[int, Meta(ge=64 * 1024, le=1024 * 1024)] = 64 * 1024
    passes: Annotated[int, Meta(ge=3, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person's wrapped secrets. ``checksum`` finds damage by chance; tampering is found by the seal itself."""

    person: Text
    name: Text
    stretching: Stretching
    salt: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    check: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    nonce: Annotated[str, Meta(pattern=r"\A[0-9a-f]{24}\Z")]
    wrapped: HexText
    checksum: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class SlotFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What lies beside the vault: every person's slot, and the recovery box (base64) when the kit named recipients."""

    format: str = FORMAT
    study: Text
    site: Text
    slots: tuple[Slot, ...] = ()
    recovery: str | None = None

    def slot(self, person_or_name: str) -> Slot:
        """Return the slot of a person by identity or printed name. Raises TrustError (SLOT_UNKNOWN)."""
        for slot in self.slots:
            if person_or_name in (slot.person, slot.name):
                return slot
        raise TrustError("SLOT_UNKNOWN", person=person_or_name)

    def with_slot(self, slot: Slot) -> SlotFile:
        """Return the file with ``slot`` added, in place of the same person's older one."""
        others = tuple(other for other in self.slots if other.person != slot.person)
        if any(other.name == slot.name for other in others):
            raise TrustError("SLOT_NAME_TAKEN", name=slot.name)
        return msgspec.structs.replace(self, slots=(*others, slot))

    def without_slot(self, person: str) -> SlotFile:
        """Return the file without the slot of ``person``."""
        return msgspec.structs.replace(self, slots=tuple(slot for slot in self.slots if slot.person != person))


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a slot carries: the vault's data key (32 bytes), the person's signing key, a site authority's or None."""

    data_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    authority_key: bytes | None = field(default=None, repr=False)


def make_slot(
    person: str,
    name: str,
    passphrase: str,
    secrets: Secrets,
    *,
    study: str,
    site: str,
    randomness: Randomness,
    stretching: Stretching | None = None,
) -> Slot:
    """Wrap ``secrets`` for a person. Raises TrustError (PASSPHRASE_SHORT, SLOT_PARAMETERS)."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise TrustError("PASSPHRASE_SHORT", least=LEAST_PASSPHRASE)
    chosen = _within_bounds(stretching or Stretching())
    salt, nonce = randomness(32), randomness(12)
    stretched = stretch(passphrase, salt, chosen)
    parts = {"authority_key": _hex(secrets.authority_key), "data_key": secrets.data_key.hex()}
    content = canonical.encode(parts | {"signing_key": secrets.signing_key.hex()})
    wrapped = AESGCM(_derive(stretched, _WRAP)).encrypt(nonce, content, _binding(person, study, site))
    slot = Slot(
        person=person,
        name=name,
        stretching=chosen,
        salt=salt.hex(),
        check=_derive(stretched, _CHECK)[:16].hex(),
        nonce=nonce.hex(),
        wrapped=wrapped.hex(),
        checksum="0" * 64,
    )
    return msgspec.structs.replace(slot, checksum=_checksum(slot))


def open_slot(slot: Slot, passphrase: str, *, study: str, site: str) -> Secrets:
    """Return what ``slot`` carries.

    Raises WrongPassphrase (PASSPHRASE_WRONG) when the passphrase is another, TrustError (SLOT_DAMAGED, SLOT_PARAMETERS)
    when the slot is not as it was written or belongs to another person, study or site.
    """
    _within_bounds(slot.stretching)
    if _checksum(slot) != slot.checksum:
        raise TrustError("SLOT_DAMAGED", name=slot.name)
    stretched = stretch(passphrase, bytes.fromhex(slot.salt), slot.stretching)
    if not hmac.compare_digest(_derive(stretched, _CHECK)[:16], bytes.fromhex(slot.check)):
        raise WrongPassphrase("PASSPHRASE_WRONG", name=slot.name)
    cipher = AESGCM(_derive(stretched, _WRAP))
    try:
        content = cipher.decrypt(
            bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), _binding(slot.person, study, site)
        )
    except InvalidTag as problem:
        raise TrustError("SLOT_DAMAGED", name=slot.name) from problem
    parts = canonical.decode(content)
    if not isinstance(parts, dict):
        raise TrustError("SLOT_DAMAGED", name=slot.name)
    authority_key = None if parts["authority_key"] is None else bytes.fromhex(parts["authority_key"])
    return Secrets(bytes.fromhex(parts["data_key"]), bytes.fromhex(parts["signing_key"]), authority_key)


def stretch(passphrase: str, salt: bytes, stretching: Stretching) -> bytes:
    """Return 32 bytes from ``passphrase`` (NFC, UTF-8) by Argon2id: about 150 ms, so never on the window's thread."""
    try:
        secret = normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError as problem:
        raise TrustError("CANON_TEXT", text="") from problem
    return hash_secret_raw(
        secret=secret,
        salt=salt,
        time_cost=stretching.passes,
        memory_cost=stretching.memory_kib,
        parallelism=stretching.lanes,
        hash_len=32,
        type=Type.ID,
    )


def seal_recovery(data_key: bytes, recipients: Sequence[str], *, study: str, site: str) -> str:
    """Return the recovery box (base64) that only the desk's recovery recipients can open."""
    content = canonical.encode({"data_key": data_key.hex(), "site": site, "study": study})
    return base64.b64encode(boxes.seal(content, recipients)).decode("ascii")


def open_recovery(recovery: str, identity: str, *, study: str, site: str) -> bytes:
    """Return the data key of a recovery box. Raises TrustError (BOX_*, SLOT_DAMAGED, SLOT_OTHER)."""
    try:
        box = base64.b64decode(recovery, validate=True)
    except ValueError as problem:
        raise TrustError("SLOT_DAMAGED", name="recovery") from problem
    parts = canonical.decode(boxes.open_box(box, identity, ceiling=64 << 10))
    if not isinstance(parts, dict) or (parts.get("study"), parts.get("site")) != (study, site):
        raise TrustError("SLOT_OTHER", study=study, site=site)
    return bytes.fromhex(parts["data_key"])


def read_slots(path: Path) -> SlotFile:
    """Read the file of slots. Raises TrustError (SLOTS_DAMAGED) when it is not as written; OSErrors pass."""
    with path.open("rb") as file:
        return slots_from(file.read(LARGEST_FILE + 1), path.name)


def slots_from(data: bytes, name: str) -> SlotFile:
    """Return the slots in ``data``; ``name`` is how the error calls them. Raises TrustError (SLOTS_DAMAGED)."""
    try:
        slots = msgspec.convert(canonical.decode(data), SlotFile)
    except (TrustError, msgspec.ValidationError) as problem:
        raise TrustError("SLOTS_DAMAGED", file=name) from problem
    if len(data) > LARGEST_FILE or slots.format != FORMAT or len(slots.slots) > MOST_SLOTS:
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
    _flush_folder(path.parent)
    failpoints.reached("slots.folder_forced")


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no folder handles to flush; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _within_bounds(stretching: Stretching) -> Stretching:
    try:
        return msgspec.convert(msgspec.to_builtins(stretching), Stretching)
    except msgspec.ValidationError as problem:
        raise TrustError("SLOT_PARAMETERS", problem=problem) from problem


def _derive(stretched: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, purpose).derive(stretched)


def _binding(person: str, study: str, site: str) -> bytes:
    return canonical.encode([FORMAT, person, study, site])


def _checksum(slot: Slot) -> str:
    plain = msgspec.to_builtins(slot)
    return sha256(canonical.encode(plain | {"checksum": ""})).hexdigest()


def _hex(data: bytes | None) -> str | None:
    return None if data is None else data.hex()

"""Wraps a person's secrets under their passphrase; it keeps no passphrase and touches no file (``slot_file`` does).

A slot: Argon2id (RFC 9106) stretches the passphrase; HKDF gives from it a key for AES-256-GCM and, apart from it, a
check value that tells a wrong passphrase from a damaged slot. Person, study, site and recipient are bound in as
associated data. Since the second format the vault's data key lies in a ``box`` of its own, sealed to a recipient whose
identity is among the wrapped secrets: so a new data key reaches everybody without anybody's passphrase. A slot of the
first format holds the data key itself; it opens for ever, and its owner's next unlocking makes it anew.
The recovery box is an age box for the desk's recovery recipients and holds the data key alone: who forgot a
passphrase gets a new signing key, so nobody can ever sign in another's name.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Any, Final
from unicodedata import normalize

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from msgspec import Meta

from escc_desktop.errors import TrustError, WrongPassphrase
from escc_desktop.trust import boxes, canonical
from escc_desktop.trust.keys import Randomness

FIRST: Final = "escc-slots/1"
FORMAT: Final = "escc-slots/2"
LEAST_PASSPHRASE: Final = 8  # characters
_WRAP: Final = b"escc-slot-wrap-1"
_CHECK: Final = b"escc-slot-check-1"
_LARGEST_BOX: Final = 64 << 10

Hex: Final = r"\A(?:[0-9a-f]{2})*\Z"
HexText = Annotated[str, Meta(pattern=Hex, max_length=20000)]
BoxText = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9+/]+={0,2}\Z", max_length=_LARGEST_BOX)]
Recipient = Annotated[str, Meta(pattern=r"\Aage1[02-9ac-hj-np-z]+\Z", max_length=100)]
Text = Annotated[str, Meta(min_length=1, max_length=200)]


class Stretching(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a passphrase is stretched. The floor is RFC 9106's second choice; the ceiling stops a hostile file."""

    memory_kib: Annotated[int, Meta(ge=64 * 1024, le=1024 * 1024)] = 64 * 1024
    passes: Annotated[int, Meta(ge=3, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One person's wrapped secrets, and the data key in a ``box`` (base64) sealed to ``recipient``.

    A slot of the first format has neither of the two: its secrets hold the data key. ``checksum`` finds damage by
    chance; tampering is found by the seals themselves.
    """

    person: Text
    name: Text
    stretching: Stretching
    salt: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    check: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    nonce: Annotated[str, Meta(pattern=r"\A[0-9a-f]{24}\Z")]
    wrapped: HexText
    checksum: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    recipient: Recipient | None = None
    box: BoxText | None = None

    @property
    def is_first_format(self) -> bool:
        """Whether the data key lies among the secrets, so that no new one can be sealed to this person."""
        return self.recipient is None


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a slot carries: the vault's data key (32 bytes), the person's signing key, a site authority's or None, and
    the age identity to which the data key is sealed (None from a slot of the first format).
    """

    data_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    authority_key: bytes | None = field(default=None, repr=False)
    identity: str | None = field(default=None, repr=False)


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
    """Wrap ``secrets`` for a person, under a fresh identity unless they bring one.

    Raises TrustError (PASSPHRASE_SHORT, SLOT_PARAMETERS).
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise TrustError("PASSPHRASE_SHORT", least=LEAST_PASSPHRASE)
    chosen = _within_bounds(stretching or Stretching())
    identity = secrets.identity or boxes.generate_identity()[0]
    recipient = boxes.recipient_of(identity)
    salt, nonce = randomness(32), randomness(12)
    stretched = stretch(passphrase, salt, chosen)
    parts = {"authority_key": _hex(secrets.authority_key), "identity": identity}
    content = canonical.encode(parts | {"signing_key": secrets.signing_key.hex()})
    binding = _binding(person, study, site, recipient)
    slot = Slot(
        person=person,
        name=name,
        stretching=chosen,
        salt=salt.hex(),
        check=_derive(stretched, _CHECK)[:16].hex(),
        nonce=nonce.hex(),
        wrapped=AESGCM(_derive(stretched, _WRAP)).encrypt(nonce, content, binding).hex(),
        checksum="0" * 64,
        recipient=recipient,
    )
    return with_data_key(slot, secrets.data_key, study=study, site=site)


def with_data_key(slot: Slot, data_key: bytes, *, study: str, site: str) -> Slot:
    """Return ``slot`` holding another data key, which needs nobody's passphrase.

    Whether ``slot.recipient`` is its owner's the caller must know: it stands in an entry that the owner, or who
    certified them, signed. Raises TrustError (SLOT_FIRST_FORMAT) for a slot that has no recipient.
    """
    if slot.recipient is None:
        raise TrustError("SLOT_FIRST_FORMAT", name=slot.name)
    content = canonical.encode({"data_key": data_key.hex(), "person": slot.person, "site": site, "study": study})
    box = base64.b64encode(boxes.seal(content, [slot.recipient])).decode("ascii")
    renewed = msgspec.structs.replace(slot, box=box)
    return msgspec.structs.replace(renewed, checksum=slot_checksum(renewed))


def open_slot(slot: Slot, passphrase: str, *, study: str, site: str) -> Secrets:
    """Return what ``slot`` carries, whichever of the two formats it has.

    Raises WrongPassphrase (PASSPHRASE_WRONG) when the passphrase is another, TrustError (SLOT_DAMAGED, SLOT_PARAMETERS)
    when the slot is not as it was written or belongs to another person, study or site.
    """
    _within_bounds(slot.stretching)
    if slot_checksum(slot) != slot.checksum:
        raise TrustError("SLOT_DAMAGED", name=slot.name)
    stretched = stretch(passphrase, bytes.fromhex(slot.salt), slot.stretching)
    if not hmac.compare_digest(_derive(stretched, _CHECK)[:16], bytes.fromhex(slot.check)):
        raise WrongPassphrase("PASSPHRASE_WRONG", name=slot.name)
    binding = _binding(slot.person, study, site, slot.recipient)
    try:
        cipher = AESGCM(_derive(stretched, _WRAP))
        content = cipher.decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), binding)
        return _secrets(slot, canonical.decode(content), study, site)
    except (InvalidTag, KeyError, TypeError, ValueError, TrustError) as problem:
        raise TrustError("SLOT_DAMAGED", name=slot.name) from problem


def _secrets(slot: Slot, parts: Any, study: str, site: str) -> Secrets:
    """Return the secrets in the opened ``parts``; whatever is not as ``make_slot`` writes it raises."""
    authority_key = None if parts["authority_key"] is None else bytes.fromhex(parts["authority_key"])
    signing_key = bytes.fromhex(parts["signing_key"])
    if slot.recipient is None:
        return Secrets(bytes.fromhex(parts["data_key"]), signing_key, authority_key)
    identity = str(parts["identity"])
    if slot.box is None or boxes.recipient_of(identity) != slot.recipient:
        raise TrustError("SLOT_OTHER", study=study, site=site)
    data_key = _unboxed(slot.box, identity, {"person": slot.person, "site": site, "study": study})
    return Secrets(data_key, signing_key, authority_key, identity)


def _unboxed(text: str, identity: str, expected: dict[str, str]) -> bytes:
    """Return the data key of a box. Raises TrustError (BOX_*, SLOT_OTHER), ValueError for what is no base64."""
    parts = canonical.decode(boxes.open_box(base64.b64decode(text, validate=True), identity, ceiling=_LARGEST_BOX))
    if not isinstance(parts, dict) or {name: parts.get(name) for name in expected} != expected:
        raise TrustError("SLOT_OTHER", study=expected["study"], site=expected["site"])
    return bytes.fromhex(parts["data_key"])


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
        return _unboxed(recovery, identity, {"site": site, "study": study})
    except (ValueError, KeyError, TypeError) as problem:
        raise TrustError("SLOT_DAMAGED", name="recovery") from problem


def slot_checksum(slot: Slot) -> str:
    """Return what ``slot.checksum`` must be: SHA-256 of everything else in the slot, hexadecimal."""
    plain = msgspec.to_builtins(slot)
    return sha256(canonical.encode(plain | {"checksum": ""})).hexdigest()


def _within_bounds(stretching: Stretching) -> Stretching:
    try:
        return msgspec.convert(msgspec.to_builtins(stretching), Stretching)
    except msgspec.ValidationError as problem:
        raise TrustError("SLOT_PARAMETERS", problem=problem) from problem


def _derive(stretched: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, purpose).derive(stretched)


def _binding(person: str, study: str, site: str, recipient: str | None) -> bytes:
    bound = [FIRST, person, study, site] if recipient is None else [FORMAT, person, study, site, recipient]
    return canonical.encode(bound)


def _hex(data: bytes | None) -> str | None:
    return None if data is None else data.hex()

"""Shapes, signs and reads one entry of the journal; it neither stores entries nor follows their chain (``chain``)."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from escc_desktop.errors import TrustError
from escc_desktop.trust import canonical
from escc_desktop.trust.keys import SIGNATURE_SIZE, PublicKey, SigningKey
from escc_desktop.trust.kinds import VOCABULARY, read_body

LARGEST_ENTRY: Final = 1 << 20  # bytes; free text and files lie beside the journal
_HASH_DOMAIN: Final = b"escc-entry-1\0"
_SIGNATURE_DOMAIN: Final = b"escc-entry-signature-1\0"
_GENESIS_DOMAIN: Final = b"escc-genesis-1\0"

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Label = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,79}\Z")]
Instant = Annotated[str, Meta(pattern=r"\A\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{6}Z\Z")]
Offset = Annotated[str, Meta(pattern=r"\A[+-][01]\d:[0-5]\d\Z")]
Hex64 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
ClockFlag = Literal["ok", "stepped_back", "jumped", "zone_changed"]


class Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who acted: identity, name as printed and role at that moment. A device acts under its own id."""

    id: Label
    name: Name
    role: Name


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One statement. A msgspec Struct and not a dataclass: it is read and written ten times faster.

    ``prev`` is the hexadecimal hash of the entry before (``genesis_prev`` for the first, whose ``seq`` is 1).
    ``at`` is UTC in microseconds (``instant``), ``zone`` and ``offset`` are the device's own.
    ``based_on`` is "chain:seq", the record's last entry that the person had on screen.
    ``edition`` is the digest of the edition the statement was captured under.
    """

    v: int = VOCABULARY
    study: Label
    site: Label
    chain: Label
    seq: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    prev: Hex64
    at: Instant
    zone: Name
    offset: Offset
    clock: ClockFlag = "ok"
    actor: Actor
    kind: Name
    participant: Name | None = None
    record: Name | None = None
    based_on: Name | None = None
    edition: Name | None = None
    body: dict[str, Any]
    reason: str | None = None
    app: Name


_FIELDS: Final = frozenset(Entry.__struct_fields__)


@dataclass(frozen=True, slots=True)
class SignedEntry:
    """An entry with the exact bytes that were hashed and signed: 32 bytes of hash, 64 of signature."""

    entry: Entry
    bytes: builtins.bytes
    hash: builtins.bytes
    signature: builtins.bytes

    def verify(self, key: PublicKey) -> None:
        """Raise TrustError (SIGNATURE_FORM, SIGNATURE_WRONG) unless ``key`` signed this entry."""
        key.verify(_SIGNATURE_DOMAIN + self.hash, self.signature)


def sign_entry(entry: Entry, key: SigningKey) -> SignedEntry:
    """Return ``entry`` in its bytes, signed. Raises TrustError (ENTRY_*, KIND_*, CANON_*) before signing nonsense."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    data = canonical.encode(plain)
    _entry(plain, len(data))
    digest = _hash(data)
    return SignedEntry(entry, data, digest, key.sign(_SIGNATURE_DOMAIN + digest))


def read_entry(data: bytes, signature: bytes) -> SignedEntry:
    """Read an entry from its bytes, strictly; who signed it is checked by ``SignedEntry.verify``.

    Raises TrustError: ENTRY_SIZE, ENTRY_FORM, KIND_*, CANON_* or SIGNATURE_FORM.
    """
    if len(data) > LARGEST_ENTRY:
        raise TrustError("ENTRY_SIZE")
    if len(signature) != SIGNATURE_SIZE:
        raise TrustError("SIGNATURE_FORM")
    return SignedEntry(_entry(canonical.decode(data), len(data)), data, _hash(data), signature)


def _entry(plain: object, size: int) -> Entry:
    if size > LARGEST_ENTRY:
        raise TrustError("ENTRY_SIZE")
    if not isinstance(plain, dict) or plain.keys() != _FIELDS:
        raise TrustError("ENTRY_FORM", problem="fields")
    try:
        entry = msgspec.convert(plain, Entry)
    except msgspec.ValidationError as problem:
        raise TrustError("ENTRY_FORM", problem=problem) from problem
    if entry.v < 1:
        raise TrustError("ENTRY_FORM", problem="v")
    read_body(entry.kind, entry.body, entry.v)
    return entry


def _hash(data: bytes) -> bytes:
    return sha256(_HASH_DOMAIN + data).digest()


def genesis_prev(study: str, chain: str) -> str:
    """Return the ``prev`` of a chain's first entry, hexadecimal: so no chain can be passed off as another."""
    return sha256(_GENESIS_DOMAIN + canonical.encode([study, chain])).hexdigest()


def instant(moment: datetime) -> str:
    """Return an aware ``moment`` as an entry's ``at``: UTC, microseconds, ``2026-03-05T06:01:02.123456Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def offset(moment: datetime) -> str:
    """Return the offset of an aware ``moment`` as an entry's ``offset``: ``+08:00``."""
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"

"""Shapes, signs and reads one entry of the journal; it neither stores entries nor follows their chain (``chain``)."""

from __future__ import annotations

import builtins
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Any, Final, Literal
from unicodedata import is_normalized

import msgspec
from msgspec import Meta

from escc_desktop.errors import TrustError
from escc_desktop.trust import canonical
from escc_desktop.trust.keys import SIGNATURE_SIZE, PublicKey, SigningKey
from escc_desktop.trust.kinds import VOCABULARY, check_body, read_body

LARGEST_ENTRY: Final = 1 << 20  # bytes; free text and files lie beside the journal
_HASH_DOMAIN: Final = b"escc-entry-1\0"
_SIGNATURE_DOMAIN: Final = b"escc-entry-signature-1\0"
_GENESIS_DOMAIN: Final = b"escc-genesis-1\0"

Name = Annotated[str, Meta(min_length=1, max_length=200)]
_LABEL: Final = r"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,79}\Z"
_INSTANT: Final = r"\A\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{6}Z\Z"
_OFFSET: Final = r"\A[+-][01]\d:[0-5]\d\Z"
_HEX64: Final = r"\A[0-9a-f]{64}\Z"
Label = Annotated[str, Meta(pattern=_LABEL)]
Instant = Annotated[str, Meta(pattern=_INSTANT)]
Hex64 = Annotated[str, Meta(pattern=_HEX64)]
ClockFlag = Literal["ok", "stepped_back", "jumped", "zone_changed"]


class Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who acted: identity (a ``Label``), name as printed and role at that moment. A device acts under its own id."""

    id: str
    name: Name
    role: Name


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One statement. A msgspec Struct and not a dataclass: it is read and written ten times faster.

    ``study``, ``site`` and ``chain`` are each a ``Label``; ``_keeps_patterns`` holds to it in a third of the time.
    ``prev`` is the hexadecimal hash of the entry before (``genesis_prev`` for the first, whose ``seq`` is 1).
    ``at`` is UTC in microseconds (``instant``), ``zone`` and ``offset`` are the device's own.
    ``based_on`` is "chain:seq", the record's last entry that the person had on screen.
    ``edition`` is the digest of the edition the statement was captured under.
    """

    v: int = VOCABULARY
    study: str
    site: str
    chain: str
    seq: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    prev: str
    at: str
    zone: Name
    offset: str
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
_decode: Final = msgspec.json.Decoder(Entry).decode
_is_label: Final = lru_cache(4096)(re.compile(_LABEL).match)  # the same few names stand in every entry
_is_offset: Final = lru_cache(64)(re.compile(_OFFSET).match)
_is_hex: Final = re.compile(_HEX64).match
_has_form_of_instant: Final = re.compile(_INSTANT).match


class SignedEntry(msgspec.Struct, frozen=True):
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
    check_body(entry.kind, entry.body, entry.v)
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
    return SignedEntry(_read(data) or _entry(canonical.decode(data), len(data)), data, _hash(data), signature)


def _read(data: bytes) -> Entry | None:
    """Return the entry of canonical bytes, read in one step; None when anything is odd: then it is read step by step.

    Bytes that are UTF-8 in NFC without an escape hold no text in another spelling; names of fields are our own.
    """
    try:
        if b"\\" in data or not is_normalized("NFC", data.decode("utf-8")):
            return None
        entry = _decode(data)
        canonical.check(entry.v)
        canonical.check_read(entry.body, 1)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, TrustError):
        return None
    if entry.v < 1 or canonical.spelled(entry) != data or not _keeps_patterns(entry):
        return None
    read_body(entry.kind, entry.body, entry.v)
    return entry


def _entry(plain: object, size: int) -> Entry:
    if size > LARGEST_ENTRY:
        raise TrustError("ENTRY_SIZE")
    if not isinstance(plain, dict) or plain.keys() != _FIELDS:
        raise TrustError("ENTRY_FORM", problem="fields")
    try:
        entry = msgspec.convert(plain, Entry)
    except msgspec.ValidationError as problem:
        raise TrustError("ENTRY_FORM", problem=problem) from problem
    if entry.v < 1 or not _keeps_patterns(entry):
        raise TrustError("ENTRY_FORM", problem="v" if entry.v < 1 else "pattern")
    read_body(entry.kind, entry.body, entry.v)
    return entry


def _keeps_patterns(entry: Entry) -> bool:
    """Tell whether names, hash and time have the form that ``Entry`` asks of them."""
    return bool(
        _is_label(entry.study)
        and _is_label(entry.site)
        and _is_label(entry.chain)
        and _is_label(entry.actor.id)
        and _is_offset(entry.offset)
        and _is_hex(entry.prev)
        and is_instant(entry.at)
    )


def _hash(data: bytes) -> bytes:
    return sha256(_HASH_DOMAIN + data).digest()


def genesis_prev(study: str, chain: str) -> str:
    """Return the ``prev`` of a chain's first entry, hexadecimal: so no chain can be passed off as another."""
    return sha256(_GENESIS_DOMAIN + canonical.encode([study, chain])).hexdigest()


def instant(moment: datetime) -> str:
    """Return an aware ``moment`` as an entry's ``at``: UTC, microseconds, ``2026-03-05T06:01:02.123456Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def is_instant(text: str) -> bool:
    """Tell whether ``text`` is an entry's ``at`` and a moment that exists: the form alone lets 31 February pass."""
    try:
        return bool(_has_form_of_instant(text)) and 1970 <= datetime.fromisoformat(text).year < 9999
    except ValueError:
        return False


def written_on(entry: Entry) -> str:
    """Return the day on which an entry was written, ``2026-03-05``, by the clock and zone of whoever wrote it."""
    hours, minutes = int(entry.offset[:3]), int(f"{entry.offset[0]}{entry.offset[4:6]}")
    return (datetime.fromisoformat(entry.at) + timedelta(hours=hours, minutes=minutes)).date().isoformat()


def offset(moment: datetime) -> str:
    """Return the offset of an aware ``moment`` as an entry's ``offset``: ``+08:00``."""
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"

"""Follows a chain of entries and names the first that differs; it raises and never answers with a truth value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from escc_desktop.errors import JournalBroken, TrustError
from escc_desktop.trust import canonical
from escc_desktop.trust.entry import Entry, Hex64, Instant, Label, SignedEntry, read_entry
from escc_desktop.trust.keys import SIGNATURE_SIZE, PublicKey, SigningKey

LARGEST_CHECKPOINT: Final = 4096
_DOMAIN: Final = b"escc-checkpoint-1\0"

_DESK_CHAIN: Final = re.compile(r"D(00|-.*)\Z")

KeyOf = Callable[[Entry], PublicKey]


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """Where a chain ends: how many entries it has and the hexadecimal hash of the last (``prev`` of the next)."""

    seq: int
    head: str


@lru_cache(256)  # the same few chains stand in every entry
def is_of_desk(chain: str) -> bool:
    """Tell whether ``chain`` is one of the desk's: ``D00``, its own, or ``D-01``, its for site 01; a kit names none."""
    return _DESK_CHAIN.match(chain) is not None


def read_rows(rows: Iterable[tuple[bytes, bytes]], chain: str, first: int = 1) -> Iterator[SignedEntry]:
    """Read (bytes, signature) rows of ``chain`` from number ``first`` on, strictly.

    Raises JournalBroken (CHAIN_ENTRY) with the number of the first row that cannot be read.
    """
    for seq, (data, signature) in enumerate(rows, first):
        try:
            yield read_entry(data, signature)
        except TrustError as problem:
            raise JournalBroken("CHAIN_ENTRY", chain, seq, problem=problem) from problem


def check_chain(
    entries: Iterable[SignedEntry], chain: str, start_prev: str, keys: KeyOf, first: int = 1, study: str | None = None
) -> ChainEnd:
    """Follow ``entries`` of ``chain`` from number ``first``, whose ``prev`` must be ``start_prev``, to their end.

    ``keys`` gives the public key of an entry's actor at that position, or raises TrustError. The entries must come
    from ``read_rows`` or ``read_entry``, so that hash and bytes agree. Raises JournalBroken for the first that differs:
    CHAIN_OTHER, CHAIN_GAP, CHAIN_PREV, CHAIN_SIGNER or CHAIN_SIGNATURE.
    """
    seq, head = first - 1, start_prev
    for signed in entries:
        entry = signed.entry
        seq += 1
        if entry.chain != chain or (study is not None and entry.study != study):
            raise JournalBroken("CHAIN_OTHER", chain, seq, found=entry.chain)
        if entry.seq != seq:
            raise JournalBroken("CHAIN_GAP", chain, seq, found=entry.seq)
        if entry.prev != head:
            raise JournalBroken("CHAIN_PREV", chain, seq)
        try:
            key = keys(entry)
        except TrustError as problem:
            raise JournalBroken("CHAIN_SIGNER", chain, seq, actor=entry.actor.name, problem=problem) from problem
        try:
            signed.verify(key)
        except TrustError as problem:
            raise JournalBroken("CHAIN_SIGNATURE", chain, seq, actor=entry.actor.name) from problem
        head = signed.hash.hex()
    return ChainEnd(seq, head)


class Checkpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long a chain was and what its last entry's hash was, at an instant: kept where a rollback cannot reach it."""

    study: Label
    site: Label
    chain: Label
    size: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    head: Hex64
    at: Instant

    @property
    def printed(self) -> str:
        """The short form for a page's footer: chain, size, first 16 digits of the head."""
        return f"{self.chain}:{self.size} {self.head[:16]}"


def make_checkpoint(checkpoint: Checkpoint, device_key: SigningKey) -> bytes:
    """Return a checkpoint signed by the device, canonical JSON of at most 4 KiB."""
    plain: dict[str, object] = msgspec.to_builtins(checkpoint)
    signature = device_key.sign(_DOMAIN + canonical.encode(plain))
    return canonical.encode({"checkpoint": plain, "signature": signature.hex()})


def read_checkpoint(data: bytes, key: PublicKey) -> Checkpoint:
    """Return the checkpoint in ``data``, which spaces may fill up to a sector.

    Raises TrustError (CHECKPOINT_FORM, SIGNATURE_FORM, SIGNATURE_WRONG).
    """
    checkpoint, plain, signature = _taken_apart(data)
    key.verify(_DOMAIN + canonical.encode(plain), signature)
    return checkpoint


def claimed_checkpoint(data: bytes) -> Checkpoint:
    """Return what a checkpoint says while nobody can tell yet whose it is. Raises TrustError (CHECKPOINT_FORM)."""
    return _taken_apart(data)[0]


def _taken_apart(data: bytes) -> tuple[Checkpoint, object, bytes]:
    if len(data) > LARGEST_CHECKPOINT:
        raise TrustError("CHECKPOINT_FORM")
    try:
        outer = canonical.decode(data.rstrip(b" "))
        if not isinstance(outer, dict) or outer.keys() != {"checkpoint", "signature"}:
            raise TrustError("CHECKPOINT_FORM")
        signature = bytes.fromhex(outer["signature"])
        plain = outer["checkpoint"]
        checkpoint = msgspec.convert(plain, Checkpoint)
    except (TrustError, msgspec.ValidationError, ValueError, TypeError) as problem:
        raise TrustError("CHECKPOINT_FORM") from problem
    if len(signature) != SIGNATURE_SIZE or signature.hex() != outer["signature"]:
        raise TrustError("CHECKPOINT_FORM")
    return checkpoint, plain, signature

"""Builds and takes apart the outer shape that kits and packages share; it does not know what they hold.

``magic line | length (4 bytes, big endian) | head (canonical JSON) | signature (64 bytes) | body to the end``. The head
names length and SHA-256 of the body; the signature is over the head, under a domain of its own for each format. So
every byte of the file is covered, and every length is known before anything is read or allocated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Annotated, Any, Final

import msgspec
import zstandard
from msgspec import Meta

from escc_desktop.errors import PackageError, TrustError
from escc_desktop.trust import canonical
from escc_desktop.trust.keys import SIGNATURE_SIZE, PublicKey, SigningKey

LARGEST_HEAD: Final = 64 << 10
_LENGTH_SIZE: Final = 4
_WIDEST_WINDOW: Final = 8 << 20
_LEVEL: Final = 3
_BESIDE: Final = 4 << 20  # bytes: two milliseconds; below that a thread costs more than it saves

Hex64 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the head says of the body: its length in bytes and its SHA-256 (hexadecimal)."""

    length: Annotated[int, Meta(ge=1, le=1 << 40)]
    sha256: Hex64


@dataclass(frozen=True, slots=True)
class Framed:
    """A file taken apart, nothing believed yet: head as bytes and as plain data, signature, body."""

    head_bytes: bytes
    head: dict[str, Any]
    signature: bytes
    body: memoryview


def describe(body: bytes) -> Body:
    """Return length and hash of ``body`` for the head."""
    return Body(length=len(body), sha256=sha256(body).hexdigest())


def build(magic: bytes, domain: bytes, head: dict[str, Any], key: SigningKey, body: bytes) -> bytes:
    """Return the file: ``head`` (which must carry ``describe(body)``) signed by ``key``, then ``body``."""
    spelled = canonical.encode(head)
    if len(spelled) > LARGEST_HEAD:
        raise PackageError("PKG_HEAD_SIZE")
    return b"".join((magic, len(spelled).to_bytes(_LENGTH_SIZE, "big"), spelled, key.sign(domain + spelled), body))


def take_apart(data: bytes, magic: bytes, ceiling: int) -> Framed:
    """Return the parts of ``data``. Raises PackageError (PKG_SIZE, PKG_MAGIC, PKG_FORM)."""
    if len(data) > ceiling:
        raise PackageError("PKG_SIZE", size=len(data), most=ceiling)
    if not data.startswith(magic):
        raise PackageError("PKG_MAGIC")
    start = len(magic) + _LENGTH_SIZE
    length = int.from_bytes(data[len(magic) : start], "big")
    end = start + length
    if length > LARGEST_HEAD or len(data) < end + SIGNATURE_SIZE:
        raise PackageError("PKG_FORM")
    head_bytes = data[start:end]
    try:
        head = canonical.decode(head_bytes)
    except TrustError as problem:
        raise PackageError("PKG_FORM") from problem
    if not isinstance(head, dict):
        raise PackageError("PKG_FORM")
    body = memoryview(data)[end + SIGNATURE_SIZE :]
    return Framed(head_bytes, head, data[end : end + SIGNATURE_SIZE], body)


def check_signature(framed: Framed, domain: bytes, key: PublicKey) -> None:
    """Raise PackageError (PKG_SIGNATURE) unless ``key`` signed the head."""
    try:
        key.verify(domain + framed.head_bytes, framed.signature)
    except TrustError as problem:
        raise PackageError("PKG_SIGNATURE") from problem


def begin_check_body(framed: Framed, said: Body, name: str) -> Callable[[], None]:
    """Check the length of the body now, begin to hash it, and return what waits for the hash and checks it.

    The head's signature must have been checked. Raises PackageError: PKG_CUT, PKG_LONGER; what is returned: PKG_HASH.
    """
    if len(framed.body) != said.length:
        raise PackageError("PKG_CUT" if len(framed.body) < said.length else "PKG_LONGER", package=name)
    found: list[str] = []
    hashing = Thread(target=lambda: found.append(sha256(framed.body).hexdigest()), name="hash of a package")
    is_worth_a_thread = said.length > _BESIDE
    hashing.start() if is_worth_a_thread else hashing.run()

    def finish() -> None:
        if is_worth_a_thread:
            hashing.join()
        if found != [said.sha256]:
            raise PackageError("PKG_HASH", package=name)

    return finish


def read_file(path: Path, ceiling: int) -> bytes:
    """Return the bytes of a file of at most ``ceiling`` bytes. Raises PackageError (PKG_SIZE); OSErrors pass."""
    with path.open("rb") as file:
        data = file.read(ceiling + 1)
    if len(data) > ceiling:
        raise PackageError("PKG_SIZE", size=path.stat().st_size, most=ceiling)
    return data


def squeeze(data: bytes) -> bytes:
    """Return ``data`` as one zstd frame that names its size."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True).compress(data)


def expand(data: bytes, ceiling: int) -> bytes:
    """Return what one zstd frame holds; size and window are checked before anything is allocated.

    Raises PackageError (PKG_CONTENT, PKG_SIZE).
    """
    try:
        frame = zstandard.get_frame_parameters(data)
        if frame.content_size in (zstandard.CONTENTSIZE_UNKNOWN, zstandard.CONTENTSIZE_ERROR) or frame.dict_id:
            raise PackageError("PKG_CONTENT", problem="frame")
        if frame.content_size > ceiling or frame.window_size > _WIDEST_WINDOW:
            raise PackageError("PKG_SIZE", size=frame.content_size, most=ceiling)
        expander = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW)
        return expander.decompress(data, max_output_size=frame.content_size, allow_extra_data=False)
    except zstandard.ZstdError as problem:
        raise PackageError("PKG_CONTENT", problem="frame") from problem

"""Seals bytes to age recipients and opens them; it does not say who sealed them (age does not: sign as well).

Format: age-encryption.org/v1 with X25519 stanzas only. The header is parsed strictly here before pyrage sees it,
because pyrage 1.4 accepts two malformed headers of the public test vectors. pyrage holds the interpreter while it works
on a whole buffer (410 ms for 60 MB); fed through Python readers and writers it lets other threads run every few
milliseconds, and costs a tenth more; what takes less than that anyway is handed over whole.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from typing import Final

import pyrage

from escc_desktop.errors import TrustError

LARGEST_BOX: Final = 1 << 30  # bytes of ciphertext
LARGEST_HEADER: Final = 64 << 10
MOST_STANZAS: Final = 512
_WHOLE: Final = 4 << 20  # bytes: under 8 ms
_VERSION: Final = b"age-encryption.org/v1\n"
_LEAST_PAYLOAD: Final = 16 + 16  # nonce, and the tag of an empty last chunk
_STANZA: Final = re.compile(rb"-> ([\x21-\x7e]+(?: [\x21-\x7e]+)*)\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)")
_CLOSING: Final = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")


def generate_identity() -> tuple[str, str]:
    """Return a fresh identity (secret) and its recipient (public), as age writes them."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """Return the recipient of ``identity``. Raises TrustError (BOX_IDENTITY)."""
    return str(_identity(identity).to_public())


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Return ``data`` sealed so that each of ``recipients`` can open it. Raises TrustError (BOX_RECIPIENT)."""
    if not recipients:
        raise TrustError("BOX_RECIPIENT", recipient="")
    to = [_recipient(recipient) for recipient in dict.fromkeys(recipients)]
    if len(data) <= _WHOLE:
        return pyrage.encrypt(data, to)
    writer = _Writer(len(data) + LARGEST_HEADER + (len(data) >> 11) + 64)
    pyrage.encrypt_io(_Reader(data), writer, to)
    return b"".join(writer.pieces)


def open_box(data: bytes | memoryview, identity: str, ceiling: int = LARGEST_BOX) -> bytes:
    """Return what was sealed in ``data``, at most ``ceiling`` bytes of ciphertext.

    Raises TrustError: BOX_SIZE, BOX_FORM, BOX_IDENTITY, BOX_KEY (sealed to others), BOX_DAMAGED.
    """
    if len(data) > ceiling:
        raise TrustError("BOX_SIZE")
    check_header(data)
    writer = _Writer(len(data))
    try:
        if len(data) <= _WHOLE:
            return pyrage.decrypt(bytes(data), [_identity(identity)])
        pyrage.decrypt_io(_Reader(data), writer, [_identity(identity)])
    except (pyrage.DecryptError, OSError) as problem:  # an OSError tells of the stream: nothing here touches a disk
        raise TrustError("BOX_KEY" if "No matching keys" in str(problem) else "BOX_DAMAGED") from problem
    return b"".join(writer.pieces)


def check_header(data: bytes | memoryview) -> int:
    """Return where the payload of an age file begins. Raises TrustError (BOX_FORM) unless its header is well formed."""
    header = bytes(data[:LARGEST_HEADER])
    if not header.startswith(_VERSION):
        raise TrustError("BOX_FORM")
    position, stanzas, openable = len(_VERSION), 0, 0
    while stanza := _STANZA.match(header, position):
        openable += _check_stanza(stanza[1].split(b" "), stanza[2])
        stanzas += 1
        position = stanza.end()
        if stanzas > MOST_STANZAS:
            raise TrustError("BOX_FORM")
    closing = _CLOSING.match(header, position)
    if closing is None or not openable or len(data) < closing.end() + _LEAST_PAYLOAD:
        raise TrustError("BOX_FORM")
    _unpadded(closing[1], 32)
    return closing.end()


def _check_stanza(arguments: list[bytes], body: bytes) -> bool:
    """Return whether a stanza can open the box; one that only keeps readers honest (``...-grease``) cannot."""
    if arguments[0].endswith(b"-grease"):
        _unpadded(body.replace(b"\n", b""))
        return False
    if arguments[0] != b"X25519" or len(arguments) != 2:
        raise TrustError("BOX_FORM")
    _unpadded(arguments[1], 32)
    _unpadded(body.removesuffix(b"\n"), 32)
    return True


def _unpadded(text: bytes, size: int | None = None) -> None:
    """Raise unless ``text`` is base64 without padding in its one spelling, of ``size`` bytes."""
    try:
        data = binascii.a2b_base64(text + b"=" * (-len(text) % 4), strict_mode=True)
    except binascii.Error as problem:
        raise TrustError("BOX_FORM") from problem
    if binascii.b2a_base64(data, newline=False).rstrip(b"=") != text or size not in (None, len(data)):
        raise TrustError("BOX_FORM")


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as problem:
        raise TrustError("BOX_IDENTITY") from problem


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as problem:
        raise TrustError("BOX_RECIPIENT", recipient=text[:80]) from problem


class _Reader:
    """Hands bytes out in pieces; being Python, it gives other threads their turn at each piece."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._view = memoryview(data)
        self._position = 0

    def read(self, size: int = -1, /) -> bytes:
        end = len(self._view) if size < 0 else self._position + size
        piece = bytes(self._view[self._position : end])
        self._position += len(piece)
        return piece


class _Writer:
    """Gathers the pieces that pyrage writes, and never more than ``ceiling`` bytes of them."""

    def __init__(self, ceiling: int) -> None:
        self.pieces: list[bytes] = []
        self._left = ceiling

    def write(self, data: bytes, /) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise OSError("more than announced")
        self.pieces.append(data)
        return len(data)

    def flush(self) -> None:
        pass

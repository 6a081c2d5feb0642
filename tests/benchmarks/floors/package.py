"""The floor of a package: bare zstd and age over the same bytes in memory; it signs, frames and checks nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pyrage
import zstandard

_squeezer = zstandard.ZstdCompressor(level=3)
_expander = zstandard.ZstdDecompressor()


def seal(data: bytes, recipients: Sequence[pyrage.x25519.Recipient]) -> bytes:
    """Return ``data`` squeezed and sealed."""
    return pyrage.encrypt(_squeezer.compress(data), list(recipients))


def open_sealed(data: bytes, identity: pyrage.x25519.Identity) -> bytes:
    """Return what ``seal`` was given."""
    return _expander.decompress(pyrage.decrypt(data, [identity]))

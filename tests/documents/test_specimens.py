"""Hands the program pictures of signatures that are none, or are made to fill the memory."""

from __future__ import annotations

import struct
import zlib

import pytest

from escc_desktop.documents.specimens import small_image
from escc_desktop.errors import SealError


def claiming(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that says to be so large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (head, data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    "data", [b"", b"no picture", claiming(8_000, 8_000), claiming(12_000, 9_000), claiming(60_000, 60_000)]
)
def test_a_picture_that_cannot_be_kept_is_refused(data: bytes) -> None:
    with pytest.raises(SealError, match="SPECIMEN_UNREADABLE"):
        small_image(data)

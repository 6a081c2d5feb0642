"""Writes a window's picture as a small RGB PNG: colours of areas stay as they are, soft edges are rounded."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from pathlib import Path

AREA = 200  # pixels: a colour that fills as many is an area's and kept exactly, for colours mean something here
STEP = 24  # the shades between, at the edges of letters, are rounded to this


def write_png(pixels: bytes, width: int, height: int, path: Path) -> None:
    """Write ``pixels`` (RGB, three bytes each, no padding) to ``path``.

    No palette: one of 256 colours merged states into each other. Rows are unfiltered, which suits flat areas best.
    """
    colours = [pixels[at : at + 3] for at in range(0, len(pixels), 3)]
    kept = {colour: colour if count >= AREA else _rounded(colour) for colour, count in Counter(colours).items()}
    plain = b"".join(map(kept.__getitem__, colours))
    rows = b"".join(b"\0" + plain[row * width * 3 : (row + 1) * width * 3] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts))


def _rounded(colour: bytes) -> bytes:
    return bytes(min(255, (part + STEP // 2) // STEP * STEP) for part in colour)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

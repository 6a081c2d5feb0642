"""Holds the print type: which characters it has and how wide they are; it prints no character that it lacks.

The files are static TrueType, because outlines of the other kind cannot be embedded by the page maker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from escc_desktop.errors import SealError
from escc_desktop.places import shipped

Weight = Literal["regular", "semibold"]
FILES: Mapping[Weight, str] = {"regular": "NotoSansSC-Regular", "semibold": "NotoSansSC-SemiBold"}
POINTS_PER_MM = 72 / 25.4

RAISED: Mapping[str, str] = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
LOWERED: Mapping[str, str] = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
SMALL = 0.62
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x0D, *range(0xFE00, 0xFE10)])
_SPACES = dict.fromkeys([0x09, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F], " ")
_PLAIN = {**_UNSEEN, **_SPACES}


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """One weight of the print type under the name that the page maker knows.

    ``advances`` are the widths of its characters in thousandths of the size; raised and lowered digits are drawn small.
    """

    name: str
    advances: Mapping[str, float]
    characters: frozenset[str]

    def width(self, text: str, size: float) -> float:
        """Return how wide ``text`` is in mm at ``size`` points."""
        total, advances = 0.0, self.advances
        for character in text:
            total += advances[character]
        return total * size / 1000 / POINTS_PER_MM


@cache
def typeface(weight: Weight) -> Typeface:
    """Return one weight, read and registered on first use (about 50 ms: in the paper lane, not the window's)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = FILES[weight]
    font = TTFont(name, str(shipped(f"resources/fonts/{name}.ttf")), shapable=False)
    pdfmetrics.registerFont(font)
    advances: dict[str, float] = {chr(code): font.face.getCharWidth(code) for code in font.face.charToGlyph}
    advances |= {small: advances[plain] * SMALL for small, plain in {**RAISED, **LOWERED}.items()}
    return Typeface(name, advances, frozenset(advances))


def spelled(text: str, weight: Weight = "regular") -> str:
    """Return ``text`` as it can be printed: unseen marks left out, odd spaces made plain.

    Raises SealError (PAPER_CHARACTER) naming the first character that the type lacks.
    """
    plain = text.translate(_PLAIN)
    lacking = set(plain) - typeface(weight).characters - {"\n"}
    if lacking:
        character = next(character for character in plain if character in lacking)
        raise SealError("PAPER_CHARACTER", character=character, point=f"U+{ord(character):04X}", text=plain[:40])
    return plain

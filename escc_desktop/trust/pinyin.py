"""Spells Chinese words as people type them in pinyin, without tones; it is for comparing, never for printing a name."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import prod

from escc_desktop.places import shipped

MOST = 64
"""A word with more spellings than this, by its characters of several readings, is spelled with the first of each."""


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Return character -> every reading of it, from ``resources/pinyin/syllables.txt`` (GB 2312)."""
    found: dict[str, tuple[str, ...]] = {}
    for line in shipped("resources/pinyin/syllables.txt").read_text(encoding="utf-8").splitlines():
        syllable, characters = line.split(" ")
        for character in characters:
            found[character] = (*found.get(character, ()), syllable)
    return found


def spellings(word: str) -> frozenset[str]:
    """Return how a Chinese word or name may be typed: whole, family name last, and as initials; 张红 gives zhanghong,
    hongzhang, zhang hong, zh. Nothing for a word without Chinese characters.
    """
    known = [_readings()[character] for character in word if character in _readings()]
    if len(known) < 2:
        return frozenset(known[0] if known else ())
    if prod(map(len, known)) > MOST:
        known = [readings[:1] for readings in known]
    spelled: set[str] = set()
    for syllables in product(*known):
        first, rest = syllables[0], "".join(syllables[1:])
        spelled |= {first + rest, rest + first, f"{first} {rest}", "".join(one[0] for one in syllables)}
    return frozenset(spelled)

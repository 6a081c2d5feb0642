"""Judges how many guesses a passphrase would withstand, and says what would make it better; it keeps none.

A pure function over zxcvbn, which finds words, names, keyboard rows, repeats, dates and what people do to them. It
knows English; what Chinese people type most is a list of our own, and the words of a trial, a site and its people come
in as an argument. zxcvbn takes a while to import: only the judging imports it, never the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Final
from unicodedata import normalize

from escc_desktop.places import shipped
from escc_desktop.trust.key_slots import LEAST_PASSPHRASE

LEAST_GUESSES: Final = 10**10
"""A stolen laptop's slots are tried without us: at 64 MiB and three passes a strong graphics card makes some 2,000
guesses a second, so that half of 10^10 take it a month for one slot; zxcvbn's own highest mark begins here too."""

LEVELS: Final = (10**6, 10**8, LEAST_GUESSES, 10**14)
"""From how many guesses on each of the marks 1 to 4 is given; 3 is enough."""

ENOUGH: Final = 3
LONGEST_JUDGED: Final = 72
"""Characters: what comes after them makes a passphrase no weaker, and zxcvbn slow."""

_PATTERNS: Final[Mapping[str, str]] = {
    "spatial": "PASS_KEYBOARD",
    "repeat": "PASS_REPEAT",
    "sequence": "PASS_SEQUENCE",
    "regex": "PASS_DATE",
    "date": "PASS_DATE",
}
_DICTIONARIES: Final[Mapping[str, str]] = {
    "user_inputs": "PASS_BLOCKED",
    "passwords": "PASS_COMMON",
    "surnames": "PASS_NAME",
    "male_names": "PASS_NAME",
    "female_names": "PASS_NAME",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a passphrase is worth: the ``guesses`` it withstands, and codes of sentences that say how it gets better."""

    guesses: int
    advice: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """The mark from 0 to 4."""
        return sum(self.guesses >= least for least in LEVELS)

    @property
    def is_enough(self) -> bool:
        """Whether it may protect a slot."""
        return self.level >= ENOUGH


@cache
def _common_here() -> tuple[str, ...]:
    """Return what Chinese people type most, from ``resources/pinyin/common.txt``."""
    return tuple(shipped("resources/pinyin/common.txt").read_text(encoding="utf-8").split())


def judge(passphrase: str, blocked: Iterable[str] = ()) -> Judgement:
    """Judge ``passphrase``; ``blocked`` words count as known to whoever guesses. Off the window's thread: 1 to 50 ms.

    One that is too short is never enough, whatever it is made of.
    """
    from zxcvbn import zxcvbn

    if not passphrase:
        return Judgement(1)
    judged = _plain(passphrase)[:LONGEST_JUDGED]
    words = [word for word in dict.fromkeys(map(_plain, chain(blocked, _common_here()))) if len(word) > 1]
    result = zxcvbn(judged, user_inputs=words)
    guesses = int(result["guesses"])
    if len(passphrase) < LEAST_PASSPHRASE:
        guesses = min(guesses, LEVELS[1] - 1)
    made = Judgement(guesses)
    if made.is_enough:
        return made
    holds_blocked = any(word.casefold() in judged.casefold() for word in words if len(word) > (word.isascii() and 3))
    return Judgement(guesses, _advice(result["sequence"], ["PASS_BLOCKED"] if holds_blocked else []))


def _plain(text: str) -> str:
    """Return ``text`` as one guesses it: full-width signs and composed letters make it no stronger."""
    return normalize("NFKC", text)


def _advice(matches: list[dict[str, Any]], codes: list[str]) -> tuple[str, ...]:
    """Return what is weak, the part that most of the passphrase is made of first, and what to do about it."""
    weak = sorted((one for one in matches if one["pattern"] != "bruteforce"), key=lambda one: -len(one["token"]))
    for match in weak:
        if match["pattern"] == "dictionary":
            codes.append(_DICTIONARIES.get(match["dictionary_name"], "PASS_WORD"))
            if match.get("l33t") or match.get("reversed"):
                codes.append("PASS_DISGUISED")
        else:
            codes.append(_PATTERNS[match["pattern"]])
    telling = [code for code in dict.fromkeys(codes) if code != "PASS_WORD"] or codes[:1]
    return (*telling[:2], "PASS_ADD_WORDS")

"""Commits to a text without showing it, so that the text can be taken away later and the chain still verifies.

It keeps nothing: the caller stores text and salt beside the journal.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from escc_desktop.errors import TrustError
from escc_desktop.trust.keys import Randomness

SALT_SIZE: Final = 32
_DOMAIN: Final = b"escc-commitment-1\0"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What stands in the entry (``digest``, hexadecimal SHA-256) and what lies beside the journal (``salt``)."""

    digest: str
    salt: bytes


def commit(text: str, randomness: Randomness) -> Commitment:
    """Return a fresh commitment to ``text`` (HMAC-SHA-256 with a random salt of 32 bytes as its key)."""
    salt = randomness(SALT_SIZE)
    return Commitment(_digest(text, salt), salt)


def check(digest: str, salt: bytes, text: str) -> None:
    """Raise TrustError (TEXT_CHANGED) unless ``text`` and ``salt`` are what ``digest`` committed to."""
    if len(salt) != SALT_SIZE or not hmac.compare_digest(_digest(text, salt).encode(), digest.encode()):
        raise TrustError("TEXT_CHANGED", digest=digest[:12])


def _digest(text: str, salt: bytes) -> str:
    try:
        spelled = text.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise TrustError("CANON_TEXT", text=ascii(text[:40])) from problem
    return hmac.digest(salt, _DOMAIN + spelled, sha256).hex()

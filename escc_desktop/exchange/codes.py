"""Gives packages and requests the short codes that people read to each other; a code shows agreement, it seals nothing.

Crockford's base 32: no I, L, O or U, and what was heard or typed as I, L or O is understood.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from escc_desktop.errors import PackageError, TrustError
from escc_desktop.trust import boxes, canonical
from escc_desktop.trust.keys import Randomness

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD: Final = str.maketrans("OIL", "011", " -")
_CHECK_SIZE: Final = 6
_CONFIRMATION_SIZE: Final = 10
_REQUEST_SIZE: Final = 12
_ROOT_SIZE: Final = 20
_DOMAIN: Final = b"escc-confirmation-1\0"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A confirmation code that this device cannot read: sealed to the desk, and as the salted hash the vault keeps."""

    box: str  # age box, base64: travels in the manifest
    kept: str  # "salt:hash", hexadecimal: stands in the entry package.exported


def check_code(data: bytes) -> str:
    """Return the check code of a package, 30 bits of its SHA-256: ``K7F-2M9``. Printed on the handover slip."""
    return _grouped(_letters(sha256(data).digest(), _CHECK_SIZE), 3)


def check_code_of(sha256_hex: str) -> str:
    """Return the check code of a package whose SHA-256 is known."""
    return _grouped(_letters(bytes.fromhex(sha256_hex), _CHECK_SIZE), 3)


def request_code(sha256_hex: str) -> str:
    """Return the code of a recovery request by its SHA-256: ``K7F2-M9QX-4WDR``.

    60 bits: whoever wants to slip in a request of their own with the same code tries for years.
    """
    return _grouped(_letters(bytes.fromhex(sha256_hex), _REQUEST_SIZE), 4)


def root_code(fingerprint: str) -> str:
    """Return the code of a study root by its fingerprint (hexadecimal): ``K7F2-M9QX-4WDR-0A1B-8ZJH``.

    100 bits: it stands for the root itself, and nobody finds another root with the same code.
    """
    return _grouped(_letters(bytes.fromhex(fingerprint), _ROOT_SIZE), 4)


def is_same_code(typed: str, code: str) -> bool:
    """Tell whether somebody who heard ``code`` typed it, in whatever groups and however I, L and O were heard."""
    return typed.upper().translate(_HEARD) == code.translate(_HEARD)


def new_confirmation(package: str, desk_recipients: tuple[str, ...], randomness: Randomness) -> Confirmation:
    """Draw a confirmation code (50 bits) for ``package`` that only ``desk_recipients`` can read."""
    code = _letters(randomness(8), _CONFIRMATION_SIZE)
    salt = randomness(32)
    box = boxes.seal(canonical.encode({"code": code, "package": package}), desk_recipients)
    return Confirmation(base64.b64encode(box).decode("ascii"), f"{salt.hex()}:{_digest(code, salt, package)}")


def open_confirmation(box: str, package: str, identity: str) -> str:
    """Return the code in a confirmation's box: ``K7F2M-9QXWD``. Raises PackageError (CONFIRMATION_SEALED)."""
    try:
        said = canonical.decode(boxes.open_box(base64.b64decode(box, validate=True), identity, ceiling=64 << 10))
    except (TrustError, ValueError) as problem:
        raise PackageError("CONFIRMATION_SEALED", package=package) from problem
    if not isinstance(said, dict) or said.keys() != {"code", "package"} or said["package"] != package:
        raise PackageError("CONFIRMATION_SEALED", package=package)
    return _grouped(str(said["code"]), 5)


def check_confirmation(typed: str, kept: str, package: str) -> None:
    """Raise PackageError (CONFIRMATION_WRONG) unless ``typed`` is the code whose salted hash the vault kept."""
    salt, _, digest = kept.partition(":")
    code = typed.upper().translate(_HEARD)
    if not code.isascii() or not hmac.compare_digest(_digest(code, bytes.fromhex(salt), package), digest):
        raise PackageError("CONFIRMATION_WRONG", package=package)


def _digest(code: str, salt: bytes, package: str) -> str:
    return hmac.digest(salt, _DOMAIN + canonical.encode([package, code]), sha256).hex()


def _letters(data: bytes, count: int) -> str:
    number = int.from_bytes(data, "big") >> (8 * len(data) - 5 * count)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _grouped(code: str, size: int) -> str:
    return "-".join(code[start : start + size] for start in range(0, len(code), size))

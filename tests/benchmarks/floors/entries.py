"""The floor of a verification: bare P-256 checks and SHA-256 over the same entries; it reads no entry."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256

Signed = tuple[EllipticCurvePublicKey, bytes, bytes]
"""Whose key, the entry's bytes, and the signature over their hash as the library wants it (DER)."""

_ECDSA = ECDSA(SHA256())


def check_all(entries: Sequence[Signed], hash_domain: bytes, signature_domain: bytes) -> None:
    """Hash and check every entry; the library raises for the first that is wrong."""
    for key, data, signature in entries:
        key.verify(signature, signature_domain + sha256(hash_domain + data).digest(), _ECDSA)

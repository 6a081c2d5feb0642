"""Signs and checks signatures with P-256 keys; it knows nothing of what is signed, nor where keys are kept.

A signature is 64 bytes, r then s, each 32 bytes big endian, with s in its lower half: so a signature has one
spelling and cannot be altered into another valid one (FIPS 186-5; lower half as in BIP 146). Signing is deterministic
(RFC 6979), so it needs no randomness.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from escc_desktop.errors import TrustError

Randomness = Callable[[int], bytes]

SIGNATURE_SIZE: Final = 64
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HALF: Final = _ORDER // 2
_SIGNING: Final = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
_CHECKING: Final = ec.ECDSA(hashes.SHA256())


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of a key that everybody may know. Build one with ``from_bytes`` or ``of``."""

    key: ec.EllipticCurvePublicKey
    data: bytes  # SubjectPublicKeyInfo, DER
    key_id: str  # SHA-256 of ``data``, hexadecimal

    @classmethod
    def of(cls, key: object) -> PublicKey:
        """Wrap a key of the cryptography library. Raises TrustError (KEY_KIND) unless it is P-256."""
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise TrustError("KEY_KIND")
        data = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return cls(key, data, sha256(data).hexdigest())

    @classmethod
    def from_bytes(cls, data: bytes) -> PublicKey:
        """Read a SubjectPublicKeyInfo (DER). Raises TrustError (KEY_DAMAGED, KEY_KIND)."""
        return _public_key(bytes(data))

    def to_bytes(self) -> bytes:
        """Return the SubjectPublicKeyInfo (DER)."""
        return self.data

    def verify(self, data: bytes, signature: bytes) -> None:
        """Raise TrustError (SIGNATURE_FORM, SIGNATURE_WRONG) unless ``signature`` is this key's over ``data``."""
        r = int.from_bytes(signature[:32], "big")
        s = int.from_bytes(signature[32:], "big")
        if len(signature) != SIGNATURE_SIZE or not 0 < r < _ORDER or not 0 < s <= _HALF:
            raise TrustError("SIGNATURE_FORM")
        try:
            self.key.verify(encode_dss_signature(r, s), data, _CHECKING)
        except InvalidSignature as problem:
            raise TrustError("SIGNATURE_WRONG") from problem

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and other.data == self.data

    def __hash__(self) -> int:
        return hash(self.data)


@lru_cache(maxsize=512)
def _public_key(data: bytes) -> PublicKey:
    try:
        key = load_der_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as problem:
        raise TrustError("KEY_DAMAGED") from problem
    return PublicKey.of(key)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The half of a key that only its owner may hold."""

    key: ec.EllipticCurvePrivateKey
    public: PublicKey

    @classmethod
    def generate(cls, randomness: Randomness) -> SigningKey:
        """Make a key from 48 bytes of ``randomness`` (FIPS 186-5, A.2.1: extra random bits)."""
        number = int.from_bytes(randomness(48), "big") % (_ORDER - 1) + 1
        return cls._of(ec.derive_private_key(number, ec.SECP256R1()))

    @classmethod
    def from_bytes(cls, data: bytes) -> SigningKey:
        """Read a PKCS #8 private key (DER, without passphrase). Raises TrustError (KEY_DAMAGED, KEY_KIND)."""
        try:
            key = load_der_private_key(data, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
            raise TrustError("KEY_DAMAGED") from problem
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TrustError("KEY_KIND")
        return cls._of(key)

    @classmethod
    def _of(cls, key: ec.EllipticCurvePrivateKey) -> SigningKey:
        return cls(key, PublicKey.of(key.public_key()))

    def to_bytes(self) -> bytes:
        """Return the private key as PKCS #8 (DER, without passphrase): only ever kept inside a seal or a vault."""
        return self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, data: bytes) -> bytes:
        """Return this key's signature over ``data``, 64 bytes."""
        r, s = decode_dss_signature(self.key.sign(data, _SIGNING))
        return r.to_bytes(32, "big") + min(s, _ORDER - s).to_bytes(32, "big")

    def __repr__(self) -> str:
        return f"SigningKey({self.public.key_id[:16]})"

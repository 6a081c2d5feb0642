"""Writes key slots as version 0.1 of the program did, for tests of old files: the format is frozen, so is this code."""

from __future__ import annotations

import secrets as chance
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from escc_desktop.trust import canonical
from escc_desktop.trust.key_slots import Secrets, Slot, Stretching, stretch

FIRST = "escc-slots/1"


def first_format_slot(person: str, name: str, passphrase: str, secrets: Secrets, *, study: str, site: str) -> Slot:
    """Return a slot of the first format, whose wrapped secrets hold the data key itself."""
    salt, nonce, stretching = chance.token_bytes(32), chance.token_bytes(12), Stretching()
    stretched = stretch(passphrase, salt, stretching)
    authority = secrets.authority_key
    content = {
        "authority_key": authority.hex() if authority else None,
        "data_key": secrets.data_key.hex(),
        "signing_key": secrets.signing_key.hex(),
    }
    binding = canonical.encode([FIRST, person, study, site])
    wrapped = AESGCM(_derived(stretched, b"escc-slot-wrap-1")).encrypt(nonce, canonical.encode(content), binding)
    plain = {
        "person": person,
        "name": name,
        "stretching": {"memory_kib": 65536, "passes": 3, "lanes": 4},
        "salt": salt.hex(),
        "check": _derived(stretched, b"escc-slot-check-1")[:16].hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
        "checksum": "",
    }
    checksum = sha256(canonical.encode(plain)).hexdigest()
    return Slot(
        person=person,
        name=name,
        stretching=stretching,
        salt=salt.hex(),
        check=str(plain["check"]),
        nonce=nonce.hex(),
        wrapped=wrapped.hex(),
        checksum=checksum,
    )


def _derived(stretched: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, purpose).derive(stretched)

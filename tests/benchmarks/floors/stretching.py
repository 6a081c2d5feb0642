"""The floor of unlocking: Argon2id alone with the parameters of the slot; it opens nothing."""

from __future__ import annotations

from argon2.low_level import Type, hash_secret_raw


def stretch(passphrase: bytes, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    """Return the 32 bytes that Argon2id makes of a passphrase."""
    return hash_secret_raw(passphrase, salt, passes, memory_kib, lanes, 32, Type.ID)

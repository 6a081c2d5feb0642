"""Keeps the device's own secret keys, wrapped once more under the data key; it makes none and uses none.

Wrapped also inside the encrypted file, so that the same rows are safe on a PostgreSQL server, which is not ours to
encrypt. AES-SIV (RFC 5297) needs no nonce: the same key under the same name gives the same bytes, and nothing else.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import bindparam, delete, insert, select

from escc_desktop.errors import VaultError
from escc_desktop.store.cipher import wrapping_key
from escc_desktop.store.schema import keys
from escc_desktop.store.vault import Vault

_one = select(keys.c.value).where(keys.c.name == bindparam("wanted"))
_remove = delete(keys).where(keys.c.name == bindparam("wanted"))


class Keys:
    """The secret keys of one open store, by name."""

    def __init__(self, vault: Vault) -> None:
        """Speak through ``vault``."""
        self._vault = vault

    def put(self, name: str, secret: bytes) -> None:
        """Keep ``secret`` (not empty) as ``name``, in the place of what was there."""
        wrapped = AESSIV(self._vault.wrapping_key).encrypt(secret, [name.encode()])
        self._vault.write(_remove, {"wanted": name})
        self._vault.write(insert(keys), {"name": name, "value": wrapped})

    def get(self, name: str) -> bytes:
        """Return the secret called ``name``. Raises ``VaultError`` KEY_MISSING, or KEY_UNREADABLE."""
        rows = self._vault.read(_one, {"wanted": name})
        if not rows:
            raise VaultError("KEY_MISSING", name=name)
        try:
            return AESSIV(self._vault.wrapping_key).decrypt(rows[0].value, [name.encode()])
        except InvalidTag as error:
            raise VaultError("KEY_UNREADABLE", name=name) from error

    def remove(self, name: str) -> None:
        """Take the secret called ``name`` away; nothing happens when there is none."""
        self._vault.write(_remove, {"wanted": name})

    def names(self) -> tuple[str, ...]:
        """Return the names of the keys that are kept, in order."""
        return tuple(row.name for row in self._vault.read(select(keys.c.name).order_by(keys.c.name)))


def rewrapped(vault: Vault, data_key: bytes) -> dict[str, bytes]:
    """Return every secret key of ``vault`` wrapped under another data key, by name."""
    held = Keys(vault)
    cipher = AESSIV(wrapping_key(data_key))
    return {name: cipher.encrypt(held.get(name), [name.encode()]) for name in held.names()}

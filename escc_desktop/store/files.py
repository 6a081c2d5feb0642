"""Keeps whole files (sealed documents, editions) inside the vault under their SHA-256; it writes none to a disk."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import bindparam, insert, select

from escc_desktop.errors import VaultError
from escc_desktop.store.schema import files
from escc_desktop.store.vault import Vault

_insert = insert(files)
_one = select(files.c.bytes).where(files.c.sha256 == bindparam("sha256"))
_facts = select(files.c.media, files.c.size).where(files.c.sha256 == bindparam("sha256"))


class Files:
    """The files of one open store."""

    def __init__(self, vault: Vault) -> None:
        """Speak through ``vault``."""
        self._vault = vault

    def put(self, data: bytes, media: str) -> str:
        """Keep ``data`` of media type ``media`` and return its SHA-256 in hexadecimal; keeping it twice is harmless."""
        name = sha256(data).hexdigest()
        if not self.has(name):
            self._vault.write(_insert, {"sha256": name, "media": media, "size": len(data), "bytes": data})
        return name

    def has(self, name: str) -> bool:
        """Tell whether the file with SHA-256 ``name`` is kept here."""
        return bool(self._vault.read(_facts, {"sha256": name}))

    def media(self, name: str) -> str | None:
        """Return the media type of a kept file, or None."""
        rows = self._vault.read(_facts, {"sha256": name})
        return str(rows[0].media) if rows else None

    def get(self, name: str) -> bytes:
        """Return the bytes of a kept file. Raises ``VaultError`` FILE_MISSING, or FILE_CHANGED."""
        rows = self._vault.read(_one, {"sha256": name})
        if not rows:
            raise VaultError("FILE_MISSING", file=name[:16])
        data: bytes = rows[0].bytes
        if sha256(data).hexdigest() != name:
            raise VaultError("FILE_CHANGED", file=name[:16])
        return data

    def names(self, media: str | None = None) -> tuple[str, ...]:
        """Return the SHA-256 of every kept file (of one media type if given), in order."""
        statement = select(files.c.sha256).order_by(files.c.sha256)
        if media is not None:
            statement = statement.where(files.c.media == media)
        return tuple(row.sha256 for row in self._vault.read(statement))

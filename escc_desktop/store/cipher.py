"""Opens the one encrypted file of a vault with its raw key; it knows no table and keeps no key.

SQLCipher answers "not a database" for a wrong key, for damage and for a foreign file alike. So the file's 16 byte salt
is not random here: it is a tag of the data key. A raw key is not stretched, so the salt only separates the page
authentication keys of different data keys, and for that a tag of the key serves as well as chance does.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path

from sqlcipher3 import dbapi2

from escc_desktop.errors import VaultError
from escc_desktop.store.problems import sqlite_problem, system_problem

KEY_SIZE = 32
PAGE_SIZE = 4096

_PRAGMAS = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
)


def key_tag(data_key: bytes) -> bytes:
    """Return the 16 bytes with which a file under ``data_key`` begins."""
    return hmac.digest(data_key, b"escc-desktop vault key tag v1", hashlib.sha256)[:16]


def wrapping_key(data_key: bytes) -> bytes:
    """Return the key under which a store's own secret keys are wrapped once more (see ``keys``)."""
    return hmac.digest(data_key, b"escc-desktop wrapped keys v1", hashlib.sha512)


def has_tag(path: Path, data_key: bytes) -> bool:
    """Tell whether a file (an empty or missing one as well) begins as one under ``data_key`` does.

    SQLCipher is given the tag and does not read it, so damage there would be seen by nobody else.
    """
    try:
        return _beginning(path)[0] in (b"", key_tag(data_key))
    except OSError as error:
        raise system_problem(error, path) from error


def export_file(driver: dbapi2.Connection, path: Path, data_key: bytes, keys: Mapping[str, bytes]) -> None:
    """Write all of an open file into a new one at ``path`` under ``data_key``; what SQLite raises passes.

    Nothing is forced to the disk: the new file is worth nothing until it was checked. ``keys`` are the rows of the
    table of that name, which alone are not the same under another data key.
    """
    driver.execute(f"ATTACH DATABASE ? AS renewed KEY \"x'{data_key.hex()}{key_tag(data_key).hex()}'\"", [str(path)])
    try:
        driver.execute("PRAGMA renewed.journal_mode=OFF").fetchall()
        driver.execute("PRAGMA renewed.synchronous=OFF").fetchall()
        driver.execute("SELECT sqlcipher_export('renewed')").fetchall()
        for name, value in keys.items():
            driver.execute("UPDATE renewed.keys SET value = ? WHERE name = ?", [value, name])
    finally:
        driver.execute("DETACH DATABASE renewed")


def open_file(path: Path, data_key: bytes) -> dbapi2.Connection:
    """Return an exclusive, keyed connection in autocommit on ``path``, made when missing.

    Raises ``VaultError``: VAULT_WRONG_KEY, VAULT_NOT_A_VAULT, VAULT_DAMAGED, VAULT_IN_USE, VAULT_READ_ONLY, ...
    """
    if len(data_key) != KEY_SIZE:
        raise VaultError("VAULT_WRONG_KEY", path=path)
    # Read before SQLite opens the file: closing a second handle later would drop SQLite's locks on it.
    try:
        beginning, size = _beginning(path)
    except OSError as error:
        raise system_problem(error, path) from error
    connection: dbapi2.Connection | None = None
    try:
        connection = dbapi2.connect(str(path), timeout=0.0, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{data_key.hex()}{key_tag(data_key).hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()
        connection.execute("BEGIN EXCLUSIVE")  # locking_mode keeps what is taken here until the connection closes
        connection.execute("COMMIT")
    except dbapi2.Error as error:
        if connection is not None:
            connection.close()
        problem = sqlite_problem(error, path)
        if problem is None:
            raise
        if problem.code == "VAULT_DAMAGED":
            problem = VaultError(_unreadable(beginning, size, data_key), path=path)
        raise problem from error
    return connection


def _beginning(path: Path) -> tuple[bytes, int]:
    if not path.exists():
        return b"", 0
    with path.open("rb") as file:
        return file.read(16), path.stat().st_size


def _unreadable(beginning: bytes, size: int, data_key: bytes) -> str:
    if hmac.compare_digest(beginning, key_tag(data_key)):
        return "VAULT_DAMAGED"
    if beginning.startswith(b"SQLite format 3") or size < PAGE_SIZE or size % PAGE_SIZE:
        return "VAULT_NOT_A_VAULT"
    return "VAULT_WRONG_KEY"

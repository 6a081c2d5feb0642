"""The floor of a save: one raw commit of the same bytes on sqlcipher3 itself; it signs, checks and indexes nothing.

One row of one column in a table without index or trigger, in an encrypted file of the same size with the same pragmas:
the least that brings these bytes to the disk with the same safety.
"""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2

PRAGMAS = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
)


def open_store(path: Path, key: bytes, filled: int) -> dbapi2.Connection:
    """Return a connection on a new encrypted file that holds ``filled`` bytes already."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE kept (bytes BLOB NOT NULL)")
    connection.execute("INSERT INTO kept VALUES (?)", (bytes(filled),))
    return connection


def commit(connection: dbapi2.Connection, data: bytes) -> None:
    """Commit ``data``."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO kept VALUES (?)", (data,))
    connection.execute("COMMIT")

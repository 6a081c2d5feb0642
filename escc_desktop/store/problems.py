"""Turns what a database driver raises into the vault's own errors; it neither retries nor hides anything."""

from __future__ import annotations

import errno
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from escc_desktop.errors import VaultError

REFUSAL = "append only"
"""What the triggers of ``schema`` say; the one text by which their refusal is told from other constraints."""

_SQLITE = {
    3: "VAULT_NO_PERMISSION",  # SQLITE_PERM
    5: "VAULT_IN_USE",  # SQLITE_BUSY
    6: "VAULT_IN_USE",  # SQLITE_LOCKED
    8: "VAULT_READ_ONLY",  # SQLITE_READONLY
    10: "VAULT_DISK_ERROR",  # SQLITE_IOERR
    11: "VAULT_DAMAGED",  # SQLITE_CORRUPT
    13: "VAULT_DISK_FULL",  # SQLITE_FULL
    14: "VAULT_NO_PERMISSION",  # SQLITE_CANTOPEN
    26: "VAULT_DAMAGED",  # SQLITE_NOTADB
}

_WITHOUT_A_PLACE = ("VAULT_NO_PERMISSION", "VAULT_READ_ONLY", "VAULT_DISK_ERROR")
"""What SQLite says when the folder itself is no longer there."""

_SYSTEM = {
    errno.ENOSPC: "VAULT_DISK_FULL",
    errno.EDQUOT: "VAULT_DISK_FULL",
    errno.EROFS: "VAULT_READ_ONLY",
    errno.EIO: "VAULT_DISK_ERROR",
}

_POSTGRESQL = {
    "53100": "VAULT_DISK_FULL",
    "23505": "VAULT_APPEND_ONLY",  # two writers gave one number: the later one must ask again
    "25006": "VAULT_READ_ONLY",
    "42501": "VAULT_NO_PERMISSION",
    "28000": "VAULT_NO_PERMISSION",
    "28P01": "VAULT_NO_PERMISSION",
    "3D000": "VAULT_MISSING",
    "58030": "VAULT_DISK_ERROR",
    "XX001": "VAULT_DAMAGED",
    "XX002": "VAULT_DAMAGED",
}


def system_problem(error: OSError, path: object) -> VaultError:
    """Return the vault's error for what the system said at a file; where it names no cause, that it may not be used."""
    return VaultError(_SYSTEM.get(error.errno or 0, "VAULT_NO_PERMISSION"), path=path)


def sqlite_problem(error: BaseException, path: object) -> VaultError | None:
    """Return the vault's error for what the SQLite driver raised, or None when the fault is ours."""
    if REFUSAL in str(error):
        return VaultError("VAULT_APPEND_ONLY", path=path)
    number = getattr(error, "sqlite_errorcode", None)
    code = _SQLITE.get(number & 0xFF) if isinstance(number, int) else None
    if code in _WITHOUT_A_PLACE and not Path(str(path)).exists():
        return VaultError("VAULT_GONE", path=path)  # the driver names a symptom; the cause is a stick that was pulled
    return VaultError(code, path=path) if code else None


def vault_problem(error: DBAPIError, path: object) -> VaultError | None:
    """Return the vault's error for what SQLAlchemy passed on from either driver, or None when the fault is ours."""
    cause = error.orig
    if cause is None:
        return None
    state = getattr(cause, "sqlstate", None)
    if state is None and type(cause).__module__.startswith("psycopg"):
        return VaultError("PLACE_UNREACHABLE", place=path) if type(cause).__name__ == "OperationalError" else None
    if isinstance(state, str) and REFUSAL not in str(cause):
        code = "PLACE_UNREACHABLE" if state.startswith("08") else _POSTGRESQL.get(state)
        return VaultError(code, path=path, place=path) if code else None
    return sqlite_problem(cause, path)

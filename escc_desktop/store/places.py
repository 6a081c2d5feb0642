"""Tells a vault's folder from a PostgreSQL address and opens either; no password ever stands in an address.

PostgreSQL is the central desk's alone. What is secret there beyond the server's own protection (``keys``) is wrapped
under the data key; the key slots lie in the table ``meta``, as they lie in ``slots.json`` beside a file.
"""

from __future__ import annotations

import hmac
from pathlib import Path

from sqlalchemy import URL, create_engine, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from escc_desktop.errors import VaultError
from escc_desktop.store import schema
from escc_desktop.store.cipher import KEY_SIZE, key_tag
from escc_desktop.store.problems import vault_problem
from escc_desktop.store.vault import Vault, create_vault, furnish, open_vault, refuse_newer

DRIVER = "postgresql+psycopg"
SLOTS_FILE = "slots.json"


def is_database(place: Path | str) -> bool:
    """Tell whether ``place`` is the address of a database and not a folder."""
    return isinstance(place, str) and "://" in place


def create_place(place: Path | str, data_key: bytes) -> Vault:
    """Make a new store in a folder, or in a PostgreSQL database that is empty or in which nothing was ever founded.

    Errors as ``create_vault``, PLACE_*.
    """
    if not is_database(place):
        return create_vault(Path(place), data_key)
    vault = _connect(str(place), data_key)
    try:
        with vault.transaction():
            if vault.has_tables() and not _is_abandoned(vault):
                raise VaultError("VAULT_EXISTS", path=vault.place)
            if not vault.has_tables():
                furnish(vault, schema.postgresql_triggers())
            vault.set_meta("key_tag", key_tag(data_key).hex())
    except BaseException:
        vault.close()
        raise
    return vault


def _is_abandoned(vault: Vault) -> bool:
    """Tell whether tables were made and nothing ever came into them: their maker was interrupted."""
    refuse_newer(vault)
    (entries,) = vault.read(select(func.count()).select_from(schema.journal))
    return not entries[0] and vault.meta("slots") is None


def open_place(place: Path | str, data_key: bytes) -> Vault:
    """Open the store in a folder or a PostgreSQL database. Errors as ``open_vault``, PLACE_*."""
    if not is_database(place):
        return open_vault(Path(place), data_key)
    vault = _connect(str(place), data_key)
    try:
        if not vault.has_tables():
            raise VaultError("VAULT_MISSING", path=vault.place)
        refuse_newer(vault)
        if not hmac.compare_digest(vault.meta("key_tag") or "", key_tag(data_key).hex()):
            raise VaultError("VAULT_WRONG_KEY", path=vault.place)
    except BaseException:
        vault.close()
        raise
    return vault


def read_slots(place: Path | str) -> bytes | None:
    """Return the key slots of a store, which are read before it can be opened; None when there are none."""
    if not is_database(place):
        path = Path(place) / SLOTS_FILE
        return path.read_bytes() if path.is_file() else None
    vault = _connect(str(place), bytes(KEY_SIZE))
    try:
        kept = vault.meta("slots") if vault.has_tables() else None
        return kept.encode() if kept is not None else None
    finally:
        vault.close()


def keep_slots(vault: Vault, slots: bytes) -> None:
    """Keep the key slots of a store on PostgreSQL inside the open transaction; a folder has its file for them."""
    vault.set_meta("slots", slots.decode())


def _connect(place: str, data_key: bytes) -> Vault:
    address = _address(place)
    engine = create_engine(address, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise vault_problem(error, address) or error from error
    return Vault(lambda: connection, address.render_as_string(), data_key, None)


def _address(place: str) -> URL:
    try:
        address = make_url(place)
    except ArgumentError as error:
        raise VaultError("PLACE_UNKNOWN", known=DRIVER) from error
    if address.password is not None or any("password" in name for name in address.query):
        raise VaultError("PLACE_PASSWORD")
    if address.drivername != DRIVER:
        raise VaultError("PLACE_UNKNOWN", known=DRIVER)
    return address

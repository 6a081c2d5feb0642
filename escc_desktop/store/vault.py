"""Holds the one connection to a store and its transactions; it knows no entry, no participant and no person.

A vault is a folder: ``vault.db`` (encrypted), ``slots.json`` (who may open it, see ``trust.key_slots``),
``checkpoint.json`` (how far its journal had come) and ``lock``. The desk's store may be a PostgreSQL database instead
(see ``places``); everything above this module is the same for both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, Row, Table, create_engine, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from escc_desktop import failpoints
from escc_desktop.errors import VaultError
from escc_desktop.store import schema
from escc_desktop.store.cipher import export_file, has_tag, open_file, wrapping_key
from escc_desktop.store.lock import FolderLock
from escc_desktop.store.prepared import Prepared
from escc_desktop.store.problems import sqlite_problem, system_problem, vault_problem
from escc_desktop.store.raw_file import RawFile

VAULT_FILE = "vault.db"
_BREAKING = frozenset({"VAULT_DISK_ERROR", "VAULT_DAMAGED"})
"""After these the connection is of no more use."""

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Vault:
    """An open store: one connection, one transaction at a time, for one thread at a time."""

    def __init__(self, connect: Callable[[], Connection], place: str, data_key: bytes, lock: FolderLock | None) -> None:
        """Connect (in autocommit) and take over ``lock``; use ``open_vault`` or ``places.open_place``.

        ``connect`` is kept for as long as the vault is open: see ``_mend``.
        """
        self._connect = connect
        self._lock = lock
        self._in_transaction = False
        self._is_broken = False
        self._take_connection()
        self._on_rollback: list[Callable[[], None]] = []
        self._file: RawFile | None = None
        self.commits = 0
        self.place = place
        self.is_file = lock is not None
        self.is_read_only = False
        self.has_tag = True
        self.wrapping_key = wrapping_key(data_key)

    @property
    def folder(self) -> Path | None:
        """The vault's folder; None on PostgreSQL."""
        return Path(self.place) if self.is_file else None

    def read(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        """Return every row of a question, inside or outside a transaction."""
        self._mend()
        try:
            return self._connection.execute(statement, parameters).all()
        except DBAPIError as error:
            raise self._problem(error) from error

    def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Return every row of a prepared question by place, on the driver itself where that is a file's."""
        self._mend()
        if self._driver is None:
            return self.read(prepared.statement, parameters)
        with self._driver_errors():
            return self._driver.execute(prepared.sql, prepared.values(parameters)).fetchall()

    def run(self, prepared: Prepared, parameters: Mapping[str, Any]) -> None:
        """Carry out a prepared change inside the open transaction, on the driver itself where that is a file's."""
        if self._driver is None:
            self.write(prepared.statement, parameters)
            return
        if not self._in_transaction:
            raise RuntimeError("a store is written inside a transaction only")
        with self._driver_errors():
            self._driver.execute(prepared.sql, prepared.values(parameters))

    def write(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Carry out a change inside the open transaction and return how many rows it touched."""
        if not self._in_transaction:
            raise RuntimeError("a store is written inside a transaction only")
        try:
            return self._connection.execute(statement, parameters).rowcount
        except DBAPIError as error:
            raise self._problem(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block as one transaction: all of it is kept, or, when anything is raised, nothing.

        Raises ``VaultError`` VAULT_READ_ONLY_NOW, VAULT_GONE, VAULT_DISK_FULL, ...; one inside another is our fault.
        """
        if self._in_transaction:
            raise RuntimeError("a transaction is open already")
        if self.is_read_only:
            raise VaultError("VAULT_READ_ONLY_NOW", path=self.place)
        if self.is_file and not (Path(self.place) / VAULT_FILE).exists():
            raise VaultError("VAULT_GONE", path=self.place)  # a file that was moved away could still be written
        self._mend()
        self._run("BEGIN IMMEDIATE" if self.is_file else "BEGIN")
        self._in_transaction = True
        try:
            failpoints.reached("vault.begun")
            yield
            failpoints.reached("vault.written")
            self._run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._in_transaction = False
            self.commits += 1  # also after a rollback, which may have written pages anew
        failpoints.reached("vault.committed")

    def on_rollback(self, forget: Callable[[], None]) -> None:
        """Call ``forget`` whenever a transaction is undone, so that nothing remembered outlives it."""
        self._on_rollback.append(forget)

    def make_read_only(self) -> None:
        """Refuse every change from now on: the vault is behind its checkpoint, or damaged."""
        self.is_read_only = True
        if self.is_file:
            self._run("PRAGMA query_only=ON")

    def lock_site(self, site: str) -> None:
        """Let one transaction at a time work on ``site`` until its end; a file has one writer anyway."""
        if not self.is_file:
            number = int.from_bytes(hashlib.sha256(b"escc site " + site.encode()).digest()[:8], "big", signed=True)
            self.read(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})

    def meta(self, name: str) -> str | None:
        """Return a value of the table of the store's own facts, or None."""
        rows = self.read(select(schema.meta.c.value).where(schema.meta.c.name == name))
        return str(rows[0][0]) if rows else None

    def set_meta(self, name: str, value: str) -> None:
        """Set a value of the table of the store's own facts."""
        if not self.write(update(schema.meta).where(schema.meta.c.name == name).values(value=value)):
            self.write(insert(schema.meta).values(name=name, value=value))

    def damaged_pages(self) -> tuple[str, ...]:
        """Return what SQLCipher says of every page whose seal does not hold; reads the whole file in one call."""
        if not self.is_file:
            return ()
        tag = () if self.has_tag else ("the beginning of the file is not that of its key",)
        return tag + tuple(str(row[0]) for row in self.read(text("PRAGMA cipher_integrity_check")))

    def file_size(self) -> int:
        """Return the length in bytes of the encrypted file, as it stands between two transactions."""
        return self._raw_file().size()

    def file_piece(self, place: int, length: int) -> bytes:
        """Return up to ``length`` bytes of the encrypted file from ``place`` on, as they stand now."""
        return self._raw_file().piece(place, length)

    def _raw_file(self) -> RawFile:
        if self._file is None:
            if self.folder is None:
                raise RuntimeError("a store on PostgreSQL has no file")
            self._file = RawFile(self.folder / VAULT_FILE)
        return self._file

    def export(self, path: Path, data_key: bytes, keys: Mapping[str, bytes]) -> None:
        """Write everything into a new file at ``path`` under ``data_key``; ``keys`` (name -> wrapped) for its own."""
        assert self._driver is not None  # only a file is written anew
        with self._driver_errors():
            export_file(self._driver, path, data_key, keys)

    def change_file(self, swap: Callable[[], None], data_key: bytes) -> None:
        """Let ``swap`` put another file in the place of this one while nobody has it open, and go on under its key.

        The folder's lock is held meanwhile. What ``swap`` raises passes, with the vault closed.
        """
        try:
            self._let_go()
            swap()
            for forget in self._on_rollback:
                forget()
            self._connect = _connecting(Path(self.place) / VAULT_FILE, data_key)
            self._take_connection()
        except BaseException:
            self.close()
            raise
        self.wrapping_key = wrapping_key(data_key)
        self.has_tag = True
        self.commits += 1  # a copy that is under way reads everything anew

    def _let_go(self) -> None:
        self._connection.close()
        if self._file is not None:
            self._file.close()
            self._file = None
        self._connection.engine.dispose()

    def close(self) -> None:
        """Close the connection and give the lock back; a second call does nothing."""
        self._let_go()
        failpoints.reached("vault.closed")
        self.wrapping_key = b""
        self._connect = _closed
        if self._lock is not None:
            self._lock.release()

    def create_tables(self) -> None:
        """Create every table in the open transaction."""
        with self._own_errors():
            schema.metadata.create_all(self._connection, checkfirst=False)

    def replace_tables(self, tables: Sequence[Table]) -> None:
        """Drop ``tables`` and create them empty, in the open transaction: they changed their shape."""
        with self._own_errors():
            schema.metadata.drop_all(self._connection, tables=tables)
            schema.metadata.create_all(self._connection, tables=tables)

    def has_tables(self) -> bool:
        """Tell whether this is a store at all."""
        with self._own_errors():
            return inspect(self._connection).has_table(schema.meta.name)

    @contextmanager
    def _driver_errors(self) -> Iterator[None]:
        try:
            yield
        except dbapi2.Error as error:
            raise self._noted(sqlite_problem(error, self.place)) or error from error

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._problem(error) from error

    def _run(self, statement: str) -> None:
        if self._driver is not None:
            with self._driver_errors():
                self._driver.execute(statement)
            return
        with self._own_errors():
            self._connection.exec_driver_sql(statement)

    def _roll_back(self) -> None:
        for forget in self._on_rollback:
            forget()
        if self._driver is not None and (self._is_broken or not self._driver.in_transaction):
            return  # after a failed write SQLite undoes the whole transaction by itself, or when it is opened anew
        self._run("ROLLBACK")
        failpoints.reached("vault.rolled_back")

    def _problem(self, error: DBAPIError) -> Exception:
        return self._noted(vault_problem(error, self.place)) or error

    def _noted(self, problem: VaultError | None) -> VaultError | None:
        self._is_broken = self._is_broken or (problem is not None and problem.code in _BREAKING)
        return problem

    def _take_connection(self) -> None:
        self._connection = self._connect()
        driver = self._connection.connection.driver_connection
        self._driver = driver if isinstance(driver, dbapi2.Connection) else None

    def _mend(self) -> None:
        """Open the file anew after a disk failed: SQLCipher refuses everything from the first failed page on.

        The folder's lock is held meanwhile, so nobody comes between. Raises ``VaultError`` while the disk still fails.
        """
        if not self._is_broken or self._in_transaction or not self.is_file:
            return
        with suppress(dbapi2.Error, DBAPIError):
            self._connection.close()
            self._connection.engine.dispose()
        for forget in self._on_rollback:
            forget()
        self._take_connection()
        self._is_broken = False
        if self.is_read_only:
            self._run("PRAGMA query_only=ON")


def _closed() -> Connection:
    raise RuntimeError("the vault is closed")


def _connecting(path: Path, data_key: bytes) -> Callable[[], Connection]:
    def connect() -> Connection:
        driver = open_file(path, data_key)
        engine = create_engine(
            "sqlite+pysqlite://",  # names the dialect only: the key stays out of addresses and logs
            module=dbapi2,
            creator=lambda: driver,
            poolclass=StaticPool,
            isolation_level="AUTOCOMMIT",
        )
        return engine.connect()

    return connect


def connect_file(folder: Path, data_key: bytes, lock: FolderLock | None, name: str = VAULT_FILE) -> Vault:
    """Return the vault of ``folder`` under a lock that is held already; tables are not looked at.

    Without ``lock`` it is a file of another ``name`` beside the vault that holds it.
    """
    is_tagged = has_tag(folder / name, data_key)  # before SQLite has it open: see ``cipher.open_file``
    vault = Vault(_connecting(folder / name, data_key), str(folder), data_key, lock)
    vault.is_file, vault.has_tag = True, is_tagged
    return vault


def create_vault(folder: Path, data_key: bytes) -> Vault:
    """Make a new vault in ``folder`` under a random 32 byte ``data_key`` and return it open.

    Raises ``VaultError`` VAULT_EXISTS when there is one already, VAULT_IN_USE, VAULT_NO_PERMISSION, VAULT_DISK_FULL.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise system_problem(error, folder) from error
    failpoints.reached("vault.folder_made")
    lock = FolderLock(folder)
    try:
        path = folder / VAULT_FILE
        if path.exists() and path.stat().st_size:  # an empty file is what a crash before the first commit leaves
            raise VaultError("VAULT_EXISTS", path=folder)
        failpoints.reached("vault.lock_taken")
        vault = connect_file(folder, data_key, lock)
    except BaseException:
        lock.release()
        raise
    try:
        failpoints.reached("vault.file_made")
        with vault.transaction():
            furnish(vault, schema.sqlite_triggers().values())
            failpoints.reached("vault.furnished")
    except BaseException:
        vault.close()
        raise
    return vault


def open_vault(folder: Path, data_key: bytes) -> Vault:
    """Open the vault in ``folder``.

    Raises ``VaultError`` VAULT_MISSING, VAULT_WRONG_KEY, VAULT_NOT_A_VAULT, VAULT_DAMAGED, VAULT_IN_USE, VAULT_NEWER.
    """
    path = folder / VAULT_FILE
    if not path.is_file() or not path.stat().st_size:
        raise VaultError("VAULT_MISSING", path=folder)
    lock = FolderLock(folder)
    try:
        vault = connect_file(folder, data_key, lock)
    except BaseException:
        lock.release()
        raise
    try:
        failpoints.reached("vault.opened")
        refuse_newer(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def furnish(vault: Vault, triggers: Iterable[str]) -> None:
    """Create tables and ``triggers`` in the open transaction and note the versions of both."""
    vault.create_tables()
    for trigger in triggers:
        vault.write(text(trigger.replace(":", r"\:")))
    vault.set_meta("schema", str(schema.SCHEMA_VERSION))
    vault.set_meta("readings", str(schema.READINGS_VERSION))


def refuse_newer(vault: Vault) -> None:
    """Raise ``VaultError`` VAULT_NEWER when a later program made this store."""
    version = vault.meta("schema")
    if version is None or not version.isdigit():
        raise VaultError("VAULT_DAMAGED", path=vault.place)
    if int(version) > schema.SCHEMA_VERSION:
        raise VaultError("VAULT_NEWER", path=vault.place, found=version, known=schema.SCHEMA_VERSION)

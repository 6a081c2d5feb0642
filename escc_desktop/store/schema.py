"""Names the tables of a store and the triggers that keep its journal append only; it holds no question to them.

Columns are portable between SQLCipher and PostgreSQL: text (``COLLATE "C"``), bytes and 64-bit integers; instants are
UTC text, so that text order is time order. ``journal``, ``texts``, ``files``, ``identities``, ``drafts``, ``keys`` and
``meta`` are what was entrusted to us; the tables of ``READINGS`` are folded from the journal and may be rebuilt.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text
from sqlalchemy.dialects import postgresql

from escc_desktop.store.problems import REFUSAL

SCHEMA_VERSION = 1
"""Raised when a table that is not a reading changes; an older program refuses a newer number."""

READINGS_VERSION = 5
"""Raised when a reading changes its shape; a store with another number is rebuilt at opening."""

TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
COUNT = BigInteger().with_variant(Integer(), "sqlite")
BYTES = LargeBinary()

metadata = MetaData()


def _table(name: str, *parts: Column[str] | Column[int] | Column[bytes] | Index) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _key(name: str) -> Column[str]:
    return Column(name, TEXT, primary_key=True, nullable=False)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, TEXT, nullable=optional)


def _count(name: str, *, key: bool = False, optional: bool = False) -> Column[int]:
    return Column(name, COUNT, primary_key=key, nullable=optional, autoincrement=False)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, BYTES, nullable=False)


def _partial(name: str, column: str, condition: str) -> Index:
    """An index of some rows only: every page that a save need not touch is a page less to encrypt and to force."""
    return Index(name, column, sqlite_where=text(condition), postgresql_where=text(condition))


meta = _table("meta", _key("name"), _text("value"))

journal = _table(
    "journal",
    Column("arrival", COUNT, primary_key=True, autoincrement=True),
    _text("chain"),
    _count("seq"),
    _bytes("bytes"),
    _bytes("hash"),
    _bytes("signature"),
    _text("at"),
    _text("kind"),
    _text("actor"),
    _text("participant", optional=True),
    _text("record", optional=True),
    Index("journal_place", "chain", "seq", unique=True),
    _partial("journal_participant", "participant", "participant IS NOT NULL"),
    _partial("journal_kind", "kind", "participant IS NULL"),
)

texts = _table("texts", _key("commitment"), _bytes("salt"), _text("text"))

files = _table("files", _key("sha256"), _text("media"), _count("size"), _bytes("bytes"))

identities = _table(
    "identities", _key("participant"), _key("field"), _text("commitment"), _bytes("salt"), _text("value")
)

drafts = _table("drafts", _key("person"), _key("name"), _text("saved_at"), _text("content"))

keys = _table("keys", _key("name"), _bytes("value"))

participants = _table(
    "participants",
    _key("number"),
    _text("site"),
    _text("status"),
    _text("initials"),
    _text("enrolment_number", optional=True),
    _text("screened_at"),
    _text("last_at"),
    _text("reading"),
)

records = _table(
    "records",
    _key("participant"),
    _key("record"),
    _count("position"),
    _text("form"),
    _text("visit", optional=True),
    _text("observed_on", optional=True),
    _text("saved_at"),
    _count("is_complete"),
    _count("is_signed"),
    _count("has_void_signature"),
    _text("reading"),
    Index("records_form", "form"),
)

documents = _table(
    "documents",
    _key("participant"),
    _key("sha256"),
    _count("position"),
    _text("kind"),
    _text("sealed_at"),
    _text("reading"),
    Index("documents_sha256", "sha256"),
)

READINGS = (participants, records, documents)
APPEND_ONLY = {journal: ("chain", "seq"), texts: ("commitment",), files: ("sha256",)}
"""The tables that only grow, with the columns that name a row."""


def sqlite_triggers() -> dict[str, str]:
    """Return name -> statement of every trigger of a vault.

    A BEFORE INSERT trigger of its own stands beside the primary key, because ``INSERT OR REPLACE`` resolves a conflict
    on the key by deleting, and ``INSERT OR IGNORE`` by saying nothing.
    """
    triggers: dict[str, str] = {}
    for table, columns in APPEND_ONLY.items():
        name = table.name
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {name}'); END"
        same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
        taken = f"SELECT 1 FROM {name} WHERE {same}"  # noqa: S608, names of our own tables only
        triggers[f"{name}_no_update"] = f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refuse}"
        triggers[f"{name}_no_delete"] = f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse}"
        triggers[f"{name}_no_replace"] = (
            f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN EXISTS ({taken}) {refuse}"
        )
    return triggers


def postgresql_triggers() -> tuple[str, ...]:
    """Return the statements that make the same tables append only on PostgreSQL, TRUNCATE included."""
    function = (
        "CREATE OR REPLACE FUNCTION escc_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
    )
    triggers = (
        f"CREATE TRIGGER {table.name}_no_{each.lower()} BEFORE {events} ON {table.name} "
        f"FOR EACH {each} EXECUTE FUNCTION escc_append_only()"
        for table in APPEND_ONLY
        for each, events in (("ROW", "UPDATE OR DELETE"), ("STATEMENT", "TRUNCATE"))
    )
    return (function, *triggers)

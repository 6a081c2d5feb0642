"""Keeps the signed entries of every chain and gives them back by place, person, record and kind; it never changes one.

It refuses an entry that does not follow the last one of its chain. Who signed it, and with what right, was judged by
whoever hands it in, and is judged again by ``verification``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, bindparam, func, insert, select

from escc_desktop.errors import JournalBroken
from escc_desktop.store.prepared import Prepared
from escc_desktop.store.schema import journal
from escc_desktop.store.vault import Vault
from escc_desktop.trust.entry import Entry, SignedEntry, genesis_prev
from escc_desktop.trust.naming import place_of

PAGE = 500
"""How many entries are read at once when a chain is walked."""

DERIVED = ("chain", "seq", "at", "kind", "actor", "participant", "record")

read_back: Callable[[bytes], Entry] = msgspec.json.Decoder(Entry).decode
"""Reads the bytes of an entry that was checked when it came in; ``trust.entry.read_entry`` reads what was not."""
_columns = (journal.c.bytes, journal.c.hash, journal.c.signature, journal.c.chain, journal.c.seq)
_insert = Prepared(insert(journal), *(column for column in journal.c if column is not journal.c.arrival))
_chain = journal.c.chain + ""
"""The chain as no index knows it: SQLite would walk a whole chain where the index of kinds or of arrival is meant."""
_head = (
    select(journal.c.seq, journal.c.hash)
    .where(journal.c.chain == bindparam("chain"))
    .order_by(journal.c.seq.desc())
    .limit(1)
)
_one = select(*_columns).where(journal.c.chain == bindparam("chain"), journal.c.seq == bindparam("seq"))
_walk = (
    select(*_columns)
    .where(journal.c.chain == bindparam("chain"), journal.c.seq.between(bindparam("first"), bindparam("last")))
    .order_by(journal.c.seq)
    .limit(PAGE)
)

_about = Prepared(
    select(*_columns, journal.c.arrival)
    .where(journal.c.participant == bindparam("participant"), journal.c.arrival > bindparam("after"))
    .order_by(journal.c.arrival)
    .limit(PAGE)
)


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain has come: its number of entries (the last one's ``seq``) and the last one's hash."""

    chain: str
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many entries of a chain come after a place, and the number of the first of them."""

    entries: int
    first: int | None


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries a page asks for; what is None or empty does not narrow."""

    chain: str | None = None
    kinds: tuple[str, ...] = ()
    actor: str | None = None
    participant: str | None = None
    record: str | None = None
    is_about_nobody: bool = False


class Journal:
    """The append-only table of entries in one open store."""

    def __init__(self, vault: Vault) -> None:
        """Speak through ``vault``."""
        self._vault = vault
        self._heads: dict[str, Head] = {}
        vault.on_rollback(self._heads.clear)

    def append(self, signed: SignedEntry) -> None:
        """Add the next entry of its chain.

        Raises ``JournalBroken`` JOURNAL_FORK (that number is taken), JOURNAL_GAP (entries before it are missing) or
        JOURNAL_LINK (it does not follow from the entry before it).
        """
        entry = signed.entry
        head = self.head(entry.chain)
        expected = head.seq + 1 if head else 1
        if entry.seq != expected:
            code = "JOURNAL_FORK" if entry.seq < expected else "JOURNAL_GAP"
            raise JournalBroken(code, entry.chain, entry.seq, expected=expected)
        if entry.prev != (head.hash.hex() if head else genesis_prev(entry.study, entry.chain)):
            raise JournalBroken("JOURNAL_LINK", entry.chain, entry.seq)
        self._vault.run(_insert, _row(signed))
        if self._vault.is_file:
            self._heads[entry.chain] = Head(entry.chain, entry.seq, signed.hash)

    def take(self, signed: SignedEntry) -> bool:
        """Add an entry that came from elsewhere, or return False when the very same one is here already.

        Raises ``JournalBroken`` as ``append`` does; JOURNAL_FORK when another entry has its number.
        """
        head = self.head(signed.entry.chain)
        if head is not None and signed.entry.seq <= head.seq:
            known = self.entry(signed.entry.chain, signed.entry.seq)
            if known is not None and (known.bytes, known.signature) == (signed.bytes, signed.signature):
                return False
        self.append(signed)
        return True

    def head(self, chain: str) -> Head | None:
        """Return how far ``chain`` has come here; None when nothing of it is here."""
        known = self._heads.get(chain)
        if known is None:
            rows = self._vault.read(_head, {"chain": chain})
            if not rows:
                return None
            known = Head(chain, rows[0].seq, rows[0].hash)
            if self._vault.is_file:
                self._heads[chain] = known
        return known

    def heads(self) -> tuple[Head, ...]:
        """Return the head of every chain, by name of the chain."""
        names = self._vault.read(select(journal.c.chain).distinct().order_by(journal.c.chain))
        heads = (self.head(row.chain) for row in names)
        return tuple(head for head in heads if head is not None)

    def entry(self, chain: str, seq: int) -> SignedEntry | None:
        """Return one entry, or None."""
        rows = self._vault.read(_one, {"chain": chain, "seq": seq})
        return _signed(rows[0]) if rows else None

    def named(self, place: str) -> SignedEntry | None:
        """Return the entry that another one names as ``01-A:123``, or None; what names none is not trusted to."""
        where = place_of(place)
        return self.entry(*where) if where is not None else None

    def entries(self, chain: str, first: int = 1, last: int | None = None) -> Iterator[SignedEntry]:
        """Walk a chain from ``first`` to ``last`` (both included; to its head by default), oldest first."""
        for row in self.rows(chain, first, last):
            yield _signed(row)

    def rows(self, chain: str, first: int = 1, last: int | None = None) -> Iterator[Row[Any]]:
        """Walk a chain as it is stored (``bytes``, ``hash``, ``signature``), for whoever trusts nothing."""
        end = last if last is not None else 2**62
        while first <= end:
            page = self._vault.read(_walk, {"chain": chain, "first": first, "last": end})
            yield from page
            if len(page) < PAGE:
                return
            first = page[-1].seq + 1

    def by_record(self, participant: str, record: str) -> tuple[SignedEntry, ...]:
        """Return every entry about one record of ``participant``, oldest first."""
        return self.find(EntryFilter(participant=participant, record=record))

    def about(self, participant: str) -> Iterator[SignedEntry]:
        """Walk every entry about ``participant`` in the order in which they came here, a page at a time."""
        after = 0
        while page := self._vault.fetch(_about, {"participant": participant, "after": after}):
            yield from map(_signed, page)
            if len(page) < PAGE:
                return
            after = page[-1][-1]

    def by_kind(self, *kinds: str, chain: str | None = None) -> tuple[SignedEntry, ...]:
        """Return every entry of ``kinds`` that is about no participant (certificates, packages, ...), oldest first."""
        return self.find(EntryFilter(kinds=kinds, chain=chain, is_about_nobody=True))

    def find(self, wanted: EntryFilter) -> tuple[SignedEntry, ...]:
        """Return every entry that passes the filter in the order in which they came here.

        That is each chain's own order, which the clock's is not: it may have been set back.
        """
        statement = select(*_columns).where(*_conditions(wanted)).order_by(journal.c.arrival)
        return tuple(_signed(row) for row in self._vault.read(statement))

    def recent(
        self, limit: int = 200, before: tuple[str, int] | None = None, wanted: EntryFilter | None = None
    ) -> tuple[SignedEntry, ...]:
        """Return the last entries in the order in which they came to this store, the newest first.

        ``before`` is (chain, seq) of the last one of the page above.
        """
        conditions = _conditions(wanted or EntryFilter())
        if before is not None:
            above = select(journal.c.arrival).where(journal.c.chain == before[0], journal.c.seq == before[1])
            conditions.append(journal.c.arrival < above.scalar_subquery())
        statement = select(*_columns).where(*conditions).order_by(journal.c.arrival.desc()).limit(limit)
        return tuple(_signed(row) for row in self._vault.read(statement))

    def count(self, wanted: EntryFilter | None = None) -> int:
        """Return how many entries pass the filter; all of them without one."""
        statement = select(func.count()).select_from(journal).where(*_conditions(wanted or EntryFilter()))
        return int(self._vault.read(statement)[0][0])

    def waiting(self, chain: str, seq: int, but: Collection[str] = ()) -> Waiting:
        """Return what of ``chain`` comes after number ``seq``, entries of the kinds ``but`` not counted."""
        conditions = (journal.c.chain == chain, journal.c.seq > seq, journal.c.kind.not_in(but))
        found = select(func.count().label("entries"), func.min(journal.c.seq).label("first")).where(*conditions)
        row = self._vault.read(found)[0]
        return Waiting(int(row.entries), row.first)

    def participants(self) -> tuple[str, ...]:
        """Return every participant of whom an entry speaks, by number."""
        column = journal.c.participant
        rows = self._vault.read(select(column).where(column.is_not(None)).distinct().order_by(column))
        return tuple(row[0] for row in rows)


def derived(entry: Entry) -> tuple[str | int | None, ...]:
    """Return what the columns ``DERIVED`` hold, in that order: they repeat what the bytes say, to be asked in SQL."""
    return (entry.chain, entry.seq, entry.at, entry.kind, entry.actor.id, entry.participant, entry.record)


def _row(signed: SignedEntry) -> dict[str, Any]:
    told = dict(zip(DERIVED, derived(signed.entry), strict=True))
    return {**told, "bytes": signed.bytes, "hash": signed.hash, "signature": signed.signature}


def _signed(row: Sequence[Any]) -> SignedEntry:
    data = row[0]  # by place, in the order of _columns: a long journal has many rows
    try:
        entry = read_back(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise JournalBroken("CHAIN_ENTRY", row[3], row[4], problem="ENTRY_FORM") from problem
    return SignedEntry(entry, data, row[1], row[2])


def _conditions(wanted: EntryFilter) -> list[ColumnElement[bool]]:
    columns: Collection[tuple[Any, str | None]] = (
        (_chain, wanted.chain),
        (journal.c.actor, wanted.actor),
        (journal.c.participant, wanted.participant),
        (journal.c.record, wanted.record),
    )
    conditions = [column == value for column, value in columns if value is not None]
    if wanted.kinds:
        conditions.append(journal.c.kind.in_(wanted.kinds))
    if wanted.is_about_nobody:
        conditions.append(journal.c.participant.is_(None))
    return conditions

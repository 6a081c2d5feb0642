"""Keeps what the journal amounts to, folded by ``trial.reading``, in rows that screens can filter; it decides nothing.

One row per participant, one per record, one per document: a save rewrites the rows that changed and no other. An entry
that comes late (from another device) refolds its participant from the journal, so that what
stands here is always what a rebuild would give.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Table, bindparam, delete, func, insert, select, update

from escc_desktop.errors import VaultError
from escc_desktop.store import schema
from escc_desktop.store.facts import fact_of
from escc_desktop.store.journal import Journal, read_back
from escc_desktop.store.prepared import Prepared
from escc_desktop.store.reading_rows import document_row, participant_row, record_row, rows
from escc_desktop.store.vault import Vault
from escc_desktop.trial.reading import (
    DocumentReading,
    Fact,
    ParticipantReading,
    RecordReading,
    fold,
    from_json,
    in_order,
    is_late,
)
from escc_desktop.trust.entry import SignedEntry

REMEMBERED = 200
"""How many participants are kept decoded beside the rows; beyond that all are forgotten and read again."""

STEP = 200
"""How many entries are read or folded between two rests of long work: a few milliseconds."""

LONGEST_SEARCH = 100
"""Longer than any number or initials; SQLite refuses a pattern without end."""

T = TypeVar("T")

_read_record = msgspec.json.Decoder(RecordReading).decode
_read_document = msgspec.json.Decoder(DocumentReading).decode

_participants, _records, _documents = schema.participants, schema.records, schema.documents

_one = select(_participants.c.reading).where(_participants.c.number == bindparam("of"))
_records_of = select(_records.c.reading).where(_records.c.participant == bindparam("of")).order_by(_records.c.position)
_documents_of = (
    select(_documents.c.reading).where(_documents.c.participant == bindparam("of")).order_by(_documents.c.position)
)
_insert: Mapping[Table, Prepared] = {table: Prepared(insert(table)) for table in schema.READINGS}
_update: Mapping[Table, Prepared] = {
    # Columns of an index are left out: SQLite rewrites every index whose column is named, changed or not.
    table: Prepared(
        update(table).where(*(column == bindparam(f"the_{column.name}") for column in table.primary_key)),
        *(column for column in table.c if column.name not in fixed),
    )
    for table, fixed in (
        (_participants, ("number",)),
        (_records, ("participant", "record", "form")),
        (_documents, ("participant", "sha256")),
    )
}
_drop_record = delete(_records).where(_records.c.participant == bindparam("of"), _records.c.record == bindparam("old"))
_OWNERS = ((_participants, "number"), (_records, "participant"), (_documents, "participant"))
_clear = (
    delete(_participants).where(_participants.c.number == bindparam("of")),
    delete(_records).where(_records.c.participant == bindparam("of")),
    delete(_documents).where(_documents.c.participant == bindparam("of")),
)


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record with the participant it belongs to."""

    participant: str
    record: RecordReading


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document with the participant it belongs to."""

    participant: str
    document: DocumentReading


def exhaust(steps: Generator[Any, None, T]) -> T:
    """Do long work at one go and return what it came to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


class Readings:
    """The readings of one open store."""

    def __init__(self, vault: Vault, journal: Journal) -> None:
        """Speak through ``vault``; refold from ``journal``."""
        self._vault = vault
        self._journal = journal
        self._known: dict[str, ParticipantReading] = {}
        vault.on_rollback(self._known.clear)

    def take(self, signed: SignedEntry) -> None:
        """Fold in an entry that was just added to the journal, in the same transaction.

        It is folded as its bytes say it, like every later rebuild: canonical bytes put names in an order of their own.
        """
        fact = fact_of(SignedEntry(read_back(signed.bytes), signed.bytes, signed.hash, signed.signature))
        if fact.participant is None or fact.is_from_desk:
            return
        before = self.participant(fact.participant)
        if is_late(before, fact):
            self.refold(fact.participant)
            return
        after = fold(before, fact)
        if after is not None:
            self._save(fact.participant, before, after)
            self._remember(fact.participant, after)

    def refold(self, number: str) -> None:
        """Fold one participant again from the first entry and replace their rows."""
        exhaust(self._refolding(number))

    def _refolding(self, number: str) -> Generator[None, None, None]:
        self._known.pop(number, None)
        for statement in _clear:
            self._vault.write(statement, {"of": number})
        after = yield from self._folding(number)
        if after is not None:
            self._save(number, None, after)

    def folded(self, number: str) -> ParticipantReading | None:
        """Return one participant folded from the journal, whatever the rows say."""
        return exhaust(self._folding(number))

    def _folding(self, number: str) -> Generator[None, None, ParticipantReading | None]:
        """Fold a participant as the entries came here, resting after every ``STEP`` of them.

        Where one is late they are read again and laid in order first, which is rare: it takes a second device.
        """
        reading: ParticipantReading | None = None
        for count, signed in enumerate(self._journal.about(number), 1):
            fact = fact_of(signed)
            if not fact.is_from_desk:
                if is_late(reading, fact):
                    return (yield from self._folding_in_order(number))
                reading = fold(reading, fact)
            if not count % STEP:
                yield
        return reading

    def _folding_in_order(self, number: str) -> Generator[None, None, ParticipantReading | None]:
        facts: list[Fact] = []
        for count, signed in enumerate(self._journal.about(number), 1):
            facts.append(fact_of(signed))
            if not count % STEP:
                yield
        reading: ParticipantReading | None = None
        for count, fact in enumerate(in_order(facts), 1):
            reading = fold(reading, fact)
            if not count % STEP:
                yield
        return reading

    def rebuild(self) -> int:
        """Fold every participant again and return how many there are."""
        return exhaust(self.rebuilding())

    def rebuilding(self) -> Generator[tuple[int, int], None, int]:
        """Do what ``rebuild`` does in steps of a few milliseconds; each yields how many participants of all are done.

        The transaction around it is the caller's: whoever stops in between rolls back, and nothing has changed.
        """
        self._known.clear()
        for table in schema.READINGS:
            self._vault.write(delete(table))
        numbers = self._journal.participants()
        for done, number in enumerate(numbers):
            for _ in self._refolding(number):
                yield (done, len(numbers))
            yield (done + 1, len(numbers))
        return len(numbers)

    def participant(self, number: str) -> ParticipantReading | None:
        """Return one participant whole, with records and documents; None when nobody is known by that number."""
        known = self._known.get(number)
        if known is not None:
            return known
        rows = self._vault.read(_one, {"of": number})
        if not rows:
            return None
        records = [_read_record(row.reading) for row in self._vault.read(_records_of, {"of": number})]
        documents = [_read_document(row.reading) for row in self._vault.read(_documents_of, {"of": number})]
        reading = replace(
            from_json(rows[0].reading),
            records={record.id: record for record in records},
            documents=tuple(documents),
        )
        self._remember(number, reading)
        return reading

    def participants(
        self,
        *,
        status: str | None = None,
        search: str = "",
        newest_first: bool = False,
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[ParticipantReading, ...]:
        """Return participants without their records and documents, by number or the last touched first.

        ``search`` is looked for, regardless of case, in number, enrolment number and initials.
        """
        columns = _participants.c
        order = (columns.last_at.desc(), columns.number) if newest_first else (columns.number,)
        statement = select(columns.reading).where(*_participant_conditions(status, search)).order_by(*order)
        rows = self._vault.read(statement.limit(limit).offset(offset))
        return tuple(from_json(row.reading) for row in rows)

    def count_participants(self, *, status: str | None = None, search: str = "", site: str | None = None) -> int:
        """Return how many participants ``participants`` would give without a limit, of one ``site`` if given."""
        conditions = [*_participant_conditions(status, search), *_equal((_participants.c.site, site))]
        return int(self._vault.read(select(func.count()).select_from(_participants).where(*conditions))[0][0])

    def records(
        self,
        *,
        participant: str | None = None,
        form: str | None = None,
        visit: str | None = None,
        is_complete: bool | None = None,
        is_signed: bool | None = None,
        has_void_signature: bool | None = None,
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[FoundRecord, ...]:
        """Return records, the last saved first; what is None does not narrow."""
        columns = _records.c
        conditions = _equal(
            (columns.participant, participant),
            (columns.form, form),
            (columns.visit, visit),
            (columns.is_complete, is_complete),
            (columns.is_signed, is_signed),
            (columns.has_void_signature, has_void_signature),
        )
        statement = select(columns.participant, columns.reading).where(*conditions)
        order = (columns.saved_at.desc(), columns.participant, columns.position)
        rows = self._vault.read(statement.order_by(*order).limit(limit).offset(offset))
        return tuple(FoundRecord(row.participant, _read_record(row.reading)) for row in rows)

    def count_at_work(self, forms: Iterable[str]) -> tuple[int, int]:
        """Return how many participants there are, and how many complete records of ``forms`` nobody has signed."""
        columns = _records.c
        waiting = (columns.form.in_(tuple(forms)), *_equal((columns.is_complete, True), (columns.is_signed, False)))
        people = select(func.count()).select_from(_participants).scalar_subquery()
        unsigned = select(func.count()).select_from(_records).where(*waiting).scalar_subquery()
        row = self._vault.read(select(people.label("people"), unsigned.label("unsigned")))[0]
        return int(row.people), int(row.unsigned)

    def record(self, record: str) -> FoundRecord | None:
        """Return one record by its id, or None."""
        columns = _records.c
        rows = self._vault.read(select(columns.participant, columns.reading).where(columns.record == record).limit(1))
        return FoundRecord(rows[0].participant, _read_record(rows[0].reading)) if rows else None

    def documents(
        self,
        *,
        participant: str | None = None,
        kind: str | None = None,
        sha256: str | None = None,
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[FoundDocument, ...]:
        """Return documents, the last sealed first; what is None does not narrow."""
        columns = _documents.c
        conditions = _equal((columns.participant, participant), (columns.kind, kind), (columns.sha256, sha256))
        statement = select(columns.participant, columns.reading).where(*conditions)
        order = (columns.sealed_at.desc(), columns.participant, columns.position.desc())
        rows = self._vault.read(statement.order_by(*order).limit(limit).offset(offset))
        return tuple(FoundDocument(row.participant, _read_document(row.reading)) for row in rows)

    def count_documents(self) -> int:
        """Return how many documents about participants are known."""
        return int(self._vault.read(select(func.count()).select_from(_documents))[0][0])

    def check(self, number: str) -> None:
        """Raise ``VaultError`` READINGS_DIFFER unless the rows of a participant are what a rebuild would write."""
        exhaust(self.checking(number))

    def checking(self, number: str) -> Generator[None, None, None]:
        """Do what ``check`` does in steps of a few milliseconds."""
        after = yield from self._folding(number)
        expected = rows(number, after) if after is not None else {}
        yield
        for table, column in _OWNERS:
            found = self._vault.read(select(table).where(table.c[column] == number))
            if _sorted([dict(row._mapping) for row in found]) != _sorted(expected.get(table.name, [])):
                raise VaultError("READINGS_DIFFER", participant=number, table=table.name)
            yield

    def numbers(self) -> tuple[str, ...]:
        """Return every number under which a row stands in any table of readings, in order."""
        found = {row[0] for table, column in _OWNERS for row in self._vault.read(select(table.c[column]).distinct())}
        return tuple(sorted(found))

    def _remember(self, number: str, reading: ParticipantReading) -> None:
        if self._vault.is_file:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[number] = reading

    def _save(self, number: str, before: ParticipantReading | None, after: ParticipantReading) -> None:
        """Write the rows in which ``after`` differs; folding shares with ``before`` whatever it left alone."""
        self._put(_participants, participant_row(number, after), is_new=before is None)
        known = before.records if before else {}
        for position, record in enumerate(after.records.values()):
            old = known.get(record.id)
            if old is record:
                continue
            is_new = old is None or old.form != record.form
            if is_new and old is not None:
                self._vault.write(_drop_record, {"of": number, "old": record.id})
            self._put(_records, record_row(number, position, record), is_new=is_new)
        if before is None or before.documents is not after.documents:
            self._save_documents(number, before.documents if before else (), after.documents)

    def _save_documents(
        self, number: str, before: tuple[DocumentReading, ...], after: tuple[DocumentReading, ...]
    ) -> None:
        known = {document.sha256: (position, document) for position, document in enumerate(before)}
        for position, document in enumerate(after):
            old = known.get(document.sha256)
            if old is None or old[0] != position or old[1] is not document:
                self._put(_documents, document_row(number, position, document), is_new=old is None)

    def _put(self, table: Table, row: Mapping[str, Any], *, is_new: bool) -> None:
        if is_new:
            self._vault.run(_insert[table], row)
        else:
            names = {f"the_{column.name}": row[column.name] for column in table.primary_key}
            self._vault.run(_update[table], {**row, **names})


def _sorted(found: list[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    return sorted((sorted(row.items()) for row in found), key=repr)


def _equal(*pairs: tuple[Any, str | bool | None]) -> list[ColumnElement[bool]]:
    return [
        column == (int(value) if isinstance(value, bool) else value) for column, value in pairs if value is not None
    ]


def _participant_conditions(status: str | None, search: str) -> Iterable[ColumnElement[bool]]:
    columns = _participants.c
    conditions = _equal((columns.status, status))
    search = search[:LONGEST_SEARCH].encode("utf-8", "ignore").decode("utf-8")
    if search:
        wanted = (columns.number, columns.enrolment_number, columns.initials)
        found = [func.lower(column).contains(search.lower(), autoescape=True) for column in wanted]
        conditions.append(found[0] | found[1] | found[2])
    return conditions

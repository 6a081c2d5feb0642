"""Measures an audited, signed save of a form over one raw commit of the same bytes; both force the disk alike."""

from __future__ import annotations

from sqlcipher3 import dbapi2

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.site import Site
from escc_desktop.store.reading_rows import participant_row, record_row
from escc_desktop.store.vault import VAULT_FILE
from tests.benchmarks.floors.commit import commit, open_store
from tests.benchmarks.making import Saver, Walked
from tests.benchmarks.measuring import Row, timed

KEY = bytes(range(32))


def row(walked: Walked) -> Row:
    """Return the row. Ours checks, signs, chains, stores, folds and notes the checkpoint."""
    vault = walked.copy("saving")
    site = walked.open(vault)
    saver = Saver(site, visits=20)
    for _ in range(20):
        saver.save()
    bare = open_store(walked.folder / "bare.db", KEY, (vault / VAULT_FILE).stat().st_size)
    written = [_written(site, saver)]

    def ours() -> float:
        command = saver.next()
        done: list[str] = []
        taken = timed(lambda: done.append(str(carry_out(site, command).value)))
        saver.done(command, done[0])
        written[0] = _written(site, saver)
        return taken

    def floor() -> float:
        return _committed(bare, written[0])

    says = "SaveRecord of form VS, calculated items too, with checkpoint / its journal and reading rows as one raw blob"
    return Row("save of a ten-item form", 1.5, ours, floor, 301, says)


def _committed(bare: dbapi2.Connection, data: bytes) -> float:
    return timed(lambda: commit(bare, data))


def _written(site: Site, saver: Saver) -> bytes:
    """Return the bytes of the last save: the journal's row, and the rows of participant and record as they stand."""
    office = site.office
    head = office.journal.head(office.chain)
    reading = office.readings.participant(saver.number)
    assert head is not None
    assert reading is not None
    last = office.journal.entry(office.chain, head.seq)
    assert last is not None
    records = list(reading.records.values())
    place = next(place for place, one in enumerate(records) if one.last == f"{office.chain}:{head.seq}")
    rows = (participant_row(saver.number, reading), record_row(saver.number, place, records[place]))
    entry = last.entry
    derived = (entry.chain, str(entry.seq), entry.at, entry.kind, entry.actor.id, entry.participant, entry.record)
    texts = [*derived, *(str(value) for row in rows for value in row.values())]
    return b"".join((last.bytes, last.hash, last.signature, *((text or "").encode() for text in texts)))

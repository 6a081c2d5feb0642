"""Holds the promise that what screens show is what the journal says: folded one by one or rebuilt, it is the same."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import text

from escc_desktop.errors import VaultError
from escc_desktop.store.cabinet import Cabinet, create_cabinet
from escc_desktop.store.facts import fact_of
from escc_desktop.trial.reading import fold_all
from tests.store.writing import CHAIN, DATA_KEY, Site, append_all

PARTICIPANTS = ("01-001", "01-002")
RECORDS = ("r1", "r2", "r3")

steps = some.lists(
    some.tuples(
        some.sampled_from(("screened", "saved", "signed", "booked", "moved", "sealed", "printed", "enrolled", "dosed")),
        some.sampled_from(PARTICIPANTS),
        some.sampled_from(RECORDS),
        some.integers(0, 999_999),
        some.booleans(),
        some.sampled_from(("VS", "AE")),
    ),
    max_size=25,
)


def write(site: Site, step: tuple[str, str, str, int, bool, str]) -> Any:
    """Write the entry that ``step`` describes, at an instant that may lie before the last one's."""
    what, participant, record, number, is_odd, form = step
    at = {"at": f"2026-03-05T06:01:02.{number:06d}Z"}
    digest = f"{number % 3}" * 64
    document = {"sha256": digest, "kind": "record"}
    if what == "screened":
        return site.screened(participant, number % 50, **at)
    if what == "saved":
        values: dict[str, Any] = {"SYSBP": str(number), "NOTE": {"missing": "ND", "reason": "无"}} if is_odd else {}
        return site.saved(participant, record, values, form=form, digest=digest, **at)
    if what == "signed":
        body: dict[str, Any] = {"digest": digest, "meaning": "approve", "certificate": "c" * 64, "covers": "a" * 64}
        return site.entry("record.signed", body, participant=participant, record=record, **at)
    about = {"participant": participant, **at}
    if what == "booked":
        return site.entry("visit.booked", {"visit": form, "on": "2026-03-09", "at": None}, **about)
    if what == "moved":
        moved = {"visit": form, "from": "2026-03-09", "on": "2026-03-10", "at": "09:30", "is_out_of_window": is_odd}
        return site.entry("visit.moved", moved, **about)
    if what == "sealed":
        more = {"title": "t", "record": record, "visit": None, "pages": 1, "is_signed": is_odd, "covers": None}
        return site.entry("document.sealed", {**document, **more}, **about)
    if what == "printed":
        return site.entry("document.printed", document, **about)
    if what == "enrolled":
        return site.entry("participant.enrolled", {"enrolment_number": "E-001", "eligibility": digest}, **about)
    return site.entry("treatment.started", {"first_dose_on": {"ANLO": "2026-03-10"}}, **about)


def as_it_stands(cabinet: Cabinet) -> list[list[tuple[Any, ...]]]:
    tables = ("participants", "records", "documents")
    return [sorted(map(tuple, cabinet.vault.read(text(f"SELECT * FROM {table}"))), key=repr) for table in tables]


@settings(max_examples=40, deadline=None)
@given(here=steps, elsewhere=steps, middle=some.integers(0, 25))
def test_incremental_equals_rebuilt(here: list[Any], elsewhere: list[Any], middle: int) -> None:
    """Two devices write, one package of the other comes in somewhere between; clocks step as they like."""
    home, away = Site(), Site(chain="01-B")
    with TemporaryDirectory() as folder:
        cabinet = create_cabinet(Path(folder), DATA_KEY)
        append_all(cabinet, [write(home, step) for step in here[:middle]])
        with cabinet.transaction():
            for step in elsewhere:
                cabinet.take(write(away, step))
        append_all(cabinet, [write(home, step) for step in here[middle:]])
        shown = [cabinet.readings.participant(number) for number in PARTICIPANTS]
        kept = as_it_stands(cabinet)
        with cabinet.transaction():
            cabinet.readings.rebuild()
        assert as_it_stands(cabinet) == kept
        assert [cabinet.readings.participant(number) for number in PARTICIPANTS] == shown
        for number, reading in zip(PARTICIPANTS, shown, strict=True):
            facts = [fact_of(entry) for entry in cabinet.journal.about(number)]
            assert fold_all(facts) == reading
            if reading is not None:
                whole = fold_all(facts)
                assert whole is not None
                assert list(whole.records) == list(reading.records)
            cabinet.readings.check(number)
        cabinet.close()


def test_a_late_entry_from_another_device_takes_its_place_in_time(cabinet: Cabinet) -> None:
    home, away = Site(), Site(chain="01-B")
    append_all(cabinet, [*home.beginning(), home.screened("01-001")])
    append_all(cabinet, [home.saved("01-001", "r1", {"SYSBP": "120"}, at="2026-03-05T09:00:00.000000Z")])
    with cabinet.transaction():
        cabinet.take(away.saved("01-001", "r1", {"SYSBP": "118"}, at="2026-03-05T08:00:00.000000Z"))
    reading = cabinet.readings.participant("01-001")
    assert reading is not None
    assert reading.records["r1"].values == {"SYSBP": "120"}
    assert [conflict.entry for conflict in reading.conflicts] == [f"{CHAIN}:4"]


def test_screens_filter_sort_and_limit_in_sql(full_cabinet: Cabinet) -> None:
    readings = full_cabinet.readings
    site_rows = readings.participants()
    assert [row.number for row in site_rows] == ["01-001", "01-002"]
    assert all(not row.records and not row.documents for row in site_rows)
    assert [row.number for row in readings.participants(newest_first=True, limit=1)] == ["01-001"]
    assert [row.number for row in readings.participants(offset=1)] == ["01-002"]
    assert [row.number for row in readings.participants(search="zxm", status="screening")] == ["01-001", "01-002"]
    assert [row.number for row in readings.participants(search="-002")] == ["01-002"]
    assert readings.participants(search="%") == ()
    assert (readings.count_participants(), readings.count_participants(status="enrolled")) == (2, 0)
    found = readings.records(form="VS", is_signed=True)
    assert [(one.participant, one.record.id) for one in found] == [("01-001", "r1")]
    assert readings.records(form="VS", has_void_signature=True) == ()
    assert readings.records(form="AE") == ()
    assert [one.document.kind for one in readings.documents(participant="01-001")] == ["record"]
    assert readings.documents(kind="worksheet") == ()
    assert readings.record("none") is None


def test_a_change_after_signing_shows_in_the_filter(full_cabinet: Cabinet, site: Site) -> None:
    append_all(full_cabinet, [site.saved("01-001", "r1", {"SYSBP": "130"}, digest="9" * 64)])
    found = full_cabinet.readings.records(has_void_signature=True)
    assert [one.record.id for one in found] == ["r1"]
    assert full_cabinet.readings.records(is_signed=True) == ()


def test_a_touched_reading_is_found_and_a_rebuild_mends_it(full_cabinet: Cabinet) -> None:
    with full_cabinet.transaction():
        full_cabinet.vault.write(text("UPDATE records SET is_signed = 0"))
    with pytest.raises(VaultError, match="READINGS_DIFFER"):
        full_cabinet.readings.check("01-001")
    with full_cabinet.transaction():
        assert full_cabinet.readings.rebuild() == 2
    full_cabinet.readings.check("01-001")

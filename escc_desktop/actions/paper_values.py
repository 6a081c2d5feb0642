"""Reads the values of records as papers need them, with the words of their free texts; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from escc_desktop.actions.local_time import local
from escc_desktop.actions.paper_heading import filing_places
from escc_desktop.actions.site import Site
from escc_desktop.errors import Refused
from escc_desktop.study.values import Value
from escc_desktop.trial.reading import ParticipantReading, RecordReading, values_with


def values_of(site: Site, record: RecordReading) -> dict[str, Value]:
    """Return all values of a record with its free texts."""
    return values_with(record, words_of(site, (record,)))


def words_of(site: Site, records: Iterable[RecordReading]) -> dict[str, str]:
    """Return commitment -> text of all free texts of ``records``, and where papers signed by hand are filed."""
    texts = site.office.cabinet.texts
    return texts.words(text for record in records for text in _commitments(record))


def _commitments(record: RecordReading) -> tuple[str, ...]:
    return (*record.texts.values(), *record.justified.values(), *filing_places(record))


def record_in(reading: ParticipantReading, record: str | None, form: str | None = None) -> RecordReading:
    """Return one record by its id or, without one, the first of ``form``. Raises Refused RECORD_UNKNOWN."""
    found = reading.records.get(record) if record else reading.record_of(form or "")
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record or form or "?")
    return found


def day_of(site: Site, record: RecordReading | None) -> str | None:
    """Return the day of a record: that of the visit, else that of its last save."""
    if record is None:
        return None
    return record.observed_on or local(site, record.saved_at).date().isoformat()

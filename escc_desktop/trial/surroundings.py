"""Looks from one record at the other records of the same participant, for rules that need them; it judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from escc_desktop.study.edition import Item, ItemType, Study
from escc_desktop.study.rows import kept_rows, row_key
from escc_desktop.study.units import Units, units_of
from escc_desktop.study.values import Missing, Value, date_span
from escc_desktop.trial.calendar import anchors_of
from escc_desktop.trial.participants import ParticipantReading, RecordReading


class Surroundings:
    """The ``Around`` of one record (see ``study.answers``): what is saved in the others, as it was saved last.

    A form that was not done is no record here. A free text is there only as the commitment under which it is kept:
    enough to ask whether it was answered. It looks at one state of the participant and keeps what it found; after a
    save, make another.
    """

    def __init__(
        self,
        study: Study,
        reading: ParticipantReading | None,
        *,
        form: str,
        visit: str | None = None,
        record: str | None = None,
        observed_on: str | None = None,
    ) -> None:
        self._study = study
        self._reading = reading
        self._form = form
        self._visit = visit
        self._record = record
        self._observed_on = observed_on
        self._units: Units | None = None
        self._anchors: dict[str, date] | None = None
        self._last: dict[tuple[str, str], RecordReading | None] = {}

    @property
    def observed_on(self) -> str | None:
        """The day of the record."""
        return self._observed_on

    @property
    def units(self) -> Units:
        """The conversions of the edition."""
        if self._units is None:
            self._units = units_of(self._study)
        return self._units

    def kind(self, form: str, item: str) -> ItemType | None:
        """Return the type of an item; None of one that the edition does not have."""
        found = self._study.forms.get(form)
        return found.types.get(item) if found is not None else None

    def reported(
        self, form: str, item: str, visit: str | None = None, is_latest: bool = False
    ) -> tuple[Value | None, str | None, str]:
        """Return an answer as ``value``, ``at`` or ``latest`` find it, with its unit there and its test code."""
        if is_latest:
            record = self._latest(form, item)
        else:
            record = self._record_at(form, visit) if visit is not None else self._nearest(form)
        asked = self._study.item(form, item)
        value = _answer(record, item) if record is not None else None
        return value, self._unit_in(record, form, asked), asked.testcd or asked.id

    def _unit_in(self, record: RecordReading | None, form: str, asked: Item) -> str | None:
        main = asked.companion_of or asked.id
        for other in self._study.form(form).items:
            if other.companion_of == main and other.part == "unit" and record is not None:
                said = _answer(record, other.id)
                return None if isinstance(said, Missing) else said or asked.unit
        return asked.unit

    def value(self, form: str, item: str) -> Value | None:
        """Return the answer in the record of the same visit, or in the participant's only record of that form."""
        record = self._nearest(form)
        return _answer(record, item) if record is not None else None

    def at(self, visit: str, form: str, item: str) -> Value | None:
        """Return the answer in the record of a form at a visit."""
        record = self._record_at(form, visit)
        return _answer(record, item) if record is not None else None

    def latest(self, form: str, item: str) -> Value | None:
        """Return the last value observed on or before the day of the record; of two on one day the later saved.

        A missing code is passed over, and so is a record whose day is not known to lie before.
        """
        record = self._latest(form, item)
        return _answer(record, item) if record is not None else None

    def _nearest(self, form: str) -> RecordReading | None:
        kind = self._study.form(form).kind
        if kind == "once":
            return next(self._records(form), None)
        return self._record_at(form, self._visit) if kind == "visit" and self._visit is not None else None

    def _record_at(self, form: str, visit: str) -> RecordReading | None:
        return next(self._records(form, visit), None)

    def _latest(self, form: str, item: str) -> RecordReading | None:
        if (form, item) not in self._last:
            self._last[form, item] = self._look_back(form, item)
        return self._last[form, item]

    def _look_back(self, form: str, item: str) -> RecordReading | None:
        day = date_span(self._observed_on) if self._observed_on else None
        best: tuple[tuple[date, str], RecordReading] | None = None
        for record in self._records(form) if day is not None else ():
            seen = date_span(record.observed_on) if record.observed_on else None
            value = _answer(record, item)
            if day is None or seen is None or seen.last > day.first or value is None or isinstance(value, Missing):
                continue
            order = (seen.last, record.saved_at)
            if best is None or order >= best[0]:
                best = (order, record)
        return best[1] if best is not None else None

    def every(self, form: str, item: str) -> tuple[Value | None, ...]:
        """Return the answer of each record of a form, row by row where the item is repeated."""
        groups = self._study.form(form).groups
        group = next((one for one in groups if one.layout == "repeat" and any(i.id == item for i in one.items)), None)
        found: list[Value | None] = []
        for record in self._records(form):
            if group is None:
                found.append(_answer(record, item))
            else:
                held = {**record.values, **record.texts}
                found += [held.get(row_key(item, n)) for n in kept_rows(group, held)]
        return tuple(found)

    def count(self, form: str) -> int:
        """Return how many records of a form there are."""
        return sum(1 for _ in self._records(form))

    def anchor(self, name: str) -> date | None:
        """Return the day of an anchor as far as it is known."""
        if self._anchors is None:
            self._anchors = anchors_of(self._study, self._reading) if self._reading is not None else {}
        return self._anchors.get(name)

    def _records(self, form: str, visit: str | None = None) -> Iterator[RecordReading]:
        for record in self._reading.records_of(form, visit) if self._reading is not None else ():
            if record.not_done is None and not self._is_this(record):
                yield record

    def _is_this(self, record: RecordReading) -> bool:
        if self._record is not None:
            return record.id == self._record
        kind = self._study.form(self._form).kind
        return kind != "log" and (record.form, record.visit) == (self._form, self._visit)


def _answer(record: RecordReading, item: str) -> Value | None:
    return record.values.get(item) or record.texts.get(item)

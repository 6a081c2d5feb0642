"""Says which range belongs beside each result of a report as it stands, in the unit in which it was reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from escc_desktop.study.edition import Study
from escc_desktop.study.reports import OUTSIDE, OWN, Report, Result
from escc_desktop.study.spans import DateSpan, date_span, moment_span
from escc_desktop.study.units import units_of
from escc_desktop.study.values import number_of, problem_with
from escc_desktop.trial.laboratory import LocalRange, Person, Why, of_laboratory, range_for

Read = Callable[[str], str]
"""Gives the canonical text of an item, "" where it has no value."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The limits that belong beside a result, and the range they come from; without one ``why`` says why.

    "unit": the range is stated in a unit that does not become the reported one by the edition's table, or not within
    the digits of the item. "sampled": the day of the sample is not known yet.
    """

    low: str = ""
    high: str = ""
    range: LocalRange | None = None
    why: Why | Literal["unit", "sampled"] = "none"


@dataclass(frozen=True, slots=True)
class Sample:
    """Where and when a report was measured; ``laboratory`` is None for the site's own, "" where nobody said."""

    laboratory: str | None
    days: DateSpan | None


def sample_of(report: Report, read: Read) -> Sample:
    """Return what a report says of its sample."""
    place = read(report.place) if report.place is not None else ""
    name = read(report.laboratory) if report.laboratory is not None else ""
    text = read(report.sampled) if report.sampled is not None else ""
    moment = moment_span(text)
    days = moment.days if moment is not None else date_span(text)
    return Sample(None if place == OWN else name if place == OUTSIDE else "", days)


class RangeBook:
    """The ranges of one form for one person, each looked up once per laboratory and day of the sample."""

    def __init__(self, study: Study, report: Report, ranges: Sequence[LocalRange], person: Person) -> None:
        """Take the ranges of the form, in the order in which they were entered."""
        self._report = report
        self._ranges = tuple(ranges)
        self._person = person
        self._units = units_of(study)
        self._sample: Sample | None = None
        self._found: dict[str, tuple[LocalRange | None, Why]] = {}

    @property
    def is_empty(self) -> bool:
        """Tell whether no range of the form was ever entered."""
        return not self._ranges

    def beside(self, result: Result, read: Read) -> Beside:
        """Return what belongs beside ``result``, whether it has a value or not."""
        sample = sample_of(self._report, read)
        if sample.laboratory == "":
            return Beside()
        if sample.days is None:
            return Beside(why="sampled")
        if sample != self._sample:
            self._sample = sample
            self._found = {}
        item = result.item
        if item.id not in self._found:
            ranges = [one for one in of_laboratory(self._ranges, sample.laboratory) if one.item == item.id]
            found = range_for(ranges, self._person, sample.days)
            self._found[item.id] = (found.range, found.why)
        local, why = self._found[item.id]
        if local is None:
            return Beside(why=why)
        return self._in_reported_unit(result, local, read)

    def _in_reported_unit(self, result: Result, local: LocalRange, read: Read) -> Beside:
        unit = read(result.parts["unit"].id) if "unit" in result.parts else ""
        reported = unit or result.item.unit
        limits: list[str] = []
        for part, text in (("low", local.low), ("high", local.high)):
            item = result.parts.get(part)  # type: ignore[call-overload]
            number = number_of(text) if text is not None and item is not None else None
            if number is None:
                limits.append("")
                continue
            said = text or ""
            if reported != local.unit:
                converted = self._units.convert(number, local.unit, reported, result.item.testcd)
                if converted is None:
                    return Beside(range=local, why="unit")
                said = _written(converted)
            if problem_with(item, said) is not None:
                return Beside(range=local, why="unit")
            limits.append(said)
        return Beside(limits[0], limits[1], local, "")


def _written(number: Decimal) -> str:
    """Return a number without an exponent and without noughts at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def flag_of(value: str, low: str, high: str) -> Literal["low", "high", "normal", ""]:
    """Return how a result lies to the limits beside it, all in the unit of the report; "" where nothing can be said."""
    number, least, most = number_of(value), number_of(low), number_of(high)
    if number is None or (least is None and most is None):
        return ""
    if least is not None and number < least:
        return "low"
    return "high" if most is not None and number > most else "normal"


def filled(
    report: Report, book: RangeBook, read: Read, read_saved: Read, before: dict[str, tuple[str, str]]
) -> dict[str, str]:
    """Return the limits (item id to text) that are to stand beside the results now and do not yet.

    Only a result that was touched since it was saved is filled: an old record keeps the limits it was saved with. What
    somebody typed stays; what follows the ranges (``before``: the limits that this function filled last, by result, or
    those that held when it was saved) goes with a new day, place or unit, and goes away with its result.
    """
    to_fill: dict[str, str] = {}
    about = tuple(one for one in (report.place, report.laboratory, report.sampled) if one is not None)
    for result in report.results:
        low, high = result.parts.get("low"), result.parts.get("high")
        if low is None or high is None:
            continue
        keys = (result.item.id, *about, *((result.parts["unit"].id,) if "unit" in result.parts else ()))
        if all(read(key) == read_saved(key) for key in keys):
            continue
        stands = (read(low.id), read(high.id))
        if stands != ("", "") and stands != before.get(result.item.id):
            was = book.beside(result, read_saved)
            if stands != (was.low, was.high) or stands != (read_saved(low.id), read_saved(high.id)):
                continue  # typed by somebody, or saved when other ranges held
        has_value = number_of(read(result.item.id)) is not None
        wanted = book.beside(result, read) if has_value else Beside()
        before[result.item.id] = (wanted.low, wanted.high)
        if (wanted.low, wanted.high) != stands:
            to_fill |= {low.id: wanted.low, high.id: wanted.high}
    return to_fill

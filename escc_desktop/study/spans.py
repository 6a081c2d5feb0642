"""Reads full and partial dates, instants and numbers as closed intervals; it never fills in a part that is unknown."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

UNKNOWN_PART = "UK"
"""Stands for a part of a date that is not known: ``2026-03-UK``, ``2026-03-05 UK:UK``."""

_DATE = re.compile(r"(\d{4})-(\d{1,2}|UK)-(\d{1,2}|UK)", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-(?:\d{2}|UK)-(?:\d{2}|UK)) (\d{2}|UK):(\d{2}|UK)", re.ASCII)
_TIME = re.compile(r"(\d{2}):(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and last day that a full or partial date may mean; both ends belong to it."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Tell whether it is one day."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class MomentSpan:
    """The first and last minute that a full or partial date with time may mean; both ends belong to it."""

    since: datetime
    until: datetime

    @property
    def days(self) -> DateSpan:
        """Return the days in which it lies."""
        return DateSpan(self.since.date(), self.until.date())


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """The lowest and the highest number that something may be, such as an age whose birthday is partly unknown."""

    low: Decimal
    high: Decimal


FIRST_YEAR, LAST_YEAR = 1800, 2199


def date_span(text: str) -> DateSpan | None:
    """Return the days that ``2026-03-05``, ``2026-03-UK`` or ``2026-UK-UK`` may mean; None for anything else.

    A year in which no trial is (0026, 9999) was mistyped: such a day means nothing, and nothing is reckoned from it.
    """
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = found.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if month == UNKNOWN_PART and day != UNKNOWN_PART:
        return None
    try:
        if month == UNKNOWN_PART:
            return DateSpan(date(int(year), 1, 1), date(int(year), 12, 31))
        if day == UNKNOWN_PART:
            last = calendar.monthrange(int(year), int(month))[1]
            return DateSpan(date(int(year), int(month), 1), date(int(year), int(month), last))
        full = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return DateSpan(full, full)


def moment_span(text: str) -> MomentSpan | None:
    """Return the minutes that ``2026-03-05 14:30``, ``2026-03-05 14:UK`` or ``2026-03-UK UK:UK`` may mean, or None.

    What is finer than an unknown part must be unknown too.
    """
    found = _MOMENT.fullmatch(text)
    days = date_span(found[1]) if found else None
    if found is None or days is None:
        return None
    hour, minute = found[2], found[3]
    if hour == UNKNOWN_PART:
        if minute != UNKNOWN_PART:
            return None
        return MomentSpan(datetime.combine(days.first, time(0, 0)), datetime.combine(days.last, time(23, 59)))
    if not days.is_exact or int(hour) > 23 or (minute != UNKNOWN_PART and int(minute) > 59):
        return None
    first, last = (0, 59) if minute == UNKNOWN_PART else (int(minute), int(minute))
    hours = int(hour)
    return MomentSpan(datetime.combine(days.first, time(hours, first)), datetime.combine(days.first, time(hours, last)))


def moment(text: str) -> datetime | None:
    """Return ``2026-03-05 14:30`` as a naive local datetime; None for anything else, a partial one among it."""
    span = moment_span(text)
    return span.since if span is not None and span.since == span.until else None


def clock_time(text: str) -> time | None:
    """Return ``14:30`` as a time; None for anything else."""
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def unknown_part(text: str) -> str:
    """Return the coarsest part that a canonical date or instant lacks: "none", "time", "day" or "month".

    The parts of ``2026-03-UK`` and finer: month before day before time.
    """
    day, _, clock = text.partition(" ")
    parts = day.split("-")
    if UNKNOWN_PART in parts[1:2]:
        return "month"
    if UNKNOWN_PART in parts[2:3]:
        return "day"
    return "time" if UNKNOWN_PART in clock.split(":") else "none"

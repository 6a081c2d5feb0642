"""Holds what parts of a rule may be worth and compares them in three-valued logic; it reads no rule and no form.

Whatever is missing is unknown (None), and unknown stays unknown unless the known rest decides (Kleene, Introduction to
Metamathematics, 1952, section 64). A partial date is every day that it may mean: a comparison is true when it is true
for all of them, false when it is false for all of them. Numbers are Decimal, never float.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Context, Decimal, DecimalException
from itertools import product
from typing import Any, Final

from escc_desktop.study.edition import ItemType
from escc_desktop.study.spans import DateSpan, MomentSpan, NumberSpan, clock_time, date_span, moment_span
from escc_desktop.study.values import CHOICES_JOINT, Missing, Value

Term = Decimal | NumberSpan | str | bool | date | DateSpan | datetime | MomentSpan | time | tuple[str, ...] | None
"""What a part of a rule may be worth; None is unknown."""

Number = Decimal | NumberSpan

EXACT: Final = Context(prec=28)
"""The context of all arithmetic in rules and formulas: 28 significant digits, whatever the thread has set."""

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
PLAIN: Final = frozenset({Decimal, str, bool, date, datetime, time})
"""Types whose terms are exact: two of one type are compared as Python does."""


def typed(value: Value | None, kind: ItemType | None) -> Term:
    """Return what ``value`` means to a rule; missing and unreadable values are unknown."""
    if not value or isinstance(value, Missing):
        return None
    read = _READINGS.get(kind) if kind is not None else None
    return value if read is None else read(value)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except DecimalException:
        return None
    return number if number.is_finite() else None


def _day(text: str) -> date | DateSpan | None:
    span = date_span(text)
    return span.first if span is not None and span.is_exact else span


def _moment(text: str) -> datetime | MomentSpan | None:
    span = moment_span(text)
    return span.since if span is not None and span.since == span.until else span


_READINGS: Mapping[ItemType, Callable[[str], Term]] = {
    "integer": _number,
    "decimal": _number,
    "calculated": _number,
    "date": _day,
    "partial_date": _day,
    "datetime": _moment,
    "time": clock_time,
    "choices": lambda text: tuple(text.split(CHOICES_JOINT)),
}


def both(*parts: Term) -> bool | None:
    """Return the Kleene conjunction: False if any is False, else unknown if any is unknown, else True."""
    if any(part is False for part in parts):
        return False
    return True if all(part is True for part in parts) else None


def either(*parts: Term) -> bool | None:
    """Return the Kleene disjunction: True if any is True, else unknown if any is unknown, else False."""
    if any(part is True for part in parts):
        return True
    return False if all(part is False for part in parts) else None


def compared(sign: str, left: Term, right: Term) -> bool | None:
    """Compare two terms; an interval decides only when everything in it decides alike.

    A date and an instant are compared by their days. Text that stands against a number or a date is read as one.
    """
    if left is None or right is None:
        return None
    if type(left) is type(right) and type(left) in PLAIN:
        return COMPARISONS[sign](left, right)
    if isinstance(left, str):
        left = _read_like(left, right)
    elif isinstance(right, str):
        right = _read_like(right, left)
    first, second = _ends(left), _ends(right)
    if first is None or second is None:
        return None
    if type(first[0]) is not type(second[0]):
        if not isinstance(first[0], date) or not isinstance(second[0], date):
            return None
        first, second = _whole_days(first), _whole_days(second)
    return _compared_ends(sign, first, second)


def _read_like(text: str, other: Term) -> Term:
    """Return what ``text`` means beside ``other``: a number, a time, a day or an instant."""
    if isinstance(other, Decimal | NumberSpan):
        return _number(text)
    if isinstance(other, time):
        return clock_time(text)
    if isinstance(other, date | DateSpan | MomentSpan):
        return _day(text) or _moment(text)
    return None


def _ends(term: Term) -> tuple[Any, Any] | None:
    if isinstance(term, DateSpan):
        return term.first, term.last
    if isinstance(term, MomentSpan):
        return term.since, term.until
    if isinstance(term, NumberSpan):
        return term.low, term.high
    if isinstance(term, Decimal | date | time):
        return term, term
    return None


def _whole_days(ends: tuple[date, date]) -> tuple[date, date]:
    first, last = (one.date() if isinstance(one, datetime) else one for one in ends)
    return first, last


def _compared_ends(sign: str, left: tuple[Any, Any], right: tuple[Any, Any]) -> bool | None:
    compare = COMPARISONS[sign]
    if sign in ("==", "!="):
        is_apart = left[1] < right[0] or right[1] < left[0]
        if not is_apart and not (left[0] == left[1] and right[0] == right[1]):
            return None
        return compare(not is_apart, True)
    ends = {bool(compare(left[0], right[1])), bool(compare(left[1], right[0]))}
    return ends.pop() if len(ends) == 1 else None


def found_in(held: Term, code: str) -> bool | None:
    """Tell whether a choices item holds ``code``; unknown where nothing is known to be chosen."""
    return code in held if isinstance(held, tuple) else None


def numbers_of(*terms: Term) -> tuple[Number, ...] | None:
    """Return the terms when each of them is a number; text that is one counts. None when any is not."""
    found: list[Number] = []
    for term in terms:
        number = _number(term) if isinstance(term, str) else term
        if not isinstance(number, Decimal | NumberSpan):
            return None
        found.append(number)
    return tuple(found)


def applied(formula: Callable[..., Decimal | None], *terms: Term) -> Number | None:
    """Return a formula of numbers, for intervals the interval of its results; None where an input is not known.

    The formula must rise or fall with each input by itself: then its extremes lie at the ends. One that has no result
    at any of these has none at all.
    """
    try:
        if all(type(term) is Decimal for term in terms):
            return formula(*terms)
    except DecimalException:
        return None
    numbers = numbers_of(*terms)
    if numbers is None:
        return None
    corners = [(one.low, one.high) if isinstance(one, NumberSpan) else (one,) for one in numbers]
    try:
        results = [formula(*corner) for corner in product(*corners)]
    except DecimalException:
        return None
    known = [result for result in results if result is not None]
    if not known or len(known) < len(results):
        return None
    return span_of(min(known), max(known))


def span_of(low: Decimal, high: Decimal) -> Number:
    """Return the interval between two numbers; one number when they are equal."""
    return low if low == high else NumberSpan(low, high)


def divided(above: Term, below: Term) -> Number | None:
    """Return a quotient; unknown where the divisor may be zero."""
    if isinstance(below, NumberSpan) and below.low <= 0 <= below.high:
        return None
    return applied(EXACT.divide, above, below)


def magnitude(term: Term) -> Number | None:
    """Return the absolute value of a number; of an interval round zero it begins at zero."""
    if isinstance(term, NumberSpan) and term.low < 0 < term.high:
        return span_of(Decimal(0), max(-term.low, term.high))
    return applied(EXACT.abs, term)


def days_between(later: Term, earlier: Term) -> Number | None:
    """Return the whole days between two dates, as an interval where one of them is partial."""
    last, first = day_ends(later), day_ends(earlier)
    if last is None or first is None:
        return None
    return span_of(Decimal((last[0] - first[1]).days), Decimal((last[1] - first[0]).days))


def day_ends(term: Term) -> tuple[date, date] | None:
    """Return the first and last day that a date, an instant or a text that is one may mean; None for anything else."""
    if isinstance(term, str):
        term = _day(term) or _moment(term)
    if isinstance(term, DateSpan | MomentSpan | date):
        ends = _ends(term)
        return _whole_days(ends) if ends is not None else None
    return None

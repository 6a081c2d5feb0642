"""Says which range of a laboratory holds for a result, and in which order its report prints them; it guesses neither.

A range holds for the days from ``valid_from`` to ``valid_until``, for whoever has its sex, and for the ages from
``age_from`` to ``age_to`` in completed years; both ends belong to it. Of the ranges of one laboratory, item, sex and
ages the one with the latest ``valid_from`` that has come holds, and of two with the same day the one that was entered
last: so a later range replaces an earlier one from its own first day on, and both stay.

Where more than one holds and they differ, or where it depends on what is not known (sex, birthday, the day of the
sample), no range holds and ``Found.why`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from escc_desktop.study.formulas import completed_years
from escc_desktop.study.spans import DateSpan
from escc_desktop.trial.participants import Fact

Why = Literal["", "none", "overlap", "sex", "age", "day"]
_SEXES = ("M", "F")
_OLDEST = 130


@dataclass(frozen=True, slots=True)
class LocalRange:
    """One range as it was entered. Days are ``2026-03-05``; ``low`` and ``high`` numbers as the paper prints them.

    ``laboratory`` and ``is_own`` say whose it is, ``source`` commits to the words that name the paper.
    """

    laboratory: str
    is_own: bool
    form: str
    item: str
    unit: str
    low: str | None
    high: str | None
    sex: str | None
    age_from: int | None
    age_to: int | None
    valid_from: str
    valid_until: str | None
    source: str = ""
    source_on: str | None = None
    entry: str = ""
    at: str = ""
    by: str = ""

    @property
    def key(self) -> tuple[str, str, str, str | None, int | None, int | None]:
        """Return what a later range must share to replace this one."""
        return (self.laboratory, self.form, self.item, self.sex, self.age_from, self.age_to)

    @property
    def is_empty(self) -> bool:
        """Tell whether it says that from its day on the laboratory states no range."""
        return self.low is None and self.high is None

    @property
    def limits(self) -> tuple[Decimal | None, Decimal | None, str]:
        """Return low, high and unit, by which two ranges are the same."""
        low, high = (Decimal(one) if one is not None else None for one in (self.low, self.high))
        return (low, high, self.unit)

    def is_for(self, sex: str, age: int) -> bool:
        """Tell whether it is for somebody of that sex and age in completed years."""
        if self.sex is not None and self.sex != sex:
            return False
        return (self.age_from is None or self.age_from <= age) and (self.age_to is None or age <= self.age_to)


@dataclass(frozen=True, slots=True)
class Person:
    """Of whom the sample is: the sex ("M", "F", None where it is not known) and the days that may be the birthday."""

    sex: str | None = None
    born: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The range that holds, or None and why: "none" was entered, several "overlap", or "sex", "age" or "day" is not
    known well enough. ``among`` are the ranges that come into question.
    """

    range: LocalRange | None
    why: Why = ""
    among: tuple[LocalRange, ...] = ()


def read_ranges(facts: Iterable[Fact]) -> tuple[LocalRange, ...]:
    """Return every ``range.set`` in the order in which they were entered, on every device the same."""
    return tuple(_range(fact) for fact in _in_order(facts, "range.set"))


def _in_order(facts: Iterable[Fact], kind: str) -> list[Fact]:
    """Return the facts of one kind in order. Inside a chain the number decides: its clock may have been set back."""
    reached: dict[str, str] = {}
    placed: list[tuple[str, str, int, Fact]] = []
    for fact in sorted((one for one in facts if one.kind == kind), key=lambda one: (one.chain, one.seq)):
        reached[fact.chain] = max(reached.get(fact.chain, ""), fact.at)
        placed.append((reached[fact.chain], fact.chain, fact.seq, fact))
    return [one[3] for one in sorted(placed, key=lambda one: one[:3])]


def _range(fact: Fact) -> LocalRange:
    body = fact.body
    return LocalRange(
        laboratory=str(body["laboratory"]),
        is_own=bool(body["is_own"]),
        form=str(body["form"]),
        item=str(body["item"]),
        unit=str(body.get("unit") or ""),
        low=body.get("low"),
        high=body.get("high"),
        sex=body.get("sex"),
        age_from=body.get("age_from"),
        age_to=body.get("age_to"),
        valid_from=str(body["valid_from"]),
        valid_until=body.get("valid_until"),
        source=str(body["source"]),
        source_on=body.get("source_on"),
        entry=fact.entry,
        at=fact.at,
        by=fact.actor_name,
    )


def read_orders(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    """Return form to its items as they were arranged last."""
    told = _in_order(facts, "laboratory.arranged")
    return {str(fact.body["form"]): tuple(str(item) for item in fact.body["items"]) for fact in told}


def arranged(items: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    """Return ``items`` in ``order``; those that it does not name follow in their own order, others are left out."""
    known = tuple(item for item in order if item in items)
    return (*known, *(item for item in items if item not in known))


def of_laboratory(ranges: Iterable[LocalRange], laboratory: str | None) -> tuple[LocalRange, ...]:
    """Return the ranges of a laboratory by its name, whatever its capitals; None is the site's own."""
    if laboratory is None:
        return tuple(one for one in ranges if one.is_own)
    named = " ".join(laboratory.split()).casefold()
    return tuple(one for one in ranges if one.laboratory.casefold() == named)


def in_force(ranges: Iterable[LocalRange], on: date) -> tuple[LocalRange, ...]:
    """Return those that hold on a day, for whomever; ``ranges`` come in the order in which they were entered."""
    day = on.isoformat()
    last: dict[object, LocalRange] = {}
    for one in ranges:
        before = last.get(one.key)
        if one.valid_from <= day and (before is None or before.valid_from <= one.valid_from):
            last[one.key] = one
    return tuple(
        one for one in last.values() if not one.is_empty and (one.valid_until is None or day <= one.valid_until)
    )


def range_for(ranges: Sequence[LocalRange], person: Person, sampled: DateSpan) -> Found:
    """Return the range that holds for a sample of ``person`` taken on one of the days of ``sampled``.

    ``ranges`` are those of one laboratory and one item, in the order in which they were entered.
    """
    worlds = [
        (day, sex, age)
        for day in _days(sampled)
        for sex in ((person.sex,) if person.sex in _SEXES else _SEXES)
        for age in _ages(ranges, person, day)
    ]
    found: dict[tuple[date, str, int], tuple[LocalRange, ...]] = {}
    standing: dict[date, tuple[LocalRange, ...]] = {}
    for day, sex, age in worlds:
        if day not in standing:
            standing[day] = in_force(ranges, day)
        found[day, sex, age] = tuple(one for one in standing[day] if one.is_for(sex, age))
    answers = list(found.values())
    among = tuple(dict.fromkeys(one for several in answers for one in several))
    if not among:
        return Found(None, "none")
    if any(len({one.limits for one in several}) > 1 for several in answers):
        return Found(None, "overlap", among)
    if len({tuple({one.limits for one in several}) for several in answers}) == 1:
        return Found(answers[0][-1], "", among)
    return Found(None, _unknown(found), among)


def _days(sampled: DateSpan) -> list[date]:
    return [sampled.first + timedelta(days=passed) for passed in range((sampled.last - sampled.first).days + 1)]


def _ages(ranges: Sequence[LocalRange], person: Person, day: date) -> list[int]:
    """Return the ages that somebody may have; where the birthday is not known, one for each step of the ranges."""
    born = person.born
    if born is not None:
        low, high = completed_years(day, born.last), completed_years(day, born.first)
        return list(range(max(low, 0), max(high, 0) + 1))
    steps = {0, _OLDEST}
    for one in ranges:
        steps |= {one.age_from} if one.age_from is not None else set()
        steps |= {one.age_to + 1} if one.age_to is not None else set()
        steps |= {one.age_to} if one.age_to is not None else set()
        steps |= {one.age_from - 1} if one.age_from else set()
    return sorted(steps)


def _unknown(found: Mapping[tuple[date, str, int], tuple[LocalRange, ...]]) -> Why:
    """Return what decides between the answers: the first of sex, age and day in which they differ, alone or at all."""

    def differs(place: int) -> bool:
        groups: dict[object, set[object]] = {}
        for key, several in found.items():
            rest = tuple(one for at, one in enumerate(key) if at != place)
            groups.setdefault(rest, set()).add(tuple({one.limits for one in several}))
        return any(len(answers) > 1 for answers in groups.values())

    if differs(1):
        return "sex"
    return "age" if differs(2) else "day"

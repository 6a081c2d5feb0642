"""Keeps the ranges of laboratories and the order of their reports, and says what holds; it fills in no record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.laboratory_commands import ArrangeResults, NewRange, SetRanges
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.record_values import line
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError, Refused
from escc_desktop.store.facts import fact_of
from escc_desktop.study.questions import Item
from escc_desktop.study.reports import Report, Result, person_items, report_of
from escc_desktop.study.spans import date_span
from escc_desktop.study.values import canonical, problem_with
from escc_desktop.trial.laboratory import LocalRange, Person, arranged, read_orders, read_ranges
from escc_desktop.trial.reading import ParticipantReading

LONGEST_NAME, LONGEST_SOURCE = 60, 200
_CHANGES = frozenset({"laboratory", "journal"})


@dataclass(frozen=True, slots=True)
class RangeView:
    """A range as it was entered, with the words that name its paper, by whom and when (aware)."""

    range: LocalRange
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LaboratoryMatter:
    """What a page needs to fill in the results of one form: the ranges of its items, of whom, and the order.

    ``order`` are the results of the form as the hospital's report prints them.
    """

    ranges: tuple[LocalRange, ...]
    person: Person
    order: tuple[str, ...]


def set_ranges(site: Site, command: SetRanges) -> Outcome:
    """Enter the ranges of one paper, each as one entry; the value is how many.

    Raises Refused: NOT_ALLOWED, RANGE_LABORATORY, RANGE_SOURCE, RANGE_DAYS, RANGES_MISSING, NOTHING_CHANGED (all of
    them hold already), RANGES_UNREADABLE with RANGE_UNKNOWN, RANGE_LIMITS, RANGE_UNIT, RANGE_AGES, RANGE_ENDS_NOTHING
    or what a value of the item refuses.
    """
    require(site, "record")
    laboratory, source = line(command.laboratory), line(command.source)
    if not 0 < len(laboratory) <= LONGEST_NAME:
        raise Refused("RANGE_LABORATORY", most=LONGEST_NAME)
    if not 0 < len(source) <= LONGEST_SOURCE:
        raise Refused("RANGE_SOURCE", most=LONGEST_SOURCE)
    if command.until_on is not None and command.until_on < command.from_on:
        raise Refused("RANGE_DAYS", first=command.from_on, last=command.until_on)
    if not command.ranges:
        raise Refused("RANGES_MISSING")
    before = local_ranges(site)
    bodies = _bodies(site, command, laboratory, before)
    if not bodies:
        raise Refused("NOTHING_CHANGED")
    for body in bodies:
        text = site.office.seal_text(source)
        site.office.enter("range.set", {**body, "source": text.commitment}, texts=(text,))
        failpoints.reached("range.set")
    return Outcome(len(bodies), _CHANGES)


def _bodies(site: Site, command: SetRanges, laboratory: str, before: tuple[LocalRange, ...]) -> list[dict[str, object]]:
    """Return a body for each range that says something new. Raises Refused RANGES_UNREADABLE with every problem."""
    problems: list[EsccError] = []
    bodies: list[dict[str, object]] = []
    known = {_said(one) for one in before}
    begun = {one.key for one in before if not one.is_empty}
    for new in command.ranges:
        result = report_of(site.study.form(new.form)).result(new.item)
        if result is None or not result.has_range:
            problems.append(EsccError("RANGE_UNKNOWN", item=f"{new.form}.{new.item}"))
            continue
        low, high = (_typed(result, part, typed) for part, typed in (("low", new.low), ("high", new.high)))
        own = _problems(result, new, low, high)
        made = LocalRange(
            laboratory, command.is_own, new.form, new.item, new.unit or result.item.unit, low, high, new.sex,
            new.age_from, new.age_to, command.from_on.isoformat(), _day(command.until_on),
        )  # fmt: skip
        if made.is_empty and made.key not in begun and not own:
            own = [EsccError("RANGE_ENDS_NOTHING", **_named(result.item))]
        problems += own
        if not own and _said(made) not in known:
            bodies.append(_body(made, result.item, command))
    if problems:
        raise Refused("RANGES_UNREADABLE", *problems)
    return bodies


def _said(one: LocalRange) -> tuple[object, ...]:
    return (*one.key, one.is_own, one.low, one.high, one.unit, one.valid_from, one.valid_until)


def _typed(result: Result, part: str, typed: str) -> str | None:
    item = result.parts.get(part)  # type: ignore[call-overload]
    return canonical(item, typed) or None if item is not None else None


def _problems(result: Result, new: NewRange, low: str | None, high: str | None) -> list[EsccError]:
    named = _named(result.item)
    found: list[EsccError] = []
    for part, typed in (("low", low), ("high", high)):
        problem = problem_with(result.parts[part], typed) if typed is not None else None  # type: ignore[index]
        found += [problem] if problem is not None else []
    if found:
        return found
    if low is not None and high is not None and Decimal(low) > Decimal(high):
        found.append(EsccError("RANGE_LIMITS", low=low, high=high, **named))
    if new.unit and new.unit not in result.units:
        found.append(EsccError("RANGE_UNIT", unit=new.unit, units=", ".join(result.units), **named))
    ages = [one for one in (new.age_from, new.age_to) if one is not None]
    if any(not 0 <= one <= 150 for one in ages) or ages != sorted(ages):
        found.append(EsccError("RANGE_AGES", first=new.age_from, last=new.age_to, **named))
    return found


def _named(item: Item) -> dict[str, object]:
    return {"item": item.label.en, "item_zh": item.label.zh}


def _body(made: LocalRange, item: Item, command: SetRanges) -> dict[str, object]:
    return {
        "laboratory": made.laboratory,
        "is_own": made.is_own,
        "form": made.form,
        "item": made.item,
        "test": item.testcd,
        "unit": made.unit,
        "low": made.low,
        "high": made.high,
        "sex": made.sex,
        "age_from": made.age_from,
        "age_to": made.age_to,
        "valid_from": made.valid_from,
        "valid_until": made.valid_until,
        "source_on": _day(command.source_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def arrange_results(site: Site, command: ArrangeResults) -> Outcome:
    """Keep the order of a form's results as the hospital's report prints them; the value is the whole order.

    Raises Refused: NOT_ALLOWED, ORDER_UNKNOWN (no such result, or one twice), NOTHING_CHANGED; StudyError for a form
    that the edition does not have.
    """
    require(site, "record")
    report = report_of(site.study.form(command.form))
    known = tuple(one.item.id for one in report.results)
    for item in command.items:
        if item not in known or command.items.count(item) > 1:
            raise Refused("ORDER_UNKNOWN", item=f"{command.form}.{item}")
    order = arranged(known, command.items)
    if order == order_of(site, report):
        raise Refused("NOTHING_CHANGED")
    site.office.enter("laboratory.arranged", {"form": command.form, "items": list(order)})
    failpoints.reached("laboratory.arranged")
    return Outcome(order, _CHANGES)


def local_ranges(site: Site) -> tuple[LocalRange, ...]:
    """Return every range that was entered, oldest first."""
    return read_ranges(fact_of(one) for one in site.office.entries_of("range.set"))


def range_views(site: Site) -> tuple[RangeView, ...]:
    """Return every range that was entered, oldest first, with the words that name its paper ("" if not kept)."""
    found = local_ranges(site)
    words = site.office.cabinet.texts.words(one.source for one in found)
    return tuple(RangeView(one, words.get(one.source, ""), local(site, one.at)) for one in found)


def order_of(site: Site, report: Report) -> tuple[str, ...]:
    """Return the results of a report as they were arranged last, in the edition's order where they never were."""
    orders = read_orders(fact_of(one) for one in site.office.entries_of("laboratory.arranged"))
    return arranged(tuple(one.item.id for one in report.results), orders.get(report.form, ()))


def person_of(site: Site, reading: ParticipantReading) -> Person:
    """Return the sex and the birthday of a participant, as far as they are recorded."""
    said: list[str | None] = []
    for place in person_items(site.study):
        record = reading.record_of(place[0], None) if place is not None else None
        value = record.values.get(place[1]) if record is not None and place is not None else None
        said.append(value if isinstance(value, str) else None)
    sex, born = said
    return Person(sex or reading.sex, date_span(born) if born else None)


def laboratory_matter(site: Site, reading: ParticipantReading, form: str) -> LaboratoryMatter | None:
    """Return what fills in the results of a form; None where it holds no laboratory's report."""
    report = report_of(site.study.form(form))
    if not report.results:
        return None
    ranges = tuple(one for one in local_ranges(site) if one.form == form) if report.place is not None else ()
    return LaboratoryMatter(ranges, person_of(site, reading), order_of(site, report))

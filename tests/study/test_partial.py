"""Proves partial dates: how they may be typed, what each item allows, and that they count as intervals."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.edition import Item, ItemType, Label, Partial
from escc_desktop.study.rules import judge
from escc_desktop.study.spans import clock_time, date_span, moment_span, unknown_part
from escc_desktop.study.terms import COMPARISONS, compared, typed
from escc_desktop.study.values import canonical, moment, problem_with


def asked(kind: ItemType, partial: Partial = "none", **more: object) -> Item:
    """Return an item that allows a partial value."""
    return Item("ITEM", Label("Item", "条目"), kind, partial=partial, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "partial", "typed", "kept"),
    [
        ("date", "none", "20260305", "2026-03-05"),
        ("date", "none", "2026年3月5日", "2026-03-05"),
        ("date", "none", "２０２６／３／５", "2026-03-05"),
        ("date", "none", "2026 3 5", "2026-03-05"),
        ("date", "day", "2026/3/UK", "2026-03-UK"),
        ("date", "day", "2026-3", "2026-03-UK"),
        ("date", "day", "2026年3月", "2026-03-UK"),
        ("date", "day", "202603", "2026-03-UK"),
        ("date", "day", "2026-03-unk", "2026-03-UK"),
        ("date", "day", "2026年3月不详", "2026-03-UK"),
        ("date", "month", "2026", "2026-UK-UK"),
        ("date", "month", "2026年", "2026-UK-UK"),
        ("date", "month", "2026ukuk", "2026-UK-UK"),
        ("date", "month", "2026-uk", "2026-UK-UK"),
        ("partial_date", "none", "2026.3", "2026-03-UK"),
        ("datetime", "none", "20260305 1430", "2026-03-05 14:30"),
        ("datetime", "none", "202603051430", "2026-03-05 14:30"),
        ("datetime", "none", "2026年3月5日14时30分", "2026-03-05 14:30"),
        ("datetime", "none", "2026年3月5日 9点5分", "2026-03-05 09:05"),
        ("datetime", "none", "2026/3/5 9：05", "2026-03-05 09:05"),
        ("datetime", "time", "2026-3-5", "2026-03-05 UK:UK"),
        ("datetime", "time", "2026-3-5 uk", "2026-03-05 UK:UK"),
        ("datetime", "time", "2026-3-5 14", "2026-03-05 14:UK"),
        ("datetime", "time", "2026年3月5日14时", "2026-03-05 14:UK"),
        ("datetime", "day", "2026-3", "2026-03-UK UK:UK"),
        ("datetime", "month", "2026", "2026-UK-UK UK:UK"),
        ("time", "none", "0905", "09:05"),
        ("time", "none", "9时05分", "09:05"),
        ("decimal", "none", "36。5", "36.5"),
        ("decimal", "none", ".5", "0.5"),
        ("decimal", "none", "−1.5", "-1.5"),
    ],
)
def test_what_is_typed_loosely_is_kept_in_one_form(kind: ItemType, partial: Partial, typed: str, kept: str) -> None:
    item = asked(kind, partial)
    assert canonical(item, typed) == kept
    assert canonical(item, kept) == kept
    assert problem_with(item, typed) is None


@pytest.mark.parametrize(
    ("kind", "partial", "typed", "code"),
    [
        ("date", "none", "2026-3", "VALUE_DATE"),
        ("date", "none", "2026-03-UK", "VALUE_DATE"),
        ("date", "day", "2026-UK-UK", "VALUE_PART_MISSING"),
        ("date", "day", "2026", "VALUE_PARTIAL_DATE"),
        ("date", "day", "2026-UK-05", "VALUE_PARTIAL_DATE"),
        ("date", "month", "UK-UK-UK", "VALUE_PARTIAL_DATE"),
        ("date", "month", "2026-02-30", "VALUE_PARTIAL_DATE"),
        ("date", "none", "٢٠٢٦-٠٣-٠٥", "VALUE_DATE"),
        ("datetime", "none", "2026-03-05 UK:UK", "VALUE_DATETIME"),
        ("datetime", "time", "2026-03-UK UK:UK", "VALUE_PART_MISSING"),
        ("datetime", "day", "2026-UK-UK UK:UK", "VALUE_PART_MISSING"),
        ("datetime", "day", "2026-03-UK 14:30", "VALUE_PARTIAL_DATETIME"),
        ("datetime", "month", "2026-03-05 UK:30", "VALUE_PARTIAL_DATETIME"),
        ("datetime", "time", "2026-03-05 24:00", "VALUE_PARTIAL_DATETIME"),
        ("time", "none", "UK:UK", "VALUE_TIME"),
        ("time", "none", "2460", "VALUE_TIME"),
        ("signature", "none", "Li", "VALUE_NOT_TYPED"),
        ("calculated", "none", "heavy", "VALUE_NUMBER"),
        ("decimal", "none", "٣.٥", "VALUE_NUMBER"),
        ("decimal", "none", "9" * 5_000, "VALUE_LONG"),
        ("integer", "none", "9" * 1_900, "VALUE_INTEGER"),
    ],
)
def test_what_is_less_than_an_item_allows_is_refused(kind: ItemType, partial: Partial, typed: str, code: str) -> None:
    problem = problem_with(asked(kind, partial), typed)
    assert problem is not None
    assert problem.code == code


def test_the_refusal_says_how_much_is_needed() -> None:
    problem = problem_with(asked("datetime", "day"), "2026-UK-UK UK:UK")
    assert problem is not None
    assert problem.facts["needed"] == "2026-03-UK UK:UK"


DAYS = st.dates(date(2025, 11, 1), date(2026, 4, 30))
PARTIAL_DAYS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}-UK"),
    DAYS.map(lambda day: f"{day:%Y}-UK-UK"),
)


def days_of(text: str) -> list[date]:
    """Return every day that a text may mean."""
    span = date_span(text)
    assert span is not None
    return [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]


@given(PARTIAL_DAYS, PARTIAL_DAYS, st.sampled_from(sorted(COMPARISONS)))
def test_a_comparison_holds_when_it_holds_for_all_pairs_of_days(left: str, right: str, sign: str) -> None:
    operate = COMPARISONS[sign]
    lefts, rights = days_of(left), days_of(right)
    near = [lefts[0], lefts[-1], *lefts[:: max(len(lefts) // 12, 1)], *set(lefts) & set(rights[:1] + rights[-1:])]
    found = {operate(one, two) for one, two in product(near, [*rights[:: max(len(rights) // 12, 1)], *near, rights[-1]])
             if one in lefts and two in rights}  # fmt: skip
    expected = found.pop() if len(found) == 1 else None
    assert compared(sign, typed(left, "partial_date"), typed(right, "partial_date")) is expected
    kinds: dict[str, ItemType] = {"A": "date", "B": "partial_date"}
    assert judge(f"A {sign} B", {"A": left, "B": right}, kinds) is expected


@given(PARTIAL_DAYS, PARTIAL_DAYS, st.integers(-40, 40))
def test_days_between_are_counted_for_all_pairs(later: str, earlier: str, limit: int) -> None:
    lasts, firsts = date_span(later), date_span(earlier)
    assert lasts is not None
    assert firsts is not None
    low, high = (lasts.first - firsts.last).days, (lasts.last - firsts.first).days
    expected = True if high <= limit else False if low > limit else None
    kinds: dict[str, ItemType] = {"A": "partial_date", "B": "partial_date"}
    assert judge(f"days(A, B) <= {limit}", {"A": later, "B": earlier}, kinds) is expected


MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 4)).map(lambda at: at.replace(second=0, microsecond=0))
SHAPES = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:UK", "%Y-%m-%d UK:UK", "%Y-%m-UK UK:UK", "%Y-UK-UK UK:UK")


@given(MOMENTS, st.sampled_from(SHAPES))
def test_a_partial_instant_holds_its_instant(at: datetime, shape: str) -> None:
    text = at.strftime(shape)
    span = moment_span(text)
    assert span is not None
    assert span.since <= at <= span.until
    assert span.days.first <= at.date() <= span.days.last
    assert (moment(text) == at) is (shape == SHAPES[0])
    levels = ("none", "time", "time", "day", "month")
    assert unknown_part(text) == levels[SHAPES.index(shape)]
    for partial in get_args(Partial):
        is_allowed = get_args(Partial).index(partial) >= get_args(Partial).index(unknown_part(text))
        assert (problem_with(asked("datetime", partial), text) is None) is is_allowed


@given(MOMENTS, st.sampled_from(SHAPES), MOMENTS, st.sampled_from(SHAPES), st.sampled_from(["<", "<=", ">", ">="]))
def test_instants_are_compared_by_their_ends(
    left: datetime, left_shape: str, right: datetime, right_shape: str, sign: str
) -> None:
    one, two = moment_span(left.strftime(left_shape)), moment_span(right.strftime(right_shape))
    assert one is not None
    assert two is not None
    operate = COMPARISONS[sign]
    found = {operate(a, b) for a, b in product((one.since, one.until), (two.since, two.until))}
    values = {"A": left.strftime(left_shape), "B": right.strftime(right_shape)}
    kinds: dict[str, ItemType] = {"A": "datetime", "B": "datetime"}
    assert judge(f"A {sign} B", values, kinds) is (found.pop() if len(found) == 1 else None)


def test_times_are_compared_as_times() -> None:
    kinds: dict[str, ItemType] = {"A": "time", "B": "time", "D": "date"}
    assert judge("A < B", {"A": "09:05", "B": "14:30"}, kinds) is True
    assert judge("A >= '09:05'", {"A": "09:05"}, kinds) is True
    assert judge("A < D", {"A": "09:05", "D": "2026-03-05"}, kinds) is None
    assert clock_time("24:00") is None


TYPED = st.one_of(
    st.text(max_size=30),
    PARTIAL_DAYS,
    st.from_regex(
        r"[0-9０-９]{4}[-/.年]?[0-9UK]{1,2}[-/.月]?[0-9UK]{0,2}日?( ?[0-9]{1,2}[:：时]?[0-9]{0,2}分?)?", fullmatch=True
    ),
    st.from_regex(r"-?[0-9]{0,14}[.。．]?[0-9]{0,9}", fullmatch=True),
)


@given(st.sampled_from(get_args(ItemType)), st.sampled_from(get_args(Partial)), TYPED)
def test_what_is_accepted_is_kept_and_read_back_the_same(kind: ItemType, partial: Partial, text: str) -> None:
    item = asked(kind, partial)
    kept = canonical(item, text)
    assert canonical(item, kept) == kept
    problem = problem_with(item, text)
    assert (problem is None) is (problem_with(item, kept) is None)
    if problem is None and kept and kind not in ("choice", "choices", "text", "note"):
        assert typed(kept, kind) is not None


@given(st.text(alphabet="0123456789.eE-+", max_size=400))
def test_no_number_however_long_breaks_a_rule(text: str) -> None:
    kinds: dict[str, ItemType] = {"X": "decimal", "Y": "integer"}
    for rule in ("X * X * X < 3", "X / 3 + Y > 1", "round(X, 2) == X", "bmi(X, Y) > 1", "abs(X) >= max(X, Y)"):
        judge(rule, {"X": text, "Y": "9" * 4_500}, kinds)

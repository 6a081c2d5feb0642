"""Proves what may be typed into each kind of item, how it is kept, and what is pointed out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.edition import Item, ItemType, Label, Study
from escc_desktop.study.values import (
    Missing,
    canonical,
    date_span,
    problem_with,
    problem_with_missing,
    warning_for,
)


def asked(kind: ItemType, **more: object) -> Item:
    """Return an item of a kind."""
    return Item("ITEM", Label("Item", "条目"), kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("date", "2026-3-5", "2026-03-05"),
        ("date", "2026/03/05", "2026-03-05"),
        ("date", " ２０２６－０３－０５ ", "2026-03-05"),
        ("partial_date", "2026-3-uk", "2026-03-UK"),
        ("partial_date", "2026-UK-UK", "2026-UK-UK"),
        ("datetime", "2026-3-5 9:05", "2026-03-05 09:05"),
        ("datetime", "2026-03-05T14:30", "2026-03-05 14:30"),
        ("time", "9：05", "09:05"),
        ("decimal", "３.10", "3.10"),
        ("yes_no", "y", "Y"),
        ("yes_no_na", "na", "NA"),
        ("choices", "CT; MRI;CT", "CT;MRI"),
        ("text", "  e\u0301 \u200b", "é"),
    ],
)
def test_values_are_kept_in_one_spelling(kind: ItemType, typed: str, kept: str) -> None:
    assert canonical(asked(kind), typed) == kept
    assert canonical(asked(kind), kept) == kept
    assert problem_with(asked(kind), typed) is None


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("integer", "3.0", "VALUE_INTEGER"),
        ("integer", "1e3", "VALUE_INTEGER"),
        ("decimal", "3,5", "VALUE_NUMBER"),
        ("decimal", "NaN", "VALUE_NUMBER"),
        ("decimal", "<0.5", "VALUE_NUMBER"),
        ("date", "2026-02-30", "VALUE_DATE"),
        ("date", "2026-03-UK", "VALUE_DATE"),
        ("date", "05.03.2026", "VALUE_DATE"),
        ("partial_date", "2026-UK-05", "VALUE_PARTIAL_DATE"),
        ("partial_date", "2026-13-UK", "VALUE_PARTIAL_DATE"),
        ("datetime", "2026-03-05", "VALUE_DATETIME"),
        ("datetime", "2026-03-05 24:00", "VALUE_DATETIME"),
        ("time", "25:00", "VALUE_TIME"),
        ("yes_no", "NA", "VALUE_CHOICE"),
        ("yes_no_na", "ja", "VALUE_CHOICE"),
    ],
)
def test_what_cannot_be_read_is_named(kind: ItemType, typed: str, code: str) -> None:
    problem = problem_with(asked(kind), typed)
    assert problem is not None
    assert problem.code == code


def test_empty_is_no_problem_of_form() -> None:
    assert problem_with(asked("decimal"), "  ") is None


@pytest.mark.parametrize(("typed", "fits"), [("36.5", True), ("36", True), ("136.5", False), ("36.55", False)])
def test_numbers_fit_the_boxes_of_the_paper(typed: str, fits: bool) -> None:
    problem = problem_with(asked("decimal", digits="2.1"), typed)
    assert (problem is None) is fits
    assert fits or (problem is not None and problem.code == "VALUE_DIGITS")


def test_choices_come_from_their_list(shipped_study: Study) -> None:
    position = shipped_study.item("VS", "VSPOS")
    assert position.code_list is not None
    listed = shipped_study.code_list(position.code_list)
    assert problem_with(position, "SITTING", listed) is None
    refused = problem_with(position, "FLYING", listed)
    assert refused is not None
    assert refused.code == "VALUE_CHOICE"
    method = shipped_study.item("IMG", "IMGMETHOD")
    methods = shipped_study.code_list("IMAGING_METHOD")
    assert problem_with(method, "CT;MRI", methods) is None
    assert problem_with(method, "CT;XX", methods) is not None


@given(st.decimals(min_value=0, max_value=300, places=1, allow_nan=False))
def test_only_what_lies_outside_is_pointed_out(number: Decimal) -> None:
    item = asked("decimal", low=Decimal("90"), high=Decimal("140"))
    warning = warning_for(item, str(number))
    code = warning.code if warning is not None else None
    assert code == ("VALUE_LOW" if number < 90 else "VALUE_HIGH" if number > 140 else None)


def test_a_missing_code_must_be_offered_and_explained() -> None:
    item = asked("decimal", missing_codes=("ND", "UK"))
    assert problem_with_missing(item, Missing("ND", "sample lost")) is None
    refused = problem_with_missing(item, Missing("NA", "male"))
    assert refused is not None
    assert refused.code == "VALUE_MISSING_CODE"
    unexplained = problem_with_missing(item, Missing("ND", " "))
    assert unexplained is not None
    assert unexplained.code == "VALUE_MISSING_REASON"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_partial_date_means_exactly_its_days(day: date) -> None:
    full, month, year = date_span(str(day)), date_span(f"{day:%Y-%m}-UK"), date_span(f"{day:%Y}-UK-UK")
    assert full is not None
    assert month is not None
    assert year is not None
    assert full.first == full.last == day
    assert year.first <= month.first <= day <= month.last <= year.last
    assert (month.first.day, month.first.month) == (1, day.month)
    assert (year.first, year.last) == (date(day.year, 1, 1), date(day.year, 12, 31))


@given(st.text())
def test_any_text_can_be_tidied_again_without_change(typed: str) -> None:
    for kind in get_args(ItemType):
        once = canonical(asked(kind), typed)
        assert canonical(asked(kind), once) == once

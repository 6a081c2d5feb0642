"""Writes more digits than Python turns into a number, and signs that only look like digits: nothing raises unasked."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import EsccError, TrustError
from escc_desktop.exchange.generations import Found, numbers_there
from escc_desktop.study.edition import Item
from escc_desktop.study.questions import Label
from escc_desktop.study.rules import typed
from escc_desktop.study.spans import date_span, moment_span
from escc_desktop.study.values import canonical, number_of, problem_with, warning_for
from escc_desktop.trust.naming import generation, place_of
from escc_desktop.trust.slot_file import slots_from

MANY = "9" * 5_000
DIGITS = st.one_of(
    st.just(MANY),
    st.text("0123456789", max_size=30),
    st.text("²③٣۵９.-:eEINFna+_ ", max_size=12),
    st.integers(5_000, 6_000).map(lambda count: "7" * count),
    st.sampled_from(["1e999999999", "-Infinity", "sNaN", "NaN", "0x10", "1_000", "٣" * 4]),
)
TYPES = ["integer", "decimal", "date", "partial_date", "datetime", "time"]


def item(kind: str) -> Item:
    return Item(id="X", label=Label("", ""), type=kind, low=Decimal(1), high=Decimal(9))  # type: ignore[arg-type]


@given(st.sampled_from(TYPES), DIGITS, DIGITS, DIGITS)
def test_what_is_typed_into_an_item_is_a_value_or_a_problem(kind: str, one: str, two: str, three: str) -> None:
    for text in (one, f"{one}-{two}-{three}", f"2026-03-05 {one}:{two}", f"{one}:{two}", f"{one}.{two}"):
        of_kind = item(kind)
        if problem_with(of_kind, text) is None and canonical(of_kind, text):
            assert typed(canonical(of_kind, text), of_kind.type) is not None
            assert canonical(of_kind, text).isascii()
        warning_for(of_kind, text)
        date_span(text), moment_span(text), number_of(text)


@given(DIGITS)
def test_a_place_in_a_chain_is_one_that_a_chain_can_reach(digits: str) -> None:
    for text in (digits, f"01-A:{digits}", f":{digits}", f"01-A:{digits}:{digits}"):
        place = place_of(text)
        assert place is None or (place[0] and 0 < place[1] < 2**53 and text.endswith(str(place[1])))
    found = generation("A", f"A{digits}")
    assert found is None or found < 2**53
    with suppress(EsccError):
        numbers_there([Found(f"SITE01-A-backup-{digits}.esccb", None, None, 0)], "01", "A")


@pytest.mark.parametrize("number", [MANY, "²", "9" * 200])
def test_slots_of_a_version_without_end_are_newer_or_damaged(number: str) -> None:
    data = b'{"format":"escc-slots/' + number.encode() + b'","recovery":null,"site":"01","slots":[],"study":"S"}'
    with pytest.raises(TrustError, match="SLOTS_"):
        slots_from(data, "slots.json")

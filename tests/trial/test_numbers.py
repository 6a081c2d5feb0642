"""Proves that numbers follow the pattern of the edition and that a check character finds what people mistype."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import Refused
from escc_desktop.study.edition import Study
from escc_desktop.trial.numbers import (
    block,
    check_character,
    enrolment_number,
    is_sound,
    next_order,
    order_of,
    screening_number,
)

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TEXTS = st.text(SIGNS, min_size=1, max_size=12)


def test_the_pattern_is_the_editions(trial_study: Study) -> None:
    assert screening_number(trial_study, "01", 7) == "01-007"
    assert screening_number(trial_study, "01", 1234) == "01-1234"
    assert enrolment_number(trial_study, "01", 7) == "01-R007"


def test_a_check_character_only_where_asked(trial_study: Study) -> None:
    asking = replace(trial_study, has_check_character=True)
    number = screening_number(asking, "01", 7)
    assert number == f"01-007-{check_character('01-007')}"
    assert is_sound(asking, number)
    assert not is_sound(asking, number.replace("7", "1", 1))
    assert is_sound(trial_study, "01-007")


def test_the_check_character_is_that_of_the_standard() -> None:
    """Donation number of the ISBT 128 standard (ISO/IEC 7064 MOD 37-2): G123 498 654 321 is checked by H."""
    assert check_character("G123498654321") == "H"


@given(TEXTS, st.data())
def test_one_wrong_sign_is_found(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([sign for sign in SIGNS if sign != text[place]]))
    assert check_character(text[:place] + other + text[place + 1 :]) != check_character(text)


@given(st.text(SIGNS, min_size=2, max_size=12), st.data())
def test_two_neighbours_swapped_are_found(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 2))
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert (check_character(swapped) == check_character(text)) is (swapped == text)


@given(st.integers(1, 500), st.integers(0, 60))
def test_a_block_holds_each_number_once(first: int, more: int) -> None:
    numbers = [f"{order:03d}" for order in range(first, first + more + 1)]
    assert len(set(numbers)) == more + 1


def test_blocks_of_two_devices_do_not_meet(trial_study: Study) -> None:
    one, other = block(trial_study, "01", 1, 100), block(trial_study, "01", 101, 200)
    assert len(one) == len(other) == 100
    assert not set(one) & set(other)
    assert (one[0], other[-1]) == ("01-001", "01-200")


@pytest.mark.parametrize(("site", "order"), [("01", 0), ("01", -1), ("", 1), ("0 1", 1), ("../x", 1)])
def test_impossible_numbers_are_refused(trial_study: Study, site: str, order: int) -> None:
    with pytest.raises(Refused) as refused:
        screening_number(trial_study, site, order)
    assert refused.value.code == "NUMBER_IMPOSSIBLE"


def test_an_empty_block_is_refused(trial_study: Study) -> None:
    with pytest.raises(Refused):
        block(trial_study, "01", 5, 4)


@given(st.sets(st.integers(1, 10)))
def test_the_next_number_was_never_given(used: set[int]) -> None:
    if 10 in used:
        with pytest.raises(Refused) as refused:
            next_order(1, 10, used)
        assert refused.value.code == "NUMBERS_USED_UP"
    else:
        assert next_order(1, 10, used) not in used
        assert next_order(1, 10, used) > max(used, default=0)


def test_numbers_of_other_blocks_do_not_count() -> None:
    assert next_order(101, 200, [1, 2, 3]) == 101


@given(st.integers(1, 9_999), st.booleans())
def test_a_typed_number_gives_its_order_back(trial_study: Study, order: int, has_check: bool) -> None:
    study = replace(trial_study, has_check_character=has_check)
    number = screening_number(study, "01", order)
    assert order_of(study, study.number_pattern, "01", f" {number.lower()} ") == order
    assert order_of(study, study.number_pattern, "01", f"01-{order}") == order
    assert order_of(study, study.enrolment_pattern, "01", enrolment_number(study, "01", order)) == order
    assert order_of(study, study.number_pattern, "02", number) is None


@pytest.mark.parametrize("typed", ["", "01", "01-", "01-000", "01-00A", "1-001", "01-001-5", "01-R001", "01-０01"])
def test_what_is_no_number_gives_none(trial_study: Study, typed: str) -> None:
    assert order_of(trial_study, trial_study.number_pattern, "01", typed) is None


def test_a_typed_check_character_must_be_right(trial_study: Study) -> None:
    study = replace(trial_study, has_check_character=True)
    right = check_character("01-007")
    wrong = next(sign for sign in SIGNS if sign != right)
    assert order_of(study, study.number_pattern, "01", f"01-007-{right}") == 7
    assert order_of(study, study.number_pattern, "01", f"01-007-{wrong}") is None

"""Proves how devices are named that take another's place after a restore."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.trust.naming import chain_name, generation, next_device

NAMES = st.from_regex(r"[A-Z][A-Z0-9]{0,3}", fullmatch=True)


def test_a_restored_device_is_called_after_the_one_of_the_kit() -> None:
    assert chain_name("01", "A2") == "01-A2"
    assert [next_device("A", taken) for taken in ((), ("A",), ("A", "A2"), ("A9", "A10"), ("B7",))] == [
        "A2",
        "A2",
        "A3",
        "A11",
        "A2",
    ]


@pytest.mark.parametrize("other", ["A0", "A1", "A02", "AB", "B2", "A2B", "A２", "", "a2"])
def test_other_names_are_no_device_of_that_kit(other: str) -> None:
    assert generation("A", other) is None


@given(NAMES, st.sets(NAMES))
def test_the_next_name_was_never_taken(kit: str, taken: set[str]) -> None:
    name = next_device(kit, taken)
    assert name not in taken
    assert (generation(kit, name) or 0) > max((generation(kit, one) or 1 for one in taken), default=1)

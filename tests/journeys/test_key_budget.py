"""Counts the keys of a whole visit in both languages: two beside the value are the most for an item, and no mouse."""

from __future__ import annotations

import pytest

from escc_desktop.words import Language
from tests.journeys.seat import Seat
from tests.journeys.typing_visit import Typist

MOST_PER_ITEM = 2
LEAST_ITEMS = 60


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_visit_is_typed_within_the_budget(desk: Seat, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    desk.application.dress(language, "light")
    count = Typist(desk, "01-001").visit()
    with capsys.disabled():
        print(f"\n{count.said(language)}")
    assert count.items >= LEAST_ITEMS
    assert count.beside <= MOST_PER_ITEM * count.items

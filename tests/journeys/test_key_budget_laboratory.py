"""Counts the keys that a blood count costs beside its digits: eight counts in ten keys, in both languages, no mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions import asking
from escc_desktop.gui.language import tongue
from escc_desktop.words import Language
from tests.building import Places, copy
from tests.journeys.seat import Seat, at_window
from tests.journeys.test_results import EIGHT, LIMITS, NUMBER, begin, measured

__all__ = ["measured"]
COUNTS = ("5.20", "3.10", "1.40", "0.40", "4.61", "138", "0.41", "210")
BUDGET = 10


@pytest.fixture
def bench(measured: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """The coordinator at the window of a site whose laboratory and report are known."""
    with at_window(copy(measured, tmp_path / "bench"), qapp, qtbot) as seat:
        seat.sit_down()
        yield seat


class Counter:
    """Presses keys and counts those that are no digits."""

    def __init__(self) -> None:
        self.pressed = 0

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)
        self.pressed += 1

    def digits(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_eight_blood_counts_cost_ten_keys_beside_the_digits(
    bench: Seat, spoken: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    tongue().speak(spoken)
    page = begin(bench)
    bench.hand.come_forward()
    bench.hand.find("item_LBREFID", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    counter = Counter()
    counter.key(Qt.Key.Key_PageDown)
    for count in COUNTS:
        counter.digits(count)
        counter.key(Qt.Key.Key_Return)
    counter.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    bench.hand.until(lambda: not page.has_unsaved)
    bench.rest()
    saved = asking.record(bench.workplace._site, NUMBER, "CBC", "SCR").values
    assert tuple(saved[item] for item in EIGHT) == COUNTS
    assert all((saved[f"{one}_LO"], saved[f"{one}_HI"]) == limits for one, limits in LIMITS.items())
    with capsys.disabled():
        print(f"\n{spoken}: {len(EIGHT)} blood counts, {counter.pressed} keys beside the digits (budget {BUDGET})")
    assert counter.pressed <= BUDGET

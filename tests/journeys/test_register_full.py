"""Registers a screening with the consent of the full edition: what does not apply is not asked, what is needed is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.building import FULL_EDITION, build
from tests.journeys.seat import Seat, at_window

NEEDED = {"ICEXPL": "王敏", "ICDTC": "2026-03-05 08:40", "ICGUARD": "N", "ICWIT": "N"}


@pytest.fixture
def seat(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """Return the coordinator at the window of a new site of the full edition, without participants."""
    with at_window(build(tmp_path / "site", FULL_EDITION), qapp, qtbot) as seat:
        seat.sit_down()
        seat.hand.click("register_screening")
        seat.hand.find("register_screening_dialog", QWidget)
        yield seat


def test_a_guardian_is_asked_about_only_where_one_signed(seat: Seat) -> None:
    hand = seat.hand
    assert hand.seen("item_ICGWHY") is None
    hand.answer("ICGUARD", "Y")
    hand.find("item_ICGWHY", QWidget)
    hand.answer("ICGUARD", "N")
    hand.until(lambda: hand.seen("item_ICGWHY") is None)


def test_the_number_needs_only_what_cannot_be_missing(seat: Seat) -> None:
    hand = seat.hand
    for item, value in NEEDED.items():
        hand.answer(item, value)
    hand.write("register_initials", "ZHHO")
    hand.click("register_save")
    assert hand.find("register_number", QWidget).property("text") == "01-001"
    assert set(NEEDED) == {
        item.id
        for item in seat.workplace.study.form("IC").items
        if item.is_required and not item.missing_codes and item.shown_when is None and item.id != "ICVER"
    }

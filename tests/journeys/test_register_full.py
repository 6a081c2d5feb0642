"""Works with the full edition in the window: what does not apply is not asked, and each question has its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions import asking
from escc_desktop.actions.views import RecordView
from escc_desktop.gui.pages.adverse_event_page import AdverseEventPage
from escc_desktop.study.values import Missing
from tests.building import FULL_CONSENT, FULL_EDITION, build
from tests.journeys.seat import Seat, at_window

NEEDED = {"ICEXPL": "王敏", "ICDTC": "2026-03-05 08:40", "ICGUARD": "N", "ICWIT": "N"}
SERIOUS = ("AESDTH", "AESLIFE", "AESDISAB", "AESCONG", "AESMIE")


@pytest.fixture
def seat(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """Return the coordinator at the window of a new site of the full edition, about to register somebody."""
    with at_window(build(tmp_path / "site", FULL_EDITION), qapp, qtbot) as seat:
        seat.sit_down()
        seat.hand.click("register_screening")
        seat.hand.find("register_screening_dialog", QWidget)
        yield seat


def register(seat: Seat) -> None:
    """Answer what cannot be missing and get the number."""
    hand = seat.hand
    for item, value in NEEDED.items():
        hand.answer(item, value)
    hand.write("register_initials", "ZHHO")
    hand.click("register_save")
    assert hand.find("register_number", QWidget).property("text") == "01-001"


def test_a_guardian_is_asked_about_only_where_one_signed(seat: Seat) -> None:
    hand = seat.hand
    assert hand.seen("item_ICGWHY") is None
    hand.answer("ICGUARD", "Y")
    hand.find("item_ICGWHY", QWidget)
    hand.answer("ICGUARD", "N")
    hand.until(lambda: hand.seen("item_ICGWHY") is None)


def test_the_number_needs_only_what_cannot_be_missing(seat: Seat) -> None:
    register(seat)
    assert set(NEEDED) == {
        item.id
        for item in seat.workplace.study.form("IC").items
        if item.is_required and not item.missing_codes and item.shown_when is None and item.id != "ICVER"
    }


def test_a_missing_code_and_a_reason_go_with_the_number(seat: Seat) -> None:
    hand = seat.hand
    for item, value in {**FULL_CONSENT, "ICCOPY": "N"}.items():
        if item not in ("ICVER", "ICECNO"):
            hand.answer(item, value)
    hand.press("item_ICECNO", Qt.Key.Key_F2)
    hand.write("missing_reason_ICECNO", "批件号待伦理办公室提供")
    hand.write("register_initials", "ZHHO")
    line = hand.find("check_IC1", QWidget)
    row = hand.find("row_ICCOPY", QWidget)
    assert line.geometry().top() >= row.geometry().bottom()
    hand.write("why_IC1", "受试者要求次日领取")
    hand.click("register_save")
    hand.find("register_number", QWidget)
    seat.rest()
    found: list[RecordView] = []
    seat.workplace.ask(lambda site: asking.record(site, "01-001", "IC"), found.append, seat.workplace)
    hand.until(lambda: bool(found))
    assert found[0].values["ICECNO"] == Missing("UK", "批件号待伦理办公室提供")
    assert found[0].justified == {"IC1": "受试者要求次日领取"}
    assert found[0].is_complete


def test_every_question_about_an_event_that_applies_stands_on_its_page(seat: Seat) -> None:
    register(seat)
    hand = seat.hand
    hand.click("register_save")
    seat.router.open_adverse_event("01-001", None)
    hand.find("adverse_event_page", QWidget)
    page = hand.page(AdverseEventPage)
    hand.find("event_rest_FOUND", QWidget)
    assert hand.seen("item_AEHOSPST") is None
    for item in SERIOUS:
        hand.answer(item, "N")
    hand.answer("AESHOSP", "Y")
    hand.answer("AELAB", "Y")
    hand.answer("AEONGO", "N")
    draft = page.draft
    assert draft is not None
    asked = [item.id for item in draft.form.items if draft.is_asked(item) and item.type != "signature"]
    sought = {seat.workplace.study.adverse_event.term: "term_search", "AEVER": "term_search"}
    for id in asked:
        names = (sought.get(id, f"item_{id}"), f"item_{id}_date", f"item_{id}_1")
        assert any(hand.seen(name) is not None for name in names), id
    assert {"AEHOSPST", "AELABTST", "AEENDAT", "AEAWARE", "AEACNOTH"} <= set(asked)

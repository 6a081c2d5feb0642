"""Walks training in the real window: a certificate about to expire is recorded, stands on Today, and is renewed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.people_page import PeoplePage
from escc_desktop.gui.pages.today_page import TodayPage
from tests.building import INVESTIGATOR
from tests.journeys.seat import IDS, Seat
from tests.journeys.test_delegation import lines


def record(seat: Seat, on: str, expires: str) -> None:
    hand = seat.hand
    hand.click("training_record")
    hand.find("training_dialog", QWidget)
    hand.click("training_confirm")
    hand.until(lambda: bool(hand.find("training_problem", QWidget).property("text")))
    hand.choose("training_person", IDS[INVESTIGATOR])
    hand.choose("training_what", "gcp")
    hand.write("training_on", on)
    hand.write("training_expires", expires)
    hand.write("training_place", "研究者文件夹 3-2")
    hand.click("training_confirm")
    hand.until(lambda: hand.seen("training_dialog") is None)
    seat.rest()


def test_a_certificate_is_recorded_warned_of_and_renewed(seat: Seat) -> None:
    hand, page = seat.hand, seat.go("people")
    assert isinstance(page, PeoplePage)
    shown = page.training
    record(seat, "2024-03-20", "2026-03-20")
    hand.until(lambda: len(lines(shown.table)) == 1)
    (line,) = lines(shown.table)
    assert all(words in line for words in (INVESTIGATOR, "GCP", "2026-03-20", "研究者文件夹 3-2", "expires in 15 d"))

    today = seat.go("today")
    assert isinstance(today, TodayPage)
    hand.until(lambda: any(INVESTIGATOR in line and "15 d left" in line for line in lines(today.table)))
    view = today._view
    assert view is not None
    today._act(f"ending|training|{view.endings[0].key}")
    seat.rest()
    assert hand.page(PeoplePage) is page

    seat.let_pass(days=16)
    page.refresh()
    hand.until(lambda: "expired" in lines(shown.table)[0])
    record(seat, "2026-03-18", "2028-03-18")
    hand.until(lambda: ["renewed" in line for line in lines(shown.table)] == [False, True])
    seat.go("today")
    hand.until(lambda: not any("Certificate" in line for line in lines(today.table)))

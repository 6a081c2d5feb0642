"""Says of a criterion that its answer is not known, with a code and a reason; unknown lets nobody pass."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from escc_desktop.study.values import Missing
from tests.journeys.full_furnishing import SCREENED
from tests.journeys.seat import Seat
from tests.journeys.test_delegation import lines


def test_a_criterion_takes_a_missing_code_with_its_reason_and_does_not_pass(full_seat: Seat) -> None:
    seat = full_seat
    seat.router.open_eligibility(SCREENED)
    seat.rest()
    hand, page = seat.hand, seat.hand.page(EligibilityPage)
    hand.press("criterion_INCL01_Y", Qt.Key.Key_F2)
    hand.write("missing_reason_INCL01", "病理报告尚未借出")
    assert page.draft is not None
    value = page.draft.value("INCL01")
    assert isinstance(value, Missing)
    assert value.reason == "病理报告尚未借出"
    hand.click("save")
    seat.rest()
    assert page.matter is not None
    assert page.matter.record.values["INCL01"] == value
    assert any(value.code in line for line in lines(hand.find("criteria", QWidget)))

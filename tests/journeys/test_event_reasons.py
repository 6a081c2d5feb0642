"""Fills adverse events of the full edition: missing codes by key, checks under their items, reasons for soft ones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from escc_desktop.gui.pages.adverse_event_page import AdverseEventPage
from escc_desktop.gui.pages.sign_dialog import SignDialog
from escc_desktop.study.values import Missing
from tests.journeys.full_furnishing import TREATED
from tests.journeys.seat import Seat

EVENT = {
    "AETERM": "恶心",
    "AELLT": "",
    "AETOXGR": "3",
    "AESTDAT": "2026-03-05",
    "AEONGO": "Y",
    "AELAB": "N",
    "AESDTH": "N",
    "AESLIFE": "N",
    "AESHOSP": "N",
    "AESDISAB": "N",
    "AESCONG": "N",
    "AESMIE": "N",
    "AEDIS": "N",
    "AEOUT": "RECOVERED",
}
"""Recovered and ongoing: the soft check AE6 does not hold."""


def new_event(seat: Seat) -> AdverseEventPage:
    seat.router.open_adverse_event(TREATED)
    seat.rest()
    return seat.hand.page(AdverseEventPage)


def fill(seat: Seat, **changes: str) -> None:
    for item, value in {**EVENT, **changes}.items():
        seat.hand.answer_event(item, value)
    hand = seat.hand
    for item in ("AEREL_FTDTPI", "AEREL_ANLO", "AEACN_FTDTPI", "AEACN_ANLO"):
        field = hand.find(f"item_{item}", QComboBox)
        hand.choose(f"item_{item}", field.itemData(field.count() - 1))
    hand.click("item_AEACNOTH_NONE")


def test_a_soft_check_stands_under_its_items_and_is_completed_with_a_reason(full_seat: Seat) -> None:
    seat, page = full_seat, new_event(full_seat)
    hand = seat.hand
    fill(seat)
    hand.click("complete_and_sign")
    line = hand.find("check_AE6", QWidget)
    row = hand.find("row_AEOUT", QWidget)
    assert line.parentWidget() is row.parentWidget()
    assert line.geometry().top() >= row.geometry().bottom()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "why_AE6"
    hand.write("why_AE6", "已恢复，结束日期待病历补录")
    hand.click("complete_and_sign")
    hand.until(lambda: seat.window.findChild(SignDialog) is not None)
    seat.rest()
    assert page.matter is not None
    assert page.matter.record.is_complete
    assert page.matter.record.justified == {"AE6": "已恢复，结束日期待病历补录"}


def test_a_missing_code_takes_one_key_and_a_reason(full_seat: Seat) -> None:
    seat, page = full_seat, new_event(full_seat)
    hand = seat.hand
    hand.answer("AELAB", "Y")
    hand.press("item_AELABTST", Qt.Key.Key_F2)
    hand.write("missing_reason_AELABTST", "外院检查，报告未取得")
    assert page.draft is not None
    assert page.draft.value("AELABTST") == Missing("UK", "外院检查，报告未取得")
    hand.press("item_AELABDAT", Qt.Key.Key_F2)
    reason = hand.find("missing_reason_AELABDAT", QWidget)
    assert reason.property("text") == "外院检查，报告未取得"  # the last reason is offered again
    hand.click("save")
    seat.rest()
    assert page.matter is not None
    assert page.matter.record.values["AELABTST"] == Missing("UK", "外院检查，报告未取得")


def test_a_hard_check_says_why_the_event_is_not_complete(full_seat: Seat) -> None:
    seat, page = full_seat, new_event(full_seat)
    hand = seat.hand
    fill(seat, AEONGO="N", AEOUT="RECOVERED")
    hand.answer("AEENDAT", "2026-03-01")
    hand.click("complete_and_sign")
    hand.find("check_AE1", QWidget)
    assert hand.seen("why_AE1") is None
    assert not page.is_complete


def test_what_is_not_asked_is_not_shown(full_seat: Seat) -> None:
    hand = full_seat.hand
    new_event(full_seat)
    for item in ("AEENDAT", "AELABTST", "AEHOSPST", "AEAWARE"):
        assert hand.seen(f"row_{item}") is None, item
    assert hand.seen("event_rest_STAY") is None
    hand.answer("AESHOSP", "Y")
    hand.find("event_rest_STAY", QWidget)
    hand.find("row_AEAWARE", QWidget)

"""A coordinator arranges the report of the hospital and enters its ranges in the window, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions.laboratory import local_ranges, order_of, range_views
from escc_desktop.gui.pages.laboratory_page import LaboratoryPage
from escc_desktop.study.reports import report_of
from tests.building import Places
from tests.journeys.seat import Seat, at_window, words_in


@pytest.fixture
def desk(full_places: Places, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """The coordinator at the window of a site that works with every form."""
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        yield seat


def laboratory(seat: Seat) -> LaboratoryPage:
    page = seat.go("laboratory")
    assert isinstance(page, LaboratoryPage)
    return page


def enter_sheet(seat: Seat) -> None:
    """Type what a whole paper shares."""
    hand = seat.hand
    hand.write("range_laboratory", "示范医院检验科")
    hand.click("range_whose_own")
    hand.write("range_source", "参考值范围表 JYK-2026-01")
    hand.write("range_source_on", "2025-12-20")
    hand.write("range_from", "2026-01-01")


def keys(typed: str) -> None:
    """Press keys wherever the cursor is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    if typed == "\r":
        QTest.keyClick(focused, Qt.Key.Key_Return)
    else:
        QTest.keyClicks(focused, typed)


def is_unsaved(page: LaboratoryPage) -> bool:
    return page.has_unsaved


def note(seat: Seat) -> str:
    return seat.hand.find("range_note", QLabel).text()


def test_ranges_of_a_paper_are_entered_one_item_after_the_other(desk: Seat) -> None:
    page = laboratory(desk)
    assert page.table.current_key() == "WBC"
    enter_sheet(desk)
    desk.hand.find("range_low", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    for low, high, following in (("3.50", "9.50", "NEUTP"), ("40", "75", "LYMPHP")):
        keys(low)
        keys("\r")
        keys(high)
        keys("\r")
        desk.hand.until(lambda following=following: page.table.current_key() == following)  # type: ignore[misc]
        desk.rest()
    shown = " ".join(words for _, words in words_in(page.table))
    assert "3.50–9.50" in shown
    assert "40–75" in shown
    site = desk.workplace._site
    kept = [(one.range.item, one.range.low, one.range.high, one.source) for one in range_views(site)]
    assert kept == [
        ("WBC", "3.50", "9.50", "参考值范围表 JYK-2026-01"),
        ("NEUTP", "40", "75", "参考值范围表 JYK-2026-01"),
    ]


def test_what_is_missing_or_refused_is_said_and_nothing_is_kept(desk: Seat) -> None:
    page = laboratory(desk)
    desk.hand.write("range_low", "9.5")
    desk.hand.click("range_keep")
    assert note(desk) == "Say whose laboratory it is."
    enter_sheet(desk)
    desk.hand.write("range_low", "9.5")
    desk.hand.write("range_high", "3.5")
    desk.hand.click("range_keep")
    desk.hand.until(lambda: "above the upper limit" in note(desk))
    assert local_ranges(desk.workplace._site) == ()
    assert page.has_unsaved


def test_a_later_range_stands_on_top_of_its_history(desk: Seat) -> None:
    page = laboratory(desk)
    enter_sheet(desk)
    for low, since in (("3.50", "2026-01-01"), ("4.00", "2026-02-01")):
        page.table.choose("WBC")
        desk.hand.write("range_from", since)
        desk.hand.write("range_low", low)
        desk.hand.write("range_high", "9.50")
        desk.hand.click("range_keep")
        desk.hand.until(lambda: page.table.current_key() == "NEUTP")
        desk.rest()
    page.table.choose("WBC")
    told = page._ladder.accessibleName()
    assert told.index("4.00–9.50") < told.index("3.50–9.50")
    assert "参考值范围表 JYK-2026-01 (2025-12-20)" in told


def test_the_order_of_the_report_is_arranged_by_keyboard_and_kept_once(desk: Seat) -> None:
    page = laboratory(desk)
    page.table.choose("RBC")
    page.table.view.setFocus(Qt.FocusReason.TabFocusReason)
    desk.hand.come_forward()
    for _ in range(10):
        desk.hand.tap(page.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.table.current_key() == "RBC"
    assert is_unsaved(page)
    desk.hand.click("laboratory_keep_order")
    desk.rest()
    site = desk.workplace._site
    order = order_of(site, report_of(site.study.form("CBC")))
    assert order[:4] == ("WBC", "RBC", "NEUTP", "LYMPHP")
    assert not is_unsaved(page)
    assert desk.hand.seen("laboratory_keep_order", QWidget) is None


def test_a_coded_result_takes_no_range(desk: Seat) -> None:
    page = laboratory(desk)
    desk.hand.choose("laboratory_form", "VIRO")
    page._begin_form()
    assert desk.hand.seen("range_keep", QWidget) is None
    assert "which answers are normal" in " ".join(words for _, words in words_in(page))

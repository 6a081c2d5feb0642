"""Results are entered in the window: ranges fill themselves in, flags follow, an investigator judges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RegisterScreening, SaveRecord
from escc_desktop.actions.laboratory_commands import ArrangeResults, NewRange, SetRanges
from escc_desktop.gui.pages.adverse_event_page import AdverseEventPage
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.result_row import ResultRow
from escc_desktop.gui.widgets.table import Table
from tests.building import FULL_CONSENT, INVESTIGATOR, Places, copy
from tests.journeys.seat import Seat, at_window, words_in

NUMBER, DAY = "01-001", "2026-03-05"
DEMOGRAPHY = {"SEX": "M", "BRTHDAT": "1962-03-06", "RACE": "ASIAN", "ETHGRP": "01", "HEIGHT": "170"}
HEAD = {"LBLAB": "OWN", "LBDTC": "2026-03-05 08:10"}
EIGHT = ("WBC", "NEUT", "LYMPH", "MONO", "RBC", "HGB", "HCT", "PLT")
LIMITS = {"WBC": ("3.50", "9.50"), "NEUT": ("1.80", "6.30"), "LYMPH": ("1.10", "3.20"), "MONO": ("0.10", "0.60"),
          "RBC": ("4.30", "5.80"), "HCT": ("0.40", "0.50"), "PLT": ("125", "350")}  # fmt: skip


@pytest.fixture(scope="session")
def measured(built_full: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A site with a participant, the ranges of its laboratory and the order of its report, closed."""
    places = copy(built_full, tmp_path_factory.mktemp("measured") / "site")
    site = places.unlock()
    number = str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
    assert number == NUMBER
    carry_out(site, SaveRecord(number, "DM", DEMOGRAPHY, observed_on=DAY, is_complete=False))
    ranges = (
        *(NewRange("CBC", item, *limits) for item, limits in LIMITS.items()),
        NewRange("CBC", "HGB", "130", "175", sex="M"),
        NewRange("CBC", "HGB", "115", "150", sex="F"),
    )
    carry_out(site, SetRanges("示范医院检验科", True, ranges, date(2026, 1, 1), "参考值范围表 JYK-2026-01"))
    carry_out(site, ArrangeResults("CBC", EIGHT))
    site.close()
    return places


@pytest.fixture
def bench(measured: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """A person before the locked window of a copy of that site."""
    with at_window(copy(measured, tmp_path / "bench"), qapp, qtbot) as seat:
        yield seat


def open_form(seat: Seat, form: str = "CBC") -> FormPage:
    seat.router.open_form(NUMBER, form, "SCR")
    page = seat.hand.page(FormPage)
    seat.rest()
    assert page._rows is not None
    page._rows.finish()
    return page


def begin(seat: Seat, form: str = "CBC", **more: str) -> FormPage:
    """Open a new report of the own laboratory with its head filled in."""
    page = open_form(seat, form)
    assert page.draft is not None
    page.draft.set_value("observed_on", DAY)
    for item, value in {**HEAD, **more}.items():
        page.draft.set_value(item, value)
    seat.rest()
    return page


def row_of(page: FormPage, item: str) -> ResultRow:
    assert page._rows is not None
    row = page._rows.row(item)
    assert isinstance(row, ResultRow)
    return row


def keys(*typed: str | Qt.Key) -> None:
    """Press keys wherever the cursor is."""
    for one in typed:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(one, str):
            QTest.keyClicks(focused, one)
        else:
            QTest.keyClick(focused, one)


def cursor() -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None else ""


def limits(page: FormPage, item: str) -> tuple[str, str]:
    assert page.draft is not None
    return page.draft.text(f"{item}_LO"), page.draft.text(f"{item}_HI")


def test_ranges_fill_themselves_in_and_flags_follow(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    bench.hand.write("item_WBC", "3.10")
    bench.hand.write("item_HGB", "180")
    bench.hand.write("item_PLT", "210")
    assert [limits(page, one) for one in ("WBC", "HGB", "PLT", "RBC")] == [
        ("3.50", "9.50"), ("130", "175"), ("125", "350"), ("", ""),
    ]  # fmt: skip
    assert "3.50–9.50 Low L" in row_of(page, "WBC").words()
    assert "130–175 High H" in row_of(page, "HGB").words()
    assert "125–350 normal" in row_of(page, "PLT").words()
    bench.hand.find("item_HGB", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    assert "Range: 示范医院检验科, men, from 2026-01-01" in page._history._hint.text()
    assert bench.hand.seen("item_WBC_LO") is None  # what was filled in is words; F4 opens it to be typed
    bench.hand.shortcut(Qt.Key.Key_S)
    bench.rest()
    saved = asking.record(bench.workplace._site, NUMBER, "CBC", "SCR")
    assert saved.values["HGB_LO"] == "130"
    assert "RBC_LO" not in saved.values


def test_undo_takes_the_range_back_with_its_result(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    bench.hand.write("item_WBC", "3.10")
    assert limits(page, "WBC") == ("3.50", "9.50")
    bench.hand.shortcut(Qt.Key.Key_Z)
    assert (page.draft.text("WBC") if page.draft else "", limits(page, "WBC")) == ("", ("", ""))
    bench.hand.shortcut(Qt.Key.Key_Y)
    assert limits(page, "WBC") == ("3.50", "9.50")


def test_enter_goes_down_the_results_as_arranged_then_to_what_is_still_open(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    bench.hand.come_forward()
    bench.hand.find("item_WBC", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for value in ("5.20", "3.10", "1.40", "0.40", "4.61", "138", "0.41", "210"):
        seen.append(cursor())
        keys(value, Qt.Key.Key_Return)
    assert seen == [f"item_{one}" for one in EIGHT]
    keys("52.1")  # the first that the report of this hospital prints after the eight: it has no local range
    assert cursor() == "item_NEUTP"
    while cursor() != "item_NEUTP_LO":
        keys(Qt.Key.Key_Return)
    keys("40", Qt.Key.Key_Return)
    assert cursor() == "item_NEUTP_HI"
    keys("75", Qt.Key.Key_Return)
    assert cursor() == "item_LBNOTE"
    assert limits(page, "NEUTP") == ("40", "75")


def test_a_report_from_outside_is_typed_with_its_ranges(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench, LBLAB="OUTSIDE", LBNAM="第二医院")
    bench.hand.write("item_WBC", "3.10")
    assert limits(page, "WBC") == ("", "")
    bench.hand.write("item_WBC_LO", "3.0")
    bench.hand.write("item_WBC_HI", "9.0")
    assert "normal" in row_of(page, "WBC").words()
    assert page.draft is not None
    page.draft.set_value("LBLAB", "OWN")
    assert limits(page, "WBC") == ("3.0", "9.0")  # what somebody typed stays


def test_it_is_said_why_a_range_is_missing(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench, LBDTC="")
    bench.hand.write("item_WBC", "3.10")
    assert page._rows is not None
    heads = page._rows._parts[1].columns
    assert heads is not None
    assert "Ranges not filled in: needs sampling day" in heads.accessibleName()
    assert page.draft is not None
    page.draft.set_value("LBDTC", "2026-03-05 08:10")
    assert "not filled" not in heads.accessibleName()
    assert limits(page, "WBC") == ("3.50", "9.50")


def test_only_an_investigator_judges_and_dates_it_with_one_key(bench: Seat) -> None:
    bench.sit_down()
    begin(bench)
    bench.hand.write("item_WBC", "3.10")
    boxes = bench.hand.find("item_WBC_CS", QWidget)
    assert not any(bench.hand.find(f"item_WBC_CS_{code}", QWidget).isEnabled() for code in ("NCS", "CS"))
    assert boxes.isVisible()
    bench.hand.shortcut(Qt.Key.Key_S)
    bench.rest()
    bench.desktop.lock()
    bench.sit_down(INVESTIGATOR)
    page = open_form(bench)
    row = row_of(page, "WBC")
    assert "to judge" in row.words()
    bench.hand.come_forward()
    bench.hand.find("item_WBC", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    while not cursor().startswith("item_WBC_CS"):
        keys(Qt.Key.Key_Return)
    assert page.draft is not None
    assert page.draft.text("WBC_CS") == ""  # nothing is preselected
    keys(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert page.draft.text("WBC_CS") == "NCS"
    keys("t")
    assert page.draft.text("WBC_CSDT") == DAY
    bench.hand.shortcut(Qt.Key.Key_S)
    bench.rest()
    values = asking.record(bench.workplace._site, NUMBER, "CBC", "SCR").values
    assert (values["WBC_CS"], values["WBC_CSDT"]) == ("NCS", DAY)


def test_a_coded_result_out_of_normal_is_judged_too(bench: Seat) -> None:
    bench.sit_down(INVESTIGATOR)
    page = begin(bench, "URIN")
    assert page.draft is not None
    page.draft.set_value("PRO", "P2")
    page.draft.set_value("GLU", "NEG")
    assert "abn." in row_of(page, "PRO").words()
    assert bench.hand.seen("item_PRO_CS") is not None
    assert bench.hand.seen("item_GLU_CS") is None


def test_an_old_record_keeps_the_ranges_it_was_saved_with(bench: Seat) -> None:
    site = bench.places.unlock()
    values = {**HEAD, "WBC": "3.10", "WBC_LO": "3.0", "WBC_HI": "9.0", "PLT": "210"}
    carry_out(site, SaveRecord(NUMBER, "CBC", values, visit="SCR", observed_on=DAY, is_complete=False))
    site.close()
    bench.sit_down()
    page = open_form(bench)
    assert not page.has_unsaved
    assert limits(page, "WBC") == ("3.0", "9.0")
    assert limits(page, "PLT") == ("", "")
    assert "3.0–9.0 normal" in row_of(page, "WBC").words()


REPORT = (
    "项目\t结果\t单位\t参考范围\n白细胞\t3.10 ↓\t10^9/L\t3.5-9.5\nHb\t13.8\tg/dL\t13.0-17.5\n"
    "血小板\t<10\t10^9/L\t\n某项\t1\t\t"
)


def test_a_pasted_report_is_shown_before_it_enters_and_leaves_by_one_undo(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    assert page.draft is not None
    QApplication.clipboard().setText(REPORT)
    bench.hand.come_forward()
    bench.hand.find("item_WBC", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    bench.hand.shortcut(Qt.Key.Key_V)
    table = bench.hand.find("paste_table", Table)
    shown = " ".join(words for _, words in words_in(table))
    for words in (
        "3.10",
        "3.5–9.5",
        "13.8",
        "g/dL",
        "<10 was not measured exactly",
        "No result of this form is called 某项",
    ):
        assert words in shown
    assert page.draft.text("WBC") == ""  # nothing enters before it is taken over
    assert bench.hand.find("paste_count", QLabel).text() == "2 results would be filled in, 2 lines stay out."
    bench.hand.click("paste_take")
    assert [page.draft.text(one) for one in ("WBC", "WBC_LO", "WBC_HI", "HGB", "HGB_U", "PLT")] == [
        "3.10", "3.5", "9.5", "13.8", "g/dL", "",
    ]  # fmt: skip
    assert "13.8" in bench.hand.find("item_HGB", QLineEdit).text()
    bench.hand.shortcut(Qt.Key.Key_Z)
    assert [page.draft.text(one) for one in ("WBC", "WBC_LO", "HGB", "HGB_U")] == ["", "", "", ""]


def test_a_column_of_numbers_begins_at_the_cursor(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    assert page.draft is not None
    QApplication.clipboard().setText("138\n0.41\n210\n")
    bench.hand.come_forward()
    bench.hand.find("item_HGB", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    keys(Qt.Key.Key_F9)
    bench.hand.find("paste_dialog", QWidget)
    bench.hand.click("paste_take")
    assert [page.draft.text(one) for one in ("HGB", "HCT", "PLT", "WBC")] == ["138", "0.41", "210", ""]
    assert limits(page, "HGB") == ("130", "175")


def test_what_is_pasted_can_be_mended_or_left_alone(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    assert page.draft is not None
    bench.hand.click("paste_RESULTS")
    assert not bench.hand.find("paste_take", QWidget).isEnabled()
    bench.hand.write("paste_text", "WBC 5.2")
    assert bench.hand.find("paste_take", QWidget).isEnabled()
    keys(Qt.Key.Key_Escape)
    assert bench.hand.seen("paste_dialog") is None
    assert page.draft.text("WBC") == ""


def test_a_significant_result_opens_a_new_event_with_its_words_proposed(bench: Seat) -> None:
    bench.sit_down(INVESTIGATOR)
    page = begin(bench)
    assert page.draft is not None
    for item, value in (("NEUT", "0.40"), ("NEUT_CS", "CS"), ("NEUT_CSDT", DAY)):
        page.draft.set_value(item, value)
    bench.hand.shortcut(Qt.Key.Key_S)
    bench.rest()
    bench.hand.click("event_NEUT")
    bench.hand.click("significant_new")
    event = bench.hand.page(AdverseEventPage)
    bench.rest()
    assert event.draft is not None
    items = bench.workplace.study.adverse_event
    assert event.draft.text(items.verbatim).endswith("low: 0.40 10^9/L (range 1.80–6.30)")
    assert event.draft.text(items.started_on) == DAY
    site = bench.workplace._site
    assert asking.adverse_events(site) == ()  # nothing is saved by itself
    assert event.has_unsaved
    event.undo()
    assert event.draft.text(items.verbatim) == ""


def test_a_typed_range_that_is_another_than_the_laboratory_states_is_said_and_can_be_replaced(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    bench.hand.write("item_WBC", "3.10")
    bench.hand.press("item_WBC", Qt.Key.Key_F4)
    bench.hand.write("item_WBC_LO", "3.00")
    bench.hand.find("item_RBC", QWidget).setFocus(Qt.FocusReason.TabFocusReason)
    line = bench.hand.find("check_range_WBC", QWidget)
    assert "示范医院检验科 states 3.50–9.50 for this day" in line.accessibleName()
    bench.hand.click("act_range_WBC")
    assert limits(page, "WBC") == ("3.50", "9.50")
    assert bench.hand.seen("check_range_WBC") is None


def test_a_judgement_that_is_no_longer_asked_stays_until_an_investigator_clears_it(bench: Seat) -> None:
    bench.sit_down(INVESTIGATOR)
    page = begin(bench)
    assert page.draft is not None
    for item, value in (("WBC", "3.10"), ("WBC_CS", "NCS"), ("WBC_CSDT", DAY), ("WBC", "5.10")):
        page.draft.set_value(item, value)
    page.check()
    assert bench.hand.seen("item_WBC_CS") is not None
    bench.hand.click("act_part_WBC_CS")
    assert page.draft.text("WBC_CS") == ""


def test_unsaved_work_that_comes_back_goes_on_following_the_ranges(bench: Seat) -> None:
    bench.sit_down()
    page = begin(bench)
    assert page.draft is not None
    page.draft.set_value("LBDTC", "2025-12-31 08:10")  # before the first range
    bench.hand.write("item_WBC", "3.10")
    assert limits(page, "WBC") == ("", "")
    page.draft.set_value("LBDTC", HEAD["LBDTC"])
    assert limits(page, "WBC") == ("3.50", "9.50")
    bench.desktop.lock()
    bench.sit_down()
    again = bench.hand.page(FormPage)
    bench.rest()
    assert again.draft is not None
    assert limits(again, "WBC") == ("3.50", "9.50")
    again.draft.set_value("LBDTC", "2025-12-31 08:10")
    assert limits(again, "WBC") == ("", "")

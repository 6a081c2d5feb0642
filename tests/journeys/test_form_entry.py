"""Fills forms of the full edition at the window: rows, partial dates, what is calculated, checks, codes, not done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.views import RecordView
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.item_row import ItemRow
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.study.values import Missing
from escc_desktop.words import Language
from tests.building import VITAL_SIGNS
from tests.journeys.seat import Seat

NUMBER, DAY = "01-001", "2026-03-05"
VITALS = {key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}
DEMOGRAPHY = {"SEX": "M", "BRTHDAT": "1962-03-06", "RACE": "ASIAN", "ETHGRP": "01", "HEIGHT": "170"}


def opened(seat: Seat, form: str, visit: str | None = "SCR") -> FormPage:
    """Open a form of the participant and wait until all of it stands."""
    seat.hand.come_forward()
    seat.router.open_form(NUMBER, form, visit)
    page = seat.hand.page(FormPage)
    seat.hand.until(lambda: page.matter is not None and page.matter.record.form == form)
    seat.rest()
    seat.hand.until(lambda: page._rows is not None and not page._rows.is_building)
    return page


def record(seat: Seat, form: str, visit: str | None = "SCR") -> RecordView:
    """Return a record as it is saved."""
    found: list[RecordView] = []
    seat.workplace.ask(lambda site: asking.record(site, NUMBER, form, visit), found.append, seat.window)
    seat.hand.until(lambda: bool(found))
    return found[0]


def saved(seat: Seat, page: FormPage) -> None:
    """Save by the key and wait until it is."""
    seat.hand.shortcut(Qt.Key.Key_S)
    seat.hand.until(lambda: not page.has_unsaved)
    seat.rest()


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, text: str = "") -> None:
    """Type ``text`` where the cursor is, then press a key."""
    if text:
        QTest.keyClicks(focus(), text)
    QTest.keyClick(focus(), key)


def words(page: FormPage, key: str) -> str:
    """Return what the row of a key says."""
    row = page._rows.row(key) if page._rows is not None else None
    assert isinstance(row, ItemRow)
    return row.words()


def test_rows_are_added_and_struck_out_by_one_key(desk: Seat) -> None:
    page = opened(desk, "MH", None)
    page.go_to_item("MHYN")
    press(Qt.Key.Key_Y)
    press(Qt.Key.Key_Return)
    assert page.item_at_cursor() == "MHTERM.1"
    press(Qt.Key.Key_Return, "hypertension")
    press(Qt.Key.Key_F7)
    assert page.item_at_cursor() == "MHTERM.2"
    press(Qt.Key.Key_F7, "ulcer")
    press(Qt.Key.Key_Return, "mistaken")
    press(Qt.Key.Key_F8)  # never saved: it goes whole, and undo brings it back
    assert page.draft is not None
    group = page.draft.form.group("CONDITIONS")
    assert page.draft.rows(group) == (1, 2)
    desk.hand.shortcut(Qt.Key.Key_Z)
    assert page.draft.text("MHTERM.3") == "mistaken"
    desk.hand.shortcut(Qt.Key.Key_Y)
    saved(desk, page)
    assert {k: v for k, v in record(desk, "MH", None).values.items() if k.startswith("MHTERM")} == {
        "MHTERM.1": "hypertension",
        "MHTERM.2": "ulcer",
    }
    page.go_to_item("MHTERM.2")
    press(Qt.Key.Key_F8)
    assert "struck out" in desk.hand.text_of("repeat_CONDITIONS.2")
    saved(desk, page)
    kept = record(desk, "MH", None).values
    assert (kept["CONDITIONS.2"], kept["MHTERM.2"]) == ("STRUCK", "ulcer")
    desk.hand.click("strike_CONDITIONS.2")
    assert page.draft.text("CONDITIONS.2") != "STRUCK"


def test_a_date_is_kept_as_far_as_it_is_known(desk: Seat) -> None:
    page = opened(desk, "DH", None)
    first = page.draft.form.items[0].id if page.draft is not None else ""
    page.go_to_item(first)
    assert "may be UK" in words(page, first)
    press(Qt.Key.Key_Return, "2025-11-uk")
    assert page.draft is not None
    assert page.draft.text(first) == "2025-11-UK"
    assert "never completed" in words(page, first)
    page.go_to_item(first)
    desk.hand.write(f"item_{first}", "2025年11月")
    assert page.draft.text(first) == "2025-11-UK"
    saved(desk, page)
    assert record(desk, "DH", None).values[first] == "2025-11-UK"


def test_a_saved_value_stands_though_another_form_gives_another_by_now(desk: Seat) -> None:
    """Paper and signature hold what was saved: 61.5 kg and 170 cm; the height is corrected to 160 cm afterwards."""
    page = opened(desk, "VS", "SCR")
    assert "21.3" in words(page, "BMI")
    page = opened(desk, "DM", None)
    desk.hand.write("item_HEIGHT", "160")
    desk.hand.shortcut(Qt.Key.Key_S)
    press(Qt.Key.Key_Return, "1")
    desk.hand.until(lambda: not page.has_unsaved)
    desk.rest()
    page = opened(desk, "VS", "SCR")
    assert "21.3" in words(page, "BMI")
    assert "gives 24.0 by now" in words(page, "BMI")


def test_what_is_calculated_follows_typing_and_names_what_it_needs(desk: Seat) -> None:
    page = opened(desk, "VS")
    assert page.draft is not None
    assert page.draft.text("BMI") == "21.3"  # 61.5 kg and the 170 cm of another form
    assert "worked out from" in words(page, "BMI")
    desk.hand.write("item_WEIGHT", "58.0")
    assert page.draft.text("BMI") == "20.1"
    assert "20.1" in words(page, "BMI")
    desk.hand.write("item_WEIGHT", "")
    QTest.keyClick(focus(), Qt.Key.Key_Backspace)
    assert "needs" in words(page, "BMI")


def test_a_soft_check_asks_for_its_reason_beside_its_items_and_a_change_for_one_at_save(desk: Seat) -> None:
    page = opened(desk, "VS")
    assert page.draft is not None
    page.go_to_item("ECOG")
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_Return)
    assert page.item_at_cursor() == "why:VS2"
    press(Qt.Key.Key_Return, "confirmed twice")
    desk.hand.shortcut(Qt.Key.Key_S)
    assert page.reason_bar.reason.hasFocus()  # once per save: the form was complete
    press(Qt.Key.Key_Return, "1")
    desk.hand.until(lambda: not page.has_unsaved)
    desk.rest()
    kept = record(desk, "VS")
    assert kept.is_complete
    assert kept.justified == {"VS2": "confirmed twice"}
    page.go_to_item("why:VS2")
    press(Qt.Key.Key_F6)
    desk.hand.until(lambda: "confirmed twice" in desk.hand.text_of("history_panel"))


def test_a_missing_code_is_one_key_and_the_last_reason_is_offered_again(desk: Seat) -> None:
    page = opened(desk, "VS", "FTDTPI-C1D1")
    assert page.draft is not None
    page.go_to_item("SYSBP")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Return, "cuff broken")
    press(Qt.Key.Key_F2)  # DIABP: the same code and reason, one key
    press(Qt.Key.Key_Return)
    assert page.draft.value("SYSBP") == page.draft.value("DIABP") == Missing("ND", "cuff broken")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_F2)  # the next code
    assert page.draft.value("PULSE") == Missing("UK", "cuff broken")
    press(Qt.Key.Key_F2)  # and the value again after the last
    assert page.draft.value("PULSE") == ""
    press(Qt.Key.Key_Return, "nd")  # a code may be typed as well
    assert page.draft.value("PULSE") == Missing("ND", "cuff broken")
    press(Qt.Key.Key_Escape)
    assert page.draft.value("PULSE") == ""


def test_a_whole_form_is_not_done_with_one_reason_and_undone_before_it_is_saved(desk: Seat) -> None:
    page = opened(desk, "ECG")
    assert page.draft is not None
    desk.hand.write("item_EGHR", "60")
    desk.hand.click("form_not_done")
    assert page.draft.collected() == {}
    desk.hand.shortcut(Qt.Key.Key_Z)
    assert page.draft.text("EGHR") == "60"
    desk.hand.click("form_not_done")
    assert focus().objectName() == "not_done_reason"
    press(Qt.Key.Key_Return, "machine out of order")
    saved(desk, page)
    kept = record(desk, "ECG")
    assert (kept.not_done, kept.is_complete) == (Missing("ND", "machine out of order"), True)
    assert desk.hand.seen("not_done_card") is not None


def test_after_a_lock_rows_reasons_and_the_cursor_are_there_again(desk: Seat) -> None:
    page = opened(desk, "MH", None)
    page.go_to_item("MHYN")
    press(Qt.Key.Key_Y)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, "ulcer")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Return, "gout")
    assert page.draft is not None
    page.draft.justify("MH3", "as told")
    typed, at = page.draft.typed(), page.item_at_cursor()
    desk.hand.shortcut(Qt.Key.Key_L)
    desk.hand.find("unlock_page", QWidget)
    desk.rest()
    desk.unlock()
    again = desk.hand.find("form_page", FormPage)
    desk.rest()
    assert again.draft is not None
    assert again.draft.typed() == typed
    desk.hand.until(lambda: desk.hand.seen("item_MHTERM.2") is not None)
    assert again.item_at_cursor() == at


def test_no_key_acts_while_an_input_method_composes(desk: Seat) -> None:
    page = opened(desk, "MH", None)
    page.go_to_item("MHYN")
    press(Qt.Key.Key_Y)
    press(Qt.Key.Key_Return)
    field = focus()
    assert isinstance(field, FieldEdit)
    QApplication.sendEvent(field, QInputMethodEvent("wei", []))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F7, Qt.Key.Key_F2, Qt.Key.Key_PageDown):
        QTest.keyClick(field, key)
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert focus() is field
    assert page.has_unsaved
    assert page.draft is not None
    assert page.draft.rows(page.draft.form.group("CONDITIONS")) == (1,)
    event = QInputMethodEvent()
    event.setCommitString("胃溃疡")
    QApplication.sendEvent(field, event)
    press(Qt.Key.Key_Return)
    assert page.draft.text("MHTERM.1") == "胃溃疡"
    assert focus() is not field


def test_page_keys_go_from_group_to_group_and_the_head_stays_in_sight(desk: Seat) -> None:
    page = opened(desk, "DH", None)
    assert page.draft is not None
    assert page._rows is not None
    groups = page.draft.form.groups
    page.go_to_item(groups[0].items[0].id)
    for group in groups[1:3]:
        press(Qt.Key.Key_PageDown)
        assert page.draft.form.group_of(page.item_at_cursor() or "").id == group.id
    assert page._rows.place()[1] == 3
    press(Qt.Key.Key_PageUp)
    assert page.draft.form.group_of(page.item_at_cursor() or "").id == groups[1].id


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_form_of_the_edition_opens_with_every_question(desk: Seat, language: Language) -> None:
    desk.application.dress(language, "light")
    study = desk.workplace.study
    for form in study.forms.values():
        if form.id in (study.adverse_event.form, "IE"):
            continue  # these two have pages of their own
        visit = next((one.id for one in study.visits if form.id in one.forms), None) if form.kind == "visit" else None
        page = opened(desk, form.id, visit)
        assert page._rows is not None
        assert page.draft is not None
        asked = {key for key, applies in page.draft.standing.applies.items() if applies}
        stand = {key for row in page._rows.rows() for key in row.keys}
        assert asked <= stand, form.id
        assert not page.has_unsaved, form.id

"""Leaves and closes with something typed and not saved: the window asks, and loses nothing that was not given up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.commands import SaveRecord
from escc_desktop.actions.site import Site
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.study.values import Value
from tests.building import VITAL_SIGNS
from tests.journeys.furnishing import BOOKED, ENROLLED, VITALS
from tests.journeys.seat import Seat


def by_rail(seat: Seat) -> None:
    QTest.mouseClick(seat.window.rail.entries["today"], Qt.MouseButton.LeftButton)


def by_key(seat: Seat) -> None:
    seat.hand.shortcut(Qt.Key.Key_1)


def by_going_back(seat: Seat) -> None:
    seat.router.back()


def by_closing(seat: Seat) -> None:
    seat.window.close()


def begin(seat: Seat) -> FormPage:
    """Open a new form and type one value; the way back leads to Today."""
    seat.router.open_form(ENROLLED, "VS", BOOKED)
    seat.hand.find("form_page", QWidget)
    seat.rest()
    seat.hand.write("observed_on", "2026-03-05")
    seat.hand.write("item_SYSBP", "141")
    return seat.hand.page(FormPage)


@pytest.fixture
def form(seat: Seat) -> FormPage:
    """A new form with one value typed."""
    return begin(seat)


def saved(seat: Seat, record: str) -> dict[str, Value] | None:
    """Return the values of a record as the vault holds them, None where there is none; free text is not among them."""
    found: list[dict[str, Value] | None] = []

    def question(site: Site) -> dict[str, Value] | None:
        reading = site.office.readings.record(record)
        return dict(reading.record.values) if reading is not None else None

    seat.workplace.ask(question, found.append, seat.window)
    seat.hand.until(lambda: bool(found))
    return found[0]


def test_cancel_keeps_everything_and_discard_goes(seat: Seat) -> None:
    for leave in (by_rail, by_key, by_going_back):
        form = begin(seat)
        leave(seat)
        seat.hand.click("unsaved_cancel")
        seat.hand.until(lambda: seat.hand.seen("unsaved") is None)
        assert seat.window.current_name() == "form"
        assert form.draft is not None
        assert (form.draft.value("SYSBP"), form.draft.observed_on) == ("141", "2026-03-05")
        leave(seat)
        seat.hand.click("unsaved_discard")
        seat.hand.find("today_page", QWidget)
        assert not form.has_unsaved
        assert saved(seat, f"{ENROLLED}/{BOOKED}/VS") is None


def test_save_saves_and_goes(seat: Seat, form: FormPage) -> None:
    by_key(seat)
    seat.hand.click("unsaved_save")
    seat.hand.find("today_page", QWidget)
    assert saved(seat, f"{ENROLLED}/{BOOKED}/VS") == {"SYSBP": "141"}


def test_save_that_is_not_possible_stays_and_does_not_leave_later(seat: Seat, form: FormPage) -> None:
    seat.hand.write("item_SYSBP", "abc")
    by_key(seat)
    seat.hand.click("unsaved_save")
    seat.hand.until(lambda: seat.hand.seen("unsaved") is None)
    assert seat.window.current_name() == "form"
    seat.hand.write("item_SYSBP", "142")
    seat.hand.click("save")
    seat.hand.until(lambda: not form.has_unsaved)
    seat.rest()
    assert seat.window.current_name() == "form"


def test_closing_asks_in_the_window(seat: Seat, form: FormPage) -> None:
    by_closing(seat)
    seat.hand.click("unsaved_cancel")
    assert seat.window.isVisible()
    assert form.has_unsaved
    by_closing(seat)
    by_closing(seat)  # impatient: one question is enough
    assert len([one for one in seat.window.findChildren(QWidget, "unsaved") if one.isVisible()]) == 1
    seat.hand.click("unsaved_save")
    seat.hand.until(lambda: not seat.window.isVisible())
    assert saved(seat, f"{ENROLLED}/{BOOKED}/VS") == {"SYSBP": "141"}


def test_closing_after_discard_closes(seat: Seat, form: FormPage) -> None:
    by_closing(seat)
    seat.hand.click("unsaved_discard")
    seat.hand.until(lambda: not seat.window.isVisible())


def test_closing_with_nothing_to_save_asks_nothing(seat: Seat) -> None:
    seat.go("form")
    assert seat.window.close()


def test_the_title_shows_that_something_is_not_saved(seat: Seat, form: FormPage) -> None:
    assert seat.window.isWindowModified()
    seat.hand.shortcut(Qt.Key.Key_Z)
    seat.hand.shortcut(Qt.Key.Key_Z)
    assert not seat.window.isWindowModified()
    seat.hand.write("item_SYSBP", "143")
    assert seat.window.isWindowModified()
    by_key(seat)
    seat.hand.click("unsaved_discard")
    seat.hand.find("today_page", QWidget)
    assert not seat.window.isWindowModified()


def test_locking_takes_the_sign_away(seat: Seat, form: FormPage) -> None:
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    assert not seat.window.isWindowModified()
    assert seat.window.close()


def test_what_is_typed_while_saving_is_not_taken_for_saved(seat: Seat, form: FormPage) -> None:
    record = f"{ENROLLED}/{BOOKED}/VS"
    seat.hand.shortcut(Qt.Key.Key_S)
    seat.hand.write("item_DIABP", "91")
    seat.rest()
    assert saved(seat, record) == {"SYSBP": "141"}
    assert form.has_unsaved
    assert form.draft is not None
    assert form.draft.value("DIABP") == "91"
    seat.hand.shortcut(Qt.Key.Key_S)
    seat.hand.until(lambda: not form.has_unsaved)
    assert seat.hand.seen("problem") is None
    assert saved(seat, record) == {"SYSBP": "141", "DIABP": "91"}


def test_saving_twice_in_haste_makes_one_event(seat: Seat) -> None:
    seat.router.open_adverse_event(ENROLLED)
    seat.hand.find("adverse_event_page", QWidget)
    seat.rest()
    seat.hand.write("item_AETERM", "恶心")
    for _ in range(2):
        seat.hand.shortcut(Qt.Key.Key_S)
    seat.rest()
    assert saved(seat, f"{ENROLLED}/AE/2") is not None
    assert saved(seat, f"{ENROLLED}/AE/3") is None
    assert seat.hand.seen("problem") is None


def test_a_form_saved_by_another_meanwhile_keeps_what_was_typed(seat: Seat) -> None:
    page = seat.go("form")
    assert isinstance(page, FormPage)
    seat.hand.write("item_PULSE", "99")
    other_saves(seat, {**VITAL_SIGNS, "SYSBP": "150"})
    assert page.has_unsaved
    seat.hand.choose("change_reason", "TRANSCRIPTION")
    seat.hand.click("save_changes")
    seat.hand.find("problem", QWidget)
    assert page.draft is not None
    assert page.draft.value("PULSE") == "99"
    seat.hand.click("problem_act")
    seat.hand.until(lambda: seat.hand.seen("problem") is None)
    assert (page.draft.value("PULSE"), page.draft.value("SYSBP")) == ("99", "150")
    seat.hand.choose("change_reason", "TRANSCRIPTION")
    seat.hand.click("save_changes")
    seat.hand.until(lambda: not page.has_unsaved)
    assert saved(seat, VITALS) == {**VITAL_SIGNS, "PULSE": "99", "SYSBP": "150"}


def other_saves(seat: Seat, values: dict[str, str]) -> None:
    """Save the form of the visit as somebody else would, behind the page's back."""
    page = seat.hand.page(FormPage)
    assert page.matter is not None
    record = page.matter.record
    command = SaveRecord(
        ENROLLED, "VS", values, record=VITALS, visit=record.visit, based_on=record.last,
        observed_on=record.observed_on, reason="TRANSCRIPTION",
    )  # fmt: skip
    done: list[object] = []
    seat.workplace.do(command, done.append, None, seat.window)
    seat.hand.until(lambda: bool(done))
    seat.rest()

"""Walks every page on a monitor's login: nothing that would be refused is offered, and what only reads still works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.unlock import lock
from escc_desktop.gui.widgets.buttons import TabStrip
from tests.building import ADMINISTRATOR, COORDINATOR, WORDS, Places, copy
from tests.journeys.furnishing import ENROLLED, WAITING
from tests.journeys.seat import Seat, at_window
from tests.journeys.test_findings import MONITOR, PASSPHRASE, enter

READING = {
    *("today_calendar", "today_data_safety", "month_before", "month_after", "month_today", "participant_filter"),
    *("calendar_view_month", "calendar_view_list", "print_event_log", "new_document", "participant_print"),
    *("participant_checklist", "participant_main", "previous", "next", "print_eligibility", "print_record"),
    *("delegation_print", "follow_up_print", "finding_text", "finding_send"),
    *("edition_view_contradictions", "edition_view_assumptions", "edition_find", "laboratory_form"),
}
LEADING = ("serious_open_", "participants_", "choose_", "journal_", "history_")
"""What only reads, prints, leads on or raises a finding; everything else on a page must be away or at rest."""


def acts(top: QWidget) -> list[QWidget]:
    """Return what can be pressed or typed into now."""
    fields = (QLineEdit, QPlainTextEdit, QTextEdit)
    return [
        one
        for one in top.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and (isinstance(one, QAbstractButton | QComboBox) or (isinstance(one, fields) and not one.isReadOnly()))
        and not isinstance(one.parentWidget(), QComboBox | QLineEdit | TabStrip)
    ]


@pytest.fixture
def monitored(furnished: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """A monitor at work at the window of the furnished site."""
    places = copy(furnished, tmp_path / "site")
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson(MONITOR, ("monitor",), PASSPHRASE, date(2026, 4, 30)))
    lock(site)
    with at_window(places, qapp, qtbot) as seat:
        enter(seat, "P04", PASSPHRASE)
        yield seat


def test_no_page_offers_what_would_be_refused(monitored: Seat) -> None:
    seat = monitored
    offered = []
    for name in seat.pages():
        page = seat.go(name)
        told = seat.hand.find("notice_reading_login", QWidget)
        assert "those buttons are not shown" in told.accessibleName()
        for one in acts(page):
            whose = one.objectName()
            if whose not in READING and not whose.startswith(LEADING):
                offered.append(f"{name}: {type(one).__name__} {whose} {one.accessibleName()}")
            assert not getattr(one, "is_recording", False), whose
    assert not offered, "\n".join(offered)


def test_keys_and_ways_round_the_buttons_record_nothing(monitored: Seat) -> None:
    seat = monitored
    calendar = seat.go("calendar")
    grid = seat.router.calendar.grid
    seat.router.open_calendar(ENROLLED)
    seat.rest()
    visit = next(one for one in calendar._matter.visits if one.held_on is None)  # type: ignore[attr-defined]
    grid.take_up(visit)
    seat.hand.tap(grid, Qt.Key.Key_Right)
    assert grid.ghost() == visit.shown_on
    assert seat.hand.seen("save_visit") is None
    seat.router.sign_as()
    seat.router.record_ink()
    seat.router.register_screening()
    assert not seat.window.has_dialog
    seat.router.open_participant(WAITING)
    seat.rest()
    assert [one.objectName() for one in acts(seat.window.page("participant")) if getattr(one, "is_recording", 0)] == []


def test_the_next_login_has_its_buttons_again(monitored: Seat) -> None:
    seat, hand = monitored, monitored.hand
    seat.go("participants")
    assert hand.seen("register_screening") is None
    hand.shortcut(Qt.Key.Key_L)
    enter(seat, "P02", WORDS[COORDINATOR])
    seat.go("participants")
    assert hand.find("register_screening", QWidget).isEnabled()

"""Marks a visit as not done from the calendar: its forms, its mark, Today, and filling a form after all."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RecordFirstDose, RegisterScreening
from escc_desktop.actions.unlock import lock
from escc_desktop.gui.pages.calendar_page import CalendarPage
from tests.building import FULL_CONSENT, Places
from tests.journeys.seat import Seat, at_window
from tests.journeys.test_delegation import lines

VISIT = "FTDTPI-C1D8"
DUE = date(2026, 3, 12)


def treated(places: Places) -> str:
    """Screen somebody and record the first dose; let the window of day 8 pass without a visit."""
    site = places.unlock()
    number = str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
    first = date(2026, 3, 5)
    carry_out(site, RecordFirstDose(number, {"FTDTPI": first, "ANLO": first}))
    lock(site, "closed")
    places.clock.set_by(days=12)
    return number


def take_up(seat: Seat, number: str) -> CalendarPage:
    """Show the visit in the calendar's panel."""
    seat.router.open_calendar(number, DUE)
    seat.rest()
    page = seat.window.page("calendar")
    assert isinstance(page, CalendarPage)
    page.grid.take_up(next(one for one in page.grid.visits_on(DUE) if one.visit == VISIT))
    seat.rest()
    return page


def test_a_visit_that_did_not_take_place_is_said_once_and_asked_for_no_more(
    full_places: Places, qapp: QApplication, qtbot: QtBot
) -> None:
    number = treated(full_places)
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        hand = seat.hand
        overdue = asking.today(seat.workplace._site).overdue
        assert VISIT in {one.visit for one in overdue}
        page = take_up(seat, number)
        hand.click("visit_not_done")
        hand.click("visit_not_done_confirm")
        hand.until(lambda: "Write why" in hand.text_of("visit_not_done_dialog"))
        hand.write("visit_not_done_reason", "受试者在外地，未到院")
        hand.click("visit_not_done_confirm")
        hand.until(lambda: hand.seen("visit_not_done_dialog") is None)
        seat.rest()
        hand.until(lambda: "受试者在外地，未到院" in hand.text_of("calendar_panel"))
        assert hand.text_of("visit_forms").count("Not done") == 2
        assert hand.seen("visit_not_done") is None
        assert hand.seen("save_visit") is None
        assert next(one for one in page.grid.visits_on(DUE) if one.visit == VISIT).state == "not_done"

        today = asking.today(seat.workplace._site)
        assert VISIT not in {one.visit for one in (*today.overdue, *today.missed, *today.due_today)}
        seat.router.open_participant(number)
        seat.rest()
        seat.router.participant._choose_tab("visits")
        table = hand.find("participant_visits", QWidget)
        hand.until(lambda: any("Not done" in line for line in lines(table)))
        seat.router.participant.visits.choose("FTDTPI-C1D15")
        hand.click("visit_not_done_here")
        hand.write("visit_not_done_reason", "方案调整，未安排")
        hand.click("visit_not_done_confirm")
        hand.until(lambda: "方案调整，未安排" in hand.text_of("visit_panel"))
        seat.go("journal")
        assert any("did not take place" in line for line in lines(hand.find("journal_table", QWidget)))

        take_up(seat, number)
        hand.click("fill_VS")
        seat.rest()
        hand.until(lambda: hand.seen("not_done_card") is not None)


def test_filling_a_form_after_all_makes_the_visit_held(full_places: Places) -> None:
    from escc_desktop.actions.commands import SaveRecord
    from escc_desktop.actions.edition_commands import NoteVisitNotDone
    from tests.building import VITAL_SIGNS

    number = treated(full_places)
    site = full_places.unlock()
    carry_out(site, NoteVisitNotDone(number, VISIT, "ND", "未到院"))
    visit = next(one for one in asking.participant(site, number).visits if one.visit == VISIT)
    assert (visit.state, visit.not_done.reason if visit.not_done else "") == ("not_done", "未到院")
    record = asking.record(site, number, "VS", VISIT)
    values = {key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}
    day = (DUE + timedelta(days=1)).isoformat()
    more = {"visit": VISIT, "record": record.id, "based_on": record.last, "observed_on": day, "reason": "OMITTED"}
    carry_out(site, SaveRecord(number, "VS", values, is_complete=False, **more))  # type: ignore[arg-type]
    visit = next(one for one in asking.participant(site, number).visits if one.visit == VISIT)
    assert (visit.state, visit.held_on, visit.not_done) == ("done", date(2026, 3, 13), None)
    site.close()

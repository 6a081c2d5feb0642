"""Finds each of 34 forms from the page of a participant, and adds a blood count between two visits."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.calendar_page import CalendarPage
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.participant_page import ParticipantPage
from escc_desktop.gui.widgets.table import Row, Table
from tests.journeys.full_furnishing import TREATED
from tests.journeys.seat import Seat
from tests.journeys.test_delegation import lines


def at_tab(seat: Seat, tab: str) -> ParticipantPage:
    seat.router.open_participant(TREATED)
    seat.rest()
    page = seat.hand.page(ParticipantPage)
    page.tabs.choose(tab)
    page.tabs.chosen.emit(tab)
    return page


def keys(table: Table) -> list[str]:
    rows = (table.model_of_rows.row(place) for place in range(table.model_of_rows.rowCount()))
    return [row.key for row in rows if isinstance(row, Row)]


def test_every_form_of_the_study_stands_in_its_group(full_seat: Seat) -> None:
    page = at_tab(full_seat, "forms")
    study = full_seat.workplace.study
    assert sorted(keys(page.forms.forms)[1:]) == sorted(study.forms)
    told = lines(page.forms.forms)
    groups = [place for place, line in enumerate(told) if line.startswith(("Once for", "As often", "At visits"))]
    assert len(groups) == 3
    assert any(line.startswith("Demography") and "Complete" in line and "Open" in line for line in told)
    assert any(line.startswith("Death") and "Not begun" in line and "Begin" in line for line in told)


@pytest.mark.parametrize(("typed", "found"), [("妊娠", "PREG"), ("lipid", "LIPID"), ("sae", "SAE"), ("合并", "CM")])
def test_a_form_is_found_by_its_name_in_either_language_or_its_id(full_seat: Seat, typed: str, found: str) -> None:
    page = at_tab(full_seat, "forms")
    full_seat.hand.write("form_search", typed)
    assert keys(page.forms.forms) == [found]


def test_a_record_of_a_log_is_begun_and_stands_among_its_own(full_seat: Seat) -> None:
    seat, page = full_seat, at_tab(full_seat, "forms")
    page.forms.forms.choose("CM")
    (line,) = lines(page.forms.records)
    assert line.startswith("Concomitant medication 1·甲氧氯普胺片")
    seat.hand.click("participant_new_record")
    form = seat.hand.page(FormPage)
    seat.rest()
    assert form.key is not None
    assert form.key == (TREATED, "CM", None, None)


@pytest.mark.parametrize("form", ["DH", "DTH", "SAE", "EOT", "DV"])
def test_forms_of_no_visit_open_with_enter(full_seat: Seat, form: str) -> None:
    seat, page = full_seat, at_tab(full_seat, "forms")
    page.forms.forms.choose(form)
    seat.hand.tap(page.forms.forms.view, Qt.Key.Key_Return)
    seat.hand.until(lambda: seat.window.current_name() == "form")
    shown = seat.hand.page(FormPage)
    seat.rest()
    assert shown.key is not None
    assert shown.key[:2] == (TREATED, form)


def test_a_visit_shows_each_of_its_forms_with_its_state(full_seat: Seat) -> None:
    seat, page = full_seat, at_tab(full_seat, "visits")
    page.visits.choose("SCR")
    seat.rest()
    assert any("Screening" in line and "3/15" in line for line in lines(page.visits.table))
    told = seat.hand.text_of("visit_panel")
    assert all(words in told for words in ("To be signed", "Not done", "Draft", "Not begun"))
    seat.hand.click("visit_form_ECHO")
    seat.rest()
    assert seat.hand.page(FormPage).key == (TREATED, "ECHO", "SCR", None)


def test_a_blood_count_between_two_visits_gets_its_number_and_its_form(full_seat: Seat) -> None:
    seat, page = full_seat, at_tab(full_seat, "visits")
    hand = seat.hand
    hand.click("participant_add_visit")
    hand.click("unscheduled_save")
    hand.until(lambda: "Type the date" in hand.text_of("unscheduled_dialog"))
    hand.write("unscheduled_day", "20260308")
    hand.click("unscheduled_save")
    hand.until(lambda: "at least one form" in hand.text_of("unscheduled_dialog"))
    hand.click("unscheduled_CBC")
    hand.click("unscheduled_save")
    hand.until(lambda: hand.seen("unscheduled_dialog") is None)
    seat.rest()
    assert page.visits.table.current_key() == "UNS2"
    hand.click("visit_more_forms")
    hand.click("unscheduled_COAG")
    hand.click("unscheduled_save")
    hand.until(lambda: hand.seen("visit_form_COAG") is not None)
    hand.click("visit_form_CBC")
    form = hand.page(FormPage)
    seat.rest()
    assert form.key == (TREATED, "CBC", "UNS2", None)
    assert "window" not in hand.text_of("form_page").lower()


def test_in_the_calendar_the_day_is_taken_over_and_somebody_is_chosen(full_seat: Seat) -> None:
    seat = full_seat
    hand, page = seat.hand, seat.go("calendar")
    assert isinstance(page, CalendarPage)
    page.grid.go_to(date(2026, 3, 10))
    hand.click("calendar_add_visit")
    hand.click("unscheduled_VS")
    hand.click("unscheduled_save")
    hand.until(lambda: "Choose a participant." in hand.text_of("unscheduled_dialog"))
    seat.rest()
    hand.choose("unscheduled_participant", TREATED)
    hand.click("unscheduled_save")
    hand.until(lambda: hand.seen("unscheduled_dialog") is None)
    seat.rest()
    (visit,) = [one for one in page.grid.visits_on(date(2026, 3, 10)) if one.is_unscheduled]
    assert (visit.visit, visit.forms, visit.state) == ("UNS2", ("VS",), "planned")


def test_what_has_many_forms_leads_from_the_calendar_to_its_visit(full_seat: Seat) -> None:
    seat = full_seat
    hand, page = seat.hand, seat.go("calendar")
    assert isinstance(page, CalendarPage)
    page.grid.go_to(date(2026, 3, 5))
    page.grid.take_up(next(one for one in page.grid.visits_on(date(2026, 3, 5)) if one.visit == "SCR"))
    hand.click("fill_forms")
    shown = hand.page(ParticipantPage)
    seat.rest()
    assert shown.visits.table.current_key() == "SCR"
    assert hand.find("visit_form_NTL", QWidget).isVisible()

"""Adds visits between the planned ones: the next number, a day, the forms chosen; one entry each."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import BookVisit, DocumentRequest, RegisterScreening
from escc_desktop.actions.edition_commands import AddVisit, NoteVisitNotDone
from escc_desktop.actions.paper import gather, produce
from escc_desktop.actions.site import Site
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.errors import Refused
from tests.building import FULL_CONSENT, VITAL_SIGNS, entries, kinds, save

ON = date(2026, 3, 9)


def screened(site: Site) -> str:
    return str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)


def visit_of(site: Site, number: str, visit: str) -> VisitView:
    return next(one for one in asking.participant(site, number).visits if one.visit == visit)


def test_a_repeated_blood_count_takes_the_next_number(full_site: Site) -> None:
    number = screened(full_site)
    before = entries(full_site)
    assert carry_out(full_site, AddVisit(number, ON, ("CHEM", "CBC"), "08:30")).value == "UNS1"
    assert carry_out(full_site, AddVisit(number, ON, ("VS",))).value == "UNS2"
    assert kinds(full_site)[before:] == ["visit.booked", "visit.booked"]
    view = visit_of(full_site, number, "UNS1")
    assert (view.shown_on, view.booked_at, view.forms, view.is_unscheduled) == (ON, "08:30", ("CBC", "CHEM"), True)
    assert [one.visit for one in asking.calendar(full_site, ON, ON) if one.is_unscheduled] == ["UNS2", "UNS1"][::-1]


def test_what_is_saved_of_it_is_held_on_its_own_day(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, AddVisit(number, ON, ("VS",)))
    values = {key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}
    save(full_site, number, "VS", values, visit="UNS1", observed_on="2026-03-04", is_complete=False)
    view = visit_of(full_site, number, "UNS1")
    assert (view.state, view.shown_on, view.is_out_of_window) == ("done", date(2026, 3, 4), False)


def test_more_forms_can_be_asked_of_it(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, AddVisit(number, ON, ("CBC",)))
    carry_out(full_site, AddVisit(number, ON, ("CBC", "ECG"), visit="UNS1"))
    assert visit_of(full_site, number, "UNS1").forms == ("CBC", "ECG")
    assert refusal(full_site, AddVisit(number, ON, ("CBC",), visit="UNS1")).code == "NOTHING_CHANGED"


def test_it_moves_with_a_reason_and_is_never_outside_a_window(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, AddVisit(number, ON, ("CBC",)))
    assert refusal(full_site, BookVisit(number, "UNS1", date(2026, 3, 12))).code == "REASON_MISSING"
    assert carry_out(full_site, BookVisit(number, "UNS1", date(2026, 3, 12), reason="TIME")).value is False
    view = visit_of(full_site, number, "UNS1")
    assert (view.shown_on, view.forms, view.is_out_of_window) == (date(2026, 3, 12), ("CBC",), False)


def test_only_its_own_forms_are_marked_as_not_done(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, AddVisit(number, ON, ("CBC", "VS")))
    assert carry_out(full_site, NoteVisitNotDone(number, "UNS1", "ND", "受试者未到院")).value == ("VS", "CBC")
    assert visit_of(full_site, number, "UNS1").state == "not_done"


def test_paper_asks_the_forms_that_were_chosen_and_names_no_window(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, AddVisit(number, ON, ("CBC",)))
    paper = produce(gather(full_site, DocumentRequest("worksheet", number, visit="UNS1")))
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper.data)).pages)
    assert "计划外访视1" in text
    assert "Unscheduledvisit1" in text
    assert full_site.study.form("CBC").label.zh in text
    assert full_site.study.form("VS").label.zh not in text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"forms": ()}, "VISIT_FORMS"),
        ({"forms": ("EXF",)}, "VISIT_FORMS"),
        ({"at": "25:00"}, "VISIT_TIME_FORM"),
        ({"visit": "SCR"}, "VISITS_USED_UP"),
        ({"visit": "UNS2"}, "VISIT_NOT_PLANNED"),
    ],
)
def test_what_cannot_be_added(full_site: Site, change: dict[str, Any], code: str) -> None:
    number = screened(full_site)
    asked: dict[str, Any] = {"participant": number, "on": ON, "forms": ("CBC",), **change}
    assert refusal(full_site, AddVisit(**asked)).code == code


def refusal(site: Site, command: Any) -> Refused:
    before = entries(site)
    with pytest.raises(Refused) as caught:
        carry_out(site, command)
    assert entries(site) == before
    return caught.value

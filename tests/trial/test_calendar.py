"""Proves study days, cycle days, windows and the five states of a visit, over all dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.trial.calendar import (
    PlannedVisit,
    anchors_of,
    cycle_day,
    plan,
    standing,
    state,
    study_day,
    window_notes,
)
from escc_desktop.trial.reading import Fact, fold_all

from .conftest import EDITION, Say

STUDY = load(read_folder(EDITION))
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
FIRST = date(2026, 3, 5)


@given(DAYS, DAYS)
def test_there_is_no_day_0(first: date, on: date) -> None:
    day = study_day(first, on)
    assert day != 0
    assert (day > 0) is (on >= first)
    back = first + timedelta(days=day - 1 if day > 0 else day)
    assert back == on


@given(DAYS)
def test_the_day_before_the_first_is_minus_one(first: date) -> None:
    assert study_day(first, first) == 1
    assert study_day(first, first - timedelta(days=1)) == -1


@given(DAYS, st.integers(0, 2000), st.sampled_from(["FTDTPI", "ANLO"]))
def test_cycle_and_day_say_the_date_again(first: date, days: int, drug: str) -> None:
    found = cycle_day(STUDY, drug, first, first + timedelta(days=days))
    assert found is not None
    cycle, day = found
    length = STUDY.drug(drug).cycle_days
    assert 1 <= day <= length
    assert (cycle - 1) * length + day - 1 == days


def test_before_the_first_dose_there_is_no_cycle() -> None:
    assert cycle_day(STUDY, "ANLO", FIRST, FIRST - timedelta(days=1)) is None


def test_two_drugs_two_clocks() -> None:
    on = FIRST + timedelta(days=49)
    assert cycle_day(STUDY, "FTDTPI", FIRST, on) == (2, 22)
    assert cycle_day(STUDY, "ANLO", FIRST, on) == (3, 8)


@given(DAYS, DAYS, DAYS)
def test_each_visit_stands_at_its_anchor(consent: date, one: date, other: date) -> None:
    anchors = {"consent": consent, "FTDTPI": one, "ANLO": other, "first_dose": min(one, other)}
    planned = plan(STUDY, anchors)
    assert {visit.visit_id for visit in planned} == {visit.id for visit in STUDY.visits if visit.anchor != "last_dose"}
    assert [visit.target_on for visit in planned] == sorted(visit.target_on for visit in planned)
    for visit in planned:
        said = STUDY.visit(visit.visit_id)
        assert visit.target_on == anchors[said.anchor] + timedelta(days=said.offset_days)
        assert (visit.target_on - visit.opens_on).days == said.before_days
        assert (visit.closes_on - visit.target_on).days == said.after_days


def test_without_an_anchor_nothing_is_planned() -> None:
    assert plan(STUDY, {}) == ()
    assert [one.visit_id for one in plan(STUDY, {"consent": FIRST})] == ["SCR"]


PLANNED = PlannedVisit("FTDTPI-C2D1", date(2026, 4, 2), date(2026, 3, 30), date(2026, 4, 5))
NEAR = st.dates(min_value=date(2026, 3, 1), max_value=date(2026, 5, 1))


@given(st.none() | NEAR, st.none() | NEAR, NEAR, st.booleans())
def test_every_visit_has_one_state(booked: date | None, held: date | None, today: date, is_superseded: bool) -> None:
    found = state(PLANNED, booked, held, today, is_superseded)
    if held is not None:
        assert found.name == "done"
        assert found.is_out_of_window is not PLANNED.holds(held)
        return
    assert found.name != "done"
    assert (found.name == "missed") is is_superseded
    assert found.is_out_of_window is (booked is not None and not PLANNED.holds(booked))
    if found.name == "overdue":
        assert today > PLANNED.closes_on
        assert booked is None or booked < today
    if found.name == "due":
        assert booked == today or PLANNED.holds(today)


@pytest.mark.parametrize(
    ("today", "booked", "name"),
    [
        (date(2026, 3, 29), None, "planned"),
        (date(2026, 3, 30), None, "due"),
        (date(2026, 4, 5), None, "due"),
        (date(2026, 4, 6), None, "overdue"),
        (date(2026, 3, 30), date(2026, 4, 2), "planned"),
        (date(2026, 4, 2), date(2026, 4, 2), "due"),
        (date(2026, 4, 3), date(2026, 4, 2), "due"),
        (date(2026, 4, 6), date(2026, 4, 2), "overdue"),
        (date(2026, 4, 6), date(2026, 4, 8), "planned"),
        (date(2026, 4, 8), date(2026, 4, 8), "due"),
        (date(2026, 4, 9), date(2026, 4, 8), "overdue"),
    ],
)
def test_both_ends_of_a_window_belong_to_it(today: date, booked: date | None, name: str) -> None:
    assert state(PLANNED, booked, None, today, False).name == name


@given(NEAR)
def test_out_of_window_is_said_with_the_days(on: date) -> None:
    notes = window_notes(STUDY, PLANNED, on)
    assert bool(notes) is not PLANNED.holds(on)
    for note in notes:
        away = (PLANNED.opens_on - on).days if on < PLANNED.opens_on else (on - PLANNED.closes_on).days
        assert note.facts["days"] == str(away)
        assert away > 0
        assert note.code == ("VISIT_TOO_EARLY" if on < PLANNED.opens_on else "VISIT_TOO_LATE")


def seen(say: Say, visit: str, on: str) -> Fact:
    """Return that the vital signs of a visit were recorded."""
    body = {"form": "VS", "visit": visit, "values": {}, "observed_on": on, "is_complete": True, "digest": "d"}
    return say("record.saved", body, f"01-001/{visit}/VS")


def test_a_later_visit_held_turns_an_open_one_into_a_missed_one(say: Say, screened: Fact, trial_study: Study) -> None:
    facts = [
        screened,
        say("treatment.started", {"first_dose_on": {"FTDTPI": "2026-03-05", "ANLO": "2026-03-06"}}),
        seen(say, "FTDTPI-C1D1", "2026-03-05"),
        seen(say, "FTDTPI-C1D15", "2026-03-25"),
    ]
    reading = fold_all(facts)
    assert reading is not None
    found = {one.planned.visit_id: one for one in standing(trial_study, reading, date(2026, 3, 28))}
    assert found["FTDTPI-C1D1"].state.name == "done"
    assert found["FTDTPI-C1D8"].state.name == "missed"
    assert (found["FTDTPI-C1D15"].state.name, found["FTDTPI-C1D15"].state.is_out_of_window) == ("done", True)
    assert found["ANLO-C1D1"].state.name == "overdue"
    assert found["ANLO-C2D1"].state.name == "due"
    assert "SAFETY" not in found


def test_the_earliest_dose_of_either_drug_is_the_first_dose(say: Say, screened: Fact, trial_study: Study) -> None:
    consent = {"form": "IC", "visit": None, "values": {"ICDTC": "2026-02-27 09:30"}, "is_complete": True, "digest": "d"}
    facts = [screened, say("record.saved", consent, "01-001/IC")]
    facts.append(say("treatment.started", {"first_dose_on": {"FTDTPI": "2026-03-05", "ANLO": "2026-03-04"}}))
    reading = fold_all(facts)
    assert reading is not None
    assert anchors_of(trial_study, reading) == {
        "consent": date(2026, 2, 27),
        "first_dose": date(2026, 3, 4),
        "FTDTPI": date(2026, 3, 5),
        "ANLO": date(2026, 3, 4),
    }


BEGUN = {"first_dose_on": {"FTDTPI": "2026-03-05", "ANLO": "2026-03-06"}}


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        ([], None),
        ([("FTDTPI", "2026-05-12")], None),
        ([("FTDTPI", "2026-05-12"), ("ANLO", "2026-06-01")], date(2026, 6, 1)),
        ([("ANLO", "2026-06-01"), ("FTDTPI", "2026-06-03")], date(2026, 6, 3)),
        ([("FTDTPI", "2026-05-12"), ("ANLO", "2026-06-UK")], None),
        ([("FTDTPI", "2026-05-12"), ("FTDTPI", "2026-06-01")], None),
    ],
)
def test_treatment_ends_with_the_last_drug_that_was_begun(
    say: Say, screened: Fact, ended: list[tuple[str, str]], last: date | None
) -> None:
    study = load(read_folder(EDITION.parent / "nct07142421-0.2"))
    facts = [screened, say("treatment.started", BEGUN)]
    for place, (drug, on) in enumerate(ended):
        values = {"EOTDRUG": drug, "EOTLAST": on}
        body = {"form": "EOT", "visit": None, "values": values, "is_complete": True, "digest": "d"}
        facts.append(say("record.saved", body, f"01-001/EOT/{place}"))
    reading = fold_all(facts)
    assert reading is not None
    assert anchors_of(study, reading).get("last_dose") == last
    planned = {one.visit_id: one for one in plan(study, anchors_of(study, reading))}
    assert ("SAFETY" in planned) is (last is not None)
    if last is not None:
        assert planned["SAFETY"].target_on == last + timedelta(days=30)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_end_of_the_calendar_plans_nothing_beyond_it(day: date) -> None:
    planned = plan(STUDY, {"consent": day, "first_dose": day, **{drug.id: day for drug in STUDY.drugs}})
    assert all(date.min <= one.opens_on <= one.target_on <= one.closes_on <= date.max for one in planned)

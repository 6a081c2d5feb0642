"""Shows visits that no plan asks for: numbered as they come, on their own day, never overdue and never missed."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.trial.calendar import next_unscheduled, standing, unscheduled
from escc_desktop.trial.participants import Fact, ParticipantReading
from escc_desktop.trial.reading import fold_all
from escc_desktop.trial.today import todays_work

from .conftest import Say

FULL = Path(__file__).parents[2] / "forms" / "nct07142421-0.2"


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the edition that has unscheduled visits."""
    return load(read_folder(FULL))


def reading_of(*facts: Fact) -> ParticipantReading:
    reading = fold_all(facts)
    assert reading is not None
    return reading


def stands(study: Study, reading: ParticipantReading, visit: str, today: str) -> tuple[str, str, tuple[str, ...]]:
    (found,) = (one for one in standing(study, reading, date.fromisoformat(today)) if one.planned.visit_id == visit)
    assert not found.state.is_out_of_window
    return found.state.name, found.planned.target_on.isoformat(), found.forms


def test_none_is_planned(study: Study, screened: Fact) -> None:
    reading = reading_of(screened)
    assert unscheduled(study, reading) == ()
    assert not any(study.visit(one.planned.visit_id).is_unscheduled for one in standing(study, reading, date.max))
    first = next_unscheduled(study, reading)
    assert first is not None
    assert first.id == "UNS1"


def test_one_stands_on_its_day_and_is_never_overdue(study: Study, screened: Fact, say: Say) -> None:
    booked = say("visit.booked", {"visit": "UNS1", "on": "2026-03-09", "at": None, "forms": ["CBC"]})
    reading = reading_of(screened, booked)
    assert stands(study, reading, "UNS1", "2026-03-08") == ("planned", "2026-03-09", ("CBC",))
    assert stands(study, reading, "UNS1", "2026-03-09") == ("due", "2026-03-09", ("CBC",))
    assert stands(study, reading, "UNS1", "2027-03-09") == ("due", "2026-03-09", ("CBC",))


def test_one_that_was_held_stands_on_the_day_it_was_held(study: Study, screened: Fact, say: Say) -> None:
    booked = say("visit.booked", {"visit": "UNS1", "on": "2026-03-09", "at": None, "forms": ["CBC", "VS"]})
    saved = say(
        "record.saved",
        {
            "form": "CHEM",
            "visit": "UNS1",
            "values": {},
            "observed_on": "2026-03-11",
            "is_complete": False,
            "digest": "",
        },
        record="01-001/UNS1/CHEM",
    )
    reading = reading_of(screened, booked, saved)
    assert stands(study, reading, "UNS1", "2026-04-01") == ("done", "2026-03-11", ("VS", "CBC", "CHEM"))


def test_numbers_go_on_after_the_last_that_was_given(study: Study, screened: Fact, say: Say) -> None:
    third = say("visit.booked", {"visit": "UNS3", "on": "2026-03-09", "at": None, "forms": ["CBC"]})
    following = next_unscheduled(study, reading_of(screened, third))
    assert following is not None
    assert following.id == "UNS4"
    last = say("visit.booked", {"visit": "UNS30", "on": "2026-03-09", "at": None, "forms": ["CBC"]})
    assert next_unscheduled(study, reading_of(screened, last)) is None


def test_one_that_was_moved_keeps_its_forms(study: Study, screened: Fact, say: Say) -> None:
    booked = say("visit.booked", {"visit": "UNS1", "on": "2026-03-09", "at": None, "forms": ["CBC"]})
    moved = {"visit": "UNS1", "from": "2026-03-09", "on": "2026-03-12", "at": "09:30", "is_out_of_window": False}
    reading = reading_of(screened, booked, say("visit.moved", moved, reason="TIME"))
    assert stands(study, reading, "UNS1", "2026-03-10") == ("planned", "2026-03-12", ("CBC",))


def test_one_that_did_not_take_place_is_no_missed_visit(study: Study, screened: Fact, say: Say) -> None:
    booked = say("visit.booked", {"visit": "UNS1", "on": "2026-03-09", "at": None, "forms": ["CBC"]})
    gone = say("visit.not_done", {"visit": "UNS1", "forms": ["CBC"]}, reason="ND")
    assert stands(study, reading_of(screened, booked, gone), "UNS1", "2026-04-01")[0] == "not_done"


def test_one_of_today_stands_among_todays_work_and_none_is_closing(study: Study, screened: Fact, say: Say) -> None:
    booked = say("visit.booked", {"visit": "UNS1", "on": "2026-03-09", "at": None, "forms": ["CBC"]})
    reading = reading_of(screened, booked)
    from datetime import datetime

    for day, due, ahead in (("2026-03-08", 0, 1), ("2026-03-09", 1, 0), ("2026-03-20", 0, 0)):
        on = date.fromisoformat(day)
        work = todays_work(study, [reading], on, datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC))
        assert (len(work.due_today), len(work.ahead)) == (due, ahead)
        assert (work.overdue, work.closing, work.missed) == ((), (), ())

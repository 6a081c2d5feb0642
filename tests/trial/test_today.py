"""Proves what stands on the Today page, and that nothing urgent is missing from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.trial.reading import Fact, ParticipantReading, fold_all
from escc_desktop.trial.today import TodayReading, todays_work, visit_rows

from .conftest import EDITION, Say

CHINA = timezone(timedelta(hours=8))
STUDY = load(read_folder(EDITION))


def treated(say: Say, screened: Fact, *more: Fact, on: str = "2026-03-05") -> ParticipantReading:
    """Return a participant whose first doses were both on one day."""
    reading = fold_all([screened, say("treatment.started", {"first_dose_on": {"FTDTPI": on, "ANLO": on}}), *more])
    assert reading is not None
    return reading


def work(study: Study, reading: ParticipantReading, today: date) -> TodayReading:
    """Return the work of a day at nine in the morning in China."""
    return todays_work(study, [reading], today, datetime(today.year, today.month, today.day, 9, tzinfo=CHINA))


def saved(say: Say, form: str, record: str, visit: str | None = None, **more: Any) -> Fact:
    """Return that a record was saved."""
    body: dict[str, Any] = {
        "form": form,
        "visit": visit,
        "values": {},
        "observed_on": None,
        "is_complete": True,
        "digest": "d",
    }
    return say("record.saved", {**body, **more}, record)


def test_first_day(say: Say, screened: Fact, trial_study: Study) -> None:
    today = work(trial_study, treated(say, screened), date(2026, 3, 5))
    assert [row.visit for row in today.due_today] == ["FTDTPI-C1D1", "ANLO-C1D1"]
    assert [row.visit for row in today.ahead] == ["FTDTPI-C1D8"]
    assert today.overdue == today.missed == ()


def test_closing_overdue_and_missed(say: Say, screened: Fact, trial_study: Study) -> None:
    held = [
        saved(say, "VS", "r1", "FTDTPI-C1D1", observed_on="2026-03-05"),
        saved(say, "VS", "r2", "ANLO-C1D1", observed_on="2026-03-05"),
    ]
    reading = treated(say, screened, *held)
    today = work(trial_study, reading, date(2026, 3, 10))
    assert [row.visit for row in today.due_today] == []
    assert [(row.visit, row.days_left) for row in today.ahead] == [("FTDTPI-C1D8", 4)]
    assert [row.visit for row in work(trial_study, reading, date(2026, 3, 12)).due_today] == ["FTDTPI-C1D8"]
    assert [row.visit for row in work(trial_study, reading, date(2026, 3, 15)).overdue] == ["FTDTPI-C1D8"]
    later = treated(say, screened, *held, saved(say, "VS", "r3", "FTDTPI-C1D15", observed_on="2026-03-19"))
    found = work(trial_study, later, date(2026, 3, 20))
    assert [row.visit for row in found.missed] == ["FTDTPI-C1D8"]
    assert found.overdue == ()


def test_a_visit_booked_beyond_its_window_is_closing(say: Say, screened: Fact, trial_study: Study) -> None:
    booked = say("visit.booked", {"visit": "FTDTPI-C1D8", "on": "2026-03-20", "at": "09:00"})
    today = work(trial_study, treated(say, screened, booked), date(2026, 3, 13))
    assert [row.visit for row in today.closing] == ["FTDTPI-C1D8"]


def test_booked_for_today_comes_with_its_time(say: Say, screened: Fact, trial_study: Study) -> None:
    booked = say("visit.booked", {"visit": "FTDTPI-C1D8", "on": "2026-03-11", "at": "10:30"})
    today = work(trial_study, treated(say, screened, booked), date(2026, 3, 11))
    assert [(row.visit, row.standing.booked_at) for row in today.due_today] == [("FTDTPI-C1D8", "10:30")]


def test_serious_events_until_reported_the_most_urgent_first(say: Say, screened: Fact, trial_study: Study) -> None:
    serious = {"AESHOSP": "Y", "AELLT": "10016288", "AETOXGR": "3"}
    facts = [
        screened,
        saved(say, "AE", "ae1", values={**serious, "AEAWARE": "2026-03-18 22:05"}),
        saved(say, "AE", "ae2", values={**serious, "AEAWARE": "2026-03-18 12:00"}),
        saved(say, "AE", "ae3", values=serious),
        saved(say, "AE", "ae4", values={**serious, "AEAWARE": "2026-03-17 12:00", "AERPTDTC": "2026-03-17 13:00"}),
        saved(say, "AE", "ae5", values={"AESHOSP": "N"}),
    ]
    reading = fold_all(facts)
    assert reading is not None
    today = work(trial_study, reading, date(2026, 3, 19))
    assert [row.record for row in today.serious] == ["ae3", "ae2", "ae1"]
    assert today.serious[0].clock is None
    clock = today.serious[2].clock
    assert clock is not None
    assert clock.left == timedelta(hours=13, minutes=5)


def test_signatures_drafts_and_expiring_evidence(say: Say, screened: Fact, trial_study: Study) -> None:
    facts = [
        screened,
        saved(say, "VS", "v", "SCR", digest="d1"),
        say("record.signed", {"digest": "d0", "meaning": "REVIEWED"}, "v"),
        saved(say, "CBC", "c", "SCR", is_complete=False),
        saved(say, "DM", "m"),
        saved(say, "IE", "i", values={"INCL08": "Y", "INCL08_TESTDAT": "2026-03-18"}),
    ]
    reading = fold_all(facts)
    assert reading is not None
    today = work(trial_study, reading, date(2026, 3, 19))
    assert [(row.record, row.has_void_signature) for row in today.to_sign] == [("v", True), ("i", False)]
    assert [row.record for row in today.drafts] == ["c"]
    assert [(row.criterion, row.days_left) for row in today.expiring] == [("INCL08", 2)]
    assert today.screening == ("01-001",)


@given(st.integers(0, 300), st.sets(st.sampled_from([visit.id for visit in STUDY.visits]), max_size=6))
def test_every_open_visit_stands_in_exactly_one_list(days: int, held: set[str]) -> None:
    day = date(2026, 3, 5) + timedelta(days=days)
    common = {
        "chain": "01-A",
        "at": "2026-03-05T06:00:00.000000Z",
        "actor_id": "p",
        "actor_name": "n",
        "actor_role": "r",
        "participant": "01-001",
        "based_on": None,
        "edition": "e",
        "reason": None,
        "hash": "h",
    }
    doses = {"first_dose_on": {"FTDTPI": "2026-03-05", "ANLO": "2026-03-05"}}
    facts = [Fact(kind="treatment.started", seq=1, record=None, body=doses, **common)]  # type: ignore[arg-type]
    for seq, visit in enumerate(sorted(held), 2):
        body = {"form": "VS", "visit": visit, "observed_on": "2026-03-06", "is_complete": True, "digest": "d"}
        facts.append(Fact(kind="record.saved", seq=seq, record=visit, body=body, **common))  # type: ignore[arg-type]
    reading = fold_all(facts)
    assert reading is not None
    today = work(STUDY, reading, day)
    urgent = [row.visit for row in (*today.due_today, *today.overdue, *today.closing, *today.missed)]
    assert len(urgent) == len(set(urgent))
    states = {row.visit: row.standing.state.name for row in visit_rows(STUDY, reading, day)}
    assert {visit for visit, name in states.items() if name in ("overdue", "missed")} <= set(urgent)
    assert not {visit for visit, name in states.items() if name == "done"} & set(urgent)

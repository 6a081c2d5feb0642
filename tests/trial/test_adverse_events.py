"""Proves that serious is what the six answers say, that its clock runs from awareness, and what is pointed out."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import product

import pytest

from escc_desktop.study.edition import Study
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.adverse_events import checks, is_serious, report_clock, term_of
from escc_desktop.words import LANGUAGES, explain

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 19, 9, 40, tzinfo=CHINA)
ITEMS = ("AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE")
FEBRILE_NEUTROPENIA, NAUSEA = "10016288", "10028813"


def event(**more: Value) -> dict[str, Value]:
    """Return a complete, not serious event with some answers replaced."""
    base: dict[str, Value] = {"AELLT": NAUSEA, "AETOXGR": "2", "AEOUT": "RECOVERING", **dict.fromkeys(ITEMS, "N")}
    return {**base, **more}


@pytest.mark.parametrize("answers", list(product(("Y", "N", ""), repeat=3)))
def test_one_yes_is_serious_and_only_six_no_are_not(answers: tuple[str, str, str], trial_study: Study) -> None:
    values = event(**dict(zip(ITEMS, answers, strict=False)))
    wanted = True if "Y" in answers else None if "" in answers else False
    assert is_serious(trial_study, values) is wanted


def test_the_grade_does_not_make_it_serious(trial_study: Study) -> None:
    assert is_serious(trial_study, event(AETOXGR="3")) is False


def test_the_clock_runs_24_hours_from_awareness(trial_study: Study) -> None:
    values = event(AESHOSP="Y", AEAWARE="2026-03-18 22:05")
    clock = report_clock(trial_study, values, NOW)
    assert clock is not None
    assert clock.due_at == datetime(2026, 3, 19, 22, 5, tzinfo=CHINA)
    assert clock.left == timedelta(hours=12, minutes=25)
    assert clock.is_running
    late = report_clock(trial_study, values, NOW + timedelta(days=1))
    assert late is not None
    assert late.left < timedelta(0)


def test_the_report_stops_the_clock(trial_study: Study) -> None:
    values = event(AESHOSP="Y", AEAWARE="2026-03-18 22:05", AERPTDTC="2026-03-19 08:00")
    clock = report_clock(trial_study, values, NOW + timedelta(days=30))
    assert clock is not None
    assert not clock.is_running
    assert clock.left == timedelta(hours=14, minutes=5)


def test_no_clock_without_seriousness_or_awareness(trial_study: Study) -> None:
    assert report_clock(trial_study, event(AEAWARE="2026-03-18 22:05"), NOW) is None
    assert report_clock(trial_study, event(AESHOSP="Y"), NOW) is None
    assert report_clock(trial_study, event(AESHOSP="Y", AEAWARE=Missing("UK", "x")), NOW) is None


def test_only_grades_that_exist_fit_their_term(trial_study: Study) -> None:
    assert checks(trial_study, event()) == ()
    (note,) = checks(trial_study, event(AELLT=FEBRILE_NEUTROPENIA, AETOXGR="2"))
    assert (note.code, note.facts["grades"]) == ("EVENT_GRADE_UNKNOWN", "3, 4, 5")
    assert "发热性中性粒细胞减少" in explain(note, "zh")
    assert "Febrile neutropenia" in explain(note, "en")


def test_fatal_needs_a_term_with_grade_5(trial_study: Study) -> None:
    codes = [note.code for note in checks(trial_study, event(AEOUT="FATAL"))]
    assert codes == ["EVENT_FATAL_WITHOUT_GRADE_5"]
    assert checks(trial_study, event(AEOUT="FATAL", AELLT=FEBRILE_NEUTROPENIA, AETOXGR="5")) == ()


def test_open_questions_and_missing_awareness_are_said(trial_study: Study) -> None:
    notes = checks(trial_study, event(AESHOSP="Y", AESMIE=""))
    assert [note.code for note in notes] == ["EVENT_SERIOUSNESS_OPEN", "EVENT_NO_AWARENESS"]
    assert "其他重要医学事件" in explain(notes[0], "zh")
    for note in notes:
        assert all("?" not in explain(note, language) for language in LANGUAGES)


def test_an_unknown_term_is_no_term(trial_study: Study) -> None:
    assert term_of(trial_study, event(AELLT="1")) is None
    assert term_of(trial_study, event(AELLT=Missing("UK", ""))) is None
    found = term_of(trial_study, event())
    assert found is not None
    assert found.label.zh == "恶心"

"""Proves that only sixteen fitting answers make somebody eligible and that unknown never does."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.eligibility import evidence_expiries, judge, latest_first_dose_on

from .conftest import EDITION

STUDY = load(read_folder(EDITION))
PASSING: dict[str, Value] = {one.id: one.passing for one in STUDY.criteria}


def test_all_passing_is_eligible(trial_study: Study) -> None:
    verdict = judge(trial_study, PASSING)
    assert (verdict.is_eligible, verdict.answered, verdict.unanswered, verdict.failing) == (True, 16, (), ())


def test_nothing_answered_is_unknown(trial_study: Study) -> None:
    verdict = judge(trial_study, {})
    assert verdict.is_eligible is None
    assert verdict.answered == 0
    assert len(verdict.unanswered) == 16


def test_a_missing_code_answers_no_criterion(trial_study: Study) -> None:
    verdict = judge(trial_study, {**PASSING, "INCL04": Missing("UK", "not asked")})
    assert verdict.is_eligible is None
    assert verdict.unanswered == ("INCL04",)


def test_not_applicable_only_where_it_can_be(trial_study: Study) -> None:
    assert judge(trial_study, {**PASSING, "INCL08": "NA", "EXCL07": "NA"}).is_eligible is True
    verdict = judge(trial_study, {**PASSING, "INCL01": "NA"})
    assert verdict.is_eligible is None
    assert (verdict.not_applicable, verdict.unanswered, verdict.answered) == (("INCL01",), (), 16)


@given(st.fixed_dictionaries({one.id: st.sampled_from(["Y", "N", "NA", None]) for one in STUDY.criteria}))
def test_eligible_means_that_every_answer_passes(answers: dict[str, str | None]) -> None:
    verdict = judge(STUDY, {id: answer for id, answer in answers.items() if answer is not None})
    wrong = {one.id for one in STUDY.criteria if answers[one.id] in {"Y", "N"} and answers[one.id] != one.passing}
    open_ones = {one.id for one in STUDY.criteria if answers[one.id] is None}
    assert set(verdict.failing) == wrong
    assert set(verdict.unanswered) == open_ones
    assert (verdict.is_eligible is False) is bool(wrong)
    if verdict.is_eligible:
        assert not open_ones
        assert all(answers[one.id] in {one.passing, "NA"} for one in STUDY.criteria)


def test_the_pregnancy_test_of_friday_covers_monday(trial_study: Study) -> None:
    friday, thursday = "2026-03-06", "2026-03-05"
    answers: dict[str, Value] = {**PASSING, "INCL08_TESTDAT": friday}
    assert latest_first_dose_on(trial_study, answers) == date(2026, 3, 9)
    assert latest_first_dose_on(trial_study, {**answers, "INCL08_TESTDAT": thursday}) == date(2026, 3, 8)


def test_the_earliest_expiry_counts(trial_study: Study) -> None:
    answers: dict[str, Value] = {**PASSING, "INCL08_TESTDAT": "2026-03-18", "INCL03_IMGDAT": "2026-02-20"}
    assert evidence_expiries(trial_study, answers) == {"INCL03": date(2026, 3, 20), "INCL08": date(2026, 3, 21)}
    assert latest_first_dose_on(trial_study, answers) == date(2026, 3, 20)
    assert latest_first_dose_on(trial_study, {**answers, "INCL03_IMGDAT": "2026-03-10"}) == date(2026, 3, 21)


def test_no_proof_no_date(trial_study: Study) -> None:
    assert latest_first_dose_on(trial_study, PASSING) is None
    not_needed: dict[str, Value] = {**PASSING, "INCL08": "NA", "INCL08_TESTDAT": "2026-03-06"}
    assert latest_first_dose_on(trial_study, not_needed) is None
    undated: dict[str, Value] = {**PASSING, "INCL08_TESTDAT": Missing("UK", "lost")}
    assert latest_first_dose_on(trial_study, undated) is None

"""Proves which items apply, which are still open and which checks fail, with the forms of the shipped edition."""

from __future__ import annotations

from escc_desktop.study.edition import Study
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.completeness import failed_checks, not_applying, shown_items, unanswered, unjudged

VITALS: dict[str, Value] = {
    "SYSBP": "120",
    "DIABP": "80",
    "PULSE": "72",
    "TEMP": "36.5",
    "WEIGHT": "60.0",
    "ECOG": "1",
}


def test_a_missing_code_answers(trial_study: Study) -> None:
    form = trial_study.form("VS")
    assert unanswered(form, VITALS) == ()
    assert unanswered(form, {**VITALS, "TEMP": ""}) == ("TEMP",)
    assert unanswered(form, {**VITALS, "TEMP": Missing("ND", "refused")}) == ()


def test_what_does_not_apply_is_not_asked(trial_study: Study) -> None:
    form = trial_study.form("DM")
    assert "CHILDPOT" not in {item.id for item in shown_items(form, {})}
    assert "CHILDPOT" not in {item.id for item in shown_items(form, {"SEX": "M"})}
    assert unanswered(form, {"SEX": "F", "BRTHDAT": "1979-UK-UK"}) == ("CHILDPOT",)
    assert unanswered(form, {"SEX": "M", "BRTHDAT": "1979-UK-UK"}) == ()


def test_an_answer_is_never_hidden_away(trial_study: Study) -> None:
    form = trial_study.form("DM")
    values: dict[str, Value] = {"SEX": "M", "BRTHDAT": "1979-01-02", "CHILDPOT": "Y"}
    assert "CHILDPOT" in {item.id for item in shown_items(form, values)}
    assert not_applying(form, values) == ("CHILDPOT",)


def test_checks_that_fail_and_checks_that_are_unknown(trial_study: Study) -> None:
    form = trial_study.form("VS")
    assert failed_checks(trial_study, form, VITALS) == ()
    (failed,) = failed_checks(trial_study, form, {**VITALS, "DIABP": "120"})
    assert (failed.id, failed.is_hard, failed.items) == ("VS1", True, ("SYSBP", "DIABP"))
    assert failed_checks(trial_study, form, {**VITALS, "DIABP": Missing("ND", "x")}) == ()
    (soft,) = failed_checks(trial_study, form, {**VITALS, "ECOG": "3"})
    assert not soft.is_hard


def test_a_result_out_of_its_range_asks_for_judgement(trial_study: Study) -> None:
    form = trial_study.form("CBC")
    values: dict[str, Value] = {"NEUT": "1.32", "NEUT_LO": "1.80", "NEUT_HI": "6.30", "HGB": "130", "HGB_LO": "115"}
    assert unjudged(form, values) == ("NEUT_CS",)
    assert unjudged(form, {**values, "NEUT_CS": "CS"}) == ()


def test_adverse_event_checks(trial_study: Study) -> None:
    form = trial_study.form("AE")
    fatal: dict[str, Value] = {"AEOUT": "FATAL", "AESDTH": "N", "AETOXGR": "4"}
    assert [check.id for check in failed_checks(trial_study, form, fatal)] == ["AE3", "AE4"]
    dates: dict[str, Value] = {"AESTDAT": "2026-03-UK", "AEENDAT": "2026-02-28", "AEONGO": "N"}
    assert [check.id for check in failed_checks(trial_study, form, dates)] == ["AE1"]
    unsure: dict[str, Value] = {"AESTDAT": "2026-03-UK", "AEENDAT": "2026-03-02", "AEONGO": "N"}
    assert failed_checks(trial_study, form, unsure) == ()

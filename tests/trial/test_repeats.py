"""Proves rows of repeats, checks row by row, calculated items and looks at other records, on a small invented form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from escc_desktop.study.calculating import calculated_values, calculation_order
from escc_desktop.study.edition import Check, Conversion, Form, Item, ItemGroup, Label, Study
from escc_desktop.study.rows import is_struck, keys_of, next_row, row_key, rows_of, split_key, struck_group
from escc_desktop.study.rules import Around, answers_of, holds, judge, worth
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.completeness import (
    Failure,
    asked,
    failed_checks,
    not_applying,
    shown_items,
    unanswered,
    unjustified,
)
from escc_desktop.trial.reading import Fact, ParticipantReading, fold_all
from escc_desktop.trial.surroundings import Surroundings

from .conftest import Say

WORDS = Label("x", "x")


def item(id: str, kind: str, **more: object) -> Item:
    """Return an item."""
    return Item(id, WORDS, kind, **more)  # type: ignore[arg-type]


LESIONS = ItemGroup(
    "LESIONS",
    WORDS,
    (
        item("SITE", "choice", code_list="SITE", is_required=True),
        item("LENGTH", "decimal", is_required=True),
        item("WIDTH", "decimal", shown_when="SITE == 'NODE'", is_required=True),
        item("AREA", "calculated", calculation="LENGTH * WIDTH / 100", digits="3.1", is_required=True),
    ),
    "repeat",
)
SUMS = ItemGroup(
    "SUMS",
    WORDS,
    (
        item("SUM", "calculated", calculation="sum_of(LENGTH)", digits="4.1"),
        item("TWICE", "calculated", calculation="SUM * 2", digits="4"),
        item("DOSE", "calculated", calculation="round(35 * bsa('mosteller', latest(VS.KG), DM.CM), 0)", digits="3"),
        item("AGE", "calculated", calculation="age(OBSERVED, DM.BORN)", digits="3"),
        item("SIGN", "signature", signs="investigator", is_required=True),
    ),
)
TUMOUR = Form("TU", WORDS, "visit", (LESIONS, SUMS), needs_signature=True)
VITALS = Form("VS", WORDS, "visit", (ItemGroup("V", WORDS, (item("KG", "decimal"), item("NOTE", "text"))),), True)
PERSON = Form(
    "DM", WORDS, "once", (ItemGroup("P", WORDS, (item("CM", "decimal"), item("BORN", "date", partial="month"))),), True
)
CREATININE = (
    item("CREAT", "decimal", unit="umol/L", other_units=("mg/dL",), testcd="CREAT"),
    item("CREAT_U", "choice", companion_of="CREAT", part="unit"),
    item("CREAT_HI", "decimal", companion_of="CREAT", part="high", unit="umol/L", testcd="CREAT"),
)
LAB = Form("LB", WORDS, "visit", (ItemGroup("CHEM", WORDS, CREATININE),), True)
EVENTS = Form("EV", WORDS, "log", (ItemGroup("E", WORDS, (item("OUT", "choice"), item("SIDE", "choices"))),), True)
CHECKS = (
    Check("TU1", "TU", "LENGTH >= WIDTH", True, WORDS, ("LENGTH", "WIDTH"), None, "LESIONS"),
    Check("TU2", "TU", "count(LESIONS) <= 2", False, WORDS, ("LENGTH",), None),
    Check("TU3", "TU", "LENGTH < 200 and SUM < 1000", False, WORDS, ("LENGTH", "SUM"), None, "LESIONS"),
)
ROWS: dict[str, Value] = {
    "SITE.1": "LUNG",
    "LENGTH.1": "25",
    "SITE.2": "NODE",
    "LENGTH.2": "18",
    "WIDTH.2": "16.5",
    "SITE.4": "NODE",
    "LENGTH.4": "300",
    "LESIONS.4": "STRUCK",
}


@pytest.fixture(scope="module")
def small(trial_study: Study) -> Study:
    """Return the shipped edition with the forms above in place of its own."""
    forms = {form.id: form for form in (TUMOUR, VITALS, PERSON, LAB, EVENTS)}
    table = (Conversion("mg/dL", "umol/L", Decimal("88.4"), ("CREAT",), "test"),)
    return replace(trial_study, forms=forms, checks=CHECKS, conversions=table, anchor_items={})


def test_rows_are_numbered_and_struck_ones_are_told_apart() -> None:
    assert rows_of(LESIONS, ROWS) == (1, 2, 4)
    assert next_row(LESIONS, ROWS) == 5
    assert next_row(LESIONS, {}) == 1
    assert [n for n in (1, 2, 4) if is_struck(LESIONS, n, ROWS)] == [4]
    assert split_key(row_key("LENGTH", 12)) == ("LENGTH", 12)
    assert split_key("LENGTH") == ("LENGTH", None)
    assert split_key("LENGTH.01") == ("LENGTH.01", None)
    assert split_key("LENGTH.x") == ("LENGTH.x", None)
    assert struck_group(TUMOUR, "LESIONS.4") is LESIONS
    assert struck_group(TUMOUR, "LENGTH.4") is None
    assert [key for key, _, n in keys_of(TUMOUR, ROWS) if n == 2] == ["SITE.2", "LENGTH.2", "WIDTH.2", "AREA.2"]


def test_each_row_is_asked_by_itself() -> None:
    assert {one.key: one.applies for one in asked(TUMOUR, ROWS) if one.item.id == "WIDTH"} == {
        "WIDTH.1": False,
        "WIDTH.2": True,
    }
    assert unanswered(TUMOUR, ROWS) == ()
    assert unanswered(TUMOUR, {**ROWS, "LENGTH.3": "9"}) == ("SITE.3",)
    assert unanswered(TUMOUR, {**ROWS, "SITE.3": "NODE", "LENGTH.3": Missing("ND", "x")}) == ("WIDTH.3",)
    assert not_applying(TUMOUR, {**ROWS, "WIDTH.1": "3"}) == ("WIDTH.1",)
    assert "WIDTH" in {one.id for one in shown_items(TUMOUR, ROWS)}
    assert "SITE" not in {one.id for one in shown_items(TUMOUR, {})}


def test_checks_judge_each_row_that_counts(small: Study) -> None:
    assert failed_checks(small, TUMOUR, ROWS) == ()
    worse: dict[str, Value] = {**ROWS, "WIDTH.2": "19", "SITE.5": "LUNG", "LENGTH.5": "900"}
    failures = failed_checks(small, TUMOUR, worse)
    assert [(one.id, one.is_hard, one.items) for one in failures] == [
        ("TU1.2", True, ("LENGTH.2", "WIDTH.2")),
        ("TU2", False, ("LENGTH",)),
        ("TU3.5", False, ("LENGTH.5", "SUM")),
    ]
    assert [one.id for one in unjustified(failures, ())] == ["TU2", "TU3.5"]
    assert unjustified(failures, {"TU2", "TU3.5"}) == ()
    assert all(isinstance(one, Failure) for one in failures)


def test_calculated_items_follow_one_another() -> None:
    assert [one.id for one in calculation_order(TUMOUR)][-1] == "TWICE"
    found = calculated_values(TUMOUR, {**ROWS, "SUM": "9999", "AREA.2": "9999"})
    assert found == {"AREA.2": "3.0", "SUM": "43.0", "TWICE": "86"}
    assert calculated_values(TUMOUR, {**ROWS, "LENGTH.1": Missing("ND", "x")}) == {"AREA.2": "3.0"}
    assert calculated_values(TUMOUR, {}) == {}  # no lesion was measured: 0 mm would be a measurement
    assert unanswered(TUMOUR, {"SITE.1": "NODE", "LENGTH.1": "1", "WIDTH.1": "1"}) == ()


def test_a_circle_gives_no_value() -> None:
    round_about = (
        item("A", "calculated", calculation="B + 1"),
        item("B", "calculated", calculation="A + 1"),
        item("C", "calculated", calculation="0 - 0.4", digits="2"),
    )
    form = Form("F", WORDS, "once", (ItemGroup("G", WORDS, round_about),), False)
    assert calculated_values(form, {}) == {"C": "0"}


@pytest.fixture
def reading(say: Say, screened: Fact) -> ParticipantReading:
    """Return a participant with three weights, a height, creatinine and two events."""

    def saved(record: str, form: str, visit: str | None, on: str | None, **values: object) -> Fact:
        return say("record.saved", {"form": form, "visit": visit, "observed_on": on, "values": values}, record)

    found = fold_all(
        [
            screened,
            saved("r1", "VS", "SCR", "2026-03-01", KG="60", NOTE={"text": "0" * 64}),
            saved("r2", "VS", "C1D1", "2026-03-05", KG="62"),
            saved("r3", "VS", "C1D8", "2026-03-12", KG="90"),
            saved("r4", "VS", "C1D2", "2026-03-05", KG={"missing": "ND", "reason": "x"}),
            saved("r5", "DM", None, None, CM="160", BORN="1979-UK-UK"),
            saved("r6", "LB", "C1D1", "2026-03-05", CREAT="1.2", CREAT_U="mg/dL"),
            saved("r7", "EV", None, "2026-03-06", OUT="RECOVERED", SIDE="CT;MRI"),
            saved("r8", "EV", None, "2026-03-06"),
        ]
    )
    assert found is not None
    return found


def around(study: Study, reading: ParticipantReading | None, **more: object) -> Surroundings:
    """Return what stands around the tumour form of C1D1."""
    place: dict[str, object] = {"form": "TU", "visit": "C1D1", "observed_on": "2026-03-06"}
    return Surroundings(study, reading, **{**place, **more})  # type: ignore[arg-type]


def judged(rule: str, seen: Around) -> bool | None:
    """Judge a rule of the tumour form."""
    return holds(rule, answers_of(TUMOUR, ROWS, seen))


def test_rules_look_at_other_records(small: Study, reading: ParticipantReading) -> None:
    seen = around(small, reading)
    assert judged("VS.KG == 62", seen) is True
    assert judged("latest(VS.KG) == 62", seen) is True
    assert judged("latest(VS.KG) == 90", around(small, reading, observed_on="2026-03-12")) is True
    assert judged("latest(VS.KG) == 62", around(small, reading, observed_on=None)) is None
    assert judged("latest(VS.KG) == 60", around(small, reading, observed_on="2026-03-UK")) is True
    assert judged("at('SCR', VS.KG) == 60", seen) is True
    assert judged("answered(at('SCR', VS.NOTE)) and not answered(at('C1D1', VS.NOTE))", seen) is True
    assert judged("missing(at('C1D2', VS.KG))", seen) is True
    assert judged("count(VS) == 4 and count(EV) == 2 and count(LESIONS) == 2", seen) is True
    assert judged("any_is(EV.OUT, 'RECOVERED')", seen) is True
    assert judged("any_is(EV.OUT, 'FATAL')", seen) is None
    assert judged("any_is(EV.SIDE, 'MRI')", seen) is True
    assert judged("any_is(SITE, 'NODE') and not any_is(SITE, 'LIVER')", seen) is True
    assert judged("DM.CM == 160 and DM.BORN < OBSERVED", seen) is True
    assert judged("in_unit(LB.CREAT, 'umol/L') == 106.08", seen) is True
    assert judged("in_unit(LB.CREAT, 'mg/dL') == 1.2", seen) is True
    assert judged("in_unit(LB.CREAT, 'g/L') > 0", seen) is None
    assert judged("in_unit(latest(LB.CREAT), 'umol/L') == 106.08", around(small, reading, visit="C1D8")) is True
    assert judged("in_unit(at('C1D1', LB.CREAT), 'umol/L') == 106.08", around(small, reading, visit=None)) is True
    assert judged("in_unit(at('SCR', LB.CREAT), 'umol/L') == 106.08", seen) is None
    assert judged("EV.OUT == 'RECOVERED'", seen) is None
    assert judged("sum_of(VS.KG) > 0", seen) is None
    assert judged("OBSERVED == '2026-03-06' and TU.SUM != 3", seen) is None


def test_a_record_never_sees_itself(small: Study, reading: ParticipantReading) -> None:
    own = Surroundings(small, reading, form="VS", visit="C1D1", observed_on="2026-03-05")
    assert own.count("VS") == 3
    assert own.latest("VS", "KG") == "60"
    event = Surroundings(small, reading, form="EV", record="r7", observed_on="2026-03-06")
    assert event.every("EV", "OUT") == (None,)
    new = Surroundings(small, reading, form="EV", observed_on="2026-03-06")
    assert new.count("EV") == 2


def test_the_later_save_of_one_day_counts(small: Study, reading: ParticipantReading, say: Say) -> None:
    seen = around(small, None)
    assert seen.count("VS") == 0
    assert seen.anchor("consent") is None
    assert around(small, reading).anchor("first_dose") is None
    body = {"form": "VS", "visit": "UNS", "observed_on": "2026-03-05", "values": {"KG": "63"}}
    later = [say("record.saved", body, "r9", seq=90 + n, at=f"2026-03-05T09:0{n}:00.000000Z") for n in (1, 2)]
    facts = [say("participant.screened", {"number": "01-001", "order": 1, "initials": "C"}), *later]
    again = fold_all(facts)
    assert again is not None
    assert around(small, again).latest("VS", "KG") == "63"


def test_a_form_that_was_not_done_is_no_record(small: Study, screened: Fact, say: Say) -> None:
    body = {"form": "VS", "visit": "C1D1", "observed_on": "2026-03-05", "values": {}, "is_complete": True}
    absent = say("record.saved", {**body, "not_done": {"missing": "ND", "reason": "device broken"}}, "r1")
    found = fold_all([screened, absent])
    assert found is not None
    assert judged("count(VS) == 0 and not any_is(VS.KG, '60')", around(small, found)) is True


def test_without_the_other_records_a_rule_is_unknown() -> None:
    values: dict[str, Value] = {"LENGTH": "3"}
    kinds = {one.id: one.type for one in TUMOUR.items}
    for rule in ("VS.KG > 3", "answered(VS.KG)", "latest(VS.KG) > 3", "missing(at('SCR', VS.KG))", "count(EV) > 0"):
        assert judge(rule, values, kinds) is None
    for rule in (
        "anchor('consent') < OBSERVED",
        "any_is(EV.OUT, 'X')",
        "sum_of(VS.KG) > 1",
        "in_unit(LENGTH, 'x') > 1",
    ):
        assert judge(rule, values, kinds) is None
    assert judge("LENGTH == 3 or VS.KG > 3", values, kinds) is True


def test_calculations_reach_other_records(small: Study, reading: ParticipantReading) -> None:
    found = calculated_values(TUMOUR, ROWS, around(small, reading, observed_on="2026-12-31"))
    assert found["AGE"] == "47"
    assert found["DOSE"] == "70"  # 90 kg and 160 cm are 2.0 m2
    assert "AGE" not in calculated_values(TUMOUR, ROWS, around(small, reading))


def test_a_result_counts_in_the_unit_in_which_it_was_reported(small: Study, reading: ParticipantReading) -> None:
    seen = around(small, reading, form="LB", visit="C1D8")

    def in_umol(**values: Value) -> object:
        return worth("in_unit(CREAT, 'umol/L')", answers_of(LAB, values, seen))

    assert in_umol(CREAT="80") == Decimal(80)
    assert in_umol(CREAT="1.2", CREAT_U="mg/dL") == Decimal("106.08")
    assert in_umol(CREAT="1.2", CREAT_U="furlong") is None
    assert in_umol(CREAT="1.2", CREAT_U=Missing("UK", "not on the report")) is None
    assert holds("in_unit(CREAT_HI, 'umol/L') > 88", answers_of(LAB, {"CREAT_HI": "1", "CREAT_U": "mg/dL"}, seen))

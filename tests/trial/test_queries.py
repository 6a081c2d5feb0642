"""Proves whom a contradiction of the registry text concerns, and that what is not known never passes the gate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.trial.enrolment import may_enrol
from escc_desktop.trial.queries import concerns, raised, unruled
from escc_desktop.trial.reading import Fact, ParticipantReading, fold_all
from escc_desktop.words import explain

from .conftest import EDITION, Say


@pytest.fixture(scope="module")
def full_study() -> Study:
    """Return the edition that holds every form."""
    return load(read_folder(Path(EDITION).parent / "nct07142421-0.2"))


def told(say: Say, screened: Fact, **forms: dict[str, Any]) -> ParticipantReading:
    """Return the participant once the forms say this."""
    facts = [screened]
    for form, values in forms.items():
        visit = None if form in ("DM", "DH", "PT", "MH") else "SCR"
        record = f"01-001/{form}" if visit is None else f"01-001/SCR/{form}"
        body = {"form": form, "visit": visit, "values": values, "is_complete": True, "digest": "d"}
        facts.append(say("record.saved", body, record))
    reading = fold_all(facts)
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("contradiction", "forms", "bears"),
    [
        ("S1", {}, None),
        ("S1", {"DH": {"ENGRP": "III", "ENM": "M0"}}, True),
        ("S1", {"DH": {"ENGRP": "IIIB", "ENM": "M0"}}, True),
        ("S1", {"DH": {"ENGRP": "IVA", "ENM": "M0"}}, False),
        ("S1", {"DH": {"ENM": "M1"}}, False),
        ("S2", {}, None),
        ("S2", {"DM": {"AGE": "80"}}, False),
        ("S2", {"DM": {"AGE": "81"}}, True),
        ("S3", {"PT": {"PTDRUG.1": "PACLITAXEL", "PTDRUG.2": "S1"}}, True),
        ("S3", {"PT": {"PTDRUG.1": "OTHER", "PTFLUO.1": "Y"}}, True),
        ("S3", {"PT": {"PTDRUG.1": "PACLITAXEL", "PTFLUO.1": "N"}}, False),
        ("S4", {"TL": {"TLYN": "N"}}, True),
        ("S5", {}, True),
        ("S6", {"DM": {"SEX": "M"}}, False),
        ("S6", {"DM": {"SEX": "F", "CHILDPOT": "Y"}}, True),
        ("S8", {"VIRO": {"HBSAG": "WEAK", "HCVAB": "NEG", "HIV": "NEG"}}, True),
        ("S8", {"VIRO": {"HBSAG": "NEG", "HCVAB": "NEG", "HIV": "NEG"}, "MH": {"MHINF": "N"}}, False),
    ],
)
def test_whom_a_contradiction_concerns(
    full_study: Study, say: Say, screened: Fact, contradiction: str, forms: dict[str, Any], bears: bool | None
) -> None:
    reading = told(say, screened, **forms)
    assert concerns(full_study, reading, full_study.contradiction(contradiction)) is bears


def test_nobody_passes_whom_a_contradiction_may_concern_before_it_was_ruled_on(
    full_study: Study, say: Say, screened: Fact
) -> None:
    blank = told(say, screened)
    assert unruled(full_study, blank, ()) == ("S1", "S2")
    assert raised(full_study, blank, ()) == ()
    old = told(say, screened, DH={"ENM": "M1"}, DM={"AGE": "83", "SEX": "M"})
    assert unruled(full_study, old, ()) == ("S2",)
    assert "S2" in raised(full_study, old, ())
    assert unruled(full_study, old, {"S2"}) == ()
    codes = {one.code: explain(one, "en") for one in may_enrol(full_study, old)}
    assert "concerns this participant" in codes["ENROL_CONTRADICTION"]
    assert "ENROL_CONTRADICTION_UNKNOWN" not in codes
    assert "ENROL_CONTRADICTION" not in {one.code for one in may_enrol(full_study, old, {"S2"})}
    unknown = [one.code for one in may_enrol(full_study, blank)]
    assert unknown.count("ENROL_CONTRADICTION_UNKNOWN") == 2


def test_an_edition_that_asks_for_no_ruling_blocks_nobody(trial_study: Study, say: Say, screened: Fact) -> None:
    reading = told(say, screened)
    assert unruled(trial_study, reading, ()) == ()
    assert raised(trial_study, reading, ()) == ()

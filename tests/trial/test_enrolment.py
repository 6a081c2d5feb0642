"""Proves the gate: without fitting answers, consent and an investigator's valid signature nobody is enrolled."""

from __future__ import annotations

from typing import Any

import pytest

from escc_desktop.study.edition import Study
from escc_desktop.trial.enrolment import may_enrol
from escc_desktop.trial.reading import Fact, fold_all
from escc_desktop.words import explain

from .conftest import Say

CHECKLIST = "01-001/IE"


class Journey:
    """Says the facts that lead to the gate; each test leaves one out or spoils it."""

    def __init__(self, say: Say, study: Study, screened: Fact) -> None:
        self.say = say
        self.facts = [screened]
        self.answers: dict[str, Any] = {one.id: one.passing for one in study.criteria}

    def consent(self, is_complete: bool = True) -> None:
        """Save the consent."""
        values = {"ICVER": "1.0", "ICDTC": "2026-03-05 09:00"}
        body = {"form": "IC", "visit": None, "values": values, "is_complete": is_complete, "digest": "c"}
        self.facts.append(self.say("record.saved", body, "01-001/IC"))

    def checklist(self, digest: str = "d1", is_complete: bool = True, based_on: str | None = None) -> None:
        """Save the eligibility checklist."""
        body = {"form": "IE", "visit": None, "values": self.answers, "is_complete": is_complete, "digest": digest}
        self.facts.append(self.say("record.saved", body, CHECKLIST, based_on=based_on))

    def sign(self, role: str = "principal_investigator", digest: str = "d1") -> None:
        """Sign the checklist."""
        body = {"digest": digest, "meaning": "ELIGIBILITY"}
        self.facts.append(self.say("record.signed", body, CHECKLIST, actor_role=role))

    def reasons(self, study: Study) -> list[str]:
        """Return the codes that stand against enrolment."""
        reading = fold_all(self.facts)
        assert reading is not None
        found = may_enrol(study, reading)
        for one in found:
            assert "?" not in explain(one, "zh") + explain(one, "en")
        return [one.code for one in found]


@pytest.fixture
def journey(say: Say, trial_study: Study, screened: Fact) -> Journey:
    """Return a journey at its beginning."""
    return Journey(say, trial_study, screened)


def test_consent_answers_and_signature_open_the_gate(journey: Journey, trial_study: Study) -> None:
    journey.consent()
    journey.checklist()
    journey.sign()
    assert trial_study.status == "draft"
    assert journey.reasons(trial_study) == []


def test_a_sub_investigator_may_decide_and_a_coordinator_not(journey: Journey, trial_study: Study) -> None:
    journey.consent()
    journey.checklist()
    journey.sign("coordinator")
    assert journey.reasons(trial_study) == ["ENROL_UNSIGNED"]
    journey.sign("sub_investigator")
    assert journey.reasons(trial_study) == []


def test_without_consent(journey: Journey, trial_study: Study) -> None:
    journey.checklist()
    journey.sign()
    assert journey.reasons(trial_study) == ["ENROL_NO_CONSENT"]
    journey.consent(is_complete=False)
    assert journey.reasons(trial_study) == ["ENROL_NO_CONSENT"]


def test_with_an_answer_open_or_failing(journey: Journey, trial_study: Study) -> None:
    journey.consent()
    del journey.answers["INCL02"]
    journey.answers["EXCL05"] = "Y"
    journey.answers["INCL01"] = "NA"
    journey.checklist()
    journey.sign()
    assert journey.reasons(trial_study) == ["ENROL_UNANSWERED", "ENROL_NOT_APPLICABLE", "ENROL_FAILING"]


def test_with_nothing_done_every_reason_is_said(journey: Journey, trial_study: Study) -> None:
    assert journey.reasons(trial_study) == ["ENROL_NO_CONSENT", "ENROL_UNANSWERED"]


def test_a_draft_checklist(journey: Journey, trial_study: Study) -> None:
    journey.consent()
    journey.checklist(is_complete=False)
    journey.sign()
    assert journey.reasons(trial_study) == ["ENROL_DRAFT"]


def test_a_change_after_signing_closes_the_gate_again(journey: Journey, trial_study: Study) -> None:
    journey.consent()
    journey.checklist()
    journey.sign()
    journey.checklist("d2", based_on=journey.facts[-2].entry)
    assert journey.reasons(trial_study) == ["ENROL_SIGNATURE_VOID"]
    journey.sign(digest="d2")
    assert journey.reasons(trial_study) == []


def test_nobody_is_enrolled_twice(journey: Journey, trial_study: Study) -> None:
    journey.consent()
    journey.checklist()
    journey.sign()
    body = {"enrolment_number": "01-R001", "eligibility": "d1"}
    journey.facts.append(journey.say("participant.enrolled", body))
    assert journey.reasons(trial_study) == ["ENROL_TWICE"]


def test_reasons_name_criteria_as_people_do(journey: Journey, trial_study: Study) -> None:
    journey.consent()
    journey.answers["EXCL05"] = "Y"
    journey.checklist()
    journey.sign()
    reading = fold_all(journey.facts)
    assert reading is not None
    (reason,) = may_enrol(trial_study, reading)
    assert "exclusion 5" in explain(reason, "en")
    assert "排除标准 5" in explain(reason, "zh")

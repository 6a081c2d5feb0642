"""Judges the answers to the criteria and says until when they hold; it enrols nobody (see ``enrolment``).

Three values throughout: what is not answered is unknown, and unknown never enrols.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from escc_desktop.study.edition import Study
from escc_desktop.study.values import Value, date_span


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the answers amount to. ``unanswered`` and ``failing`` are criterion ids in the registry's order.

    ``not_applicable`` are criteria answered NA that must be answered yes or no; they count as unknown.
    """

    is_eligible: bool | None
    unanswered: tuple[str, ...]
    failing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    answered: int


def passes(study: Study, criterion_id: str, answer: Value | None) -> bool | None:
    """Return whether one answer lets the participant pass; None while unknown."""
    criterion = study.criterion(criterion_id)
    if answer == "NA":
        return True if criterion.may_be_na else None
    if answer not in ("Y", "N"):
        return None
    return answer == criterion.passing


def judge(study: Study, answers: Mapping[str, Value]) -> Verdict:
    """Return the verdict on the answers of the eligibility form (criterion id to ``Y``, ``N`` or ``NA``)."""
    worth = {one.id: passes(study, one.id, answers.get(one.id)) for one in study.criteria}
    failing = tuple(id for id, passing in worth.items() if passing is False)
    unknown = tuple(id for id, passing in worth.items() if passing is None)
    not_applicable = tuple(id for id in unknown if answers.get(id) == "NA")
    is_eligible = False if failing else None if unknown or not worth else True
    unanswered = tuple(id for id in unknown if id not in not_applicable)
    return Verdict(is_eligible, unanswered, failing, not_applicable, len(worth) - len(unanswered))


def latest_first_dose_on(study: Study, answers: Mapping[str, Value]) -> date | None:
    """Return the earliest day on which a dated proof expires, hence the latest day of the first dose.

    Proof of a criterion answered NA does not count; None while no proof is dated.
    """
    expiries = evidence_expiries(study, answers)
    return min(expiries.values(), default=None)


def evidence_expiries(study: Study, answers: Mapping[str, Value]) -> dict[str, date]:
    """Return, for each criterion with a dated proof, the last day on which that proof allows the first dose."""
    expiries: dict[str, date] = {}
    for criterion in study.criteria:
        evidence = criterion.evidence
        if evidence is None or answers.get(criterion.id) == "NA":
            continue
        dated = answers.get(evidence.item)
        span = date_span(dated) if isinstance(dated, str) else None
        if span is not None and span.first == span.last:
            expiries[criterion.id] = span.first + timedelta(days=evidence.days)
    return expiries

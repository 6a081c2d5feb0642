"""Says what stands against enrolling a participant; it enrols nobody."""

from __future__ import annotations

from collections.abc import Iterable

from escc_desktop.errors import EsccError
from escc_desktop.study.edition import Study
from escc_desktop.trial.eligibility import judge
from escc_desktop.trial.participants import SIGNING_ROLES, ParticipantReading
from escc_desktop.trial.queries import concerns, unruled


def may_enrol(study: Study, reading: ParticipantReading, ruled: Iterable[str] = ()) -> tuple[EsccError, ...]:
    """Return every reason against enrolment, empty when there is none. A draft edition is no reason.

    ``ruled`` are the contradictions on which the investigator has ruled.
    """
    reasons: list[EsccError] = []
    if reading.enrolled_at is not None:
        reasons.append(EsccError("ENROL_TWICE", participant=reading.number, number=reading.enrolment_number or ""))
    consent = reading.record_of(study.consent_form)
    if consent is None or not consent.is_complete:
        reasons.append(EsccError("ENROL_NO_CONSENT", participant=reading.number))
    reasons += _contradictions(study, reading, ruled)
    record = reading.record_of(study.eligibility_form)
    if record is None:
        reasons.append(_about("ENROL_UNANSWERED", study, tuple(one.id for one in study.criteria)))
        return tuple(reasons)
    verdict = judge(study, record.values)
    if verdict.unanswered:
        reasons.append(_about("ENROL_UNANSWERED", study, verdict.unanswered))
    if verdict.not_applicable:
        reasons.append(_about("ENROL_NOT_APPLICABLE", study, verdict.not_applicable))
    if verdict.failing:
        reasons.append(_about("ENROL_FAILING", study, verdict.failing))
    if not record.is_complete:
        reasons.append(EsccError("ENROL_DRAFT", participant=reading.number))
    if not record.is_signed:
        is_void = any(one.role in SIGNING_ROLES and not one.flag for one in record.signatures)
        reasons.append(EsccError("ENROL_SIGNATURE_VOID" if is_void else "ENROL_UNSIGNED", participant=reading.number))
    return tuple(reasons)


def _contradictions(study: Study, reading: ParticipantReading, ruled: Iterable[str]) -> list[EsccError]:
    """Return a reason for each contradiction that waits for a ruling, and says whether it is known to bite."""
    reasons: list[EsccError] = []
    for id in unruled(study, reading, ruled):
        one = study.contradiction(id)
        code = "ENROL_CONTRADICTION" if concerns(study, reading, one) else "ENROL_CONTRADICTION_UNKNOWN"
        reasons.append(EsccError(code, contradiction=id, problem=one.problem.en, problem_zh=one.problem.zh))
    return reasons


def _about(code: str, study: Study, ids: tuple[str, ...]) -> EsccError:
    """Return a reason that names criteria as people do: kind and number, in both languages."""
    found = [study.criterion(id) for id in ids]
    en = ", ".join(f"{one.kind} {one.number}" for one in found)
    zh = "、".join(f"{'入选' if one.kind == 'inclusion' else '排除'}标准 {one.number}" for one in found)
    return EsccError(code, count=len(found), criteria=en, criteria_zh=zh, ids=" ".join(ids))

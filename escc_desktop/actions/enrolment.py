"""Enrols a participant and records the first dose; it judges nothing itself (``trial.enrolment`` does)."""

from __future__ import annotations

from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import EnrolParticipant, RecordFirstDose
from escc_desktop.actions.edition_standing import ruled
from escc_desktop.actions.numbers import next_enrolment
from escc_desktop.actions.records import participant_of, reason_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.trial.enrolment import may_enrol
from escc_desktop.trial.numbers import enrolment_number


def enrol_participant(site: Site, command: EnrolParticipant) -> Outcome:
    """Enrol, and give the enrolment number; it is refused with every reason that speaks against it.

    Raises Refused: NOT_ALLOWED, NOT_DELEGATED, PARTICIPANT_UNKNOWN, NUMBERS_NOT_SURE, MAY_NOT_ENROL with the reasons of
    ``trial.enrolment.may_enrol``.
    """
    require(site, "enrol")
    reading = participant_of(site, command.participant)
    reasons = may_enrol(site.study, reading, ruled(site))
    if reasons:
        raise Refused("MAY_NOT_ENROL", *reasons, number=reading.number)
    record = reading.record_of(site.study.eligibility_form)
    assert record is not None  # may_enrol has seen it signed
    number = enrolment_number(site.study, site.facts.site, next_enrolment(site))
    body = {"enrolment_number": number, "eligibility": record.digest}
    site.office.enter("participant.enrolled", body, participant=reading.number, based_on=record.last)
    return Outcome(number, frozenset({f"participant:{reading.number}", "participants", "journal"}))


def record_first_dose(site: Site, command: RecordFirstDose) -> Outcome:
    """Record the day of the first dose of each drug: a fact, never refused for being early, late or unenrolled.

    Raises Refused: NOT_ALLOWED, PARTICIPANT_UNKNOWN, FIRST_DOSE_MISSING, FIRST_DOSE_FUTURE, REASON_MISSING (a change),
    NOTHING_CHANGED.
    """
    require(site, "record")
    reading = participant_of(site, command.participant)
    if not command.first_dose_on:
        raise Refused("FIRST_DOSE_MISSING")
    today = site.office.clock().date()
    for drug, on in command.first_dose_on.items():
        site.study.drug(drug)
        if on > today:
            raise Refused("FIRST_DOSE_FUTURE", on=on)
    days = {drug: on.isoformat() for drug, on in command.first_dose_on.items()}
    changes = {drug for drug, on in days.items() if reading.first_dose_on.get(drug, on) != on}
    reason = reason_of(command.reason)
    if changes and reason is None:
        raise Refused("REASON_MISSING")
    if all(reading.first_dose_on.get(drug) == on for drug, on in days.items()):
        raise Refused("NOTHING_CHANGED")
    site.office.enter("treatment.started", {"first_dose_on": days}, participant=reading.number, reason=reason)
    return Outcome(None, frozenset({f"participant:{reading.number}", "participants", "journal"}))

"""Books visits and moves them; whether a day is outside the window is said before and kept with the entry."""

from __future__ import annotations

from datetime import date

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import BookVisit, SaveRecord
from escc_desktop.actions.edition_commands import NoteVisitNotDone
from escc_desktop.actions.records import participant_of, reason_of, save_record
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.study.edition import Study
from escc_desktop.study.values import Missing, moment
from escc_desktop.trial.calendar import PlannedVisit, anchors_of, plan
from escc_desktop.trial.reading import ParticipantReading


def planned_visit(study: Study, reading: ParticipantReading, visit: str) -> PlannedVisit:
    """Return one visit of a participant's plan. Raises Refused VISIT_NOT_PLANNED when its anchor has no date yet."""
    for planned in plan(study, anchors_of(study, reading)):
        if planned.visit_id == visit:
            return planned
    raise Refused("VISIT_NOT_PLANNED", visit=study.visit(visit).label.zh)


def book_visit(site: Site, command: BookVisit) -> Outcome:
    """Book a visit, or move its booking with a reason; outside the window is a fact, not a fault.

    Raises Refused: NOT_ALLOWED, PARTICIPANT_UNKNOWN, VISIT_NOT_PLANNED, VISIT_TIME_FORM, REASON_MISSING (a
    move, or a day outside the window), NOTHING_CHANGED.
    """
    require(site, "record")
    reading = participant_of(site, command.participant)
    planned = planned_visit(site.study, reading, command.visit)
    known = reading.bookings.get(command.visit)
    is_outside = not planned.opens_on <= command.on <= planned.closes_on
    reason = reason_of(command.reason)
    if command.at is not None and moment(f"{command.on} {command.at}") is None:
        raise Refused("VISIT_TIME_FORM", typed=command.at)
    if known is None and not is_outside:
        body = {"visit": command.visit, "on": command.on.isoformat(), "at": command.at}
        site.office.enter("visit.booked", body, participant=reading.number, reason=reason)
    else:
        before = date.fromisoformat(known.on) if known else planned.target_on
        if known is not None and before == command.on and known.at == command.at:
            raise Refused("NOTHING_CHANGED")
        if reason is None:
            raise Refused("REASON_MISSING")
        moved = {"visit": command.visit, "from": before.isoformat(), "on": command.on.isoformat(), "at": command.at}
        moved_body = {**moved, "is_out_of_window": is_outside}
        site.office.enter("visit.moved", moved_body, participant=reading.number, reason=reason)
    return Outcome(is_outside, frozenset({f"participant:{reading.number}", "participants", "journal"}))


def note_visit_not_done(site: Site, command: NoteVisitNotDone) -> Outcome:
    """Save every form of the visit that was not begun as not done, and say so of the visit, with one reason.

    The value is the forms. Raises Refused: NOT_ALLOWED, PARTICIPANT_UNKNOWN, VISIT_HELD (all its forms are begun),
    VALUES_UNREADABLE (the code or the reason); StudyError for a visit that the edition does not have.
    """
    require(site, "record")
    reading = participant_of(site, command.participant)
    visit = site.study.visit(command.visit)
    open_ = tuple(form for form in visit.forms if reading.record_of(form, visit.id) is None)
    if not open_ or visit.id in reading.not_done:
        raise Refused("VISIT_HELD", visit=visit.label.en, visit_zh=visit.label.zh)
    missing = Missing(command.code, command.reason)
    for form in open_:
        save_record(site, SaveRecord(reading.number, form, {}, visit=visit.id, not_done=missing))
        failpoints.reached("visit.form_not_done")
    body = {"visit": visit.id, "forms": list(open_)}
    site.office.enter("visit.not_done", body, participant=reading.number, reason=reason_of(command.reason))
    failpoints.reached("visit.not_done")
    return Outcome(open_, frozenset({f"participant:{reading.number}", "participants", "journal"}))

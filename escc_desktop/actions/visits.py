"""Books visits, moves them, adds unscheduled ones; a day outside the window is told before and kept with the entry."""

from __future__ import annotations

from datetime import date

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import BookVisit, SaveRecord
from escc_desktop.actions.drafts import drafts_of, record_draft
from escc_desktop.actions.edition_commands import AddVisit, NoteVisitNotDone
from escc_desktop.actions.records import participant_of, reason_of, save_record
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.study.edition import Study, Visit
from escc_desktop.study.values import Missing, moment
from escc_desktop.trial.calendar import PlannedVisit, anchors_of, asked_forms, next_unscheduled, plan, unscheduled
from escc_desktop.trial.reading import ParticipantReading


def planned_visit(study: Study, reading: ParticipantReading, visit: str) -> PlannedVisit:
    """Return one visit of a participant, unscheduled ones too. Raises Refused VISIT_NOT_PLANNED: it has no day yet."""
    for planned in (*plan(study, anchors_of(study, reading)), *unscheduled(study, reading)):
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
    is_outside = not site.study.visit(command.visit).is_unscheduled and not planned.holds(command.on)
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


def add_visit(site: Site, command: AddVisit) -> Outcome:
    """Give an unscheduled visit its number, its day and its forms, or ask more forms of one; the value is its id.

    Raises Refused: NOT_ALLOWED, PARTICIPANT_UNKNOWN, VISITS_USED_UP (none left, or the edition has none),
    VISIT_FORMS (none, or one that such visits do not offer), VISIT_TIME_FORM, VISIT_NOT_PLANNED, NOTHING_CHANGED.
    """
    require(site, "record")
    reading = participant_of(site, command.participant)
    if command.at is not None and moment(f"{command.on} {command.at}") is None:
        raise Refused("VISIT_TIME_FORM", typed=command.at)
    if command.visit is not None:
        visit: Visit | None = site.study.visit(command.visit)
        planned_visit(site.study, reading, command.visit)
    else:
        visit = next_unscheduled(site.study, reading)
    if visit is None or not visit.is_unscheduled:
        raise Refused("VISITS_USED_UP")
    if not command.forms or not set(command.forms) <= set(visit.forms):
        raise Refused("VISIT_FORMS")
    booking = reading.bookings.get(visit.id)
    forms = [form for form in visit.forms if form in command.forms and (booking is None or form not in booking.forms)]
    if not forms:
        raise Refused("NOTHING_CHANGED")
    on, at = (booking.on, booking.at) if booking is not None else (command.on.isoformat(), command.at)
    body = {"visit": visit.id, "on": on, "at": at, "forms": forms}
    site.office.enter("visit.booked", body, participant=reading.number)
    failpoints.reached("visit.added")
    return Outcome(visit.id, frozenset({f"participant:{reading.number}", "participants", "journal"}))


def note_visit_not_done(site: Site, command: NoteVisitNotDone) -> Outcome:
    """Save every form of the visit that was not begun as not done, and say so of the visit, with one reason.

    A form into which the person at work typed what is not saved yet was begun. The value is the forms. Raises Refused:
    NOT_ALLOWED, PARTICIPANT_UNKNOWN, VISIT_HELD (all its forms are begun), VALUES_UNREADABLE (the code or the reason);
    StudyError for a visit that the edition does not have.
    """
    require(site, "record")
    reading = participant_of(site, command.participant)
    visit = site.study.visit(command.visit)
    if visit.is_unscheduled:
        planned_visit(site.study, reading, visit.id)
    asked = asked_forms(site.study, reading, visit.id)
    begun = {draft.name for draft in drafts_of(site) if draft.typed}  # what was typed and not saved is not thrown away
    open_ = tuple(
        form
        for form in asked
        if reading.record_of(form, visit.id) is None
        and record_draft(site.study, reading.number, form, visit.id, None) not in begun
    )
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

"""Plans visits from the days that anchor them and says how each stands; it books nothing and asks no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from escc_desktop.errors import EsccError
from escc_desktop.study.edition import Study, Visit
from escc_desktop.study.values import date_span
from escc_desktop.trial.participants import ParticipantReading

StateName = Literal["planned", "due", "overdue", "done", "missed", "not_done"]


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit of one participant: the day aimed at and the first and last day of its window."""

    visit_id: str
    target_on: date
    opens_on: date
    closes_on: date

    def holds(self, on: date) -> bool:
        """Tell whether a day lies in the window; both ends belong to it."""
        return self.opens_on <= on <= self.closes_on


@dataclass(frozen=True, slots=True)
class VisitState:
    """How a visit stands. ``is_out_of_window`` speaks of the day held, or else of the day booked."""

    name: StateName
    is_out_of_window: bool


@dataclass(frozen=True, slots=True)
class VisitStanding:
    """A planned visit with what was booked, what was held and how it stands on one day."""

    planned: PlannedVisit
    booked_on: date | None
    booked_at: str | None
    held_on: date | None
    state: VisitState
    forms: tuple[str, ...] = ()
    """What it asks: by the plan, or what was chosen for an unscheduled visit and what was filled in of it."""


def plan(study: Study, anchors: Mapping[str, date]) -> tuple[PlannedVisit, ...]:
    """Return the visits whose anchor is known, sorted by target day and then as the edition lists them.

    ``anchors``: consent, first_dose, last_dose or a drug's id, to its day.
    """
    planned: list[PlannedVisit] = []
    for visit in study.visits:
        start = anchors.get(visit.anchor)
        if start is None:
            continue
        target = _shifted(start, visit.offset_days)
        opens, closes = _shifted(target, -visit.before_days), _shifted(target, visit.after_days)
        planned.append(PlannedVisit(visit.id, target, opens, closes))
    return tuple(sorted(planned, key=lambda one: one.target_on))


def _shifted(day: date, days: int) -> date:
    """Return a day so many days later; the first or last there is where a mistyped year (9999) leads beyond it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def anchors_of(study: Study, reading: ParticipantReading) -> dict[str, date]:
    """Return the anchoring days that are known of a participant; the earliest first dose of any drug is first_dose."""
    anchors: dict[str, date] = {}
    for anchor, (form, item) in study.anchor_items.items():
        record = reading.record_of(form)
        typed = record.values.get(item) if record is not None else None
        span = date_span(typed[:10]) if isinstance(typed, str) else None
        if span is not None and span.first == span.last:
            anchors[anchor] = span.first
    doses = {drug: date.fromisoformat(on) for drug, on in reading.first_dose_on.items()}
    if doses:
        anchors["first_dose"] = min(doses.values())
    last = last_dose_on(study, reading)
    if last is not None:
        anchors["last_dose"] = last
    return {**anchors, **doses}


def last_dose_on(study: Study, reading: ParticipantReading) -> date | None:
    """Return the last dose of the drug that ended last, once every drug that was begun has ended; None before that.

    Stopping one drug is not the end of treatment. A drug whose last dose is not known to the day has not ended here.
    """
    end = study.end_of_treatment
    if end is None or not reading.first_dose_on:
        return None
    ended: dict[str, date] = {}
    for record in reading.records_of(end.form):
        drug, typed = record.values.get(end.drug), record.values.get(end.last_dose)
        span = date_span(typed) if isinstance(typed, str) else None
        if isinstance(drug, str) and span is not None and span.first == span.last:
            ended[drug] = max(span.first, ended.get(drug, span.first))
    return max(ended.values()) if set(reading.first_dose_on) <= set(ended) else None


def state(
    planned: PlannedVisit,
    booked_on: date | None,
    held_on: date | None,
    today: date,
    is_superseded: bool,
    is_not_done: bool = False,
) -> VisitState:
    """Return how a visit stands on ``today``.

    Held is done. Said not to have taken place: not done, unless a form of it is filled. Not held, and a later visit of
    its series was: missed. Past its window without a booking for today or later: overdue. A booking for a later day
    leaves it planned; else it is due from the day its window opens.
    """
    if held_on is not None:
        return VisitState("done", not planned.holds(held_on))
    if is_not_done:
        return VisitState("not_done", is_out_of_window=False)
    is_out = booked_on is not None and not planned.holds(booked_on)
    if is_superseded:
        return VisitState("missed", is_out)
    if booked_on is not None and booked_on >= today:
        return VisitState("due" if booked_on == today else "planned", is_out)
    if today > planned.closes_on:
        return VisitState("overdue", is_out)
    return VisitState("due" if today >= planned.opens_on else "planned", is_out)


def standing(study: Study, reading: ParticipantReading, today: date) -> tuple[VisitStanding, ...]:
    """Return every visit of a participant as it stands on ``today``, by target day; what no plan asks among them."""
    planned = plan(study, anchors_of(study, reading))
    held = {one.visit_id: _day(reading.held_on(one.visit_id)) for one in planned}
    last_held: dict[str, date] = {}
    for one in planned:
        if held[one.visit_id] is not None:
            series = study.visit(one.visit_id).series
            last_held[series] = max(last_held.get(series, one.target_on), one.target_on)
    standings: list[VisitStanding] = []
    for one in planned:
        booking = reading.bookings.get(one.visit_id)
        booked_on = _day(booking.on) if booking is not None else None
        later = last_held.get(study.visit(one.visit_id).series)
        is_superseded = later is not None and one.target_on < later
        is_not_done = one.visit_id in reading.not_done
        how = state(one, booked_on, held[one.visit_id], today, is_superseded, is_not_done)
        booked_at = booking.at if booking is not None else None
        forms = study.visit(one.visit_id).forms
        standings.append(VisitStanding(one, booked_on, booked_at, held[one.visit_id], how, forms))
    standings += _between(study, reading, today)
    return tuple(sorted(standings, key=lambda one: one.planned.target_on))


def unscheduled(study: Study, reading: ParticipantReading) -> tuple[PlannedVisit, ...]:
    """Return the unscheduled visits that a participant has, each on the day it was held, else agreed, by number.

    Without a window: the day is first, last and aimed at. One of which no day is known stands on the day it was saved.
    """
    return tuple(
        PlannedVisit(visit.id, on, on, on)
        for visit in study.visits
        if visit.is_unscheduled and (on := _day_between(reading, visit.id)) is not None
    )


def _day_between(reading: ParticipantReading, visit: str) -> date | None:
    booking = reading.bookings.get(visit)
    saved = next((one.created_at for one in reading.records.values() if one.visit == visit), None)
    return _day(reading.held_on(visit)) or _day(booking.on if booking is not None else saved)


def next_unscheduled(study: Study, reading: ParticipantReading) -> Visit | None:
    """Return the unscheduled visit whose number comes after every one that was given; None when all are given."""
    offered = [visit for visit in study.visits if visit.is_unscheduled]
    given = {one.visit_id for one in unscheduled(study, reading)}
    last = max((place for place, visit in enumerate(offered) if visit.id in given), default=-1)
    return offered[last + 1] if last + 1 < len(offered) else None


def asked_forms(study: Study, reading: ParticipantReading, visit: str) -> tuple[str, ...]:
    """Return the forms that a visit asks of a participant: the plan's, or of an unscheduled one those chosen or begun.

    One that the participant does not have yet offers all of its forms.
    """
    known = study.visit(visit)
    if not known.is_unscheduled:
        return known.forms
    booking = reading.bookings.get(visit)
    begun = {record.form for record in reading.records.values() if record.visit == visit}
    chosen = {*(booking.forms if booking is not None else ()), *begun}
    return tuple(form for form in known.forms if form in chosen or not chosen)


def _between(study: Study, reading: ParticipantReading, today: date) -> list[VisitStanding]:
    """Return the unscheduled visits as they stand: done once held, else planned until their day and due from then on.

    No plan asks for them, so they are never overdue, never missed and never out of a window.
    """
    standings: list[VisitStanding] = []
    for one in unscheduled(study, reading):
        booking, held_on = reading.bookings.get(one.visit_id), _day(reading.held_on(one.visit_id))
        name: StateName = "done" if held_on is not None else "due" if one.target_on <= today else "planned"
        if held_on is None and one.visit_id in reading.not_done:
            name = "not_done"
        standings.append(
            VisitStanding(
                one,
                _day(booking.on) if booking is not None else None,
                booking.at if booking is not None else None,
                held_on,
                VisitState(name, is_out_of_window=False),
                asked_forms(study, reading, one.visit_id),
            )
        )
    return standings


def _day(text: str | None) -> date | None:
    span = date_span(text[:10]) if text else None
    return span.first if span is not None else None


def window_notes(study: Study, planned: PlannedVisit, on: date) -> tuple[EsccError, ...]:
    """Return what must be said before a visit is booked or held on a day: out of window, and by how many days."""
    visit = study.visit(planned.visit_id)
    if planned.holds(on) or visit.is_unscheduled:
        return ()
    is_early = on < planned.opens_on
    days = (planned.opens_on - on).days if is_early else (on - planned.closes_on).days
    code = "VISIT_TOO_EARLY" if is_early else "VISIT_TOO_LATE"
    facts = {"visit": visit.label.en, "visit_zh": visit.label.zh, "on": on, "days": days}
    return (EsccError(code, opens=planned.opens_on, closes=planned.closes_on, **facts),)


def study_day(first_dose_on: date, on: date) -> int:
    """Return the study day: 1 on the day of the first dose, -1 on the day before; there is no day 0 (SDTMIG 3.4)."""
    days = (on - first_dose_on).days
    return days + 1 if days >= 0 else days


def cycle_day(study: Study, drug: str, first_dose_on: date, on: date) -> tuple[int, int] | None:
    """Return (cycle, day) of one drug, both from 1, by the calendar alone; None before its first dose."""
    days = (on - first_dose_on).days
    if days < 0:
        return None
    length = study.drug(drug).cycle_days
    return days // length + 1, days % length + 1

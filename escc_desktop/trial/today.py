"""Gathers what cannot wait from the readings of all participants, as plain rows; it reads no store and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escc_desktop.study.edition import Study
from escc_desktop.trial.adverse_events import Clock, is_serious, report_clock, term_of
from escc_desktop.trial.calendar import VisitStanding, standing
from escc_desktop.trial.eligibility import evidence_expiries
from escc_desktop.trial.participants import ParticipantReading, RecordReading


@dataclass(frozen=True, slots=True)
class SeriousRow:
    """A serious event. ``clock`` is None while the time of awareness is not recorded; such a one stands first."""

    participant: str
    initials: str
    record: str
    term_code: str
    grade: str
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit of one participant as it stands today; ``days_left`` to the end of its window, negative when past."""

    participant: str
    initials: str
    visit: str
    standing: VisitStanding
    days_left: int


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record that somebody must still do something about."""

    participant: str
    initials: str
    record: str
    form: str
    visit: str | None
    saved_at: str
    saved_by: str
    has_void_signature: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A dated proof of a criterion of somebody not yet treated: the first dose must come by ``until``."""

    participant: str
    initials: str
    criterion: str
    until: date
    days_left: int


@dataclass(frozen=True, slots=True)
class TodayReading:
    """What the Today page needs, each list with the most urgent first."""

    serious: tuple[SeriousRow, ...]
    due_today: tuple[VisitRow, ...]
    overdue: tuple[VisitRow, ...]
    closing: tuple[VisitRow, ...]
    missed: tuple[VisitRow, ...]
    ahead: tuple[VisitRow, ...]
    expiring: tuple[EvidenceRow, ...]
    to_sign: tuple[RecordRow, ...]
    drafts: tuple[RecordRow, ...]
    screening: tuple[str, ...]


def todays_work(study: Study, readings: Iterable[ParticipantReading], today: date, now: datetime) -> TodayReading:
    """Return what is to be done. ``now`` is aware and local; ``today`` its day. Seven days count as ahead."""
    readings = tuple(readings)
    rows = tuple(row for reading in readings for row in visit_rows(study, reading, today))
    due_today = tuple(row for row in rows if _is_for_today(row, today))
    closing = tuple(row for row in rows if not _is_for_today(row, today) and _is_closing(row, study.closing_days))
    last = today + timedelta(days=7)
    records = tuple((reading, record) for reading in readings for record in reading.records.values())
    return TodayReading(
        serious=_serious(study, records, now),
        due_today=_by_window(due_today),
        overdue=_by_window(row for row in rows if row.standing.state.name == "overdue"),
        closing=_by_window(closing),
        missed=_by_window(row for row in rows if row.standing.state.name == "missed"),
        ahead=tuple(
            row
            for row in sorted(rows, key=lambda row: shown_on(row.standing))
            if row.standing.state.name in ("planned", "due") and today < shown_on(row.standing) <= last
        ),
        expiring=_expiring(study, readings, today),
        to_sign=tuple(_row(reading, one) for reading, one in records if is_to_sign(study, one)),
        drafts=tuple(_row(reading, one) for reading, one in records if not one.is_complete),
        screening=tuple(reading.number for reading in readings if reading.status == "screening"),
    )


def visit_rows(study: Study, reading: ParticipantReading, today: date) -> tuple[VisitRow, ...]:
    """Return every planned visit of a participant as it stands today."""
    return tuple(
        VisitRow(reading.number, reading.initials, one.planned.visit_id, one, (one.planned.closes_on - today).days)
        for one in standing(study, reading, today)
    )


def shown_on(one: VisitStanding) -> date:
    """Return the day on which a calendar shows a visit: held, else booked, else aimed at."""
    return one.held_on or one.booked_on or one.planned.target_on


def is_to_sign(study: Study, record: RecordReading) -> bool:
    """Tell whether a record waits for a signature: complete, of a form that needs one, and none of its own holds."""
    form = study.forms.get(record.form)
    return form is not None and form.needs_signature and record.is_complete and not record.is_signed


def _is_for_today(row: VisitRow, today: date) -> bool:
    """Booked for today; or not booked at all, its window open and its target reached."""
    one = row.standing
    if one.state.name != "due":
        return False
    return one.booked_on == today or (one.booked_on is None and one.planned.target_on <= today)


def _is_closing(row: VisitRow, closing_days: int) -> bool:
    is_open = row.standing.state.name == "due" or (
        row.standing.state.name == "planned"
        and row.standing.booked_on is not None
        and row.standing.booked_on > row.standing.planned.closes_on
    )
    return is_open and 0 <= row.days_left <= closing_days


def _by_window(rows: Iterable[VisitRow]) -> tuple[VisitRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.days_left, row.standing.booked_at or "", row.participant)))


def _row(reading: ParticipantReading, record: RecordReading) -> RecordRow:
    return RecordRow(
        participant=reading.number,
        initials=reading.initials,
        record=record.id,
        form=record.form,
        visit=record.visit,
        saved_at=record.saved_at,
        saved_by=record.saved_by,
        has_void_signature=record.has_void_signature,
    )


def _serious(
    study: Study, records: Iterable[tuple[ParticipantReading, RecordReading]], now: datetime
) -> tuple[SeriousRow, ...]:
    rows: list[SeriousRow] = []
    for reading, record in records:
        if record.form != study.adverse_event.form or is_serious(study, record.values) is not True:
            continue
        clock = report_clock(study, record.values, now)
        if clock is not None and not clock.is_running:
            continue
        grade = record.values.get(study.adverse_event.grade)
        term = term_of(study, record.values)
        rows.append(
            SeriousRow(
                participant=reading.number,
                initials=reading.initials,
                record=record.id,
                term_code=term.llt_code if term is not None else "",
                grade=grade if isinstance(grade, str) else "",
                clock=clock,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.clock.due_at if row.clock else now - timedelta(days=36500)))


def _expiring(study: Study, readings: Iterable[ParticipantReading], today: date) -> tuple[EvidenceRow, ...]:
    rows: list[EvidenceRow] = []
    for reading in readings:
        record = reading.record_of(study.eligibility_form)
        if record is None or reading.first_dose_on:
            continue
        for criterion, until in evidence_expiries(study, record.values).items():
            rows.append(EvidenceRow(reading.number, reading.initials, criterion, until, (until - today).days))
    return tuple(sorted(rows, key=lambda row: row.until))

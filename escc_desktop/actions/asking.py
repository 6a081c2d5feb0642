"""Answers what the faces ask, as frozen views; asking never writes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from escc_desktop.actions.asking_ink import ink_matter
from escc_desktop.actions.asking_journal import entry, journal
from escc_desktop.actions.asking_packages import carried, packages, standing
from escc_desktop.actions.asking_training import ending_soon
from escc_desktop.actions.authority import SIGNING_ACTS, allowed, delegates, signing_act
from escc_desktop.actions.backups import safety
from escc_desktop.actions.drafts import drafts_of
from escc_desktop.actions.edition_standing import is_draft, ruled
from escc_desktop.actions.history import changes_since, record_changes
from escc_desktop.actions.ink import flags_of
from escc_desktop.actions.leaving import document_bytes
from escc_desktop.actions.originals import kind_of, original_of, originals
from escc_desktop.actions.paper_values import values_of, words_of
from escc_desktop.actions.records import new_record_id, participant_of
from escc_desktop.actions.signing import without_paper
from escc_desktop.actions.site import EVERYBODY, Site
from escc_desktop.actions.view_rows import (
    document_view,
    documents_about_nobody,
    original_views,
    participant_row,
    record_view,
    signature_view,
    visit_view,
    visit_views,
)
from escc_desktop.actions.views import (
    AdverseEventRow,
    ChangeView,
    DocumentView,
    ParticipantRow,
    ParticipantView,
    PersonView,
    RecordView,
    SeriousRow,
    SigningRow,
    SinceSigned,
    SiteView,
    TodayView,
)
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.actions.visits import planned_visit
from escc_desktop.trial.adverse_events import is_serious, report_clock
from escc_desktop.trial.calendar import cycle_day
from escc_desktop.trial.calendar import window_notes as notes_for
from escc_desktop.trial.enrolment import may_enrol
from escc_desktop.trial.reading import ParticipantReading
from escc_desktop.trial.today import TodayReading, VisitRow, is_to_sign, todays_work

__all__ = [
    "adverse_events",
    "calendar",
    "changed_since_signed",
    "document_bytes",
    "documents",
    "entry",
    "flags_of",
    "history",
    "ink_matter",
    "journal",
    "now",
    "original_views",
    "packages",
    "participant",
    "participants",
    "record",
    "signers",
    "signing_queue",
    "site_view",
    "today",
    "window_notes",
    "without_paper",
]

AHEAD_DAYS = 7


def readings_of(site: Site, status: str | None = None, search: str = "") -> tuple[ParticipantReading, ...]:
    """Return every participant whole, by number."""
    found = site.office.readings.participants(status=status, search=search, limit=EVERYBODY)
    whole = (site.office.readings.participant(one.number) for one in found)
    return tuple(one for one in whole if one is not None)


def site_view(site: Site) -> SiteView:
    """Return what the frame of the window shows."""
    sent = standing(site)
    to_sign = (form.id for form in site.study.forms.values() if form.needs_signature)
    events = site.office.readings.records(form=site.study.adverse_event.form, limit=EVERYBODY)
    participants, unsigned = site.office.readings.count_at_work(to_sign)
    return SiteView(
        study=site.study.id,
        site=site.facts.site,
        site_name=site.facts.site_name,
        device=site.device,
        edition=site.study.edition,
        is_draft=is_draft(site),
        is_demonstration=site.facts.is_demonstration,
        person=site.person,
        participants=participants,
        open_adverse_events=sum(one.record.values.get(site.study.adverse_event.ongoing) == "Y" for one in events),
        to_sign=unsigned,
        to_send=sent.to_send,
        not_confirmed=sent.not_confirmed_entries,
        entries=site.office.journal.count(),
        last_export_at=sent.ours[0].at if sent.ours else None,
        safety=safety(site),
    )


def now(site: Site) -> datetime:
    """Return the instant by the site's clock, aware and local."""
    return site.office.clock()


def _work(site: Site) -> TodayReading:
    now = site.office.clock()
    return todays_work(site.study, readings_of(site), now.date(), now)


def today(site: Site) -> TodayView:
    """Return what cannot wait, in that order."""
    now, work, sent = site.office.clock(), _work(site), standing(site)
    readings = {one.number: one for one in readings_of(site)}

    def rows(found: tuple[VisitRow, ...]) -> tuple[VisitView, ...]:
        return tuple(visit_view(site, readings[one.participant], one.standing) for one in found)

    ahead = rows(work.ahead)
    days = [now.date() + timedelta(days=step) for step in range(1, AHEAD_DAYS + 1)]
    return TodayView(
        today=now.date(),
        now=now,
        serious=tuple(
            SeriousRow(
                participant=one.participant,
                initials=one.initials,
                record=one.record,
                term_code=one.term_code,
                grade=one.grade,
                aware_at=one.clock.aware_at if one.clock else None,
                due_at=one.clock.due_at if one.clock else None,
                how=_how(site, readings[one.participant], one.record),
            )
            for one in work.serious
        ),
        due_today=rows(work.due_today),
        overdue=rows(work.overdue),
        closing=rows(work.closing),
        missed=rows(work.missed),
        next_days=tuple((day, tuple(one for one in ahead if one.shown_on == day)) for day in days),
        screening=tuple(participant_row(site, readings[number]) for number in work.screening),
        expiring=tuple((one.participant, one.initials, one.criterion, one.until) for one in work.expiring),
        to_sign=len(work.to_sign),
        void_signatures=sum(one.has_void_signature for one in work.to_sign),
        drafts=len(work.drafts),
        to_send=sent.to_send,
        not_confirmed=sent.not_confirmed_entries,
        last_export_at=sent.ours[0].at if sent.ours else None,
        last_receipt_at=sent.desk[0].at if sent.desk else None,
        unsaved=drafts_of(site),
        safety=safety(site),
        endings=ending_soon(site),
    )


def _how(site: Site, reading: ParticipantReading, record: str) -> str:
    value = values_of(site, reading.records[record]).get(site.study.adverse_event.aware_how)
    return value if isinstance(value, str) else ""


def participants(site: Site, search: str = "", status: str | None = None) -> tuple[ParticipantRow, ...]:
    """Return the participants table, by number; ``search`` in number, enrolment number and initials."""
    return tuple(participant_row(site, one) for one in readings_of(site, status, search))


def participant(site: Site, number: str) -> ParticipantView:
    """Return one participant whole. Raises Refused PARTICIPANT_UNKNOWN."""
    reading = participant_of(site, number)
    now = site.office.clock().date()
    first_dose_on = {drug: date.fromisoformat(on) for drug, on in reading.first_dose_on.items()}
    days = {drug: cycle_day(site.study, drug, on, now) for drug, on in first_dose_on.items()}
    sent, words = carried(site), words_of(site, reading.records.values())
    return ParticipantView(
        number=reading.number,
        initials=reading.initials,
        status=reading.status,
        screened_on=datetime.fromisoformat(reading.screened_at).astimezone().date(),
        enrolment_number=reading.enrolment_number,
        first_dose_on=first_dose_on,
        cycle_days={drug: day for drug, day in days.items() if day is not None},
        records=tuple(record_view(site, reading.number, one, sent, words) for one in reading.records.values()),
        visits=visit_views(site, reading),
        enrolment_obstacles=tuple((one.code, one.facts) for one in may_enrol(site.study, reading, ruled(site))),
    )


def record(site: Site, participant: str, form: str, visit: str | None = None, record: str | None = None) -> RecordView:
    """Return one record; a blank view (``id`` None) where nothing was saved, or for a new record of a log."""
    reading = participant_of(site, participant)
    definition = site.study.form(form)
    id = record or (None if definition.kind == "log" else new_record_id(reading, definition, visit))
    known = reading.records.get(id) if id else None
    if known is not None:
        return record_view(site, reading.number, known, carried(site), original=original_of(site, form))
    return RecordView(
        id=None,
        participant=participant,
        form=form,
        visit=visit,
        edition=site.study.edition,
        values={},
        observed_on=None,
        is_complete=False,
        last=None,
        digest=None,
        saved_at=None,
        saved_by=None,
        signatures=(),
        original=original_of(site, form),
    )


def history(site: Site, record: str, item: str | None = None) -> tuple[ChangeView, ...]:
    """Return what changed in a record, newest first; the first value of an item has ``before`` None."""
    found = site.office.readings.record(record)
    return record_changes(site, found.participant, record, item) if found else ()


def calendar(site: Site, first: date, last: date, participant: str | None = None) -> tuple[VisitView, ...]:
    """Return the visits shown from ``first`` to ``last``, both included, by day, time and number."""
    readings = readings_of(site) if participant is None else (participant_of(site, participant),)
    found = [one for reading in readings for one in visit_views(site, reading) if first <= one.shown_on <= last]
    return tuple(sorted(found, key=lambda one: (one.shown_on, one.booked_at or "99", one.participant)))


def window_notes(site: Site, participant: str, visit: str, on: date) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return what must be said before a visit is put on a day: (code, facts); empty inside its window."""
    planned = planned_visit(site.study, participant_of(site, participant), visit)
    return tuple((one.code, one.facts) for one in notes_for(site.study, planned, on))


def adverse_events(site: Site) -> tuple[AdverseEventRow, ...]:
    """Return every adverse event, the serious ones first, then the last saved."""
    now, sent = site.office.clock(), standing(site)
    rows: list[AdverseEventRow] = []
    found = [(reading, reading.records_of(site.study.adverse_event.form)) for reading in readings_of(site)]
    words = words_of(site, (one for _, records in found for one in records))
    for reading, records in found:
        for number, one in enumerate(records, start=1):
            view = record_view(site, reading.number, one, sent, words)
            clock = report_clock(site.study, one.values, now)
            serious = is_serious(site.study, one.values)
            due_at = clock.due_at if clock is not None and clock.is_running else None
            rows.append(AdverseEventRow(reading.number, reading.initials, view, number, serious, due_at))
    oldest = now - timedelta(days=36_500)
    return tuple(
        sorted(rows, key=lambda row: (row.is_serious is not True, -(row.record.saved_at or oldest).timestamp()))
    )


def signers(site: Site) -> tuple[PersonView, ...]:
    """Return who may sign anything at this site today."""
    return delegates(site, SIGNING_ACTS)


def signing_queue(site: Site, person: str) -> tuple[SigningRow, ...]:
    """Return the records that wait for the signature of ``person``, by participant and in the order of the study.

    Only what they are delegated for today. Records whose original is paper stand among them: they are signed by hand.
    """
    signer = site.people.get(person)
    acts = allowed(site, SIGNING_ACTS, signer) if signer is not None else frozenset[str]()
    if not acts:
        return ()
    found = site.office.readings.records(is_complete=True, is_signed=False, limit=EVERYBODY)
    waiting = [
        one for one in found if is_to_sign(site.study, one.record) and signing_act(site, one.record.form) in acts
    ]
    initials = {one.number: one.initials for one in site.office.readings.participants(limit=EVERYBODY)}
    sent, kinds = standing(site), originals(site)
    words = words_of(site, (one.record for one in waiting))
    visits = {one.id: place for place, one in enumerate(site.study.visits)}
    order = {id: place for place, id in enumerate(site.study.forms)}
    waiting.sort(
        key=lambda one: (one.participant, visits.get(one.record.visit or "", -1), order[one.record.form], one.record.id)
    )
    return tuple(
        SigningRow(
            participant=one.participant,
            initials=initials.get(one.participant, ""),
            record=record_view(
                site,
                one.participant,
                one.record,
                sent,
                words,
                kinds.get(kind_of(site.study, one.record.form), "electronic"),
            ),
            is_void=one.record.has_void_signature,
        )
        for one in waiting
    )


def changed_since_signed(site: Site, record: str, person: str) -> SinceSigned:
    """Return what changed in a record since ``person`` last signed it or, if they never did, since anybody did."""
    found = site.office.readings.record(record)
    signatures = [one for one in found.record.signatures if not one.flag] if found else []
    own = [one for one in signatures if one.by_id == person]
    last = next(iter(reversed(own or signatures)), None)
    if found is None or last is None:
        return SinceSigned(None, is_own=False, changes=())
    words = words_of(site, (found.record,))
    changes = changes_since(site, found.participant, record, last.covers)
    return SinceSigned(signature_view(site, last, words), is_own=bool(own), changes=changes)


def documents(site: Site) -> tuple[DocumentView, ...]:
    """Return the documents kept in the vault, the newest first."""
    found = [(one.participant, one.document) for one in site.office.readings.documents(limit=EVERYBODY)]
    now = originals(site)
    views = [document_view(site, *one, now) for one in (*found, *((None, one) for one in documents_about_nobody(site)))]
    return tuple(sorted(views, key=lambda one: one.made_at, reverse=True))

"""Turns readings into the views that the faces show; it asks the store for nothing but texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from escc_desktop.actions.asking_packages import Carried, delivery_of
from escc_desktop.actions.originals import Original, chosen, kind_of, originals
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.paper_values import words_of
from escc_desktop.actions.signature_views import InkView, OriginalView, SignatureView
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import DocumentView, ParticipantRow, RecordView
from escc_desktop.actions.views_of_visits import NotDoneView, VisitView
from escc_desktop.store.facts import fact_of
from escc_desktop.trial.adverse_events import is_serious
from escc_desktop.trial.calendar import VisitStanding, cycle_day, study_day
from escc_desktop.trial.calendar import standing as visits_standing
from escc_desktop.trial.eligibility import judge
from escc_desktop.trial.reading import (
    DocumentReading,
    ParticipantReading,
    RecordReading,
    SignatureReading,
    fold_all,
    values_with,
)
from escc_desktop.trial.today import is_to_sign


def record_view(
    site: Site,
    participant: str,
    record: RecordReading,
    sent: Carried,
    words: Mapping[str, str] | None = None,
    original: Original = "electronic",
) -> RecordView:
    """Return one record with its free texts, asked for unless ``words`` holds them already, and signatures."""
    words = words_of(site, (record,)) if words is None else words
    return RecordView(
        id=record.id,
        participant=participant,
        form=record.form,
        visit=record.visit,
        edition=record.edition,
        values=values_with(record, words),
        observed_on=record.observed_on,
        is_complete=record.is_complete,
        last=record.last,
        digest=record.digest,
        saved_at=local(site, record.saved_at),
        saved_by=record.saved_by,
        signatures=tuple(signature_view(site, one, words) for one in record.signatures),
        delivery=delivery_of(sent, record.last),
        original=original,
        justified={id: words.get(commitment, "") for id, commitment in record.justified.items()},
        not_done=record.not_done,
    )


def signature_view(site: Site, signature: SignatureReading, words: Mapping[str, str]) -> SignatureView:
    """Return a signature as it is shown; ``words`` holds where the paper of one by hand is filed."""
    at, ink = local(site, signature.at), signature.ink
    return SignatureView(
        name=signature.by_name,
        role=signature.role,
        at=at,
        meaning=signature.meaning,
        entry=signature.entry,
        is_void=signature.is_void,
        ink=InkView(
            signed_on=date.fromisoformat(ink.signed_on),
            filed_at=words.get(ink.filed_at, ""),
            document=ink.document,
            recorded_by=ink.recorded_by,
            recorded_role=ink.recorded_role,
            recorded_at=at,
        )
        if ink is not None
        else None,
        flag=signature.flag,
    )


def original_views(site: Site) -> tuple[OriginalView, ...]:
    """Return every kind of document with its original, who chose it and when; what is never signed is fixed."""
    last = {signed.entry.body["kind"]: signed.entry for signed in chosen(site)}
    now = originals(site)
    return tuple(
        OriginalView(
            kind=one.id,
            original=now[one.id],
            is_fixed=not one.is_signed,
            chosen_by=last[one.id].actor.name if one.id in last else "",
            chosen_at=local(site, last[one.id].at) if one.id in last else None,
        )
        for one in site.study.documents
    )


def visit_views(site: Site, reading: ParticipantReading) -> tuple[VisitView, ...]:
    """Return every visit of a participant, by target day."""
    today = site.office.clock().date()
    return tuple(visit_view(site, reading, one) for one in visits_standing(site.study, reading, today))


def visit_view(site: Site, reading: ParticipantReading, one: VisitStanding) -> VisitView:
    """Return one visit of a participant. Its study day counts from the earliest first dose, else from consent."""
    doses = [date.fromisoformat(on) for on in reading.first_dose_on.values()]
    on = one.held_on or one.booked_on or one.planned.target_on
    not_done = reading.not_done.get(one.planned.visit_id) if one.held_on is None else None
    return VisitView(
        participant=reading.number,
        initials=reading.initials,
        visit=one.planned.visit_id,
        target_on=one.planned.target_on,
        opens_on=one.planned.opens_on,
        closes_on=one.planned.closes_on,
        booked_on=one.booked_on,
        booked_at=one.booked_at,
        held_on=one.held_on,
        state=one.state.name,
        is_out_of_window=one.state.is_out_of_window,
        study_day=study_day(min(doses), on) if doses else None,
        not_done=NotDoneView(not_done.reason, not_done.by, local(site, not_done.at)) if not_done is not None else None,
        forms=one.forms,
        is_unscheduled=site.study.visit(one.planned.visit_id).is_unscheduled,
    )


def participant_row(site: Site, reading: ParticipantReading) -> ParticipantRow:
    """Return one line of the participants table."""
    study, today = site.study, site.office.clock().date()
    doses = {drug: date.fromisoformat(on) for drug, on in reading.first_dose_on.items()}
    days = {drug: cycle_day(study, drug, on, today) for drug, on in doses.items()}
    eligibility = reading.record_of(study.eligibility_form)
    verdict = judge(study, eligibility.values if eligibility else {})
    records = reading.records.values()
    return ParticipantRow(
        number=reading.number,
        initials=reading.initials,
        status=reading.status,
        enrolment_number=reading.enrolment_number,
        cycle_days={drug: day for drug, day in days.items() if day is not None},
        next_visit=_next(visit_views(site, reading)),
        serious_events=sum(
            is_serious(study, one.values) is True for one in reading.records_of(study.adverse_event.form)
        ),
        to_sign=sum(is_to_sign(study, one) for one in records),
        void_signatures=sum(one.has_void_signature for one in records),
        unanswered=len(verdict.unanswered) if reading.enrolment_number is None else None,
    )


def _next(visits: tuple[VisitView, ...]) -> VisitView | None:
    """Return the visit that is most pressing: overdue before due before planned, then by day."""
    order = {"overdue": 0, "due": 1, "planned": 2}
    open_ = [one for one in visits if one.state in order]
    return min(open_, key=lambda one: (order[one.state], one.shown_on), default=None)


def document_view(
    site: Site, participant: str | None, document: DocumentReading, now: Mapping[str, Original] | None = None
) -> DocumentView:
    """Return a kept document; a signed one is void when the signature it shows no longer holds.

    ``now`` holds the originals of this site, asked for unless it is given.
    """
    reading = site.office.readings.participant(participant) if participant else None
    records = [reading.records[id] for id in document.shows if id in reading.records] if reading else []
    record = reading.records.get(document.record or "") if reading else None
    signatures = record.signatures if record and document.covers else ()
    by_hand = [one for each in records for one in each.signatures if one.ink and one.ink.document == document.sha256]
    words = site.office.cabinet.texts.words(one.ink.filed_at for one in by_hand if one.ink) if by_hand else {}
    return DocumentView(
        sha256=document.sha256,
        kind=document.kind,
        title=document.title,
        participant=participant,
        record=document.record,
        visit=document.visit,
        pages=document.pages,
        is_signed=document.is_signed,
        is_void=any(one.entry == document.covers and one.is_void for one in signatures),
        made_at=local(site, document.sealed_at),
        made_by=document.sealed_by,
        times_saved_out=document.times_saved_out,
        times_printed=document.times_printed,
        records=tuple(one.id for one in records),
        ink=tuple(signature_view(site, one, words) for one in by_hand),
        original=_original_of(site, document, records, originals(site) if now is None else now),
    )


def _original_of(
    site: Site, document: DocumentReading, records: list[RecordReading], now: Mapping[str, Original]
) -> Original:
    """Return the original of a print: of a record's, that of the kind on which such a record is signed."""
    if document.kind != "record" or not records:
        return now.get(document.kind, "electronic")
    is_consent = records[0].form == site.study.consent_form
    return "ink" if is_consent else now.get(kind_of(site.study, records[0].form), "electronic")


def documents_about_nobody(site: Site) -> tuple[DocumentReading, ...]:
    """Return the documents that are about no participant (handover slips), which no participant's reading holds."""
    kinds = ("document.sealed", "document.saved_out", "document.printed")
    facts = [replace(fact_of(one), participant="-") for one in site.office.entries_of(*kinds)]
    reading = fold_all(facts)
    return reading.documents if reading else ()

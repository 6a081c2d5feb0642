"""Fills in the sheet of each kind of paper from the readings of the journal; drawing it is the paper floor's part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from escc_desktop.actions.authority import delegation_logs
from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.history import record_changes
from escc_desktop.actions.originals import original_of
from escc_desktop.actions.paper_heading import filing_places, heading, local, signature_blocks
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.errors import Refused
from escc_desktop.study.questions import Label
from escc_desktop.study.shown import shown
from escc_desktop.study.values import Value
from escc_desktop.trial.calendar import asked_forms
from escc_desktop.trial.delegation import is_undelegated
from escc_desktop.trial.eligibility import judge, latest_first_dose_on
from escc_desktop.trial.reading import ParticipantReading, RecordReading, values_with

if TYPE_CHECKING:
    from escc_desktop.documents import sheets


def values_of(site: Site, record: RecordReading) -> dict[str, Value]:
    """Return all values of a record with its free texts."""
    return values_with(record, words_of(site, (record,)))


def words_of(site: Site, records: Iterable[RecordReading]) -> dict[str, str]:
    """Return commitment -> text of all free texts of ``records``, and where papers signed by hand are filed."""
    texts = site.office.cabinet.texts
    return texts.words(text for record in records for text in _commitments(record))


def _commitments(record: RecordReading) -> tuple[str, ...]:
    return (*record.texts.values(), *record.justified.values(), *filing_places(record))


def record_in(reading: ParticipantReading, record: str | None, form: str | None = None) -> RecordReading:
    """Return one record by its id or, without one, the first of ``form``. Raises Refused RECORD_UNKNOWN."""
    found = reading.records.get(record) if record else reading.record_of(form or "")
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record or form or "?")
    return found


def shows(site: Site, request: DocumentRequest) -> dict[str, str]:
    """Return record -> hash of the save of each record that stands on the paper of ``request``."""
    if request.kind not in ("eligibility", "record", "adverse_events"):
        return {}
    reading = participant_of(site, request.participant or "")
    if request.kind == "adverse_events":
        return {one.id: one.hash for one in reading.records_of(site.study.adverse_event.form)}
    form = site.study.eligibility_form if request.kind == "eligibility" else None
    record = reading.record_of(form) if form else reading.records.get(request.record or "")
    return {record.id: record.hash} if record is not None else {}


def eligibility_sheet(
    site: Site, request: DocumentRequest, signer: str | None = None, ahead: int = 0
) -> sheets.EligibilitySheet:
    """Return the eligibility checklist as it stands, blank answers where nothing was saved yet."""
    from escc_desktop.documents import composing, sheets

    study = site.study
    reading = participant_of(site, request.participant or "")
    record = reading.record_of(study.eligibility_form)
    values = values_of(site, record) if record else {}
    latest = latest_first_dose_on(study, values)
    return sheets.EligibilitySheet(
        heading=heading(site, "eligibility", request.language, reading, dated_on=_day(site, record), ahead=ahead),
        criteria=composing.criterion_rows(study, values),
        rulings=(),
        verdict=judge(study, values).is_eligible,
        latest_first_dose_on=latest.isoformat() if latest else None,
        signatures=signature_blocks(site, record, signer) if record else (),
        recorded=_recorded(site, record) if record else (),
    )


def worksheet_sheet(site: Site, request: DocumentRequest) -> sheets.WorksheetSheet:
    """Return the blank worksheet of a visit, every form of it."""
    from escc_desktop.documents import composing, sheets

    study = site.study
    reading = participant_of(site, request.participant or "")
    visit = study.visit(request.visit or "")
    asked = asked_forms(study, reading, visit.id)
    forms = composing.worksheet_forms(study, visit.id)
    forms = tuple(sheet for form, sheet in zip(visit.forms, forms, strict=True) if form in asked)
    return sheets.WorksheetSheet(heading(site, "worksheet", request.language, reading, visit.id), forms)


def record_sheet(site: Site, request: DocumentRequest, signer: str | None = None, ahead: int = 0) -> sheets.RecordSheet:
    """Return a filled record with the history of its values and its signatures."""
    from escc_desktop.documents import composing, sheets

    reading = participant_of(site, request.participant or "")
    record = record_in(reading, request.record)
    form, values = site.study.form(record.form), values_of(site, record)
    later = [one for one in record_changes(site, reading.number, record.id) if one.before is not None]
    groups = composing.record_groups(site.study, form, values, {one.item for one in later})
    changes = tuple(
        sheets.Change(
            label=form.item(change.item).label,
            before=shown(site.study, form.item(change.item), change.before),
            after=shown(site.study, form.item(change.item), change.after),
            by=change.name,
            at=change.at,
            reason=_reason(site, change.reason),
            is_undelegated=change.is_undelegated,
        )
        for change in later
    )
    return sheets.RecordSheet(
        heading=heading(
            site,
            "record",
            request.language,
            reading,
            record.visit,
            _day(site, record),
            original=original_of(site, record.form),
            ahead=ahead,
        ),
        form=form.label,
        groups=tuple(group for group in groups if group.rows),
        changes=changes,
        signatures=signature_blocks(site, record, signer),
        is_complete=record.is_complete,
        needs_signature=form.needs_signature,
        recorded=_recorded(site, record),
    )


def _recorded(site: Site, record: RecordReading) -> tuple[sheets.Recording, ...]:
    """Return who saved a record, each once a day, and whether they were not delegated for it."""
    from escc_desktop.documents.sheets import Recording

    logs = delegation_logs(site)
    return tuple(Recording(one.name, one.on, is_undelegated(logs, "record.saved", one)) for one in record.hands)


def _reason(site: Site, reason: str | None) -> Label:
    """Say a reason for change in words; what was chosen from the list is kept as its code."""
    listed = site.study.change_reasons
    code, _, words = (reason or "").partition(": ")
    if code not in listed.codes:
        return Label(reason or "", reason or "")
    label = listed.choice(code).label
    return Label(*(" · ".join(part for part in (said, words) if part) for said in (label.en, label.zh)))


def adverse_event_sheet(site: Site, request: DocumentRequest) -> sheets.AdverseEventLogSheet:
    """Return all adverse events of one participant in the order in which they were begun, each with who signed it.

    The log itself is signed by nobody in the program: it has lines for ink.
    """
    from escc_desktop.documents import composing, sheets

    reading = participant_of(site, request.participant or "")
    records = reading.records_of(site.study.adverse_event.form)
    return sheets.AdverseEventLogSheet(
        heading=heading(site, "adverse_events", request.language, reading, dated_on=_today(site)),
        ctcae_version=site.study.ctcae_version,
        events=tuple(
            composing.adverse_event_row(site.study, number, values_of(site, record), signature_blocks(site, record))
            for number, record in enumerate(records, start=1)
        ),
        signatures=(),
    )


def _today(site: Site) -> str:
    return site.office.clock().date().isoformat()


def _day(site: Site, record: RecordReading | None) -> str | None:
    if record is None:
        return None
    return record.observed_on or local(site, record.saved_at).date().isoformat()

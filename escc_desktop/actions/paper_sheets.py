"""Fills in the sheet of each kind of paper from the readings of the journal; drawing it is the paper floor's part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.paper_heading import heading, signature_blocks
from escc_desktop.actions.paper_records import recorded, ruled
from escc_desktop.actions.paper_values import day_of, values_of
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.trial.calendar import asked_forms
from escc_desktop.trial.eligibility import judge, latest_first_dose_on

if TYPE_CHECKING:
    from escc_desktop.documents import sheets


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
        heading=heading(site, "eligibility", request.language, reading, dated_on=day_of(site, record), ahead=ahead),
        criteria=composing.criterion_rows(study, values),
        rulings=_rulings(site),
        verdict=judge(study, values).is_eligible,
        latest_first_dose_on=latest.isoformat() if latest else None,
        signatures=signature_blocks(site, record, signer) if record else (),
        recorded=recorded(site, record) if record else (),
    )


def _rulings(site: Site) -> tuple[sheets.Ruling, ...]:
    """Return the contradictions that bite at a criterion; of the first format those alone that were ruled on."""
    from escc_desktop.documents import form_facts

    study = site.study
    found = form_facts.rulings_at(study, {one.id for one in study.criteria}, ruled(site))
    return tuple(one for one in found if one.text or study.format > 1)


def worksheet_sheet(site: Site, request: DocumentRequest) -> sheets.WorksheetSheet:
    """Return the blank worksheet of a visit, every form of it, or that of one form. Raises StudyError for neither."""
    from escc_desktop.documents import composing_worksheets, sheets

    study = site.study
    reading = participant_of(site, request.participant or "")
    if request.form is not None:
        one = composing_worksheets.worksheet_form(study, study.form(request.form), ruled(site))
        return sheets.WorksheetSheet(heading(site, "worksheet", request.language, reading, request.visit), (one,))
    visit = study.visit(request.visit or "")
    forms = composing_worksheets.worksheet_forms(study, asked_forms(study, reading, visit.id), ruled(site))
    return sheets.WorksheetSheet(heading(site, "worksheet", request.language, reading, visit.id), forms)


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

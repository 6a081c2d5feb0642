"""Fills in the sheet of each kind of paper from the readings of the journal; drawing it is the paper floor's part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.history import record_changes
from escc_desktop.actions.paper_heading import heading, local, signature_blocks
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.errors import Refused
from escc_desktop.study.edition import Form, Item, Label
from escc_desktop.study.shown import shown, worded
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.adverse_events import is_serious, term_of
from escc_desktop.trial.completeness import shown_items
from escc_desktop.trial.eligibility import judge, latest_first_dose_on
from escc_desktop.trial.reading import ParticipantReading, RecordReading, values_with

if TYPE_CHECKING:
    from escc_desktop.documents import sheets

NONE = Label("", "")


def values_of(site: Site, record: RecordReading) -> dict[str, Value]:
    """Return all values of a record with its free texts."""
    return values_with(record, words_of(site, (record,)))


def words_of(site: Site, records: Iterable[RecordReading]) -> dict[str, str]:
    """Return commitment -> text of all free texts of ``records``, asked for at once."""
    return site.office.cabinet.texts.words(text for record in records for text in record.texts.values())


def record_in(reading: ParticipantReading, record: str | None, form: str | None = None) -> RecordReading:
    """Return one record by its id or, without one, the first of ``form``. Raises Refused RECORD_UNKNOWN."""
    found = reading.records.get(record) if record else reading.record_of(form or "")
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record or form or "?")
    return found


def eligibility_sheet(site: Site, request: DocumentRequest, signer: str | None = None) -> sheets.EligibilitySheet:
    """Return the eligibility checklist as it stands, blank answers where nothing was saved yet."""
    from escc_desktop.documents import sheets

    study = site.study
    reading = participant_of(site, request.participant or "")
    record = reading.record_of(study.eligibility_form)
    values = values_of(site, record) if record else {}
    rows = [
        sheets.CriterionRow(
            criterion.kind,
            criterion.number,
            criterion.text,
            cast("sheets.Answer | None", values.get(criterion.id)),
            _plain(values.get(f"{criterion.id}_NOTE")),
        )
        for criterion in study.criteria
    ]
    latest = latest_first_dose_on(study, values)
    return sheets.EligibilitySheet(
        heading=heading(site, "eligibility", request.language, reading, dated_on=_day(site, record)),
        criteria=tuple(rows),
        rulings=(),
        verdict=judge(study, values).is_eligible,
        latest_first_dose_on=latest.isoformat() if latest else None,
        signatures=signature_blocks(site, record, signer) if record else (),
    )


def worksheet_sheet(site: Site, request: DocumentRequest) -> sheets.WorksheetSheet:
    """Return the blank worksheet of a visit, every form of it."""
    from escc_desktop.documents import sheets

    study = site.study
    reading = participant_of(site, request.participant or "")
    visit = study.visit(request.visit or "")
    forms = tuple(
        sheets.WorksheetForm(form.label, tuple(_blank_group(site, form, group.id) for group in form.groups))
        for form in (study.form(id) for id in visit.forms)
    )
    return sheets.WorksheetSheet(heading(site, "worksheet", request.language, reading, visit.id), forms)


def _blank_group(site: Site, form: Form, group_id: str) -> sheets.WorksheetGroup:
    from escc_desktop.documents import sheets

    group = next(one for one in form.groups if one.id == group_id)
    companions: dict[str, dict[str, Item]] = {}
    for item in group.items:
        if item.companion_of is not None:
            companions.setdefault(item.companion_of, {})[item.part] = item
    items = tuple(
        _blank_item(site, item, companions.get(item.id, {})) for item in group.items if item.companion_of is None
    )
    return sheets.WorksheetGroup(group.label, items, group.layout)


def _blank_item(site: Site, item: Item, beside: Mapping[str, Item]) -> sheets.WorksheetItem:
    from escc_desktop.documents import sheets

    judged = beside.get("judgement")
    options: tuple[Label, ...] = ()
    if item.code_list is not None:
        options = tuple(choice.label for choice in site.study.code_list(item.code_list).choices)
    elif item.type in ("yes_no", "yes_no_na"):
        options = tuple(worded(code) for code in ("SHOWN_YES", "SHOWN_NO", "SHOWN_NA")[: 3 if "na" in item.type else 2])
    return sheets.WorksheetItem(
        label=item.label,
        type=item.type,
        unit=item.unit,
        digits=item.digits,
        options=options,
        hint=item.hint,
        missing=item.missing_codes,
        is_conditional=item.shown_when is not None,
        is_assumption=item.assumption is not None,
        is_for_investigator=item.decided_by == "investigator",
        has_range="low" in beside,
        judgement=site.study.code_list(judged.code_list).codes if judged and judged.code_list else (),
    )


def record_sheet(site: Site, request: DocumentRequest, signer: str | None = None) -> sheets.RecordSheet:
    """Return a filled record with the history of its values and its signatures."""
    from escc_desktop.documents import sheets

    reading = participant_of(site, request.participant or "")
    record = record_in(reading, request.record)
    form, values = site.study.form(record.form), values_of(site, record)
    applying = shown_items(form, values)
    changed = {change.item for change in record_changes(site, reading.number, record.id) if change.before is not None}
    groups = tuple(
        sheets.RecordGroup(
            group.label,
            tuple(
                _filled_row(site, item, values.get(item.id), item.id in changed)
                for item in group.items
                if item.id in values or item in applying
            ),
        )
        for group in form.groups
    )
    changes = tuple(
        sheets.Change(
            label=form.item(change.item).label,
            before=shown(site.study, form.item(change.item), change.before),
            after=shown(site.study, form.item(change.item), change.after),
            by=change.name,
            at=change.at,
            reason=_reason(site, change.reason),
        )
        for change in record_changes(site, reading.number, record.id)
        if change.before is not None
    )
    return sheets.RecordSheet(
        heading=heading(site, "record", request.language, reading, record.visit, record.observed_on),
        form=form.label,
        groups=tuple(group for group in groups if group.rows),
        changes=changes,
        signatures=signature_blocks(site, record, signer),
        is_complete=record.is_complete,
    )


def _reason(site: Site, reason: str | None) -> str:
    """Say a reason for change in words; what was chosen from the list is kept as its code."""
    listed = site.study.change_reasons
    code, _, words = (reason or "").partition(": ")
    if code not in listed.codes:
        return reason or ""
    label = listed.choice(code).label
    return " · ".join(part for part in (f"{label.zh} {label.en}", words) if part)


def _filled_row(site: Site, item: Item, value: Value | None, is_changed: bool) -> sheets.RecordRow:
    from escc_desktop.documents import sheets

    is_missing = isinstance(value, Missing)
    return sheets.RecordRow(
        label=item.label,
        value=NONE if is_missing else shown(site.study, item, value),
        unit=item.unit if value is not None and not is_missing else "",
        missing=shown(site.study, item, value) if is_missing else None,
        reason=value.reason if isinstance(value, Missing) else "",
        is_changed=is_changed,
        is_assumption=item.assumption is not None,
    )


def adverse_event_sheet(site: Site, request: DocumentRequest) -> sheets.AdverseEventLogSheet:
    """Return all adverse events of one participant in the order in which they were begun."""
    from escc_desktop.documents import sheets

    reading = participant_of(site, request.participant or "")
    records = reading.records_of(site.study.adverse_event.form)
    return sheets.AdverseEventLogSheet(
        heading=heading(site, "adverse_events", request.language, reading, dated_on=_today(site)),
        ctcae_version=site.study.ctcae_version,
        events=tuple(_event_row(site, number, record) for number, record in enumerate(records, start=1)),
        signatures=_signed_events(site, records),
    )


def _signed_events(site: Site, records: Sequence[RecordReading]) -> tuple[sheets.SignatureBlock, ...]:
    return tuple(block for record in records for block in signature_blocks(site, record))


def _event_row(site: Site, number: int, record: RecordReading) -> sheets.AdverseEventRow:
    from escc_desktop.documents import sheets

    study, event, values = site.study, site.study.adverse_event, values_of(site, record)
    form = study.form(event.form)
    term = term_of(study, values)

    def said(item: str) -> Label:
        return shown(study, form.item(item), values.get(item))

    verbatim = _plain(values.get(event.verbatim))
    return sheets.AdverseEventRow(
        number=number,
        term=term.label if term else Label(verbatim, verbatim),
        detail=verbatim if term else "",
        grade=_plain(values.get(event.grade)),
        started_on=_plain(values.get(event.started_on)),
        ended_on=_plain(values.get(event.ended_on)) or None,
        is_serious=is_serious(study, values),
        serious_because=tuple(form.item(item).label for item in event.seriousness if values.get(item) == "Y"),
        drugs=tuple(
            sheets.DrugJudgement(drug.short, said(event.causality[drug.id]), said(event.action[drug.id]))
            for drug in study.drugs
        ),
        outcome=said(event.outcome),
    )


def _today(site: Site) -> str:
    return site.office.clock().date().isoformat()


def _plain(value: Value | None) -> str:
    return value.code if isinstance(value, Missing) else (value or "")


def _day(site: Site, record: RecordReading | None) -> str | None:
    if record is None:
        return None
    return record.observed_on or local(site, record.saved_at).date().isoformat()

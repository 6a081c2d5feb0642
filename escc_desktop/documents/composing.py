"""Fills sheets in from an edition's definitions and a record's values; it reads no vault and draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from escc_desktop.documents.sheets import (
    AdverseEventRow,
    Answer,
    CriterionRow,
    DrugJudgement,
    RecordGroup,
    RecordRow,
    SignatureBlock,
    WorksheetForm,
    WorksheetGroup,
    WorksheetItem,
)
from escc_desktop.study.edition import Study
from escc_desktop.study.questions import Form, Item, ItemGroup, Label, Part
from escc_desktop.study.shown import shown
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.adverse_events import is_serious, term_of

MOST_OPTIONS = 14
"""A longer code list is written on a line instead of ticked."""
_NOTHING = Label("", "")
_ANSWERS: Mapping[Value, Answer] = {"Y": "Y", "N": "N", "NA": "NA"}


def worksheet_forms(study: Study, visit_id: str) -> tuple[WorksheetForm, ...]:
    """Return the forms of a visit as questions for a blank worksheet. Raises StudyError for an unknown visit."""
    forms = (study.form(form_id) for form_id in study.visit(visit_id).forms)
    return tuple(
        WorksheetForm(form.label, tuple(_worksheet_group(study, group) for group in form.groups)) for form in forms
    )


def _worksheet_group(study: Study, group: ItemGroup) -> WorksheetGroup:
    items = tuple(_worksheet_item(study, item, group) for item in group.items if item.companion_of is None)
    return WorksheetGroup(group.label, items, group.layout)


def _worksheet_item(study: Study, item: Item, group: ItemGroup) -> WorksheetItem:
    beside = {other.part: other for other in group.items if other.companion_of == item.id}
    judgement = beside.get("judgement")
    return WorksheetItem(
        label=item.label,
        type=item.type,
        unit=item.unit,
        digits=item.digits,
        options=_options(study, item),
        hint=item.hint if item.hint.zh or item.hint.en else None,
        missing=item.missing_codes,
        is_conditional=item.shown_when is not None,
        is_assumption=item.assumption is not None and item.low is None,
        is_for_investigator=item.decided_by == "investigator",
        has_range="low" in beside or "high" in beside,
        judgement=study.code_list(judgement.code_list).codes if judgement and judgement.code_list else (),
    )


def _options(study: Study, item: Item) -> tuple[Label, ...]:
    if item.code_list is None:
        return ()
    choices = study.code_list(item.code_list).choices
    return tuple(choice.label for choice in choices) if len(choices) <= MOST_OPTIONS else ()


def criterion_rows(study: Study, values: Mapping[str, Value]) -> tuple[CriterionRow, ...]:
    """Return all criteria with the answers of the eligibility record; dated evidence stands before the note."""
    return tuple(
        CriterionRow(
            criterion.kind,
            criterion.number,
            criterion.text,
            _ANSWERS.get(values.get(criterion.id, "")),
            _evidence(study.form(study.eligibility_form), criterion.id, values),
        )
        for criterion in study.criteria
    )


def _evidence(form: Form, criterion_id: str, values: Mapping[str, Value]) -> str:
    said: list[str] = []
    for item in form.items:
        value = values.get(item.id)
        if item.companion_of == criterion_id and value is not None:
            said.append(value.reason or value.code if isinstance(value, Missing) else value)
    return " · ".join(one for one in said if one)


def record_groups(
    study: Study, form: Form, values: Mapping[str, Value], changed: Collection[str] = ()
) -> tuple[RecordGroup, ...]:
    """Return a filled form as rows: a result with its range and judgement in one row; ``changed`` are item ids.

    An item with neither value nor reason whose question may not have been asked is left out.
    """
    groups: list[RecordGroup] = []
    for group in form.groups:
        is_joined = group.layout == "table"
        rows = [
            _record_row(study, item, group if is_joined else None, values, changed)
            for item in group.items
            if not (is_joined and item.companion_of) and not (item.shown_when and item.id not in values)
        ]
        groups.append(RecordGroup(group.label, tuple(rows)))
    return tuple(groups)


def _record_row(
    study: Study, item: Item, group: ItemGroup | None, values: Mapping[str, Value], changed: Collection[str]
) -> RecordRow:
    value = values.get(item.id)
    beside = {other.part: other for other in group.items if other.companion_of == item.id} if group else {}
    judgement = beside.get("judgement")
    flag = shown(study, judgement, values.get(judgement.id)) if judgement else _NOTHING
    is_missing = isinstance(value, Missing)
    return RecordRow(
        label=item.label,
        value=_NOTHING if is_missing else shown(study, item, value),
        unit=item.unit,
        range_=_range(beside, values),
        flag=flag if flag.zh or flag.en else None,
        missing=shown(study, item, value) if is_missing else None,
        reason=value.reason if isinstance(value, Missing) else "",
        is_changed=item.id in changed or any(other.id in changed for other in beside.values()),
    )


def _range(beside: Mapping[Part, Item], values: Mapping[str, Value]) -> str:
    low = _said(values, beside["low"].id) if "low" in beside else ""
    high = _said(values, beside["high"].id) if "high" in beside else ""
    if low and high:
        return f"{low}–{high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else ""


def adverse_event_row(
    study: Study, number: int, values: Mapping[str, Value], signatures: tuple[SignatureBlock, ...] = ()
) -> AdverseEventRow:
    """Return one line of the adverse event log from the values of its record and its ``signatures``."""
    wanted = study.adverse_event
    form = study.form(wanted.form)
    term = term_of(study, values)
    typed = _said(values, wanted.verbatim)
    ended = _said(values, wanted.ended_on)
    return AdverseEventRow(
        number=number,
        term=term.label if term else Label(typed, typed),
        detail=typed if term else "",
        grade=_said(values, wanted.grade),
        started_on=_said(values, wanted.started_on),
        ended_on=ended or None,
        is_serious=is_serious(study, values),
        serious_because=tuple(form.item(item).label for item in wanted.seriousness if values.get(item) == "Y"),
        drugs=tuple(
            DrugJudgement(
                drug.short,
                shown(study, form.item(wanted.causality[drug.id]), values.get(wanted.causality[drug.id])),
                shown(study, form.item(wanted.action[drug.id]), values.get(wanted.action[drug.id])),
            )
            for drug in study.drugs
        ),
        outcome=shown(study, form.item(wanted.outcome), values.get(wanted.outcome)),
        signatures=signatures,
    )


def _said(values: Mapping[str, Value], item: str) -> str:
    value = values.get(item)
    return value.code if isinstance(value, Missing) else value or ""

"""Fills the rows of the checklist and of the log of adverse events in from values; it reads no vault, draws nothing."""

from __future__ import annotations

from collections.abc import Mapping

from escc_desktop.documents.sheets import (
    AdverseEventRow,
    Answer,
    CriterionRow,
    DrugJudgement,
    SignatureBlock,
)
from escc_desktop.study.edition import Study
from escc_desktop.study.questions import Form, Label
from escc_desktop.study.shown import shown
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.adverse_events import is_serious, term_of

_ANSWERS: Mapping[Value, Answer] = {"Y": "Y", "N": "N", "NA": "NA"}


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

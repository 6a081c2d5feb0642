"""Answers how each form of one visit stands; asking never writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.study.values import Missing
from escc_desktop.trial.calendar import asked_forms
from escc_desktop.trial.participants import RecordReading

FormState = Literal["open", "draft", "done", "signed", "void", "not_done"]


@dataclass(frozen=True, slots=True)
class VisitFormView:
    """One form that a visit asks: how it stands, and why it was not done where it was not."""

    form: str
    state: FormState
    not_done: Missing | None = None


def visit_forms(site: Site, number: str, visit: str) -> tuple[VisitFormView, ...]:
    """Return the forms of a visit in the order of the edition. Raises Refused PARTICIPANT_UNKNOWN."""
    reading = participant_of(site, number)
    return tuple(_view(form, reading.record_of(form, visit)) for form in asked_forms(site.study, reading, visit))


def _view(form: str, record: RecordReading | None) -> VisitFormView:
    if record is None:
        return VisitFormView(form, "open")
    if record.not_done is not None:
        return VisitFormView(form, "not_done", record.not_done)
    if not record.is_complete:
        return VisitFormView(form, "draft")
    state: FormState = "signed" if record.is_signed else "void" if record.has_void_signature else "done"
    return VisitFormView(form, state)

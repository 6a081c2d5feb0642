"""Fills in what somebody who leaves hands over: open work of the site and their own; it ends nobody's access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.asking_packages import standing
from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.paper_heading import heading
from escc_desktop.actions.site import Site
from escc_desktop.errors import VaultError
from escc_desktop.study.questions import Label
from escc_desktop.trial.participants import ParticipantReading
from escc_desktop.trial.today import VisitRow, todays_work

if TYPE_CHECKING:
    from escc_desktop.documents.sheets import Tongue, WorkHandoverSheet

_MOST = 60
"""How many lines of one matter are printed; what is more is counted."""

Lines = tuple[tuple[str, str], ...]


def work_handover_sheet(site: Site, request: DocumentRequest) -> WorkHandoverSheet:
    """Return the handover of ``request.person``. Raises VaultError PERSON_NOT_CERTIFIED."""
    from escc_desktop.documents.sheets import WorkHandoverSheet

    person = site.people.get(request.person or "") or site.former.get(request.person or "")
    if person is None:
        raise VaultError("PERSON_NOT_CERTIFIED", person=request.person or "?")
    now, tongue = site.office.clock(), request.language
    found = site.office.readings.participants(limit=1_000_000)
    wholes = (site.office.readings.participant(one.number) for one in found)
    readings = tuple(one for one in wholes if one is not None)
    work = todays_work(site.study, readings, now.date(), now)
    visits = tuple(_visit(site, row, tongue) for row in (*work.due_today, *work.overdue, *work.closing, *work.ahead))
    unsigned = tuple((f"{one.participant}  {_form(site, one.form, tongue)}", "") for one in work.to_sign)
    unfinished = tuple((f"{one.participant}  {_form(site, one.form, tongue)}", "") for one in work.drafts)
    drafts = tuple((one.name.partition(" ")[0], one.saved_at[:10]) for one in site.office.cabinet.drafts.of(person.id))
    told = standing(site)
    packages = tuple((one.name, f"{one.at:%Y-%m-%d}") for one in told.ours if not one.is_confirmed)
    matters = (
        ("PAPER_OPEN_VISITS", visits),
        ("PAPER_RECORDS_TO_SIGN", unsigned),
        ("PAPER_UNFINISHED", unfinished),
        ("PAPER_WORKSHEETS_OUT", _worksheets(site, readings, tongue)),
        ("PAPER_DRAFTS", drafts),
        ("PAPER_NOT_CONFIRMED", packages),
    )
    shown = tuple((code, _cut(lines)) for code, lines in matters)
    head = heading(site, "work_handover", tongue, None, holds_assumptions=False)
    return WorkHandoverSheet(head, f"{person.name} ({person.id})", shown)


def _visit(site: Site, row: VisitRow, tongue: Tongue) -> tuple[str, str]:
    visit = site.study.visit(row.visit).label
    return f"{row.participant}  {_said(visit, tongue)}", f"{row.standing.planned.closes_on.isoformat()}"


def _form(site: Site, form: str, tongue: Tongue) -> str:
    return _said(site.study.form(form).label, tongue)


def _said(label: Label, tongue: Tongue) -> str:
    return label.en if tongue == "en" else label.zh


def _worksheets(site: Site, readings: tuple[ParticipantReading, ...], tongue: Tongue) -> Lines:
    """Return the visits whose worksheet was made and of which nothing was transcribed since."""
    out: list[tuple[str, str]] = []
    for reading in readings:
        recorded = {record.visit for record in reading.records.values()}
        made = {one.visit: one for one in reading.documents if one.kind == "worksheet" and one.visit is not None}
        for visit, one in made.items():
            if visit not in recorded:
                label = _said(site.study.visit(visit).label, tongue)
                out.append((f"{reading.number}  {label}", str(one.sealed_at)[:10]))
    return tuple(out)


def _cut(lines: Lines) -> Lines:
    return lines if len(lines) <= _MOST else (*lines[:_MOST], (f"+ {len(lines) - _MOST}", ""))

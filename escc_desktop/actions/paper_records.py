"""Fills in the sheet of a filled record: values, history, checks, contradictions, signatures; it draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from escc_desktop.actions.authority import delegation_logs
from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.edition_standing import edition_standing
from escc_desktop.actions.history import record_changes
from escc_desktop.actions.originals import original_of
from escc_desktop.actions.paper_heading import heading, signature_blocks
from escc_desktop.actions.paper_values import day_of, record_in, values_of, words_of
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import ChangeView
from escc_desktop.study.edition import Form
from escc_desktop.study.questions import Label
from escc_desktop.study.rows import struck_group
from escc_desktop.study.shown import key_label, key_shown, shown
from escc_desktop.study.values import Missing
from escc_desktop.trial.delegation import is_undelegated
from escc_desktop.trial.participants import SIGNING_ROLES, RecordReading
from escc_desktop.trial.surroundings import Surroundings

if TYPE_CHECKING:
    from escc_desktop.documents import sheets
    from escc_desktop.documents.form_facts import Ruled


def record_sheet(site: Site, request: DocumentRequest, signer: str | None = None, ahead: int = 0) -> sheets.RecordSheet:
    """Return a filled record with the history of its values and its signatures."""
    from escc_desktop.documents import composing_records, form_facts, sheets

    study, reading = site.study, participant_of(site, request.participant or "")
    record = record_in(reading, request.record)
    form = study.form(record.form)
    changes = record_changes(site, reading.number, record.id)
    later = [one for one in changes if one.before is not None or struck_group(form, one.item) is not None]
    signatures = signature_blocks(site, record, signer)
    observed_on = record.observed_on
    filled = composing_records.Filled(
        study=study,
        form=form,
        values=values_of(site, record),
        changed={one.item for one in later},
        around=Surroundings(
            study, reading, form=form.id, visit=record.visit, record=record.id, observed_on=observed_on
        ),
        signed=_signed(record, signatures),
    )
    words = words_of(site, (record,))
    not_done = record.not_done
    return sheets.RecordSheet(
        heading=heading(
            site,
            "record",
            request.language,
            reading,
            record.visit,
            day_of(site, record),
            original=original_of(site, record.form),
            ahead=ahead,
        ),
        form=form.label,
        groups=tuple(one for one in composing_records.record_groups(filled) if _holds(one, not_done)),
        changes=tuple(_change(site, form, one) for one in later),
        signatures=signatures,
        is_complete=record.is_complete,
        needs_signature=form.needs_signature,
        recorded=recorded(site, record),
        explained=composing_records.explained_checks(
            filled, {id: words.get(text, "") for id, text in record.justified.items()}
        ),
        assumptions=form_facts.assumptions_of(study, form),
        rulings=form_facts.rulings_of(study, form, ruled(site)),
        not_done=shown(study, form.items[0], not_done) if not_done is not None else None,
        not_done_reason=not_done.reason if not_done is not None else "",
    )


def _holds(group: sheets.RecordGroup, not_done: Missing | None) -> bool:
    """Tell whether a group is printed: of a form that was not done nothing is but its reason."""
    return not_done is None and (group.is_repeat or bool(group.rows))


def _signed(record: RecordReading, blocks: tuple[sheets.SignatureBlock, ...]) -> Mapping[str, Label]:
    """Return who signed as an investigator: the newest signature that holds; the program knows no other at a point."""
    entries = {one.entry for one in record.valid_signatures if one.role in SIGNING_ROLES}
    held = [block for block in blocks if block.entry in entries and not block.is_void]
    return {"investigator": Label(held[-1].name, held[-1].name)} if held else {}


def ruled(site: Site) -> Mapping[str, Ruled]:
    """Return the rulings in force by contradiction."""
    from escc_desktop.documents.form_facts import Ruled

    found = {one.contradiction: one for one in edition_standing(site).rulings}
    return {id: Ruled(one.words, one.by, one.at) for id, one in found.items()}


def _change(site: Site, form: Form, change: ChangeView) -> sheets.Change:
    from escc_desktop.documents import sheets

    return sheets.Change(
        label=key_label(form, change.item),
        before=key_shown(site.study, form, change.item, change.before),
        after=key_shown(site.study, form, change.item, change.after),
        by=change.name,
        at=change.at,
        reason=_reason(site, change.reason),
        is_undelegated=change.is_undelegated,
    )


def recorded(site: Site, record: RecordReading) -> tuple[sheets.Recording, ...]:
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

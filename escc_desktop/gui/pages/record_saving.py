"""Says how what is typed into a record is saved, and whether it could be called complete; it saves nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.commands import SaveRecord
from escc_desktop.actions.views import RecordView

if TYPE_CHECKING:
    from escc_desktop.gui.pages.form_draft import FormDraft
    from escc_desktop.gui.widgets.notices import ReasonBar


def could_be_complete(draft: FormDraft) -> bool:
    """Tell whether nothing is owed: no answer, no reason for a soft check, and no hard check fails."""
    if draft.unanswered() or draft.unjustified():
        return False
    return not any(one.is_hard for one in draft.failing_checks())


def save_command(draft: FormDraft, record: RecordView, bar: ReasonBar) -> SaveRecord:
    """Return the command that saves ``draft`` as the next state of ``record``, with the reason where one is owed."""
    reason = ": ".join(part for part in (bar.reason.value(), bar.note.value()) if part)
    return SaveRecord(
        participant=record.participant,
        form=record.form,
        values=draft.collected(),
        record=record.id,
        visit=record.visit,
        based_on=record.last,
        observed_on=draft.observed_on,
        is_complete=could_be_complete(draft),
        reason=reason if record.is_complete else None,
        justifications=draft.justifications(),
        not_done=draft.not_done,
    )

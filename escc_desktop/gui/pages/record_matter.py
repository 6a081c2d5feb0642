"""Holds what the page of a record asks for at once; it draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from escc_desktop.actions import asking
from escc_desktop.actions.drafts import drafts_of, record_draft
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import ParticipantView, RecordView, VisitView

RecordKey = tuple[str, str, str | None, str | None]
"""Participant, form, visit and record; the record is None for a new one."""


@dataclass(frozen=True, slots=True)
class RecordMatter:
    """A record, whose it is, the instant, and the unsaved work of the person at work on it (of any edition)."""

    record: RecordView
    participant: ParticipantView
    now: datetime
    drafts: tuple[PageDraft, ...] = ()

    @property
    def visit(self) -> VisitView | None:
        """Return the planned visit to which the record belongs."""
        return next((one for one in self.participant.visits if one.visit == self.record.visit), None)


def matter_of(site: Site, key: RecordKey) -> RecordMatter:
    """Return the matter of one record (store lane)."""
    found = asking.record(site, *key)
    drafts = drafts_of(site, record_draft(site.study, *key))
    return RecordMatter(found, asking.participant(site, key[0]), asking.now(site), drafts)

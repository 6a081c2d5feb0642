"""Holds what the page of a record asks for at once; it draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from escc_desktop.actions import asking
from escc_desktop.actions.asking_captured import CapturedView, captured_under
from escc_desktop.actions.asking_people import undelegated_of
from escc_desktop.actions.drafts import drafts_of, record_draft
from escc_desktop.actions.laboratory import LaboratoryMatter, laboratory_matter
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import ParticipantView, RecordView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.trial.delegation import Undelegated
from escc_desktop.trial.reading import ParticipantReading

RecordKey = tuple[str, str, str | None, str | None]
"""Participant, form, visit and record; the record is None for a new one."""


@dataclass(frozen=True, slots=True)
class RecordMatter:
    """A record, whose it is, the instant, and the unsaved work of the person at work on it (of any edition).

    ``undelegated`` tells who saved it without being delegated for that on the day. ``reading`` is what is saved of the
    participant, by which rules look at other records: frozen, and as old as the asking. ``captured`` tells of a record
    that was saved under another edition than the one in force. ``laboratory`` fills in ranges.
    """

    record: RecordView
    participant: ParticipantView
    now: datetime
    drafts: tuple[PageDraft, ...] = ()
    undelegated: tuple[Undelegated, ...] = ()
    reading: ParticipantReading | None = None
    laboratory: LaboratoryMatter | None = None
    captured: CapturedView | None = None

    @property
    def visit(self) -> VisitView | None:
        """Return the planned visit to which the record belongs."""
        return next((one for one in self.participant.visits if one.visit == self.record.visit), None)


def matter_of(site: Site, key: RecordKey) -> RecordMatter:
    """Return the matter of one record (store lane)."""
    found = asking.record(site, *key)
    drafts = drafts_of(site, record_draft(site.study, *key))
    flagged = undelegated_of(site, key[0], found.id) if found.id is not None else ()
    reading = participant_of(site, key[0])
    laboratory = laboratory_matter(site, reading, found.form)
    participant, now = asking.participant(site, key[0]), asking.now(site)
    captured = captured_under(site, found)
    return RecordMatter(found, participant, now, drafts, flagged, reading, laboratory, captured)

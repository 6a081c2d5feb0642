"""Answers what the follow-up list asks: findings with their words, and when monitors unlocked; it never writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from escc_desktop.actions.asking_conflicts import ConflictView, conflicts
from escc_desktop.actions.asking_criteria import QueryView, queries
from escc_desktop.actions.findings import all_findings, may_close
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.site import Site
from escc_desktop.trial.delegation import MONITOR
from escc_desktop.trial.findings import State, state_of
from escc_desktop.trial.participants import FindingReading, FindingWord

_VISITS = 20


@dataclass(frozen=True, slots=True)
class SaidView:
    """One word about a finding: who, in which role, when, and the text ('' where it was taken away)."""

    name: str
    role: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with everything said about it, the first being what was found."""

    entry: str
    participant: str | None
    record: str | None
    state: State
    said: tuple[SaidView, ...]
    may_close: bool


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """The follow-up list, open findings first; the last times that monitors unlocked: (name, when); what two devices
    saved of one record without having seen each other; contradictions that concern somebody and wait for a ruling.
    """

    findings: tuple[FindingView, ...]
    visits: tuple[tuple[str, datetime], ...]
    conflicts: tuple[ConflictView, ...] = ()
    queries: tuple[QueryView, ...] = ()


def follow_up(site: Site) -> FollowUpView:
    """Return the follow-up list."""
    found = all_findings(site)
    spoken = [word for one in found for word in _said(one)]
    words = site.office.cabinet.texts.words(one.text for one in spoken if one.text is not None)
    order = {"open": 0, "answered": 1, "closed": 2}
    views = [_view(site, one, words) for one in found]
    opened = site.office.entries_of("session.opened", chain=site.office.chain)
    visits = [one.entry for one in opened if one.entry.actor.role == MONITOR][-_VISITS:]
    return FollowUpView(
        findings=tuple(sorted(views, key=lambda one: (order[one.state], one.said[0].at))),
        visits=tuple((one.actor.name, local(site, one.at)) for one in reversed(visits)),
        conflicts=conflicts(site),
        queries=queries(site),
    )


def _said(finding: FindingReading) -> tuple[FindingWord, ...]:
    return (finding.raised, *finding.words, *((finding.closed,) if finding.closed is not None else ()))


def _view(site: Site, finding: FindingReading, words: dict[str, str]) -> FindingView:
    said = tuple(
        SaidView(one.name, one.role, local(site, one.at), words.get(one.text or "", "")) for one in _said(finding)
    )
    return FindingView(
        finding.entry, finding.participant, finding.record, state_of(finding), said, may_close(site, finding)
    )

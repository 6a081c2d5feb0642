"""Answers who holds which training and certificates, and what of the site's people ends soon; it never writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from escc_desktop.actions.authority import may, today
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import PersonView
from escc_desktop.store.facts import fact_of
from escc_desktop.trial.delegation import KINDS, DelegationLog, read_logs
from escc_desktop.trial.endings import Ending, endings
from escc_desktop.trial.training import Training, read_training


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One training or certificate: whose it is, whether they still work here, and where its paper is filed."""

    name: str
    is_here: bool
    training: Training
    place: str


@dataclass(frozen=True, slots=True)
class TrainingMatter:
    """All training and certificates, those that expire first at the top; ``people`` are those who can have one."""

    today: date
    rows: tuple[TrainingRow, ...]
    people: tuple[PersonView, ...]
    may_record: bool


def trainings(site: Site) -> TrainingMatter:
    """Return the training and certificates of the site's people."""
    told = _told(site)
    words = site.office.cabinet.texts.words([one.filed_at for one in told if one.filed_at is not None])
    rows = [
        TrainingRow(
            name=site.name_of(one.person) or one.person,
            is_here=one.person in site.people,
            training=one,
            place=words.get(one.filed_at or "", ""),
        )
        for one in told
    ]
    rows.sort(key=lambda row: (not row.is_here, row.training.is_replaced, row.training.expires_on or "9999", row.name))
    return TrainingMatter(today(site), tuple(rows), tuple(site.people.values()), may(site, "record", site.person))


def ending_soon(site: Site) -> tuple[Ending, ...]:
    """Return the certificates, delegations and logins of the site's people that have run out or soon will."""
    people, line = site.people, tuple(stretch.chain for stretch in site.line)
    facts = [fact_of(one) for one in site.office.entries_of("training.recorded", *KINDS)]  # one question for both
    return endings(
        names={one.id: one.name for one in people.values()},
        trainings=read_training(one for one in facts if one.chain in line or one.chain == site.office.chain),
        log=read_logs(facts, line).get(site.office.chain, DelegationLog()),
        logins={one.id: one.until for one in people.values() if one.until is not None},
        today=today(site),
    )


def _told(site: Site) -> tuple[Training, ...]:
    chains = {stretch.chain for stretch in site.line} | {site.office.chain}
    entries = site.office.entries_of("training.recorded")
    return read_training(fact_of(one) for one in entries if one.entry.chain in chains)

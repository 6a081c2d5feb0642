"""Answers what the delegation page asks, as frozen views; asking never writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from escc_desktop.actions.authority import delegation_log, delegation_logs, today
from escc_desktop.actions.site import EVERYBODY, Site
from escc_desktop.actions.views import PersonView
from escc_desktop.trial.delegation import MONITOR, PRINCIPAL, Delegation, Undelegated, undelegated


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One line of the delegation log: whose it is, what stands in it, and where an ink specimen is filed."""

    name: str
    roles: tuple[str, ...]
    delegation: Delegation
    place: str


@dataclass(frozen=True, slots=True)
class DelegationMatter:
    """The delegation page. ``flagged`` are facts that somebody recorded who was not delegated for them that day."""

    today: date
    rows: tuple[DelegationRow, ...]
    people: tuple[PersonView, ...]
    investigators: tuple[PersonView, ...]
    flagged: tuple[Undelegated, ...]


def delegations(site: Site) -> DelegationMatter:
    """Return the delegation log, who can be delegated and by whom, and what was recorded without a delegation."""
    logs = delegation_logs(site)
    people = tuple(site.people.values())
    readings = site.office.readings
    known = [readings.participant(one.number) for one in readings.participants(limit=EVERYBODY)]
    found = [one for reading in known if reading is not None for one in undelegated(logs, reading)]
    return DelegationMatter(
        today=today(site),
        rows=delegation_rows(site),
        people=tuple(one for one in people if PRINCIPAL not in one.roles and MONITOR not in one.roles),
        investigators=tuple(one for one in people if PRINCIPAL in one.roles),
        flagged=tuple(sorted(found, key=lambda one: one.deed.on, reverse=True)),
    )


def delegation_rows(site: Site) -> tuple[DelegationRow, ...]:
    """Return the lines of the delegation log in the order of granting."""
    log = delegation_log(site)
    places = [one.specimen_place for one in log.delegations if one.specimen_place is not None]
    words = site.office.cabinet.texts.words(places)
    return tuple(
        DelegationRow(
            name=site.name_of(one.person) or log.names.get(one.person, one.person),
            roles=log.roles.get(one.person, ()),
            delegation=one,
            place=words.get(one.specimen_place or "", ""),
        )
        for one in log.delegations
    )


def undelegated_of(site: Site, number: str, record: str) -> tuple[Undelegated, ...]:
    """Return who saved one record of a participant without being delegated for that on the day."""
    reading = site.office.readings.participant(number)
    found = undelegated(delegation_logs(site), reading) if reading is not None else ()
    return tuple(one for one in found if one.record == record)

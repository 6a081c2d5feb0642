"""Says who is delegated for which task on a day, and which facts somebody else recorded; it refuses nothing itself.

The delegation log (研究者授权分工表) is read from the entries of one chain: people, what was granted, what was ended.
The principal investigator answers for everything and needs nobody's delegation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from escc_desktop.trial.participants import Deed, Fact, ParticipantReading

PRINCIPAL: Final = "principal_investigator"
MONITOR: Final = "monitor"

TASKS: Final = (
    "consent",
    "eligibility",
    "medical",
    "sign",
    "enrol",
    "prescribe",
    "dispense",
    "accountability",
    "screening",
    "data",
    "samples",
    "binder",
    "packages",
)
"""The closed vocabulary of tasks, in the order of the log; their words are ``TASK_<NAME>`` in ``resources/words``."""

FOR_INVESTIGATORS: Final = frozenset({"consent", "eligibility", "medical", "sign", "prescribe"})
"""Tasks that only an investigator can be delegated."""

TASK_OF_ACT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sign": "sign",
        "obtain_consent": "consent",
        "decide_eligibility": "eligibility",
        "decide_medically": "medical",
        "enrol": "enrol",
        "dispense": "dispense",
    }
)
"""The acts that are refused to whoever is not delegated for the task."""

TASK_OF_FACT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "participant.screened": "screening",
        "visit.booked": "screening",
        "visit.moved": "screening",
        "record.saved": "data",
        "treatment.started": "data",
        "package.exported": "packages",
        "package.received": "packages",
    }
)
"""The facts that are recorded in any case, and flagged when somebody not delegated for the task recorded them."""

KINDS: Final = ("person.certified", "person.revoked", "delegation.granted", "delegation.ended")
"""The kinds of entries of which the log is made."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """One line of the log. Days are ``2026-03-05``; ``until_on`` is the last day, None while it is open.

    From ``ended_on`` no act may be done under it; a fact of that day still counts as delegated, because it may have
    been recorded before.
    """

    entry: str
    person: str
    tasks: tuple[str, ...]
    from_on: str
    until_on: str | None
    granted_by: str
    granted_at: str
    specimen: str | None = None
    specimen_place: str | None = None
    ended_on: str | None = None
    ended_by: str | None = None
    ended_at: str | None = None
    end_reason: str | None = None

    @property
    def last_on(self) -> str | None:
        """The last day that counts for facts, None while it is open."""
        days = [day for day in (self.until_on, self.ended_on) if day is not None]
        return min(days, default=None)

    def covers(self, task: str, on: str) -> bool:
        """Tell whether a fact of day ``on`` was recorded under this delegation."""
        last = self.last_on
        return task in self.tasks and self.from_on <= on and (last is None or on <= last)

    def allows(self, task: str, on: str) -> bool:
        """Tell whether an act may be done under this delegation on day ``on``."""
        return self.covers(task, on) and (self.ended_on is None or on < self.ended_on)


@dataclass(frozen=True, slots=True)
class DelegationLog:
    """The log of one chain: names and roles of its people by id, and every delegation in the order of granting."""

    names: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    delegations: tuple[Delegation, ...] = ()

    def is_principal(self, person: str) -> bool:
        """Tell whether a person is a principal investigator of the site."""
        return PRINCIPAL in self.roles.get(person, ())

    def has_covered(self, person: str, task: str, on: str) -> bool:
        """Tell whether a fact that ``person`` recorded on day ``on`` was recorded by somebody delegated for it."""
        return self.is_principal(person) or any(one.covers(task, on) for one in self._of(person))

    def may_act(self, person: str, task: str, on: str) -> bool:
        """Tell whether ``person`` is delegated on day ``on`` for an act that belongs to ``task``."""
        return self.is_principal(person) or any(one.allows(task, on) for one in self._of(person))

    def _of(self, person: str) -> Iterator[Delegation]:
        return (one for one in self.delegations if one.person == person)

    def find(self, entry: str) -> Delegation | None:
        """Return the delegation that an entry granted, or None."""
        return next((one for one in self.delegations if one.entry == entry), None)


def read_logs(facts: Iterable[Fact], line: Sequence[str] = ()) -> dict[str, DelegationLog]:
    """Return chain -> log from the facts of ``KINDS``, each chain's in its own order.

    The chains of a ``line`` (one device and those restored after it) have one log together: the people are the same.
    What somebody else than a principal investigator granted or ended is not counted: an entry from elsewhere is
    accepted on its signature alone.
    """
    logs: dict[str, DelegationLog] = {}
    for fact in facts:
        key = line[0] if fact.chain in line else fact.chain
        log = logs.get(key, DelegationLog())
        if fact.kind == "person.certified":
            person = str(fact.body["person"])
            log = replace(
                log,
                names={**log.names, person: str(fact.body["name"])},
                roles={**log.roles, person: tuple(fact.body["roles"])},
            )
        elif fact.kind == "person.revoked":
            log = _left(log, fact)
        elif fact.actor_role == PRINCIPAL and fact.kind == "delegation.granted":
            log = replace(log, delegations=(*log.delegations, _granted(fact)))
        elif fact.actor_role == PRINCIPAL and fact.kind == "delegation.ended":
            log = replace(log, delegations=tuple(_ended(one, fact) for one in log.delegations))
        logs[key] = log
    return logs | {chain: logs[line[0]] for chain in line if line[0] in logs}


def _granted(fact: Fact) -> Delegation:
    body = fact.body
    return Delegation(
        entry=fact.entry,
        person=str(body["person"]),
        tasks=tuple(task for task in TASKS if task in body["tasks"]),
        from_on=str(body["from"]),
        until_on=body.get("until"),
        granted_by=fact.actor_name,
        granted_at=fact.at,
        specimen=body.get("specimen"),
        specimen_place=body.get("specimen_place"),
    )


def _left(log: DelegationLog, fact: Fact) -> DelegationLog:
    """Return the log after somebody left: whatever is open of theirs ends with their last day."""
    person, on = str(fact.body["person"]), str(fact.body["on"])
    lines = (
        replace(one, ended_on=on, ended_by=fact.actor_name, ended_at=fact.at)
        if one.person == person and (one.ended_on is None or one.ended_on > on)
        else one
        for one in log.delegations
    )
    return replace(log, delegations=tuple(lines))


def _ended(one: Delegation, fact: Fact) -> Delegation:
    """Return a delegation after an end of it; of several ends the earliest day counts."""
    on = str(fact.body["on"])
    if one.entry != fact.body["delegation"] or (one.ended_on is not None and one.ended_on <= on):
        return one
    return replace(one, ended_on=on, ended_by=fact.actor_name, ended_at=fact.at, end_reason=fact.reason)


@dataclass(frozen=True, slots=True)
class Undelegated:
    """A fact that somebody recorded who was not delegated for its task on that day. ``what`` is the kind of entry."""

    participant: str | None
    record: str | None
    visit: str | None
    what: str
    task: str
    deed: Deed


def undelegated(logs: Mapping[str, DelegationLog], reading: ParticipantReading) -> tuple[Undelegated, ...]:
    """Return every fact about a participant that was recorded by somebody not delegated for it, in order of the day.

    Each person counts once a day for each record, booking or other fact. A chain whose log is not here is not judged.
    """
    found = [one for one in _deeds(reading) if is_undelegated(logs, one.what, one.deed)]
    return tuple(sorted(found, key=lambda one: one.deed.on))


def is_undelegated(logs: Mapping[str, DelegationLog], what: str, deed: Deed) -> bool:
    """Tell whether a fact of kind ``what`` was recorded by somebody not delegated for its task."""
    log = logs.get(deed.chain)
    return log is not None and not log.has_covered(deed.by, TASK_OF_FACT[what], deed.on)


def _deeds(reading: ParticipantReading) -> Iterator[Undelegated]:
    number = reading.number

    def about(what: str, deed: Deed, record: str | None = None, visit: str | None = None) -> Undelegated:
        return Undelegated(number, record, visit, what, TASK_OF_FACT[what], deed)

    if reading.screening is not None:
        yield about("participant.screened", reading.screening)
    for deed in reading.dosing:
        yield about("treatment.started", deed)
    for record in reading.records.values():
        for deed in record.hands:
            yield about("record.saved", deed, record.id, record.visit)
    for booking in reading.bookings.values():
        for deed in booking.hands:
            yield about("visit.booked", deed, visit=booking.visit)

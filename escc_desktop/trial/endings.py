"""Says which certificates, delegations and logins have run out or soon will; it reads no clock and refuses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from escc_desktop.trial.delegation import Delegation, DelegationLog
from escc_desktop.trial.training import WARNING_DAYS, Training


@dataclass(frozen=True, slots=True)
class Ending:
    """Something of a person that ends. ``what`` is the training or the first task, '' for a login.

    ``days_left`` counts the last day as 0 and is negative once it has passed; ``key`` is the entry or the person's id.
    """

    kind: Literal["training", "delegation", "login"]
    name: str
    what: str
    last_on: date
    days_left: int
    key: str


def endings(
    names: Mapping[str, str],
    trainings: Iterable[Training],
    log: DelegationLog,
    logins: Mapping[str, date],
    today: date,
) -> tuple[Ending, ...]:
    """Return what has run out or ends within ``WARNING_DAYS``, the most urgent first.

    ``names`` are those who work here (id -> name): what belonged to others is left out. A certificate stands until
    it is renewed, a delegation that ran out for as many days as it was spoken of before; one that was ended by
    somebody, or goes on in another one, is left out, and so is a login once it is over.
    """
    found = [*_certificates(names, trainings, today), *_delegations(names, log, today), *_logins(names, logins, today)]
    return tuple(sorted(found, key=lambda one: (one.days_left, one.kind, one.name)))


def _certificates(names: Mapping[str, str], trainings: Iterable[Training], today: date) -> Iterator[Ending]:
    for one in trainings:
        if one.person in names and one.expires_on is not None and not one.is_replaced:
            last = date.fromisoformat(one.expires_on)
            left = (last - today).days
            if left <= WARNING_DAYS:
                yield Ending("training", names[one.person], one.what, last, left, one.entry)


def _delegations(names: Mapping[str, str], log: DelegationLog, today: date) -> Iterator[Ending]:
    for one in log.delegations:
        if one.person in names and one.until_on is not None and one.ended_on is None and not _goes_on(one, log):
            last = date.fromisoformat(one.until_on)
            left = (last - today).days
            if abs(left) <= WARNING_DAYS:
                yield Ending("delegation", names[one.person], one.tasks[0] if one.tasks else "", last, left, one.entry)


def _goes_on(one: Delegation, log: DelegationLog) -> bool:
    """Tell whether every task of a delegation is delegated to the same person for longer in others."""
    longer = {
        task
        for other in log.delegations
        if other.person == one.person and (other.last_on is None or other.last_on > (one.until_on or ""))
        for task in other.tasks
    }
    return set(one.tasks) <= longer


def _logins(names: Mapping[str, str], logins: Mapping[str, date], today: date) -> Iterator[Ending]:
    for person, last in logins.items():
        left = (last - today).days
        if person in names and 0 <= left <= WARNING_DAYS:
            yield Ending("login", names[person], "", last, left, person)

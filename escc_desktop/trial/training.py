"""Says which training and certificates count and which of them expire; it reads no clock and refuses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from escc_desktop.trial.participants import Fact

TRAININGS: Final = ("gcp", "protocol", "safety", "drug", "system", "licence", "other")
"""What a training or certificate is of; the words are ``TRAINING_<NAME>`` in ``resources/words``."""

WARNING_DAYS: Final = 30
"""How many days before its end a certificate, delegation or login is spoken of."""


@dataclass(frozen=True, slots=True)
class Training:
    """One training or certificate of a person; days are ``2026-03-05``. ``is_replaced``: a later one counts."""

    entry: str
    person: str
    what: str
    on: str
    expires_on: str | None
    filed_at: str | None
    recorded_by: str
    recorded_at: str
    is_replaced: bool = False


def read_training(facts: Iterable[Fact]) -> tuple[Training, ...]:
    """Return every ``training.recorded`` in the order in which they were recorded.

    Of one person and kind the last recorded counts: so a renewed certificate takes the place of the old one, and a
    slip is mended by recording it again.
    """
    told = [_training(fact) for fact in facts if fact.kind == "training.recorded"]
    last = {(one.person, one.what): one.entry for one in told if one.what != "other"}
    return tuple(
        one if last.get((one.person, one.what), one.entry) == one.entry else replace(one, is_replaced=True)
        for one in told
    )


def _training(fact: Fact) -> Training:
    body = fact.body
    return Training(
        entry=fact.entry,
        person=str(body["person"]),
        what=str(body["what"]),
        on=str(body["on"]),
        expires_on=body.get("expires_on"),
        filed_at=body.get("filed_at"),
        recorded_by=fact.actor_name,
        recorded_at=fact.at,
    )


def days_left(last_on: str | None, today: date) -> int | None:
    """Return how many days are left until ``last_on``, itself included as 0; negative when it has passed."""
    return (date.fromisoformat(last_on) - today).days if last_on is not None else None


def is_ending(last_on: str | None, today: date) -> bool:
    """Tell whether something has ended or ends within ``WARNING_DAYS``."""
    left = days_left(last_on, today)
    return left is not None and left <= WARNING_DAYS

"""Lists what a person can ask to be done about the edition itself and about visits as a whole, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleContradiction:
    """How the principal investigator reads a contradiction of the registry text, in their own words.

    ``investigator`` is the id of who rules, with their own passphrase, on whoever's open session.
    """

    contradiction: str
    ruling: str
    investigator: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApproveEdition:
    """The principal investigator approves the edition in force at this site by signing its digest."""

    investigator: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoteVisitNotDone:
    """A planned visit did not take place: every form of it that was not begun is saved as not done, with one reason.

    ``code`` is a missing code of the edition (ND: not done).
    """

    participant: str
    visit: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddVisit:
    """An unscheduled visit on a day, past or agreed, with the forms that it asks; it takes the next number.

    With ``visit``, one that there is already, ``forms`` are asked of it as well. ``at`` is HH:MM or None.
    """

    participant: str
    on: date
    forms: tuple[str, ...]
    at: str | None = None
    visit: str | None = None

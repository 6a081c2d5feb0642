"""Lists what a person can ask to be done about the edition itself and about visits as a whole, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field


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

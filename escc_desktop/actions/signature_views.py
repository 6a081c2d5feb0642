"""Gives what the faces show of signatures, electronic and by hand, as frozen plain values; it holds no key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from escc_desktop.actions.commands import RecordSeen
from escc_desktop.trial.participants import SIGNING_ROLES

if TYPE_CHECKING:
    from escc_desktop.actions.views import DocumentView, PersonView


@dataclass(frozen=True, slots=True)
class InkView:
    """What is known of a signature by hand: the date as written, where the paper is, and who recorded it when."""

    signed_on: date
    filed_at: str
    document: str | None
    recorded_by: str
    recorded_role: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A signature as it must be shown: name, role, time with offset, meaning, and whether it still holds.

    By hand (``ink``), ``name`` is the signer, '' for a part in the consent, and ``at`` when it was recorded; ``flag``
    says why no gate accepts it: ``not_investigator not_delegated before_saved original_electronic withdrawn``.
    """

    name: str
    role: str
    at: datetime
    meaning: str
    entry: str
    is_void: bool
    ink: InkView | None = None
    flag: str = ""

    @property
    def decides(self) -> bool:
        """It holds, and an investigator made it."""
        return not self.is_void and self.role in SIGNING_ROLES


@dataclass(frozen=True, slots=True)
class OriginalView:
    """Which copy of a kind of document is the original; ``is_fixed`` where no choice is open."""

    kind: str
    original: Literal["ink", "electronic"]
    is_fixed: bool
    chosen_by: str
    chosen_at: datetime | None


@dataclass(frozen=True, slots=True)
class InkLine:
    """A record that was signed by hand; ``is_current`` is False when it has changed since the paper was printed."""

    seen: RecordSeen
    participant: str
    form: str
    visit: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class InkMatter:
    """What is signed, the prints that were kept of it (the newest first), and who may have signed: who may first.

    ``document`` is the print of which ``lines`` tell, None when they tell of the record as it is now.
    """

    lines: tuple[InkLine, ...]
    document: str | None
    prints: tuple[DocumentView, ...]
    people: tuple[PersonView, ...]
    is_consent: bool
    today: date

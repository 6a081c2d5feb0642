"""Gives a visit of a participant as the faces show it, as a frozen plain value; it never asks the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class NotDoneView:
    """Why a visit did not take place, by whom and when (aware) that was said."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitView:
    """One visit of one participant with everything a calendar needs; ``forms`` are what it asks of them.

    An unscheduled one has no window: its target, first and last day are the day on which it is shown.
    """

    participant: str
    initials: str
    visit: str
    target_on: date
    opens_on: date
    closes_on: date
    booked_on: date | None
    booked_at: str | None
    held_on: date | None
    state: Literal["planned", "due", "overdue", "done", "missed", "not_done"]
    is_out_of_window: bool
    study_day: int | None
    forms: tuple[str, ...] = ()
    is_unscheduled: bool = False
    not_done: NotDoneView | None = None

    @property
    def shown_on(self) -> date:
        """The day the calendar shows it on: held, else booked, else target."""
        return self.held_on or self.booked_on or self.target_on

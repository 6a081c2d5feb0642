"""Works out where days and visits stand in the six weeks of the calendar; it paints nothing and asks nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeGuard

from PySide6.QtCore import QRectF

from escc_desktop.actions.views_of_visits import VisitView

WEEKS = 6
DAYS = 7
SHOWN = 3
"""Entries a day before the rest becomes "2 more"."""
HEAD = 28.0
ENTRY = 20.0
FIRST_ENTRY = 26.0

MARK_OF: Mapping[str, str] = {
    "planned": "upcoming",
    "due": "due",
    "overdue": "overdue",
    "done": "done",
    "missed": "missed",
    "not_done": "not_done",
}


def mark_of(visit: VisitView) -> str:
    """Return the mark of a visit; being out of the window weighs more than being planned, due or done."""
    if visit.is_out_of_window and visit.state not in ("overdue", "missed"):
        return "out"
    return MARK_OF[visit.state]


def has_window(visit: VisitView | None) -> TypeGuard[VisitView]:
    """Tell whether there is a visit and a plan gives it a window."""
    return visit is not None and not visit.is_unscheduled


def first_shown(month: date) -> date:
    """Return the Monday on which the six weeks round ``month`` begin."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def month_after(month: date, step: int) -> date:
    """Return the first day of the month ``step`` months away."""
    index = month.year * 12 + month.month - 1 + step
    return date(index // 12, index % 12 + 1, 1)


def short_number(number: str) -> str:
    """Return the participant's number without the site's part."""
    return number.split("-", 1)[-1]


def same(one: VisitView | None, other: VisitView | None) -> bool:
    """Tell whether two views speak of the same visit of the same participant."""
    return one is not None and other is not None and (one.participant, one.visit) == (other.participant, other.visit)


@dataclass(frozen=True, slots=True)
class Grid:
    """Forty-two days from a Monday on, in ``width`` by ``height`` px with the weekday heads on top."""

    first: date
    width: float
    height: float

    @property
    def last(self) -> date:
        """Return the last day shown."""
        return self.first + timedelta(days=WEEKS * DAYS - 1)

    def holds(self, day: date) -> bool:
        """Tell whether ``day`` is on screen."""
        return self.first <= day <= self.last

    def box(self, day: date) -> QRectF:
        """Return the cell of ``day``."""
        index = (day - self.first).days
        width, height = self.width / DAYS, (self.height - HEAD) / WEEKS
        left, top = round((index % DAYS) * width), round(HEAD + (index // DAYS) * height)
        return QRectF(left, top, round(width * (index % DAYS + 1)) - left, round(height))

    def entry(self, day: date, row: int) -> QRectF:
        """Return the place of the ``row``-th entry of ``day``."""
        box = self.box(day)
        return QRectF(box.left() + 5, box.top() + FIRST_ENTRY + row * ENTRY, box.width() - 9, ENTRY)

    def day_at(self, x: float, y: float) -> date | None:
        """Return the day under a point; None over the heads."""
        if y < HEAD or not (0 <= x < self.width) or y >= self.height:
            return None
        column = min(DAYS - 1, int(x / (self.width / DAYS)))
        row = min(WEEKS - 1, int((y - HEAD) / ((self.height - HEAD) / WEEKS)))
        return self.first + timedelta(days=row * DAYS + column)

    def row_at(self, day: date, y: float) -> int:
        """Return which entry of ``day`` stands at height ``y``; -1 above the first."""
        offset = y - self.box(day).top() - FIRST_ENTRY
        return int(offset // ENTRY) if offset >= 0 else -1


def by_day(visits: tuple[VisitView, ...]) -> dict[date, list[VisitView]]:
    """Return the visits under the day on which they are shown, what cannot wait first."""
    weight = {"overdue": 0, "due": 1, "missed": 2, "planned": 3, "done": 4, "not_done": 5}
    days: dict[date, list[VisitView]] = {}
    for visit in visits:
        days.setdefault(visit.shown_on, []).append(visit)
    for held in days.values():
        held.sort(key=lambda one: (weight[one.state], one.booked_at or "", one.participant, one.visit))
    return days

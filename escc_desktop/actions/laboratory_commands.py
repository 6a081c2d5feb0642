"""Lists what a person can ask to be done about the site's laboratories, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewRange:
    """One line of a laboratory's range sheet, the numbers as typed; neither limit ends the range that held before.

    ``sex`` is "M", "F" or None, ages are completed years, both included; None is everybody.
    """

    form: str
    item: str
    low: str = ""
    high: str = ""
    unit: str = ""
    sex: str | None = None
    age_from: int | None = None
    age_to: int | None = None


@dataclass(frozen=True, slots=True)
class SetRanges:
    """Enter ranges of a laboratory from one paper; ``source`` names it, ``source_on`` is its own date.

    ``is_own``: the laboratory of the site itself. ``until_on`` is the last day, None while it holds on.
    """

    laboratory: str
    is_own: bool
    ranges: tuple[NewRange, ...]
    from_on: date
    source: str
    source_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ArrangeResults:
    """Arrange the results of a form as the hospital's report prints them; ``items`` are all of them, or the first."""

    form: str
    items: tuple[str, ...]

"""Lists the kinds of entries about a site's laboratories: their ranges, and the order of their reports."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

from escc_desktop.trust.shapes import Body, Count, Date, Hex64, Kind, Short

Number = Annotated[str, Meta(pattern=r"\A-?\d{1,12}(\.\d{1,8})?\Z")]
"""A decimal number as the paper prints it."""


class RangeSet(Body, frozen=True, kw_only=True):
    """The range of one test at one laboratory, as its own paper states it, from a day on.

    ``item`` stands in ``form``; ``test`` is its test code. Neither limit: from that day on there is none. ``sex`` and
    the ages, in completed years and both included, say for whom; null is anybody. ``source`` commits to the words
    that name the paper.
    """

    laboratory: Short
    is_own: bool
    form: Short
    item: Short
    test: Short
    unit: str = ""
    low: Number | None = None
    high: Number | None = None
    sex: Literal["M", "F"] | None = None
    age_from: Count | None = None
    age_to: Count | None = None
    valid_from: Date
    valid_until: Date | None = None
    source: Hex64
    source_on: Date | None = None


class LaboratoryArranged(Body, frozen=True, kw_only=True):
    """The items of a form in the order in which the hospital's report prints them."""

    form: Short
    items: tuple[Short, ...]


KINDS: Final = (
    Kind("range.set", 3, RangeSet, "A reference range of a laboratory, from a day on.", texts=("source",)),
    Kind("laboratory.arranged", 3, LaboratoryArranged, "The order in which the hospital's report prints its items."),
)

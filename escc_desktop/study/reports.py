"""Finds in a form what makes it a laboratory's report: where it was measured, when sampled, and its results."""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.study.edition import Study
from escc_desktop.study.questions import Form, Item, Part

PLACES = "LAB_PLACE"
"""The code list that says whose laboratory measured; ``OWN`` is the site's own, ``OUTSIDE`` another hospital's."""
OWN, OUTSIDE = "OWN", "OUTSIDE"


@dataclass(frozen=True, slots=True)
class Result:
    """A result of a report with the items that stand in its row, by what they are."""

    item: Item
    parts: dict[Part, Item]

    @property
    def has_range(self) -> bool:
        """Tell whether its row has room for a range."""
        return "low" in self.parts or "high" in self.parts

    @property
    def units(self) -> tuple[str, ...]:
        """Return the units in which it may be reported, its own first; ("",) where it has none."""
        return (self.item.unit, *self.item.other_units)


@dataclass(frozen=True, slots=True)
class Report:
    """What a form holds of a laboratory's report. ``place``, ``laboratory`` and ``sampled`` are item ids or None."""

    form: str
    place: str | None
    laboratory: str | None
    sampled: str | None
    results: tuple[Result, ...]

    def result(self, item: str) -> Result | None:
        """Return the result of an item, None where it is none."""
        return next((one for one in self.results if one.item.id == item), None)


def report_of(form: Form) -> Report:
    """Return the report that a form holds; ``results`` is empty where it has no table of results."""
    place = laboratory = sampled = None
    results: list[Result] = []
    for group in form.groups:
        for item in group.items:
            if item.code_list == PLACES:
                place = place or item.id
            elif item.sdtm == "LB.LBNAM":
                laboratory = laboratory or item.id
            elif item.sdtm == "LB.LBDTC":
                sampled = sampled or item.id
        if group.layout == "table":
            results += _results(group.items)
    return Report(form.id, place, laboratory, sampled, tuple(results))


def _results(items: tuple[Item, ...]) -> list[Result]:
    companions: dict[str, dict[Part, Item]] = {}
    for item in items:
        if item.companion_of is not None:
            companions.setdefault(item.companion_of, {})[item.part] = item
    return [Result(one, companions.get(one.id, {})) for one in items if one.companion_of is None]


def reports_of(study: Study) -> tuple[Report, ...]:
    """Return the laboratory reports of an edition, in its own order.

    An older edition does not ask whose laboratory measured; its reports are the forms with results that have a range.
    """
    found = tuple(one for one in map(report_of, study.forms.values()) if one.results)
    asking = tuple(one for one in found if one.place is not None)
    return asking or tuple(one for one in found if any(result.has_range for result in one.results))


def person_items(study: Study) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Return (form, item) of a participant's sex and of the birthday, None where the edition does not ask."""
    places = {
        item.sdtm: (form.id, item.id)
        for form in study.forms.values()
        if form.kind == "once"
        for item in form.items
        if item.sdtm in ("DM.SEX", "DM.BRTHDTC")
    }
    return places.get("DM.SEX"), places.get("DM.BRTHDTC")

"""Answers what the page of the laboratory shows: every range with its paper, the orders, and who may change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from escc_desktop.actions.authority import may, today
from escc_desktop.actions.laboratory import RangeView, order_of, range_views
from escc_desktop.actions.site import Site
from escc_desktop.study.reports import reports_of


@dataclass(frozen=True, slots=True)
class LaboratorySheet:
    """Everything that was entered of laboratories, oldest first, and the order of each form's results."""

    ranges: tuple[RangeView, ...]
    orders: Mapping[str, tuple[str, ...]]
    today: date
    may_record: bool

    @property
    def laboratories(self) -> tuple[tuple[str, bool], ...]:
        """Return each laboratory with whether it is the site's own; its own first, then as they were entered."""
        named = dict.fromkeys((one.range.laboratory, one.range.is_own) for one in self.ranges)
        return tuple(sorted(named, key=lambda one: not one[1]))


def laboratory_sheet(site: Site) -> LaboratorySheet:
    """Return what the page of the laboratory shows."""
    orders = {report.form: order_of(site, report) for report in reports_of(site.study)}
    return LaboratorySheet(range_views(site), orders, today(site), may(site, "record", site.person))

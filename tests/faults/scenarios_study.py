"""Acts about the edition and the site's laboratory: approval, a ruling, visits not planned or not done, ranges."""

from __future__ import annotations

from datetime import date

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.edition_commands import AddVisit, ApproveEdition, NoteVisitNotDone, RuleContradiction
from escc_desktop.actions.laboratory_commands import ArrangeResults, NewRange, SetRanges
from escc_desktop.actions.site import Site
from tests.building import INVESTIGATOR, WORDS
from tests.faults.ground import Stage
from tests.faults.scenario import Scenario
from tests.faults.scenarios_work import begun

RANGES = (NewRange("CBC", "WBC", "3.50", "9.50"), NewRange("CBC", "PLT", "125", "350"))


def _investigator(site: Site) -> str:
    return next(one.id for one in site.people.values() if one.name == INVESTIGATOR)


def _approve(stage: Stage) -> None:
    site = stage.open_site
    carry_out(site, ApproveEdition(_investigator(site), WORDS[INVESTIGATOR]))


def _rule(stage: Stage) -> None:
    site = stage.open_site
    carry_out(site, RuleContradiction("S1", "须为 IV 期", _investigator(site), WORDS[INVESTIGATOR]))


def _not_done(stage: Stage) -> None:
    carry_out(stage.open_site, NoteVisitNotDone(stage.notes["number"], "SCR", "ND", "受试者未到院"))


def _add_visit(stage: Stage) -> None:
    carry_out(stage.open_site, AddVisit(stage.notes["number"], date(2026, 3, 9), ("CBC",)))


def _set_ranges(stage: Stage) -> None:
    carry_out(stage.open_site, SetRanges("示范医院检验科", True, RANGES, date(2026, 1, 1), "参考值范围表"))


def _arrange(stage: Stage) -> None:
    carry_out(stage.open_site, ArrangeResults("CBC", ("PLT", "WBC")))


SCENARIOS = (
    Scenario("approve the edition", _approve),
    Scenario("rule on a contradiction", _rule),
    Scenario("note a visit as not done", _not_done, prepare=begun),
    Scenario("add a visit that was not planned", _add_visit, prepare=begun),
    Scenario("enter ranges of a laboratory", _set_ranges),
    Scenario("arrange a report", _arrange),
)

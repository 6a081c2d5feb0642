"""Acts about who may do what and what a reviewer found: a delegation with its specimen and its end, a finding."""

from __future__ import annotations

from datetime import date

from PIL import Image

from escc_desktop.actions.authority import delegation_log
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson, EndDelegation, GrantDelegation, RaiseFinding
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, WORDS, randomness
from tests.faults.ground import Stage
from tests.faults.scenario import Scenario

QUALITY, QUALITY_WORDS = "赵静", "quality words of zhao"


def _id(site: Site, who: str) -> str:
    return next(one.id for one in site.people.values() if one.name == who)


def _with_specimen(stage: Stage) -> None:
    """An image of a signature lies on the stick."""
    path = stage.notes["image"] = stage.places.stick / "signature.png"
    Image.new("L", (300, 100), 255).save(path)


def _delegate(stage: Stage) -> None:
    site = stage.open_site
    people = (_id(site, COORDINATOR), _id(site, INVESTIGATOR))
    image = stage.notes["image"]
    order = GrantDelegation(people[0], ("binder",), date(2026, 3, 5), None, people[1], WORDS[INVESTIGATOR], image)
    carry_out(site, order)


def _end(stage: Stage) -> None:
    site = stage.open_site
    known = delegation_log(site).delegations[0]
    order = EndDelegation(known.entry, date(2026, 3, 5), "轮转", _id(site, INVESTIGATOR), WORDS[INVESTIGATOR])
    carry_out(site, order)


def _with_reviewer(stage: Stage) -> None:
    site = stage.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson(QUALITY, ("quality_controller",), QUALITY_WORDS))
    lock(site)


def _raise(stage: Stage) -> None:
    site = unlock(stage.vault, QUALITY, QUALITY_WORDS, stage.clock, randomness)
    try:
        carry_out(site, RaiseFinding("the log lacks a page"))
    finally:
        lock(site)


SCENARIOS = (
    Scenario("delegate", _delegate, prepare=_with_specimen),
    Scenario("end a delegation", _end),
    Scenario("raise a finding", _raise, who=None, prepare=_with_reviewer),
)

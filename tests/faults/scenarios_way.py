"""Acts of the way between site and desk: founding, kits, first run, packages out, in and back."""

from __future__ import annotations

import shutil
from pathlib import Path

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit_to
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.unlock import lock
from tests.building import DESK_PERSON, EDITION, INVESTIGATOR, STUDY, WORDS, begin, export, randomness, sign
from tests.faults.ground import Stage
from tests.faults.scenario import Scenario
from tests.faults.scenarios_work import begun


def _export(stage: Stage) -> None:
    export(stage.open_site, stage.places.stick)


def _exported(stage: Stage) -> None:
    """A package with a sealed paper lies on the stick."""
    begun(stage)
    from escc_desktop.actions.paper import keep, produce

    site = stage.unlock()
    for order in sign(site, stage.notes["record"]).orders:
        keep(site, produce(order))
    stage.notes["package"] = export(site, stage.places.stick).path
    lock(site)


def _receive(stage: Stage) -> None:
    with stage.places.at_desk() as desk:
        (result,) = receive_packages(desk, [stage.notes["package"]])
    assert result.is_received, result


def _received(stage: Stage) -> None:
    _exported(stage)
    _receive(stage)


def _reply(stage: Stage) -> None:
    with stage.places.at_desk() as desk:
        reply(desk, "01", stage.places.stick)


def _replied(stage: Stage) -> None:
    _received(stage)
    with stage.places.at_desk() as desk:
        stage.notes["reply"] = reply(desk, "01", stage.places.stick)


def _import(stage: Stage) -> None:
    carry_out(stage.open_site, ImportPackage(stage.notes["reply"]))


def _kit_path(stage: Stage) -> Path:
    return stage.places.folder / "SITE02-A.kit"


def _issue_kit(stage: Stage) -> None:
    order = KitOrder("02", "示范医院二", "A", INVESTIGATOR, EDITION, 100)
    with stage.places.at_desk() as desk:
        issue_kit_to(desk, order, WORDS["kit"], _kit_path(stage))


def _without_vault(stage: Stage) -> None:
    shutil.rmtree(stage.places.vault)


def _first_run(stage: Stage) -> None:
    lock(begin(stage.places))


def _first_run_again(stage: Stage) -> None:
    if not (stage.places.vault / "slots.json").exists():
        _first_run(stage)


def _without_desk(stage: Stage) -> None:
    shutil.rmtree(stage.places.desk)
    stage.places.root.unlink()


def _found(stage: Stage) -> None:
    places = stage.places
    words = WORDS[DESK_PERSON]
    found_study(str(places.desk), STUDY, DESK_PERSON, words, places.clock, randomness, places.root)


def _found_again(stage: Stage) -> None:
    if not (stage.places.desk / "slots.json").exists():
        _found(stage)


SCENARIOS = (
    Scenario("export", _export, prepare=begun, is_sampled=True),
    Scenario("receive at the desk", _receive, who=None, prepare=_exported, uses_desk=True),
    Scenario("reply", _reply, who=None, prepare=_received, uses_desk=True),
    Scenario("import", _import, prepare=_replied, uses_desk=True),
    Scenario("issue a kit", _issue_kit, who=None, uses_desk=True),
    Scenario(
        "first run",
        _first_run,
        who=None,
        prepare=_without_vault,
        again=_first_run_again,
        uses_desk=True,
        turns=frozenset({"first_run.renamed"}),
    ),
    Scenario(
        "found a study",
        _found,
        who=None,
        prepare=_without_desk,
        again=_found_again,
        uses_desk=True,
        turns=frozenset({"founding.renamed"}),
    ),
)

"""Acts of a forgotten passphrase: a second person at the desk, the request, the desk's answer, the grant taken."""

from __future__ import annotations

from escc_desktop.actions.recovery_request import request_recovery
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.errors import EsccError
from tests.building import INVESTIGATOR, randomness
from tests.faults.ground import Stage
from tests.faults.scenario import Scenario
from tests.recovering import IDS, NEW_WORDS, admit_second, ask, grant, ready, take


def _admit(stage: Stage) -> None:
    admit_second(stage.places)


def _admit_again(stage: Stage) -> None:
    try:
        _admit(stage)
    except EsccError as problem:
        if problem.code != "NAME_TAKEN":
            raise


def _ready(stage: Stage) -> None:
    ready(stage.places)


def _request(stage: Stage) -> None:
    places = stage.places
    request_recovery(places.vault, IDS[INVESTIGATOR], NEW_WORDS, places.stick, places.clock, randomness)


def _asked(stage: Stage) -> None:
    ready(stage.places)
    stage.notes["request"] = ask(stage.places, INVESTIGATOR).path


def _answer(stage: Stage) -> None:
    grant(stage.places, stage.notes["request"])


def _answer_again(stage: Stage) -> None:
    if not (stage.places.folder / "grant.escc").exists():
        _answer(stage)


def _answered(stage: Stage) -> None:
    _asked(stage)
    stage.notes["grant"] = grant(stage.places, stage.notes["request"])[1]


def _take(stage: Stage) -> None:
    lock(take(stage.places, INVESTIGATOR, stage.notes["grant"]))


def _take_again(stage: Stage) -> None:
    """Take the grant; whoever is told that it was used unlocks with the passphrase that was chosen."""
    try:
        _take(stage)
    except EsccError as problem:
        if problem.code != "GRANT_USED":
            raise
        places = stage.places
        lock(unlock(places.vault, INVESTIGATOR, NEW_WORDS, places.clock, randomness))


SCENARIOS = (
    Scenario("admit to the desk", _admit, who=None, again=_admit_again, uses_desk=True),
    Scenario("write a request", _request, who=None, prepare=_ready, uses_desk=True, may_leave=True),
    Scenario(
        "answer a request",
        _answer,
        who=None,
        prepare=_asked,
        again=_answer_again,
        uses_desk=True,
        may_repeat="recovery.granted",
    ),
    Scenario("take a grant", _take, who=None, prepare=_answered, again=_take_again, uses_desk=True),
)

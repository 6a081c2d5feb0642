"""Acts about the vault's key: somebody leaves, and the vault is written anew under a key that they never knew."""

from __future__ import annotations

from datetime import date

from escc_desktop.actions.key_commands import PersonLeaves
from escc_desktop.actions.leaver import leave
from escc_desktop.store.readings import exhaust
from tests.building import ADMINISTRATOR, INVESTIGATOR, WORDS
from tests.faults.ground import Stage
from tests.faults.scenario import Scenario
from tests.faults.scenarios_work import begun


def _leave(stage: Stage) -> None:
    """End the investigator's access. Once the new key was decided, the session ends with a fault: the next goes on."""
    site = stage.open_site
    ids = {one.name: one.id for one in site.people.values()}
    order = PersonLeaves(ids[INVESTIGATOR], "left_site", date(2026, 3, 5), None, WORDS[ADMINISTRATOR])
    try:
        exhaust(leave(site, order))
    except BaseException:
        stage.site = None
        site.close()
        raise


SCENARIOS = (
    Scenario(
        "somebody leaves",
        _leave,
        who=ADMINISTRATOR,
        prepare=begun,
        turns=frozenset({"renewal.decided"}),
        is_sampled=True,
    ),
)

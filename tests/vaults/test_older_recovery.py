"""Lets somebody into a vault of an earlier version whose kit sealed the recovery box to the desk's own identity."""

from __future__ import annotations

from pathlib import Path

import pytest

from escc_desktop.actions.admit import admit
from escc_desktop.actions.desk import desk_slots
from escc_desktop.actions.grant_recovery import grant_recovery
from escc_desktop.actions.key_holders import second_holder
from escc_desktop.actions.recovery import recover
from escc_desktop.actions.recovery_request import request_recovery
from escc_desktop.actions.unlock import people
from escc_desktop.actions.verify import verify_vault
from tests.building import COORDINATOR, kinds, randomness
from tests.recovering import NEW_WORDS, SECOND, SECOND_WORDS
from tests.vaults.test_older_vaults import VERSIONS, Frozen


@pytest.mark.parametrize("version", VERSIONS)
def test_a_kit_of_an_earlier_version_stays_recoverable_with_two_people(version: str, tmp_path: Path) -> None:
    frozen = Frozen(version, tmp_path)
    vault, desk_folder = frozen.folder / "vault", str(frozen.folder / "desk")
    person = next(one.id for one in people(vault) if one.name == COORDINATOR)
    written = request_recovery(vault, person, NEW_WORDS, frozen.folder, frozen.clock, randomness)
    with frozen.desk() as desk:
        assert admit(desk, desk_slots(desk_folder), SECOND, SECOND_WORDS).is_holder
    out = frozen.folder / "grant.escc"
    with frozen.desk() as desk:
        second = second_holder(desk, desk_slots(desk_folder), SECOND, SECOND_WORDS)
        grant_recovery(desk, second, written.path.read_bytes(), out)
    site = recover(vault, person, NEW_WORDS, out, frozen.clock, randomness)
    assert (site.person.name, kinds(site)[-3]) == (COORDINATOR, "person.recovered")
    assert verify_vault(site, frozen.root).is_sound
    site.close()

"""Ends the program at each step of a recovery, and sees the old state or the new one and nothing between."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from escc_desktop import failpoints
from escc_desktop.actions.recovery_waiting import waiting_requests
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError, WrongPassphrase
from tests.building import COORDINATOR, INVESTIGATOR, Clock, Places, kinds, randomness
from tests.recovering import NEW_WORDS, ask, grant, take

STEPS = (
    "recovery.grant_opened",
    "recovery.entered",
    "people.slot_renewed",
    "recovery.slot_kept",
    "recovery.committed",
    "recovery.noted",
    "recovery.request_destroyed",
)


def let_in(places: Places, grant: Path) -> Site:
    """Take the grant, or unlock with the new passphrase when it was used already."""
    try:
        return take(places, COORDINATOR, grant)
    except EsccError as problem:
        if problem.code != "GRANT_USED":
            raise
        return unlock(places.vault, COORDINATOR, NEW_WORDS, places.clock, randomness)


@pytest.mark.parametrize("step", STEPS)
def test_an_end_at_any_step_leaves_the_old_state_or_the_new(two: Places, tmp_path: Path, step: str) -> None:
    """Both when the program meets an exception there and when the power is cut: that disk is kept as a copy."""
    _, path = grant(two, ask(two, COORDINATOR).path)
    cut = Places(tmp_path / "cut", Clock(two.clock.now))

    def fail(name: str) -> None:
        if name == step:
            shutil.copytree(two.vault, cut.vault)
            raise OSError("broken")

    with failpoints.armed(fail), pytest.raises(OSError, match="broken"):
        take(two, COORDINATOR, path)
    for places in (two, cut):
        site = let_in(places, path)
        assert kinds(site).count("person.recovered") == 1
        assert "recovery.withdrawn" not in kinds(site)
        assert not waiting_requests(places.vault)
        root = two.root.read_text(encoding="ascii")
        assert verify_vault(site, root).is_sound
        site.close()


@pytest.mark.parametrize("step", ["slots.renamed", "people.slot_renewed", "recovery.slot_kept"])
def test_before_the_entry_is_kept_the_old_passphrase_opens_and_the_new_one_does_not(
    two: Places, tmp_path: Path, step: str
) -> None:
    _, path = grant(two, ask(two, COORDINATOR).path)
    cut = Places(tmp_path / "cut", Clock(two.clock.now))

    def fail(name: str) -> None:
        if name == step and not cut.vault.exists():
            shutil.copytree(two.vault, cut.vault)

    with failpoints.armed(fail):
        take(two, COORDINATOR, path).close()
    with pytest.raises(WrongPassphrase):
        unlock(cut.vault, COORDINATOR, NEW_WORDS, cut.clock, randomness)
    site = cut.unlock()
    assert not (cut.vault / "slots.json.next").exists()
    site.close()


def test_a_slot_whose_entry_stands_is_put_in_place_by_the_next_who_opens_the_vault(two: Places, tmp_path: Path) -> None:
    _, path = grant(two, ask(two, COORDINATOR).path)
    cut = Places(tmp_path / "cut", Clock(two.clock.now))

    def fail(name: str) -> None:
        if name == "vault.committed" and not cut.vault.exists():
            shutil.copytree(two.vault, cut.vault)

    with failpoints.armed(fail):
        take(two, COORDINATOR, path).close()
    assert (cut.vault / "slots.json.next").exists()
    cut.unlock(INVESTIGATOR).close()
    assert not (cut.vault / "slots.json.next").exists()
    unlock(cut.vault, COORDINATOR, NEW_WORDS, cut.clock, randomness).close()


DESK_STEPS = ("recover.box_opened", "recover.entered", "recover.committed", "recover.grant_written")


@pytest.mark.parametrize("step", DESK_STEPS)
def test_no_grant_goes_out_of_which_the_desk_does_not_know(two: Places, step: str) -> None:
    written = ask(two, COORDINATOR)

    def fail(name: str) -> None:
        if name == step:
            raise OSError("broken")

    with failpoints.armed(fail), pytest.raises(OSError, match="broken"):
        grant(two, written.path)
    with two.at_desk() as desk:
        is_known = bool(desk.office.entries_of("recovery.granted", chain="D00"))
        assert is_known == bool(desk.office.entries_of("recovery.granted", chain="D-01"))
    assert is_known >= (two.folder / "grant.escc").exists()
    _, path = grant(two, written.path, "again.escc")
    take(two, COORDINATOR, path).close()

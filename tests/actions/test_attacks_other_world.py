"""Brings a forged world with the same study and site numbers: it takes nobody's place and ends nobody's waiting."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from escc_desktop.actions.attempts import ATTEMPTS_FILE, FREE, read_attempts
from escc_desktop.actions.look_at_backup import look_at_backup
from escc_desktop.actions.restore import RestoreOrder
from escc_desktop.actions.study_root import ROOT_FILE, code_of_root, kept_root
from escc_desktop.actions.unlock import unlock
from escc_desktop.errors import EsccError, Refused, WrongPassphrase
from escc_desktop.store.readings import exhaust
from escc_desktop.trust.certificates import fingerprint
from tests.actions.test_attempts import refused_at, type_wrong
from tests.backing_up import back_up, restored
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    WORDS,
    Places,
    build,
    copy,
    randomness,
    save,
    screen,
    sign,
)
from tests.recovering import IDS, ask, grant, ready, take


@pytest.fixture(scope="module")
def forged_world(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A desk, a kit, a site and its people under the same labels; who forged it knows every passphrase."""
    return build(tmp_path_factory.mktemp("forged") / "world")


@pytest.fixture
def forged(forged_world: Places, tmp_path: Path) -> Places:
    """A copy of the forged world for one test."""
    return copy(forged_world, tmp_path / "forged")


def streak(places: Places, who: str) -> int:
    """Return how many wrong passphrases in a row are counted for somebody."""
    found = read_attempts(places.vault)
    known = found.of(IDS[who]) if found is not None else None
    return known.streak if known is not None else 0


def test_a_forged_backup_ends_no_waiting(places: Places, forged: Places) -> None:
    backup = back_up(forged, forged.folder / "second")
    type_wrong(places, FREE, ADMINISTRATOR)
    places.clock.set_by(seconds=12)
    with pytest.raises(Refused, match="RESTORE_OTHER_ROOT"):
        restored(places, backup)
    assert streak(places, ADMINISTRATOR) == FREE
    type_wrong(places, 1, ADMINISTRATOR)
    assert 10 < int(refused_at(places, ADMINISTRATOR).facts["seconds"]) <= 20


def whole(folder: Path) -> dict[str, bytes]:
    """Return every file of a vault with its bytes; what counts attempts is not of the vault."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name not in (ATTEMPTS_FILE, "lock")}


def test_a_forged_world_displaces_no_vault(places: Places, forged: Places) -> None:
    backup = back_up(forged, forged.folder / "second")
    places.unlock().close()
    before, forged_code = whole(places.vault), code_of_root(forged.root.read_text())
    for compared in ("", forged_code):  # what somebody was talked into comparing helps no more
        with pytest.raises(Refused, match="RESTORE_OTHER_ROOT") as caught:
            restored(places, backup, root=compared)
    assert caught.value.facts["root"] == forged_code
    assert caught.value.facts["here"] == code_of_root(places.root.read_text())
    order = RestoreOrder(places.vault, backup, ADMINISTRATOR, WORDS[ADMINISTRATOR])
    with pytest.raises(Refused, match="RESTORE_OTHER_ROOT"):
        exhaust(look_at_backup(order, places.clock, randomness))
    assert whole(places.vault) == before
    assert {one.name for one in places.folder.glob("vault*")} == {"vault"}
    places.unlock().close()


@pytest.mark.parametrize("is_gone", [True, False], ids=["bare machine", "file taken away"])
def test_where_nothing_can_be_held_against_it_a_person_compares(places: Places, is_gone: bool) -> None:
    backup = back_up(places, places.folder / "second")
    shutil.rmtree(places.vault) if is_gone else (places.vault / ROOT_FILE).unlink()
    code = code_of_root(places.root.read_text())
    for typed in ("", "ABCD-ABCD-ABCD-ABCD-ABCD"):
        with pytest.raises(Refused, match="RESTORE_ROOT_UNSEEN") as caught:
            restored(places, backup, root=typed)
    assert caught.value.facts["root"] == code
    assert [len(group) for group in code.split("-")] == [4] * 5
    assert {one.name for one in places.folder.glob("vault*")} == (set() if is_gone else {"vault"})
    restored(places, backup, root=code.replace("-", " ").lower()).close()
    assert kept_root(places.vault) == fingerprint(places.root.read_text())


def test_an_older_vault_keeps_its_root_from_its_next_unlocking(places: Places) -> None:
    genuine = fingerprint(places.root.read_text())
    assert kept_root(places.vault) == genuine
    for left in (None, b"", b"0" * 64 + b"\n", b"\xff" * 64):
        path = places.vault / ROOT_FILE
        path.unlink() if left is None else path.write_bytes(left)
        places.unlock().close()
        assert kept_root(places.vault) == genuine


def test_a_forged_grant_ends_no_waiting(places: Places, forged: Places) -> None:
    """A request and its grant, both of the forged world, laid beside the genuine vault: its slot opens."""
    ready(forged)
    _, path = grant(forged, ask(forged, COORDINATOR).path)
    waiting = f"recovery.{IDS[COORDINATOR]}.json"
    shutil.copy(forged.vault / waiting, places.vault / waiting)
    type_wrong(places, FREE)
    places.clock.set_by(seconds=12)
    with pytest.raises(EsccError, match="GRANT_OLD_KEY"):
        take(places, COORDINATOR, path)
    assert streak(places, COORDINATOR) == FREE


def test_a_key_slot_of_ones_own_ends_no_waiting(places: Places, forged: Places) -> None:
    type_wrong(places, FREE)
    site = places.unlock(ADMINISTRATOR)
    record = save(site, screen(site), "IE", ELIGIBLE)
    for _ in range(FREE):
        with pytest.raises(WrongPassphrase):
            sign(site, record, words="not the words 12345")
    genuine = (places.vault / "slots.json").read_bytes()
    shutil.copy(forged.vault / "slots.json", places.vault / "slots.json")
    places.clock.set_by(seconds=12)
    with pytest.raises(EsccError, match="SLOT_NOT_CERTIFIED"):
        sign(site, record)
    assert streak(places, INVESTIGATOR) == FREE
    site.close()
    with pytest.raises(EsccError, match="VAULT_WRONG_KEY"):
        unlock(places.vault, COORDINATOR, WORDS[COORDINATOR], places.clock, randomness)
    assert streak(places, COORDINATOR) == FREE
    (places.vault / "slots.json").write_bytes(genuine)
    places.unlock(COORDINATOR).close()
    assert streak(places, COORDINATOR) == 0
    assert streak(places, INVESTIGATOR) == FREE

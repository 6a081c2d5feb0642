"""Chooses passphrases at a site: its own words count for little, and a person changes nobody's but their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from escc_desktop import failpoints
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.first_run import first_run, read_kit
from escc_desktop.actions.key_commands import ChangePassphrase
from escc_desktop.actions.passphrases import blocked_words, strength
from escc_desktop.actions.people import SLOTS_FILE
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError, Refused, WrongPassphrase
from escc_desktop.trust.slot_file import read_slots
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, WORDS, Places, issue, kinds, randomness

NEW = "nine grey mountains sing"
KNOWN = {
    *("NCT07142421", "escc", "Esophageal", "anlotinib", "Trifluridine", "FTD/TPI", "曲氟尿苷替匹嘧啶", "安罗替尼"),
    *("01-A", "示范医院", "shifanyiyuan"),
    *(COORDINATOR, "lixiao", "xiaoli", INVESTIGATOR, "wangmin", "新人", "xinren"),
}


def test_the_words_of_trial_site_and_people_are_known(places: Places) -> None:
    site = places.unlock()
    known = blocked_words(site, "新人")
    assert set(known) >= KNOWN
    assert len(known) < 150
    lock(site)


@pytest.mark.parametrize("typed", ["anlotinib1234567", "lixiao2026lixiao", "示范医院2026示范医院", "NCT07142421!A"])
def test_nobody_is_added_with_a_passphrase_made_of_them(places: Places, typed: str) -> None:
    site = places.unlock(ADMINISTRATOR)
    before = (places.vault / SLOTS_FILE).read_bytes()
    with pytest.raises(Refused, match="PASSPHRASE_WEAK") as caught:
        carry_out(site, AddPerson("新人", ("coordinator",), typed))
    assert "PASS_BLOCKED" in [reason.code for reason in caught.value.reasons]
    assert (places.vault / SLOTS_FILE).read_bytes() == before
    assert not strength(typed, blocked_words(site)).is_enough
    lock(site)


def test_a_first_run_refuses_one_before_anything_is_made(places: Places, tmp_path: Path) -> None:
    with places.at_desk() as desk:
        issue(desk, places.folder / "B.kit", device="B")
    kit = read_kit(places.folder / "B.kit", WORDS["kit"])
    assert {"anlotinib", "示范医院", "wangmin"} <= set(kit.known_words)
    words = ("chenjie anlotinib", places.clock, randomness)
    with pytest.raises(Refused, match="PASSPHRASE_WEAK"):
        first_run(tmp_path / "new", places.folder / "B.kit", WORDS["kit"], ADMINISTRATOR, *words)
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "new.unfinished").exists()


def test_a_person_changes_their_own_passphrase(places: Places) -> None:
    site = places.unlock()
    old = read_slots(places.vault / SLOTS_FILE).slot(COORDINATOR)
    carry_out(site, ChangePassphrase(WORDS[COORDINATOR], NEW))
    assert kinds(site)[-1] == "slot.renewed"
    entry = site.office.entries_of("slot.renewed")[-1].entry
    assert (entry.actor.name, entry.body["why"]) == (COORDINATOR, "passphrase")
    new = read_slots(places.vault / SLOTS_FILE).slot(COORDINATOR)
    assert new.recipient not in (old.recipient, None)
    assert site.recipients[site.person.id] == new.recipient
    lock(site)
    with pytest.raises(WrongPassphrase):
        places.unlock(COORDINATOR)
    site = unlock(places.vault, COORDINATOR, NEW, places.clock, randomness)
    assert verify_vault(site, None).is_sound
    lock(site)
    lock(places.unlock(INVESTIGATOR))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("not the words 12345", NEW, "PASSPHRASE_WRONG"),
        (WORDS[ADMINISTRATOR], NEW, "PASSPHRASE_WRONG"),
        (WORDS[COORDINATOR], WORDS[COORDINATOR], "PASSPHRASE_SAME"),
        (WORDS[COORDINATOR], "lixiao anlotinib", "PASSPHRASE_WEAK"),
        (WORDS[COORDINATOR], "short", "PASSPHRASE_SHORT"),
    ],
)
def test_what_changes_nothing(places: Places, old: str, new: str, code: str) -> None:
    site = places.unlock()
    slots, before = (places.vault / SLOTS_FILE).read_bytes(), kinds(site)
    with pytest.raises(EsccError) as caught:
        carry_out(site, ChangePassphrase(old, new))
    assert caught.value.code == code
    assert (places.vault / SLOTS_FILE).read_bytes() == slots
    assert kinds(site) == before
    lock(site)
    lock(places.unlock())


def test_wrong_old_ones_slow_down_too(places: Places) -> None:
    site = places.unlock()
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            carry_out(site, ChangePassphrase("not the words 12345", NEW))
    with pytest.raises(Refused, match="TRY_LATER"):
        carry_out(site, ChangePassphrase(WORDS[COORDINATOR], NEW))
    lock(site)


def test_a_change_that_cannot_be_kept_leaves_the_old_one(places: Places) -> None:
    site = places.unlock()
    recipients = site.recipients

    def cut(name: str) -> None:
        if name == "passphrase.changed":
            raise RuntimeError("the disk is full")

    with failpoints.armed(cut), pytest.raises(RuntimeError, match="full"):
        carry_out(site, ChangePassphrase(WORDS[COORDINATOR], NEW))
    assert site.recipients == recipients
    lock(site)
    lock(places.unlock())

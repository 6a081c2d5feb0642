"""Tries to act as somebody else, and to let a signature say more than was signed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.people import SLOTS_FILE
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError, VaultError
from escc_desktop.trust.key_slots import Secrets, make_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.slot_file import read_slots, write_slots
from tests.building import (
    ADMINISTRATOR,
    ELIGIBLE,
    INVESTIGATOR,
    WORDS,
    Places,
    begin,
    change,
    delegate,
    entries,
    issue,
    randomness,
    record_of,
    save,
    screen,
    sign,
)

FORGED_WORDS = "forged words 12345"


def forge_slot(places: Places, site: Site, name: str) -> None:
    """Do what anybody who has opened the vault could: put a slot in another's name, with a passphrase of one's own."""
    person = next(one for one in site.people.values() if one.name == name)
    path = places.vault / SLOTS_FILE
    slots = read_slots(path)
    made = make_slot(
        person.id,
        name,
        FORGED_WORDS,
        Secrets(places.data_key, SigningKey.generate(randomness).to_bytes()),
        study=slots.study,
        site=slots.site,
        randomness=randomness,
    )
    write_slots(path, slots.without_slot(person.id).with_slot(made))


def test_a_forged_slot_neither_signs_nor_opens(open_site: Site, places: Places) -> None:
    record = save(open_site, screen(open_site), "IE", ELIGIBLE)
    forge_slot(places, open_site, INVESTIGATOR)
    size = entries(open_site)
    with pytest.raises(VaultError, match="SLOT_NOT_CERTIFIED"):
        sign(open_site, record, words=FORGED_WORDS)
    assert entries(open_site) == size
    assert record_of(open_site, record).signatures == ()
    open_site.close()
    with pytest.raises(VaultError, match="SLOT_NOT_CERTIFIED"):
        unlock(places.vault, INVESTIGATOR, FORGED_WORDS, places.clock, randomness)


def test_slots_of_another_vault_open_nothing(places: Places, tmp_path: Path) -> None:
    with places.at_desk() as desk:
        issue(desk, tmp_path / "02.kit", site="02")
    elsewhere = begin(places, tmp_path / "vault-02", tmp_path / "02.kit")
    lock(elsewhere)
    before = (places.vault / "vault.db").read_bytes()
    shutil.copy(tmp_path / "vault-02" / SLOTS_FILE, places.vault / SLOTS_FILE)
    with pytest.raises(VaultError, match="VAULT_WRONG_KEY"):
        unlock(places.vault, ADMINISTRATOR, WORDS[ADMINISTRATOR], places.clock, randomness)
    assert (places.vault / "vault.db").read_bytes() == before


def test_values_that_came_back_do_not_bring_the_signature_back(open_site: Site) -> None:
    """Whoever signed has not seen what happened in between."""
    number = screen(open_site)
    record = save(open_site, number, "IE", ELIGIBLE)
    sign(open_site, record)
    change(open_site, number, record, {**ELIGIBLE, "EXCL07": "N"})
    change(open_site, number, record, ELIGIBLE)
    shown = asking.record(open_site, number, "IE")
    assert (shown.is_signed, shown.has_void_signature) == (False, True)


def test_a_complete_record_taken_back_is_signed_no_more(open_site: Site) -> None:
    number = screen(open_site)
    record = save(open_site, number, "IE", ELIGIBLE)
    sign(open_site, record)
    known = record_of(open_site, record)
    save(open_site, number, "IE", ELIGIBLE, record=record, based_on=known.last, reason="OTHER", is_complete=False)
    assert not record_of(open_site, record).is_signed


def test_whoever_has_several_roles_signs_in_the_one_that_may(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson("孙悦", ("coordinator", "sub_investigator"), "several words 12345"))
    delegate(site, "孙悦", ("eligibility",))
    lock(site)
    site = unlock(places.vault, "孙悦", "several words 12345", places.clock, randomness)
    record = save(site, screen(site), "IE", ELIGIBLE)
    sign(site, record, who="孙悦", words="several words 12345")
    (signature,) = record_of(site, record).signatures
    assert (signature.role, signature.is_void) == ("sub_investigator", False)
    assert verify_vault(site, None).is_sound
    site.close()


@pytest.mark.parametrize(
    "name", ["abc\u202egnp", "王\u200b敏", "\x1b[31mred", "\ufeffx", "王\ue000", "a\ud800b", "王\0"]
)
def test_a_name_that_only_looks_like_one_is_refused(places: Places, name: str) -> None:
    site = places.unlock(ADMINISTRATOR)
    with pytest.raises(EsccError, match="NAME_FORM"):
        carry_out(site, AddPerson(name, ("coordinator",), "passphrase 12345"))
    site.close()

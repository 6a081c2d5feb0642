"""Tries how key slots are brought up to date, and what a power cut in the middle of it leaves."""

from __future__ import annotations

import pytest

from escc_desktop import failpoints
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.people import SLOTS_FILE
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.actions.views import PersonView
from escc_desktop.trust.key_slots import open_slot
from escc_desktop.trust.slot_file import check_slots, read_slots, slots_bytes, write_slots
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, WORDS, Places, kinds, randomness
from tests.old_slots import first_format_slot


def with_old_slot(places: Places, who: str) -> None:
    """Put a slot of the first format in the place of somebody's."""
    path = places.vault / SLOTS_FILE
    slots = read_slots(path)
    where = {"study": slots.study, "site": slots.site}
    known = slots.slot(who)
    secrets = open_slot(known, WORDS[who], **where)
    write_slots(path, slots.with_slot(first_format_slot(known.person, who, WORDS[who], secrets, **where)))


def renewals(site: Site) -> list[str]:
    """Return why slots were made anew, in order."""
    return [one.entry.body["why"] for one in site.office.entries_of("slot.renewed")]


def test_everybody_who_was_added_has_a_recipient_in_the_journal(places: Places) -> None:
    slots = read_slots(places.vault / SLOTS_FILE)
    check_slots(slots)
    site = places.unlock()
    assert site.recipients == {slot.person: slot.recipient for slot in slots.slots}
    assert site.facts.recovery_recipients == site.facts.recovery
    lock(site)


def test_a_slot_of_the_first_format_is_made_anew_at_its_owners_unlocking(places: Places) -> None:
    with_old_slot(places, INVESTIGATOR)
    lock(places.unlock(COORDINATOR))
    assert read_slots(places.vault / SLOTS_FILE).slot(INVESTIGATOR).is_first_format
    site = places.unlock(INVESTIGATOR)
    assert kinds(site)[-2:] == ["session.opened", "slot.renewed"]
    slots = read_slots(places.vault / SLOTS_FILE)
    check_slots(slots)
    assert slots.slot(INVESTIGATOR).recipient == site.recipients[site.person.id]
    lock(site)
    again = places.unlock(INVESTIGATOR)
    assert renewals(again) == ["format"]
    assert verify_vault(again, None).is_sound
    lock(again)


class Cut(Exception):
    """The power went."""


@pytest.mark.parametrize("at", ["slots.written", "slots.renamed", "people.slot_renewed", "vault.written"])
def test_a_renewal_that_is_cut_short_leaves_a_slot_that_opens(places: Places, at: str) -> None:
    with_old_slot(places, INVESTIGATOR)
    before = slots_bytes(read_slots(places.vault / SLOTS_FILE))

    def cut(name: str) -> None:
        if name == at:
            raise Cut

    with failpoints.armed(cut), pytest.raises(Cut):
        places.unlock(INVESTIGATOR)
    assert slots_bytes(read_slots(places.vault / SLOTS_FILE)) == before
    site = places.unlock(INVESTIGATOR)
    assert renewals(site) == ["format"]
    lock(site)


def test_a_recipient_that_a_power_cut_kept_out_of_the_journal_is_entered_later(places: Places) -> None:
    old = (places.vault / "vault.db").read_bytes()
    with_old_slot(places, INVESTIGATOR)
    site = places.unlock(INVESTIGATOR)
    site.close()
    (places.vault / "vault.db").write_bytes(old)  # the slot reached the disk, the entry did not
    (places.vault / "checkpoint.json").unlink()
    site = places.unlock(INVESTIGATOR)
    assert renewals(site) == ["found"]
    assert site.recipients[site.person.id] == read_slots(places.vault / SLOTS_FILE).slot(INVESTIGATOR).recipient
    lock(site)


def test_a_new_person_stands_in_the_file_and_in_the_journal_with_one_recipient(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    person = carry_out(site, AddPerson("赵强", ("coordinator",), "their own words")).value
    assert isinstance(person, PersonView)
    slot = read_slots(places.vault / SLOTS_FILE).slot(person.id)
    assert site.recipients[person.id] == slot.recipient
    lock(site)
    site = unlock(places.vault, "赵强", "their own words", places.clock, randomness)
    assert site.recipients[person.id] == slot.recipient
    assert renewals(site) == []
    lock(site)

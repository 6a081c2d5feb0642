"""Restores backups: a new chain that names the old head, everybody goes on working, nothing is deleted."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from escc_desktop import failpoints
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.look_at_backup import look_at_backup
from escc_desktop.actions.restore import RestoreOrder
from escc_desktop.actions.sightings import MOST_FILES, offers, printed
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError, Refused, VaultError
from escc_desktop.exchange.package import Manifest, Sender, compose, write_package
from escc_desktop.store.readings import exhaust
from escc_desktop.store.replacing import kept_aside
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import issue_authority, issue_device, issue_root
from escc_desktop.trust.keys import SigningKey
from tests.backing_up import back_up, restored
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    STUDY,
    WORDS,
    Places,
    begin,
    entries,
    export,
    issue,
    kinds,
    randomness,
    save,
    screen,
    sign,
)


@pytest.fixture
def backup(places: Places) -> Path:
    """A backup of the site with one participant, in a second place; the vault is closed and has gone on since."""
    site = places.unlock()
    save(site, screen(site), "IE", {**ELIGIBLE, "INCL03_NOTE": "CT：纵隔淋巴结"})
    lock(site)
    made = back_up(places, places.folder / "second")
    site = places.unlock()
    screen(site, "ANNA")
    lock(site)
    return made


def restored_from(site: Site) -> dict[str, object]:
    """Return what the first entry of the site's chain says of where it goes on."""
    begun = site.office.journal.entry(site.office.chain, 1)
    assert begun is not None
    said: dict[str, object] = begun.entry.body["restored_from"]
    return said


def test_a_lost_vault_comes_back_under_a_new_device(places: Places, backup: Path) -> None:
    shutil.rmtree(places.vault)
    (offer,) = offers([backup.parent])
    assert (offer.chain, offer.entries, offer.people) == (
        "01-A",
        offer.entries,
        (ADMINISTRATOR, COORDINATOR, INVESTIGATOR),
    )
    site = restored(places, backup)
    assert (site.device, site.office.chain, site.facts.device) == ("A2", "01-A2", "A")
    assert restored_from(site) == {"chain": "01-A", "seq": offer.entries, "head": offer.head, "missing": None}
    assert kinds(site) == ["device.certified", *["person.certified"] * 3, "session.opened"]
    assert [one.person.name for one in [site]] == [ADMINISTRATOR]
    assert site.office.readings.participant("01-001") is not None
    assert verify_vault(site, places.root.read_text()).is_sound
    lock(site)
    site = places.unlock(COORDINATOR)
    record = save(site, "01-001", "VS", {}, is_complete=False, visit="FTDTPI-C1D1")
    assert site.office.journal.recent(1)[0].entry.chain == "01-A2"
    assert sign(site, "01-001/IE")
    assert record
    answer = verify_vault(site, places.root.read_text())
    assert (answer.is_sound, answer.first_bad) == (True, None)
    lock(site)


def test_what_is_missing_is_named_exactly(places: Places, backup: Path) -> None:
    (offer,) = offers([backup.parent])
    site = places.unlock()
    last = entries(site)
    lock(site)
    with_checkpoint = last + 1  # the session's end
    site = restored(places, backup)
    run = {"chain": "01-A", "first": offer.entries + 1, "last": with_checkpoint}
    assert restored_from(site)["missing"] == [run]
    lock(site)
    assert len(kept_aside(places.vault)) == 1


def test_the_line_at_the_foot_of_a_page_is_enough_to_know(places: Places, backup: Path) -> None:
    shutil.rmtree(places.vault)
    (offer,) = offers([backup.parent])
    seen = printed(f"01-a：{offer.entries + 7}  0123 4567 89AB cdef ")
    site = restored(places, backup, seen=(seen,))
    run = {"chain": "01-A", "first": offer.entries + 1, "last": offer.entries + 7}
    assert restored_from(site)["missing"] == [run]
    site.close()


@pytest.mark.parametrize(
    "typed", ["", "01-A", "01-A:7", "01-A:7 0123", "01-A:x 0123456789abcdef", "01-A:7 0123456789abcdeg"]
)
def test_what_is_no_such_line_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="CHECKPOINT_TYPED"):
        printed(typed)


def test_entries_that_lie_in_our_own_packages_are_taken_back(places: Places, backup: Path) -> None:
    site = places.unlock()
    save(site, "01-002", "IE", {**ELIGIBLE, "INCL03_NOTE": "MRI 3 mm"})
    sent = export(site, places.stick).package.last
    lock(site)
    shutil.rmtree(places.vault)
    site = restored(places, backup, places.stick)
    assert restored_from(site)["seq"] == sent
    reading = site.office.readings.participant("01-002")
    assert reading is not None
    assert list(site.office.cabinet.texts.words(reading.records["01-002/IE"].texts.values()).values()) == ["MRI 3 mm"]
    assert verify_vault(site, None).is_sound
    site.close()


def test_forged_packages_of_our_numbers_hide_no_genuine_one(places: Places, backup: Path) -> None:
    """Signed by a key of one's own, changed, cut, and many empty ones, under names that come first and last."""
    site = places.unlock()
    sent = export(site, places.stick).package.last
    lock(site)
    (genuine,) = (one for one in places.stick.glob("SITE01-A-*.escc"))
    data = genuine.read_bytes()
    root_key, key, own = (SigningKey.generate(randomness) for _ in range(3))
    root = issue_root(root_key, STUDY, randomness, places.clock())
    authority = issue_authority(root_key, root, own.public, "01", randomness, places.clock())
    sender = Sender(key, (issue_device(own, authority, key.public, "A", randomness, places.clock()), authority))
    recipient = boxes.generate_identity()[1]
    manifest = Manifest(
        study=STUDY, site="01", chain="01-A", number=1, package=genuine.name, previous=None, recipients=(recipient,),
        at="2026-03-05T01:00:00.000000Z", app="0",
    )  # fmt: skip
    forged = write_package(compose(manifest, ()), sender, (recipient,))
    genuine.rename(places.stick / "M.escc")
    for name, what in (("A.escc", forged), ("B.escc", data[:-1] + b"\0"), ("C.escc", data[:-9]), ("Z.escc", forged)):
        (places.stick / name).write_bytes(what)
    for number in range(MOST_FILES):
        (places.stick / f"N{number}.escc").write_bytes(b"")
    site = restored(places, backup, places.stick)
    assert restored_from(site)["seq"] == sent
    site.close()


def test_a_second_restore_gets_another_name(places: Places, backup: Path) -> None:
    """Two of one head, the second on another computer that sees only the stick; then one of the restored vault."""
    site = restored(places, backup)
    first = restored_from(site)
    lock(site)
    site = restored(places, backup, vault=places.folder / "elsewhere")
    assert (site.device, restored_from(site)["seq"]) == ("A3", first["seq"])
    lock(site)
    again = back_up(places, places.folder / "third")
    (offer,) = offers([again.parent])
    site = restored(places, again)
    assert site.device == "A3"
    assert restored_from(site)["chain"] == "01-A2"
    assert restored_from(site)["seq"] == offer.entries
    assert [one.chain for one in site.line] == ["01-A", "01-A2", "01-A3"]
    assert verify_vault(site, places.root.read_text()).is_sound
    lock(site)
    assert places.unlock(INVESTIGATOR).office.chain == "01-A3"


def test_only_an_administrator_restores_and_is_named(places: Places, backup: Path) -> None:
    before = sorted(path.name for path in places.folder.iterdir())
    with pytest.raises(Refused, match="RESTORE_NEEDS_ADMINISTRATOR") as refusal:
        restored(places, backup, who=COORDINATOR)
    assert refusal.value.facts == {"name": COORDINATOR, "who": ADMINISTRATOR}
    assert sorted(path.name for path in places.folder.iterdir()) == before
    assert places.unlock().office.chain == "01-A"


def test_the_wrong_passphrase_leaves_everything_as_it_was(places: Places, backup: Path) -> None:
    WORDS["nobody"] = "other words 12345"
    try:
        with pytest.raises(EsccError, match="SLOT_UNKNOWN"):
            restored(places, backup, who="nobody")
    finally:
        del WORDS["nobody"]


def test_a_backup_of_another_site_takes_nobodys_place(places: Places, backup: Path) -> None:
    with places.at_desk() as desk:
        issue(desk, places.folder / "02.kit", site="02")
    elsewhere = places.folder / "vault-02"
    begin(places, elsewhere, places.folder / "02.kit").close()
    with pytest.raises(Refused, match="RESTORE_OTHER_SITE"):
        restored(places, backup, vault=elsewhere)


def test_a_clock_behind_the_backup_is_set_first(places: Places, backup: Path) -> None:
    places.clock.set_by(days=-30)
    with pytest.raises(Refused, match="RESTORE_CLOCK"):
        restored(places, backup)
    places.clock.set_by(days=30)
    restored(places, backup).close()


def test_a_vault_in_use_is_not_taken_away_from_under_anybody(places: Places, backup: Path) -> None:
    site = places.unlock()
    with pytest.raises(VaultError, match="VAULT_IN_USE"):
        restored(places, backup)
    screen(site, "OYXF")
    lock(site)
    assert not list(places.folder.glob("vault.rest*"))


def test_people_added_after_the_backup_can_be_added_again(places: Places, backup: Path) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson("赵琳", ("coordinator",), "later words 123"))
    export(site, places.stick)
    lock(site)
    site = restored(places, backup, places.stick)
    assert "赵琳" not in {one.name for one in site.people.values()}
    carry_out(site, AddPerson("赵琳", ("coordinator",), "other words 123"))
    assert {one.name: one.id for one in site.people.values()}["赵琳"] == "P05"
    assert verify_vault(site, None).is_sound
    lock(site)


class Broken(Exception):
    """What a test lets happen at a failpoint."""


STEPS = (
    "begun",
    "unpacked",
    "opened",
    "verified",
    "keys_made",
    "keys_kept",
    "entered",
    "committed",
    "noted",
    "closed",
    "forced",
    "whole",
    "aside",
    "placed",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_restore_that_breaks_anywhere_leaves_the_old_vault_or_the_new(
    places: Places, backup: Path, step: str
) -> None:
    def break_at(name: str) -> None:
        if name == f"restore.{step}":
            raise Broken

    with failpoints.armed(break_at), pytest.raises(Broken):
        restored(places, backup)
    site = places.unlock()
    assert site.office.chain == ("01-A2" if step == "placed" else "01-A")
    assert site.doubt is None
    assert verify_vault(site, None).is_sound
    lock(site)
    lock(restored(places, backup))
    assert not list(places.folder.glob("vault.rest*"))


def test_a_power_cut_between_the_renames_is_ended_at_the_next_start(places: Places, backup: Path) -> None:
    """What such a cut leaves: the old vault kept aside, the new one whole beside the empty place."""
    lock(restored(places, backup))
    places.vault.rename(places.folder / "vault.restored")
    site = places.unlock()
    assert site.office.chain == "01-A2"
    lock(site)
    assert kept_aside(places.vault)


def test_a_login_that_has_ended_looks_at_no_backup(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson("孙悦", ("monitor",), "their own words", date(2026, 3, 6)))
    lock(site)
    made = back_up(places, places.folder / "second")
    order = RestoreOrder(places.vault, made, "孙悦", "their own words")
    looking = exhaust(look_at_backup(order, places.clock, randomness))
    assert looking.doubt is not None
    looking.close()
    places.clock.set_by(days=3)
    with pytest.raises(Refused, match="LOGIN_ENDED"):
        exhaust(look_at_backup(order, places.clock, randomness))
    assert not places.vault.with_name(places.vault.name + ".looking").exists()

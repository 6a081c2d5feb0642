"""Tries who may do what, how people are added and let in, and a first run that is cut short."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from escc_desktop import failpoints
from escc_desktop.actions import commands
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson, ChangePerson
from escc_desktop.actions.first_run import first_run, read_kit
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, people, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import EsccError, PackageError, Refused, TrustError, VaultError, WrongPassphrase
from escc_desktop.store.problems import REFUSAL
from escc_desktop.words import explain
from tests.building import (
    ADMINISTRATOR,
    CONSENT,
    COORDINATOR,
    EDITION,
    INVESTIGATOR,
    STUDY,
    WORDS,
    Places,
    begin,
    delegate,
    enrol,
    entries,
    issue,
    kinds,
    randomness,
)


def carry_out_and(site: Site, wanted: tuple[Any, ...], problem: Exception | None = None) -> None:
    """Carry out commands as one transaction that then fails with ``problem``."""
    with site.office.transaction():
        for command in wanted:
            carry_out_inside(site, command)
        if problem is not None:
            raise problem


def carry_out_inside(site: Site, command: Any) -> None:
    """Carry out a command in a transaction that is open already, so that nothing of it stays."""
    from escc_desktop.actions.carry_out import _TASKS

    _TASKS[type(command)](site, command)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddPerson("  ", ("coordinator",), "long enough words"), "NAME_MISSING"),
        (AddPerson("x" * 61, ("coordinator",), "long enough words"), "NAME_MISSING"),
        (AddPerson("新人", (), "long enough words"), "ROLE_UNKNOWN"),
        (AddPerson("新人", ("king",), "long enough words"), "ROLE_UNKNOWN"),
        (AddPerson(f" {COORDINATOR} ", ("coordinator",), "long enough words"), "NAME_TAKEN"),
        (AddPerson("新人", ("coordinator", "coordinator"), "long enough words"), "ROLE_UNKNOWN"),
        (AddPerson("新人", ("monitor",), "long enough words"), "UNTIL_MISSING"),
        (AddPerson("新人", ("monitor", "coordinator"), "long enough words", date(2026, 4, 1)), "ROLES_CLASH"),
        (AddPerson("新人", ("coordinator",), "long enough words", date(2026, 3, 4)), "UNTIL_PAST"),
        (AddPerson("新人", ("coordinator",), "short"), "PASSPHRASE_SHORT"),
        (ChangePerson("P09", ("coordinator",), None), "PERSON_NOT_CERTIFIED"),
        (ChangePerson("P02", ("coordinator",), None), "NOTHING_CHANGED"),
        (ChangePerson("P02", ("drug_manager",), None), "ROLES_STAY"),
        (ChangePerson("P02", ("coordinator", "site_administrator"), None), "ROLES_STAY"),
        (ChangePerson("P02", ("drug_manager", "coordinator"), None), "ROLES_STAY"),
        (ChangePerson("P01", ("site_administrator",), date(2026, 4, 1)), "LEAVER_LAST_ADMINISTRATOR"),
        (ChangePerson("P02", ("coordinator", "monitor"), date(2026, 4, 1)), "ROLES_CLASH"),
    ],
)
def test_who_cannot_be_added_or_changed(places: Places, command: Any, code: str) -> None:
    site = places.unlock(ADMINISTRATOR)
    size, slots = entries(site), (places.vault / "slots.json").read_bytes()
    with pytest.raises(EsccError) as caught:
        carry_out(site, command)
    assert caught.value.code == code
    assert (entries(site), (places.vault / "slots.json").read_bytes()) == (size, slots)
    site.close()


def test_a_person_is_let_in_with_their_own_words_alone(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    person = carry_out(site, AddPerson("赵强", ("sub_investigator",), "their own words")).value
    assert isinstance(person, PersonView)
    assert person.id == "P04"
    lock(site)
    assert [one.name for one in people(places.vault)] == [ADMINISTRATOR, COORDINATOR, INVESTIGATOR, "赵强"]
    with pytest.raises(WrongPassphrase):
        unlock(places.vault, "赵强", WORDS[ADMINISTRATOR], places.clock, randomness)
    site = unlock(places.vault, "赵强", "their own words", places.clock, randomness)
    assert (site.person.roles, site.authority_key) == (("sub_investigator",), None)
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        carry_out(site, AddPerson("新人", ("coordinator",), "long enough words"))
    lock(site)
    assert kinds_of(places)[-5:] == [
        "person.certified",
        "session.closed",
        "session.opened",
        "passphrase.refused",
        "session.closed",
    ]


def test_a_login_ends_on_its_day_and_goes_on_when_it_is_given_another(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    monitor = carry_out(site, AddPerson("孙悦", ("monitor",), "their own words", date(2026, 3, 6))).value
    assert isinstance(monitor, PersonView)
    lock(site)
    places.clock.set_by(days=1)
    last_day = unlock(places.vault, "孙悦", "their own words", places.clock, randomness)
    assert (last_day.person.roles, last_day.person.until) == (("monitor",), date(2026, 3, 6))
    places.clock.set_by(days=1)
    with pytest.raises(Refused, match="LOGIN_ENDED"):
        carry_out(last_day, commands.RaiseFinding("过期后"))
    lock(last_day)
    size = len(kinds_of(places))
    with pytest.raises(Refused, match="LOGIN_ENDED") as refused:
        unlock(places.vault, "孙悦", "their own words", places.clock, randomness)
    assert all(words in explain(refused.value, "zh") for words in ("孙悦", "2026-03-06", ADMINISTRATOR))
    site = places.unlock(ADMINISTRATOR)
    assert entries(site) == size + 2  # the look before, and this session; whoever was refused left nothing
    carry_out(site, ChangePerson(monitor.id, ("monitor",), date(2026, 4, 6)))
    assert site.people[monitor.id].until == date(2026, 4, 6)
    lock(site)
    again = unlock(places.vault, "孙悦", "their own words", places.clock, randomness)
    assert again.person.until == date(2026, 4, 6)
    assert verify_vault(again, None).is_sound
    lock(again)


def test_a_further_role_is_given_and_may_be_used_at_once(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, ChangePerson("P01", ("site_administrator", "coordinator"), None))
    assert site.person.roles == ("site_administrator", "coordinator")
    delegate(site, ADMINISTRATOR, ("enrol", "data"))
    enrol(site)
    lock(site)
    site = places.unlock(ADMINISTRATOR)
    assert site.person.roles == ("site_administrator", "coordinator")
    assert verify_vault(site, None).is_sound
    site.close()


def kinds_of(places: Places) -> list[str]:
    """Return the kinds of the site's entries, of a closed vault, before the one that looking into it makes."""
    site = places.unlock()
    found = kinds(site)[:-1]
    site.close()
    return found


def test_a_person_whose_entry_cannot_be_kept_leaves_no_slot(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    slots = (places.vault / "slots.json").read_bytes()
    cabinet = site.office.cabinet
    with cabinet.transaction():
        cabinet.vault.write(
            text(
                "CREATE TEMP TRIGGER no_commit AFTER INSERT ON main.participants "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        )
    known = site.people
    added = AddPerson("赵强", ("coordinator",), "their own words")
    with pytest.raises(VaultError, match="VAULT_APPEND_ONLY"):
        carry_out_and(site, (added, commands.RegisterScreening("ZHHO", CONSENT)))
    assert (places.vault / "slots.json").read_bytes() == slots
    assert site.people == known
    site.close()


def test_a_first_run_that_the_disk_refuses_says_so_and_leaves_nothing(places: Places, tmp_path: Path) -> None:
    def refuse(name: str) -> None:
        if name == "first_run.place_cleared":
            raise OSError(errno.EIO, "Input/output error")

    with failpoints.armed(refuse), pytest.raises(VaultError, match="VAULT_NOT_MADE"):
        begin(places, tmp_path / "other")
    assert list(tmp_path.glob("other*")) == []


def test_the_first_run_writes_the_first_entries(places: Places) -> None:
    with places.at_desk() as desk:
        issue(desk, places.folder / "B.kit", device="B")
    kit = read_kit(places.folder / "B.kit", WORDS["kit"])
    assert (kit.study, kit.site, kit.device, kit.is_draft, kit.is_demonstration) == (STUDY, "01", "B", True, False)
    site = begin(places, places.folder / "vault-b", places.folder / "B.kit")
    assert kinds(site) == ["device.certified", "edition.received", "person.certified", "session.opened"]
    assert (site.person.name, site.person.role) == (ADMINISTRATOR, "site_administrator")
    assert site.authority_key is not None
    lock(site)


Break = Callable[[Places], dict[str, Any]]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (lambda places: {"kit_passphrase": "not the words"}, "KIT_WRONG_PASSPHRASE"),
        (lambda places: {"kit_path": places.folder / "none.kit"}, "INPUT_MISSING"),
        (lambda places: {"kit_path": places.root}, "PKG_MAGIC"),
        (lambda places: {"administrator": " "}, "NAME_MISSING"),
        (lambda places: {"passphrase": "short"}, "PASSPHRASE_SHORT"),
        (lambda places: {"folder": places.vault}, "VAULT_EXISTS"),
        (lambda places: {"folder": places.desk}, "VAULT_EXISTS"),
        (lambda places: {"randomness": Spent(40)}, "out of randomness"),
    ],
)
def test_a_first_run_cut_short_leaves_nothing(places: Places, changes: Break, code: str) -> None:
    given: dict[str, Any] = {
        "folder": places.folder / "new",
        "kit_path": places.kit,
        "kit_passphrase": WORDS["kit"],
        "administrator": ADMINISTRATOR,
        "passphrase": WORDS[ADMINISTRATOR],
        "clock": places.clock,
        "randomness": randomness,
    }
    before = sorted(path.name for path in places.folder.iterdir())
    with pytest.raises((EsccError, RuntimeError)) as caught:
        first_run(**{**given, **changes(places)})
    assert getattr(caught.value, "code", str(caught.value)) == code
    assert sorted(path.name for path in places.folder.iterdir()) == before


class Spent:
    """Randomness that ends: the machine is switched off in the middle."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self, length: int) -> bytes:
        self.left -= length
        if self.left < 0:
            raise RuntimeError("out of randomness")
        return randomness(length)


def test_what_a_power_cut_left_is_swept_away_by_the_next_first_run(places: Places) -> None:
    unfinished = places.folder / "new.unfinished"
    shutil.copytree(places.vault, unfinished)
    site = begin(places, places.folder / "new")
    assert entries(site) == 4
    assert not unfinished.exists()
    lock(site)


def test_a_vault_opens_once_at_a_time(places: Places) -> None:
    site = places.unlock()
    with pytest.raises(VaultError, match="VAULT_IN_USE"):
        places.unlock(INVESTIGATOR)
    lock(site)
    with pytest.raises(TrustError, match="SLOT_UNKNOWN"):
        unlock(places.vault, "谁", "whatever words", places.clock, randomness)
    with pytest.raises(VaultError, match="VAULT_MISSING"):
        people(places.folder / "none")


@pytest.mark.parametrize("write", ["fails", "works"])
def test_a_study_is_founded_whole_or_not_at_all(places: Places, write: str) -> None:
    folder, root_out = places.folder / "second", places.folder / "second.pem"
    if write == "fails":
        root_out.write_bytes(b"of another desk")
    given = (str(folder), STUDY, "周岩", "desk words 12345", places.clock, randomness, root_out)
    if write == "works":
        assert found_study(*given) == root_out.read_text(encoding="ascii")
        with pytest.raises(VaultError, match="VAULT_EXISTS"):
            found_study(*given)
        assert sorted(path.name for path in folder.iterdir() if path.name != "lock") == ["slots.json", "vault.db"]
    else:
        with pytest.raises(VaultError, match="OUTPUT_TAKEN"):
            found_study(*given)
        assert not folder.exists()
        assert root_out.read_bytes() == b"of another desk"
    assert not folder.with_name("second.unfinished").exists()


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"site": "1"}, "SITE_NUMBER_FORM"),
        ({"site": "０１"}, "SITE_NUMBER_FORM"),
        ({"device": "a"}, "DEVICE_FORM"),
        ({"device": "A"}, "DEVICE_HAS_KIT"),
        ({"device": "A2"}, "DEVICE_NAME_KEPT"),
        ({"numbers": 0}, "NUMBERS_FORM"),
        ({"edition": EDITION.parent}, "STUDY_MISSING_FILE"),
        ({"words": "short"}, "KIT_PASSPHRASE_SHORT"),
        ({"words": STUDY * 2}, "PASSPHRASE_WEAK"),
    ],
)
def test_kits_that_are_not_made(places: Places, order: dict[str, Any], code: str) -> None:
    words = order.pop("words", "long enough words") if "words" in order else "long enough words"
    parts = {"site": "01", "site_name": "x", "device": "B", "investigator": "王敏", "edition": EDITION, **order}
    written: list[bytes] = []
    with places.at_desk() as desk:
        before = desk.office.journal.count()
        with pytest.raises(EsccError) as caught:
            issue_kit(desk, KitOrder(**parts), words, written.append)
        assert caught.value.code == code
        assert desk.office.journal.count() == before
    assert written == []


def test_a_kit_that_cannot_be_written_is_not_issued(places: Places) -> None:
    def nowhere(data: bytes) -> None:
        raise PackageError("STICK_GONE", name="x")

    order = KitOrder("01", "x", "B", "王敏", EDITION, 50)
    with places.at_desk() as desk:
        with pytest.raises(PackageError, match="STICK_GONE"):
            issue_kit(desk, order, "long enough words", nowhere)
        kept: list[bytes] = []
        issued = issue_kit(desk, order, "long enough words", kept.append)
    assert (issued.first, issued.last, issued.chain, len(kept)) == (101, 150, "01-B", 1)

"""Tries who may do what, how people are added and let in, and a first run that is cut short."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from escc_desktop.actions import commands
from escc_desktop.actions.authority import MAY, ROLES
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.first_run import first_run, read_kit
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, people, unlock
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import EsccError, PackageError, Refused, TrustError, VaultError, WrongPassphrase
from escc_desktop.store.problems import REFUSAL
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
    entries,
    issue,
    kinds,
    randomness,
    screen,
)

ACTS: dict[str, Any] = {
    "add_person": AddPerson("新人", ("coordinator",), "new words 12345"),
    "enrol": commands.EnrolParticipant("01-001"),
    "exchange": commands.ExportPackage(Path("nowhere")),
    "record": commands.RegisterScreening("ZHHO", CONSENT),
}
MORE = (
    ("record", commands.SaveRecord("01-001", "IC", CONSENT)),
    ("record", commands.BookVisit("01-001", "SCR", date(2026, 3, 5))),
    ("record", commands.RecordFirstDose("01-001", {"ANLO": date(2026, 3, 5)})),
    ("exchange", commands.ImportPackage(Path("nowhere"))),
)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_its_acts_and_no_others(open_site: Site, role: str) -> None:
    screen(open_site)
    open_site.person = PersonView("P02", COORDINATOR, (role,))
    size = entries(open_site)
    for act, command in (*ACTS.items(), *MORE):
        assert (outcome(open_site, command) != "NOT_ALLOWED") is (role in MAY[act]), (act, command)
    assert entries(open_site) == size


def outcome(site: Site, command: Any) -> str:
    """Return why a command is refused, or that it is not; either way nothing of it stays."""
    with pytest.raises(EsccError) as caught:
        carry_out_and(site, (command,), VaultError("UNDONE"))
    return caught.value.code


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


def test_a_monitor_only_reads_and_a_coordinator_never_signs() -> None:
    assert not any("monitor" in MAY[act] for act in MAY)
    assert MAY["sign"] == {"principal_investigator", "sub_investigator"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddPerson("  ", ("coordinator",), "long enough words"), "NAME_MISSING"),
        (AddPerson("x" * 61, ("coordinator",), "long enough words"), "NAME_MISSING"),
        (AddPerson("新人", (), "long enough words"), "ROLE_UNKNOWN"),
        (AddPerson("新人", ("king",), "long enough words"), "ROLE_UNKNOWN"),
        (AddPerson(f" {COORDINATOR} ", ("coordinator",), "long enough words"), "NAME_TAKEN"),
        (AddPerson("新人", ("coordinator",), "short"), "PASSPHRASE_SHORT"),
    ],
)
def test_who_cannot_be_added(places: Places, command: AddPerson, code: str) -> None:
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

"""Restored devices and the desk: what was lost comes back, numbers wait, and two machines at work raise an alarm."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.asking_conflicts import conflicts
from escc_desktop.actions.asking_findings import follow_up
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ConfirmNumbers, EnrolParticipant, ImportPackage
from escc_desktop.actions.desk import status
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.actions.views import ImportedPackage
from escc_desktop.errors import PackageError, Refused
from escc_desktop.store.verification import verify
from tests.actions.test_packages import receive, vault_hash
from tests.backing_up import back_up, restored
from tests.building import (
    COORDINATOR,
    ELIGIBLE,
    Places,
    begin,
    change,
    copy,
    entries,
    export,
    issue,
    save,
    screen,
    sign,
)


def answer(places: Places, name: str = "answer") -> Path:
    """Make the desk's package for the site in a folder of its own."""
    with places.at_desk() as desk:
        return reply(desk, "01", places.folder / name)


def take(site: Site, package: Path) -> ImportedPackage:
    """Import a package and return what it brought."""
    done = carry_out(site, ImportPackage(package)).value
    assert isinstance(done, ImportedPackage)
    return done


@dataclass
class Story:
    """A site that was backed up, worked on, sent something, and was lost; ``lost`` is how far its chain had come."""

    places: Places
    backup: Path
    sent: Path
    size: int
    lost: int


def tell(places: Places) -> Story:
    """Play the story: one participant before the backup, another and a signed record after it, the last never sent."""
    site = places.unlock()
    save(site, screen(site), "IE", {**ELIGIBLE, "INCL03_NOTE": "CT：纵隔淋巴结"})
    assert receive(places, export(site, places.stick).path) == ["RECEIVED"]
    take(site, answer(places, "first"))
    lock(site)
    backup = back_up(places, places.folder / "second")
    site = places.unlock()
    size = entries(site) - 2  # the backup's session closed, this one opened
    save(site, screen(site, "ANNA"), "IE", {**ELIGIBLE, "INCL03_NOTE": "MRI 3 mm"})
    sign(site, "01-002/IE")
    sent = export(site, places.stick).path
    assert receive(places, sent) == ["RECEIVED"]
    take(site, answer(places, "lost"))
    screen(site, "OYXF")
    lost = entries(site)
    lock(site)
    return Story(places, backup, sent, size, lost)


@pytest.fixture(scope="module")
def told(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The story, played once."""
    return tell(copy(built, tmp_path_factory.mktemp("told") / "site"))


@pytest.fixture
def story(told: Story, tmp_path: Path) -> Story:
    """A copy of the story's end, with both the lost vault and all that is left."""
    places = copy(told.places, tmp_path / "site")
    inside = told.places.folder
    return Story(
        places,
        places.folder / told.backup.relative_to(inside),
        places.folder / told.sent.relative_to(inside),
        told.size,
        told.lost,
    )


@pytest.fixture
def site(story: Story) -> Iterator[Site]:
    """The restored vault of the story, its old one gone, before it sent anything; the coordinator is at work."""
    shutil.rmtree(story.places.vault)
    lock(restored(story.places, story.backup))
    site = story.places.unlock()
    yield site
    site.close()


def test_the_desk_brings_back_what_it_had_received(site: Site, story: Story) -> None:
    places = story.places
    assert site.office.readings.participant("01-002") is None
    number = export(site, places.stick)
    assert number.path.name == "SITE01-A2-000001.escc"
    assert receive(places, number.path) == ["RECEIVED"]
    brought = take(site, answer(places))
    head = site.office.journal.head("01-A")
    assert head is not None
    assert (brought.back, brought.participants) == (head.seq - story.size, 1)
    reading = site.office.readings.participant("01-002")
    assert reading is not None
    record = reading.records["01-002/IE"]
    assert list(site.office.cabinet.texts.words(record.texts.values()).values()) == ["MRI 3 mm"]
    assert [one.is_void for one in record.signatures] == [False]
    assert verify_vault(site, places.root.read_text()).is_sound
    with places.at_desk() as desk:
        verify(desk.office.cabinet, root=desk.root)
        (told,) = status(desk)["sites"]
        assert told["devices"] == "A, A2"
        assert told["entries"] == head.seq + number.package.last
    assert site.office.readings.participant("01-003") is None


def test_numbers_wait_for_the_desk(site: Site, story: Story) -> None:
    places = story.places
    with pytest.raises(Refused, match="NUMBERS_NOT_SURE"):
        screen(site, "LIJG")
    sign(site, "01-001/IE")
    with pytest.raises(Refused, match="NUMBERS_NOT_SURE"):
        carry_out(site, EnrolParticipant("01-001"))
    receive(places, export(site, places.stick).path)
    take(site, answer(places))
    assert screen(site, "LIJG") == "01-003"  # 01-003 of the lost vault was never sent and stands on paper alone
    assert carry_out(site, EnrolParticipant("01-001")).value == "01-R001"


def test_numbers_go_on_from_the_paper_log(site: Site) -> None:
    for typed, code in (
        ("", "NUMBER_BELOW"),
        ("abc", "NUMBER_TYPED"),
        ("02-004", "NUMBER_TYPED"),
        ("101", "NUMBER_OUTSIDE"),
    ):
        with pytest.raises(Refused, match=code):
            carry_out(site, ConfirmNumbers(typed))
    carry_out(site, ConfirmNumbers("01-003", "01-R002"))
    assert screen(site, "LIJG") == "01-004"
    sign(site, "01-001/IE")
    assert carry_out(site, EnrolParticipant("01-001")).value == "01-R003"
    assert verify_vault(site, None).is_sound


def test_a_lower_number_than_is_known_is_refused(site: Site) -> None:
    carry_out(site, ConfirmNumbers("3"))
    with pytest.raises(Refused, match="NUMBER_BELOW") as refusal:
        carry_out(site, ConfirmNumbers("2"))
    assert refusal.value.facts["known"] == "01-003"


def test_work_before_the_backup_that_was_never_sent_goes_along(places: Places) -> None:
    site = places.unlock()
    screen(site)
    first = export(site, places.stick).path
    save(site, "01-001", "IE", ELIGIBLE)
    lock(site)
    backup = back_up(places, places.folder / "second")
    shutil.rmtree(places.vault)
    first.unlink()  # and the stick with the first package is lost as well
    site = restored(places, backup)
    before = asking.packages(site)
    assert before.to_send > 3
    assert asking.participant(site, "01-001").records[-1].delivery == "to_send"
    done = export(site, places.stick)
    assert asking.packages(site).to_send == 0
    assert receive(places, done.path) == ["RECEIVED"]
    with places.at_desk() as desk:
        assert desk.office.readings.record("01-001/IE") is not None
    take(site, answer(places))
    assert {one.delivery for one in asking.participant(site, "01-001").records} == {"confirmed"}
    assert asking.packages(site).not_confirmed_entries == 0
    change(site, "01-001", "01-001/IE", {**ELIGIBLE, "INCL03_NOTE": "later"})
    assert receive(places, export(site, places.stick).path) == ["RECEIVED"]
    site.close()


def test_what_was_changed_again_meanwhile_is_a_conflict_and_nothing_is_overwritten(places: Places) -> None:
    site = places.unlock()
    record = save(site, screen(site), "IE", ELIGIBLE)
    lock(site)
    backup = back_up(places, places.folder / "second")
    site = places.unlock()
    change(site, "01-001", record, {**ELIGIBLE, "INCL02": "N", "EXCL01": "Y"})
    assert receive(places, export(site, places.stick).path) == ["RECEIVED"]
    lock(site)
    shutil.rmtree(places.vault)
    site = restored(places, backup)
    change(site, "01-001", record, {**ELIGIBLE, "INCL02": "N", "EXCL02": "Y"})
    receive(places, export(site, places.stick).path)
    take(site, answer(places))
    reading = site.office.readings.participant("01-001")
    assert reading is not None
    (conflict,) = reading.conflicts
    assert conflict.record == record
    assert (conflict.earlier, conflict.later) == ({"EXCL01": "Y", "EXCL02": "N"}, {"EXCL01": "N", "EXCL02": "Y"})
    assert reading.records[record].versions == 3
    shown = {one.item_id: (one.earlier.value, one.earlier.name, one.later.value) for one in conflicts(site)}
    assert shown == {"EXCL01": ("Y", COORDINATOR, "N"), "EXCL02": ("N", COORDINATOR, "Y")}
    assert follow_up(site).conflicts == conflicts(site)
    change(site, "01-001", record, {**ELIGIBLE, "EXCL01": "Y"})  # seen, chosen, with the reason
    assert conflicts(site) == ()
    assert verify_vault(site, places.root.read_text()).is_sound
    site.close()


def test_packages_made_before_the_restore_are_taken_in_whenever_they_come(places: Places) -> None:
    site = places.unlock()
    screen(site)
    lock(site)
    backup = back_up(places, places.folder / "second")
    site = places.unlock()
    screen(site, "ANNA")
    late = export(site, places.stick).path
    lock(site)
    shutil.rmtree(places.vault)
    site = restored(places, backup)
    assert receive(places, export(site, places.stick).path) == ["RECEIVED"]
    take(site, answer(places, "one"))
    assert site.office.readings.participant("01-002") is None
    assert receive(places, late) == ["RECEIVED"]
    assert take(site, answer(places, "two")).back > 0
    assert site.office.readings.participant("01-002") is not None
    assert verify_vault(site, places.root.read_text()).is_sound
    site.close()


def test_an_old_device_that_goes_on_raises_an_alarm_at_both_ends(story: Story) -> None:
    places = story.places
    elsewhere = places.folder / "elsewhere"
    new = restored(places, story.backup, vault=elsewhere)
    assert new.device == "A2"
    assert receive(places, export(new, places.stick).path) == ["RECEIVED"]
    take(new, answer(places, "one"))
    old = places.unlock()
    screen(old, "WANG")
    package = export(old, places.stick).path
    assert receive(places, package) == ["PKG_REPLACED"]
    before = vault_hash(places.desk)
    assert receive(places, package) == ["PKG_REPLACED"]
    assert vault_hash(places.desk) == before, "one alarm for one package"
    home = answer(places, "two")
    take(new, home)
    (alarm,) = new.office.entries_of("alarm.raised")
    assert (alarm.entry.body["device"], alarm.entry.body["by"]) == ("A", "A2")
    with pytest.raises(PackageError, match="PKG_KEY_NOT_OURS"):
        take(old, home)
    assert verify_vault(new, places.root.read_text()).is_sound
    old.close()
    new.close()


def test_an_old_device_that_had_gone_on_before_the_restore_was_heard_of_raises_it_too(story: Story) -> None:
    places = story.places
    new = restored(places, story.backup, vault=places.folder / "elsewhere")
    sent = export(new, places.stick).path
    old = places.unlock()
    screen(old, "WANG")
    assert receive(places, export(old, places.stick).path) == ["RECEIVED"]
    assert receive(places, sent) == ["RECEIVED"]
    take(new, answer(places, "one"))
    assert new.office.entries_of("alarm.raised")
    assert new.office.readings.participant("01-004") is not None
    old.close()
    new.close()


def test_two_restores_of_one_backup_are_two_devices_and_only_the_newer_goes_on(story: Story) -> None:
    places = story.places
    shutil.rmtree(places.vault)
    second = restored(places, story.backup)
    save(second, "01-001", "VS", {}, visit="FTDTPI-C1D1", is_complete=False)
    before = export(second, places.stick).path
    third = restored(places, story.backup, vault=places.folder / "elsewhere")
    assert (second.device, third.device) == ("A2", "A3")
    save(second, "01-001", "VS", {"SYSBP": "120"}, visit="FTDTPI-C1D8", is_complete=False)
    after = export(second, places.stick).path
    assert receive(places, export(third, places.stick).path, before) == ["RECEIVED", "RECEIVED"]
    assert receive(places, after) == ["PKG_REPLACED"]
    home = answer(places)
    take(third, home)
    assert third.office.readings.record("01-001/FTDTPI-C1D1/VS") is not None
    assert third.office.entries_of("alarm.raised")
    with pytest.raises(PackageError, match="PKG_KEY_NOT_OURS"):
        take(second, home)
    assert verify_vault(third, places.root.read_text()).is_sound
    second.close()
    third.close()


def test_a_vault_restored_twice_tells_of_everything_between(story: Story) -> None:
    places = story.places
    shutil.rmtree(places.vault)
    second = restored(places, story.backup)
    carry_out(second, ConfirmNumbers("01-003"))
    assert screen(second, "LIJG") == "01-004"
    lock(second)
    again = back_up(places, places.folder / "third")
    shutil.rmtree(places.vault)
    third = restored(places, again)
    assert third.device == "A3"
    assert receive(places, export(third, places.stick).path) == ["RECEIVED"]
    take(third, answer(places))
    assert third.office.readings.participant("01-002") is not None
    assert screen(third, "WANG") == "01-005"
    with places.at_desk() as desk:
        assert [one["devices"] for one in status(desk)["sites"]] == ["A, A2, A3"]
        assert desk.office.readings.participant("01-004") is not None
    assert verify_vault(third, places.root.read_text()).is_sound
    third.close()


def test_a_second_device_of_the_site_gets_what_the_first_one_sent(places: Places) -> None:
    with places.at_desk() as desk:
        issue(desk, places.folder / "B.kit", device="B")
    first = places.unlock()
    save(first, screen(first), "IE", {**ELIGIBLE, "INCL03_NOTE": "CT：纵隔淋巴结"})
    receive(places, export(first, places.stick).path)
    take(first, answer(places, "one"))
    second = begin(places, places.folder / "vault-b", places.folder / "B.kit")
    number = screen(second, "OYXF")
    receive(places, export(second, places.stick).path)
    home = answer(places, "two")
    brought = take(second, home)
    assert (brought.participants, brought.back) == (1, 0)
    take(first, home)
    assert first.office.readings.participant(number) is not None
    assert second.office.readings.participant("01-001") is not None
    assert asking.participant(second, "01-001").records[0].delivery == "received"
    screen(first, "ANNA")
    receive(places, export(first, places.stick).path)
    home = answer(places, "three")
    take(second, home)
    take(first, home)
    assert second.office.readings.participant("01-002") is not None
    for one in (first, second):
        assert verify_vault(one, places.root.read_text()).is_sound
        one.close()


def test_the_desk_cannot_write_in_a_restored_devices_name(site: Site, story: Story) -> None:
    """A package carries an entry of the chain at work that was not written here: somebody works as this device."""
    places = story.places
    assert receive(places, export(site, places.stick).path) == ["RECEIVED"]
    lock(site)
    twin = places.folder / "twin"
    shutil.copytree(places.vault, twin)
    site = places.unlock()
    save(site, "01-001", "VS", {}, visit="FTDTPI-C1D1", is_complete=False)
    second = export(site, places.stick).path
    lock(site)
    assert receive(places, second) == ["RECEIVED"]
    with places.at_desk() as desk:
        issue(desk, places.folder / "B.kit", device="B")
    other = begin(places, places.folder / "vault-b", places.folder / "B.kit")
    screen(other, "OYXF")
    receive(places, export(other, places.stick).path)
    other.close()
    home = answer(places)
    shutil.rmtree(places.vault)
    twin.rename(places.vault)
    site = places.unlock()
    with pytest.raises(PackageError, match="PKG_TWIN"):
        take(site, home)
    site.close()

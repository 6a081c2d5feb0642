"""Makes backups of a real site while people work, pulls the place away, and proves that what was made opens again."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from escc_desktop import failpoints
from escc_desktop.actions.attempts import read_attempts
from escc_desktop.actions.back_up import WORKROOM, begin, write
from escc_desktop.actions.backup_commands import ChooseBackupPlace, NoteBackup, NoteDrill
from escc_desktop.actions.backups import Moment, generations, is_due, place_of, safety
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.packing import unsent
from escc_desktop.actions.restore_drill import prepare_drill, prove
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, look_into
from escc_desktop.actions.views_of_backups import BackupPlace, WrittenBackup
from escc_desktop.errors import BackupError, Refused, WrongPassphrase
from escc_desktop.exchange.backup_file import FILES, open_backup, read_through
from escc_desktop.exchange.generations import KEPT, look
from tests.building import COORDINATOR, INVESTIGATOR, WORDS, Places, copy, entries, export, kinds, randomness, screen

T = TypeVar("T")


def through(steps: Generator[Any, None, T], between: Callable[[], object] = lambda: None) -> T:
    """Take every step, doing something after each, and return what came at the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
        between()


def place(places: Places) -> BackupPlace:
    return BackupPlace("KINGSTON", places.stick, True)


def back_up(site: Site, places: Places, between: Callable[[], object] = lambda: None) -> WrittenBackup:
    begun = through(begin(site, place(places), places.stick, look(places.stick)), between)
    written = through(write(begun))
    carry_out(site, NoteBackup(written))
    return written


def left_behind(places: Places) -> list[str]:
    """Return what an act left beside the vault and in the place that should not be there."""
    found = [WORKROOM] if (places.vault / WORKROOM).exists() else []
    return found + [path.name for path in places.stick.glob("*.part")]


def test_a_backup_is_an_entry_and_opens_again(open_site: Site, places: Places, tmp_path: Path) -> None:
    screen(open_site)
    before = entries(open_site)
    written = back_up(open_site, places)
    body = list(open_site.office.entries_of("backup.made"))[-1].entry.body
    assert (body["backup"], body["generation"], body["last"]) == ("SITE01-A-backup-000001.esccb", 1, before)
    assert (body["label"], body["is_off_machine"], body["sha256"]) == ("KINGSTON", True, written.sha256)
    assert str(places.folder) not in json.dumps(body)
    assert left_behind(places) == []
    restored = tmp_path / "restored"
    restored.mkdir()
    through(read_through(open_backup(places.stick / written.name), restored))
    assert sorted(path.name for path in restored.iterdir()) == sorted(FILES.values())
    with look_into(restored, COORDINATOR, WORDS[COORDINATOR], places.clock, randomness) as again:
        assert entries(again) == before
        assert again.office.readings.participant("01-001") is not None


def test_what_people_do_meanwhile_is_carried_along(open_site: Site, places: Places) -> None:
    with open_site.office.transaction():
        open_site.office.cabinet.files.put(os.urandom(3 << 20), "application/octet-stream")
    written = back_up(open_site, places, lambda: screen(open_site) if entries(open_site) < 12 else None)
    assert 9 < written.entries <= entries(open_site)
    assert written.verified == written.entries
    assert open_backup(places.stick / written.name).head.size == written.entries


def test_backups_are_no_reason_for_a_package_and_count_no_work(open_site: Site, places: Places) -> None:
    screen(open_site)
    assert safety(open_site).waiting > 0
    export(open_site, places.stick)
    back_up(open_site, places)
    assert safety(open_site).waiting == 0
    waiting = {one.entry.kind for one in unsent(open_site.office.cabinet, open_site.office.chain)}
    assert waiting == {"package.exported", "backup.made"}
    with pytest.raises(Refused, match="NOTHING_TO_SEND"):
        export(open_site, places.stick)


def test_twenty_generations_and_what_is_not_ours(open_site: Site, places: Places) -> None:
    strange = places.stick / "SITE09-Z-backup-000001.esccb"
    strange.write_bytes(b"something else")
    for _ in range(KEPT + 2):
        back_up(open_site, places)
    views = generations(open_site, look(places.stick))
    good = [one.generation for one in views if one.standing == "good"]
    assert good == list(range(KEPT + 2, 2, -1))
    assert [(one.name, one.code) for one in views if one.standing == "unreadable"] == [(strange.name, "BACKUP_MAGIC")]
    assert strange.read_bytes() == b"something else"


def test_a_vault_that_was_put_back_drives_no_longer_one_out(places: Places) -> None:
    old = {path.name: path.read_bytes() for path in places.vault.iterdir() if path.is_file()}
    site = places.unlock()
    screen(site)
    back_up(site, places)
    lock(site)
    for name, data in old.items():  # vault, slots and checkpoint of the day before, all in accord
        (places.vault / name).write_bytes(data)
    site = places.unlock()
    views = generations(site, look(places.stick))
    assert [one.standing for one in views] == ["longer"]
    written = back_up(site, places)
    assert written.generation == 2
    assert [one.standing for one in generations(site, look(places.stick))] == ["good", "longer"]
    lock(site)


def test_a_forked_chain_is_told_from_ours(places: Places) -> None:
    old = {path.name: path.read_bytes() for path in places.vault.iterdir() if path.is_file()}
    site = places.unlock()
    back_up(site, places)
    lock(site)
    for name, data in old.items():
        (places.vault / name).write_bytes(data)
    site = places.unlock()
    for _ in range(3):
        screen(site)
    assert [one.standing for one in generations(site, look(places.stick))] == ["other"]
    site.close()


def test_a_place_that_is_gone_leaves_nothing_and_blocks_nothing(open_site: Site, places: Places) -> None:
    begun = through(begin(open_site, place(places), places.stick, look(places.stick)))
    steps = write(begun)
    next(steps)
    places.stick.rename(places.folder / "pulled")
    with pytest.raises(BackupError, match="BACKUP_PLACE_GONE"):
        through(steps)
    assert left_behind(places) == []
    assert "backup.made" not in kinds(open_site)
    screen(open_site)


def test_a_place_without_room_is_left_as_it_was(
    open_site: Site, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(open_site, places)
    before = {path.name: path.read_bytes() for path in places.stick.iterdir()}
    begun = through(begin(open_site, place(places), places.stick, look(places.stick)))
    steps = write(begun)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupError, match="BACKUP_PLACE_FULL"):
        through(steps)
    assert {path.name: path.read_bytes() for path in places.stick.iterdir()} == before
    assert left_behind(places) == []


@pytest.mark.parametrize("steps", [0, 1, 2, 5])
def test_cancelled_at_any_step_nothing_is_left(open_site: Site, places: Places, steps: int) -> None:
    copying = begin(open_site, place(places), places.stick, ())
    for _ in range(min(steps + 1, 3)):
        next(copying)
    copying.close()
    assert left_behind(places) == []
    writing = write(through(begin(open_site, place(places), places.stick, ())))
    for _ in range(steps + 1):
        next(writing)
    writing.close()
    assert left_behind(places) == []
    assert list(places.stick.iterdir()) == []


FAILING = (
    "backup.copied",
    "backup.part_written",
    "backup.part_synced",
    "backup.read_back",
    "backup.reopened",
    "backup.renamed",
    "backup.in_place",
    "backup.older_removed",
    "backup.entered",
)


class Fault(Exception):
    """What breaks at a failpoint."""


@pytest.fixture(scope="module")
def backed_up(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A closed site with as many backups as are kept."""
    places = copy(built, tmp_path_factory.mktemp("backed up") / "site")
    site = places.unlock()
    for _ in range(KEPT):
        back_up(site, places)
    lock(site)
    return places


@pytest.mark.parametrize("name", FAILING)
def test_broken_at_any_step_the_place_holds_whole_backups_only(backed_up: Places, tmp_path: Path, name: str) -> None:
    places = copy(backed_up, tmp_path / "site")
    open_site = places.unlock()
    before = sorted(path.name for path in places.stick.iterdir())

    def act(reached: str) -> None:
        if reached == name:
            raise Fault

    with failpoints.armed(act), pytest.raises(Fault):
        back_up(open_site, places)
    assert left_behind(places) == []
    after = [path.name for path in places.stick.iterdir()]
    assert set(before[1:]) <= set(after)
    for one in look(places.stick):
        assert one.head is not None
        through(read_through(open_backup(places.stick / one.name)))
    again = back_up(open_site, places)
    assert again.name not in after
    assert len(list(places.stick.iterdir())) == KEPT
    open_site.close()


def test_a_vault_in_doubt_is_never_backed_up(places: Places) -> None:
    old = (places.vault / "vault.db").read_bytes()
    site = places.unlock()
    screen(site)
    site.close()
    (places.vault / "vault.db").write_bytes(old)
    site = places.unlock()
    assert site.doubt is not None
    with pytest.raises(Refused, match="READ_ONLY"):
        through(begin(site, place(places), places.stick, ()))
    with pytest.raises(Refused, match="READ_ONLY"):
        prepare_drill(site, place(places), places.stick, (), "words")
    site.close()


def test_the_place_is_remembered_in_the_vault(open_site: Site, places: Places) -> None:
    assert place_of(open_site) is None
    chosen = BackupPlace("U 盘 KINGSTON", places.stick, True, "KINGSTON/vfat/1", "backups")
    carry_out(open_site, ChooseBackupPlace(chosen))
    assert place_of(open_site) == chosen
    last = list(open_site.office.entries_of("backup.place_chosen"))[-1]
    assert last.entry.body == {"label": "U 盘 KINGSTON", "is_off_machine": True}
    with pytest.raises(Refused, match="BACKUP_LABEL"):
        carry_out(open_site, ChooseBackupPlace(BackupPlace(" ", places.stick, True)))


def due(site: Site) -> set[Moment]:
    moments: tuple[Moment, ...] = ("opened", "arrived", "parting")
    return {moment for moment in moments if is_due(safety(site), moment)}


def test_when_a_backup_is_due(open_site: Site, places: Places) -> None:
    assert due(open_site) == set()
    carry_out(open_site, ChooseBackupPlace(place(places)))
    assert due(open_site) == {"opened", "arrived", "parting"}
    back_up(open_site, places)
    assert due(open_site) == set()
    screen(open_site)
    assert due(open_site) == {"arrived"}
    places.clock.set_by(hours=5)
    assert due(open_site) == {"arrived", "parting"}
    places.clock.set_by(days=1)
    assert due(open_site) == {"opened", "arrived", "parting"}
    back_up(open_site, places)
    places.clock.set_by(days=-30)
    assert "opened" in due(open_site)


def test_what_today_says_of_backups(open_site: Site, places: Places) -> None:
    told = safety(open_site)
    assert (told.last, told.last_off_machine, told.last_drill) == (None, None, None)
    assert told.is_late
    here = BackupPlace("this disk", places.stick, False)
    written = through(write(through(begin(open_site, here, places.stick, ()))))
    carry_out(open_site, NoteBackup(written, is_automatic=True))
    assert list(open_site.office.entries_of("backup.made"))[-1].entry.actor.role == "device"
    told = safety(open_site)
    assert told.last is not None
    assert told.last_off_machine is None
    back_up(open_site, places)
    told = safety(open_site)
    assert told.last_off_machine is not None
    assert not told.is_late
    places.clock.set_by(days=8)
    told = safety(open_site)
    assert told.is_late
    assert told.last_off_machine is not None
    assert told.now - told.last_off_machine.at > timedelta(days=8)


def test_a_drill_proves_the_newest_backup(open_site: Site, places: Places) -> None:
    with pytest.raises(Refused, match="NO_BACKUP"):
        prepare_drill(open_site, place(places), places.stick, look(places.stick), WORDS[COORDINATOR])
    back_up(open_site, places)
    second = back_up(open_site, places)
    wrong = prepare_drill(open_site, place(places), places.stick, look(places.stick), WORDS[INVESTIGATOR])
    with pytest.raises(WrongPassphrase):
        through(prove(wrong))
    counted = read_attempts(places.vault)
    assert counted is not None
    assert [one.times for one in counted.wrong] == [1]  # an open session is no place to try a passphrase without end
    drill = prepare_drill(open_site, place(places), places.stick, look(places.stick), WORDS[COORDINATOR])
    proved = through(prove(drill))
    carry_out(open_site, NoteDrill(proved))
    body = list(open_site.office.entries_of("backup.proved"))[-1].entry.body
    assert (body["backup"], body["last"], body["entries"]) == (second.name, second.entries, second.verified)
    assert (body["sha256"], body["head"]) == (second.sha256, second.head)
    assert left_behind(places) == []
    told = safety(open_site)
    assert told.last_drill is not None
    assert told.last_drill.generation == 2


def test_a_drill_on_a_changed_backup_is_not_passed(open_site: Site, places: Places) -> None:
    written = back_up(open_site, places)
    path = places.stick / written.name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    drill = prepare_drill(open_site, place(places), places.stick, look(places.stick), WORDS[COORDINATOR])
    with pytest.raises(BackupError, match="BACKUP_HASH"):
        through(prove(drill))
    assert left_behind(places) == []
    path.unlink()
    with pytest.raises(BackupError, match="BACKUP_PLACE_GONE"):
        through(prove(drill))

"""Chooses a place for backups, makes some, pulls the stick, runs a drill, and reads on Today how old all that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.back_up import WORKROOM
from escc_desktop.actions.backups import safety
from escc_desktop.exchange.generations import look
from escc_desktop.gui.pages.data_safety_page import DataSafetyPage
from escc_desktop.gui.safekeeping import Safekeeping
from escc_desktop.trust.entry import SignedEntry
from tests.building import COORDINATOR, INVESTIGATOR, WORDS, screen
from tests.journeys.seat import Seat, words_in


@pytest.fixture
def page(seat: Seat) -> DataSafetyPage:
    """The page of data safety at the coordinator's window."""
    page = seat.go("data_safety")
    assert isinstance(page, DataSafetyPage)
    return page


def keeping(seat: Seat) -> Safekeeping:
    found = seat.workplace.safekeeping
    assert found is not None
    return found


def choose_place(seat: Seat, folder: Path, button: str = "backup_empty_act") -> None:
    """Choose a folder as a person does, and take what the dialog proposes."""
    hand = seat.hand
    hand.click(button)
    hand.choose_file("file_dialog", folder)
    hand.find("place_dialog", QWidget)
    hand.click("place_use")
    hand.until(lambda: keeping(seat).view is not None and keeping(seat).view.place is not None)  # type: ignore[union-attr]


def made(seat: Seat) -> list[str]:
    """Return the backups on the stick by name, oldest first."""
    return sorted(path.name for path in seat.places.stick.glob("*.esccb"))


def rested(seat: Seat, count: int) -> None:
    """Wait until there are ``count`` backups and nothing is under way."""
    seat.hand.until(lambda: not keeping(seat).doing and len(made(seat)) == count and len(keeping(seat).there) == count)
    seat.rest()


def foot(seat: Seat) -> str:
    """Return what the foot of the rail says."""
    return " ".join(words for _, words in words_in(seat.window.rail))


def today(seat: Seat) -> str:
    return " ".join(words for _, words in words_in(seat.go("today")))


def test_a_place_a_backup_and_its_generations(seat: Seat, page: DataSafetyPage) -> None:
    hand = seat.hand
    assert "No backup yet" in foot(seat)
    assert "No second place was chosen yet" in hand.text_of("backup_empty")
    assert not page.backup_button.isEnabled()
    choose_place(seat, seat.places.stick)
    rested(seat, 1)  # the first one is made by itself
    assert page.shown.name.text() == "SITE01-A-backup-000001.esccb"
    hand.click("backup_now")
    rested(seat, 2)
    told = words_in(page.table)
    assert ("backup_table", "SITE01-A-backup-000002.esccb") in told
    assert sum(words == "Good" for _, words in told) >= 2
    assert "Backup today" in foot(seat)
    entries = [one.entry.kind for one in look_at_journal(seat)]
    assert entries.count("backup.made") == 2
    assert entries.count("backup.place_chosen") == 1


def look_at_journal(seat: Seat) -> tuple[SignedEntry, ...]:
    found: list[tuple[SignedEntry, ...]] = []
    seat.workplace.ask(lambda site: tuple(site.office.journal.entries(site.office.chain)), found.append, seat.desktop)
    seat.hand.until(lambda: bool(found))
    return found[0]


def test_a_place_on_this_computer_is_no_backup_off_it(seat: Seat, page: DataSafetyPage) -> None:
    hand = seat.hand
    here = seat.places.folder / "backups"
    here.mkdir()
    hand.click("backup_empty_act")
    hand.choose_file("file_dialog", here)
    hand.find("place_dialog", QWidget)
    assert not hand.is_on("place_off_machine")
    hand.write("place_label", "D 盘备份")
    hand.tap(hand.find("place_label", QWidget), Qt.Key.Key_Return)
    hand.until(lambda: bool(list(here.glob("*.esccb"))) and not keeping(seat).doing)
    seat.rest()
    assert "No backup yet" in foot(seat)
    assert "D 盘备份" in words_of(page)


def words_of(part: QWidget) -> str:
    return " ".join(words for _, words in words_in(part))


def test_a_folder_of_the_vault_is_refused_in_place(seat: Seat, page: DataSafetyPage) -> None:
    hand = seat.hand
    hand.click("backup_empty_act")
    hand.choose_file("file_dialog", seat.places.vault)
    hand.click("place_use")
    hand.until(lambda: "part of the vault itself" in hand.text_of("place_dialog"))
    hand.click("place_cancel")
    assert keeping(seat).view is not None
    assert keeping(seat).view.place is None  # type: ignore[union-attr]


def test_a_drill_opens_the_newest_backup_with_the_persons_words(seat: Seat, page: DataSafetyPage) -> None:
    hand = seat.hand
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    hand.click("backup_drill")
    hand.write("drill_passphrase", WORDS[INVESTIGATOR])
    hand.tap(hand.find("drill_passphrase", QWidget), Qt.Key.Key_Return)
    hand.until(lambda: "is another one" in hand.text_of("drill_dialog"))
    hand.write("drill_passphrase", WORDS[COORDINATOR])
    hand.click("drill_begin")
    hand.until(lambda: hand.seen("drill_dialog") is None and keeping(seat).done is not None)
    seat.rest()
    assert "can be restored" in hand.text_of("backup_panel")
    assert not (seat.places.vault / WORKROOM).exists()
    assert "Restore drill today" in today(seat).replace("  ", " ")


def test_today_after_eight_days(seat: Seat, page: DataSafetyPage) -> None:
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    seat.places.stick.rename(seat.places.folder / "taken home")
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.places.clock.set_by(days=8)
    seat.sit_down()
    told = today(seat)
    assert "Backup off this computer 8 days ago" in told
    assert "Restore drill not yet" in told
    seat.hand.until(lambda: "Backup 8 days ago" in foot(seat))
    seat.hand.click("today_data_safety")
    seat.hand.until(lambda: seat.window.current_name() == "data_safety")


def test_the_stick_that_comes_in_is_backed_up_to(seat: Seat, page: DataSafetyPage) -> None:
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    pulled = seat.places.folder / "pulled"
    seat.places.stick.rename(pulled)
    keeping(seat).look()
    seat.hand.until(lambda: keeping(seat).folder is None)
    assert "is not here" in seat.hand.text_of("backup_empty")
    seat.workplace.ask(lambda site: screen(site), lambda _: None, seat.desktop)
    seat.rest()
    pulled.rename(seat.places.stick)
    keeping(seat).look()
    rested(seat, 2)
    head = look(seat.places.stick)[-1].head
    assert head is not None
    assert head.generation == 2


def test_the_stick_is_known_again_under_another_letter(seat: Seat, page: DataSafetyPage) -> None:
    (seat.places.stick / "volume").write_text("kingston", "utf-8")
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    other = seat.places.folder / "other"
    seat.places.stick.rename(other)
    seat.places.stick.mkdir()  # another stick has the letter now: it is another place
    keeping(seat).look()
    seat.hand.until(lambda: keeping(seat).folder == other)
    seat.hand.click("backup_now")
    seat.hand.until(lambda: len(list(other.glob("*.esccb"))) == 2 and not keeping(seat).doing)
    assert list(seat.places.stick.iterdir()) == []


def test_a_stick_pulled_half_way_is_told_and_blocks_nothing(seat: Seat, page: DataSafetyPage) -> None:
    hand = seat.hand
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    seat.workplace.ask(lambda site: swell(site), lambda _: None, seat.desktop)
    seat.rest()
    pulled = seat.places.folder / "pulled"
    with once_writing(seat, lambda: seat.places.stick.rename(pulled)):
        hand.click("backup_now")
        hand.until(lambda: "was not made" in hand.text_of("backup_problem"))
    seat.rest()
    assert "no longer there" in hand.text_of("backup_problem")
    assert not (seat.places.vault / WORKROOM).exists()
    pulled.rename(seat.places.stick)
    before = made(seat)  # one more where the stick went between the name and its forcing: it is whole
    assert before[0] == "SITE01-A-backup-000001.esccb"
    hand.click("backup_problem_close")
    keeping(seat).look()
    hand.until(lambda: keeping(seat).folder is not None)
    hand.click("backup_now")
    rested(seat, len(before) + 1)
    assert list(seat.places.stick.glob("*.part")) == []


def swell(site: object) -> None:
    """Keep some megabytes in the vault, so that a backup takes several steps."""
    office = site.office  # type: ignore[attr-defined]
    with office.transaction():
        office.cabinet.files.put(bytes(24 << 20), "application/octet-stream")


@contextmanager
def once_writing(seat: Seat, act: Callable[[], object]) -> Iterator[None]:
    """Do something once, when the first bytes of a backup were written to the stick."""
    begun: list[bool] = []

    def stepped(step: object) -> None:
        if step.stage == "write" and not begun:  # type: ignore[attr-defined]
            begun.append(True)
            act()

    keeping(seat).progressed.connect(stepped)
    yield
    keeping(seat).progressed.disconnect(stepped)
    assert begun


def test_cancelled_half_way_nothing_is_left(seat: Seat, page: DataSafetyPage) -> None:
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    seat.workplace.ask(lambda site: swell(site), lambda _: None, seat.desktop)
    seat.rest()
    with once_writing(seat, lambda: seat.hand.click("backup_cancel")):
        seat.hand.click("backup_now")
        seat.hand.until(lambda: not keeping(seat).doing)
    seat.rest()
    seat.hand.until(lambda: not (seat.places.vault / WORKROOM).exists())
    assert made(seat) == ["SITE01-A-backup-000001.esccb"]
    assert list(seat.places.stick.glob("*.part")) == []
    seat.hand.click("backup_now")
    rested(seat, 2)


def test_a_backup_is_made_at_locking_when_one_is_due(seat: Seat, page: DataSafetyPage) -> None:
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    seat.workplace.ask(lambda site: screen(site), lambda _: None, seat.desktop)
    seat.rest()
    seat.places.clock.set_by(hours=5)
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    assert made(seat) == ["SITE01-A-backup-000001.esccb", "SITE01-A-backup-000002.esccb"]
    site = seat.places.unlock()
    kinds = [one.entry.kind for one in site.office.journal.entries(site.office.chain)]
    assert kinds[-3:] == ["backup.made", "session.closed", "session.opened"]
    assert safety(site).waiting == 0
    site.close()


def test_a_backup_is_made_at_unlocking_when_the_last_is_old(seat: Seat, page: DataSafetyPage) -> None:
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.places.clock.set_by(days=2)
    seat.sit_down()
    rested(seat, 2)


def test_a_backup_that_was_due_and_failed_is_told_above_every_page(seat: Seat, page: DataSafetyPage) -> None:
    choose_place(seat, seat.places.stick)
    rested(seat, 1)
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.places.clock.set_by(days=2)
    (seat.places.vault / WORKROOM).write_bytes(b"a file where the copies are made")
    seat.sit_down()
    seat.hand.until(lambda: "backup" in seat.window.notices.names)
    (seat.places.vault / WORKROOM).unlink()
    seat.hand.click("notice_backup_open")
    seat.hand.until(lambda: seat.window.current_name() == "data_safety")
    assert "BACKUP_HERE_FAILED" in seat.hand.text_of("backup_problem")
    seat.hand.click("backup_now")
    rested(seat, 2)
    assert "backup" not in seat.window.notices.names

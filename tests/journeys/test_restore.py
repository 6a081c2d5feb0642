"""Loses a vault and gets it back in the real window, with six clicks at most; the desk brings what came after."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.study_root import code_of_root
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.store.verification import verify
from tests.backing_up import back_up
from tests.building import ADMINISTRATOR, COORDINATOR, WORDS, export, screen
from tests.journeys.seat import Seat


def words_of(seat: Seat, name: str) -> str:
    label = seat.hand.find(name, QLabel)
    return label.text()


def desk(seat: Seat, package: Path) -> Path:
    """Receive a package at the desk and return its answer."""
    with seat.places.at_desk() as at:
        assert [one.code for one in receive_packages(at, [package])] == ["RECEIVED"]
        return reply(at, "01", seat.places.folder / "answer")


def compare_root(seat: Seat) -> None:
    """See that the code of the genuine root is shown, and go on: one click."""
    code = code_of_root(seat.places.root.read_text(encoding="ascii"))
    seat.hand.until(lambda: seat.hand.seen("restore_root") is not None)
    assert words_of(seat, "restore_root") == code
    seat.hand.click("restore_begin")


def test_a_lost_vault_is_restored_in_six_clicks_and_the_desk_brings_the_rest(locked: Seat) -> None:
    seat, hand, places = locked, locked.hand, locked.places
    backup = back_up(places, places.folder / "second")
    site = places.unlock()
    lost = screen(site, "WANG")
    (places.folder / "away").mkdir()
    package = export(site, places.folder / "away").path
    with places.at_desk() as at:
        sent = sorted(places.stick.glob("*.escc"))
        assert {one.code for one in receive_packages(at, [*sent, package])} == {"RECEIVED"}
    last = asking.packages(site).ours[0].last
    site.close()
    shutil.rmtree(places.vault)
    seat.desktop.begin()
    seat.window.preferences.remember_backups(backup.parent)
    clicks = 0
    hand.click("first_run_restore")
    clicks += 1
    page = hand.find("restore_page", QWidget)
    hand.until(lambda: page.offer() is not None)  # type: ignore[attr-defined]
    hand.write("restore_printed", f"01-A:{last} 0123456789abcdef")
    hand.choose("restore_person", ADMINISTRATOR)
    clicks += 1
    hand.write("restore_passphrase", WORDS[ADMINISTRATOR])
    hand.until(lambda: "01-A" in words_of(seat, "restore_missing"))
    hand.click("restore_begin")
    clicks += 1
    compare_root(seat)
    clicks += 1
    hand.find("restore_done", QLabel)
    told = words_of(seat, "restore_done")
    assert "A2" in told
    assert str(last) in told
    hand.click("restore_go_on")
    clicks += 1
    assert clicks <= 6
    hand.find("today_page", QWidget)
    seat.rest()
    assert "restored" in seat.window.notices.names
    hand.click("restored_numbers")
    hand.click("numbers_cancel")
    seat.router.open_menu_page("people")
    seat.rest()
    packages = seat.go("packages")
    packages.export_to(places.folder / "away")  # type: ignore[attr-defined]
    hand.until(lambda: (places.folder / "away" / "SITE01-A2-000001.escc").exists())
    seat.rest()
    answer = desk(seat, places.folder / "away" / "SITE01-A2-000001.escc")
    packages.import_from(answer)  # type: ignore[attr-defined]
    hand.until(lambda: "restored" not in seat.window.notices.names)
    seat.rest()
    seat.desktop.lock()
    seat.rest()
    site = places.unlock(COORDINATOR)
    assert site.office.readings.participant(lost) is not None
    assert screen(site, "LIJG") > lost
    assert verify_vault(site, places.root.read_text()).code == "VERIFIED_VAULT_RESTORED"
    site.close()
    with places.at_desk() as at:
        verify(at.office.cabinet, root=at.root)


def test_somebody_else_is_told_who_can_restore(locked: Seat) -> None:
    seat, hand, places = locked, locked.hand, locked.places
    backup = back_up(places, places.folder / "second")
    seat.window.preferences.remember_backups(backup.parent)
    hand.click("unlock_restore")
    page = hand.find("restore_page", QWidget)
    hand.until(lambda: page.offer() is not None)  # type: ignore[attr-defined]
    hand.choose("restore_person", COORDINATOR)
    hand.write("restore_passphrase", WORDS[COORDINATOR])
    hand.click("restore_begin")
    hand.until(lambda: ADMINISTRATOR in words_of(seat, "restore_problem"))
    hand.click("restore_look")
    hand.find("today_page", QWidget)
    seat.rest()
    assert "read_only" in seat.window.notices.names
    assert seat.window.rail.isVisible()
    seat.desktop.lock()
    hand.find("unlock_page", QWidget)
    seat.rest()
    hand.click("unlock_restore")
    hand.click("restore_back")
    hand.find("unlock_page", QWidget)
    assert not (places.folder / "vault.looking").exists()


def test_a_vault_that_was_put_back_offers_the_restore(locked: Seat) -> None:
    seat, hand, places = locked, locked.hand, locked.places
    backup = back_up(places, places.folder / "second")
    older = places.folder / "older.db"
    shutil.copy(places.vault / "vault.db", older)
    site = places.unlock()
    screen(site, "WANG")
    lock(site)
    shutil.copy(older, places.vault / "vault.db")
    seat.window.preferences.remember_backups(backup.parent)
    seat.sit_down()
    hand.click("read_only_restore")
    page = hand.find("restore_page", QWidget)
    hand.until(lambda: page.offer() is not None)  # type: ignore[attr-defined]
    hand.until(lambda: "01-A" in words_of(seat, "restore_missing"))
    hand.choose("restore_person", ADMINISTRATOR)
    hand.write("restore_passphrase", WORDS[ADMINISTRATOR])
    hand.click("restore_begin")
    hand.click("restore_go_on")
    hand.find("today_page", QWidget)
    seat.rest()
    assert "restored" in seat.window.notices.names
    assert "read_only" not in seat.window.notices.names

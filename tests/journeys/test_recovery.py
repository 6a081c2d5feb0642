"""Forgets a passphrase at the real window: request, the desk's typed answer, grant, with a restart in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions.unlock import look_into
from escc_desktop.actions.verify import verify_vault
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.handbook_view import HandbookView
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.window import MainWindow
from escc_desktop.launch import central
from tests.building import COORDINATOR, DESK_PERSON, WORDS, randomness
from tests.journeys.hand import Hand
from tests.journeys.seat import IDS, Seat, words_in
from tests.recovering import NEW_WORDS, SECOND, SECOND_WORDS, ready
from tests.typing_in import typed


def forget(seat: Seat) -> None:
    """Say at the locked window that the coordinator forgot the passphrase."""
    hand = seat.hand
    hand.find("unlock_page", QWidget)
    hand.until(lambda: len(seat.desktop.unlock_page.people) == len(IDS))
    hand.choose("unlock_person", IDS[COORDINATOR])
    hand.click("unlock_forgotten")
    hand.find("recovery_page", QWidget)


def write_request(seat: Seat) -> str:
    """Write the request to the stick; return the code that the window shows."""
    hand = seat.hand
    hand.write("recovery_passphrase", NEW_WORDS)
    hand.write("recovery_repeated", NEW_WORDS)
    hand.click("recovery_choose_folder")
    hand.choose_file("file_dialog", seat.places.stick)
    hand.click("recovery_write")
    return hand.find("recovery_code", QLabel).text()


def started_again(seat: Seat, qtbot: QtBot) -> Seat:
    """Close the program and start it anew on the same vault."""
    seat.desktop.stop()
    window = MainWindow(Preferences(seat.places.folder / "preferences.ini"))
    qtbot.addWidget(window)
    seat.application.tell_in(window, window.show_dialog)
    desktop = Desktop(seat.application, window, seat.places.vault, None, seat.places.clock, randomness)
    window.show()
    window.activateWindow()
    return Seat(seat.application, desktop, Hand(qtbot, window), seat.places)


def answer(seat: Seat, code: str, capsys: pytest.CaptureFixture[str]) -> Path:
    """Type the desk's command, both key holders there, with the code as it was read out."""
    places = seat.places
    first, second = places.folder / "first.txt", places.folder / "second.txt"
    first.write_text(WORDS[DESK_PERSON], encoding="utf-8")
    second.write_text(SECOND_WORDS, encoding="utf-8")
    (request,) = places.stick.glob("*-recovery-request.escc")
    grant = places.stick / "grant.escc"
    by = ("--person", DESK_PERSON, "--passphrase-file", first)
    with_ = ("--second-person", SECOND, "--second-passphrase-file", second)
    asked = ("recover", request, "--desk", places.desk, *by, *with_, "--request-code", code, "--out", grant)
    assert typed(central, capsys, *asked).code == 0
    return grant


def test_the_recovery_page_begins_in_its_first_field_and_f1_opens_its_topic(locked: Seat) -> None:
    forget(locked)
    locked.hand.until(lambda: locked.hand.find("recovery_person", QWidget).hasFocus())
    locked.hand.tap(locked.hand.find("recovery_person", QWidget), Qt.Key.Key_F1)
    view = locked.hand.find("handbook", HandbookView)
    assert view.topic() == "recovery"


def test_a_forgotten_passphrase_from_request_to_work(
    locked: Seat, qtbot: QtBot, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    ready(locked.places)
    forget(locked)
    code = write_request(locked)
    assert len(code) == len("K7F2-M9QX-4WDR")
    assert not any("01-00" in words for _, words in words_in(locked.window))
    again = started_again(locked, qtbot)
    forget(again)
    assert again.hand.find("recovery_code", QLabel).text() == code
    grant = answer(again, code, capsys)
    again.hand.click("recovery_have_grant")
    again.hand.click("recovery_choose_grant")
    again.hand.choose_file("file_dialog", grant)
    again.hand.write("recovery_words", "not what was chosen")
    again.hand.click("recovery_take")
    again.hand.until(lambda: "passphrase" in again.hand.text_of("recovery_page"))
    again.hand.until(lambda: again.desktop.window.findChild(QLabel, "recovery_problem").text() != "")  # type: ignore[union-attr]
    again.hand.write("recovery_words", NEW_WORDS)
    again.hand.click("recovery_take")
    again.hand.find("today_page", QWidget)
    again.rest()
    assert again.workplace.person.name == COORDINATOR
    again.desktop.lock()
    again.unlock(words=NEW_WORDS)
    again.hand.find("today_page", QWidget)
    again.rest()
    again.desktop.stop()
    with look_into(again.places.vault, COORDINATOR, NEW_WORDS, again.places.clock, randomness) as site:
        assert verify_vault(site, again.places.root.read_text(encoding="ascii")).is_sound
        assert len(site.office.entries_of("person.recovered")) == 1


def test_the_way_is_told_in_both_languages_and_leads_back(locked: Seat) -> None:
    forget(locked)
    hand = locked.hand
    hand.click("recovery_write")
    hand.until(lambda: "Choose a folder or stick." in hand.text_of("recovery_page"))
    hand.click("recovery_language")
    hand.until(lambda: "忘记密码" in hand.text_of("recovery_page"))
    tongue().speak("en")
    hand.click("recovery_leave")
    hand.find("unlock_page", QWidget)
    locked.rest()

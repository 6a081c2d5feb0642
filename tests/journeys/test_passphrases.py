"""Chooses, changes and mistypes passphrases at the window, across a restart, and reads the journal afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.new_person import NewPerson
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.widgets.strength import StrengthLine
from escc_desktop.gui.window import MainWindow
from tests.building import ADMINISTRATOR, COORDINATOR, WORDS, randomness
from tests.journeys.hand import Hand
from tests.journeys.seat import Seat, words_in

NEW = "nine grey mountains sing"
WRONG = "not the words 12345"
ENOUGH = {"en": "Very strong", "zh": "非常强"}
WEAK = {"en": "asy to guess", "zh": "易猜到"}  # how easy depends on how many names are known here
ADVICE = {"en": "Use four words", "zh": "四个互不相干的词"}
TOO_EASY = {"en": "Too easy to guess", "zh": "太容易被猜到"}


def line(seat: Seat, name: str) -> str:
    """Return what the line under a passphrase says."""
    found = seat.hand.find(name, StrengthLine)
    return found.words()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_weak_passphrase_is_refused_with_advice_while_it_is_typed(locked: Seat, language: str) -> None:
    seat, hand = locked, locked.hand
    seat.sit_down(ADMINISTRATOR)
    seat.go("people")
    tongue().speak("zh" if language == "zh" else "en")
    hand.write("person_name", "赵强")
    hand.choose("person_role", "coordinator")
    hand.write("person_passphrase", "zhaoqiang2026")
    hand.write("person_repeated", "zhaoqiang2026")
    hand.until(lambda: WEAK[language] in line(seat, "person_strength"))
    assert ADVICE[language] in line(seat, "person_strength")
    hand.click("person_add")
    form = hand.page(NewPerson)
    assert TOO_EASY[language] in form.chosen.passphrase_field.problem()
    seat.rest()
    assert len(seat.places_people()) == 3
    hand.write("person_passphrase", NEW)
    hand.write("person_repeated", NEW)
    hand.until(lambda: ENOUGH[language] in line(seat, "person_strength"))
    hand.click("person_add")
    hand.until(lambda: len(seat.places_people()) == 4)
    seat.rest()


def test_a_weak_one_is_refused_also_before_its_line_has_answered(locked: Seat) -> None:
    seat, hand = locked, locked.hand
    seat.sit_down(ADMINISTRATOR)
    seat.go("people")
    hand.write("person_name", "赵强")
    hand.choose("person_role", "coordinator")
    hand.write("person_passphrase", "zhaoqiang2026")
    hand.write("person_repeated", "zhaoqiang2026")
    hand.press("person_repeated", Qt.Key.Key_Return)
    hand.until(lambda: any("too easy to guess" in words for _, words in words_in(seat.window)))
    assert len(seat.places_people()) == 3


def test_a_person_changes_their_passphrase_from_the_menu(seat: Seat) -> None:
    hand = seat.hand
    seat.window.action("passphrase").trigger()
    hand.find("passphrase_dialog", QWidget)
    hand.write("change_old", WRONG)
    hand.write("change_passphrase", NEW)
    hand.write("change_repeated", NEW + "s")
    hand.click("change_confirm")
    hand.until(lambda: "differ" in hand.text_of("passphrase_dialog"))
    hand.write("change_repeated", NEW)
    hand.click("change_confirm")
    hand.until(lambda: "another one" in hand.text_of("passphrase_dialog"))
    hand.write("change_old", WORDS[COORDINATOR])
    hand.press("change_repeated", Qt.Key.Key_Return)
    hand.find("change_done", QWidget)
    assert hand.find("change_confirm", QPushButton).text() == "Close"
    hand.click("change_confirm")
    hand.until(lambda: hand.seen("passphrase_dialog") is None)
    hand.shortcut(Qt.Key.Key_L)
    seat.unlock(COORDINATOR)
    hand.until(lambda: "another one" in seat.desktop.unlock_page.passphrase_field.problem())
    seat.unlock(COORDINATOR, NEW)
    hand.find("today_page", QWidget)
    seat.rest()
    told = journal_words(seat)
    assert any(f"Passphrase changed by {COORDINATOR}" in words for words in told)


def journal_words(seat: Seat) -> list[str]:
    """Return what stands on the journal's page."""
    return [words for _, words in words_in(seat.go("journal"))]


@contextmanager
def restarted(seat: Seat, qtbot: QtBot) -> Iterator[Seat]:
    """Stop the program and start it again on the same folder."""
    seat.desktop.stop()
    seat.window.close()
    window = MainWindow(Preferences(seat.places.folder / "preferences.ini"))
    qtbot.addWidget(window)
    application: Application = seat.application
    application.tell_in(window, window.show_dialog)
    desktop = Desktop(application, window, seat.places.vault, None, seat.places.clock, randomness)
    window.show()
    again = Seat(application, desktop, Hand(qtbot, window), seat.places)
    again.hand.come_forward()
    try:
        yield again
    finally:
        desktop.stop()


def test_wrong_passphrases_slow_down_across_a_restart_and_stand_in_the_journal(locked: Seat, qtbot: QtBot) -> None:
    def problem(seat: Seat) -> str:
        return seat.desktop.unlock_page.passphrase_field.problem()

    def mistype(seat: Seat) -> None:
        seat.unlock(COORDINATOR, WRONG)
        seat.rest()
        seat.hand.until(lambda: bool(problem(seat)))

    for _ in range(3):
        mistype(locked)
        assert "another one" in problem(locked)
    with restarted(locked, qtbot) as seat:
        seat.unlock(COORDINATOR)
        seat.hand.until(lambda: "Try again at" in problem(seat))
        assert "3 wrong passphrases in a row" in problem(seat)
        seat.places.clock.set_by(seconds=15)
        seat.sit_down(COORDINATOR)
        told = journal_words(seat)
        assert any(f"Wrong passphrases for {COORDINATOR}: 3" in words for words in told)

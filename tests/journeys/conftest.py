"""What the journeys share: a furnished site, built once and copied for each, and a person at its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.language import tongue
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.theme import theme
from escc_desktop.gui.window import MainWindow
from tests.building import Places, copy, randomness
from tests.journeys.furnishing import furnish
from tests.journeys.hand import Hand
from tests.journeys.seat import Seat


@pytest.fixture(scope="session")
def furnished(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The built site with three participants and a serious event, closed; nobody works on it."""
    places = copy(built, tmp_path_factory.mktemp("furnished") / "site")
    furnish(places)
    return places


@pytest.fixture
def locked(furnished: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """A person before the locked window of a copy of the furnished site, in English and light."""
    places = copy(furnished, tmp_path / "site")
    application = Application(qapp, places.folder / "reports", places.clock)
    application.dress("en", "light")
    window = MainWindow(Preferences(places.folder / "preferences.ini"))
    qtbot.addWidget(window)
    application.tell_in(window, window.show_dialog)
    desktop = Desktop(application, window, places.vault, None, places.clock, randomness)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Seat(application, desktop, Hand(qtbot, window), places)
    desktop.stop()
    tongue().speak("en")
    theme().set_mode("light")


@pytest.fixture
def seat(locked: Seat) -> Seat:
    """The coordinator at work at the window of the furnished site."""
    locked.sit_down()
    return locked

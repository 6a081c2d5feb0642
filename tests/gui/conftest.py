"""What the tests of the window share: the dressed application and a window with the sheets of parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from escc_desktop.gui.application import Application
from escc_desktop.gui.gallery import PartsSheet, StatesSheet
from escc_desktop.gui.language import tongue
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.theme import load_later_fonts, theme
from escc_desktop.gui.window import MainWindow

NOW = datetime(2026, 3, 19, 9, 40, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def dressed(qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    """The application in English and light, and so again afterwards."""
    application = Application(qapp, tmp_path / "reports", lambda: NOW)
    application.dress("en", "light")
    load_later_fonts()
    yield application
    tongue().speak("en")
    theme().set_mode("light")


@pytest.fixture
def window(dressed: Application, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window with two pages, shown."""
    made = MainWindow(Preferences(tmp_path / "preferences.ini"))
    qtbot.addWidget(made)
    made.add_page("today", StatesSheet())
    made.add_page("participants", PartsSheet())
    made.go_to("today")
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made

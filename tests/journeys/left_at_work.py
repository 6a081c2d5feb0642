"""Works at the window of a copied site in a process of its own until somebody kills it; a test waits for its lines.

``python -m tests.journeys.left_at_work FOLDER``: unlocks as the coordinator, opens a visit form, types, and says
``kept`` once the vault holds what was typed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QElapsedTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop import failpoints
from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.window import MainWindow
from tests.building import Places, randomness
from tests.journeys.furnishing import BOOKED, ENROLLED
from tests.journeys.hand import PATIENCE, Hand
from tests.journeys.seat import Seat

TYPED = {"SYSBP": "141", "DIABP": "9", "TEMP": "36."}


class Patience:
    """Waits as the tests' bot does."""

    def waitUntil(self, holds: Callable[[], bool], timeout: int = PATIENCE) -> None:  # noqa: N802, the bot's own name
        """Let the window work until something is so."""
        watch = QElapsedTimer()
        watch.start()
        while not holds():
            if watch.elapsed() > timeout:
                raise TimeoutError
            QTest.qWait(10)


def main(folder: Path) -> int:
    """Work until killed."""
    qt = QApplication([])
    places = Places(folder)
    application = Application(qt, folder / "reports", places.clock)
    application.dress("en", "light")
    window = MainWindow(Preferences(folder / "preferences.ini"))
    desktop = Desktop(application, window, places.vault, None, places.clock, randomness)
    window.show()
    window.activateWindow()
    seat = Seat(application, desktop, Hand(cast("QtBot", Patience()), window), places)
    work(seat)
    return qt.exec()


def work(seat: Seat) -> None:
    """Type what the test looks for, and say so."""
    seat.sit_down()
    seat.router.open_form(ENROLLED, "VS", BOOKED)
    seat.hand.find("form_page", QWidget)
    seat.rest()
    reached: list[str] = []
    with failpoints.armed(reached.append):
        for item, value in TYPED.items():
            seat.hand.write(f"item_{item}", value)
        seat.hand.until(lambda: "draft.kept" in reached)
    print("kept", flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

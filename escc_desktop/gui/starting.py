"""Starts the window from its arguments, or brings the one that is open on the same vault to the front."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from escc_desktop import console
from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Clock, Desktop, Randomness
from escc_desktop.gui.doorbell import Doorbell, bring_forward
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.window import MainWindow


def run(given: Sequence[str], clock: Clock, randomness: Randomness) -> int:
    """Open the window on ``--vault DIR``, or its first run on ``--kit FILE``; returns the exit code."""
    parser = argparse.ArgumentParser(prog="escc-desktop")
    parser.add_argument("--vault", metavar="DIR")
    parser.add_argument("--kit", metavar="FILE")
    parser.add_argument("--demonstration", metavar="DIR", help=argparse.SUPPRESS)
    parser.add_argument("--language", choices=("zh", "en"), help=argparse.SUPPRESS)
    try:
        asked = parser.parse_args(given)
    except SystemExit as end:
        return int(end.code or 0)
    if asked.kit and not Path(asked.kit).is_file():
        console.tell("INPUT_MISSING", path=asked.kit)
        return console.NOT_TRIED
    qt = QApplication(["escc-desktop"])
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "ESCC Desktop"
    vault = Path(asked.vault) if asked.vault else home / "vault"
    bell = Doorbell(vault, qt)
    if not bell.answer():
        console.tell("WINDOW_RAISED", path=vault)
        return console.DONE
    preferences = Preferences(home / "preferences.ini")
    application = Application(qt, home / "reports", clock)
    application.dress(asked.language or preferences.language, preferences.mode)
    application.install()
    window = MainWindow(preferences)
    application.tell_in(window, window.show_dialog)
    demonstration = Path(asked.demonstration) if asked.demonstration else None
    kit = Path(asked.kit) if asked.kit else None
    Desktop(application, window, vault, kit, clock, randomness, demonstration)
    bell.rung.connect(lambda: bring_forward(window))
    if not preferences.geometry.isEmpty():
        window.restoreGeometry(preferences.geometry)
    window.show()
    return qt.exec()

"""Puts the vault where a cloud copies it: the window advises against it, says what to do, and stops nobody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.surroundings import look_around
from tests.journeys.seat import Seat


def test_a_vault_in_a_clouds_reach_is_advised_against_at_unlocking_and_on_today(seat: Seat) -> None:
    assert seat.hand.seen("whereabouts") is None
    (seat.places.vault / ".stfolder").mkdir()
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.hand.find("whereabouts", QWidget)
    told = seat.hand.text_of("whereabouts")
    assert "Syncthing" in told
    assert str(seat.places.vault) in told
    seat.sit_down()
    assert "Syncthing" in seat.hand.text_of("whereabouts")


def test_a_folder_that_is_not_there_yet_is_judged_by_its_place(tmp_path: Path) -> None:
    assert look_around(tmp_path / "vault") is None
    found = look_around(tmp_path / "OneDrive - Hospital" / "vault")
    assert found is not None
    assert found.name == "OneDrive"

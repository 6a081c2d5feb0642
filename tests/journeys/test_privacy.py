"""Looks for participants where none may stand: title, preferences, reports of our own faults, names of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QFileDialog, QWidget

from escc_desktop.gui.application import FaultDialog
from escc_desktop.gui.doorbell import bell_name
from escc_desktop.gui.pages.documents_page import DocumentsPage
from tests.journeys.furnishing import BOOKED, ENROLLED, INITIALS
from tests.journeys.seat import Seat


def test_a_fault_of_our_own_is_reported_without_what_it_was_about(seat: Seat) -> None:
    def work() -> None:
        raise KeyError(f"{ENROLLED} {INITIALS[ENROLLED]}")

    seat.go("participants")
    for lane in (seat.desktop.store, seat.desktop.paper):
        lane.submit(work, owner=seat.window)
        seat.hand.until(lambda: seat.window.findChild(FaultDialog) is not None)
        dialog = seat.window.findChild(FaultDialog)
        assert isinstance(dialog, FaultDialog)
        dialog.button.click()
        seat.hand.until(lambda: seat.window.findChild(FaultDialog) is None)
    QThreadPool.globalInstance().waitForDone()
    written = list(seat.application.reports.glob("*.txt"))
    assert written
    for report in written:
        text = report.read_text(encoding="utf-8")
        assert "KeyError" in text
        assert not any(one in text for one in (*INITIALS, *INITIALS.values()))
    assert seat.go("today").isVisible()


def test_title_preferences_and_window_know_no_participant(seat: Seat) -> None:
    for name in seat.pages():
        seat.go(name)
        assert seat.window.windowTitle() == "ESCC Desktop[*]"
    seat.window.choose_look("dark")
    seat.window.choose_language("zh")
    seat.window.close()
    path = seat.places.folder / "preferences.ini"
    seat.hand.until(lambda: path.exists() and "look=dark" in path.read_text(encoding="utf-8"))
    kept = path.read_text(encoding="utf-8")
    assert not any(one in kept for one in (*INITIALS, *INITIALS.values()))


@pytest.fixture
def saving(seat: Seat) -> Iterator[QFileDialog]:
    """The dialog that saves a kept document out."""
    seat.go("documents")
    page = seat.hand.page(DocumentsPage)
    page.open_document(page.documents()[0].sha256)
    seat.hand.until(lambda: page.shown() is not None)
    seat.hand.click("preview_save_out")
    seat.hand.find("save_out_dialog", QWidget)
    dialog = seat.window.findChild(QFileDialog, "save_out_dialog")
    assert isinstance(dialog, QFileDialog)
    yield dialog
    dialog.reject()


def test_the_name_proposed_for_a_document_holds_nothing_of_a_participant(saving: QFileDialog) -> None:
    (proposed,) = saving.selectedFiles()
    assert proposed.endswith(".pdf")
    assert not any(one in Path(proposed).name for one in (*INITIALS, *INITIALS.values()))


def test_what_lies_beside_the_vault_in_clear_names_no_participant(seat: Seat) -> None:
    seat.router.open_form(ENROLLED, "VS", BOOKED)
    seat.hand.find("item_SYSBP", QWidget)
    seat.rest()
    seat.hand.write("item_SYSBP", "141")
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    wanted = [one.encode() for one in (*INITIALS, *INITIALS.values())]
    for path in sorted(seat.places.vault.rglob("*")):
        if path.is_file() and path.name != "vault.db":  # what is encrypted may hold any four letters by chance
            assert not any(one in path.read_bytes() for one in wanted), path.name
    assert ENROLLED not in bell_name(seat.places.vault)

"""Fills the disk and takes the folder away under the window: each sentence says what happened and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.application import FaultDialog
from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.form_page import FormPage
from tests.building import VITAL_SIGNS
from tests.journeys.disk import fill_the_disk, protect_the_disk
from tests.journeys.furnishing import VITALS
from tests.journeys.seat import Seat, words_in
from tests.journeys.test_unsaved import saved


def change_the_form(seat: Seat) -> FormPage:
    """Change a saved form by more than the pages that are there have room for."""
    form = seat.go("form")
    assert isinstance(form, FormPage)
    seat.hand.write("item_PULSE", "99")
    seat.hand.choose("change_reason", "TRANSCRIPTION")
    seat.hand.write("change_reason_note", "x" * 200)
    return form


def test_a_full_disk_refuses_the_save_and_keeps_what_was_typed(seat: Seat) -> None:
    form = change_the_form(seat)
    form.reason_bar.note.set_value("y" * 60_000)
    fill_the_disk(seat, is_full=True)
    seat.hand.click("save_changes")
    seat.hand.find("problem", QWidget)
    told = seat.hand.text_of("problem")
    assert "is full" in told
    assert "Nothing of this step was saved" in told
    assert form.draft is not None
    assert form.draft.value("PULSE") == "99"
    assert saved(seat, VITALS) == VITAL_SIGNS
    fill_the_disk(seat, is_full=False)
    form.reason_bar.note.set_value("")
    seat.hand.click("save_changes")
    seat.hand.until(lambda: not form.has_unsaved)
    assert saved(seat, VITALS) == {**VITAL_SIGNS, "PULSE": "99"}


def test_a_read_only_medium_refuses_the_save_in_the_language_that_is_shown(seat: Seat) -> None:
    form = change_the_form(seat)
    protect_the_disk(seat, is_read_only=True)
    seat.hand.click("save_changes")
    seat.hand.find("problem", QWidget)
    told = seat.hand.text_of("problem")
    assert "the disk or the file is read-only" in told
    assert "Nothing of this step was saved" in told
    tongue().speak("zh")
    seat.rest()
    assert "磁盘或文件为只读" in seat.hand.text_of("problem")
    assert form.draft is not None
    assert form.draft.value("PULSE") == "99"
    assert saved(seat, VITALS) == VITAL_SIGNS
    protect_the_disk(seat, is_read_only=False)
    seat.hand.click("save_changes")
    seat.hand.until(lambda: not form.has_unsaved)
    assert saved(seat, VITALS) == {**VITAL_SIGNS, "PULSE": "99"}


def test_a_pulled_stick_is_named_and_nothing_is_lost(seat: Seat) -> None:
    form = change_the_form(seat)
    elsewhere = seat.places.folder / "pulled out"
    seat.places.vault.rename(elsewhere)
    seat.hand.click("save_changes")
    seat.hand.find("problem", QWidget)
    told = seat.hand.text_of("problem")
    assert "no longer there" in told
    assert str(seat.places.vault) in told
    assert form.has_unsaved
    elsewhere.rename(seat.places.vault)
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    seat.unlock()
    seat.hand.find("form_page", FormPage)
    seat.rest()
    assert seat.hand.page(FormPage).draft is not None
    assert saved(seat, VITALS) == VITAL_SIGNS


def test_a_lock_with_the_folder_gone_still_locks_and_says_so(seat: Seat) -> None:
    seat.go("participants")
    shutil.move(seat.places.vault, seat.places.folder / "pulled out")
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.rest()
    assert seat.window.is_covered
    assert seat.desktop.workplace is None
    assert not any("01-00" in words for _, words in words_in(seat.window, is_visible=False))


@pytest.fixture
def no_reports(seat: Seat) -> Path:
    """A file where the folder of the reports should be."""
    seat.application.reports.write_text("not a folder", encoding="utf-8")
    return seat.application.reports


def test_a_report_that_cannot_be_written_is_not_promised(seat: Seat, no_reports: Path) -> None:
    def work() -> None:
        raise KeyError("ours")

    seat.lane.submit(work, owner=seat.window)
    seat.hand.until(lambda: seat.window.findChild(FaultDialog) is not None)
    QThreadPool.globalInstance().waitForDone()
    dialog = seat.window.findChild(FaultDialog)
    assert isinstance(dialog, FaultDialog)
    seat.hand.until(lambda: not dialog._where.isVisible())
    assert "copy the details" in dialog._what.text()
    assert no_reports.is_file()

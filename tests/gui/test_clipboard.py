"""Clears what was copied inside the window when its time is up, and nothing that came from elsewhere since."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from escc_desktop.gui.clipboard_watch import LASTS_MS, ClipboardWatch


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    """A field with something worth copying."""
    made = QLineEdit("01-001 ZHHO")
    qtbot.addWidget(made)
    made.selectAll()
    return made


def test_a_copy_stands_for_ten_seconds_and_no_longer(field: QLineEdit, qtbot: QtBot) -> None:
    assert LASTS_MS == 10_000
    watch = ClipboardWatch(field, lasts_ms=60)
    with qtbot.waitSignal(watch.cleared):
        field.copy()
        assert QApplication.clipboard().text() == "01-001 ZHHO"
    assert QApplication.clipboard().text() == ""


def test_each_copy_has_its_own_ten_seconds_and_is_kept_out_of_histories(field: QLineEdit, qtbot: QtBot) -> None:
    watch = ClipboardWatch(field, lasts_ms=40)
    field.copy()
    qtbot.waitUntil(lambda: QApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint"))
    field.setText("another")
    field.selectAll()
    with qtbot.waitSignal(watch.cleared):
        field.copy()
        qtbot.waitUntil(lambda: QApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint"))
        assert QApplication.clipboard().text() == "another"
    assert QApplication.clipboard().text() == ""


def test_what_came_from_elsewhere_meanwhile_stays(field: QLineEdit, qtbot: QtBot) -> None:
    watch = ClipboardWatch(field, lasts_ms=60)
    field.copy()
    qtbot.waitUntil(lambda: QApplication.clipboard().mimeData().hasFormat("application/x-escc-desktop-copy"))
    others = QMimeData()
    others.setText("an address from a letter")
    others.setData("application/x-escc-desktop-copy", b"1:1")  # another copy of this program
    with qtbot.waitSignal(watch.cleared):
        QApplication.clipboard().setMimeData(others)
    assert QApplication.clipboard().text() == "an address from a letter"
    QApplication.clipboard().clear()

"""Our own faults make one report without data, one dialog, and the program goes on."""

from __future__ import annotations

import sys

from pytestqt.qtbot import QtBot

from escc_desktop.gui.application import Application, FaultDialog, IdleWatch, report_of
from escc_desktop.gui.window import MainWindow
from tests.gui.conftest import NOW


def _fault() -> Exception:
    try:
        raise ValueError("Zhang San 110101199003070000")
    except ValueError as fault:
        return fault


def test_a_report_names_places_and_no_values() -> None:
    text = report_of(_fault(), NOW)
    assert "ValueError" in text
    assert "test_application.py" in text
    assert "Zhang San" not in text


def test_a_fault_is_written_and_told_once(dressed: Application, window: MainWindow, qtbot: QtBot) -> None:
    dressed.tell_in(window, window.show_dialog)
    dressed.report(_fault())
    dressed.report(_fault())
    assert len(window.findChildren(FaultDialog)) == 1
    qtbot.waitUntil(lambda: any(dressed.reports.glob("report-*.txt")))
    dialog = window.findChild(FaultDialog)
    assert dialog is not None
    dialog.button.click()
    assert dialog.isHidden()
    dressed.report(_fault())
    assert len([one for one in window.findChildren(FaultDialog) if one.isVisible()]) == 1


def test_a_teller_that_breaks_keeps_the_program_open(dressed: Application, window: MainWindow) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("the window is gone")

    dressed.tell_in(window, broken)
    dressed.report(_fault())
    assert window.isVisible()


def test_uncaught_exceptions_come_to_the_report(dressed: Application, window: MainWindow, qtbot: QtBot) -> None:
    before = sys.excepthook
    try:
        dressed.take_over()
        dressed.tell_in(window, window.show_dialog)
        fault = _fault()
        sys.excepthook(type(fault), fault, fault.__traceback__)
    finally:
        sys.excepthook = before
    assert window.findChild(FaultDialog) is not None


def test_idle_is_told_once_watching(dressed: Application, qtbot: QtBot) -> None:
    watch = IdleWatch(dressed.qt, 1)
    watch._timer.setInterval(0)
    with qtbot.waitSignal(watch.idle, timeout=2000):
        watch.set_watching(True)
    with qtbot.assertNotEmitted(watch.idle, wait=50):
        watch.set_watching(False)

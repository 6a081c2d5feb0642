"""The window is walked by keyboard, hides everything when covered, and names nobody in its title."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from escc_desktop.errors import EsccError
from escc_desktop.gui.gallery import PartsSheet
from escc_desktop.gui.language import tongue
from escc_desktop.gui.rail import FootLine, StudyLine
from escc_desktop.gui.theme import theme
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.pages import Page
from escc_desktop.gui.window import NAMES, MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


class _Asked(Page):
    """A page that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def arrive(self) -> None:
        self.asked.append("arrive")

    def find_key(self) -> None:
        self.asked.append("find")

    def panel_key(self) -> None:
        self.asked.append("panel")


def _flush() -> None:
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_every_page_has_its_number(window: MainWindow, qtbot: QtBot) -> None:
    for name in NAMES[2:]:
        window.add_page(name, _Asked())
    for number, name in enumerate(NAMES, 1):
        QTest.keyClick(window, Qt.Key(ord(str(number))), CONTROL)
        assert window.current_name() == name
        assert window.rail.entries[name].isChecked()
    assert len(NAMES) == 7


def test_keys_reach_the_page_that_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    page = _Asked()
    window.add_page("journal", page)
    window.go_to("journal")
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert page.asked == ["arrive", "find", "panel"]
    with qtbot.waitSignal(window.lock_asked):
        QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    with qtbot.waitSignal(window.help_asked):
        QTest.keyClick(window, Qt.Key.Key_F1)


def test_arrows_walk_along_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.entries["today"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.rail.entries["today"], Qt.Key.Key_Down)
    assert window.current_name() == "participants"
    assert window.rail.entries["participants"].hasFocus()


def test_a_cover_hides_the_pages_and_rests_their_keys(window: MainWindow, qtbot: QtBot) -> None:
    cover = QWidget()
    window.cover(cover)
    assert window.is_covered
    assert not window.rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.current_name() == "today"
    window.uncover()
    assert window.rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.current_name() == "participants"


def test_the_title_names_nobody(window: MainWindow) -> None:
    window.go_to("participants")
    assert window.windowTitle() == "ESCC Desktop[*]"


def test_the_rail_shows_where_one_is_and_who(window: MainWindow) -> None:
    window.set_study(StudyLine("NCT07142421", "Demo Hospital 01", "Edition 0.1, draft", is_demonstration=True))
    window.set_foot(FootLine("Li Xiao", "CRC", "LX", "Backup yesterday 18:04", unconfirmed=419))
    window.set_counts({"today": 7, "calendar": None})
    said = " ".join(part.accessibleName() for part in window.rail.findChildren(QWidget))
    for words in (
        "NCT07142421",
        "DEMO",
        "Edition 0.1, draft",
        "Backup yesterday 18:04",
        "419 not confirmed",
        "Today 7",
    ):
        assert words in said
    assert "Li Xiao" in [label.text() for label in window.rail.findChildren(QLabel)]


def test_a_dialog_keeps_the_focus_and_rests_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    dialog = DialogFrame("Sign as", "Sign 2 records")
    first, second = FieldEdit(), FieldEdit()
    dialog.add(first, second)
    window.show_dialog(dialog)
    assert first.hasFocus()
    visited: list[QWidget] = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert visited == [first, second, dialog.cancel_button, dialog.button]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Backtab)
    assert dialog.button.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.current_name() == "today"
    with qtbot.waitSignals([dialog.cancelled, dialog.closed]):
        QTest.keyClick(dialog.button, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.current_name() == "participants"


def test_enter_does_the_act_of_a_dialog_once(window: MainWindow, qtbot: QtBot) -> None:
    dialog = DialogFrame("Sign as", "Sign")
    field = FieldEdit()
    dialog.add(field)
    heard: list[str] = []
    dialog.accepted.connect(lambda: heard.append("accepted"))
    window.show_dialog(dialog)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["accepted"]
    assert dialog.isVisible()
    dialog.button.setEnabled(False)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["accepted"]
    dialog.close_dialog()
    assert dialog.isHidden()


def test_a_dialog_that_is_gone_takes_nothing_along(window: MainWindow) -> None:
    # PySide 6.11 ties together what nextInFocusChain returns: menus died with the dialog, and then the program.
    for _ in range(3):
        dialog = DialogFrame("Sign as", "Sign")
        dialog.add(FieldEdit())
        window.show_dialog(dialog)
        dialog.close_dialog()
        _flush()
        assert not isValid(dialog)
        assert all(isValid(action) for menu in window.menu.actions() for action in [menu])
        for chosen in ("zh", "en"):
            window.choose_language("zh" if chosen == "zh" else "en")
            _flush()
    assert tongue().language == "en"


def test_a_known_problem_is_told_with_its_code(window: MainWindow) -> None:
    window.show_problem(EsccError("NO_SUCH_CODE"))
    dialog = window.findChild(DialogFrame)
    assert dialog is not None
    assert "NO_SUCH_CODE" in [label.text() for label in dialog.findChildren(QLabel)]


def test_language_and_look_are_chosen_from_the_menu(window: MainWindow) -> None:
    window.choose_look("dark")
    assert theme().name == "dark"
    window.choose_language("zh")
    assert tongue().language == "zh"


def test_a_narrow_window_keeps_its_panel_in_a_drawer(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("participants")
    assert isinstance(page, PartsSheet)
    window.go_to("participants")
    panel = page.panel
    assert panel is not None
    assert panel.isVisible()
    window.resize(1100, 696)
    qtbot.waitUntil(panel.isHidden)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert panel.isVisible()
    assert panel.geometry().right() == page.width() - 1
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert panel.isHidden()
    window.resize(1366, 696)
    qtbot.waitUntil(panel.isVisible)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_fit_the_screen_of_1366_by_696(window: MainWindow, language: str) -> None:
    tongue().speak("zh" if language == "zh" else "en")
    _flush()
    for name in ("today", "participants"):
        window.go_to(name)
        needed = window.page(name).minimumSizeHint()
        assert needed.width() <= 1366 - 188, (name, language)
        assert needed.height() <= 696, (name, language)


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    window.go_to("participants")
    nameless = [
        type(widget).__name__
        for widget in window.rail.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert nameless == []

"""Plays a person at the window: finds what is on screen, clicks, types and waits for what must come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000  # ms; key stretching and paper take their time on a busy machine


class Hand:
    """A person's hand and eye on one window."""

    def __init__(self, bot: QtBot, window: QWidget) -> None:
        self.bot, self.window = bot, window

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.bot.waitUntil(holds, timeout=PATIENCE)

    def seen(self, name: str, kind: type[W] | type[QWidget] = QWidget) -> QWidget | None:
        """Return the widget of that name that is on screen now, or None."""
        return next((one for one in self.window.findChildren(kind, name) if one.isVisible()), None)

    def find(self, name: str, kind: type[W]) -> W:
        """Wait for the widget of that name to be on screen and return it."""
        self.until(lambda: self.seen(name, kind) is not None)
        found = self.seen(name, kind)
        assert isinstance(found, kind)
        return found

    def page(self, kind: type[W]) -> W:
        """Return the one page of that kind, once it is on screen."""
        page = self.window.findChild(kind)
        assert isinstance(page, kind)
        self.until(page.isVisible)
        return page

    def tap(
        self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key on a widget."""
        QTest.keyClick(widget, key, modifiers)

    def choose_file(self, name: str, path: Path) -> None:
        """Choose a file or folder in the dialog of that name."""
        self.until(lambda: self.window.findChild(QFileDialog, name) is not None)
        dialog = self.window.findChild(QFileDialog, name)
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(path if path.is_dir() else path.parent))
        dialog.selectFile(str(path))
        dialog.accept()
        self.until(lambda: not isValid(dialog) or not dialog.isVisible())

    def click(self, name: str) -> None:
        """Click a button once it can be clicked."""
        button = self.find(name, QWidget)
        self.until(button.isEnabled)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))

    def press(self, name: str, key: Qt.Key) -> None:
        """Put the cursor into a widget and press one key."""
        self.come_forward()
        widget = self.find(name, QWidget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.tap(widget, key)

    def come_forward(self) -> None:
        """Bring the window to the front, as it is while a person types."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def shortcut(self, key: Qt.Key) -> None:
        """Press Ctrl and a key wherever the cursor is, with the window in front."""
        self.come_forward()
        self.tap(QApplication.focusWidget() or self.window, key, Qt.KeyboardModifier.ControlModifier)

    def write(self, name: str, text: str) -> None:
        """Type into a field, in the place of what is there; Chinese comes the way an input method brings it."""
        field = self.find(name, QWidget)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        target = field.focusProxy() or field
        if isinstance(target, QLineEdit | QPlainTextEdit | QTextEdit):
            target.selectAll()
        if text.isascii():
            QTest.keyClicks(target, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    def answer(self, item: str, value: str) -> None:
        """Fill the field of one item with ``value`` as a person would: boxes clicked, lists by key, the rest typed."""
        name = f"item_{item}"
        self.find(name, QWidget)  # long forms are made in several turns
        if self.seen(f"{name}_date") is not None:
            day, _, at = value.partition(" ")
            self.write(f"{name}_date", day)
            self.write(f"{name}_time", at)
            return
        field = self.find(name, QWidget)
        if isinstance(field, QComboBox):
            self.choose(name, value)
        elif self.seen(f"{name}_{value}") is not None:
            self.click(f"{name}_{value}")
        else:
            self.write(name, value)

    def answer_event(self, item: str, value: str) -> None:
        """Fill one item of an adverse event: the term is sought by its name, its version follows by itself."""
        if item == "AEVER":
            return
        if item != "AELLT":
            self.answer(item, value)
            return
        self.write("term_search", "Febrile neutropenia")
        self.find("term_popup", QWidget)
        self.press("term_search", Qt.Key.Key_Return)

    def text_of(self, name: str) -> str:
        """Return the words that stand in a part of the window now, '' while it is not on screen."""
        part = self.seen(name)
        if part is None:
            return ""
        said = [one.accessibleName() for one in part.findChildren(QWidget) if one.isVisible()]
        said += [one.text() for one in part.findChildren(QLabel) if one.isVisible()]
        return "\n".join(words for words in said if words)

    def choose(self, name: str, code: str) -> None:
        """Choose from a list by the arrow keys."""
        field = self.find(name, QComboBox)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tap(field, Qt.Key.Key_Home)
        for _ in range(field.count()):
            if field.currentData() == code:
                return
            self.tap(field, Qt.Key.Key_Down)
        assert field.currentData() == code, (name, code)

    def is_on(self, name: str) -> bool:
        """Tell whether a button is pressed in."""
        return self.find(name, QAbstractButton).isChecked()


def pdf_text(path: Path) -> str:
    """Return the words of a PDF as another reader finds them."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)

"""Labels, cards, hairlines and rows of cards; they hold other widgets and decide nothing."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from escc_desktop.gui.runs import Cell, RunsLine

Kind = Literal[
    "display", "title", "dialog", "emphasis", "card", "strong", "body", "plain", "label", "caption", "group"
]  # fmt: skip
Part = QWidget | QLayout | int | None


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Set properties that the style sheet asks for, and have the sheet applied anew where one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class Label(QLabel):
    """Words in one of the look's kinds; ``wraps`` for sentences. Text is plain, never rich."""

    def __init__(
        self, text: str = "", kind: Kind = "body", *, ink: str = "", wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("words", kind)  # not "kind": a QLabel is a QFrame, and would be drawn as a card
        if ink:
            self.setProperty("ink", ink)
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)

    def set_ink(self, token: str) -> None:
        """Colour the words with a token (``ink ink2 ink3 over warn done due accent``)."""
        restyle(self, ink=token)


def fill(layout: QBoxLayout, parts: tuple[Part, ...]) -> None:
    """Add widgets, layouts, gaps (a number of px) and stretches (None) in order."""
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def across(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return ``parts`` side by side."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    fill(layout, parts)
    return layout


def down(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return ``parts`` one under the other."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    fill(layout, parts)
    return layout


def hairline() -> QFrame:
    """Return a horizontal hairline; never the edge of a control."""
    line = QFrame()
    line.setProperty("kind", "hairline")
    line.setFixedHeight(1)
    return line


def upright() -> QFrame:
    """Return an upright hairline."""
    line = QFrame()
    line.setProperty("kind", "upright")
    line.setFixedWidth(1)
    return line


def empty_layout(layout: QLayout) -> None:
    """Take every part out of ``layout`` and let Qt delete the widgets; inner layouts are emptied too."""
    while (taken := layout.takeAt(0)) is not None:
        widget, inner = taken.widget(), taken.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)


class Card(QFrame):
    """A white card with a hairline: title, an aside at its right, and a body layout to fill."""

    def __init__(self, title: str = "", *, pad: int = 14, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(pad, pad - 2, pad, pad)
        self.body.setSpacing(gap)
        self._title = Label(title, "card")
        self.head = across(self._title, None)
        if not title:
            self._title.hide()  # never shown before it has a parent: it would be a window of its own
        if title or pad:
            self.body.addLayout(self.head)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Show ``title`` at the head of the card."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, *parts: Part) -> None:
        """Add parts to the body, top to bottom."""
        fill(self.body, parts)


class CardRow(QWidget):
    """One line of a card: what it is at the left, how it stands at the right."""

    def __init__(self, left: Cell, right: Cell = "", *, height: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = RunsLine(left, height=height)
        self.right = RunsLine(right, height=height, is_right=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        fill(layout, (self.left, None, self.right))

    def set_runs(self, left: Cell, right: Cell = "") -> None:
        """Show other runs in the same place."""
        self.left.set_runs(left)
        self.right.set_runs(right)


class Scrolled(QScrollArea):
    """A body that scrolls upright when the window is too low; ``inner`` is the layout to fill."""

    def __init__(self, *, gap: int = 12, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("kind", "scrolled")
        self.inner = QVBoxLayout(content)
        self.inner.setContentsMargins(*margins)
        self.inner.setSpacing(gap)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

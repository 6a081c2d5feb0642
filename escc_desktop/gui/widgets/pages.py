"""The frame of every page: header, body, side panel and keys; a page's own matter stands elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from escc_desktop.gui.runs import Box, Cell, RunsLine, Text
from escc_desktop.gui.theme import size, tokens
from escc_desktop.gui.widgets.frames import Card, Label, Part, across, fill, hairline

_PANEL_NEEDS = 1280 - 188  # a narrower page keeps its panel as a drawer on F6


class PageHeader(QWidget):
    """Title, then identity or count and state, then the acts; the filled one last."""

    def __init__(self, title: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(size("page_header") + 1)
        self._title = Label(title, "title")
        self._aside = RunsLine("")
        self._row = across(self._title, self._aside, None, gap=12, margins=(24, 0, 24, 0))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        line = QWidget()  # of its own: a row of fixed parts alone would not take up the header's height
        line.setLayout(self._row)
        outer.addWidget(line, 1)
        outer.addWidget(hairline())

    def set_title(self, title: str) -> None:
        """Show the page's title."""
        self._title.setText(title)

    def set_aside(self, cell: Cell) -> None:
        """Show identity, count and state beside the title; a bare string is secondary text."""
        self._aside.set_runs(Text(cell, "ink2") if isinstance(cell, str) and cell else cell)

    def add(self, *parts: Part) -> None:
        """Add what stands at the right, in order."""
        fill(self._row, parts)


class SidePanel(Card):
    """A card of 326 px at the right: a title with the key F6, a body to fill, acts at the foot."""

    def __init__(self, title: str = "", *, width: int = 326, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.setFixedWidth(width)
        self.key = RunsLine(Box("F6"))
        self.head.addWidget(self.key)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(8)
        self.body.addLayout(self.content)
        self.body.addStretch(1)
        self.body.addLayout(self.foot)


class Page(QWidget):
    """One page. Subclasses fill ``header`` and ``body`` in ``__init__`` and say their words in ``retranslate``.

    ``retranslate`` is called once by the subclass at the end of ``__init__`` and then on every change of language.
    ``arrive`` is called whenever the page comes to the front, ``find_key`` on Ctrl+F, ``panel_key`` on F6.
    """

    count_changed = Signal(int)
    help_topic = "index"

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "canvas")
        self.header = PageHeader()
        self.panel: SidePanel | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        left, top, right, bottom = tokens()["size"]["page_pad"]
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(left, top, right, bottom)
        self._columns.setSpacing(14)
        self._columns.addLayout(self.body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addLayout(self._columns, 1)

    def add(self, *parts: Part) -> None:
        """Add parts to the body, top to bottom."""
        fill(self.body, parts)

    def set_panel(self, panel: SidePanel) -> None:
        """Put the side panel at the right; in a narrow window it is a drawer that F6 opens."""
        self.panel = panel
        self._columns.addWidget(panel)

    def retranslate(self) -> None:
        """Say every word of the page in the language that is shown."""

    def arrive(self) -> None:
        """Ask again for what the page shows; called when it comes to the front."""

    def find_key(self) -> None:
        """Put the focus where the page is searched."""

    def panel_key(self) -> None:
        """Go to the side panel and back; in a narrow window open and close it."""
        if self.panel is None:
            return
        if self._is_narrow():
            self.panel.setVisible(self.panel.isHidden())
            self._place_drawer()
        if not self.panel.isHidden():
            self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_narrow(self) -> bool:
        return self.width() < _PANEL_NEEDS

    def _place_drawer(self) -> None:
        if self.panel is not None and self._is_narrow():
            top = self.header.height()
            self.panel.setGeometry(self.width() - self.panel.width(), top, self.panel.width(), self.height() - top)
            self.panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel beside the body, or over it when the window is narrow."""
        super().resizeEvent(event)
        if self.panel is None:
            return
        is_beside = self._columns.indexOf(self.panel) >= 0
        if self._is_narrow() and is_beside:
            self._columns.removeWidget(self.panel)
            self.panel.hide()
        elif not self._is_narrow() and not is_beside:
            self._columns.addWidget(self.panel)
            self.panel.show()
        self._place_drawer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the drawer on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.panel is not None and self._is_narrow() and self.panel.isVisible():
            self.panel.hide()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

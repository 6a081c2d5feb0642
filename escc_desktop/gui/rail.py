"""The rail: where one is, where one can go, how safe the data are and who is signed in; it holds no participant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from escc_desktop.gui.icons import draw_icon
from escc_desktop.gui.runs import Box, Mark, RunsLine, Text
from escc_desktop.gui.theme import colour, size, sized_font
from escc_desktop.gui.widgets.buttons import IconButton
from escc_desktop.gui.widgets.frames import Label, across, hairline

PAGES: tuple[tuple[str, str], ...] = (
    ("today", "sun"),
    ("participants", "users"),
    ("calendar", "calendar-days"),
    ("adverse_events", "activity"),
    ("documents", "printer"),
    ("packages", "package"),
    ("journal", "book-open-text"),
)


@dataclass(frozen=True, slots=True)
class StudyLine:
    """The head of the rail: study, site, the edition's state in words, draft or approved, demonstration."""

    study: str
    site: str
    edition: str
    is_draft: bool = True
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class FootLine:
    """The foot of the rail: who, ``backup`` in words with its mark, entries that the desk has not confirmed."""

    person: str
    role: str
    initials: str
    backup: str
    backup_mark: str = "done"
    unconfirmed: int = 0


class RailEntry(QAbstractButton):
    """One page: icon, word, count."""

    def __init__(self, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._count = ""
        self._is_by_keyboard = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(size("rail_item"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, text: str, count: int | None) -> None:
        """Show the page's name and its count; None shows no count."""
        self._count = "" if count is None else str(count)
        self.setText(text)
        self.setAccessibleName(f"{text} {self._count}".strip())
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Outline the entry only when the focus came by keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._is_by_keyboard = event.reason() in reasons
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        """Return the room of an entry."""
        return QSize(172, size("rail_item"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill of the page that is shown, the bar beside it, icon, word and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if is_on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("surface" if is_on else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if is_on:
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(0, 9, 3, self.height() - 18), 1.5, 1.5)
        if self.hasFocus() and self._is_by_keyboard:
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        draw_icon(painter, self._icon_name, QRectF(12, self.height() / 2 - 9, 18, 18), "accent" if is_on else "ink2")
        painter.setFont(sized_font(14, 600 if is_on else 400))
        painter.setPen(colour("ink"))
        words = QRectF(40, 0, self.width() - 52, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(sized_font(13))
        painter.setPen(colour("ink2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)
        painter.end()


class _Initials(QWidget):
    """The initials of who is signed in, on a disc; never those of a participant."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(26, 26)
        self._letters = ""

    def set_letters(self, letters: str) -> None:
        self._letters = letters
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QRectF(0, 0, 26, 26))
        painter.setPen(colour("on_accent"))
        pixels = 12 if QFontMetrics(sized_font(12, 500)).horizontalAdvance(self._letters) < 21 else 10
        painter.setFont(sized_font(pixels, 500))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()


class Rail(QFrame):
    """The rail of 188 px. ``chosen`` carries a page's name; up and down move along the entries."""

    chosen = Signal(str)
    lock_asked = Signal()
    menu_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setFixedWidth(size("rail"))
        self._counts: dict[str, int | None] = {}
        self._study = StudyLine("", "", "")
        self._foot = FootLine("", "", "", "")
        self._study_line = RunsLine(height=20)
        self._demo = RunsLine(height=20, is_right=True)
        self._site = Label("", "card", wraps=True)
        self._edition = RunsLine(height=20)
        self._backup = RunsLine(height=22)
        self._unconfirmed = RunsLine(height=22)
        self._initials = _Initials()
        self._person = Label("", "card")
        self._role = Label("", "caption")
        self.lock_button = IconButton("lock", "")
        self.lock_button.clicked.connect(self.lock_asked)
        self.menu_button = IconButton("ellipsis", "")
        self.menu_button.clicked.connect(self.menu_asked)
        self.entries = {name: RailEntry(icon_name, self) for name, icon_name in PAGES}
        for name, entry in self.entries.items():
            entry.clicked.connect(lambda _=False, page=name: self.chosen.emit(page))
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 12, 0, 10)
        outer.setSpacing(0)
        outer.addLayout(across(self._study_line, None, self._demo, margins=(20, 0, 16, 0)))
        outer.addLayout(across(self._site, margins=(20, 2, 12, 2)))
        outer.addLayout(across(self._edition, None, margins=(20, 0, 12, 0)))
        outer.addSpacing(13)
        entries = QVBoxLayout()
        entries.setContentsMargins(8, 0, 8, 0)
        entries.setSpacing(2)
        for entry in self.entries.values():
            entries.addWidget(entry)
        outer.addLayout(entries)
        outer.addStretch(1)
        outer.addLayout(across(hairline(), margins=(20, 0, 16, 4)))
        outer.addLayout(across(self._backup, None, margins=(20, 0, 8, 0)))
        outer.addLayout(across(self._unconfirmed, None, margins=(20, 0, 8, 4)))
        person = QGridLayout()
        person.setContentsMargins(20, 2, 2, 0)
        person.setHorizontalSpacing(0)
        person.setVerticalSpacing(0)
        person.setColumnMinimumWidth(0, 30)  # so that the longest role, "Drug manager", is not cut either
        person.setColumnStretch(1, 1)
        person.addWidget(self._initials, 0, 0, 2, 1)
        person.addWidget(self._person, 0, 1, 1, 3)  # a name is never cut: it has the line to itself
        for column, part in enumerate((self._role, self.lock_button, self.menu_button), 1):
            person.addWidget(part, 1, column)
        outer.addLayout(person)

    def show_page(self, name: str) -> None:
        """Mark ``name`` as the page that is shown; no entry for a page that is not of the rail."""
        for one, entry in self.entries.items():
            entry.setAutoExclusive(name in self.entries)
            entry.setChecked(one == name)

    def set_study(self, study: StudyLine) -> None:
        """Show study, site, edition and the DEMO sign."""
        self._study = study
        self.retranslate()

    def set_counts(self, counts: Mapping[str, int | None]) -> None:
        """Show how much stands on each page; one that is not named keeps its count."""
        self._counts = {**self._counts, **counts}
        self.retranslate()

    def set_foot(self, foot: FootLine) -> None:
        """Show backup, unconfirmed entries and who is signed in."""
        self._foot = foot
        self.retranslate()

    def page_words(self, name: str) -> str:
        """Return a page's name in the language that is shown."""
        return {
            "today": self.tr("Today"),
            "participants": self.tr("Participants"),
            "calendar": self.tr("Visit calendar"),
            "adverse_events": self.tr("Adverse events"),
            "documents": self.tr("Documents"),
            "packages": self.tr("Packages"),
            "journal": self.tr("Journal"),
        }[name]

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        for name, entry in self.entries.items():
            entry.set_words(self.page_words(name), self._counts.get(name))
        study, foot = self._study, self._foot
        self._study_line.set_runs(Text(study.study, "ink3", size=12))
        self._demo.set_runs(Box(self.tr("DEMO"), 12) if study.is_demonstration else "")
        self._site.setText(study.site)
        mark = "assume" if study.is_draft else "signed"
        self._edition.set_runs(Mark(mark, study.edition, size=12) if study.edition else "")
        self._backup.set_runs(Mark(foot.backup_mark, foot.backup, "ink2", 12) if foot.backup else "")
        waiting = self.tr("{count} not confirmed").format(count=foot.unconfirmed)
        self._unconfirmed.set_runs(Mark("wait" if foot.unconfirmed else "confirmed", waiting, "ink2", 12))
        self._initials.set_letters(foot.initials)
        self._person.setText(foot.person)
        self._role.setText(foot.role)
        self.lock_button.set_name(self.tr("Lock (Ctrl+L)"))
        self.menu_button.set_name(self.tr("Menu (F10)"))
        self.setAccessibleName(self.tr("Pages"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the entries with up and down."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        names = list(self.entries)
        at = next((k for k, name in enumerate(names) if self.entries[name].hasFocus()), None)
        if step and at is not None:
            name = names[(at + step) % len(names)]
            self.entries[name].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(name)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

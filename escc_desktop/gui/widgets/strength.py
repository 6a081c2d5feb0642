"""Shows while a passphrase is typed what it is worth: a bar, a mark, words and what would be better; it judges none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.theme import colour, theme
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.words import say

_PARTS = 4
_GAP = 3
_MARKS = ("hard", "hard", "warn", "done", "done")
_INKS = ("over", "over", "warn", "done", "done")


class _Bar(QWidget):
    """Four joined boxes, as many filled as the mark says; the word beside it says the same."""

    def __init__(self) -> None:
        super().__init__()
        self.level = -1
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return a size that lets the words beside it have theirs."""
        return QSize(120, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill what was reached, edge the rest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - _GAP * (_PARTS - 1)) / _PARTS
        for part in range(_PARTS):
            box = QRectF(part * (width + _GAP) + 0.5, 0.5, width - 1, self.height() - 1)
            is_filled = part < max(self.level, 1 if self.level >= 0 else 0)
            painter.setPen(colour(_INKS[self.level]) if is_filled else colour("line2"))
            painter.setBrush(colour(_INKS[self.level]) if is_filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)
        painter.end()


class StrengthLine(QWidget):
    """The line under a passphrase field. ``show_strength`` takes a mark from 0 to 4 and codes of sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = -1
        self._codes: tuple[str, ...] = ()
        self._bar = _Bar()
        self._sign = MarkSign("hard")
        self._words = Label("", "plain")
        self._advice = Label("", "caption", wraps=True)
        row = across(self._bar, self._sign, self._words, gap=8)
        row.setStretch(0, 1)
        self.setLayout(down(row, self._advice, gap=3))
        self.clear()

    def clear(self) -> None:
        """Say that nothing was typed yet, and what is wanted."""
        self.show_strength(-1, ())

    def show_strength(self, level: int, codes: tuple[str, ...]) -> None:
        """Show a mark in a word of its own, and the advice of which ``codes`` speak."""
        self._level = self._bar.level = level
        self._codes = codes
        self._retranslate()

    def words(self) -> str:
        """Return what the line says of the passphrase."""
        return f"{self._words.text()} {self._advice.text()}".strip()

    def _retranslate(self) -> None:
        marks = (
            self.tr("Very easy to guess"), self.tr("Easy to guess"), self.tr("Not enough yet"),
            self.tr("Strong enough"), self.tr("Very strong"),
        )  # fmt: skip
        wanted = self.tr("Four words that have nothing to do with one another, or ten Chinese characters or more.")
        is_shown = self._level >= 0
        self._sign.setVisible(is_shown)
        self._words.setVisible(is_shown)
        if is_shown:
            self._sign.set_mark(_MARKS[self._level])
            self._words.set_ink(_INKS[self._level])
            self._words.setText(marks[self._level])
        else:
            self._words.setText("")
        self._advice.setText("\n".join(say(code, language()) for code in self._codes) if is_shown else wanted)
        self._advice.setVisible(bool(self._advice.text()))
        self.setAccessibleName(self.words())
        self._bar.update()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

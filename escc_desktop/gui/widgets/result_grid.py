"""Where the columns of a table of results stand at a width, and the heads over them; it holds no result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.runs import Cell, Text, paint_runs, words_of
from escc_desktop.gui.theme import colour, sized_font

LEFT, GAP, HISTORY = 12, 8, 30
RESULT, UNIT, RANGE, FLAG, JUDGED, DATED, EVENT = 82, 72, 98, 58, 110, 104, 30
"""Widths of the columns, px."""
CODED: Final = RESULT + UNIT + RANGE + 2 * GAP
"""A coded result has no unit and no range: its answers take their room."""
_LEAST_LABEL, _MOST_LABEL = 84, 300
_WIDTHS = (RESULT, UNIT, RANGE, FLAG, JUDGED, DATED, EVENT)
_TIGHT_WIDTHS = (RESULT, 62, RANGE, FLAG, 106, 96, 28)
_WIDE, _TIGHT_GAP = 760, 5
_HEAD, _NOTE = 28, 24


@dataclass(frozen=True, slots=True)
class Columns:
    """The left edge of each column, and how wide the label is."""

    label_width: int
    result: int
    unit: int
    range: int
    flag: int
    judged: int
    dated: int
    event: int
    dated_width: int

    @classmethod
    def at(cls, width: int) -> Columns:
        """Return the columns in a row of ``width`` px; the label takes what is left."""
        gap, widths = (GAP, _WIDTHS) if width >= _WIDE else (_TIGHT_GAP, _TIGHT_WIDTHS)
        fixed = sum(widths) + len(widths) * gap
        label = min(_MOST_LABEL, max(_LEAST_LABEL, width - LEFT - fixed - HISTORY - gap))
        places = [LEFT + label + gap]
        for wide in widths[:-1]:
            places.append(places[-1] + wide + gap)
        result, unit, ranged, flag, judged, dated, event = places
        return cls(label, result, unit, ranged, flag, judged, dated, event, dated_width=widths[5])


class ResultHeads(QWidget):
    """The words over the columns, and under them one line of what is to be said of the whole table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._note: Cell = ""
        self.setFixedHeight(_HEAD)

    def tell(self, words: tuple[str, ...], note: Cell = "") -> None:
        """Show the heads (label, result, unit, range, flag, judgement, date) and the note."""
        if (words, note) != (self._words, self._note):
            self._words, self._note = words, note
            self.setFixedHeight(_HEAD + (_NOTE if note else 0))
            self.setAccessibleName(self.words())
            self.update()

    def words(self) -> str:
        """Return what is painted."""
        return " ".join((*self._words, words_of(self._note))).strip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heads."""
        painter = QPainter(self)
        columns = Columns.at(self.width())
        painter.setFont(sized_font(12))
        painter.setPen(colour("ink3"))
        lefts = (LEFT, columns.result, columns.unit, columns.range, columns.flag, columns.judged, columns.dated)
        for place, (left, words) in enumerate(zip(lefts, self._words, strict=False)):
            room = (lefts[place + 1] if place + 1 < len(lefts) else self.width()) - left - 2
            if place == 1 and self._words[2]:  # over the figures, which stand at the right
                box = QRectF(left, 0, RESULT, _HEAD)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
            else:
                painter.drawText(QRectF(left, 0, room, _HEAD), Qt.AlignmentFlag.AlignVCenter, words)
        if self._note:
            note = Text(self._note, "ink2", size=12) if isinstance(self._note, str) else self._note
            paint_runs(painter, QRectF(LEFT, _HEAD, self.width() - 2 * LEFT, _NOTE), note)
        painter.end()

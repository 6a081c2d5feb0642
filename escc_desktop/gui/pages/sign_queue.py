"""Lists the records that wait for one investigator, by participant and visit; what was not read cannot be ticked.

Arrows go from line to line, Enter reads, Space ticks, N reads the next that was not read yet.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from escc_desktop.actions.views import RecordView, SigningRow
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.sign_reading import digest_words, form_words
from escc_desktop.gui.pages.vocabulary import filled, visit_label
from escc_desktop.gui.runs import Cell, Icon, Mark, RunsLine, Text, paint_runs, width_of, words_of
from escc_desktop.gui.theme import colour
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.frames import Scrolled, across, empty_layout
from escc_desktop.study.edition import Study

_ROW, _GROUP, _BOX = 32, 26, 34
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Line:
    """A record that waits, and whether the signer has read it as it is now."""

    row: SigningRow
    is_seen: bool

    @property
    def record(self) -> RecordView:
        """Return the record."""
        return self.row.record

    @property
    def is_on_paper(self) -> bool:
        """Tell whether it is signed by hand and so cannot be signed here."""
        return self.record.original == "ink"


class QueueRow(QCheckBox):
    """One line: a box to tick, what it is, how it stands, and whether it was read. A click beside the box reads it."""

    read_asked = Signal(str)
    stepped = Signal(object)
    refused = Signal()

    def __init__(self, study: Study, line: Line) -> None:
        super().__init__()
        self._study = study
        self.line = line
        self.is_read_now = False
        self.setObjectName(f"sign_tick_{line.record.id}")
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.show_line(line)

    @property
    def id(self) -> str:
        """Return the id of its record."""
        return self.line.record.id or ""

    def show_line(self, line: Line, *, is_read_now: bool | None = None) -> None:
        """Show how it stands now; what was not read, or is signed by hand, is not ticked any more."""
        self.line = line
        if is_read_now is not None:
            self.is_read_now = is_read_now
        if not self.may_be_ticked:
            self.setChecked(False)
        self.setAccessibleName(f"{self.line.row.participant} {words_of((*self._left(), *self._right()))}")
        self.update()

    @property
    def may_be_ticked(self) -> bool:
        """Tell whether it was read and is signed in the program."""
        return self.line.is_seen and not self.line.is_on_paper

    def _left(self) -> tuple[Mark | Text, ...]:
        record = self.line.record
        visit = visit_label(self._study, record.visit, language(), is_short=True) if record.visit else ""
        words = Text(form_words(self._study, record, language()), "ink", 500)
        where = (Text(visit, "ink2"),) if visit else ()
        return (Mark("void", self.tr("void"), size=12), *where, words) if self.line.row.is_void else (*where, words)

    def _right(self) -> tuple[Mark | Text | Icon, ...]:
        digest = Text(digest_words(self.line.record.digest)[:4], "ink3", size=12)
        if self.line.is_on_paper:
            return (digest, Icon("printer"), Text(self.tr("on paper"), "ink2", size=12))
        seen = Mark("done", self.tr("read"), size=12)
        return (digest, seen if self.line.is_seen else Mark("unknown", self.tr("not read"), "ink2", size=12))

    # by mouse and by key

    def sizeHint(self) -> QSize:
        """Return the room for what it says."""
        return QSize(round(_BOX + width_of(self._left()) + width_of(self._right()) + 40), _ROW)

    def minimumSizeHint(self) -> QSize:
        """Return less: in a very narrow window the form's name is cut, and the reading names it whole."""
        return QSize(240, _ROW)

    def nextCheckState(self) -> None:
        """Tick or untick, where that may be; else say what is to be done first."""
        if self.may_be_ticked:
            super().nextCheckState()
        else:
            self.refused.emit()

    def hitButton(self, pos: object) -> bool:
        """Let the box be clicked, and the words beside it for reading."""
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on the box, read by a click beside it."""
        if event.position().x() > _BOX and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.read_asked.emit(self.id)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by arrow, read by Enter, read the next by N."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.read_asked.emit(self.id)
        elif key in _STEPS or key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_N):
            self.stepped.emit(key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the cursor is."""
        super().focusInEvent(event)
        self.update()

    def enterEvent(self, event: QEvent) -> None:
        """Tint the line under the pointer."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the tint away."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, words and state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "select" if self.is_read_now else "hover" if self.underMouse() else "surface"
        painter.fillRect(self.rect(), colour(ground))
        if self.is_read_now:
            painter.fillRect(QRectF(0, 0, 3, self.height()), colour("accent"))
        if not self.line.is_on_paper:
            self._paint_box(painter)
        inner = QRectF(self.rect()).adjusted(_BOX, 0, -12, 0)
        right = self._right()
        paint_runs(painter, inner, right, is_right=True)
        painter.setClipRect(inner.adjusted(0, 0, -width_of(right) - 8, 0))
        paint_runs(painter, inner, self._left())
        painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_box(self, painter: QPainter) -> None:
        is_on, y = self.isChecked(), self.height() / 2
        painter.setPen(QPen(colour("accent" if is_on else "line2" if self.may_be_ticked else "line"), 1.2))
        painter.setBrush(colour("accent" if is_on else "surface" if self.may_be_ticked else "sunk"))
        painter.drawRoundedRect(QRectF(12, y - 7.5, 15, 15), 4, 4)
        if is_on:
            painter.setPen(QPen(colour("on_accent"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(QPolygonF([QPointF(16, y + 0.2), QPointF(18.6, y + 2.8), QPointF(23, y - 2.6)]))


class _GroupHead(QWidget):
    """Whose records follow; they stand in the order of the visits."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._cell = cell
        self.setFixedHeight(_GROUP)
        self.setAccessibleName(words_of(cell))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("sunk"))
        paint_runs(painter, QRectF(self.rect()).adjusted(12, 0, -12, 0), self._cell)
        painter.end()


class SigningQueue(QWidget):
    """The lines in groups, with how many there are and a link that ticks all that were read.

    ``read_asked`` carries the record to be read, ``changed`` that something was ticked or unticked, ``all_ticked`` that
    all were ticked at once, ``refused`` that somebody wanted to tick what was not read.
    """

    read_asked = Signal(str)
    changed = Signal()
    all_ticked = Signal()
    refused = Signal()

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self.rows: list[QueueRow] = []
        self._count = RunsLine("", height=28)
        self.tick_all = LinkButton("")
        self.tick_all.setObjectName("sign_tick_all")
        self.tick_all.clicked.connect(self._tick_all)
        self._list = Scrolled(gap=0)
        self._list.setObjectName("sign_records")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(across(self._count, None, self.tick_all, margins=(12, 2, 8, 2)))
        layout.addWidget(self._list, 1)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show other lines; ticks stay on those that were ticked and may still be."""
        ticked, read = {one.id for one in self.ticked()}, self.read_now()
        focused = next((one.id for one in self.rows if one.hasFocus()), "")
        empty_layout(self._list.inner)
        self.rows = []
        counts = Counter(one.row.participant for one in lines)
        participant = ""
        for line in lines:
            if line.row.participant != participant:
                participant = line.row.participant
                who = Text(f"{participant} {line.row.initials}".strip(), "ink", 600)
                self._list.inner.addWidget(_GroupHead((who, Text(str(counts[participant]), "ink3"))))
            self._add_row(line, is_ticked=line.record.id in ticked, is_read_now=line.record.id == read)
        self._list.inner.addStretch(1)
        self._one_tab_stop(focused)
        if focused and self.rows:
            self._go_to(next((one for one in self.rows if one.id == focused), self.rows[0]))
        self.tell()

    def _add_row(self, line: Line, *, is_ticked: bool, is_read_now: bool) -> None:
        row = QueueRow(self._study, line)
        row.setChecked(is_ticked and row.may_be_ticked)
        row.show_line(line, is_read_now=is_read_now)
        row.read_asked.connect(self.read_asked)
        row.stepped.connect(lambda key, one=row: self._step(one, key))
        row.refused.connect(self.refused)
        row.clicked.connect(self._clicked)
        self._list.inner.addWidget(row)
        self.rows.append(row)

    def _clicked(self) -> None:
        self.tell()
        self.changed.emit()

    # what is read and what is ticked

    def row_of(self, record: str) -> QueueRow | None:
        """Return the line of a record."""
        return next((one for one in self.rows if one.id == record), None)

    def mark_read(self, record: str) -> None:
        """Show that a record is read now: it may be ticked, and is."""
        for row in self.rows:
            is_it = row.id == record
            was_seen = row.line.is_seen
            row.show_line(Line(row.line.row, was_seen or is_it), is_read_now=is_it)
            if is_it:
                row.setChecked(row.may_be_ticked)
                self._go_to(row)
        self._clicked()

    def read_now(self) -> str:
        """Return the record that stands in the reading, or ''."""
        return next((one.id for one in self.rows if one.is_read_now), "")

    def next_unread(self) -> str:
        """Return the record to be read from where the cursor is on, then from the first; '' when all were read."""
        here = next((place for place, one in enumerate(self.rows) if one.hasFocus()), None)
        if here is None:
            here = next((place for place, one in enumerate(self.rows) if one.is_read_now), 0)
        order = [*self.rows[here:], *self.rows[:here]]
        return next((one.id for one in order if not one.line.is_seen), "")

    def ticked(self) -> tuple[QueueRow, ...]:
        """Return the lines that are ticked."""
        return tuple(one for one in self.rows if one.isChecked())

    def _tick_all(self) -> None:
        for row in self.rows:
            row.setChecked(row.may_be_ticked)
        self._clicked()
        self.all_ticked.emit()

    def tell(self) -> None:
        """Say how many wait, how many were read, and what the link ticks."""
        read = [one for one in self.rows if one.line.is_seen]
        on_paper = sum(one.line.is_on_paper for one in self.rows)
        words = filled(self.tr("%1 waiting, %2 read"), len(self.rows), len(read))
        if on_paper:
            words = filled(self.tr("%1, %2 signed on paper"), words, on_paper)
        self._count.set_runs(Text(words, "ink2"))
        may = [one for one in self.rows if one.may_be_ticked]
        self.tick_all.setText(filled(self.tr("Tick all %1 read"), len(may)))
        self.tick_all.setEnabled(any(not one.isChecked() for one in may))

    # the cursor

    def focus_first(self) -> None:
        """Put the cursor on the line that is one stop of Tab."""
        stop = next((one for one in self.rows if one.focusPolicy() == Qt.FocusPolicy.StrongFocus), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _one_tab_stop(self, record: str = "") -> None:
        """The list is one stop of Tab: the line where the cursor was last."""
        stop = self.row_of(record) or next(iter(self.rows), None)
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)

    def _go_to(self, row: QueueRow) -> None:
        self._one_tab_stop(row.id)
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self._list.ensureWidgetVisible(row, 0, _GROUP)

    def _step(self, row: QueueRow, key: Qt.Key) -> None:
        if key == Qt.Key.Key_N:
            self.read_asked.emit(self.next_unread())
            return
        place = self.rows.index(row) + _STEPS.get(key, 0)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            place = 0 if key == Qt.Key.Key_Home else len(self.rows) - 1
        self._go_to(self.rows[max(0, min(place, len(self.rows) - 1))])

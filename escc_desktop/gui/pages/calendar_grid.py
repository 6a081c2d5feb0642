"""Paints six weeks of visits and moves a visit's ghost by keyboard or mouse; saving is the page's part."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.gui.marks import draw_mark, mark_word
from escc_desktop.gui.pages.calendar_layout import (
    DAYS,
    HEAD,
    SHOWN,
    WEEKS,
    Grid,
    by_day,
    first_shown,
    has_window,
    mark_of,
    same,
    short_number,
)
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.theme import colour, sized_font, theme
from escc_desktop.study.edition import Study
from escc_desktop.words import Language

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_SPEAKING = ("overdue", "missed", "not_done", "out")  # these carry their word in the cell


class MonthGrid(QWidget):
    """The month. Arrows move over the days, Space or Enter takes up a visit, then arrows move its ghost.

    ``chosen`` carries the VisitView taken up or None, ``ghost_moved`` the day under the ghost, ``day_chosen`` the day
    under the cursor, ``save_asked`` that Enter was pressed on a moved ghost, ``month_wanted`` a step in months.
    """

    chosen = Signal(object)
    ghost_moved = Signal(object)
    day_chosen = Signal(object)
    save_asked = Signal()
    month_wanted = Signal(int)

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self._language: Language = "en"
        self._today: date | None = None
        self._month = date(2000, 1, 1)
        self._cursor = self._month
        self._visits: tuple[VisitView, ...] = ()
        self._days: dict[date, list[VisitView]] = {}
        self._taken: VisitView | None = None
        self._ghost: date | None = None
        self._pressed: QPointF | None = None
        self.is_read_only = False
        self.setObjectName("calendar_month")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(560, 420)
        theme().changed.connect(self.update)
        self.retranslate("en")

    # what is shown

    def retranslate(self, language: Language) -> None:
        """Show the words of ``language``."""
        self._language = language
        self._heads = (
            self.tr("Mon"),
            self.tr("Tue"),
            self.tr("Wed"),
            self.tr("Thu"),
            self.tr("Fri"),
            self.tr("Sat"),
            self.tr("Sun"),
        )
        self.setAccessibleName(self.tr("Visits of the month"))
        self._say()
        self.update()

    def show_month(self, month: date, today: date) -> None:
        """Show the six weeks round ``month``; the cursor stays where it is if it can still be seen."""
        self._month = month.replace(day=1)
        self._today = today
        if not self.grid().holds(self._cursor) or self._cursor.year == 2000:
            self._cursor = today if self._month == today.replace(day=1) else self._month
        self._say()
        self.update()

    def show_visits(self, visits: tuple[VisitView, ...]) -> None:
        """Show ``visits``; the one taken up stays so, and its ghost where it is unless the visit itself moved."""
        self._visits = visits
        self._days = by_day(visits)
        taken = self._taken
        self._taken = next((one for one in visits if same(one, taken)), None)
        stays = taken is not None and self._taken is not None and taken.shown_on == self._taken.shown_on
        self._ghost = self._ghost if stays else self._taken.shown_on if self._taken else None
        self._say()
        self.update()

    def grid(self) -> Grid:
        """Return the six weeks as geometry."""
        return Grid(first_shown(self._month), float(self.width()), float(self.height()))

    def taken(self) -> VisitView | None:
        """Return the visit taken up."""
        return self._taken

    def ghost(self) -> date | None:
        """Return the day to which the visit taken up would move."""
        return self._ghost

    def cursor_day(self) -> date:
        """Return the day under the cursor."""
        return self._cursor

    def visits_on(self, day: date) -> tuple[VisitView, ...]:
        """Return the visits shown on ``day``."""
        return tuple(self._days.get(day, ()))

    # moving

    def take_up(self, visit: VisitView | None) -> None:
        """Take up ``visit``: its window is tinted and its ghost can be moved."""
        self._taken = visit
        self._ghost = visit.shown_on if visit else None
        if visit is not None:
            self._cursor = visit.shown_on
        self._say()
        self.update()
        self.chosen.emit(visit)

    def move_ghost(self, day: date) -> None:
        """Move the ghost of the visit taken up to ``day``; nothing is saved."""
        if self._taken is None or self._taken.state in ("done", "not_done") or day == self._ghost or self.is_read_only:
            return
        self._ghost = day
        self._cursor = day
        if not self.grid().holds(day):
            self.month_wanted.emit(1 if day > self.grid().last else -1)
        self._say()
        self.update()
        self.ghost_moved.emit(day)

    def go_to(self, day: date) -> None:
        """Put the cursor on ``day``."""
        self._cursor = day
        if not self.grid().holds(day):
            self.month_wanted.emit(1 if day > self.grid().last else -1)
        self._say()
        self.update()
        self.day_chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor or the ghost, take up, save or go back."""
        key = Qt.Key(event.key())
        step = _STEPS.get(key)
        if step is not None:
            if self._taken is not None:
                self.move_ghost((self._ghost or self._taken.shown_on) + timedelta(days=step))
            else:
                self.go_to(self._cursor + timedelta(days=step))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_moved():
            self.save_asked.emit()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_next()
        elif key == Qt.Key.Key_Escape and self._taken is not None:
            self.take_up(None)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_wanted.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def _is_moved(self) -> bool:
        return self._taken is not None and self._ghost is not None and self._ghost != self._taken.shown_on

    def _take_next(self) -> None:
        held = self._days.get(self._cursor, [])
        if not held:
            return
        now = next((index for index, one in enumerate(held) if same(one, self._taken)), -1)
        self.take_up(held[(now + 1) % len(held)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take up the entry under the pointer, or put the cursor on the day."""
        point = event.position()
        day = self.grid().day_at(point.x(), point.y())
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            return
        row = self.grid().row_at(day, point.y())
        held = self._days.get(day, [])
        if 0 <= row < self._shown(held):
            self._pressed = point
            self.take_up(held[row])
        else:
            if self._taken is not None:
                self.take_up(None)
            self.go_to(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the ghost to the day under the pointer."""
        point = event.position()
        if self._pressed is None or (point - self._pressed).manhattanLength() < 6:
            return
        day = self.grid().day_at(point.x(), point.y())
        if day is not None:
            self.move_ghost(day)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the ghost where it is; the panel says what saving would do."""
        self._pressed = None

    # words

    def words_for(self, visit: VisitView) -> str:
        """Return how an entry reads: number and visit."""
        short = self._study.visit(visit.visit).short.in_(self._language)
        return f"{short_number(visit.participant)} {short}"

    def _say(self) -> None:
        held = [f"{self.words_for(one)} {mark_word(mark_of(one))}" for one in self._days.get(self._cursor, [])]
        what = ", ".join(held) if held else self.tr("no visit")
        self.setAccessibleDescription(f"{self._cursor.isoformat()}: {what}")

    # painting

    def sizeHint(self) -> QSize:
        """Return the size at the target window."""
        return QSize(810, 580)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heads, days, entries, window and ghost."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.fillPath(clip, colour("surface"))
        painter.setClipPath(clip)
        grid = self.grid()
        for index in range(WEEKS * DAYS):
            self._paint_day(painter, grid, grid.first + timedelta(days=index))
        self._paint_lines(painter, grid)
        for day, held in self._days.items():
            if grid.holds(day):
                self._paint_entries(painter, grid, day, held)
        self._paint_ghost(painter, grid)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("line"), 1))
        painter.drawPath(clip)
        if self.hasFocus() and grid.holds(self._cursor):
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(grid.box(self._cursor).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        painter.end()

    def _paint_day(self, painter: QPainter, grid: Grid, day: date) -> None:
        box = grid.box(day)
        taken = self._taken
        is_window = has_window(taken) and taken.opens_on <= day <= taken.closes_on
        if is_window or day.weekday() >= 5:
            painter.fillRect(box, colour("select" if is_window else "sunk"))
        number = QRectF(box.left() + 9, box.top() + 4, box.width() - 17, 20)
        is_other = (day.year, day.month) != (self._month.year, self._month.month)
        words = str(day.day)
        if day.day == 1:
            words = filled(self.tr("%1/1"), day.month)
        painter.setFont(sized_font(13, 400 if is_other else 600))
        if day == self._today:
            width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 14
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(number.left() - 4, number.top(), width, 19), 4, 4)
            painter.setPen(colour("on_accent"))
            painter.drawText(number.translated(3, -1), Qt.AlignmentFlag.AlignVCenter, words)
        else:
            painter.setPen(colour("ink3" if is_other else "ink"))
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, words)
        if has_window(taken) and day in (taken.opens_on, taken.closes_on):
            edge = self.tr("opens") if day == taken.opens_on else self.tr("closes")
            painter.setFont(sized_font(12))
            painter.setPen(colour("due"))
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, edge)

    def _paint_lines(self, painter: QPainter, grid: Grid) -> None:
        painter.setPen(QPen(colour("line"), 1))
        painter.fillRect(QRectF(0, 0, grid.width, HEAD), colour("surface"))
        for week in range(WEEKS):
            top = grid.box(grid.first + timedelta(days=week * DAYS)).top()
            painter.drawLine(QPointF(0, top), QPointF(grid.width, top))
        for column in range(1, DAYS):
            left = grid.box(grid.first + timedelta(days=column)).left()
            painter.drawLine(QPointF(left, HEAD), QPointF(left, grid.height))
        painter.setFont(sized_font(12, 500))
        painter.setPen(colour("ink3"))
        for column, words in enumerate(self._heads):
            left = grid.box(grid.first + timedelta(days=column)).left()
            painter.drawText(QRectF(left + 9, 0, 80, HEAD), Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _shown(held: list[VisitView]) -> int:
        return len(held) if len(held) <= SHOWN else SHOWN - 1

    def _paint_entries(self, painter: QPainter, grid: Grid, day: date, held: list[VisitView]) -> None:
        shown = self._shown(held)
        for row, visit in enumerate(held[:shown]):
            box = grid.entry(day, row)
            is_left = same(visit, self._taken) and self._is_moved()
            if same(visit, self._taken):
                pen = QPen(colour("line2" if is_left else "accent"), 1.3)
                pen.setStyle(Qt.PenStyle.DashLine if is_left else Qt.PenStyle.SolidLine)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush if is_left else colour("surface"))
                painter.drawRoundedRect(box.adjusted(0, 0.5, 0, -0.5), 4, 4)
            self._paint_entry(painter, box, visit, is_left=is_left)
        if len(held) > shown:
            painter.setFont(sized_font(12, 500))
            painter.setPen(colour("accent"))
            more = filled(self.tr("%1 more"), len(held) - shown)
            painter.drawText(grid.entry(day, shown).adjusted(5, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, more)

    def _paint_entry(self, painter: QPainter, box: QRectF, visit: VisitView, *, is_left: bool = False) -> None:
        mark = mark_of(visit)
        draw_mark(painter, mark, QRectF(box.left() + 5, box.center().y() - 6, 12, 12))
        is_loud = mark in ("due", "overdue", "out", "missed") and not is_left
        painter.setFont(sized_font(12, 500 if is_loud else 400))
        painter.setPen(colour("ink3" if is_left or mark in ("done", "not_done") else "ink"))
        room = box.adjusted(22, 0, 0, 0)
        words = self.words_for(visit)
        if mark in _SPEAKING:
            word = self._state_word(mark)
            longer = f"{words} {word}"  # the mark says it too, so the word stands only where it has room
            words = longer if QFontMetricsF(painter.font()).horizontalAdvance(longer) <= room.width() else words
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)

    def _state_word(self, mark: str) -> str:
        words = {"overdue": self.tr("overdue"), "missed": self.tr("missed"), "out": self.tr("out")}
        return words.get(mark, self.tr("not done"))

    def _paint_ghost(self, painter: QPainter, grid: Grid) -> None:
        taken, ghost = self._taken, self._ghost
        if taken is None or ghost is None or not self._is_moved() or not grid.holds(ghost):
            return
        is_inside = taken.is_unscheduled or taken.opens_on <= ghost <= taken.closes_on
        tone = "accent" if is_inside else "warn"
        row = min(self._shown(self._days.get(ghost, [])), SHOWN - 1)
        box = grid.entry(ghost, row)
        if grid.holds(taken.shown_on):
            held = self._days.get(taken.shown_on, [])
            index = next((k for k, one in enumerate(held) if same(one, taken)), 0)
            self._paint_arrow(painter, grid.entry(taken.shown_on, min(index, SHOWN - 1)), box, tone)
        painter.setPen(QPen(colour(tone), 1.6))
        painter.setBrush(colour("select" if is_inside else "warn_t"))
        painter.drawRoundedRect(box.adjusted(0, 0.5, 0, -0.5), 4, 4)
        draw_mark(painter, "upcoming" if is_inside else "out", QRectF(box.left() + 5, box.center().y() - 6, 12, 12))
        painter.setFont(sized_font(12, 600))
        painter.setPen(colour("ink"))
        painter.drawText(box.adjusted(22, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.words_for(taken))

    @staticmethod
    def _paint_arrow(painter: QPainter, start: QRectF, end: QRectF, tone: str) -> None:
        begin = QPointF(start.left() if end.left() <= start.left() else start.right(), start.center().y())
        point = QPointF(
            end.center().x() + end.width() / 4, end.top() - 1 if end.top() > start.top() else end.bottom() + 1
        )
        if abs(end.top() - start.top()) < 1:
            point = QPointF(end.right() if end.left() < start.left() else end.left(), end.center().y())
        if abs(end.left() - start.left()) < 1:
            begin = QPointF(point.x(), start.bottom() if end.top() > start.top() else start.top())
        path = QPainterPath(begin)
        path.quadTo(QPointF(point.x(), begin.y()), point)
        painter.setPen(QPen(colour(tone), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        way = path.angleAtPercent(0.97)
        painter.save()
        painter.translate(point)
        painter.rotate(-way)
        painter.drawPolyline(QPolygonF([QPointF(-6, -4), QPointF(0, 0), QPointF(-6, 4)]))
        painter.restore()

"""Paints the course of one participant as lanes over one time axis; it is told every bar and works none out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.marks import draw_mark
from escc_desktop.gui.theme import colour, sized_font

LABEL_WIDTH = 138.0
_HEAD = 24.0
_VISITS = 40.0
_DRUG = 34.0
_EVENT_ROW = 23.0
_CURVE = 76.0
_STOP = 14.0
"""How wide the mark of a visit is; visits of one day stand beside one another."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit on the first lane: its mark, its day, and its window as a line under it (None where it is past)."""

    key: str
    mark: str
    on: date
    window: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Bar:
    """Days of one cycle of a drug, both ends included. ``is_planned`` bars have no tint."""

    first: date
    last: date
    words: str
    is_planned: bool


@dataclass(frozen=True, slots=True)
class DrugLane:
    """One drug: its words and the token of its colour."""

    words: str
    token: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class EventBar:
    """One adverse event: grade digit in a solid box, length is duration, an arrow end says that it goes on."""

    words: str
    grade: str
    token: str
    first: date
    last: date | None
    is_serious: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """One laboratory value over time; points outside their range are drawn as red triangles with the figure."""

    words: str
    unit: str
    points: tuple[tuple[date, float, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Everything the timeline shows, from ``first`` to ``last``."""

    first: date
    last: date
    today: date
    today_words: str
    visits_words: str
    events_words: str
    stops: tuple[Stop, ...]
    drugs: tuple[DrugLane, ...]
    events: tuple[EventBar, ...]
    curve: Curve | None = None


class Timeline(QWidget):
    """The lanes. ``visit_chosen`` carries the key of the clicked visit; a list elsewhere serves the keyboard."""

    visit_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._rows: tuple[int, ...] = ()
        self._places: list[tuple[QRectF, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_course(self, course: Course, said: str) -> None:
        """Paint ``course``; ``said`` is what a screen reader says in its place."""
        self._course = course
        self.setAccessibleName(said)
        self._rows = _rows_of(course)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height that shows every lane."""
        return QSize(640, round(self._height()))

    def minimumSizeHint(self) -> QSize:
        """Return the same height and the least width at which the axis reads."""
        return QSize(420, round(self._height()))

    def _height(self) -> float:
        course = self._course
        if course is None:
            return _HEAD + _VISITS
        curve = _CURVE if course.curve else 0
        return _HEAD + _VISITS + _DRUG * len(course.drugs) + self._events_height() + curve

    def _events_height(self) -> float:
        return max(1, 1 + max(self._rows, default=0)) * _EVENT_ROW + 9

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the visit under the pointer."""
        for place, key in self._places:
            if place.contains(event.position()):
                self.visit_chosen.emit(key)
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be clicked."""
        is_over = any(place.contains(event.position()) for place, _ in self._places)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def _at(self, day: date) -> float:
        assert self._course is not None
        days = max(1, (self._course.last - self._course.first).days)
        return LABEL_WIDTH + (self.width() - LABEL_WIDTH) * (day - self._course.first).days / days

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axis, lanes and today's line."""
        if self._course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter, self._course)
        self._paint_today(painter, self._course)
        top = self._paint_visits(painter, self._course, _HEAD)
        for lane in self._course.drugs:
            top = self._paint_drug(painter, lane, top)
        top = self._paint_events(painter, self._course, top)
        if self._course.curve:
            self._paint_curve(painter, self._course.curve, top)
        painter.end()

    def _paint_axis(self, painter: QPainter, course: Course) -> None:
        bottom = self.height() - 1.0
        future = QRectF(self._at(course.today), _HEAD, self.width() - self._at(course.today), bottom - _HEAD)
        painter.fillRect(future, colour("sunk"))
        weeks = (course.last - course.first).days / 7
        per_week = (self.width() - LABEL_WIDTH) / max(1.0, weeks)
        labelled = next((step for step in (1, 2, 4, 8, 13) if per_week * step >= 62), 26)
        lined = max(1, labelled // 2)
        metrics = QFontMetricsF(sized_font(12))
        today = self._today_box(course)
        monday = course.first + timedelta(days=-course.first.weekday() % 7)
        index = 0
        while monday <= course.last:
            x = self._at(monday)
            if index % lined == 0:
                painter.fillRect(QRectF(x, _HEAD, 1, bottom - _HEAD), colour("line"))
            words = monday.strftime("%m-%d")
            wide = metrics.horizontalAdvance(words)
            is_free = x + 3 + wide < today.left() - 4 or x + 3 > today.right() + 4
            if index % labelled == 0 and x + wide + 4 < self.width() and is_free:
                _words(painter, QPointF(x + 3, 15), words, 12, 400, colour("ink3"))
            monday += timedelta(days=7)
            index += 1

    def _lane(self, painter: QPainter, top: float, height: float, words: str, middle: float | None = None) -> float:
        base = (middle if middle is not None else top + height / 2) + 4.5
        _words(painter, QPointF(0, base), words, 13, 500, colour("ink"))
        painter.fillRect(QRectF(0, top + height, self.width(), 1), colour("line"))
        return top + height + 1

    def _paint_visits(self, painter: QPainter, course: Course, top: float) -> float:
        self._places = []
        below = self._lane(painter, top, _VISITS - 1, course.visits_words)
        ends = [0.0, 0.0]  # windows that meet lie one below the other
        taken = -1.0
        for stop in course.stops:
            if stop.window and stop.window[1] >= course.first and stop.window[0] <= course.last:
                left = max(LABEL_WIDTH, self._at(stop.window[0]))
                right = min(float(self.width()), max(self._at(stop.window[1]), left + 3))
                level = 0 if left > ends[0] + 3 else 1
                ends[level] = right
                painter.fillRect(QRectF(left, top + 29 + 5 * level, right - left, 2), colour("line2"))
            if course.first <= stop.on <= course.last:
                at = max(self._at(stop.on), taken + _STOP + 2) if taken >= 0 else self._at(stop.on)
                taken = at
                box = QRectF(at - _STOP / 2, top + 8, _STOP, _STOP)
                draw_mark(painter, stop.mark, box)
                self._places.append((box.adjusted(-1, -8, 1, 9), stop.key))
        return below

    def _paint_drug(self, painter: QPainter, lane: DrugLane, top: float) -> float:
        below = self._lane(painter, top, _DRUG - 1, lane.words)
        painter.save()
        painter.setClipRect(QRectF(LABEL_WIDTH, top, self.width() - LABEL_WIDTH, _DRUG))
        for bar in lane.bars:
            left, right = self._at(bar.first), self._at(bar.last + timedelta(days=1))
            pen = QPen(colour(lane.token), 1.2)
            if bar.is_planned:
                pen.setDashPattern([3.0, 2.5])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush if bar.is_planned else colour(f"{lane.token}_t"))
            painter.drawRoundedRect(QRectF(left + 1, top + 8, max(4.0, right - left - 2), 17), 3, 3)
            _words(painter, QPointF(left + 5, top + 21), bar.words, 12, 400, colour("ink"))
        painter.restore()
        return below

    def _paint_events(self, painter: QPainter, course: Course, top: float) -> float:
        height = self._events_height()
        below = self._lane(painter, top, height - 1, course.events_words, top + 16)
        for row, event in zip(self._rows, course.events, strict=True):
            self._paint_event(painter, course, event, top + 5 + row * _EVENT_ROW)
        return below

    def _paint_event(self, painter: QPainter, course: Course, event: EventBar, top: float) -> None:
        left = max(LABEL_WIDTH, self._at(event.first))
        goes_on = event.last is None
        right = max(left + 18, self._at((event.last or course.today) + timedelta(days=0 if goes_on else 1)))
        ink, tint = colour(event.token), colour(f"{event.token}_t")
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(left, top, right - left, 17), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(left, top, 18, 17), 3, 3)
        digit = QFontMetricsF(sized_font(12, 600)).horizontalAdvance(event.grade)
        _words(painter, QPointF(left + 9 - digit / 2, top + 13), event.grade, 12, 600, colour("surface"))
        wide = QFontMetricsF(sized_font(12)).horizontalAdvance(event.words)
        is_inside = wide + 26 < right - left - (14 if goes_on else 4)
        text_left = left + 23 if is_inside else right + 8
        if not is_inside and text_left + wide + 20 > self.width():
            text_left = left - wide - 8 - (18 if event.is_serious else 0)
        _words(painter, QPointF(text_left, top + 13), event.words, 12, 400, colour("ink"))
        if goes_on and right - left > 30:
            painter.setPen(QPen(ink, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            points = [QPointF(right - 9, top + 4), QPointF(right - 4.5, top + 8.5), QPointF(right - 9, top + 13)]
            painter.drawPolyline(QPolygonF(points))
        if event.is_serious:
            draw_mark(painter, "sae", QRectF(text_left + wide + 5, top + 2, 13, 13), inner=colour("surface"))

    def _paint_curve(self, painter: QPainter, curve: Curve, top: float) -> None:
        _words(painter, QPointF(0, top + 18), curve.words, 13, 500, colour("ink"))
        _raised(painter, QPointF(0, top + 35), curve.unit)
        high = max(value for _, value, _, _ in curve.points) or 1.0
        ends = [
            (QPointF(self._at(on), top + _CURVE - 18 - (_CURVE - 34) * value / high), said, is_low)
            for on, value, said, is_low in curve.points
        ]
        painter.setPen(QPen(colour("ink2"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([point for point, _, _ in ends]))
        for point, said, is_out in ends:
            if is_out:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("over"))
                corners = [point + QPointF(-5, -4), point + QPointF(5, -4), point + QPointF(0, 4)]
                painter.drawPolygon(QPolygonF(corners))
            else:
                painter.setPen(QPen(colour("ink2"), 1.4))
                painter.setBrush(colour("surface"))
                painter.drawEllipse(point, 3, 3)
            wide = QFontMetricsF(sized_font(12, 600)).horizontalAdvance(said)
            ink = colour("over" if is_out else "ink3")
            _words(painter, point + QPointF(-wide / 2, 16), said, 12, 600 if is_out else 400, ink)

    def _today_box(self, course: Course) -> QRectF:
        wide = QFontMetricsF(sized_font(12, 600)).horizontalAdvance(course.today_words) + 12
        left = min(max(LABEL_WIDTH, self._at(course.today) - wide / 2), self.width() - wide)
        return QRectF(left, 1, wide, 19)

    def _paint_today(self, painter: QPainter, course: Course) -> None:
        x = self._at(course.today)
        painter.fillRect(QRectF(x - 0.75, 20, 1.5, self.height() - 21), colour("accent"))
        box = self._today_box(course)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(box, 3, 3)
        _words(painter, QPointF(box.left() + 6, 15), course.today_words, 12, 600, colour("on_accent"))


def _rows_of(course: Course) -> tuple[int, ...]:
    """Give each event the first row in which nothing before it ends too near; words take room too."""
    metrics = QFontMetricsF(sized_font(12))
    days = max(1, (course.last - course.first).days)
    ends: list[float] = []
    rows: list[int] = []
    for event in course.events:
        left = (event.first - course.first).days
        length = ((event.last or course.today) - event.first).days + 1
        wide = (metrics.horizontalAdvance(event.words) + 50) * days / 900
        right = left + max(length, wide if wide < length else length + wide)
        row = next((index for index, end in enumerate(ends) if end <= left), len(ends))
        if row == len(ends):
            ends.append(right)
        ends[row] = right
        rows.append(row)
    return tuple(rows)


def _words(painter: QPainter, base: QPointF, text: str, size: int, weight: int, ink: QColor) -> None:
    painter.setFont(sized_font(size, weight))
    painter.setPen(ink)
    painter.drawText(base, text)


def _raised(painter: QPainter, base: QPointF, unit: str) -> None:
    """Write ``10^9/L`` with a small raised figure: the typeface lacks the superscript."""
    before, sign, after = unit.partition("^")
    _words(painter, base, before, 12, 400, colour("ink3"))
    if not sign:
        return
    left = base.x() + QFontMetricsF(sized_font(12)).horizontalAdvance(before) + 1
    figure = after[: next((index for index, letter in enumerate(after) if not letter.isdigit()), len(after))]
    _words(painter, QPointF(left, base.y() - 4), figure, 9, 400, colour("ink3"))
    left += QFontMetricsF(sized_font(9)).horizontalAdvance(figure) + 1
    _words(painter, QPointF(left, base.y()), after[len(figure) :], 12, 400, colour("ink3"))

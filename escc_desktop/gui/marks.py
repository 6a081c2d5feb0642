"""Draws the marks of state, each a shape of its own; it never decides which state something is in."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from escc_desktop.gui.theme import colour, tokens

BOX = 14.0  # every shape is drawn in a box of 14 and scaled
_WIDTH = 1.5
_CENTRE = QPointF(7, 7)


class _Pencil:
    """One painter in the 14 px box, with the mark's colour and the colour that shows through solid shapes."""

    def __init__(self, painter: QPainter, ink: QColor, inner: QColor) -> None:
        self.painter = painter
        self.ink = ink
        self.inner = inner

    def stroke(self, width: float = _WIDTH, *, inside: bool = False) -> None:
        pen = QPen(self.inner if inside else self.ink, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def fill(self, *, inside: bool = False) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QBrush(self.inner if inside else self.ink))

    def ring(self) -> None:
        self.stroke()
        self.painter.drawEllipse(_CENTRE, 5.4, 5.4)

    def disc(self) -> None:
        self.fill()
        self.painter.drawEllipse(_CENTRE, 6.3, 6.3)

    def square(self) -> None:
        self.stroke()
        self.painter.drawRoundedRect(QRectF(1.6, 1.6, 10.8, 10.8), 2.4, 2.4)

    def solid_square(self) -> None:
        self.fill()
        self.painter.drawRoundedRect(QRectF(0.8, 0.8, 12.4, 12.4), 2.8, 2.8)

    def octagon(self) -> None:
        self.fill()
        points = [QPointF(7 + 6.6 * cos(pi / 8 + k * pi / 4), 7 + 6.6 * sin(pi / 8 + k * pi / 4)) for k in range(8)]
        self.painter.drawPolygon(QPolygonF(points))

    def diamond(self) -> None:
        self.stroke()
        self.painter.drawPolygon(QPolygonF([QPointF(7, 0.9), QPointF(13.1, 7), QPointF(7, 13.1), QPointF(0.9, 7)]))

    def lines(self, *points: tuple[float, float], width: float = _WIDTH, inside: bool = False) -> None:
        self.stroke(width, inside=inside)
        self.painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))

    def dot(self, x: float, y: float, size: float, *, inside: bool = False) -> None:
        self.fill(inside=inside)
        self.painter.drawEllipse(QPointF(x, y), size, size)

    def tick(self, *, inside: bool) -> None:
        self.lines((4.0, 7.2), (6.1, 9.3), (10.0, 4.9), width=1.7, inside=inside)

    def cross(self, reach: float, *, inside: bool = False) -> None:
        for sign in (1, -1):
            self.lines((7 - reach, 7 - sign * reach), (7 + reach, 7 + sign * reach), inside=inside)

    def exclamation(self, top: float, bottom: float, *, inside: bool) -> None:
        self.lines((7, top), (7, bottom), width=1.6, inside=inside)
        self.dot(7, bottom + 2.4, 0.95, inside=inside)

    def arcs(self, spans: list[tuple[float, float]]) -> None:
        self.stroke()
        for start, length in spans:
            self.painter.drawArc(QRectF(1.6, 1.6, 10.8, 10.8), round(start * 16), round(length * 16))


def _upcoming(p: _Pencil) -> None:
    p.ring()


def _due(p: _Pencil) -> None:
    p.ring()
    p.dot(7, 7, 2.2)


def _overdue(p: _Pencil) -> None:
    p.stroke(1.4)
    p.painter.setBrush(p.ink)
    p.painter.drawPolygon(QPolygonF([QPointF(7, 1.5), QPointF(13, 12.5), QPointF(1, 12.5)]))
    p.exclamation(5.2, 8.0, inside=True)


def _done(p: _Pencil) -> None:
    p.disc()
    p.tick(inside=True)


def _missed(p: _Pencil) -> None:
    p.ring()
    p.lines((3.3, 10.7), (10.7, 3.3))


def _not_done(p: _Pencil) -> None:
    p.disc()
    p.fill(inside=True)
    p.painter.drawRect(QRectF(3.8, 6, 6.4, 2))


def _out(p: _Pencil) -> None:
    p.stroke()
    p.painter.drawRoundedRect(QRectF(1.2, 2.2, 6.6, 9.6), 1.6, 1.6)
    p.dot(11.6, 7, 1.9)


def _draft(p: _Pencil) -> None:
    p.ring()
    p.fill()
    p.painter.drawPie(QRectF(1.6, 1.6, 10.8, 10.8), -90 * 16, 180 * 16)


def _void(p: _Pencil) -> None:
    p.square()
    p.cross(2.3)


def _signed(p: _Pencil) -> None:
    p.solid_square()
    p.tick(inside=True)


def _ink(p: _Pencil) -> None:
    p.square()
    p.lines((3.9, 9.4), (5.3, 4.9), (6.5, 9.0), (7.9, 6.3), (8.7, 8.2), (10.2, 7.5), width=1.4)


def _unsigned(p: _Pencil) -> None:
    p.square()


def _unknown(p: _Pencil) -> None:
    p.arcs([(k * 45.0 + 10, 22.0) for k in range(8)])


def _sae(p: _Pencil) -> None:
    p.octagon()
    p.exclamation(3.7, 7.4, inside=True)


def _warn(p: _Pencil) -> None:
    p.diamond()
    p.exclamation(4.3, 7.0, inside=False)


def _assume(p: _Pencil) -> None:
    p.stroke()
    dashed = p.painter.pen()
    dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
    p.painter.setPen(dashed)
    # Corners stay whole and each side has one dash, so that the square is read as dashed at 12 px too.
    low, high, reach = 1.6, 12.4, 2.7
    for x, y, dx, dy in ((low, low, 1, 1), (high, low, -1, 1), (high, high, -1, -1), (low, high, 1, -1)):
        path = QPainterPath(QPointF(x + dx * reach, y))
        path.lineTo(x + dx * 1.4, y)
        path.quadTo(x, y, x, y + dy * 1.4)
        path.lineTo(x, y + dy * reach)
        p.painter.drawPath(path)
    for x, y, wide, tall in ((7.0, low, 1.1, 0.0), (7.0, high, 1.1, 0.0), (low, 7.0, 0.0, 1.1), (high, 7.0, 0.0, 1.1)):
        p.painter.drawLine(QPointF(x - wide, y - tall), QPointF(x + wide, y + tall))


def _wait(p: _Pencil) -> None:
    p.ring()
    p.lines((7, 4.0), (7, 7.3), (9.2, 8.5))


def _send(p: _Pencil) -> None:
    p.ring()
    p.lines((7, 9.9), (7, 4.3))
    p.lines((4.8, 6.5), (7, 4.3), (9.2, 6.5))


def _confirmed(p: _Pencil) -> None:
    p.lines((0.9, 7.6), (3.5, 10.4), (8.6, 4.2), width=1.6)
    p.lines((6.4, 9.6), (7.2, 10.4), (13.0, 3.6), width=1.6)


def _hard(p: _Pencil) -> None:
    p.octagon()
    p.lines((4.2, 7), (9.8, 7), width=2.0, inside=True)


def _rest(p: _Pencil) -> None:
    p.ring()
    p.lines((5.6, 5.0), (5.6, 9.0), width=1.4)
    p.lines((8.4, 5.0), (8.4, 9.0), width=1.4)


def _stop(p: _Pencil) -> None:
    p.ring()
    p.fill()
    p.painter.drawRect(QRectF(4.2, 4.2, 5.6, 5.6))


def _info(p: _Pencil) -> None:
    p.ring()
    p.dot(7, 4.3, 0.9)
    p.lines((7, 6.7), (7, 9.9), width=1.4)


def _no(p: _Pencil) -> None:
    p.disc()
    p.cross(2.2, inside=True)


def _query(p: _Pencil) -> None:
    p.diamond()
    p.stroke(1.2)
    path = QPainterPath(QPointF(5.5, 5.5))
    path.cubicTo(5.6, 3.5, 8.6, 3.6, 8.5, 5.6)
    path.cubicTo(8.4, 6.7, 7.0, 6.7, 7.0, 7.9)
    p.painter.drawPath(path)
    p.dot(7, 9.8, 0.8)


def _gap(p: _Pencil) -> None:
    p.arcs([(35, 110), (215, 110)])


def _locked(p: _Pencil) -> None:
    p.fill()
    p.painter.drawRoundedRect(QRectF(2.2, 6.2, 9.6, 6.8), 1.6, 1.6)
    p.stroke(1.5)
    path = QPainterPath(QPointF(4.5, 6.4))
    path.lineTo(4.5, 4.2)
    path.cubicTo(4.5, 0.7, 9.5, 0.7, 9.5, 4.2)
    path.lineTo(9.5, 6.4)
    p.painter.drawPath(path)


def _fail(p: _Pencil) -> None:
    p.ring()
    p.cross(2.1)


def _screen(p: _Pencil) -> None:
    p.ring()
    for x in (4.4, 7.0, 9.6):
        p.dot(x, 7, 0.9)


def _ongoing(p: _Pencil) -> None:
    p.ring()
    p.lines((4.2, 7), (9.8, 7))
    p.lines((7.6, 4.8), (9.8, 7), (7.6, 9.2))


def _active(p: _Pencil) -> None:
    p.disc()
    p.fill(inside=True)
    p.painter.drawPolygon(QPolygonF([QPointF(5.5, 4.2), QPointF(10.3, 7), QPointF(5.5, 9.8)]))


_SHAPES: dict[str, Callable[[_Pencil], None]] = {
    "upcoming": _upcoming, "due": _due, "overdue": _overdue, "done": _done, "missed": _missed, "out": _out,
    "not_done": _not_done,
    "draft": _draft, "void": _void, "signed": _signed, "ink": _ink, "unsigned": _unsigned,
    "unknown": _unknown, "sae": _sae,
    "warn": _warn, "assume": _assume, "wait": _wait, "send": _send, "confirmed": _confirmed, "hard": _hard,
    "rest": _rest, "stop": _stop, "info": _info, "yes": _done, "no": _no, "query": _query, "gap": _gap,
    "locked": _locked, "fail": _fail, "screen": _screen, "ongoing": _ongoing, "active": _active,
}  # fmt: skip
MARKS: tuple[str, ...] = tuple(_SHAPES)


def mark_token(name: str) -> str:
    """Return the colour token of a mark (``due``, ``over``, ``none`` ...)."""
    return str(tokens()["marks"][name]["colour"])


def draw_mark(
    painter: QPainter, name: str, box: QRectF, *, ink: QColor | None = None, inner: QColor | None = None
) -> None:
    """Draw the mark ``name`` into ``box`` (square, any size); colours are the look's unless given.

    ``inner`` is what shows through a solid shape: give the tint when the mark stands on one.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / BOX, box.height() / BOX)
    _SHAPES[name](_Pencil(painter, ink or colour(mark_token(name)), inner or colour("surface")))
    painter.restore()


def mark_word(name: str) -> str:
    """Return the word that goes with a mark, in the language that is shown."""
    return QCoreApplication.translate("Marks", _WORDS[name])


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` as it is; the name is the one that lupdate looks for."""
    return text


_WORDS = {
    "upcoming": QT_TRANSLATE_NOOP("Marks", "Planned"),
    "due": QT_TRANSLATE_NOOP("Marks", "Due"),
    "overdue": QT_TRANSLATE_NOOP("Marks", "Overdue"),
    "done": QT_TRANSLATE_NOOP("Marks", "Done"),
    "missed": QT_TRANSLATE_NOOP("Marks", "Missed"),
    "out": QT_TRANSLATE_NOOP("Marks", "Out of window"),
    "not_done": QT_TRANSLATE_NOOP("Marks", "Not done"),
    "draft": QT_TRANSLATE_NOOP("Marks", "Draft"),
    "void": QT_TRANSLATE_NOOP("Marks", "Signature void"),
    "signed": QT_TRANSLATE_NOOP("Marks", "Signed"),
    "ink": QT_TRANSLATE_NOOP("Marks", "Signed by hand"),
    "unsigned": QT_TRANSLATE_NOOP("Marks", "To be signed"),
    "unknown": QT_TRANSLATE_NOOP("Marks", "Unanswered"),
    "sae": QT_TRANSLATE_NOOP("Marks", "Serious (SAE)"),
    "warn": QT_TRANSLATE_NOOP("Marks", "Soft check"),
    "assume": QT_TRANSLATE_NOOP("Marks", "Assumption"),
    "wait": QT_TRANSLATE_NOOP("Marks", "Not confirmed"),
    "send": QT_TRANSLATE_NOOP("Marks", "To send"),
    "confirmed": QT_TRANSLATE_NOOP("Marks", "Confirmed"),
    "hard": QT_TRANSLATE_NOOP("Marks", "Cannot be completed"),
    "rest": QT_TRANSLATE_NOOP("Marks", "Rest or follow-up"),
    "stop": QT_TRANSLATE_NOOP("Marks", "Permanently discontinued"),
    "info": QT_TRANSLATE_NOOP("Marks", "Note"),
    "yes": QT_TRANSLATE_NOOP("Marks", "Yes (met)"),
    "no": QT_TRANSLATE_NOOP("Marks", "No (not met)"),
    "query": QT_TRANSLATE_NOOP("Marks", "Query or contradiction"),
    "gap": QT_TRANSLATE_NOOP("Marks", "Earlier package missing"),
    "locked": QT_TRANSLATE_NOOP("Marks", "Data locked"),
    "fail": QT_TRANSLATE_NOOP("Marks", "Screen failure"),
    "screen": QT_TRANSLATE_NOOP("Marks", "Screening"),
    "ongoing": QT_TRANSLATE_NOOP("Marks", "Ongoing"),
    "active": QT_TRANSLATE_NOOP("Marks", "On treatment"),
}


class MarkSign(QWidget):
    """A mark alone, where its word stands beside it in a widget of its own."""

    def __init__(self, name: str, size: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(mark_word(name))

    def set_mark(self, name: str) -> None:
        """Show another mark in the same place."""
        self._name = name
        self.setAccessibleName(mark_word(name))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Say the mark in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(mark_word(self._name))

    def sizeHint(self) -> QSize:
        """Return the square that the mark fills."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        draw_mark(painter, self._name, QRectF(0, 0, self._size, self._size))
        painter.end()

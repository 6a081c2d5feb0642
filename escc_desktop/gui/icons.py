"""Renders the icons for things and acts in the look's colours; states are marks and never icons."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from escc_desktop.gui.theme import colour, tokens
from escc_desktop.places import shipped

_SCALE = 2  # rendered at twice the size, so that a screen at 150 or 200 % stays sharp


@cache
def _drawing(name: str) -> str:
    drawn = shipped(f"resources/icons/{name}.svg").read_text(encoding="utf-8")
    return drawn.replace('stroke-width="2"', f'stroke-width="{tokens()["icons"]["stroke"]}"')


@cache
def _pixmap(name: str, size: int, tint: str) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", tint).encode()))
    pixmap = QPixmap(size * _SCALE, size * _SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size * _SCALE, size * _SCALE))
    painter.end()
    pixmap.setDevicePixelRatio(_SCALE)
    return pixmap


def pixmap(name: str, size: int = 16, ink: str | QColor = "ink") -> QPixmap:
    """Return the icon ``name`` (a file of ``resources/icons``) in ``size`` px, tinted with a token or a colour."""
    tint = ink if isinstance(ink, QColor) else colour(ink)
    return _pixmap(name, size, tint.name())


def icon(name: str, size: int = 16, ink: str = "ink", disabled: str = "ink3", gap: int = 0) -> QIcon:
    """Return a QIcon of the look that is shown, with ``gap`` px of room at its right; made anew with the theme."""
    made = QIcon(_spaced(pixmap(name, size, ink), size, gap))
    made.addPixmap(_spaced(pixmap(name, size, disabled), size, gap), QIcon.Mode.Disabled)
    return made


def _spaced(drawn: QPixmap, size: int, gap: int) -> QPixmap:
    if not gap:
        return drawn
    wide = QPixmap((size + gap) * _SCALE, size * _SCALE)
    wide.setDevicePixelRatio(_SCALE)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


def draw_icon(painter: QPainter, name: str, box: QRectF, ink: str | QColor = "ink") -> None:
    """Draw the icon ``name`` into the square ``box``."""
    painter.drawPixmap(box, pixmap(name, round(box.width()), ink), QRectF())


def clear() -> None:
    """Forget every rendered icon; for the end of the application, before Qt goes away."""
    _pixmap.cache_clear()

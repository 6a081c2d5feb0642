"""Turns the tokens of the look into palettes, fonts and the style sheet; it knows no page and no widget of ours."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from escc_desktop.places import shipped

Mode = Literal["light", "dark", "system"]
MODES: tuple[Mode, ...] = ("light", "dark", "system")
FAMILY = "Noto Sans SC"
_FIRST_WEIGHTS = ("Regular", "SemiBold")
_LATER_WEIGHTS = ("Medium",)
_PLACE = re.compile(r"@([A-Za-z_0-9]+)")


@cache
def tokens() -> dict[str, Any]:
    """Return ``resources/tokens.json``: every number and colour of the look."""
    read: dict[str, Any] = json.loads(shipped("resources/tokens.json").read_text(encoding="utf-8"))
    return read


@cache
def _sheet() -> str:
    return shipped("resources/style.qss").read_text(encoding="utf-8")


def size(name: str) -> int:
    """Return one size of the look in px at 96 dpi; the smallest where the tokens name several."""
    found = tokens()["size"][name]
    return int(found[0] if isinstance(found, list) else found)


def radius(name: str) -> int:
    """Return the corner radius of ``name`` (``card``, ``button``, ``field`` ...) in px."""
    return int(tokens()["radius"][name])


@cache
def font(role: str = "body") -> QFont:
    """Return the font of a role: ``display title emphasis card body table label caption table_head key``."""
    pixels, weight = tokens()["type"][role]
    return sized_font(pixels, weight)


@cache
def sized_font(pixels: int, weight: int = 400) -> QFont:
    """Return the one family in ``pixels`` and a bundled weight: 400, 500 or 600. Callers must not change it."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    return made


def load_first_fonts() -> None:
    """Register the two weights that the unlock window shows (about 30 ms)."""
    _register(_FIRST_WEIGHTS)


def load_later_fonts() -> None:
    """Register the third weight, once the first window stands."""
    _register(_LATER_WEIGHTS)


def _register(weights: tuple[str, ...]) -> None:
    known = set(QFontDatabase.styles(FAMILY))
    for weight in weights:
        if weight not in known:
            QFontDatabase.addApplicationFont(str(shipped(f"resources/fonts/NotoSansSC-{weight}.ttf")))


def style_sheet(name: str) -> str:
    """Return the style sheet of ``light`` or ``dark``: ``resources/style.qss`` with every ``@token`` filled in."""
    colours: dict[str, str] = tokens()["colour"][name]
    numbers = {f"r_{key}": f"{value}px" for key, value in tokens()["radius"].items()}
    # Qt insets a border inside the box, so a field of 32 px has 32 less two borders of content.
    numbers |= {
        f"h_{key}": f"{tokens()['size'][key] - 2}px" for key in ("field", "button", "button_small", "grid_field")
    }
    return _PLACE.sub(lambda found: (colours | numbers)[found.group(1)], _sheet())


def palette(name: str) -> QPalette:
    """Return a palette of our own for ``light`` or ``dark``; the system's colours are never mixed in."""
    colours = {key: QColor(value) for key, value in tokens()["colour"][name].items()}
    role = QPalette.ColorRole
    made = QPalette()
    pairs = (
        (role.Window, "canvas"), (role.WindowText, "ink"), (role.Base, "surface"), (role.AlternateBase, "sunk"),
        (role.Text, "ink"), (role.Button, "surface"), (role.ButtonText, "ink"), (role.BrightText, "on_accent"),
        (role.ToolTipBase, "surface"), (role.ToolTipText, "ink"), (role.PlaceholderText, "ink3"),
        (role.Highlight, "accent"), (role.HighlightedText, "on_accent"), (role.Link, "accent"),
        (role.LinkVisited, "accent"), (role.Light, "surface"), (role.Midlight, "line"), (role.Mid, "line2"),
        (role.Dark, "line2"), (role.Shadow, "scrim"), (role.Accent, "accent"),
    )  # fmt: skip
    for painted, token in pairs:
        made.setColor(painted, colours[token])
    for painted in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, painted, colours["ink3"])
    return made


class Theme(QObject):
    """The look in force. ``changed`` is emitted after palette and style sheet became those of another look."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode: Mode = "light"
        self._name = "light"
        self._colours: dict[str, QColor] = {}
        self._read("light")

    @property
    def mode(self) -> Mode:
        """What the person chose: ``light``, ``dark`` or ``system``."""
        return self._mode

    @property
    def name(self) -> str:
        """What is shown: ``light`` or ``dark``."""
        return self._name

    def colour(self, token: str) -> QColor:
        """Return the colour of ``token`` in the look that is shown."""
        return self._colours[token]

    def set_mode(self, mode: Mode) -> None:
        """Show ``mode`` at once in every window of the application."""
        self._mode = mode
        self._show()

    def follow_system(self) -> None:
        """Take up the system's changes between light and dark while the mode is ``system``."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._show()

    def _show(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        is_dark = self._mode == "dark"
        if self._mode == "system":
            is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._read("dark" if is_dark else "light")
        sheet = style_sheet(self._name)
        if app.styleSheet() == sheet:
            return  # it is shown already: every part of every window would be dressed anew for nothing
        app.setPalette(palette(self._name))
        app.setStyleSheet(sheet)
        self.changed.emit()

    def _read(self, name: str) -> None:
        self._name = name
        self._colours = {key: QColor(value) for key, value in tokens()["colour"][name].items()}


@cache
def theme() -> Theme:
    """Return the one look of the application."""
    return Theme()


def colour(token: str) -> QColor:
    """Return ``token``'s colour in the look that is shown; for painting."""
    return theme().colour(token)

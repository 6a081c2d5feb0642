"""The look keeps to its tokens: contrast as recorded and demanded, every colour placed, switched at run time."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from escc_desktop.gui.application import Application
from escc_desktop.gui.theme import FAMILY, colour, palette, sized_font, style_sheet, theme, tokens

PAIRS = [(look, pair, value) for look, pairs in tokens()["contrast"].items() for pair, value in pairs.items()]


def _luminance(shown: QColor) -> float:
    """Relative luminance of WCAG 2.2, from sRGB."""
    shares = (shown.redF(), shown.greenF(), shown.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("look", "pair", "recorded"), PAIRS)
def test_every_pair_has_the_contrast_that_is_recorded_and_demanded(look: str, pair: str, recorded: float) -> None:
    words, ground = pair.replace(" (3:1)", "").split("/")
    colours = tokens()["colour"][look]
    measured = _contrast(QColor(colours[words]), QColor(colours[ground]))
    assert measured >= (3.0 if words == "line2" else 4.5)
    assert measured == pytest.approx(recorded, abs=0.02)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_sheet_has_no_token_left_and_sets_the_placeholder(look: str) -> None:
    sheet = style_sheet(look)
    assert "@" not in sheet
    assert f"placeholder-text-color: {tokens()['colour'][look]['ink3']}" in sheet
    known = {value.lower() for value in tokens()["colour"][look].values()}
    assert {found.lower() for found in re.findall(r"#[0-9A-Fa-f]{6}", sheet)} <= known


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_palette_is_our_own(look: str) -> None:
    made = palette(look)
    colours = tokens()["colour"][look]
    assert made.color(QPalette.ColorRole.Window) == QColor(colours["canvas"])
    assert made.color(QPalette.ColorRole.PlaceholderText) == QColor(colours["ink3"])


def test_switching_reaches_the_application_at_once(dressed: Application, qapp: QApplication) -> None:
    heard: list[str] = []
    theme().changed.connect(lambda: heard.append(theme().name))
    theme().set_mode("dark")
    assert heard == ["dark"]
    assert colour("canvas") == QColor("#15181C")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#15181C")


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_the_bundled_weights_are_the_ones_that_are_drawn(dressed: Application, weight: int) -> None:
    info = QFontInfo(sized_font(14, weight))
    assert info.family() == FAMILY
    assert info.weight() == weight
    assert info.exactMatch()

"""Every mark can be told from every other without colour, at each size that is used."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from escc_desktop.gui.application import Application
from escc_desktop.gui.marks import MARKS, draw_mark, mark_word
from escc_desktop.gui.theme import tokens

SIZES = tokens()["size"]["mark"]


def _drawn(name: str, size: int) -> list[int]:
    image = QImage(size, size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_mark(painter, name, QRectF(0, 0, size, size), ink=QColor("black"), inner=QColor("white"))
    painter.end()
    return [image.pixelColor(x, y).lightness() for y in range(size) for x in range(size)]


def test_there_is_a_mark_for_each_of_the_tokens() -> None:
    assert set(MARKS) == set(tokens()["marks"])


@pytest.mark.parametrize("size", SIZES)
def test_shapes_differ_in_grey_and_equal_shapes_are_equal(dressed: Application, size: int) -> None:
    drawn = {name: _drawn(name, size) for name in MARKS}
    shapes = {name: tokens()["marks"][name]["shape"] for name in MARKS}
    for one, other in combinations(MARKS, 2):
        apart = sum(abs(a - b) for a, b in zip(drawn[one], drawn[other], strict=True)) / 255
        if shapes[one] == shapes[other]:
            assert apart == 0, (one, other)
        else:
            assert apart > 4, (one, other, apart)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MARKS)
def test_no_mark_is_cut_by_its_box(dressed: Application, name: str, size: int) -> None:
    wide = QImage(size + 8, size + 8, QImage.Format.Format_Grayscale8)
    wide.fill(Qt.GlobalColor.white)
    painter = QPainter(wide)
    draw_mark(painter, name, QRectF(4, 4, size, size), ink=QColor("black"), inner=QColor("white"))
    painter.end()
    edge = {0, 1, 2, size + 5, size + 6, size + 7}
    around = [(x, y) for x in range(size + 8) for y in range(size + 8) if x in edge or y in edge]
    assert all(wide.pixelColor(x, y).lightness() > 240 for x, y in around)


def test_the_chinese_words_are_those_of_the_tokens(dressed: Application) -> None:
    from escc_desktop.gui.language import tongue

    tongue().speak("zh")
    assert {name: mark_word(name) for name in MARKS} == {
        name: mark["word_zh"] for name, mark in tokens()["marks"].items()
    }

"""Draws words, lines, boxes and marks on one page, in mm from the top left of its frame; it decides no layout.

All marks are vectors: the print type has no tick boxes, and a state must be seen in black alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from reportlab.lib.utils import ImageReader

from escc_desktop.documents.typeface import LOWERED, POINTS_PER_MM, RAISED, SMALL, Weight, spelled, typeface
from escc_desktop.errors import SealError

if TYPE_CHECKING:
    from escc_desktop.documents.archive import ArchiveCanvas

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
FRAME_WIDTH = 173.0

BLACK, GREY, HAIR, FILL, WHITE = 0.0, 0.33, 0.72, 0.945, 1.0
SMALLEST = 7.0
BOX_WIDTH, BOX_HEIGHT = 4.8, 6.6
BLANK = "_"
"""In ``boxes``: an empty box to write a character in."""


class Pen:
    """Writes on the current page of ``canvas``; ``left`` is where the frame begins, in mm."""

    def __init__(self, canvas: ArchiveCanvas, left: float) -> None:
        self._canvas = canvas
        self.left = left
        self._ink = -1.0

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 9,
        weight: Weight = "regular",
        ink: float = BLACK,
        align: Literal["left", "right", "center"] = "left",
    ) -> float:
        """Write one line with its baseline at ``y`` and return where it ends."""
        words = spelled(words, weight)
        face = typeface(weight)
        width = face.width(words, size)
        start = x - {"left": 0.0, "right": width, "center": width / 2}[align]
        if not words.strip():
            return start + width
        self._fill(ink)
        at = start
        for run, scale, rise in _runs(words):
            self._canvas.setFont(face.name, size * scale)
            self._canvas.drawString(self._x(at), self._y(y - rise * size / POINTS_PER_MM), run)
            at += face.width(run, size * scale)
        return start + width

    def fitted(
        self, x: float, y: float, width: float, words: str, size: float, weight: Weight = "regular", ink: float = BLACK
    ) -> float:
        """Write one line, smaller where it must be; raise SealError (PAPER_TOO_LONG) when 7 pt is still too wide."""
        natural = typeface(weight).width(spelled(words, weight), size)
        if natural > width:
            size = size * width / natural
            if size < SMALLEST:
                raise SealError("PAPER_TOO_LONG", text=words)
        return self.text(x, y, words, size, weight, ink)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float = 0.2, ink: float = BLACK, dash: float = 0
    ) -> None:
        """Draw a straight line ``width`` mm thick; ``dash`` is the length of its dashes, 0 for none."""
        self._stroke(width, ink, dash)
        self._canvas.line(self._x(x1), self._y(y1), self._x(x2), self._y(y2))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        line: float = 0.25,
        ink: float = BLACK,
        dash: float = 0,
        fill: float | None = None,
        radius: float = 0,
    ) -> None:
        """Draw a box with its upper left corner at x, y; ``line`` 0 draws no edge."""
        self._stroke(line or 0.1, ink, dash)
        if fill is not None:
            self._fill(fill)
        kinds = {"stroke": int(line > 0), "fill": int(fill is not None)}
        corner = (self._x(x), self._y(y + height), width * POINTS_PER_MM, height * POINTS_PER_MM)
        if radius:
            self._canvas.roundRect(*corner, radius * POINTS_PER_MM, **kinds)
        else:
            self._canvas.rect(*corner, **kinds)

    def circle(self, x: float, y: float, radius: float, line: float = 0.2, ink: float = BLACK) -> None:
        """Draw a circle round x, y."""
        self._stroke(line, ink, 0)
        self._canvas.circle(self._x(x), self._y(y), radius * POINTS_PER_MM, stroke=1, fill=0)

    def tick_box(self, x: float, y: float, is_ticked: bool = False, size: float = 3.4) -> None:
        """Draw a box to tick; a ticked one holds a cross, as people are told to write it."""
        self.box(x, y, size, size, 0.3, radius=0.3)
        if is_ticked:
            near, far = size * 0.24, size * 0.76
            self.line(x + near, y + near, x + far, y + far, 0.5)
            self.line(x + near, y + far, x + far, y + near, 0.5)

    def assumption_mark(self, x: float, y: float, number: int = 0) -> None:
        """Draw the dashed square of an assumed value, with the number of its assumption where it has one."""
        if not number:
            self.box(x, y, 2.6, 2.6, 0.25, dash=0.6)
            return
        self.box(x - 0.5, y - 0.3, 3.4, 3.2, 0.25, dash=0.6)
        self.text(x + 1.2, y + 2.2, str(number), SMALLEST, align="center")

    def warning_mark(self, x: float, y: float, size: float = 3.0) -> None:
        """Draw the triangle of what is to be followed up."""
        right, low, middle = x + size, y + size, x + size / 2
        for start, end in (((x, low), (middle, y)), ((middle, y), (right, low)), ((right, low), (x, low))):
            self.line(*start, *end, 0.3)
        self.line(middle, y + size * 0.36, middle, y + size * 0.66, 0.35)
        self.line(middle, y + size * 0.76, middle, y + size * 0.86, 0.35)

    def void_mark(self, x: float, y: float, size: float = 4.2) -> None:
        """Draw the crossed square of a signature that no longer holds."""
        self.box(x, y, size, size, 0.4)
        self.line(x, y, x + size, y + size, 0.4)
        self.line(x, y + size, x + size, y, 0.4)

    def boxes(self, x: float, y: float, cells: str, width: float = BOX_WIDTH) -> float:
        """Draw one box of ``width`` per character with its top at ``y`` and return where they end.

        Letters and digits stand in boxes, ``BLANK`` is an empty box, anything else is printed between boxes.
        """
        for character in cells:
            if character == BLANK or character.isalnum():
                self.box(x, y, width, BOX_HEIGHT, 0.25)
                if character != BLANK:
                    self.text(x + width / 2, y + 4.7, character, 11.5, align="center")
                x += width
            elif character == ".":
                self.box(x + 0.7, y + 5.3, 0.7, 0.7, 0, fill=BLACK)
                x += 2.1
            elif character == ":":
                self.box(x + 0.8, y + 1.9, 0.7, 0.7, 0, fill=BLACK)
                self.box(x + 0.8, y + 4.2, 0.7, 0.7, 0, fill=BLACK)
                x += 2.3
            elif character == "-":
                self.line(x + 0.5, y + BOX_HEIGHT / 2, x + 1.7, y + BOX_HEIGHT / 2, 0.35)
                x += 2.2
            else:
                x = self.text(x + 0.4, y + 4.7, character, 10) + 0.4
        return x

    def modules(self, x: float, y: float, side: float, rows: tuple[bytes, ...]) -> None:
        """Draw the dark modules of a QR code ``side`` mm wide; neighbours in a row become one bar."""
        step = side / len(rows)
        self._fill(BLACK)
        path = self._canvas.beginPath()
        for number, row in enumerate(rows):
            for first, count in _bars(row):
                left, top = self._x(x + first * step), self._y(y + (number + 1) * step)
                path.rect(left, top, count * step * POINTS_PER_MM, step * POINTS_PER_MM)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def upright(self, x: float, y: float, words: str, size: float = 7.5, ink: float = GREY) -> None:
        """Write words running upwards, centred at ``y``."""
        self._canvas.saveState()
        self._canvas.translate(self._x(x), self._y(y))
        self._canvas.rotate(90)
        self._ink = -1.0
        self._fill(ink)
        face = typeface("regular")
        self._canvas.setFont(face.name, size)
        self._canvas.drawCentredString(0, 0, spelled(words))
        self._canvas.restoreState()
        self._ink = -1.0

    def field(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Make a signature field over a rectangle of this page, to be filled by ``sealing.seal``."""
        self._canvas.signature_field(name, (self._x(x), self._y(y + height), self._x(x + width), self._y(y)))

    def picture(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """Draw an image as large as fits into a box without being stretched, its upper left corner at x, y."""
        image = ImageReader(BytesIO(png))
        across, down = image.getSize()
        scale = min(width / across, height / down)
        left, low = self._x(x), self._y(y + down * scale)
        self._canvas.drawImage(image, left, low, across * scale * POINTS_PER_MM, down * scale * POINTS_PER_MM)

    def _x(self, x: float) -> float:
        return (self.left + x) * POINTS_PER_MM

    def _y(self, y: float) -> float:
        return (PAGE_HEIGHT - y) * POINTS_PER_MM

    def _fill(self, ink: float) -> None:
        if ink != self._ink:
            self._canvas.setFillGray(ink)
            self._ink = ink

    def _stroke(self, width: float, ink: float, dash: float) -> None:
        self._canvas.setLineWidth(width * POINTS_PER_MM)
        self._canvas.setStrokeGray(ink)
        if dash:
            self._canvas.setDash(dash * POINTS_PER_MM, dash * 0.8 * POINTS_PER_MM)
        else:
            self._canvas.setDash()


def cells_width(cells: str, width: float = BOX_WIDTH) -> float:
    """Return how wide ``Pen.boxes`` draws ``cells`` with boxes of ``width``."""
    between = {".": 2.1, ":": 2.3, "-": 2.2}
    face = typeface("regular")
    return sum(
        width if cell == BLANK or cell.isalnum() else between.get(cell) or face.width(cell, 10) + 0.8 for cell in cells
    )


def _runs(words: str) -> Iterator[tuple[str, float, float]]:
    """Yield (text, scale, rise in sizes): raised and lowered digits are drawn small, the type lacks some of them."""
    plain = ""
    for character in words:
        small = RAISED.get(character) or LOWERED.get(character)
        if small is None:
            plain += character
            continue
        if plain:
            yield plain, 1.0, 0.0
            plain = ""
        yield small, SMALL, 0.36 if character in RAISED else -0.12
    if plain:
        yield plain, 1.0, 0.0


def _bars(row: bytes) -> Iterator[tuple[int, int]]:
    first = None
    for index, is_dark in enumerate((*row, 0)):
        if is_dark and first is None:
            first = index
        elif not is_dark and first is not None:
            yield first, index - first
            first = None

"""Reads papers back as somebody sees them: their words, and what is printed over something else or off the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pypdf import PdfReader

from escc_desktop.documents.frame import left_of
from escc_desktop.documents.pen import FRAME_WIDTH, PAGE_HEIGHT
from escc_desktop.documents.typeface import POINTS_PER_MM

BODY_FROM = 55.5
"""Above it, in mm from the top, stands the head, whose boxes hold what is known."""


def squeezed(text: str) -> str:
    """Return ``text`` without any space: where a line was broken makes no difference."""
    return "".join(text.split())


def words_in(pdf: bytes) -> str:
    """Return all words of a paper in the order in which they were written, without any space."""
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@dataclass(frozen=True, slots=True)
class Box:
    """What takes room on a page, in mm from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def shares(self, other: Box) -> float:
        """Return how much of the smaller of two lies under the other, 0 to 1."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        if across <= 0 or down <= 0:
            return 0.0
        return across * down / min(self.area, other.area)

    @property
    def area(self) -> float:
        """Return its area, never nothing."""
        return max((self.right - self.left) * (self.bottom - self.top), 1e-6)


def misprints(pdf: bytes) -> list[str]:
    """Return what stands over something else on any page, or outside the frame.

    That is a character or an empty box over another, a character in an empty box, and one left or right of the frame.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = ((number, document[number]) for number in range(len(document)))
        return [f"page {number + 1}: {told}" for number, page in pages for told in (*_over(page), *_out(page, number))]
    finally:
        document.close()


def _out(page: pypdfium2.PdfPage, number: int) -> Iterator[str]:
    left = left_of(number + 1)
    for one in _characters(page):
        is_margin = one.right < left - 2 or one.left > left + FRAME_WIDTH + 2
        if not is_margin and (one.left < left - 0.3 or one.right > left + FRAME_WIDTH + 0.3 or one.bottom > 287):
            yield f"{one.what!r} outside the frame at {one.left:.0f}, {one.top:.0f}"


def _over(page: pypdfium2.PdfPage) -> Iterator[str]:
    characters = list(_characters(page))
    cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in characters:
        for place in _places(box):
            for other in cells[place]:
                if box.shares(other) > 0.25:
                    yield f"{box.what!r} over {other.what!r} at {box.left:.0f}, {box.top:.0f}"
            cells[place].append(box)
    boxes = list(_empty_boxes(page))
    for nth, box in enumerate(boxes):
        if any(box.shares(other) > 0.15 for other in boxes[nth + 1 :]):  # the lines of neighbours fall together
            yield f"a box to write in over another at {box.left:.0f}, {box.top:.0f}"
    for empty in boxes:
        found = {id(one): one for place in _places(empty) for one in cells[place]}
        if over := [one.what for one in found.values() if one.shares(empty) > 0.05]:
            yield f"{''.join(over)!r} in a box to write in at {empty.left:.0f}, {empty.top:.0f}"


def _places(box: Box) -> set[tuple[int, int]]:
    across = range(int(box.left // 4), int(box.right // 4) + 1)
    return {(x, y) for x in across for y in range(int(box.top // 4), int(box.bottom // 4) + 1)}


def _characters(page: pypdfium2.PdfPage) -> Iterator[Box]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        said = text.get_text_range(index, 1)
        if said.strip():
            yield _box(text.get_charbox(index), said)


def _empty_boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Yield the boxes for digits and for ticks below the head."""
    for path in page.get_objects(filter=(2,)):
        box = _box(path.get_bounds(), "box")
        width, height = box.right - box.left, box.bottom - box.top
        is_digit = 3.5 < width < 5.5 and 6 < height < 7.5
        is_tick = 3.2 < width < 4.4 and abs(width - height) < 0.1  # the mark of an assumption is lower than wide
        if (is_digit or is_tick) and box.top > BODY_FROM:
            yield box


def _box(points: tuple[float, float, float, float], what: str) -> Box:
    left, low, right, high = (one / POINTS_PER_MM for one in points)
    return Box(left, PAGE_HEIGHT - high, right, PAGE_HEIGHT - low, what)

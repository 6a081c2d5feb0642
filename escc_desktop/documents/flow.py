"""Puts strips of content onto pages; it cuts no strip and leaves no heading alone. It draws nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from escc_desktop.documents.pen import Pen

Drawing = Callable[[Pen, float], None]
"""Draws a strip whose upper edge is at y (mm from the top of the page)."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page over its whole width, never cut. ``height`` in mm.

    ``keeps_next`` holds it on the page of the next one. ``running`` is drawn again above it when it comes first on a
    page (a table's heads, "continued"). A strip that is only space vanishes at the top of a page; a spare one (lines
    for notes) is left out rather than begin a page of its own.
    """

    height: float
    draw: Drawing
    keeps_next: bool = False
    running: tuple[Strip, ...] = ()
    is_space: bool = False
    is_spare: bool = False


Page = tuple[Strip, ...]


def space(height: float) -> Strip:
    """Return empty room between two strips."""
    return Strip(height, lambda pen, y: None, is_space=True)


def kept(strips: Iterable[Strip]) -> list[Strip]:
    """Hold strips together: all but the last keep the next one."""
    held = list(strips)
    return [replace(strip, keeps_next=True) for strip in held[:-1]] + held[-1:]


def section(head: Sequence[Strip], rows: Sequence[Sequence[Strip]]) -> list[Strip]:
    """Join a heading and its rows: the heading stays with two rows, and the last row is not left alone."""
    strips = [replace(strip, keeps_next=True) for strip in head]
    for index, row in enumerate(rows):
        is_held = len(rows) > 1 and index in (0, len(rows) - 2)
        strips += [*row[:-1], replace(row[-1], keeps_next=True)] if is_held else row
    if not rows and strips:
        strips[-1] = replace(strips[-1], keeps_next=False)
    return strips


def paginate(strips: Iterable[Strip], room: float) -> tuple[Page, ...]:
    """Return the strips of each page; every page has at least one strip that is not space."""
    pages: list[list[Strip]] = [[]]
    left = room
    for chunk in _chunks(strips):
        needed = sum(strip.height for strip in chunk)
        if chunk[0].is_spare and needed > left:
            continue
        if pages[-1] and needed > left and needed <= room - _running_height(chunk[0]):
            pages.append([])
            left = room
        for strip in chunk:
            if pages[-1] and strip.height > left:
                pages.append([])
                left = room
            for piece in _entering(strip, not pages[-1], len(pages) > 1):
                pages[-1].append(piece)
                left -= piece.height
    if not pages[-1] and len(pages) > 1:
        pages.pop()
    return tuple(tuple(page) for page in pages)


def _entering(strip: Strip, is_first: bool, is_continued: bool) -> tuple[Strip, ...]:
    if not is_first:
        return (strip,)
    if strip.is_space:
        return ()
    return (*strip.running, strip) if is_continued else (strip,)


def _running_height(strip: Strip) -> float:
    return sum(piece.height for piece in strip.running)


def _chunks(strips: Iterable[Strip]) -> list[list[Strip]]:
    chunks: list[list[Strip]] = []
    is_open = False
    for strip in strips:
        if is_open:
            chunks[-1].append(strip)
        else:
            chunks.append([strip])
        is_open = strip.keeps_next
    return chunks

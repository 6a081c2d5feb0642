"""Lays out who recorded what stands on a paper, and marks whoever was not delegated for it; it judges nobody."""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import printed
from escc_desktop.documents.flow import Strip
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import Recording, Tongue
from escc_desktop.documents.tables import Cell, row, written

_NAME = 34.0
_MARK = 4.2
_SIZE = 7.8


def recorded_by(recorded: tuple[Recording, ...], tongue: Tongue) -> list[Strip]:
    """Return a line with everybody who recorded, then one with mark and words for each who was not delegated."""
    title = written(2, _NAME - 4, printed("PAPER_RECORDED_BY", tongue), size=_SIZE, ink=GREY)
    clear = "; ".join(f"{one.name} {one.on}" for one in recorded if not one.is_undelegated)
    cells = [written(_NAME, FRAME_WIDTH - _NAME - 2, clear, size=_SIZE)] if clear else []
    cells += [
        flagged(_NAME, FRAME_WIDTH - _NAME - 2, f"{one.name} {one.on}", tongue)
        for one in recorded
        if one.is_undelegated
    ]
    strips = [row([title if place == 0 else Cell(2), cell], top=1.0, bottom=0.8) for place, cell in enumerate(cells)]
    return [strip for lines in strips for strip in lines]


def flagged(x: float, width: float, who: str, tongue: Tongue) -> Cell:
    """Return a cell: the mark, who it was, and that they were not delegated for this on that day."""
    words = f"{who} · {printed('PAPER_UNDELEGATED', tongue)}"
    cell = written(x + _MARK, width - _MARK, words, size=_SIZE, weight="semibold")

    def mark(pen: Pen, left: float, y: float) -> None:
        pen.warning_mark(x, y + 0.4)

    return replace(cell, x=x, picture=mark)

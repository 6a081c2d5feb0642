"""Lays out what somebody who leaves hands over, to be signed by both; it decides nothing of it."""

from __future__ import annotations

from escc_desktop.documents.chrome import printed, titled
from escc_desktop.documents.flow import Strip, kept, section, space
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import WorkHandoverSheet
from escc_desktop.documents.tables import bar, row, written

_NOTE = 96.0


def framing(sheet: WorkHandoverSheet) -> Framing:
    """Return title and frame of the sheet."""
    return Framing(
        titled("PAPER_WORK_HANDOVER"), "WH", "PAPER_HANDED_ON", has_participant=False, date_hint="PAPER_DATE_ORDER"
    )


def strips(sheet: WorkHandoverSheet) -> list[Strip]:
    """Return the content: who leaves, each matter with what is open of it, and a line for each of the two."""
    tongue = sheet.heading.tongue
    result = [*row([written(0, 160, f"{printed('PAPER_LEAVER', tongue)}  {sheet.leaver}", size=10, weight="semibold")])]
    for code, matters in sheet.matters:
        none = ((printed("PAPER_NOTHING_OPEN", tongue), ""),)
        rows = [
            row([written(2, 92, what, size=8.5), written(_NOTE, 74, note, size=8.5, ink=GREY)])
            for what, note in matters or none
        ]
        result += [space(2), *section([bar(printed(code, tongue))], rows)]
    return [*result, space(4), *kept([_line("PAPER_GAVE", sheet), _line("PAPER_TOOK", sheet)])]


def _line(code: str, sheet: WorkHandoverSheet) -> Strip:
    tongue = sheet.heading.tongue

    def draw(pen: Pen, y: float) -> None:
        x = pen.text(0, y + 7, printed(code, tongue), 8.5) + 2
        pen.line(x, y + 7.8, 96, y + 7.8, 0.25)
        x = pen.text(99, y + 7, printed("PAPER_HANDED_AT", tongue), 8.5) + 2
        pen.line(x, y + 7.8, FRAME_WIDTH, y + 7.8, 0.25)

    return Strip(13, draw)

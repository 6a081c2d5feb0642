"""Lays out the delegation log (研究者授权分工表), to be signed by the principal investigator; it judges no line."""

from __future__ import annotations

from escc_desktop.documents.chrome import (
    both_of,
    going_on,
    local,
    main_of,
    main_words,
    printed,
    stacked,
    sub_of,
    titled,
)
from escc_desktop.documents.flow import Strip, kept, section, space
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import DelegationLine, DelegationSheet, Tongue
from escc_desktop.documents.tables import Cell, continued, heads, joined, row, written

_NAME, _TASKS, _DAYS, _SPECIMEN, _SIGNED = 8.0, 40.0, 95.0, 116.0, 147.0
_SPECIMEN_WIDTH, _SPECIMEN_HEIGHT = 28.0, 9.0


def framing(sheet: DelegationSheet) -> Framing:
    """Return title and frame of the log."""
    return Framing(titled("PAPER_DELEGATION"), "DL", "PAPER_AS_OF", has_participant=False, date_hint="PAPER_DATE_ORDER")


def strips(sheet: DelegationSheet) -> list[Strip]:
    """Return the content: every delegation, a note on how they were signed, and the investigator's line for ink."""
    tongue = sheet.heading.tongue
    if not sheet.lines:
        told = row([written(2, 160, printed("PAPER_NOTHING_DELEGATED", tongue), size=9)])
        return [*told, space(6), *_signature(tongue)]
    columns = (
        (1.0, "#"),
        (_NAME, stacked("PAPER_DELEGATE", tongue)),
        (_TASKS, stacked("PAPER_TASKS", tongue)),
        (_DAYS, stacked("PAPER_FROM_UNTIL", tongue)),
        (_SPECIMEN, stacked("PAPER_SPECIMEN", tongue)),
        (_SIGNED, stacked("PAPER_DELEGATED_BY", tongue)),
    )
    head = heads(columns)
    running = (head, continued(going_on(titled("PAPER_DELEGATION"), tongue)))
    rows = [_row(number, line, tongue, running) for number, line in enumerate(sheet.lines, start=1)]
    note = printed("PAPER_DELEGATION_NOTE", tongue, count=len(sheet.lines))
    last = row([written(0, FRAME_WIDTH, note, size=7.6, ink=GREY)])
    return [*section([head], rows), space(2), *last, space(6), *_signature(tongue)]


def _row(number: int, line: DelegationLine, tongue: Tongue, running: tuple[Strip, ...]) -> list[Strip]:
    name = written(_NAME, 30, line.name, size=9, weight="semibold")
    role = written(_NAME, 30, both_of(line.role, tongue), size=7.6, ink=GREY)
    tasks = written(_TASKS, 53, *(main_of(task, tongue) for task in line.tasks))
    english = "; ".join(said for said in (sub_of(task, tongue) for task in line.tasks) if said)
    ended = printed("PAPER_DELEGATION_ENDED", tongue, on=line.ended_on) if line.ended_on else ""
    until = line.until_on or printed("PAPER_DELEGATION_OPEN", tongue)
    days = written(_DAYS, 20, line.from_on, until, size=8)
    at = local(line.signed_at, seconds=False)
    signed = written(_SIGNED, 26, line.signed_by, size=8.5)
    cells = [
        written(1, 6, str(number)),
        joined(name, role),
        joined(tasks, written(_TASKS, 53, english, size=7.2, ink=GREY)),
        joined(days, written(_DAYS, 20, ended, size=7.6)),
        _specimen(line, tongue),
        joined(signed, written(_SIGNED, 26, at, size=7.6, ink=GREY)),
    ]
    return row(cells, running, least=_SPECIMEN_HEIGHT + 3)


def _specimen(line: DelegationLine, tongue: Tongue) -> Cell:
    image = line.specimen
    if image is None and line.filed_at:
        return written(_SPECIMEN, _SPECIMEN_WIDTH, main_words("PAPER_FILED_AT", tongue, place=line.filed_at), size=7.6)

    def draw(pen: Pen, x: float, y: float) -> None:
        if image is None:
            pen.box(x, y, _SPECIMEN_WIDTH, _SPECIMEN_HEIGHT, 0.25)
        else:
            pen.picture(x, y, _SPECIMEN_WIDTH, _SPECIMEN_HEIGHT, image)

    return Cell(_SPECIMEN, (), draw)


def _signature(tongue: Tongue) -> list[Strip]:
    def draw(pen: Pen, y: float) -> None:
        x = pen.text(0, y + 7, printed("PAPER_PRINCIPAL_SIGNS", tongue), 8.5) + 2
        pen.line(x, y + 7.8, 122, y + 7.8, 0.25)
        x = pen.text(126, y + 7, printed("PAPER_SIGNED_ON", tongue), 8.5) + 2
        pen.line(x, y + 7.8, FRAME_WIDTH, y + 7.8, 0.25)

    return kept([Strip(13, draw)])

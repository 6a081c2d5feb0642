"""Lays out the eligibility checklist; it judges nothing, it shows what was judged."""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import going_on, printed, stacked, titled
from escc_desktop.documents.flow import Strip, section, space
from escc_desktop.documents.form_notes import ruling_strips
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.recorders import recorded_by
from escc_desktop.documents.sheets import CriterionRow, EligibilitySheet, Tongue
from escc_desktop.documents.signing_blocks import closed
from escc_desktop.documents.tables import Cell, bar, continued, heads, joined, row, written
from escc_desktop.study.questions import Label

_TEXT, _TEXT_WIDTH = 7.5, 98.5
_TICKS = (107.0, 114.5, 122.0)
_NOTE, _NOTE_WIDTH = 133.5, 38.5
_ANSWERS = ("Y", "N", "NA")


def framing(sheet: EligibilitySheet) -> Framing:
    """Return title and frame of the checklist."""
    is_signed = any(not block.is_void for block in sheet.signatures)
    title = titled("PAPER_ELIGIBILITY_SIGNED" if is_signed else "PAPER_ELIGIBILITY")
    return Framing(title, "IE", "PAPER_DECIDED_ON")


def strips(sheet: EligibilitySheet) -> list[Strip]:
    """Return the content: both lists of criteria, rulings, verdict, signatures."""
    tongue = sheet.heading.tongue
    columns = heads(_columns(tongue))
    result = [replace(columns, keeps_next=True)]
    for kind, code in (("inclusion", "PAPER_INCLUSION"), ("exclusion", "PAPER_EXCLUSION")):
        rows = [_criterion(criterion, tongue, columns) for criterion in sheet.criteria if criterion.kind == kind]
        beside = printed(code, "en") if tongue == "zh" else ""
        head = bar(printed(code, tongue), beside, height=5.4)
        result += section([head], rows)
    result += ruling_strips(sheet.rulings, tongue)
    if sheet.recorded:
        result += [space(1), *recorded_by(sheet.recorded, tongue)]
    result += [space(2), _verdict(sheet)]
    return closed(result, sheet.signatures, sheet.heading)


def _columns(tongue: Tongue) -> list[tuple[float, str]]:
    ticks = [(_TICKS[index], stacked(f"PAPER_ANSWER_{answer}", tongue)) for index, answer in enumerate(_ANSWERS)]
    return [(2.0, stacked("PAPER_CRITERION", tongue)), *ticks, (_NOTE, stacked("PAPER_EVIDENCE", tongue))]


def _criterion(criterion: CriterionRow, tongue: Tongue, columns: Strip) -> list[Strip]:
    english = written(_TEXT, _TEXT_WIDTH, criterion.text.en, size=7.7)
    chinese = () if tongue == "en" else (written(_TEXT, _TEXT_WIDTH, criterion.text.zh, size=7.7),)
    number = written(2, 5, str(criterion.number), size=8.5, weight="semibold")

    def ticks(pen: Pen, x: float, y: float) -> None:
        for left, answer in zip(_TICKS, _ANSWERS, strict=True):
            pen.tick_box(left, y, criterion.answer == answer, size=3.5)
        if criterion.answer is None:
            pen.text(_TICKS[0], y + 6.2, printed("PAPER_UNANSWERED", tongue), 7, ink=GREY)

    note = written(_NOTE, _NOTE_WIDTH, criterion.note, size=7.6)
    kind = "PAPER_INCLUSION" if criterion.kind == "inclusion" else "PAPER_EXCLUSION"
    name = titled(kind)
    words = going_on(Label(f"{name.en} {criterion.number}", f"{name.zh} {criterion.number}"), tongue)
    cells = [number, joined(english, *chinese), Cell(_TICKS[0], picture=ticks), note]
    least = 8.6 if criterion.answer is None else 0.0
    return row(cells, (columns, continued(words)), top=0.8, bottom=0.65, leading=3.4, least=least)


def _verdict(sheet: EligibilitySheet) -> Strip:
    tongue = sheet.heading.tongue

    def draw(pen: Pen, y: float) -> None:
        x = pen.text(0, y + 5, printed("PAPER_VERDICT", tongue), 8, ink=GREY) + 3
        for code, answer in (("PAPER_ELIGIBLE", True), ("PAPER_NOT_ELIGIBLE", False)):
            pen.tick_box(x, y + 1.6, sheet.verdict is answer, size=3.8)
            x = pen.text(x + 5, y + 5, printed(code, tongue), 9.5, "semibold") + 6
        if sheet.latest_first_dose_on:
            latest = printed("PAPER_LATEST_FIRST_DOSE", tongue, date=sheet.latest_first_dose_on)
            below = 5.5 if tongue == "both" else 0.0
            pen.text(FRAME_WIDTH, y + 5 + below, latest, 9, "semibold", align="right")

    return Strip(13.0 if tongue == "both" and sheet.latest_first_dose_on else 7.5, draw)

"""Lays out blank worksheets to be filled in by pen; it knows no participant's values.

One box per digit with the point printed between, boxes to tick, times in 24 hours, room for the reason
where nothing was done.
"""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import (
    both_of,
    going_on,
    main_of,
    main_words,
    other_language,
    printed,
)
from escc_desktop.documents.flow import Strip, kept, section, space
from escc_desktop.documents.form_notes import assumption_strips, ruling_strips
from escc_desktop.documents.frame import BODY_TOP, WRITING_BOTTOM, Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import Tongue, WorksheetForm, WorksheetGroup, WorksheetSheet
from escc_desktop.documents.tables import bar, broken
from escc_desktop.documents.worksheet_repeats import repeat_strips
from escc_desktop.documents.worksheet_rows import column_heads, columns_of, field_rows, table_rows
from escc_desktop.study.questions import Label
from escc_desktop.words import say

_NOTHING = Label("", "")


def framing(sheet: WorksheetSheet) -> Framing:
    """Return title and frame of the worksheet: it names its forms."""
    names = {language: _listed(sheet, language) for language in ("zh", "en")}
    title = Label(
        en=say("PAPER_WORKSHEET", "en", forms=names["en"]), zh=say("PAPER_WORKSHEET", "zh", forms=names["zh"])
    )
    dated = "PAPER_VISIT_DATE" if sheet.heading.visit else "PAPER_RECORD_DATE"
    return Framing(title, "WS", dated, has_writing_foot=True)


def _listed(sheet: WorksheetSheet, language: str) -> str:
    names = [form.label.zh if language == "zh" else form.label.en for form in sheet.forms]
    if len(names) > 3:
        return say("PAPER_WORKSHEET_MANY", "zh" if language == "zh" else "en", count=len(names))
    return ("、" if language == "zh" else ", ").join(names)


def strips(sheet: WorksheetSheet) -> list[Strip]:
    """Return the content: what was not done at all, then group by group, then lines for notes."""
    tongue = sheet.heading.tongue
    result = [_not_done("PAPER_NOTHING_DONE" if sheet.heading.visit else "PAPER_FORM_EMPTY", tongue), space(1.5)]
    for number, form in enumerate(sheet.forms, start=1):
        strips = _form(form, f"{number}/{len(sheet.forms)}", tongue)
        if number == len(sheet.forms):
            strips = [*strips[:-1], replace(strips[-1], keeps_next=True), _notes(tongue)]
        is_whole = sum(strip.height for strip in strips) <= WRITING_BOTTOM - BODY_TOP
        result += [*(kept(strips) if is_whole else strips), space(2.0)]
    return result


def _form(form: WorksheetForm, place: str, tongue: Tongue) -> list[Strip]:
    """Return one form under its own name, so that whoever transcribes knows where the values belong."""
    is_single = len(form.groups) == 1
    beside = form.groups[0].label if is_single and form.groups[0].label.zh != form.label.zh else _NOTHING
    result = [replace(_form_name(form.label, beside, place, tongue), keeps_next=True)]
    result += [replace(strip, keeps_next=True) for strip in ruling_strips(form.rulings, tongue)]
    if form.missing:
        result.append(replace(_codes(form, tongue), keeps_next=True))
        if not place.endswith("/1"):
            result.append(replace(_not_done("PAPER_FORM_EMPTY", tongue), keeps_next=True))
    for group in form.groups:
        gap = () if group is form.groups[0] else (space(2.0),)
        result += [*gap, *_group(form, group, tongue, has_bar=not is_single)]
    if form.assumptions:
        result[-1] = replace(result[-1], keeps_next=True)
    return [*result, *kept(assumption_strips(form.assumptions, tongue))]


def _form_name(name: Label, beside: Label, place: str, tongue: Tongue) -> Strip:
    main, other = main_of(name, tongue), name.in_(other_language(tongue))
    number, _, count = place.partition("/")
    where = main_words("PAPER_FORM", tongue, number=number, count=count)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y + 0.4, FRAME_WIDTH, y + 0.4, 0.5)
        end = pen.text(2, y + 5.2, main, 10.5, "semibold")
        if tongue != "en" and other and other != main:
            end = pen.text(end + 2.5, y + 5.2, other, 8)
        if beside is not _NOTHING:
            pen.text(end + 4, y + 5.2, both_of(beside, tongue), 7.6, ink=GREY)
        pen.text(FRAME_WIDTH, y + 5.2, where, 7.6, ink=GREY, align="right")
        pen.line(0, y + 6.8, FRAME_WIDTH, y + 6.8, 0.2, GREY)

    return Strip(6.8, draw)


def _not_done(code: str, tongue: Tongue) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        pen.tick_box(0, y + 1.2, size=3.6)
        x = pen.text(5.2, y + 4.4, printed(code, tongue), 9)
        x = pen.text(x + 5, y + 4.4, printed("PAPER_REASON", tongue), 8, ink=GREY) + 2
        pen.line(x, y + 5.2, FRAME_WIDTH, y + 5.2, 0.2, GREY)

    return Strip(7.0, draw)


def _codes(form: WorksheetForm, tongue: Tongue) -> Strip:
    """Say what the codes that stand for no value mean, and where their reason goes."""
    codes = "  ".join(f"{code} {main_of(label, tongue)}" for code, label in form.missing)
    english = "  ".join(f"{code} {label.en}" for code, label in form.missing)
    told = [main_words("PAPER_CODES", tongue, codes=codes)]
    told += [say("PAPER_CODES", "en", codes=english)] if tongue == "both" else []
    lines = [line for one in told for line in broken(one, FRAME_WIDTH - 4, 7.2)]

    def draw(pen: Pen, y: float) -> None:
        for index, line in enumerate(lines):
            pen.text(2, y + 3.9 + index * 3.3, line, 7.2, ink=GREY)

    return Strip(2.6 + 3.3 * len(lines), draw)


def _group(form: WorksheetForm, group: WorksheetGroup, tongue: Tongue, has_bar: bool) -> list[Strip]:
    name = group.label if group.label.zh else form.label
    main, other = main_of(name, tongue), name.in_(other_language(tongue))
    head = [bar(main, other if tongue != "en" and other != main else "")] if has_bar else []
    again: tuple[Strip, ...] = (bar(going_on(form.label, tongue)),)
    has_codes = bool(form.missing)
    if group.layout == "repeat":
        return repeat_strips(head, group, tongue, again)
    if group.layout == "table":
        columns = columns_of(group.items)
        named = column_heads(columns, group.items, tongue, has_codes)
        head.append(named)
        again = (*again, named)
        rows = [table_rows(item, columns, tongue, again, has_codes) for item in group.items]
    else:
        rows = [[row] for row in field_rows(group.items, tongue, again, has_codes)]
    return section(head, rows)


def _notes(tongue: Tongue) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        x = pen.text(0, y + 5, printed("PAPER_NOTES", tongue), 8, ink=GREY) + 2
        pen.line(x, y + 5.8, FRAME_WIDTH, y + 5.8, 0.2, GREY)
        pen.line(0, y + 12.6, FRAME_WIDTH, y + 12.6, 0.2, GREY)

    return Strip(13.0, draw)

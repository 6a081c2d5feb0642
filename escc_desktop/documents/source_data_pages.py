"""Lays out the source data list (源数据鉴认表): each form's data, where they come from, and what is the original."""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import both_of, going_on, main_of, main_words, printed, stacked, sub_of, titled
from escc_desktop.documents.flow import Strip, kept, section, space
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import SourceDataSheet, SourceForm, SourceRow, Tongue
from escc_desktop.documents.tables import Cell, bar, continued, heads, joined, row, written

_ITEMS, _SOURCE, _MEDIUM, _NOTE = 2.0, 84.0, 121.0, 151.0


def framing(sheet: SourceDataSheet) -> Framing:
    """Return title and frame of the list."""
    title = titled("PAPER_SOURCE_DATA")
    return Framing(title, "SD", "PAPER_AS_OF", has_participant=False, date_hint="PAPER_DATE_ORDER")


def strips(sheet: SourceDataSheet) -> list[Strip]:
    """Return the content: form by form its data by source, and the line on which the investigator signs."""
    tongue = sheet.heading.tongue
    note = printed("PAPER_SOURCE_TO_TICK", tongue, edition=sheet.heading.edition)
    columns = heads(
        [
            (_ITEMS, stacked("PAPER_SOURCE_ITEMS", tongue)),
            (_SOURCE, stacked("PAPER_SOURCE", tongue)),
            (_MEDIUM, stacked("PAPER_SOURCE_MEDIUM", tongue)),
            (_NOTE, stacked("PAPER_SOURCE_NOTE", tongue)),
        ]
    )
    result = [*row([written(0, FRAME_WIDTH, note, size=8)], rule=None), columns]
    for form in sheet.forms:
        result += [space(1.5), *_form(form, tongue, columns)]
    return [*result, space(4), *_signature(tongue)]


def _form(form: SourceForm, tongue: Tongue, columns: Strip) -> list[Strip]:
    original = printed(f"PAPER_MEDIUM_{'PAPER' if form.original == 'ink' else 'ELECTRONIC'}", tongue)
    head = bar(both_of(form.label, tongue), printed("PAPER_RECORD_IS", tongue, original=original))
    again = (bar(going_on(form.label, tongue)), columns)
    return section([replace(head, running=(columns,))], [_row(one, tongue, again) for one in form.rows])


def _row(one: SourceRow, tongue: Tongue, again: tuple[Strip, ...]) -> list[Strip]:
    width = _SOURCE - _ITEMS - 3
    gap = ", " if tongue == "en" else "、"
    items = written(_ITEMS, width, gap.join(main_of(item, tongue) for item in one.items), size=8)
    english = ", ".join(filter(None, (sub_of(item, tongue) for item in one.items)))
    names = joined(
        written(_ITEMS, width, main_of(one.group, tongue), size=8.4, weight="semibold"),
        written(_ITEMS, width, sub_of(one.group, tongue), size=7.2, ink=GREY),
        items,
        written(_ITEMS, width, english, size=7.2, ink=GREY),
    )
    source = joined(
        written(_SOURCE, _MEDIUM - _SOURCE - 3, main_of(one.source, tongue), size=8.4),
        written(_SOURCE, _MEDIUM - _SOURCE - 3, sub_of(one.source, tongue), size=7.2, ink=GREY),
    )

    def ticks(pen: Pen, x: float, y: float) -> None:
        for code, medium in (("PAPER_MEDIUM_PAPER", "ink"), ("PAPER_MEDIUM_ELECTRONIC", "electronic")):
            pen.tick_box(x, y + 0.2, one.original == medium)
            x = pen.text(x + 4.4, y + 3.0, main_words(code, tongue), 7.6) + 2.5

    again = (*again, continued(going_on(one.group, tongue)))
    return row([names, source, Cell(_MEDIUM, picture=ticks)], again, top=1.2, bottom=1.2, least=7.0)


def _signature(tongue: Tongue) -> list[Strip]:
    def draw(pen: Pen, y: float) -> None:
        x = pen.text(0, y + 7, printed("PAPER_PRINCIPAL_SIGNS", tongue), 8.5) + 2
        pen.line(x, y + 7.8, 122, y + 7.8, 0.25)
        x = pen.text(126, y + 7, printed("PAPER_SIGNED_ON", tongue), 8.5) + 2
        pen.line(x, y + 7.8, FRAME_WIDTH, y + 7.8, 0.25)

    return kept([Strip(13, draw)])

"""Lays out blank worksheets to be filled in by pen; it knows no participant's values.

One box per digit with the point printed between, boxes to tick, times in 24 hours, room for the reason
where nothing was done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from escc_desktop.documents.chrome import (
    both_of,
    first_language,
    going_on,
    main_of,
    main_words,
    other_language,
    printed,
    stacked,
    sub_of,
    unit_words,
)
from escc_desktop.documents.flow import Strip, kept, section, space
from escc_desktop.documents.frame import BODY_TOP, WRITING_BOTTOM, Framing, hint
from escc_desktop.documents.pen import BLANK, BOX_HEIGHT, BOX_WIDTH, FRAME_WIDTH, GREY, HAIR, Pen
from escc_desktop.documents.sheets import Tongue, WorksheetForm, WorksheetGroup, WorksheetItem, WorksheetSheet
from escc_desktop.documents.tables import bar, broken, heads
from escc_desktop.documents.typeface import typeface
from escc_desktop.study.questions import Label
from escc_desktop.words import say

_ROW = 9.2
_FIELD_ROW = 8.5
"""A question with boxes is lower than a laboratory's row, which holds a signature too."""
_NOTHING = Label("", "")
_ANSWER = 58.0
_LABEL_WIDTH = 54.0
_PATTERNS = {
    "date": "____-__-__",
    "partial_date": "____-__-__",
    "datetime": "____-__-__ __:__",
    "time": "__:__",
}
_NUMBERS = frozenset({"integer", "decimal"})

Drawing = Callable[[Pen, float], None]


def framing(sheet: WorksheetSheet) -> Framing:
    """Return title and frame of the worksheet: it names its forms."""
    names = {language: _listed(sheet, language) for language in ("zh", "en")}
    title = Label(
        en=say("PAPER_WORKSHEET", "en", forms=names["en"]), zh=say("PAPER_WORKSHEET", "zh", forms=names["zh"])
    )
    return Framing(title, "WS", "PAPER_VISIT_DATE", has_writing_foot=True)


def _listed(sheet: WorksheetSheet, language: str) -> str:
    names = [form.label.zh if language == "zh" else form.label.en for form in sheet.forms]
    if len(names) > 3:
        return say("PAPER_WORKSHEET_MANY", "zh" if language == "zh" else "en", count=len(names))
    return ("、" if language == "zh" else ", ").join(names)


def strips(sheet: WorksheetSheet) -> list[Strip]:
    """Return the content: what was not done at all, then group by group, then lines for notes."""
    tongue = sheet.heading.tongue
    result = [_not_done(tongue), space(1.5)]
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
    for group in form.groups:
        gap = () if group is form.groups[0] else (space(2.0),)
        result += [*gap, *_group(form.label, group, tongue, has_bar=not is_single)]
    return result


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


def _not_done(tongue: Tongue) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        pen.tick_box(0, y + 1.2, size=3.6)
        x = pen.text(5.2, y + 4.4, printed("PAPER_NOTHING_DONE", tongue), 9)
        x = pen.text(x + 5, y + 4.4, printed("PAPER_REASON", tongue), 8, ink=GREY) + 2
        pen.line(x, y + 5.2, FRAME_WIDTH, y + 5.2, 0.2, GREY)

    return Strip(7.0, draw)


def _group(form: Label, group: WorksheetGroup, tongue: Tongue, has_bar: bool) -> list[Strip]:
    name = group.label if group.label.zh else form
    main, other = main_of(name, tongue), name.in_(other_language(tongue))
    head = [bar(main, other if tongue != "en" and other != main else "")] if has_bar else []
    again: tuple[Strip, ...] = (bar(going_on(form, tongue)),)
    if group.layout == "table":
        columns = heads(_columns(tongue))
        head.append(columns)
        again = (*again, columns)
        rows = [[_table_row(item, tongue, again)] for item in group.items]
    else:
        rows = [[row] for row in _field_rows(group.items, tongue, again)]
    return section(head, rows)


def _columns(tongue: Tongue) -> list[tuple[float, str]]:
    places = (2.0, 41.0, 73.0, 88.5, 97.0, 121.0, 149.0)
    codes = ("ITEM", "RESULT", "UNIT", "ND", "RANGE", "JUDGEMENT", "SIGNED_DATED")
    return [(x, stacked(f"PAPER_{code}", tongue)) for x, code in zip(places, codes, strict=True)]


def _table_row(item: WorksheetItem, tongue: Tongue, again: tuple[Strip, ...]) -> Strip:
    label = broken(_named(item, tongue), 37, 8.8)
    below = broken(sub_of(item.label, tongue), 37, 7.2) if sub_of(item.label, tongue) else ()
    words = [(line, 8.8) for line in label] + [(line, 7.2) for line in below]
    height = max(_ROW, 3.7 * len(words) + 1.6)
    unit = broken(unit_words(item.unit), 14, 8) if item.unit else ()

    def draw(pen: Pen, y: float) -> None:
        middle = y + height / 2
        _label(pen, 2, middle, words)
        if item.is_assumption:
            pen.assumption_mark(38.2, middle - 1.3)
        _number_boxes(pen, 41, middle, item)
        for index, line in enumerate(unit):
            pen.text(73, middle + 1.1 + (index - (len(unit) - 1) / 2) * 3.4, line, 8)
        if "ND" in item.missing:
            pen.tick_box(88.5, middle - 1.7)
        if item.range_:
            pen.fitted(97, middle + 1.1, 22.5, item.range_, 8)
        elif item.has_range:
            pen.line(97, middle + 2.8, 106, middle + 2.8, 0.18, GREY)
            pen.text(107, middle + 1.1, "–", 8, ink=GREY)
            pen.line(109.5, middle + 2.8, 118.5, middle + 2.8, 0.18, GREY)
        if item.judgement:
            end = _ticks(pen, 121, middle, item.judgement)
            pen.line(max(end + 1, 147), middle + 2.8, FRAME_WIDTH, middle + 2.8, 0.18, GREY)
        pen.line(0, y + height, FRAME_WIDTH, y + height, 0.12, HAIR)

    return Strip(height, draw, running=again)


def _field_rows(items: tuple[WorksheetItem, ...], tongue: Tongue, again: tuple[Strip, ...]) -> list[Strip]:
    """Return one row per item; a run of numbers that are all short stands three in a row."""
    rows: list[Strip] = []
    for is_number, run in groupby(items, key=lambda item: item.type in _NUMBERS):
        held = list(run)
        if is_number and all(_is_narrow(item, tongue) for item in held):
            rows += [_narrow_row(held[at : at + 3], tongue, again) for at in range(0, len(held), 3)]
        else:
            rows += [_wide_row(item, tongue, again) for item in held]
    return rows


_THIRD = FRAME_WIDTH / 3
_NARROW_LABEL = 16.5


def _is_narrow(item: WorksheetItem, tongue: Tongue) -> bool:
    """Say whether three such items fit beside one another: a short number with a short name."""
    is_plain = not (item.is_conditional or item.is_assumption or item.is_for_investigator or item.hint)
    if item.type not in _NUMBERS or not is_plain or tongue == "both":
        return False
    face = typeface("regular")
    name = face.width(main_of(item.label, tongue), 8.8)
    boxes = _cells_width(_cells(item))
    tail = face.width(unit_words(item.unit) or item.range_, 7.6) + 2 + (9.5 if "ND" in item.missing else 0)
    return name <= _NARROW_LABEL and _NARROW_LABEL + 2 + boxes + tail <= _THIRD - 2


def _narrow_row(items: list[WorksheetItem], tongue: Tongue, again: tuple[Strip, ...]) -> Strip:
    held = tuple(items)

    def draw(pen: Pen, y: float) -> None:
        middle = y + _FIELD_ROW / 2
        for index, item in enumerate(held):
            left = index * _THIRD
            pen.text(left + 2, middle + 1.2, main_of(item.label, tongue), 8.8)
            end = _number_boxes(pen, left + _NARROW_LABEL + 2, middle, item)
            pen.text(end + 1.2, middle + 1.2, unit_words(item.unit) or item.range_, 7.6, ink=GREY)
            if "ND" in item.missing:
                pen.tick_box(left + _THIRD - 9, middle - 1.7)
                pen.text(left + _THIRD - 5, middle + 1.0, "ND", 7.2, ink=GREY)

    return Strip(_FIELD_ROW, draw, running=again)


def _wide_row(item: WorksheetItem, tongue: Tongue, again: tuple[Strip, ...]) -> Strip:
    indent = 4.0 if item.is_conditional else 0.0
    label = broken(_named(item, tongue), _LABEL_WIDTH - indent, 8.8)
    below = broken(sub_of(item.label, tongue), _LABEL_WIDTH - indent, 7.2) if sub_of(item.label, tongue) else ()
    words = [(line, 8.8) for line in label] + [(line, 7.2) for line in below]
    said = (main_of(item.hint, tongue), sub_of(item.hint, tongue)) if item.hint else ()
    hints = [line for one in said if one for line in broken(one, FRAME_WIDTH - _ANSWER - 34, 7.2)]
    answer, answer_height = _answer(item, tongue)
    height = max(_FIELD_ROW, 3.7 * len(words) + 1.2, answer_height + 1.9 + 3.4 * len(hints))

    def draw(pen: Pen, y: float) -> None:
        middle = y + min(height, max(_FIELD_ROW, 3.7 * len(words) + 1.2)) / 2
        _label(pen, 2 + indent, middle, words)
        if item.is_conditional:
            pen.line(2.4, middle - 2, 2.4, middle, 0.2, GREY)
            pen.line(2.4, middle, 4.6, middle, 0.2, GREY)
        if item.is_assumption:
            pen.assumption_mark(_ANSWER - 4, middle - 1.3)
        answer(pen, y + 0.95)
        for index, line in enumerate(hints):
            pen.text(_ANSWER, y + answer_height + 3.6 + index * 3.4, line, 7.2, ink=GREY)
        for index, code in enumerate(reversed(item.missing)):
            left = FRAME_WIDTH - 9 - index * 10
            pen.tick_box(left, y + _FIELD_ROW / 2 - 1.7)
            pen.text(left + 4.2, y + _FIELD_ROW / 2 + 1.0, code, 7.2, ink=GREY)
        pen.line(0, y + height, FRAME_WIDTH, y + height, 0.12, HAIR)

    return Strip(height, draw, running=again)


def _answer(item: WorksheetItem, tongue: Tongue) -> tuple[Drawing, float]:
    """Return how the room for the answer is drawn from its upper edge, and its height."""
    if item.type in _NUMBERS:
        return (lambda pen, y: _number_answer(pen, y, item)), BOX_HEIGHT
    if item.type in _PATTERNS:
        return (lambda pen, y: _dated(pen, y, item, tongue)), BOX_HEIGHT
    options = item.options
    if item.type in ("yes_no", "yes_no_na"):
        codes = ("Y", "N", "NA") if item.type == "yes_no_na" else ("Y", "N")
        options = tuple(Label(say(f"PAPER_ANSWER_{c}", "en"), say(f"PAPER_ANSWER_{c}", "zh")) for c in codes)
    if options:
        return _choice(options, item, tongue)
    count = 3 if item.type == "note" else 1
    end = _answer_end(item)
    return (lambda pen, y: _lines(pen, y, count, end)), BOX_HEIGHT * count


def _number_answer(pen: Pen, y: float, item: WorksheetItem) -> None:
    end = _number_boxes(pen, _ANSWER, y + BOX_HEIGHT / 2, item)
    end = pen.text(end + 1.5, y + 4.5, unit_words(item.unit), 8)
    if item.range_:
        pen.text(end + 4, y + 4.5, item.range_, 7.6, ink=GREY)


def _dated(pen: Pen, y: float, item: WorksheetItem, tongue: Tongue) -> None:
    end = pen.boxes(_ANSWER, y, _PATTERNS[item.type])
    code = {"partial_date": "PAPER_DATE_HINT", "time": "PAPER_24_HOURS", "datetime": "PAPER_24_HOURS"}.get(item.type)
    if code:
        hint(pen, end + 2, y + 4.5, stacked(code, tongue))


def _lines(pen: Pen, y: float, count: int, end: float) -> None:
    for index in range(count):
        baseline = y + (index + 1) * BOX_HEIGHT - 0.6
        pen.line(_ANSWER, baseline, end, baseline, 0.18, GREY)


def _choice(options: tuple[Label, ...], item: WorksheetItem, tongue: Tongue) -> tuple[Drawing, float]:
    """Lay the boxes to tick out in lines; a long wording takes a line of its own and is broken there."""
    width = _answer_end(item) - _ANSWER
    face = typeface("regular")
    placed: list[tuple[float, float, str, bool]] = []
    x, y = 0.0, 0.0
    for option in options:
        words = both_of(option, tongue)
        needed = face.width(words, 8.5) + 9
        if x and x + needed > width:
            x, y = 0.0, y + 5.0
        lines = broken(words, width - 5, 8.5)
        for index, line in enumerate(lines):
            placed.append((x, y + index * 4, line, index == 0))
        if len(lines) > 1:
            x, y = 0.0, y + 4 * len(lines) + 1
        else:
            x += needed
    height = max(BOX_HEIGHT, max(at for _, at, _, _ in placed) + 5.4)

    def draw(pen: Pen, top: float) -> None:
        for left, at, line, has_box in placed:
            if has_box:
                pen.tick_box(_ANSWER + left, top + at + 1.4)
            pen.text(_ANSWER + left + 4.8, top + at + 4.3, line, 8.5)

    return draw, height


def _answer_end(item: WorksheetItem) -> float:
    """Return where the room for the answer ends: left of the boxes for codes such as ND."""
    return FRAME_WIDTH - 2 - 10 * len(item.missing)


def _label(pen: Pen, x: float, middle: float, words: list[tuple[str, float]]) -> None:
    first = middle + 1.2 - (len(words) - 1) * 3.7 / 2
    for index, (line, size) in enumerate(words):
        pen.text(x, first + index * 3.7, line, size, ink=0.0 if size > 8 else GREY)


def _named(item: WorksheetItem, tongue: Tongue) -> str:
    name = main_of(item.label, tongue)
    if not item.is_for_investigator:
        return name
    return f"{name}{say('PAPER_FOR_INVESTIGATOR', first_language(tongue))}"


def _cells(item: WorksheetItem) -> str:
    whole, _, fraction = (item.digits or "3").partition(".")
    boxes = BLANK * int(whole)
    return f"{boxes}.{BLANK * int(fraction)}" if fraction.isdigit() and int(fraction) else boxes


def _cells_width(cells: str) -> float:
    return cells.count(BLANK) * BOX_WIDTH + cells.count(".") * 2.1


def _number_boxes(pen: Pen, x: float, middle: float, item: WorksheetItem) -> float:
    if item.type not in _NUMBERS:
        pen.line(x, middle + 2.8, x + 28, middle + 2.8, 0.18, GREY)
        return x + 28
    return pen.boxes(x, middle - BOX_HEIGHT / 2, _cells(item))


def _ticks(pen: Pen, x: float, middle: float, words: tuple[str, ...]) -> float:
    for word in words:
        pen.tick_box(x, middle - 1.7)
        x = pen.text(x + 4.2, middle + 1.1, word, 7.6) + 2.5
    return x


def _notes(tongue: Tongue) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        x = pen.text(0, y + 5, printed("PAPER_NOTES", tongue), 8, ink=GREY) + 2
        pen.line(x, y + 5.8, FRAME_WIDTH, y + 5.8, 0.2, GREY)
        pen.line(0, y + 12.6, FRAME_WIDTH, y + 12.6, 0.2, GREY)

    return Strip(13.0, draw)

"""Lays out a filled record with the history of its values; it interprets no value."""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import (
    both_of,
    going_on,
    local,
    main_of,
    other_language,
    printed,
    stacked,
    sub_of,
    titled,
)
from escc_desktop.documents.flow import Strip, kept, section, space
from escc_desktop.documents.form_notes import assumption_strips, explained_strips, ruling_strips
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY
from escc_desktop.documents.record_rows import RANGE, VALUE, repeat_rows, value_row
from escc_desktop.documents.recorders import flagged, recorded_by
from escc_desktop.documents.sheets import Change, RecordGroup, RecordSheet, Tongue
from escc_desktop.documents.signing_blocks import closed
from escc_desktop.documents.tables import bar, continued, heads, joined, row, written
from escc_desktop.study.questions import Label


def framing(sheet: RecordSheet) -> Framing:
    """Return title and frame: the form's own name, and that the record is not complete where it is not."""
    if sheet.is_complete:
        return Framing(sheet.form, "RC", "PAPER_RECORD_DATE")
    draft = titled("PAPER_INCOMPLETE")
    title = replace(sheet.form, zh=f"{sheet.form.zh}{draft.zh}", en=f"{sheet.form.en} {draft.en}")
    return Framing(title, "RC", "PAPER_RECORD_DATE")


def strips(sheet: RecordSheet) -> list[Strip]:
    """Return the content: values group by group, the history of changes, signatures."""
    tongue = sheet.heading.tongue
    result: list[Strip] = ruling_strips(sheet.rulings, tongue)
    if sheet.not_done is not None:
        result += [*_gap(result), *_not_done(sheet.not_done, sheet.not_done_reason, tongue)]
    is_first = True
    has_range = any(row.range_ for group in sheet.groups for row in group.rows)
    columns = heads(_columns(tongue, has_range))
    for group in sheet.groups:
        result += [*_gap(result), *_group(group, sheet, columns, is_first and not group.is_repeat)]
        is_first = is_first and group.is_repeat
    if sheet.explained:
        result += [*_gap(result), *explained_strips(sheet.explained, tongue)]
    if sheet.recorded:
        result += [*_gap(result), *recorded_by(sheet.recorded, tongue)]
    if sheet.changes:
        result += [*_gap(result), *_history(sheet.changes, tongue)]
    if sheet.assumptions and result:
        result[-1] = replace(result[-1], keeps_next=True)
    result += kept(assumption_strips(sheet.assumptions, tongue))
    if not sheet.needs_signature and not sheet.signatures:
        return result
    return closed(result, sheet.signatures, sheet.heading)


def _not_done(why: Label, reason: str, tongue: Tongue) -> list[Strip]:
    told = f"{printed('PAPER_FORM_NOT_DONE', tongue)}: {both_of(why, tongue)}"
    because = f"{printed('PAPER_REASON', tongue)} {reason}"
    cell = joined(written(2, FRAME_WIDTH - 4, told, size=9.2, weight="semibold"), written(2, FRAME_WIDTH - 4, because))
    return row([cell], top=2.0, bottom=2.0)


def _gap(before: list[Strip]) -> tuple[Strip, ...]:
    return (space(2.5),) if before else ()


def _columns(tongue: Tongue, has_range: bool) -> list[tuple[float, str]]:
    """Name the columns; that of ranges only where a row of the record has one."""
    places = [(2.0, "ITEM"), (VALUE, "VALUE"), *([(RANGE, "RANGE")] if has_range else [])]
    return [(x, stacked(f"PAPER_{code}", tongue)) for x, code in places]


def _group(group: RecordGroup, sheet: RecordSheet, columns: Strip, is_first: bool) -> list[Strip]:
    tongue = sheet.heading.tongue
    name = group.label if group.label.zh or group.label.en else sheet.form
    other = name.in_(other_language(tongue))
    head = bar(main_of(name, tongue), other if tongue != "en" and other != main_of(name, tongue) else "")
    again = bar(going_on(name, tongue))
    if group.is_repeat:
        rows = repeat_rows(group.repeats, sheet.heading, again)
        return [replace(head, keeps_next=True), *(strip for strips in rows for strip in strips)]
    rows = [value_row(value, sheet.heading, (again, columns)) for value in group.rows]
    return section([head, columns] if is_first else [head], rows)


_HISTORY = (2.0, 34.0, 67.0, 101.0, 135.0)


def _history(changes: tuple[Change, ...], tongue: Tongue) -> list[Strip]:
    codes = ("PAPER_CHANGED_AT", "PAPER_ITEM", "PAPER_BEFORE", "PAPER_AFTER", "PAPER_CHANGED_BY")
    columns = heads([(x, stacked(code, tongue)) for x, code in zip(_HISTORY, codes, strict=True)])
    head = bar(printed("PAPER_HISTORY", tongue), printed("PAPER_HISTORY", "en") if tongue == "zh" else "")
    return section([head, columns], [_change(change, tongue, columns) for change in changes])


def _change(change: Change, tongue: Tongue, columns: Strip) -> list[Strip]:
    when = local(change.at).replace(" ", "\n", 1)
    name = main_of(change.label, tongue)
    cells = [
        written(_HISTORY[0], 31, when, size=7.6),
        joined(
            written(_HISTORY[1], 31, name, size=7.8),
            written(_HISTORY[1], 31, sub_of(change.label, tongue), size=7.2, ink=GREY),
        ),
        written(_HISTORY[2], 32, both_of(change.before, tongue) or "—", size=7.8),
        written(_HISTORY[3], 32, both_of(change.after, tongue) or "—", size=7.8, weight="semibold"),
        joined(
            flagged(_HISTORY[4], 37, change.by, tongue)
            if change.is_undelegated
            else written(_HISTORY[4], 37, change.by, size=7.8),
            written(_HISTORY[4], 37, both_of(change.reason, tongue), size=7.4, ink=GREY),
        ),
    ]
    again = (bar(going_on(titled("PAPER_HISTORY"), tongue)), columns, continued(going_on(change.label, tongue)))
    return row(cells, again, top=1.0, bottom=1.0, leading=3.6)

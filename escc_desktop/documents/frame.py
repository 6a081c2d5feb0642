"""Draws what is the same on every page: head, identification, binding margin and foot; it knows no content.

Each page stands for itself when it is loose: trial, site, participant, visit, date, edition, page n of m, checkpoint.
"""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.documents.chrome import (
    also_english,
    local,
    main_of,
    main_words,
    other_language,
    printed,
    stacked,
    sub_of,
)
from escc_desktop.documents.pen import BLACK, BLANK, BOX_WIDTH, FRAME_WIDTH, GREY, HAIR, PAGE_WIDTH, Pen
from escc_desktop.documents.sheets import Heading, Tongue
from escc_desktop.documents.tables import broken
from escc_desktop.documents.typeface import typeface
from escc_desktop.errors import SealError
from escc_desktop.study.questions import Label
from escc_desktop.words import say

LEFT_FRONT, LEFT_BACK = 25.0, 12.0
BODY_TOP, BODY_BOTTOM = 57.0, 274.0
WRITING_BOTTOM = 250.8
"""Where the body ends on papers to be written on: the correction rule and the signature lines stand below."""

TITLE_WIDTH, STAMP_LEFT, STAMP_WIDTH, QR_SIDE = 106.0, 109.0, 42.0, 19.0
_VISIT_COLUMN = 103.0


@dataclass(frozen=True, slots=True)
class Framing:
    """What the frame of one paper needs beside its heading. ``date_word`` and ``date_hint`` are codes of words,
    ``kind`` goes into the QR code.
    """

    title: Label
    kind: str
    date_word: str
    has_writing_foot: bool = False
    has_participant: bool = True
    date_hint: str = "PAPER_DATE_HINT"


def left_of(page: int) -> float:
    """Return where the frame of a page begins in mm: the back of a sheet mirrors the binding margin."""
    return LEFT_FRONT if page % 2 else LEFT_BACK


def room(framing: Framing) -> float:
    """Return the height for content on each page in mm."""
    return (WRITING_BOTTOM if framing.has_writing_foot else BODY_BOTTOM) - BODY_TOP


def draw_frame(pen: Pen, heading: Heading, framing: Framing, page: int, pages: int) -> None:
    """Draw everything of the page but its content."""
    _binding(pen, heading, page)
    _head(pen, heading, framing)
    _code(pen, heading, framing, page, pages)
    _identification(pen, heading, framing)
    if framing.has_writing_foot:
        _writing_foot(pen, heading)
    _foot(pen, heading, page, pages)


def _binding(pen: Pen, heading: Heading, page: int) -> None:
    is_front = page % 2 == 1
    line = (18.0 if is_front else PAGE_WIDTH - 18.0) - pen.left
    hole = (12.0 if is_front else PAGE_WIDTH - 12.0) - pen.left
    pen.line(line, 12, line, 285, 0.15, 0.6, dash=1.6)
    pen.upright(line - 2.2 if is_front else line + 4.6, 148.5, printed("PAPER_BINDING", heading.tongue))
    for y in (108.5, 188.5):
        pen.circle(hole, y, 3.0, 0.12, HAIR)


def _head(pen: Pen, heading: Heading, framing: Framing) -> None:
    tongue = heading.tongue
    end = pen.text(0, 15.5, heading.study_id, 9, "semibold")
    _study_title(pen, end + 3.5, main_of(heading.study_title, tongue))
    title = main_of(framing.title, tongue)
    _title(pen, title)
    other = framing.title.in_(other_language(tongue))
    if other and other != title:
        lines = broken(other, TITLE_WIDTH, 8.5)
        if len(lines) == 1:
            pen.text(0, 30.2, other, 8.5, ink=GREY)
        else:
            _stack(pen, 0, 29.4, broken(other, TITLE_WIDTH, 7), 7, 3.2, 2, GREY)
    standing = "PAPER_DRAFT" if heading.is_draft else "PAPER_APPROVED" if heading.approved else ""
    stamps = (*(["PAPER_DEMO"] if heading.is_demonstration else []), *([standing] if standing else []))
    for index, code in enumerate(stamps):
        top = 17.4 + index * 6.9
        pen.box(STAMP_LEFT, top, STAMP_WIDTH, 6.2, 0.3, dash=0 if code == "PAPER_APPROVED" else 1.0)
        words = f"{say(code, 'zh')} {say(code, 'en')}"
        width = typeface("semibold").width(words, 8)
        pen.fitted(STAMP_LEFT + max(1, (STAMP_WIDTH - width) / 2), top + 4.1, STAMP_WIDTH - 2, words, 8, "semibold")
    if heading.original is not None:
        words = printed(f"PAPER_ORIGINAL_{heading.original.upper()}", tongue)
        width = min(typeface("semibold").width(words, 7.2), STAMP_WIDTH)
        pen.fitted(STAMP_LEFT + (STAMP_WIDTH - width) / 2, 33.9, STAMP_WIDTH, words, 7.2, "semibold")
    pen.line(0, 35.2, FRAME_WIDTH, 35.2, 0.5)


def _study_title(pen: Pen, x: float, words: str) -> None:
    width = FRAME_WIDTH - QR_SIDE - 3 - x
    if typeface("regular").width(words, 8) <= width:
        pen.text(x, 15.5, words, 8, ink=GREY)
        return
    lines = broken(words, width, 7)
    _stack(pen, x, 15.5 if len(lines) == 1 else 13.8, lines, 7, 3.0, 2, GREY)


def _title(pen: Pen, words: str) -> None:
    natural = typeface("semibold").width(words, 15)
    if natural <= TITLE_WIDTH * 15 / 11:
        pen.fitted(0, 24.2, TITLE_WIDTH, words, 15, "semibold")
        return
    lines = broken(words, TITLE_WIDTH, 10, "semibold")
    if len(lines) > 2:
        raise SealError("PAPER_TOO_LONG", text=words)
    for index, line in enumerate(lines):
        pen.text(0, 21.4 + index * 4.4, line, 10, "semibold")


def _stack(
    pen: Pen, x: float, y: float, lines: tuple[str, ...], size: float, leading: float, most: int, ink: float
) -> None:
    if len(lines) > most:
        raise SealError("PAPER_TOO_LONG", text=" ".join(lines))
    for index, line in enumerate(lines):
        pen.text(x, y + index * leading, line, size, ink=ink)


def code_text(heading: Heading, framing: Framing, page: int, pages: int) -> str:
    """Return what the QR code of a page says; the same stands in print on the page."""
    parts = ("ESCC1", heading.study_id, heading.site, heading.participant or "", heading.visit_id, framing.kind)
    return "|".join((*parts, heading.edition, heading.sheet_number, f"{page}/{pages}"))


def _code(pen: Pen, heading: Heading, framing: Framing, page: int, pages: int) -> None:
    import segno

    made = segno.make(code_text(heading, framing, page, pages), error="m", micro=False, boost_error=False, mask=2)
    pen.modules(FRAME_WIDTH - QR_SIDE, 11, QR_SIDE, tuple(bytes(row) for row in made.matrix))
    pen.text(FRAME_WIDTH, 33.2, heading.sheet_number, 7.5, align="right")


def _identification(pen: Pen, heading: Heading, framing: Framing) -> None:
    tongue = heading.tongue
    x = _boxed(pen, 0, 38.0, stacked("PAPER_SITE", tongue), heading.site, 2)
    if framing.has_participant:
        x = _boxed(pen, x + 3, 38.0, stacked("PAPER_SCREENING_NUMBER", tongue), heading.participant, 6)
        x = _boxed(pen, x + 3, 38.0, stacked("PAPER_INITIALS", tongue), heading.initials, 4)
    column = max(_VISIT_COLUMN, x + 4)
    if heading.visit:
        x = _word(pen, column, 42.7, stacked("PAPER_VISIT", tongue))
        _visit(pen, x, 42.7, heading.visit, heading.visit_window, tongue)
    dated = "____-__-__" if heading.dated_on is None else heading.dated_on
    end = _boxed(pen, 0, 46.6, stacked(framing.date_word, tongue), dated, 10)
    if heading.dated_on is None:
        end = hint(pen, end + 2.5, 51.3, stacked(framing.date_hint, tongue))
    x = _word(pen, max(_VISIT_COLUMN, end + 4), 51.3, stacked("PAPER_PROTOCOL", tongue))
    version = heading.protocol_version
    edition = f"{main_of(version, tongue)}  {main_words('PAPER_EDITION', tongue)} {heading.edition}"
    below = [sub_of(version, tongue), f"{say('PAPER_EDITION', 'en')} {heading.edition}"] if tongue == "both" else []
    _named(pen, x, 51.3, edition, below)
    pen.line(0, 54.7, FRAME_WIDTH, 54.7, 0.2, GREY)


def _boxed(pen: Pen, x: float, y: float, word: str, value: str | None, blanks: int) -> float:
    x = _word(pen, x, y + 4.7, word)
    cells = BLANK * blanks if value is None else value
    if len(cells) * BOX_WIDTH > 62:
        return pen.text(x, y + 4.7, cells, 9.5, "semibold")
    return pen.boxes(x, y, cells)


def hint(pen: Pen, x: float, y: float, words: str) -> float:
    """Write how something is to be filled in, a second language below; return where it ends."""
    lines = words.split("\n")
    if len(lines) == 1:
        return pen.text(x, y, words, 7.2, ink=GREY)
    return max(pen.text(x, y - 1.5 + index * 3.1, line, 7, ink=GREY) for index, line in enumerate(lines))


def _visit(pen: Pen, x: float, y: float, visit: Label, window: Label | None, tongue: Tongue) -> None:
    """Write the visit with its window beside it, or below it in small where both do not fit one line."""
    width = FRAME_WIDTH - x
    name = main_of(visit, tongue)
    days = main_of(window, tongue) if window else ""
    english = " · ".join(filter(None, (sub_of(visit, tongue), window.en if window else "")))
    words = f"{name}  {days}" if days else name
    if tongue != "both" and typeface("semibold").width(words, 9) <= width:
        pen.text(x, y, words, 9, "semibold")
        return
    below = english if tongue == "both" and typeface("regular").width(english, 7) <= width else days
    pen.fitted(x, y - 1.6 if below else y, width, name, 9, "semibold")
    pen.fitted(x, y + 1.8, width, below, 7)


def _word(pen: Pen, x: float, y: float, words: str) -> float:
    """Write the name of what follows, English below on a paper in both languages; return where the value begins."""
    main, _, below = words.partition("\n")
    if not below:
        return pen.text(x, y, main, 8, ink=GREY) + 2
    return max(pen.text(x, y - 1.6, main, 8, ink=GREY), pen.text(x, y + 1.6, below, 7, ink=GREY)) + 2


def _named(pen: Pen, x: float, y: float, value: str, below: list[str]) -> None:
    width = FRAME_WIDTH - x
    english = "  ".join(below)
    if english:
        pen.fitted(x, y - 1.6, width, value, 9)
        fits = typeface("regular").width(english, 7) <= width
        pen.fitted(x, y + 1.8, width, english if fits else below[-1], 7)
    elif typeface("regular").width(value, 9.5) * 7 / 9.5 <= width:
        pen.fitted(x, y, width, value, 9.5)
    else:
        _stack(pen, x, y - 2, broken(value, width, 7), 7, 3.1, 2, BLACK)


def _writing_foot(pen: Pen, heading: Heading) -> None:
    tongue = heading.tongue
    lines = broken(printed("PAPER_CORRECTION", tongue), FRAME_WIDTH - 4, 7.4)
    pen.box(0, 251.6, FRAME_WIDTH, 2.4 + 3.4 * len(lines), 0, fill=0.955)
    for index, line in enumerate(lines):
        pen.text(2, 255.1 + index * 3.4, line, 7.4)
    signature_lines(pen, 268.5, heading)


def signature_lines(pen: Pen, y: float, heading: Heading) -> None:
    """Draw the two lines to be signed by hand with their dates, the baseline at ``y``."""
    tongue = heading.tongue
    width = FRAME_WIDTH / 2
    for left, code in ((0.0, "PAPER_RECORDED_BY"), (width + 1, "PAPER_INVESTIGATOR")):
        name = say(code, "en" if tongue == "en" else "zh")
        below = "" if tongue == "en" else say(code, "en")
        start = pen.text(left, y, name, 8.5) + 1.5
        pen.line(start, y + 0.8, left + 52, y + 0.8, 0.25)
        pen.text(start, y + 4.2, below, 7, ink=GREY)
        start = pen.text(left + 54, y, main_words("PAPER_DATE", tongue), 8.5) + 1.5
        pen.line(start, y + 0.8, left + width - 2, y + 0.8, 0.25)
        pen.text(start, y + 4.2, also_english("PAPER_DATE", tongue), 7, ink=GREY)


def _foot(pen: Pen, heading: Heading, page: int, pages: int) -> None:
    tongue = heading.tongue
    pen.line(0, 277, FRAME_WIDTH, 277, 0.2, GREY)
    x = 0.0
    if heading.holds_assumptions:
        pen.box(0, 278.4, 47, 7.2, 0.3, dash=1.0)
        code = "PAPER_ASSUMPTIONS_APPROVED" if heading.approved else "PAPER_ASSUMPTIONS"
        lines = stacked(code, tongue).split("\n")
        for index, line in enumerate(lines):
            y = 282.8 + (index - (len(lines) - 1) / 2) * 2.9
            pen.fitted(max(1, 23.5 - typeface("regular").width(line, 7.2) / 2), y, 45, line, 7.2)
        x = 50.5
    width = FRAME_WIDTH - x - 34
    anchor = f"{printed('PAPER_CHECKPOINT', tongue)} {heading.checkpoint}"
    stamp = f"{printed('PAPER_PRINTED', tongue)} {local(heading.printed_at, seconds=False)}  {heading.printed_by}"
    approved = _approved(heading, width)
    for y, words in zip((279.9, 282.6, 285.3) if approved else (281.2, 285.0), (anchor, stamp, approved), strict=False):
        pen.fitted(x, y, width, words, 7.0 if approved else 7.5, ink=GREY)
    facts = {"page": page, "pages": pages}
    first, second = ("en", "zh") if tongue == "en" else ("zh", "en")
    pen.text(
        FRAME_WIDTH, 281.2, say("PAPER_PAGE", "zh" if first == "zh" else "en", **facts), 9, "semibold", align="right"
    )
    pen.text(
        FRAME_WIDTH, 285, say("PAPER_PAGE", "en" if second == "en" else "zh", **facts), 7.5, ink=GREY, align="right"
    )


def _approved(heading: Heading, width: float) -> str:
    """Return who approved the edition and when, in the paper's first language alone where both do not fit."""
    if not heading.approved:
        return ""
    names = "; ".join(f"{name} {on}" for name, on in heading.approved)
    both = printed("PAPER_APPROVED_BY", heading.tongue, names=names)
    fits = typeface("regular").width(both, 7) <= width
    return both if fits else main_words("PAPER_APPROVED_BY", heading.tongue, names=names)

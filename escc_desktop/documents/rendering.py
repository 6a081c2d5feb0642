"""Makes the PDF of a paper from its sheet; it asks nobody for anything and reads no clock."""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.documents import (
    adverse_event_pages,
    delegation_pages,
    eligibility_pages,
    follow_up_pages,
    handover_pages,
    record_pages,
    source_data_pages,
    work_handover_pages,
    worksheet_pages,
)
from escc_desktop.documents.archive import ArchiveCanvas, Description
from escc_desktop.documents.chrome import main_of, sub_of
from escc_desktop.documents.flow import Strip, paginate
from escc_desktop.documents.frame import BODY_TOP, Framing, draw_frame, left_of, room
from escc_desktop.documents.pen import Pen
from escc_desktop.documents.sheets import (
    AdverseEventLogSheet,
    DelegationSheet,
    EligibilitySheet,
    FollowUpSheet,
    PaperDocument,
    RecordSheet,
    SourceDataSheet,
    WorkHandoverSheet,
    WorksheetSheet,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file (PDF/A-2b), how many pages it has, its title, and the signature fields waiting in it."""

    pdf: bytes
    pages: int
    title: str
    fields: tuple[str, ...]


def render(sheet: PaperDocument) -> Printed:
    """Return the paper; the same sheet gives the same bytes.

    Raises SealError: PAPER_CHARACTER (the type lacks a character), PAPER_TOO_LONG (a title or number fits no line).
    """
    framing, strips = _content(sheet)
    heading = sheet.heading
    title = " ".join(filter(None, (main_of(framing.title, heading.tongue), sub_of(framing.title, heading.tongue))))
    about = " ".join(filter(None, (heading.study_id, heading.site, heading.participant, heading.sheet_number)))
    language = "en" if heading.tongue == "en" else "zh-CN"
    canvas = ArchiveCanvas(Description(title, heading.printed_by, about, language, heading.printed_at))
    pages = paginate(strips, room(framing))
    for number, page in enumerate(pages, start=1):
        pen = Pen(canvas, left_of(number))
        draw_frame(pen, heading, framing, number, len(pages))
        y = BODY_TOP
        for strip in page:
            strip.draw(pen, y)
            y += strip.height
        canvas.showPage()
    return Printed(canvas.finished(), len(pages), title, canvas.field_names)


def _content(sheet: PaperDocument) -> tuple[Framing, list[Strip]]:
    if isinstance(sheet, EligibilitySheet):
        return eligibility_pages.framing(sheet), eligibility_pages.strips(sheet)
    if isinstance(sheet, WorksheetSheet):
        return worksheet_pages.framing(sheet), worksheet_pages.strips(sheet)
    if isinstance(sheet, RecordSheet):
        return record_pages.framing(sheet), record_pages.strips(sheet)
    if isinstance(sheet, AdverseEventLogSheet):
        return adverse_event_pages.framing(sheet), adverse_event_pages.strips(sheet)
    if isinstance(sheet, WorkHandoverSheet):
        return work_handover_pages.framing(sheet), work_handover_pages.strips(sheet)
    if isinstance(sheet, DelegationSheet):
        return delegation_pages.framing(sheet), delegation_pages.strips(sheet)
    if isinstance(sheet, SourceDataSheet):
        return source_data_pages.framing(sheet), source_data_pages.strips(sheet)
    if isinstance(sheet, FollowUpSheet):
        return follow_up_pages.framing(sheet), follow_up_pages.strips(sheet)
    return handover_pages.framing(sheet), handover_pages.strips(sheet)

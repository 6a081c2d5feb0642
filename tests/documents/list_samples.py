"""Sheets of the site's own lists, all invented: the delegation log with a specimen, and the follow-up list."""

from __future__ import annotations

import io
from datetime import datetime

from PIL import Image, ImageDraw

from escc_desktop.documents.sheets import (
    DelegationLine,
    DelegationSheet,
    FindingLine,
    FindingWords,
    FollowUpSheet,
    Heading,
    SourceDataSheet,
    SourceForm,
    SourceRow,
)
from escc_desktop.documents.specimens import small_image
from escc_desktop.study.questions import Label

COORDINATOR = Label("Research coordinator (CRC)", "临床研究协调员（CRC）")
_TASKS = (Label("Enter data, answer queries", "数据录入与质疑答复"), Label("Hand over packages", "数据包交接"))


def specimen() -> bytes:
    """Return a signature as it is kept."""
    picture = Image.new("RGB", (600, 200), "white")
    ImageDraw.Draw(picture).line([(40, 150), (200, 40), (320, 160), (560, 60)], fill="black", width=9)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return small_image(kept.getvalue())


def delegation(head: Heading, at: datetime) -> DelegationSheet:
    """Return a log with an image, a filed paper and an empty box, over more than one page."""
    kinds = ((specimen(), ""), (None, "研究者文件夹 5-1"), (None, ""))
    lines = tuple(
        DelegationLine("李晓", COORDINATOR, _TASKS, "2026-03-05", None, "2026-04-01", "王敏", at, image, place)
        for image, place in kinds * 6
    )
    return DelegationSheet(head, lines)


def follow_up(head: Heading, at: datetime) -> FollowUpSheet:
    """Return a list with a long finding that was answered and closed."""
    monitor = Label("Monitor (CRA)", "监查员（CRA）")
    said = (
        FindingWords("孙悦", monitor, at, "知情同意书第 3 页缺日期。" * 40),
        FindingWords("李晓", COORDINATOR, at, "已补签"),
        FindingWords("孙悦", monitor, at, "核实", is_closing=True),
    )
    record = Label("Vital signs", "生命体征")
    found = tuple(FindingLine(one, "01-007", record, Label("closed", "已关闭"), said) for one in (1, 2, 3))
    return FollowUpSheet(head, found)


def source_data(head: Heading) -> SourceDataSheet:
    """Return a list over more than one page, with and without a known original."""
    group = Label("Vital signs", "生命体征")
    items = tuple(Label(f"Measurement {n}", f"测量项目 {n}") for n in range(1, 9))
    rows = (
        SourceRow(group, items, Label("Worksheet", "访视记录表"), "ink"),
        SourceRow(group, items[:2], Label("Laboratory system (LIS)", "检验系统（LIS）"), None),
        SourceRow(group, items[:1], Label("Worked out by the program", "由程序计算"), "electronic"),
    )
    form = Label("Vital signs and performance status", "生命体征与体力状况")
    return SourceDataSheet(head, (SourceForm(form, "electronic", rows), SourceForm(form, "ink", rows)) * 4)

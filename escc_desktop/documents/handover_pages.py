"""Lays out the slip that goes with a package; it names no participant."""

from __future__ import annotations

from escc_desktop.documents.chrome import both_of, printed, stacked, titled
from escc_desktop.documents.flow import Strip, kept, section, space
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import HandoverSlip
from escc_desktop.documents.tables import bar, row, written

_FACT = 50.0


def framing(sheet: HandoverSlip) -> Framing:
    """Return title and frame of the slip."""
    return Framing(
        titled("PAPER_HANDOVER"), "HO", "PAPER_HANDED_ON", has_participant=False, date_hint="PAPER_DATE_ORDER"
    )


def strips(sheet: HandoverSlip) -> list[Strip]:
    """Return the content: the package, its check code in large type, counts, who gave and who took."""
    tongue = sheet.heading.tongue
    groups = sheet.sha256
    facts = (
        ("PAPER_PACKAGE", sheet.package),
        ("PAPER_PACKAGE_NUMBER", f"{sheet.number:06d}"),
        ("PAPER_RECIPIENT", both_of(sheet.recipient, tongue)),
        ("PAPER_ENTRIES", f"{sheet.chain}  {sheet.first}–{sheet.last}  ({sheet.last - sheet.first + 1})"),
        ("PAPER_SIZE", f"{sheet.size / 1_000_000:.2f} MB · {sheet.size:,} {printed('PAPER_BYTES', tongue)}"),
        ("PAPER_SHA256", " ".join(groups[at : at + 8] for at in range(0, len(groups), 8))),
    )
    rows = [
        row([written(2, 46, printed(code, tongue), size=8.5, ink=GREY), written(_FACT, 120, value, size=9)])
        for code, value in facts
    ]
    result = [*section([bar(printed("PAPER_PACKAGE", tongue))], rows), space(3), _check_code(sheet), space(3)]
    counts = [
        row([written(2, 120, both_of(what, tongue)), written(150, 20, str(count), size=9, weight="semibold")])
        for what, count in sheet.counts
    ]
    if counts:
        result += [*section([bar(printed("PAPER_COUNTS", tongue))], counts), space(3)]
    return [*result, *_hands(sheet)]


def _check_code(sheet: HandoverSlip) -> Strip:
    tongue = sheet.heading.tongue
    hints = stacked("PAPER_CHECK_CODE_HINT", tongue).split("\n")
    height = 20.6 + 3.6 * len(hints)

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, height, 0.5)
        pen.text(3, y + 6, printed("PAPER_CHECK_CODE", tongue), 9, "semibold")
        pen.fitted(3, y + 16.5, 84, sheet.check_code, 24, "semibold")
        x = pen.text(90, y + 15.4, printed("PAPER_COMPARED", tongue), 8, ink=GREY) + 3
        for code in ("PAPER_SAME", "PAPER_DIFFERS"):
            pen.tick_box(x, y + 12.4, size=3.6)
            x = pen.text(x + 4.8, y + 15.4, printed(code, tongue), 8.5) + 4
        for index, line in enumerate(hints):
            pen.text(3, y + 21.5 + index * 3.6, line, 7.6, ink=GREY)

    return Strip(height, draw)


def _hands(sheet: HandoverSlip) -> list[Strip]:
    tongue = sheet.heading.tongue

    def line(code: str) -> Strip:
        def draw(pen: Pen, y: float) -> None:
            x = pen.text(0, y + 7, printed(code, tongue), 8.5) + 2
            pen.line(x, y + 7.8, 96, y + 7.8, 0.25)
            x = pen.text(99, y + 7, printed("PAPER_HANDED_AT", tongue), 8.5) + 2
            pen.line(x, y + 7.8, FRAME_WIDTH, y + 7.8, 0.25)

        return Strip(13, draw)

    return kept([line("PAPER_GAVE"), line("PAPER_TOOK")])

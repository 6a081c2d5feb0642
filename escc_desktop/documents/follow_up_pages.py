"""Lays out the follow-up list of findings with everything said about each; it judges none of them."""

from __future__ import annotations

from escc_desktop.documents.chrome import both_of, going_on, local, main_words, printed, stacked, titled
from escc_desktop.documents.flow import Strip, section
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import GREY
from escc_desktop.documents.sheets import FindingLine, FollowUpSheet, Tongue
from escc_desktop.documents.tables import Cell, continued, heads, joined, row, written

_ABOUT, _SAID, _BY = 9.0, 46.0, 136.0


def framing(sheet: FollowUpSheet) -> Framing:
    """Return title and frame of the list."""
    return Framing(titled("PAPER_FOLLOW_UP"), "FU", "PAPER_AS_OF", has_participant=False, date_hint="PAPER_DATE_ORDER")


def strips(sheet: FollowUpSheet) -> list[Strip]:
    """Return the content: each finding with its number, what it is about, how it stands, and every word in order."""
    tongue = sheet.heading.tongue
    if not sheet.findings:
        return row([written(2, 160, printed("PAPER_NO_FINDINGS", tongue), size=9)])
    columns = (
        (1.0, "#"),
        (_ABOUT, stacked("PAPER_FINDING_ABOUT", tongue)),
        (_SAID, stacked("PAPER_FINDING_SAID", tongue)),
        (_BY, stacked("PAPER_FINDING_BY", tongue)),
    )
    head = heads(columns)
    running = (head, continued(going_on(titled("PAPER_FOLLOW_UP"), tongue)))
    return section([head], [strip for one in sheet.findings for strip in _rows(one, tongue, running)])


def _rows(finding: FindingLine, tongue: Tongue, running: tuple[Strip, ...]) -> list[list[Strip]]:
    about = finding.participant or printed("PAPER_FINDING_SITE", tongue)
    record = both_of(finding.record, tongue) if finding.record is not None else ""
    subject = joined(
        written(_ABOUT, 35, about, size=8.5, weight="semibold"),
        written(_ABOUT, 35, record, size=7.6, ink=GREY),
        written(_ABOUT, 35, both_of(finding.state, tongue), size=8.5),
    )
    rows: list[list[Strip]] = []
    for index, word in enumerate(finding.said):
        is_first = index == 0
        closing = main_words("PAPER_FINDING_CLOSING", tongue) if word.is_closing else ""
        cells: list[Cell] = [written(1, 7, str(finding.number)), subject] if is_first else []
        text = f"{closing} {word.text}".strip()
        cells += [
            written(_SAID, 87, text, size=8.5, weight="semibold" if is_first else "regular"),
            joined(
                written(_BY, 37, f"{word.name}  {local(word.at, seconds=False)}", size=7.6),
                written(_BY, 37, both_of(word.role, tongue), size=7.2, ink=GREY),
            ),
        ]
        rows.append(row(cells, running))
    return rows

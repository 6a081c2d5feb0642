"""Lays out the log of adverse events; it grades and judges nothing."""

from __future__ import annotations

from escc_desktop.documents.chrome import (
    both_of,
    going_on,
    local,
    main_of,
    main_words,
    printed,
    stacked,
    sub_of,
    titled,
)
from escc_desktop.documents.flow import Strip, section
from escc_desktop.documents.frame import Framing
from escc_desktop.documents.pen import GREY
from escc_desktop.documents.sheets import AdverseEventLogSheet, AdverseEventRow, SignatureBlock, Tongue
from escc_desktop.documents.signing_blocks import closed
from escc_desktop.documents.tables import Cell, continued, heads, joined, row, written
from escc_desktop.study.questions import Label

_COLUMNS = (1.0, 8.0, 53.0, 63.0, 84.0, 106.0, 150.0)
_CODES = ("NUMBER", "EVENT", "GRADE", "ONSET_END", "SERIOUS", "DRUG_RELATION", "OUTCOME")


def framing(sheet: AdverseEventLogSheet) -> Framing:
    """Return title and frame of the log; its date is that of the print."""
    return Framing(titled("PAPER_AE_LOG"), "AE", "PAPER_AS_OF")


def strips(sheet: AdverseEventLogSheet) -> list[Strip]:
    """Return the content: one row per event, or the statement that there is none, then signatures."""
    tongue = sheet.heading.tongue
    places = zip(_COLUMNS, _CODES, strict=True)
    columns = heads([(x, stacked(f"PAPER_AE_{code}", tongue)) for x, code in places])
    rows = [_event(event, tongue, columns) for event in sheet.events]
    if not rows:
        rows = [row([written(8, 150, printed("PAPER_AE_NONE", tongue))])]
    facts = {"version": sheet.ctcae_version, "count": len(sheet.events)}
    note = stacked("PAPER_AE_NOTE", tongue, **facts)
    return closed(section([columns], rows), sheet.signatures, sheet.heading, note)


def _event(event: AdverseEventRow, tongue: Tongue, columns: Strip) -> list[Strip]:
    name = main_of(event.term, tongue)
    term = joined(
        written(8, 43, name, size=8.6, weight="semibold"),
        written(8, 43, sub_of(event.term, tongue), size=7.4, ink=GREY),
        written(8, 43, event.detail if event.detail != name else "", size=7.6),
        *(_signed(block, tongue) for block in event.signatures),
    )
    cells = [
        written(1, 7, str(event.number), weight="semibold"),
        term,
        written(53, 9, event.grade, size=9.5, weight="semibold"),
        written(63, 20, event.started_on, event.ended_on or printed("PAPER_ONGOING", tongue), size=8),
        _serious(event, tongue),
        _drugs(event, tongue),
        written(150, 23, both_of(event.outcome, tongue), size=8),
    ]
    words = going_on(Label(f"{event.number} {event.term.en}", f"{event.number} {main_of(event.term, tongue)}"), tongue)
    return row(cells, (columns, continued(words)), top=1.2, bottom=1.2, leading=3.7)


def _signed(block: SignatureBlock, tongue: Tongue) -> Cell:
    """Name who signed this event's record, and when; a signature that no longer holds says so."""
    if block.ink is not None:
        code = "PAPER_INK_NOT_ACCEPTED" if block.flag else "PAPER_INK_VOID" if block.is_void else "PAPER_INK"
        who = block.name or main_of(block.role, tongue)
        return written(8, 43, f"{main_words(code, tongue)} {who}", block.ink.signed_on, size=7, ink=GREY)
    code = "PAPER_SIGNATURE_VOID" if block.is_void else "PAPER_SIGNATURE"
    return written(8, 43, f"{main_words(code, tongue)} {block.name}", f"{local(block.signed_at)}", size=7, ink=GREY)


def _serious(event: AdverseEventRow, tongue: Tongue) -> Cell:
    if event.is_serious is None:
        return written(84, 20, printed("PAPER_UNANSWERED", tongue), size=8)
    if not event.is_serious:
        return written(84, 20, printed("PAPER_ANSWER_N", tongue), size=8)
    reasons = [written(84, 20, both_of(reason, tongue), size=7.4) for reason in event.serious_because]
    return joined(written(84, 20, printed("PAPER_AE_IS_SERIOUS", tongue), size=8.5, weight="semibold"), *reasons)


def _drugs(event: AdverseEventRow, tongue: Tongue) -> Cell:
    cells = [written(106, 42, "", size=8)]
    for drug in event.drugs:
        cells.append(written(106, 42, both_of(drug.drug, tongue), size=7.6, weight="semibold"))
        verdict = " / ".join(filter(None, (main_of(drug.causality, tongue), main_of(drug.action, tongue))))
        cells.append(written(106, 42, verdict or "—", size=7.8))
        below = " / ".join(filter(None, (sub_of(drug.causality, tongue), sub_of(drug.action, tongue))))
        cells.append(written(106, 42, below, size=7.2, ink=GREY))
    return joined(*cells)

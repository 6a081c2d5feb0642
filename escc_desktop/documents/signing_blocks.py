"""Lays out signatures as printed: electronic ones with their field, void ones as void, and lines for ink."""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import (
    also_english,
    both_of,
    going_on,
    local,
    main_of,
    main_words,
    printed,
    stacked,
    sub_of,
    titled,
    universal,
)
from escc_desktop.documents.flow import Strip, space
from escc_desktop.documents.frame import signature_lines
from escc_desktop.documents.pen import BLACK, FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import Heading, SignatureBlock, Tongue
from escc_desktop.documents.tables import broken, continued

_GAP = replace(space(3), keeps_next=True)


def closed(
    content: list[Strip], signatures: tuple[SignatureBlock, ...], heading: Heading, note: str = ""
) -> list[Strip]:
    """Return the content with its signatures: the first of them stays with the last line of what it signs."""
    held = [replace(strip, keeps_next=True) for strip in content[-1:]]
    return [*content[:-1], *held, *_signature_strips(signatures, heading, note)]


def _signature_strips(signatures: tuple[SignatureBlock, ...], heading: Heading, note: str) -> list[Strip]:
    """Return the signatures that hold, or the lines to sign by hand where none does; void ones stand after them."""
    strips = [replace(_note(note), keeps_next=True)] if note else []
    holding = [block for block in signatures if not block.is_void]
    for block in holding:
        strips += [_GAP, _block(block, heading.tongue)]
    if not holding:
        strips += [_GAP, _ink(heading)]
    for block in signatures:
        if block.is_void:
            strips += [replace(_GAP, height=2.0), _void_block(block, heading.tongue)]
    return strips


def _note(words: str) -> Strip:
    lines = [part for line in words.split("\n") for part in broken(line, FRAME_WIDTH, 8)]

    def draw(pen: Pen, y: float) -> None:
        for index, line in enumerate(lines):
            pen.text(0, y + 4 + index * 3.6, line, 8, ink=GREY)

    return Strip(1.9 + 3.6 * len(lines), draw)


def _ink(heading: Heading) -> Strip:
    return Strip(16.0, lambda pen, y: signature_lines(pen, y + 9, heading))


def _meant(block: SignatureBlock, tongue: Tongue, width: float, size: float) -> list[str]:
    """Return the meaning of a signature; on a paper in both languages each language has lines of its own."""
    gap = " " if tongue == "en" else ""
    lines = list(broken(f"{main_words('PAPER_MEANING', tongue)}{gap}{main_of(block.meaning, tongue)}", width, size))
    below = sub_of(block.meaning, tongue)
    return [*lines, *broken(f"{also_english('PAPER_MEANING', tongue)} {below}", width, size)] if below else lines


def _proofs(block: SignatureBlock, tongue: Tongue) -> tuple[str, ...]:
    certificate = f"{printed('PAPER_CERTIFICATE', tongue)} {block.certificate}"
    entry = f"{printed('PAPER_ENTRY', tongue)} {block.entry}"
    return (certificate, entry) if tongue == "both" else broken(f"{certificate}  {entry}", 62, 7.5)


def _person(pen: Pen, y: float, block: SignatureBlock, tongue: Tongue, size: float) -> float:
    """Write who signed and when, in this place's time and in UTC; return where the local time ends."""
    end = pen.fitted(3, y, 60, block.name, size, "semibold")
    end = pen.fitted(end + 4, y, max(90 - end, 20), both_of(block.role, tongue), min(9, size))
    end = pen.text(max(end + 6, 62), y, local(block.signed_at), size - 2.5)
    pen.text(FRAME_WIDTH - 3, y, universal(block.signed_at), 8, ink=GREY, align="right")
    return end


def _block(block: SignatureBlock, tongue: Tongue) -> Strip:
    meaning, proofs = _meant(block, tongue, 105, 8.5), _proofs(block, tongue)
    cover = stacked("PAPER_SIGNATURE_COVERS" if block.field else "PAPER_SIGNATURE_IN_JOURNAL", tongue).split("\n")
    height = 17.0 + 4.0 * max(len(meaning), len(proofs))

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, height, 0.5)
        pen.text(3, y + 5.4, printed("PAPER_SIGNATURE", tongue), 9.5, "semibold")
        for index, line in enumerate(cover):
            pen.text(
                FRAME_WIDTH - 3, y + (4.2 if len(cover) > 1 else 5.2) + index * 3, line, 7.2, ink=GREY, align="right"
            )
        _person(pen, y + 12.2, block, tongue, 13)
        for index, line in enumerate(meaning):
            pen.text(3, y + 17.8 + index * 4, line, 8.5, ink=BLACK)
        for index, line in enumerate(proofs):
            pen.text(FRAME_WIDTH - 3, y + 17.8 + index * 4, line, 7.5, ink=GREY, align="right")
        if block.field:
            pen.field(block.field, 0, y, FRAME_WIDTH, height)

    return Strip(height, draw)


def _void_block(block: SignatureBlock, tongue: Tongue) -> Strip:
    """Show a signature that holds no more: marked, struck through, with the reason; lower than one that holds."""
    meaning, proofs = _meant(block, tongue, 105, 7.5), _proofs(block, tongue)
    height = 12.4 + 3.5 * max(len(meaning), len(proofs))

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, height, 0.35, dash=1.2)
        pen.void_mark(3, y + 1.4, 3.6)
        pen.text(8.2, y + 4.4, printed("PAPER_SIGNATURE_VOID", tongue), 8.5, "semibold")
        pen.text(FRAME_WIDTH - 3, y + 4.4, printed("PAPER_SIGNATURE_VOID_WHY", tongue), 7.2, ink=GREY, align="right")
        end = _person(pen, y + 9.4, block, tongue, 10)
        pen.line(3, y + 8.2, end, y + 8.2, 0.25)
        for index, line in enumerate(meaning):
            pen.text(3, y + 13.2 + index * 3.5, line, 7.5)
        for index, line in enumerate(proofs):
            pen.text(FRAME_WIDTH - 3, y + 13.2 + index * 3.5, line, 7.2, ink=GREY, align="right")

    return Strip(height, draw, running=(continued(going_on(titled("PAPER_SIGNATURE"), tongue)),))

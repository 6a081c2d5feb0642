"""Lays out signatures as printed: electronic ones with their field, void ones as void, and lines for ink."""

from __future__ import annotations

from dataclasses import replace

from escc_desktop.documents.chrome import both_of, local, main_words, printed, universal
from escc_desktop.documents.flow import Strip, space
from escc_desktop.documents.frame import signature_lines
from escc_desktop.documents.pen import BLACK, FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import Heading, SignatureBlock, Tongue
from escc_desktop.documents.tables import broken

_GAP = replace(space(3), keeps_next=True)


def closed(
    content: list[Strip], signatures: tuple[SignatureBlock, ...], heading: Heading, note: str = ""
) -> list[Strip]:
    """Return the content with its signatures: the first of them stays with the last line of what it signs."""
    held = [replace(strip, keeps_next=True) for strip in content[-1:]]
    return [*content[:-1], *held, *_signature_strips(signatures, heading, note)]


def _signature_strips(signatures: tuple[SignatureBlock, ...], heading: Heading, note: str) -> list[Strip]:
    """Return the blocks of all signatures, or the lines to sign by hand where there is none that holds."""
    strips = [replace(_note(note), keeps_next=True)] if note else []
    for block in signatures:
        strips += [_GAP, _block(block, heading.tongue)]
    if all(block.is_void for block in signatures):
        strips += [_GAP, _ink(heading)]
    return strips


def _note(words: str) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        pen.text(0, y + 4, words, 8, ink=GREY)

    return Strip(5.5, draw)


def _ink(heading: Heading) -> Strip:
    return Strip(16.0, lambda pen, y: signature_lines(pen, y + 9, heading))


def _block(block: SignatureBlock, tongue: Tongue) -> Strip:
    meaning = broken(f"{main_words('PAPER_MEANING', tongue)} {both_of(block.meaning, tongue)}", 96, 8.5)
    certificate = f"{main_words('PAPER_CERTIFICATE', tongue)} {block.certificate}"
    proof = f"{certificate}  {main_words('PAPER_ENTRY', tongue)} {block.entry}"
    proofs = broken(proof, 66, 7.5)
    height = max(21.0, 17.0 + 4.0 * max(len(meaning), len(proofs)))

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, height, 0.5, dash=1.2 if block.is_void else 0)
        head = printed("PAPER_SIGNATURE_VOID" if block.is_void else "PAPER_SIGNATURE", tongue)
        start = 3.0
        if block.is_void:
            pen.void_mark(3, y + 2)
            start = 9.0
        pen.text(start, y + 5.4, head, 9.5, "semibold")
        cover = "PAPER_SIGNATURE_COVERS" if block.field else "PAPER_SIGNATURE_IN_JOURNAL"
        cover = "PAPER_SIGNATURE_VOID_WHY" if block.is_void else cover
        pen.text(FRAME_WIDTH - 3, y + 5.2, main_words(cover, tongue), 7.5, ink=GREY, align="right")
        end = pen.fitted(3, y + 12.2, 60, block.name, 13, "semibold")
        end = pen.fitted(end + 4, y + 12.2, max(90 - end, 20), both_of(block.role, tongue), 9)
        end = pen.text(max(end + 6, 62), y + 12.2, local(block.signed_at), 10.5)
        if block.is_void:
            pen.line(3, y + 10.7, end, y + 10.7, 0.25)
        pen.text(FRAME_WIDTH - 3, y + 12.2, universal(block.signed_at), 8, ink=GREY, align="right")
        for index, line in enumerate(meaning):
            pen.text(3, y + 17.8 + index * 4, line, 8.5, ink=BLACK)
        for index, line in enumerate(proofs):
            pen.text(FRAME_WIDTH - 3, y + 17.8 + index * 4, line, 7.5, ink=GREY, align="right")
        if block.field and not block.is_void:
            pen.field(block.field, 0, y, FRAME_WIDTH, height)

    return Strip(height, draw)

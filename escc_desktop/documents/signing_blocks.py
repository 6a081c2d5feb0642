"""Lays out signatures as printed: electronic ones with their field, those by hand, void ones, and lines for ink."""

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
    """Return the signatures that hold, or where to sign while none does; void ones stand after them.

    Where the program's file is the original there are no lines to sign by hand: a print signed by mistake is none.
    """
    strips = [replace(_note(note), keeps_next=True)] if note else []
    holding = [block for block in signatures if not block.is_void]
    for block in holding:
        strips += [_GAP, _ink_block(block, heading.tongue) if block.ink else _block(block, heading.tongue)]
    if not holding:
        strips += [_GAP, _unsigned(heading) if heading.original == "electronic" else _lines(heading)]
    for block in signatures:
        if block.is_void:
            void = _void_ink_block if block.ink else _void_block
            strips += [replace(_GAP, height=2.0), void(block, heading.tongue)]
    return strips


def _note(words: str) -> Strip:
    lines = [part for line in words.split("\n") for part in broken(line, FRAME_WIDTH, 8)]

    def draw(pen: Pen, y: float) -> None:
        for index, line in enumerate(lines):
            pen.text(0, y + 4 + index * 3.6, line, 8, ink=GREY)

    return Strip(1.9 + 3.6 * len(lines), draw)


def _lines(heading: Heading) -> Strip:
    """Draw the lines to sign by hand; where paper is the original, with a line for the binder's place."""
    if heading.original is None:
        return Strip(16.0, lambda pen, y: signature_lines(pen, y + 9, heading))

    def draw(pen: Pen, y: float) -> None:
        signature_lines(pen, y + 9, heading)
        start = pen.text(0, y + 20, main_words("PAPER_TO_FILE", heading.tongue), 8.5) + 1.5
        pen.line(start, y + 20.8, FRAME_WIDTH, y + 20.8, 0.25)
        pen.text(start, y + 24.2, also_english("PAPER_TO_FILE", heading.tongue), 7, ink=GREY)

    return Strip(26.0, draw)


def _unsigned(heading: Heading) -> Strip:
    lines = stacked("PAPER_UNSIGNED", heading.tongue).split("\n")

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, 3.4 + 4.2 * len(lines), 0.2, GREY, dash=1.0)
        for index, line in enumerate(lines):
            pen.text(3, y + 5 + index * 4.2, line, 8.5)

    return Strip(4.4 + 4.2 * len(lines), draw)


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
    """Write who signed and when, in this place's time and in UTC; return where the local time ends.

    A signature by hand has the date that was written beside it, and no time.
    """
    end = pen.fitted(3, y, 60, block.name or both_of(block.role, tongue), size, "semibold")
    if block.name:
        end = pen.fitted(end + 4, y, max(90 - end, 20), both_of(block.role, tongue), min(9, size))
    if block.ink is not None:
        dated = f"{printed('PAPER_INK_DATED', tongue)} {block.ink.signed_on}"
        return pen.text(max(end + 6, 92), y, dated, size - 3)
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


def _recorded(block: SignatureBlock, tongue: Tongue) -> list[str]:
    """Return where the signed paper is filed, and who recorded the signature: whoever did is not the signer."""
    assert block.ink is not None
    facts = {"name": block.ink.recorded_by, "at": local(block.ink.recorded_at, seconds=False), "entry": block.entry}
    filed = f"{printed('PAPER_FILED', tongue)} {block.ink.filed_at or '—'}"
    recorded = stacked("PAPER_INK_RECORDED", tongue, **facts).split("\n")
    return [part for line in (filed, *recorded) for part in broken(line, FRAME_WIDTH - 6, 7.8)]


def _ink_block(block: SignatureBlock, tongue: Tongue) -> Strip:
    """Show a signature that stands on paper elsewhere: the frame is open at the right, for this is not the original."""
    meaning, recorded = _meant(block, tongue, FRAME_WIDTH - 6, 8.5), _recorded(block, tongue)
    cover = stacked("PAPER_INK_ORIGINAL", tongue).split("\n")
    height = 16.4 + 4.0 * len(meaning) + 3.7 * len(recorded)

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, height, 0.35)
        pen.text(3, y + 5.4, printed("PAPER_INK", tongue), 9.5, "semibold")
        for index, line in enumerate(cover):
            pen.text(
                FRAME_WIDTH - 3, y + (4.2 if len(cover) > 1 else 5.2) + index * 3, line, 7.2, ink=GREY, align="right"
            )
        _person(pen, y + 12.2, block, tongue, 13)
        for index, line in enumerate(meaning):
            pen.text(3, y + 17.8 + index * 4, line, 8.5)
        below = y + 17.8 + 4.0 * len(meaning)
        for index, line in enumerate(recorded):
            pen.text(3, below + index * 3.7, line, 7.8, ink=BLACK if index == 0 else GREY)

    return Strip(height, draw)


def _void_block(block: SignatureBlock, tongue: Tongue) -> Strip:
    """Show a signature that holds no more: marked, struck through, with the reason; lower than one that holds."""
    meaning, proofs = _meant(block, tongue, 105, 7.5), _proofs(block, tongue)
    height = 12.4 + 3.5 * max(len(meaning), len(proofs))

    def draw(pen: Pen, y: float) -> None:
        _void_frame(pen, y, height, block, printed("PAPER_SIGNATURE_VOID", tongue), tongue)
        pen.text(FRAME_WIDTH - 3, y + 4.4, printed("PAPER_SIGNATURE_VOID_WHY", tongue), 7.2, ink=GREY, align="right")
        for index, line in enumerate(meaning):
            pen.text(3, y + 13.2 + index * 3.5, line, 7.5)
        for index, line in enumerate(proofs):
            pen.text(FRAME_WIDTH - 3, y + 13.2 + index * 3.5, line, 7.2, ink=GREY, align="right")

    return Strip(height, draw, running=(continued(going_on(titled("PAPER_SIGNATURE"), tongue)),))


def _void_ink_block(block: SignatureBlock, tongue: Tongue) -> Strip:
    """Show a signature by hand that holds no more, or never did, with the reason and where its paper is."""
    code = "PAPER_INK_VOID" if block.flag is None else "PAPER_INK_NOT_ACCEPTED"
    why = printed("PAPER_SIGNATURE_VOID_WHY", tongue) if block.flag is None else both_of(block.flag, tongue)
    lines = [
        *broken(why, FRAME_WIDTH - 6, 7.5),
        *_meant(block, tongue, FRAME_WIDTH - 6, 7.5),
        *_recorded(block, tongue),
    ]
    height = 12.4 + 3.5 * len(lines)

    def draw(pen: Pen, y: float) -> None:
        _void_frame(pen, y, height, block, printed(code, tongue), tongue)
        for index, line in enumerate(lines):
            pen.text(3, y + 13.2 + index * 3.5, line, 7.5)

    return Strip(height, draw, running=(continued(going_on(titled("PAPER_INK"), tongue)),))


def _void_frame(pen: Pen, y: float, height: float, block: SignatureBlock, title: str, tongue: Tongue) -> None:
    """Draw the dashed frame of what does not hold, its mark and title, and the signer struck through."""
    pen.box(0, y, FRAME_WIDTH, height, 0.35, dash=1.2)
    pen.void_mark(3, y + 1.4, 3.6)
    pen.text(8.2, y + 4.4, title, 8.5, "semibold")
    end = _person(pen, y + 9.4, block, tongue, 10)
    pen.line(3, y + 8.2, end, y + 8.2, 0.25)

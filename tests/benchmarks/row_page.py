"""Measures one signed page over the same strings on a bare canvas, signed barely; fonts and modules are warm."""

from __future__ import annotations

from typing import Any

from asn1crypto import pem
from reportlab.pdfgen.canvas import Canvas

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.paper import PaperOrder, produce
from escc_desktop.actions.signing import Signed
from escc_desktop.places import shipped
from tests.benchmarks.floors import page
from tests.benchmarks.making import Walked, signing
from tests.benchmarks.measuring import Row, timed


def row(walked: Walked) -> Row:
    """Return the row: the sealed paper of a signed form of the pregnancy test, in both languages on one sheet."""
    site = walked.open(walked.copy("printing"))
    record = next(one.record.id for one in site.office.readings.records(form="PREG", limit=1))
    signed = carry_out(site, signing(site, walked, record)).value
    assert isinstance(signed, Signed)
    order = signed.orders[0]
    site.close()
    words, pages = _drawn(order)
    if pages != 1 or order.seal is None:
        raise AssertionError("the paper of this row must be one signed page")
    for name in {font for font, *_ in words}:
        page.register(name, shipped("resources/fonts") / f"{name}.ttf")
    by = page.signer(order.seal.key, [_der(text) for text in (order.seal.certificate, *order.seal.chain)])

    def ours() -> float:
        return timed(lambda: produce(order))

    def floor() -> float:
        return timed(lambda: page.sign(page.draw(words), by))

    says = f"laid out, drawn, PDF/A, sealed / its {len(words)} strings on a bare canvas, signed by bare pyHanko"
    return Row("one signed page", 1.3, ours, floor, 41, says)


def _drawn(order: PaperOrder) -> tuple[list[page.Words], int]:
    """Return every string of the paper with its place, and how many pages it has."""
    words: list[page.Words] = []
    plain = Canvas.drawString

    def noted(self: Any, x: float, y: float, text: str, *others: Any, **named: Any) -> None:
        words.append((self._fontname, self._fontsize, x, y, text))
        plain(self, x, y, text, *others, **named)

    Canvas.drawString = noted
    try:
        pages = produce(order).pages
    finally:
        Canvas.drawString = plain
    return words, pages


def _der(text: str) -> bytes:
    _, _, data = pem.unarmor(text.encode("ascii"))
    return bytes(data)

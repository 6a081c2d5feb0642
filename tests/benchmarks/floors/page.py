"""The floor of a signed page: strings on a bare ReportLab canvas, signed by bare pyHanko; no layout, frame or archive.

The strings stand ready with place, font and size; fonts are registered and keys are read before. The signature field
is written with the signature and shows nothing, so there is no stamp to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

rl_config.useA85 = 0  # no time spent on spelling bytes as letters

Words = tuple[str, float, float, float, str]
"""Font, size, x, y and the words themselves."""

_METADATA = PdfSignatureMetadata(field_name="Signature1", md_algorithm="sha256")


def register(name: str, path: Path) -> None:
    """Read a font, once."""
    registerFont(TTFont(name, str(path), shapable=False))


def signer(key: bytes, certificates: Sequence[bytes]) -> SimpleSigner:
    """Return a signer from a key (PKCS #8) and certificates (DER), its own first."""
    own, *others = (Certificate.load(data) for data in certificates)
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register_multiple([own, *others])
    return SimpleSigner(own, PrivateKeyInfo.load(key), registry)


def draw(words: Sequence[Words]) -> bytes:
    """Return a page with ``words`` on it."""
    output = BytesIO()
    canvas = Canvas(output, pagesize=(595.2756, 841.8898), pageCompression=1, invariant=1)
    for font, size, x, y, text in words:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def sign(pdf: bytes, by: SimpleSigner) -> bytes:
    """Return ``pdf`` signed."""
    output: BytesIO = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), _METADATA, signer=by, bytes_reserved=16384)
    return output.getvalue()

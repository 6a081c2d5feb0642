"""Reads the root certificate that a signed document carries about itself; it believes nothing of it."""

from __future__ import annotations

from io import BytesIO

from asn1crypto import pem
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from escc_desktop.errors import SealError


def carried_root(pdf: bytes) -> str:
    """Return the self-issued certificate (PEM) that the first signature carries. Raises SealError SEAL_*.

    It shows only that a document agrees with itself; whether the root is the study's is for whoever holds that root.
    """
    try:
        signatures = PdfFileReader(BytesIO(pdf), strict=True).embedded_signatures
        carried = [one for signature in signatures for one in signature.other_embedded_certs]
    except (PdfError, ValueError, LookupError, TypeError) as problem:
        raise SealError("SEAL_UNREADABLE") from problem
    for certificate in carried:
        if certificate.issuer == certificate.subject:
            armored: bytes = pem.armor("CERTIFICATE", certificate.dump())
            return armored.decode("ascii")
    raise SealError("SEAL_COUNT", found=len(signatures), expected=1)

"""Signs a finished paper with one person's key (PAdES B-B); it draws nothing, reads no clock and no network.

The field was made when the page was drawn, so signing adds one revision that fills it and touches nothing else.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from io import BytesIO

from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from escc_desktop.errors import SealError, TrustError
from escc_desktop.trust.keys import SigningKey

ROOM = 16384
"""Hexadecimal digits kept free for one signature with its certificates: about 8 kB, four times what three need."""


class _PageShowsIt(BaseStampStyle):
    """No stamp: the page already shows who signed."""

    def create_stamp(self, writer: object, box: object, text_params: object) -> None:
        return None


class _FillingOnly(PdfSigner):
    """Signs without announcing extensions of PDF 2.0: the catalog stays as it was drawn."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        return None


class _AddingNothingElse(IncrementalPdfFileWriter):
    """Writes the revision without new metadata: version, Info and XMP stay, and no clock is read."""

    output_version = (1, 7)

    def _update_meta(self) -> None:
        return None


def seal(
    pdf: bytes,
    *,
    field: str,
    key: bytes,
    certificate: str,
    chain: tuple[str, ...],
    name: str,
    reason: str,
    location: str,
    at: datetime,
) -> bytes:
    """Return ``pdf`` with the prepared signature ``field`` filled.

    ``key`` is the signer's P-256 key (PKCS #8, DER), ``certificate`` their certificate and ``chain`` those above it up
    to the study root (PEM), ``at`` the aware time that the signature states.
    Raises SealError: SEAL_FIELD (no such free field), SEAL_KEY (not this certificate's key), SEAL_UNREADABLE.
    """
    signer = _signer(key, certificate, chain)
    try:
        writer = _AddingNothingElse(BytesIO(pdf), strict=True)
        free = {found for found, value, _ in enumerate_sig_fields(writer.prev) if value is None}
    except (PdfError, ValueError, LookupError, TypeError) as problem:
        raise SealError("SEAL_UNREADABLE") from problem
    if field not in free:
        raise SealError("SEAL_FIELD", field=field)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        name=name,
        reason=reason,
        location=location,
        subfilter=SigSeedSubFilter.PADES,
    )
    maker = _FillingOnly(metadata, signer=signer, stamp_style=_PageShowsIt())
    return asyncio.run(_sealed(maker, writer, at))


async def _sealed(maker: PdfSigner, writer: IncrementalPdfFileWriter, at: datetime) -> bytes:
    session = maker.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=ROOM)
    output = BytesIO()
    prepared, _ = document.digest_tbs_document(output=output)
    signed = await document.perform_signature(prepared.document_digest, PdfCMSSignedAttributes())
    await signed.post_signature_processing(output)
    return output.getvalue()


def _signer(key: bytes, certificate: str, chain: tuple[str, ...]) -> SimpleSigner:
    try:
        private = keys.PrivateKeyInfo.load(key, strict=True)
        own = read_pem(certificate)
        others = [read_pem(text) for text in chain]
        is_pair = SigningKey.from_bytes(key).public.data == own.public_key.dump()
    except (ValueError, TypeError, TrustError) as problem:
        raise SealError("SEAL_KEY") from problem
    if not is_pair:
        raise SealError("SEAL_KEY")
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register_multiple(others)
    return SimpleSigner(signing_cert=own, signing_key=private, cert_registry=registry, embed_roots=True)


def read_pem(text: str) -> x509.Certificate:
    """Return one certificate of a PEM text. Raises ValueError."""
    _, _, der = pem.unarmor(text.encode("ascii"))
    return x509.Certificate.load(der, strict=True)

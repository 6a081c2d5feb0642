"""Says whether a sealed paper may be believed; it is stricter than PDF readers are, and it changes nothing.

Readers accept files with bytes after the end or with a page changed by a later revision. Here: strict reading, the
expected signatures and no more, the whole file covered, no revision but those that fill the prepared fields, our own
chain of trust. A file cut back to its first signature is only caught by the number expected or the journal's SHA-256.
"""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256 as digest_of
from io import BytesIO

from asn1crypto import cms, pem, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import InvalidVersion
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    FormUpdatingRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from escc_desktop.documents.sealing import read_pem
from escc_desktop.errors import SealError, TrustError
from escc_desktop.trust.certificates import verify_authority, verify_chain

LARGEST = 64 * 1024 * 1024
_ONLY_FILLING = StandardDiffPolicy(
    global_rules=[], form_rule=FormUpdatingRule(field_rules=[SigFieldModificationRule()])
)
_DAMAGED = (
    PdfError,
    SignatureValidationError,
    SigningError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    zlib.error,
    InvalidVersion,
    UnsupportedAlgorithm,
)
"""What the reader raises on damaged input; all of it means that the file is not what was sealed."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature that holds: field, the certificate's name, role and SHA-256, the time stated, its reason."""

    field: str
    name: str
    role: str
    certificate: str
    fingerprint: str
    signed_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SealReport:
    """A document that may be believed: its SHA-256 (hex) and its signers in the order of signing."""

    sha256: str
    signers: tuple[Signer, ...]


def check_sealed(pdf: bytes, root: str, expected_signatures: int = 1, sha256: str | None = None) -> SealReport:
    """Return who signed ``pdf``, or raise SealError naming what does not hold.

    ``root`` is the study root (PEM), believed beforehand; ``sha256`` (hex) is the file's digest in the journal.
    Codes: SEAL_DIGEST SEAL_UNREADABLE SEAL_COUNT SEAL_COVERAGE SEAL_CHANGED SEAL_WRONG SEAL_UNTRUSTED.
    """
    found = digest_of(pdf).hexdigest()
    if sha256 is not None and found != sha256.lower():
        raise SealError("SEAL_DIGEST", found=found[:16], expected=sha256[:16].lower())
    if len(pdf) > LARGEST:
        raise SealError("SEAL_UNREADABLE")
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        signatures = list(reader.embedded_signatures)
        revisions = reader.xrefs.total_revisions
    except _DAMAGED as problem:
        raise SealError("SEAL_UNREADABLE") from problem
    if len(signatures) != expected_signatures:
        raise SealError("SEAL_COUNT", found=len(signatures), expected=expected_signatures)
    if not signatures:
        return SealReport(found, ())
    _check_revisions(signatures, revisions)
    last = signatures[-1]
    return SealReport(found, tuple(_checked(signature, pdf, root, signature is last) for signature in signatures))


def _check_revisions(signatures: list[EmbeddedPdfSignature], revisions: int) -> None:
    """The drawn file is the first revision, and each signature added exactly one."""
    for number, signature in enumerate(signatures, start=1):
        if signature.signed_revision != number:
            raise SealError("SEAL_CHANGED", field=signature.field_name)
    if revisions != len(signatures) + 1:
        raise SealError("SEAL_CHANGED", field=signatures[-1].field_name)


def _checked(signature: EmbeddedPdfSignature, pdf: bytes, root: str, is_last: bool) -> Signer:
    field = signature.field_name
    try:
        _check_coverage(signature, pdf, is_last)
        certificate = _pem(signature.signer_cert)
        trusted = verify_chain(certificate, _authorities(signature, root), root)
        if trusted.kind != "person":
            raise SealError("SEAL_UNTRUSTED", field=field)
        signed_at = signature.self_reported_timestamp
        if signed_at is None:
            raise SealError("SEAL_WRONG", field=field)
        _check_integrity(signature, root, signed_at)
        reason = str(signature.sig_object.get("/Reason", ""))
    except TrustError as problem:
        raise SealError("SEAL_UNTRUSTED", field=field) from problem
    except _DAMAGED as problem:
        raise SealError("SEAL_WRONG", field=field) from problem
    return Signer(field, trusted.name, trusted.role, certificate, trusted.fingerprint, signed_at, reason)


def _check_coverage(signature: EmbeddedPdfSignature, pdf: bytes, is_last: bool) -> None:
    """Everything but the signature's own digits is covered, and those digits have one spelling."""
    start, first, second, rest = (int(part) for part in signature.byte_range)
    end = second + rest
    gap = pdf[first:second]
    content = _canonical(signature).hex().upper().encode()
    spelled = b"<" + content + b"0" * (len(gap) - 2 - len(content)) + b">"
    is_whole = start == 0 and gap == spelled and (end == len(pdf) if is_last else end < len(pdf))
    if not is_whole or not pdf[:end].endswith(b"%%EOF\n"):
        raise SealError("SEAL_COVERAGE", field=signature.field_name)


def _canonical(signature: EmbeddedPdfSignature) -> bytes:
    """Return the one way to write this signature: nothing else can hide in what its key does not cover."""
    info = signature.signer_info
    own = signature.signer_cert
    digest = cms.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number}),
            ),
            "digest_algorithm": digest,
            "signature_algorithm": cms.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signed_attrs": info["signed_attrs"],
            "signature": info["signature"],
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "data"},
            "certificates": [own, *signature.other_embedded_certs],
            "signer_infos": [signer],
        }
    )
    written: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return written


def _authorities(signature: EmbeddedPdfSignature, root: str) -> tuple[str, ...]:
    """Return the site authorities inside the signature; nothing may be there that does not lead to ``root``."""
    others = [_pem(other) for other in signature.other_embedded_certs]
    authorities = tuple(other for other in others if other != root)
    for authority in authorities:
        verify_authority(authority, root)
    return authorities


def _check_integrity(signature: EmbeddedPdfSignature, root: str, signed_at: datetime) -> None:
    field = signature.field_name
    context = ValidationContext(trust_roots=[read_pem(root)], allow_fetching=False, moment=signed_at)
    status = asyncio.run(
        async_validate_pdf_signature(signature, signer_validation_context=context, diff_policy=_ONLY_FILLING)
    )
    later: object = signature.diff_result
    if isinstance(later, SuspiciousModification) or not status.docmdp_ok:
        raise SealError("SEAL_CHANGED", field=field)
    if not status.intact or not status.valid:
        raise SealError("SEAL_WRONG", field=field)
    if not status.trusted:
        raise SealError("SEAL_UNTRUSTED", field=field)


def _pem(certificate: x509.Certificate) -> str:
    armored: bytes = pem.armor("CERTIFICATE", certificate.dump())
    return armored.decode("ascii")

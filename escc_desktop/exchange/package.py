"""Seals and opens sync packages, from site to desk and back; it neither stores entries nor judges who signed them.

``SITE01-A-000042.escc``: a framed file (``framing``) whose body is one age box; inside it one zstd frame with the
stream of ``contents``. The desk's package for a site is the same, sealed to every certified device of the site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from escc_desktop.errors import PackageError, TrustError
from escc_desktop.exchange import framing
from escc_desktop.exchange.codes import Confirmation as Confirmation
from escc_desktop.exchange.codes import check_code as check_code
from escc_desktop.exchange.codes import check_code_of as check_code_of
from escc_desktop.exchange.codes import check_confirmation as check_confirmation
from escc_desktop.exchange.codes import new_confirmation as new_confirmation
from escc_desktop.exchange.codes import open_confirmation
from escc_desktop.exchange.contents import CarriedEntry as CarriedEntry
from escc_desktop.exchange.contents import CarriedFile as CarriedFile
from escc_desktop.exchange.contents import CarriedText as CarriedText
from escc_desktop.exchange.contents import Manifest as Manifest
from escc_desktop.exchange.contents import PackageContent as PackageContent
from escc_desktop.exchange.contents import Range as Range
from escc_desktop.exchange.contents import check_mentioned as check_mentioned
from escc_desktop.exchange.contents import compose as compose
from escc_desktop.exchange.contents import entries_of_run as entries_of_run
from escc_desktop.exchange.contents import read_stream, write_stream
from escc_desktop.exchange.contents import signed_entries as signed_entries
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import DESK, Certificate, read_certificate, verify_chain
from escc_desktop.trust.entry import Label
from escc_desktop.trust.keys import SigningKey

FORMAT: Final = "escc-package/1"
MAGIC: Final = b"ESCC package 1\n"
LARGEST_PACKAGE: Final = 512 << 20
LARGEST_CONTENT: Final = 1 << 30
_DOMAIN: Final = b"escc-package-1\0"


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands in clear on a package. ``signers``: the sender's certificate, then its site's authority."""

    format: str
    study: Label
    site: Label
    chain: Label
    number: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    package: Annotated[str, Meta(pattern=r"\A[A-Z0-9-]{1,60}\.escc\Z")]
    sender: Label
    signers: Annotated[tuple[str, ...], Meta(min_length=1, max_length=2)]
    body: framing.Body


@dataclass(frozen=True, slots=True)
class Sender:
    """Who seals a package: key and certificates of a device (its own, then its authority's) or of the desk."""

    key: SigningKey
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package that held in every part up to the study root."""

    envelope: Envelope
    sender: Certificate
    content: PackageContent


def package_name(site: str, device: str, number: int) -> str:
    """Return a package's name: ``SITE01-A-000042.escc``; the desk's for a site has ``DESK`` as its device."""
    part = re.sub(r"[^A-Z0-9]", "", device.upper())
    return f"SITE{re.sub(r'[^A-Z0-9]', '', site.upper())}-{part}-{number:06d}.escc"


def write_package(content: PackageContent, sender: Sender, recipients: Sequence[str]) -> bytes:
    """Return ``content`` sealed to ``recipients`` (which the manifest must name) and signed by ``sender``."""
    manifest = content.manifest
    if tuple(manifest.recipients) != tuple(recipients):
        raise PackageError("PKG_RECIPIENT", package=manifest.package)
    own = read_certificate(sender.certificates[0])
    if own.public != sender.key.public:
        raise PackageError("PKG_SENDER", package=manifest.package, problem="key")
    body = boxes.seal(framing.squeeze(write_stream(content)), recipients)
    envelope = Envelope(
        format=FORMAT,
        study=manifest.study,
        site=manifest.site,
        chain=manifest.chain,
        number=manifest.number,
        package=manifest.package,
        sender=own.id,
        signers=sender.certificates,
        body=framing.describe(body),
    )
    return framing.build(MAGIC, _DOMAIN, msgspec.to_builtins(envelope), sender.key, body)


def read_envelope(data: bytes) -> Envelope:
    """Return the envelope of a package whose signature and ciphertext hash hold; the signer is not believed yet.

    Raises PackageError: PKG_SIZE, PKG_MAGIC, PKG_FORM, PKG_SIGNATURE, PKG_CUT, PKG_LONGER or PKG_HASH.
    """
    envelope, framed = _take_apart(data)
    framing.begin_check_body(framed, envelope.body, envelope.package)()
    return envelope


def read_front(path: Path) -> Envelope:
    """Return the envelope of a package on a medium, of which no more is read; its signature holds, no more is said.

    Raises PackageError: PKG_MAGIC, PKG_FORM, PKG_SIGNATURE; OSErrors pass.
    """
    with path.open("rb") as file:
        front = file.read(len(MAGIC) + framing.LARGEST_HEAD + 128)
    return _take_apart(front)[0]


def check_sender(envelope: Envelope, root: str) -> Certificate:
    """Return who sent a package, followed up to ``root`` (PEM). Raises PackageError (PKG_SENDER).

    A site's package comes from a device of that site; the desk's from one of the desk's own certificates.
    """
    try:
        sender = verify_chain(envelope.signers[0], envelope.signers[1:], root)
    except TrustError as problem:
        raise PackageError("PKG_SENDER", package=envelope.package, problem=problem) from problem
    is_site_device = sender.kind == "device" and sender.site == envelope.site
    if not (is_site_device or sender.site == DESK):
        raise PackageError("PKG_SENDER", package=envelope.package, problem="site")
    if (sender.study, sender.id) != (envelope.study, envelope.sender):
        raise PackageError("PKG_SENDER", package=envelope.package, problem="identity")
    return sender


def open_package(data: bytes, identity: str, root: str) -> OpenedPackage:
    """Check a package whole and open it with ``identity`` (age). Entries are read by ``signed_entries``.

    Raises PackageError: those of ``read_envelope`` and ``check_sender``; PKG_KEY when it is sealed to others;
    PKG_SEAL, PKG_CONTENT, PKG_TEXT, PKG_RECIPIENT or PKG_MISMATCH when its inside does not hold.
    """
    envelope, framed = _take_apart(data)
    sender = check_sender(envelope, root)
    check_body = framing.begin_check_body(framed, envelope.body, envelope.package)
    try:
        squeezed = boxes.open_box(framed.body, identity, ceiling=LARGEST_PACKAGE)
        own_recipient = boxes.recipient_of(identity)
    except TrustError as problem:
        check_body()  # a changed package is told as changed before anything that follows from it
        code = "PKG_KEY" if problem.code == "BOX_KEY" else "PKG_SEAL"
        raise PackageError(code, package=envelope.package) from problem
    check_body()
    content = read_stream(framing.expand(squeezed, LARGEST_CONTENT))
    manifest = content.manifest
    for name in ("study", "site", "chain", "number", "package"):
        if getattr(manifest, name) != getattr(envelope, name):
            raise PackageError("PKG_MISMATCH", package=envelope.package, problem=name)
    if own_recipient not in manifest.recipients:
        raise PackageError("PKG_RECIPIENT", package=envelope.package)
    return OpenedPackage(envelope, sender, content)


def confirmation_code(content: PackageContent, identity: str) -> str:
    """Return the code that the desk reads out by phone. Raises PackageError (CONFIRMATION_SEALED) for anybody else."""
    manifest = content.manifest
    if manifest.confirmation is None:
        raise PackageError("CONFIRMATION_SEALED", package=manifest.package)
    return open_confirmation(manifest.confirmation, manifest.package, identity)


def _take_apart(data: bytes) -> tuple[Envelope, framing.Framed]:
    """Return envelope and parts of a package; the envelope's signature holds, its body is not checked yet."""
    framed = framing.take_apart(data, MAGIC, LARGEST_PACKAGE)
    try:
        envelope = msgspec.convert(framed.head, Envelope)
        if envelope.format != FORMAT:
            raise PackageError("PKG_FORM")
        signer = read_certificate(envelope.signers[0])
    except (msgspec.ValidationError, TrustError) as problem:
        raise PackageError("PKG_FORM") from problem
    framing.check_signature(framed, _DOMAIN, signer.public)
    return envelope, framed

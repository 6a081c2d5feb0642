"""Seals and opens the kit that makes one device of one site; it makes no keys of the device and stores nothing.

A framed file (``framing``): the head in clear holds the desk's certificate, the study root and how the passphrase is
stretched; the body is AES-256-GCM over one zstd frame. Not age's passphrase mode: that stops other threads for seconds.
The desk's signature proves that the kit is whole and the desk's, not that its edition is approved.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from msgspec import Meta

from escc_desktop.errors import PackageError, TrustError
from escc_desktop.exchange import framing
from escc_desktop.trust import canonical
from escc_desktop.trust.certificates import DESK, read_certificate, verify_authority, verify_chain
from escc_desktop.trust.entry import Hex64, Instant, Label, Name
from escc_desktop.trust.key_slots import LEAST_PASSPHRASE, Stretching, stretch
from escc_desktop.trust.keys import Randomness, SigningKey

FORMAT: Final = "escc-kit/1"
MAGIC: Final = b"ESCC site kit 1\n"
LARGEST_KIT: Final = 32 << 20
LARGEST_CONTENT: Final = 64 << 20
_DOMAIN: Final = b"escc-kit-1\0"
_WRAP: Final = b"escc-kit-wrap-1"
_CHECK: Final = b"escc-kit-check-1"
_FILE_NAME: Final = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/){0,4}[A-Za-z0-9_-][A-Za-z0-9_.-]*\Z")

Number = Annotated[int, Meta(ge=1, le=999_999)]
Pem = Annotated[str, Meta(pattern=r"\A-----BEGIN CERTIFICATE-----\n", max_length=16000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """All that one device needs to begin. ``first`` to ``last`` is its block of participant orders."""

    kit: str
    study: str
    site: str
    site_name_en: str
    site_name_zh: str
    device: str
    chain: str
    edition: str  # digest, hexadecimal
    edition_files: Mapping[str, bytes] = field(repr=False)
    first: int
    last: int
    investigator: str
    root: str  # PEM
    authority: str  # PEM
    authority_key: bytes = field(repr=False)  # PKCS #8
    desk_certificate: str  # PEM
    desk_recipients: tuple[str, ...]
    recovery_recipients: tuple[str, ...]
    is_demonstration: bool
    issued_at: str  # UTC, as an entry's ``at``


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    format: str
    kit: Name
    study: Label
    site: Label
    device: Label
    signer: Pem
    root: Pem
    stretching: Stretching
    salt: Hex64
    check: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    nonce: Annotated[str, Meta(pattern=r"\A[0-9a-f]{24}\Z")]
    body: framing.Body


class _Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kit: Name
    study: Label
    site: Label
    site_name_en: str
    site_name_zh: str
    device: Label
    chain: Label
    edition: Hex64
    edition_files: Annotated[dict[str, str], Meta(max_length=500)]
    first: Number
    last: Number
    investigator: Name
    root: Pem
    authority: Pem
    authority_key: str
    desk_certificate: Pem
    desk_recipients: Annotated[tuple[str, ...], Meta(min_length=1, max_length=50)]
    recovery_recipients: Annotated[tuple[str, ...], Meta(max_length=50)]
    is_demonstration: bool
    issued_at: Instant


def seal_kit(kit: Kit, passphrase: str, desk_key: SigningKey, randomness: Randomness) -> bytes:
    """Return ``kit`` sealed under ``passphrase`` and signed by the desk. Raises PackageError (KIT_*)."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PackageError("KIT_PASSPHRASE_SHORT", least=LEAST_PASSPHRASE)
    if read_certificate(kit.desk_certificate).public != desk_key.public:
        raise PackageError("KIT_SIGNATURE")
    _check(kit)
    salt, nonce, stretching = randomness(32), randomness(12), Stretching()
    stretched = stretch(passphrase, salt, stretching)
    squeezed = framing.squeeze(canonical.encode(_plain(kit)))
    body = AESGCM(_derive(stretched, _WRAP)).encrypt(nonce, squeezed, _binding(kit.kit, kit.study))
    head = _Head(
        format=FORMAT,
        kit=kit.kit,
        study=kit.study,
        site=kit.site,
        device=kit.device,
        signer=kit.desk_certificate,
        root=kit.root,
        stretching=stretching,
        salt=salt.hex(),
        check=_derive(stretched, _CHECK)[:16].hex(),
        nonce=nonce.hex(),
        body=framing.describe(body),
    )
    return framing.build(MAGIC, _DOMAIN, msgspec.to_builtins(head), desk_key, body)


def open_kit(data: bytes, passphrase: str) -> Kit:
    """Check a kit whole and open it.

    Raises PackageError: PKG_* or KIT_SIGNATURE when it was changed, KIT_WRONG_PASSPHRASE, KIT_CONTENT.
    """
    framed = framing.take_apart(data, MAGIC, LARGEST_KIT)
    head = _head(framed)
    stretched = stretch(passphrase, bytes.fromhex(head.salt), head.stretching)
    if not hmac.compare_digest(_derive(stretched, _CHECK)[:16], bytes.fromhex(head.check)):
        raise PackageError("KIT_WRONG_PASSPHRASE", kit=head.kit)
    cipher = AESGCM(_derive(stretched, _WRAP))
    try:
        squeezed = cipher.decrypt(bytes.fromhex(head.nonce), framed.body, _binding(head.kit, head.study))
        plain = canonical.decode(framing.expand(squeezed, LARGEST_CONTENT))
        kit = _kit(msgspec.convert(plain, _Content))
    except (InvalidTag, TrustError, msgspec.ValidationError, ValueError) as problem:
        raise PackageError("KIT_CONTENT", kit=head.kit) from problem
    _check(kit)
    inside = (kit.kit, kit.study, kit.site, kit.device, kit.desk_certificate, kit.root)
    if inside != (head.kit, head.study, head.site, head.device, head.signer, head.root):
        raise PackageError("KIT_CONTENT", kit=head.kit)
    return kit


def _head(framed: framing.Framed) -> _Head:
    try:
        head = msgspec.convert(framed.head, _Head)
        if head.format != FORMAT:
            raise PackageError("PKG_FORM")
        signer = read_certificate(head.signer)
    except (msgspec.ValidationError, TrustError) as problem:
        raise PackageError("PKG_FORM") from problem
    framing.check_signature(framed, _DOMAIN, signer.public)
    framing.begin_check_body(framed, head.body, head.kit)()
    try:
        signer = verify_chain(head.signer, (), head.root)
    except TrustError as problem:
        raise PackageError("KIT_SIGNATURE", kit=head.kit) from problem
    if signer.site != DESK or signer.study != head.study:
        raise PackageError("KIT_SIGNATURE", kit=head.kit)
    return head


def _check(kit: Kit) -> None:
    """Raise PackageError (KIT_CONTENT) when the parts of a kit do not belong together."""
    try:
        authority = verify_authority(kit.authority, kit.root)
        key = SigningKey.from_bytes(kit.authority_key)
    except TrustError as problem:
        raise PackageError("KIT_CONTENT", kit=kit.kit) from problem
    names_are_plain = all(_FILE_NAME.match(name) for name in kit.edition_files)
    belongs = (authority.study, authority.site) == (kit.study, kit.site)
    if not (names_are_plain and belongs and authority.public == key.public and kit.first <= kit.last):
        raise PackageError("KIT_CONTENT", kit=kit.kit)


def _plain(kit: Kit) -> dict[str, Any]:
    plain = {name: getattr(kit, name) for name in _Content.__struct_fields__}
    plain["edition_files"] = {name: base64.b64encode(data).decode() for name, data in kit.edition_files.items()}
    plain["authority_key"] = base64.b64encode(kit.authority_key).decode()
    try:
        msgspec.convert(plain, _Content)
    except msgspec.ValidationError as problem:
        raise PackageError("KIT_CONTENT", kit=kit.kit) from problem
    return plain


def _kit(content: _Content) -> Kit:
    parts = {name: getattr(content, name) for name in _Content.__struct_fields__}
    files = {name: base64.b64decode(data, validate=True) for name, data in content.edition_files.items()}
    return Kit(
        **parts | {"edition_files": files, "authority_key": base64.b64decode(content.authority_key, validate=True)}
    )


def _derive(stretched: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, purpose).derive(stretched)


def _binding(kit: str, study: str) -> bytes:
    return canonical.encode([FORMAT, kit, study])

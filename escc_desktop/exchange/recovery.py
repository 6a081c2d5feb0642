"""Writes and reads the two files of a recovery, the request and the grant; it opens no vault and believes no desk.

Both are framed (``framing``). A request is signed by the new key that it asks to have certified, its body is the
vault's recovery box. A grant is signed by the first key holder of the desk and sealed to the recipient that the
request names, so that only who wrote the request can open it. Neither holds a name of a participant.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from escc_desktop.errors import PackageError, TrustError
from escc_desktop.exchange import framing
from escc_desktop.exchange.codes import request_code
from escc_desktop.trust import boxes, canonical
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.entry import Hex64, Instant, Label, Name
from escc_desktop.trust.key_slots import Recipient
from escc_desktop.trust.keys import PublicKey, SigningKey
from escc_desktop.trust.kinds_of_recovery import HolderSignature, RecoveryStatement
from escc_desktop.trust.shapes import Pem

REQUEST_FORMAT: Final = "escc-recovery-request/1"
GRANT_FORMAT: Final = "escc-recovery-grant/1"
REQUEST_MAGIC: Final = b"ESCC recovery request 1\n"
GRANT_MAGIC: Final = b"ESCC recovery grant 1\n"
LARGEST: Final = 256 << 10
_REQUEST_DOMAIN: Final = b"escc-recovery-request-1\0"
_GRANT_DOMAIN: Final = b"escc-recovery-grant-1\0"

Key = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9+/]+={0,2}\Z", max_length=400)]


class _RequestHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    format: str
    study: Label
    site: Label
    chain: Label | None
    person: Label
    name: Name
    public_key: Key
    recipient: Recipient
    nonce: Hex64
    written_at: Instant
    body: framing.Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks to be let in again, and where. ``box`` is the vault's recovery box, ``data`` the file itself.

    ``chain`` is the device's; None when the vault's checkpoint, which names it in clear, was not there to be read.
    """

    study: str
    site: str
    chain: str | None
    person: str
    name: str
    public: PublicKey
    recipient: str
    nonce: str
    written_at: str
    box: bytes = field(repr=False)
    data: bytes = field(default=b"", repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the file, hexadecimal."""
        return sha256(self.data).hexdigest()

    @property
    def code(self) -> str:
        """The code that the person reads out by telephone, so that the desk knows whose request it holds."""
        return request_code(self.digest)


class _GrantHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    format: str
    study: Label
    site: Label
    chain: Label
    person: Label
    name: Name
    request: Hex64
    signer: Pem
    body: framing.Body


class GrantContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What only the asking window can read: the data key, what two granted, and what they certified.

    ``certificate``: the person's new one, then its authority's. ``authority_key`` (PKCS #8, base64) only for a site
    administrator.
    """

    data_key: Hex64
    statement: RecoveryStatement
    signatures: tuple[HolderSignature, HolderSignature]
    certificate: Pem
    authority_key: Key | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant as it came: whole and signed by ``signer`` (PEM), who is not believed yet. ``request``: its SHA-256."""

    study: str
    site: str
    chain: str
    person: str
    name: str
    request: str
    signer: str
    body: bytes = field(repr=False)


def request_name(request: Request) -> str:
    """Return a request's file name: ``SITE01-A-P02-K7F2-recovery-request.escc``; the code's first letters tell
    several requests of one person apart.
    """
    place = (request.chain or request.site).removeprefix(f"{request.site}-")
    return f"SITE{request.site}-{place}-{request.person}-{request.code[:4]}-recovery-request.escc"


def write_request(request: Request, key: SigningKey) -> Request:
    """Return ``request`` with its file, signed by the new ``key``."""
    head = _RequestHead(
        format=REQUEST_FORMAT,
        study=request.study,
        site=request.site,
        chain=request.chain,
        person=request.person,
        name=request.name,
        public_key=base64.b64encode(key.public.to_bytes()).decode("ascii"),
        recipient=request.recipient,
        nonce=request.nonce,
        written_at=request.written_at,
        body=framing.describe(request.box),
    )
    data = framing.build(REQUEST_MAGIC, _REQUEST_DOMAIN, msgspec.to_builtins(head), key, request.box)
    return read_request(data)


def read_request(data: bytes) -> Request:
    """Return the request in ``data``, whole and signed by the key that it asks for.

    Raises PackageError: PKG_SIZE, PKG_MAGIC, PKG_FORM, PKG_SIGNATURE, PKG_CUT, PKG_LONGER or PKG_HASH.
    """
    framed = framing.take_apart(data, REQUEST_MAGIC, LARGEST)
    try:
        head = msgspec.convert(framed.head, _RequestHead)
        public = PublicKey.from_bytes(base64.b64decode(head.public_key, validate=True))
        is_one_spelling = base64.b64encode(public.to_bytes()).decode("ascii") == head.public_key
    except (msgspec.ValidationError, TrustError, ValueError) as problem:
        raise PackageError("PKG_FORM") from problem
    if head.format != REQUEST_FORMAT or not is_one_spelling:
        raise PackageError("PKG_FORM")
    framing.check_signature(framed, _REQUEST_DOMAIN, public)
    framing.begin_check_body(framed, head.body, f"{head.site}-{head.person}")()
    return Request(
        study=head.study,
        site=head.site,
        chain=head.chain,
        person=head.person,
        name=head.name,
        public=public,
        recipient=head.recipient,
        nonce=head.nonce,
        written_at=head.written_at,
        box=bytes(framed.body),
        data=data,
    )


def write_grant(content: GrantContent, recipient: str, key: SigningKey) -> bytes:
    """Return the grant's file: ``content`` sealed to the request's ``recipient``, signed by the first holder's key."""
    statement, signer = content.statement, content.signatures[0].certificate
    if read_certificate(signer).public != key.public:
        raise PackageError("PKG_SENDER", package=statement.person, problem="key")
    body = boxes.seal(canonical.encode(msgspec.to_builtins(content)), [recipient])
    head = _GrantHead(
        format=GRANT_FORMAT,
        study=statement.study,
        site=statement.site,
        chain=statement.chain,
        person=statement.person,
        name=statement.name,
        request=statement.request,
        signer=signer,
        body=framing.describe(body),
    )
    return framing.build(GRANT_MAGIC, _GRANT_DOMAIN, msgspec.to_builtins(head), key, body)


def read_grant(data: bytes) -> Grant:
    """Return the grant in ``data``, whole and signed by the certificate it names. Errors as ``read_request``."""
    framed = framing.take_apart(data, GRANT_MAGIC, LARGEST)
    try:
        head = msgspec.convert(framed.head, _GrantHead)
        if head.format != GRANT_FORMAT:
            raise PackageError("PKG_FORM")
        signer = read_certificate(head.signer)
    except (msgspec.ValidationError, TrustError) as problem:
        raise PackageError("PKG_FORM") from problem
    framing.check_signature(framed, _GRANT_DOMAIN, signer.public)
    framing.begin_check_body(framed, head.body, f"{head.site}-{head.person}")()
    return Grant(
        head.study, head.site, head.chain, head.person, head.name, head.request, head.signer, bytes(framed.body)
    )


def open_grant(grant: Grant, identity: str) -> GrantContent:
    """Return what ``grant`` holds, opened with the identity that the request's recipient belongs to.

    Raises PackageError GRANT_SEALED (to another request), GRANT_CONTENT (its inside does not fit its outside).
    """
    try:
        plain = canonical.decode(boxes.open_box(grant.body, identity, ceiling=LARGEST))
        content = msgspec.convert(plain, GrantContent)
    except (TrustError, msgspec.ValidationError) as problem:
        code = "GRANT_SEALED" if getattr(problem, "code", "") == "BOX_KEY" else "GRANT_CONTENT"
        raise PackageError(code, name=grant.name) from problem
    said = content.statement
    inside = (said.study, said.site, said.chain, said.person, said.name, said.request)
    outside = (grant.study, grant.site, grant.chain, grant.person, grant.name, grant.request)
    if inside != outside or content.signatures[0].certificate != grant.signer:
        raise PackageError("GRANT_CONTENT", name=grant.name)
    return content


def plain_parts(content: GrantContent) -> Mapping[str, Any]:
    """Return statement and signatures as the plain values that an entry carries."""
    parts: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode({"statement": content.statement, "signatures": content.signatures})
    )
    return parts

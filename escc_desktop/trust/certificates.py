"""Issues the study's X.509 certificates and follows them up to the study root; it never asks the clock.

The study root certifies site authorities and the desk; a site authority (path length 0) certifies persons and devices
of its own site and nobody else's. Subject: O study, OU site ("desk" for the desk), title role, serialNumber identity,
CN printed name. Dates stand in a certificate because outside readers want them (20 years, as long as records are kept);
here validity follows from the positions of issue and revocation in the chains, so an expired one is no error.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Final, Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtensionOID, NameOID

from escc_desktop.errors import TrustError
from escc_desktop.trust.keys import PublicKey, Randomness, SigningKey

DESK: Final = "desk"
DEVICE: Final = "device"
YEARS: Final = 20
LONGEST_NAME: Final = 64  # bytes in UTF-8: 21 Chinese characters (RFC 5280, ub-common-name)
_ROOT_ROLE: Final = "study root"
_AUTHORITY_ROLE: Final = "site authority"
_RESERVED: Final = frozenset({_ROOT_ROLE, _AUTHORITY_ROLE, DEVICE})
_KNOWN_EXTENSIONS: Final = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.SUBJECT_KEY_IDENTIFIER,
        ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    }
)
_PARTS: Final = (
    NameOID.ORGANIZATION_NAME,
    NameOID.ORGANIZATIONAL_UNIT_NAME,
    NameOID.TITLE,
    NameOID.SERIAL_NUMBER,
    NameOID.COMMON_NAME,
)

_UNREADABLE: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)

CertificateKind = Literal["root", "authority", "person", "device"]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as read: whom it names, where, with which key. Only ``verify_chain`` makes it believable."""

    pem: str
    fingerprint: str  # SHA-256 of the DER, hexadecimal
    kind: CertificateKind
    study: str
    site: str
    id: str
    name: str
    role: str
    public: PublicKey


@dataclass(frozen=True, slots=True)
class _Subject:
    study: str
    site: str
    role: str
    id: str
    name: str

    def as_x509(self) -> x509.Name:
        values = (self.study, self.site, self.role, self.id, self.name)
        if not all(map(_fits, values)):
            raise TrustError("CERT_NAME", name=self.name)
        return x509.Name([x509.NameAttribute(oid, value) for oid, value in zip(_PARTS, values, strict=True)])


def issue_root(key: SigningKey, study: str, randomness: Randomness, at: datetime) -> str:
    """Return the study root's own certificate (PEM), valid from ``at`` (aware) for 20 years."""
    subject = _Subject(study, DESK, _ROOT_ROLE, "root", f"Study root {study}"[:64])
    return _issue(key, None, key.public, subject, randomness, at, path_length=1)


def issue_authority(
    root_key: SigningKey, root: str, public: PublicKey, site: str, randomness: Randomness, at: datetime
) -> str:
    """Return the certificate (PEM) of a site's authority, which certifies persons and devices of that site only."""
    if site == DESK:
        raise TrustError("CERT_NAME", name=site)
    study = _issuer(root_key, root, "root").study
    subject = _Subject(study, site, _AUTHORITY_ROLE, f"authority-{site}", f"Site authority {site}"[:64])
    return _issue(root_key, root, public, subject, randomness, at, path_length=0)


def issue_person(
    authority_key: SigningKey,
    authority: str,
    public: PublicKey,
    person_id: str,
    name: str,
    role: str,
    randomness: Randomness,
    at: datetime,
) -> str:
    """Return a person's certificate (PEM), good for signing entries and PDFs. Name and role: at most 64 bytes each."""
    if role in _RESERVED:
        raise TrustError("CERT_NAME", name=role)
    issuer = _issuer(authority_key, authority, "authority")
    subject = _Subject(issuer.study, issuer.site, role, person_id, name)
    return _issue(authority_key, authority, public, subject, randomness, at, signs_documents=True)


def issue_device(
    authority_key: SigningKey, authority: str, public: PublicKey, device: str, randomness: Randomness, at: datetime
) -> str:
    """Return a device's certificate (PEM); it proves the device, never a person."""
    issuer = _issuer(authority_key, authority, "authority")
    subject = _Subject(issuer.study, issuer.site, DEVICE, device, f"Device {device}, site {issuer.site}"[:64])
    return _issue(authority_key, authority, public, subject, randomness, at)


def issue_desk(
    root_key: SigningKey,
    root: str,
    public: PublicKey,
    id: str,
    name: str,
    role: str,
    randomness: Randomness,
    at: datetime,
) -> str:
    """Return a certificate (PEM) of the desk: one of its persons, or its machine when ``role`` is ``DEVICE``."""
    if role in _RESERVED - {DEVICE}:
        raise TrustError("CERT_NAME", name=role)
    study = _issuer(root_key, root, "root").study
    subject = _Subject(study, DESK, role, id, name)
    return _issue(root_key, root, public, subject, randomness, at, signs_documents=role != DEVICE)


@lru_cache(maxsize=512)
def read_certificate(pem: str) -> Certificate:
    """Read a certificate strictly, without believing it yet. Raises TrustError (CERT_FORM, KEY_KIND)."""
    loaded = _load(pem)
    subject = _subject(loaded.subject)
    return Certificate(
        pem=pem,
        fingerprint=fingerprint(pem),
        kind=_kind(loaded, subject),
        study=subject.study,
        site=subject.site,
        id=subject.id,
        name=subject.name,
        role=subject.role,
        public=PublicKey.of(loaded.public_key()),
    )


def fingerprint(pem: str) -> str:
    """Return the SHA-256 of a certificate's DER, hexadecimal. Raises TrustError (CERT_FORM)."""
    return sha256(_load(pem).public_bytes(Encoding.DER)).hexdigest()


def verify_chain(certificate: str, authorities: tuple[str, ...], root: str) -> Certificate:
    """Return the certificate of a person or device once it leads up to ``root`` (PEM, believed beforehand).

    ``authorities`` are the site authorities to try; for the desk's own certificates none is needed.
    Raises TrustError: CERT_FORM, CERT_ROOT, CERT_AUTHORITY, CERT_SITE, CERT_SIGNATURE. Dates are not looked at.
    """
    return _verified(certificate, tuple(authorities), root)


def verify_authority(certificate: str, root: str) -> Certificate:
    """Return a site authority's certificate once it leads up to ``root``. Raises TrustError like ``verify_chain``."""
    top, authority = read_certificate(root), read_certificate(certificate)
    if top.kind != "root":
        raise TrustError("CERT_ROOT")
    if authority.kind != "authority":
        raise TrustError("CERT_AUTHORITY", name=authority.name)
    if authority.study != top.study:
        raise TrustError("CERT_SITE", name=authority.name)
    _check_issued(root, root)
    _check_issued(certificate, root)
    return authority


@lru_cache(maxsize=512)
def _verified(certificate: str, authorities: tuple[str, ...], root: str) -> Certificate:
    top, leaf = read_certificate(root), read_certificate(certificate)
    if top.kind != "root":
        raise TrustError("CERT_ROOT")
    _check_issued(root, root)
    if leaf.kind not in ("person", "device"):
        raise TrustError("CERT_AUTHORITY", name=leaf.name)
    if leaf.study != top.study:
        raise TrustError("CERT_SITE", name=leaf.name)
    if leaf.site == DESK:
        _check_issued(certificate, root)
        return leaf
    key_id = _issuer_key_id(certificate)
    for pem in authorities:
        if read_certificate(pem).kind == "authority" and _own_key_id(pem) == key_id:
            if verify_authority(pem, root).site != leaf.site:
                raise TrustError("CERT_SITE", name=leaf.name)
            _check_issued(certificate, pem)
            return leaf
    raise TrustError("CERT_AUTHORITY", name=leaf.name)


def _check_issued(certificate: str, issuer: str) -> None:
    """Raise unless ``issuer``'s key signed ``certificate`` and both say so."""
    name = read_certificate(certificate).name
    if _issuer_key_id(certificate) != _own_key_id(issuer):
        raise TrustError("CERT_AUTHORITY", name=name)
    try:
        _load(certificate).verify_directly_issued_by(_load(issuer))
    except (ValueError, TypeError, InvalidSignature) as problem:
        raise TrustError("CERT_SIGNATURE", name=name) from problem


def _issuer(key: SigningKey, pem: str, kind: CertificateKind) -> Certificate:
    issuer = read_certificate(pem)
    if issuer.kind != kind or issuer.public != key.public:
        raise TrustError("CERT_AUTHORITY", name=issuer.name)
    return issuer


def _issue(
    key: SigningKey,
    issuer: str | None,
    public: PublicKey,
    subject: _Subject,
    randomness: Randomness,
    at: datetime,
    *,
    path_length: int | None = None,
    signs_documents: bool = False,
) -> str:
    name = subject.as_x509()
    starts_at = at.replace(microsecond=0)
    is_authority = path_length is not None
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name if issuer is None else _load(issuer).subject)
        .public_key(public.key)
        .serial_number(int.from_bytes(randomness(19), "big") | 1)
        .not_valid_before(starts_at)
        .not_valid_after(_years_later(starts_at))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=path_length), critical=True)
        .add_extension(_usage(is_authority, signs_documents), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public.key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public.key), critical=False)
    )
    certificate = builder.sign(key.key, hashes.SHA256())
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def _years_later(at: datetime) -> datetime:
    day = 28 if (at.month, at.day) == (2, 29) else at.day
    return at.replace(year=at.year + YEARS, day=day)


def _usage(is_authority: bool, signs_documents: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=signs_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


@lru_cache(maxsize=512)
def _load(pem: str) -> x509.Certificate:
    """Parse one certificate in its one PEM spelling, version 3, signed with SHA-256, with the known extensions only."""
    try:
        with warnings.catch_warnings():  # the library warns of odd numbers and lengths, which are refused here anyway
            warnings.simplefilter("ignore")
            certificate = x509.load_pem_x509_certificate(pem.encode("ascii"))
            _ = certificate.subject, certificate.issuer, certificate.public_key()  # parsed only when asked for
            is_numbered = certificate.serial_number > 0
        _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        extensions = {extension.oid for extension in certificate.extensions}
        is_plain = (
            certificate.version is x509.Version.v3
            and is_numbered
            and certificate.public_bytes(Encoding.PEM).decode("ascii") == pem
            and certificate.public_bytes(Encoding.DER).endswith(b"\0" + certificate.signature)  # no bits left unused
            and isinstance(certificate.signature_hash_algorithm, hashes.SHA256)
            and extensions == _KNOWN_EXTENSIONS
        )
    except _UNREADABLE as problem:
        raise TrustError("CERT_FORM") from problem
    if not is_plain:
        raise TrustError("CERT_FORM")
    return certificate


def _subject(name: x509.Name) -> _Subject:
    if tuple(attribute.oid for attribute in name) != _PARTS:
        raise TrustError("CERT_FORM")
    values = tuple(str(attribute.value) for attribute in name)
    if not all(map(_fits, values)):
        raise TrustError("CERT_FORM")
    return _Subject(*values)


def _fits(value: str) -> bool:
    try:
        return 1 <= len(value.encode("utf-8")) <= LONGEST_NAME
    except UnicodeEncodeError:
        return False


def _kind(certificate: x509.Certificate, subject: _Subject) -> CertificateKind:
    """Return what a certificate is by its constraints; role and constraints must agree."""
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    if constraints.ca:
        kinds: dict[tuple[str, int | None], CertificateKind] = {
            (_ROOT_ROLE, 1): "root",
            (_AUTHORITY_ROLE, 0): "authority",
        }
        kind = kinds.get((subject.role, constraints.path_length))
    elif subject.role in (_ROOT_ROLE, _AUTHORITY_ROLE):
        kind = None
    else:
        kind = "device" if subject.role == DEVICE else "person"
    if kind is None or usage != _usage(constraints.ca, signs_documents=kind == "person"):
        raise TrustError("CERT_FORM")
    return kind


def _own_key_id(pem: str) -> bytes:
    return _load(pem).extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def _issuer_key_id(pem: str) -> bytes | None:
    return _load(pem).extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier

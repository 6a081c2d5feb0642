"""Attacks the certificates: wrong roots, exchanged authorities, persons who issue, sites that reach into others."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from escc_desktop.errors import TrustError
from escc_desktop.trust.certificates import (
    DESK,
    DEVICE,
    fingerprint,
    issue_authority,
    issue_desk,
    issue_device,
    issue_person,
    issue_root,
    read_certificate,
    verify_authority,
    verify_chain,
)
from escc_desktop.trust.keys import PublicKey, SigningKey
from tests.trust.making import AT, STUDY, randomness, study

OURS, THEIRS = study(1), study(2)


def refused(code: str, *arguments: Any) -> None:
    with pytest.raises(TrustError) as refusal:
        verify_chain(*arguments)
    assert refusal.value.code == code


def forged(subject: str, issuer: str, key: SigningKey, public: PublicKey, **extensions: Any) -> str:
    """Return a certificate with ``subject``'s names and extensions, issued in the name of ``issuer`` by ``key``."""
    model, above = (x509.load_pem_x509_certificate(pem.encode()) for pem in (subject, issuer))
    builder = (
        x509.CertificateBuilder()
        .subject_name(extensions.pop("name", model.subject))
        .issuer_name(above.subject)
        .public_key(public.key)
        .serial_number(12345)
        .not_valid_before(AT)
        .not_valid_after(AT + timedelta(days=900))
    )
    for extension in model.extensions:
        value = extensions.pop(type(extension.value).__name__, extension.value)
        if isinstance(value, x509.SubjectKeyIdentifier):
            value = x509.SubjectKeyIdentifier.from_public_key(public.key)
        if isinstance(value, x509.AuthorityKeyIdentifier):
            issuer_key_id = above.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
            value = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key_id)
        builder = builder.add_extension(value, critical=extension.critical)
    for value in extensions.values():
        builder = builder.add_extension(value, critical=True)
    return builder.sign(key.key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def test_people_devices_and_desk_lead_to_the_root() -> None:
    person = verify_chain(OURS.person, (OURS.other_authority, OURS.authority), OURS.root)
    assert (person.kind, person.study, person.site, person.id) == ("person", STUDY, "01", "p-1")
    assert (person.name, person.role, person.public) == ("李伟", "研究者", OURS.person_key.public)
    assert verify_chain(OURS.device, (OURS.authority,), OURS.root).kind == "device"
    desk = verify_chain(OURS.desk, (), OURS.root)
    assert (desk.site, desk.kind) == (DESK, "device")
    assert verify_authority(OURS.authority, OURS.root).site == "01"


def test_a_person_may_sign_documents_for_twenty_years() -> None:
    person = x509.load_pem_x509_certificate(OURS.person.encode())
    usage = person.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert not person.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert person.not_valid_after_utc == AT.replace(microsecond=0, year=2046)
    names = [attribute.value for attribute in person.subject]
    assert names == [STUDY, "01", "研究者", "p-1", "李伟"]
    device = x509.load_pem_x509_certificate(OURS.device.encode())
    assert not device.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    authority = x509.load_pem_x509_certificate(OURS.authority.encode())
    assert authority.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0


def test_serial_numbers_come_from_the_randomness_and_differ() -> None:
    issued = [
        x509.load_pem_x509_certificate(pem.encode()).serial_number
        for pem in (OURS.root, OURS.authority, OURS.person, OURS.device, THEIRS.root)
    ]
    assert len(set(issued)) == 5
    again = issue_root(OURS.root_key, STUDY, randomness(5), AT)
    same = issue_root(OURS.root_key, STUDY, randomness(5), AT)
    assert x509.load_pem_x509_certificate(again.encode()).serial_number == (
        x509.load_pem_x509_certificate(same.encode()).serial_number
    )


def test_a_leap_day_is_no_obstacle() -> None:
    leap = issue_root(OURS.root_key, STUDY, randomness(5), datetime(2028, 2, 29, tzinfo=UTC))
    assert x509.load_pem_x509_certificate(leap.encode()).not_valid_after_utc == datetime(2048, 2, 28, tzinfo=UTC)


def test_an_expired_certificate_is_no_error() -> None:
    long_ago = datetime(1990, 1, 1, tzinfo=UTC)
    chance = randomness(6)
    root = issue_root(OURS.root_key, STUDY, chance, long_ago)
    authority = issue_authority(OURS.root_key, root, OURS.authority_key.public, "01", chance, long_ago)
    person = issue_person(
        OURS.authority_key, authority, OURS.person_key.public, "p-1", "李伟", "研究者", chance, long_ago
    )
    assert verify_chain(person, (authority,), root).id == "p-1"


def test_another_root_is_refused() -> None:
    refused("CERT_AUTHORITY", OURS.person, (OURS.authority,), THEIRS.root)
    refused("CERT_AUTHORITY", OURS.desk, (), THEIRS.root)
    refused("CERT_ROOT", OURS.person, (OURS.authority,), OURS.authority)
    refused("CERT_ROOT", OURS.person, (OURS.authority,), OURS.person)


def test_an_exchanged_authority_is_refused() -> None:
    refused("CERT_AUTHORITY", OURS.person, (THEIRS.authority,), OURS.root)
    refused("CERT_AUTHORITY", OURS.person, (OURS.other_authority,), OURS.root)
    refused("CERT_AUTHORITY", OURS.person, (), OURS.root)
    refused("CERT_AUTHORITY", THEIRS.person, (THEIRS.authority,), OURS.root)


def test_a_forged_authority_with_the_right_names_is_refused() -> None:
    thief = SigningKey.generate(randomness(9))
    authority = forged(OURS.authority, OURS.root, thief, thief.public)
    person = issue_person(thief, authority, thief.public, "p-9", "Nobody", "研究者", randomness(9), AT)
    refused("CERT_SIGNATURE", person, (authority,), OURS.root)
    copied_key_id = forged(OURS.person, OURS.authority, thief, thief.public)
    refused("CERT_SIGNATURE", copied_key_id, (OURS.authority,), OURS.root)


def test_a_person_cannot_issue() -> None:
    thief = SigningKey.generate(randomness(9))
    by_person = forged(OURS.person, OURS.person, OURS.person_key, thief.public)
    refused("CERT_AUTHORITY", by_person, (OURS.person,), OURS.root)
    refused("CERT_AUTHORITY", by_person, (OURS.person, OURS.authority), OURS.root)
    with pytest.raises(TrustError, match="CERT_AUTHORITY"):
        issue_person(OURS.person_key, OURS.person, thief.public, "p-9", "N", "x", randomness(9), AT)


def test_a_person_cannot_become_an_authority() -> None:
    promoted = forged(
        OURS.person,
        OURS.authority,
        OURS.authority_key,
        OURS.person_key.public,
        BasicConstraints=x509.BasicConstraints(ca=True, path_length=0),
    )
    refused("CERT_FORM", promoted, (OURS.authority,), OURS.root)
    deeper = forged(OURS.authority, OURS.authority, OURS.authority_key, OURS.person_key.public)
    person = issue_person(OURS.person_key, deeper, OURS.person_key.public, "p-9", "N", "x", randomness(9), AT)
    refused("CERT_AUTHORITY", person, (deeper, OURS.authority), OURS.root)


def test_an_authority_reaches_its_own_site_only() -> None:
    model = x509.load_pem_x509_certificate(OURS.person.encode())
    for oid, value in ((NameOID.ORGANIZATIONAL_UNIT_NAME, "02"), (NameOID.ORGANIZATION_NAME, "NCT00000000")):
        name = x509.Name([x509.NameAttribute(a.oid, value if a.oid == oid else str(a.value)) for a in model.subject])
        stray = forged(OURS.person, OURS.authority, OURS.authority_key, OURS.person_key.public, name=name)
        refused("CERT_SITE", stray, (OURS.authority,), OURS.root)
    name = x509.Name(
        [
            x509.NameAttribute(a.oid, DESK if a.oid == NameOID.ORGANIZATIONAL_UNIT_NAME else str(a.value))
            for a in model.subject
        ]
    )
    as_desk = forged(OURS.person, OURS.authority, OURS.authority_key, OURS.person_key.public, name=name)
    refused("CERT_AUTHORITY", as_desk, (OURS.authority,), OURS.root)


def test_authorities_and_roots_are_not_people() -> None:
    refused("CERT_AUTHORITY", OURS.authority, (OURS.authority,), OURS.root)
    refused("CERT_AUTHORITY", OURS.root, (), OURS.root)
    with pytest.raises(TrustError, match="CERT_AUTHORITY"):
        verify_authority(OURS.person, OURS.root)
    with pytest.raises(TrustError, match="CERT_ROOT"):
        verify_authority(OURS.authority, OURS.authority)


def test_unknown_extensions_and_spellings_are_refused() -> None:
    extended = forged(
        OURS.person,
        OURS.authority,
        OURS.authority_key,
        OURS.person_key.public,
        more=x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]),
    )
    for pem in (extended, OURS.person + "\n", " " + OURS.person, OURS.person + OURS.root, "", "名", OURS.person[:-60]):
        with pytest.raises(TrustError, match="CERT_FORM"):
            read_certificate(pem)


def test_a_serial_number_below_one_is_refused_without_a_warning() -> None:
    der = bytearray(x509.load_pem_x509_certificate(OURS.person.encode()).public_bytes(Encoding.DER))
    version = der.index(bytes.fromhex("a003020102"))
    der[version + 7] |= 0x80  # the sign of the number that follows, behind its tag and length
    lines = base64.encodebytes(bytes(der)).decode().replace("\n", "")
    body = "\n".join(lines[start : start + 64] for start in range(0, len(lines), 64))
    with pytest.raises(TrustError, match="CERT_FORM"):
        read_certificate(f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")


def test_every_character_of_a_certificate_counts() -> None:
    accepted = []
    for position in range(len(OURS.person)):
        changed = OURS.person[:position] + ("A" if OURS.person[position] != "A" else "B") + OURS.person[position + 1 :]
        try:
            verify_chain(changed, (OURS.authority,), OURS.root)
        except TrustError:
            continue
        accepted.append(position)
    assert accepted == []


def test_a_signature_that_claims_unused_bits_is_refused() -> None:
    refused = 0
    for seed in range(60):  # a claim parses only where the signature ends in a zero bit: about every other one does
        pem = issue_person(
            OURS.authority_key, OURS.authority, OURS.person_key.public, "p-9", "N", "coordinator", randomness(seed), AT
        )
        body = bytearray(base64.b64decode("".join(pem.splitlines()[1:-1])))
        signature = x509.load_pem_x509_certificate(pem.encode()).signature
        body[-len(signature) - 1] = 1
        text = base64.encodebytes(bytes(body)).decode().replace("\n", "")
        lines = "\n".join(text[start : start + 64] for start in range(0, len(text), 64))
        with pytest.raises(TrustError, match="CERT_FORM"):
            verify_chain(
                f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n", (OURS.authority,), OURS.root
            )
        refused += 1
    assert refused == 60


def test_names_that_mislead_are_not_issued() -> None:
    key, chance = OURS.person_key.public, randomness(3)
    for role in (DEVICE, "study root", "site authority"):
        with pytest.raises(TrustError, match="CERT_NAME"):
            issue_person(OURS.authority_key, OURS.authority, key, "p-9", "N", role, chance, AT)
    with pytest.raises(TrustError, match="CERT_NAME"):
        issue_desk(OURS.root_key, OURS.root, key, "c-1", "N", "study root", chance, AT)
    with pytest.raises(TrustError, match="CERT_NAME"):
        issue_authority(OURS.root_key, OURS.root, key, DESK, chance, AT)
    for name in ("", "x" * 65, "李" * 22, "\ud800"):
        with pytest.raises(TrustError, match="CERT_NAME"):
            issue_person(OURS.authority_key, OURS.authority, key, "p-9", name, "x", chance, AT)
    longest = issue_person(OURS.authority_key, OURS.authority, key, "p-9", "李" * 21, "x", chance, AT)
    assert verify_chain(longest, (OURS.authority,), OURS.root).name == "李" * 21
    with pytest.raises(TrustError, match="CERT_AUTHORITY"):
        issue_device(OURS.device_key, OURS.authority, key, "B", chance, AT)


def test_a_fingerprint_is_that_of_the_der() -> None:
    loaded = x509.load_pem_x509_certificate(OURS.person.encode())
    assert fingerprint(OURS.person) == loaded.fingerprint(hashes.SHA256()).hex()
    assert read_certificate(OURS.person).fingerprint == fingerprint(OURS.person)

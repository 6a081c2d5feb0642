"""Signs and checks what two key holders of the desk granted to a person who forgot a passphrase; it opens nothing.

The two signatures stand in the entry, so that whoever has the study root can check them for as long as records are
kept. A certificate that only one of the two can make proves little by itself: that two were there follows from the
data key, which one alone cannot take out of the recovery box (see ``shared_secret``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from escc_desktop.errors import TrustError
from escc_desktop.trust import canonical
from escc_desktop.trust.certificates import DESK, Certificate, read_certificate, verify_chain
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.kinds_of_recovery import HolderSignature, RecoveryStatement

_DOMAIN: Final = b"escc-recovery-statement-1\0"


def sign_statement(statement: RecoveryStatement, person: str, certificate: str, key: SigningKey) -> HolderSignature:
    """Return the signature of one key holder, ``person``, with ``certificate`` (PEM) of the desk."""
    signature = key.sign(_DOMAIN + _spelled(msgspec.to_builtins(statement)))
    return HolderSignature(person=person, certificate=certificate, signature=signature.hex())


def check_signatures(
    statement: Mapping[str, Any], signatures: Sequence[Mapping[str, Any]], root: str | None
) -> tuple[Certificate, ...]:
    """Return the certificates of the two who signed ``statement``; both plain, as an entry or a grant carries them.

    ``root`` (PEM) is the study root; None takes the certificates as they are. Raises TrustError: GRANT_HOLDERS (not two
    people whom the statement names, or one twice), GRANT_SIGNATURE, or CERT_* for a certificate that does not hold.
    """
    named = [(holder["person"], holder["name"]) for holder in statement["holders"]]
    found = tuple(_believed(str(one["certificate"]), root) for one in signatures)
    said = [(one.id, one.name) for one in found]
    if said != named or [one["person"] for one in signatures] != [person for person, _ in named]:
        raise TrustError("GRANT_HOLDERS")
    if len(found) != 2 or any(len({part(one) for one in found}) != 2 for part in (_id, _name, _key)):
        raise TrustError("GRANT_HOLDERS")
    if any((one.kind, one.site, one.study) != ("person", DESK, statement["study"]) for one in found):
        raise TrustError("GRANT_HOLDERS")
    data = _DOMAIN + _spelled(statement)
    for certificate, one in zip(found, signatures, strict=True):
        try:
            certificate.public.verify(data, bytes.fromhex(str(one["signature"])))
        except (TrustError, ValueError) as problem:
            raise TrustError("GRANT_SIGNATURE", name=certificate.name) from problem
    return found


def check_recovered(
    statement: Mapping[str, Any], certificate: Certificate, roles: Sequence[str], place: tuple[str, str, str]
) -> None:
    """Raise TrustError (GRANT_DIFFERS) unless ``statement`` grants this ``certificate`` with ``roles`` at ``place``.

    ``place``: study, site and chain.
    """
    said = tuple(statement[name] for name in ("study", "site", "chain"))
    who = (statement["person"], statement["name"], list(statement["roles"]), statement["certificate"])
    if said != place or who != (certificate.id, certificate.name, list(roles), certificate.fingerprint):
        raise TrustError("GRANT_DIFFERS", name=certificate.name)
    if (certificate.study, certificate.site, certificate.kind) != (*place[:2], "person"):
        raise TrustError("GRANT_DIFFERS", name=certificate.name)
    if certificate.role != roles[0]:
        raise TrustError("GRANT_DIFFERS", name=certificate.name)


def _believed(pem: str, root: str | None) -> Certificate:
    return read_certificate(pem) if root is None else verify_chain(pem, (), root)


def _spelled(statement: Mapping[str, Any]) -> bytes:
    return canonical.encode(dict(statement))


def _id(certificate: Certificate) -> str:
    return certificate.id


def _name(certificate: Certificate) -> str:
    return certificate.name


def _key(certificate: Certificate) -> str:
    return certificate.public.key_id

"""Finds the key with which an entry must have been signed, in the certificates that the chains themselves carry.

It believes no certificate that does not lead to the study root (when one is given) and reads no clock: a certificate
holds from the entry that issued it on.
"""

from __future__ import annotations

from collections.abc import Iterable

from escc_desktop.errors import TrustError
from escc_desktop.trust.certificates import DESK, Certificate, read_certificate, verify_chain
from escc_desktop.trust.entry import Entry
from escc_desktop.trust.keys import PublicKey

CERTIFYING = ("device.certified", "person.certified")
_END = "-----END CERTIFICATE-----\n"


def split_pem(bundle: str) -> tuple[str, ...]:
    """Return the certificates of a PEM bundle one by one."""
    return tuple(part.lstrip() + _END for part in bundle.split(_END) if part.strip())


class Signers:
    """Which certificate speaks for whom, as far as the chains have been read."""

    def __init__(self, root: str | None, authorities: Iterable[str] = (), certificates: Iterable[str] = ()) -> None:
        """Begin with the study ``root`` (None: certificates are taken as they are), the site ``authorities`` and
        ``certificates`` known from outside the chains (the desk's, from the kit); all PEM.
        """
        self._root = root
        self._authorities = tuple(authorities)
        self._outside: dict[str, Certificate] = {}
        self._inside: dict[tuple[str, str], Certificate] = {}
        for pem in certificates:
            certificate = self._believed(pem, ())
            self._outside[certificate.id] = certificate

    def key_of(self, entry: Entry) -> PublicKey:
        """Return the key that must have signed ``entry``; an entry that certifies somebody is learned from first.

        Raises TrustError SIGNER_UNKNOWN, SIGNER_SITE, SIGNER_NAME, or CERT_* for a certificate that does not hold.
        """
        if entry.kind in CERTIFYING:
            self._learn(entry)
        actor = entry.actor
        certificate = self._inside.get((entry.chain, actor.id)) or self._outside.get(actor.id)
        if certificate is None:
            raise TrustError("SIGNER_UNKNOWN", name=actor.name)
        if certificate.study != entry.study or certificate.site not in (entry.site, DESK):
            raise TrustError("SIGNER_SITE", name=actor.name)
        if certificate.kind == "person" and certificate.name != actor.name:
            raise TrustError("SIGNER_NAME", name=actor.name, found=certificate.name)
        return certificate.public

    def _learn(self, entry: Entry) -> None:
        first, *others = split_pem(str(entry.body.get("certificate", ""))) or ("",)
        certificate = self._believed(first, tuple(others))
        self._inside[entry.chain, certificate.id] = certificate

    def _believed(self, pem: str, authorities: tuple[str, ...]) -> Certificate:
        if self._root is None:
            return read_certificate(pem)
        return verify_chain(pem, (*self._authorities, *authorities), self._root)

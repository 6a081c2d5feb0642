"""Finds the key with which an entry must have been signed, in the certificates that the chains themselves carry.

It believes no certificate that does not lead to the study root (when one is given) and reads no clock: a certificate
holds from the entry that issued it on.
"""

from __future__ import annotations

from collections.abc import Iterable

from escc_desktop.errors import TrustError
from escc_desktop.trust.certificates import DESK, DEVICE, Certificate, read_certificate, verify_chain
from escc_desktop.trust.chain import is_of_desk
from escc_desktop.trust.entry import Entry
from escc_desktop.trust.keys import PublicKey

CERTIFYING = ("device.certified", "person.certified")
ADMINISTRATOR = "site_administrator"
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
        self._roles: dict[tuple[str, str], tuple[str, ...]] = {}
        for pem in certificates:
            certificate = self._believed(pem, ())
            self._outside[certificate.id] = certificate

    def key_of(self, entry: Entry) -> PublicKey:
        """Return the key that must have signed ``entry``; an entry that certifies somebody is learned from first.

        Raises TrustError as ``certificate_of`` does.
        """
        return self.certificate_of(entry).public

    def certificate_of(self, entry: Entry) -> Certificate:
        """Return the certificate under which ``entry`` must have been signed; the same twice is the same.

        Raises TrustError SIGNER_UNKNOWN, SIGNER_SITE (a site's people and devices write in its own chains, the desk's
        in the desk's), SIGNER_NAME, SIGNER_ROLE, SIGNER_ISSUER (who may not certify), SIGNER_CERTIFICATE (an entry
        that says else than its certificate), or CERT_* for a certificate that does not hold.
        """
        if entry.kind in CERTIFYING:
            self._learn(entry)
        actor = entry.actor
        certificate = self._inside.get((entry.chain, actor.id)) or self._outside.get(actor.id)
        if certificate is None:
            raise TrustError("SIGNER_UNKNOWN", name=actor.name)
        place = DESK if is_of_desk(entry.chain) else entry.site
        if (certificate.study, certificate.site) != (entry.study, place):
            raise TrustError("SIGNER_SITE", name=actor.name)
        if certificate.kind == "person" and certificate.name != actor.name:
            raise TrustError("SIGNER_NAME", name=actor.name, found=certificate.name)
        if actor.role not in self._roles.get((entry.chain, actor.id), (certificate.role,)):
            raise TrustError("SIGNER_ROLE", name=actor.name, role=actor.role)
        return certificate

    def _learn(self, entry: Entry) -> None:
        """Take in whom ``entry`` certifies: a device itself, by the first entry of its chain; its first person; from
        then on whomever a site administrator certifies. At the desk the root's own signature is what counts.
        """
        first, *others = split_pem(str(entry.body.get("certificate", ""))) or ("",)
        certificate, body = self._believed(first, tuple(others)), entry.body
        place = (entry.chain, certificate.id)
        says: tuple[str, ...]
        holds: tuple[str, ...]
        if entry.kind == "device.certified":
            roles = (DEVICE,)
            says, holds = (body["device"],), (certificate.id,)
            may = entry.seq == 1 and entry.actor.id == certificate.id
        else:
            roles = tuple(body["roles"])
            says = (body["person"], body["name"], body["by"])
            holds = (certificate.id, certificate.name, entry.actor.id)
            may = certificate.site == DESK or self._may_certify(entry)
        if self._inside.get(place) == certificate and self._roles[place] == roles:
            return
        if says != holds or (certificate.role,) != roles[:1]:
            raise TrustError("SIGNER_CERTIFICATE", name=certificate.name)
        if not may:
            raise TrustError("SIGNER_ISSUER", name=entry.actor.name)
        self._inside[place], self._roles[place] = certificate, roles

    def _may_certify(self, entry: Entry) -> bool:
        """Tell whether the actor of a site's ``person.certified`` may certify: an administrator, once there is one."""
        known = [held for (chain, _), held in self._inside.items() if chain == entry.chain]
        if all(one.kind == "device" for one in known):
            return any(one.id == entry.actor.id for one in known)
        return ADMINISTRATOR in self._roles.get((entry.chain, entry.actor.id), ())

    def _believed(self, pem: str, authorities: tuple[str, ...]) -> Certificate:
        if self._root is None:
            return read_certificate(pem)
        return verify_chain(pem, (*self._authorities, *authorities), self._root)

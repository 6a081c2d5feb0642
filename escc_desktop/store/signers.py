"""Finds the key with which an entry must have been signed, in the certificates that the chains themselves carry.

It believes no certificate that does not lead to the study root (when one is given) and reads no clock: a certificate
holds from the entry that issued it on, up to the entry that revoked it or brought another one to the same person. This
is the one reading of which certificate holds from where (``Term``); unlocking, packages and verification all ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from escc_desktop.errors import TrustError
from escc_desktop.trust.certificates import DESK, DEVICE, Certificate, read_certificate, verify_chain
from escc_desktop.trust.chain import is_of_desk
from escc_desktop.trust.entry import Actor, Entry
from escc_desktop.trust.keys import PublicKey
from escc_desktop.trust.recovery import check_recovered, check_signatures

CERTIFYING = ("device.certified", "person.certified", "person.recovered")
REVOKING = ("person.revoked",)
SPEAKING = (*CERTIFYING, *REVOKING)
"""Every kind of entry from which one learns who may sign; whoever begins in the middle of a chain reads these first."""

ADMINISTRATOR = "site_administrator"
_END = "-----END CERTIFICATE-----\n"


def split_pem(bundle: str) -> tuple[str, ...]:
    """Return the certificates of a PEM bundle one by one."""
    return tuple(part.lstrip() + _END for part in bundle.split(_END) if part.strip())


@dataclass(frozen=True, slots=True)
class Term:
    """For how long a certificate speaks for somebody in one chain: from entry ``since`` to entry ``until``, both
    included; ``until`` is None while it holds. What somebody signed in their term stays valid for ever.
    """

    certificate: Certificate
    roles: tuple[str, ...]
    since: int
    until: int | None = None

    def holds_at(self, seq: int) -> bool:
        """Tell whether entry ``seq`` may have been signed under this certificate."""
        return self.since <= seq and (self.until is None or seq <= self.until)


class Signers:
    """Which certificate speaks for whom and for how long, as far as the chains have been read."""

    def __init__(self, root: str | None, authorities: Iterable[str] = (), certificates: Iterable[str] = ()) -> None:
        """Begin with the study ``root`` (None: certificates are taken as they are), the site ``authorities`` and
        ``certificates`` known from outside the chains (the desk's, from the kit); all PEM.
        """
        self._root = root
        self._authorities = tuple(authorities)
        self._outside: dict[str, Certificate] = {}
        self._terms: dict[tuple[str, str], list[Term]] = {}
        self._held: dict[tuple[str, str, str, Actor], Term] = {}  # what was found for whom, while no term changes
        self._nonces: dict[str, set[str]] = {}
        for pem in certificates:
            certificate = self._believed(pem, ())
            self._outside[certificate.id] = certificate

    def key_of(self, entry: Entry) -> PublicKey:
        """Return the key that must have signed ``entry``; an entry that certifies or revokes is learned from too.

        Raises TrustError as ``certificate_of`` does.
        """
        return self.certificate_of(entry).public

    def certificate_of(self, entry: Entry) -> Certificate:
        """Return the certificate under which ``entry`` must have been signed; the same twice is the same.

        Raises TrustError SIGNER_UNKNOWN, SIGNER_REVOKED (the certificate ended at an earlier entry), SIGNER_SITE (a
        site's people and devices write in its own chains, the desk's in the desk's), SIGNER_NAME, SIGNER_ROLE,
        SIGNER_ISSUER (who may neither certify nor revoke), SIGNER_CERTIFICATE (an entry that says else than its
        certificate, or revokes one that does not hold), GRANT_* (a recovery that was not granted so), or CERT_* for a
        certificate that does not hold.
        """
        who = (entry.study, entry.site, entry.chain, entry.actor)
        held = self._held.get(who)
        if held is not None and held.holds_at(entry.seq) and entry.kind not in SPEAKING:
            return held.certificate
        if entry.kind in CERTIFYING:
            self._learn(entry)
        actor, term = entry.actor, self._term(entry.chain, entry.actor.id, entry.seq)
        has_ended = any(one.since <= entry.seq for one in self._terms.get((entry.chain, actor.id), ()))
        if term is None and has_ended:
            raise TrustError("SIGNER_REVOKED", name=actor.name)
        certificate = term.certificate if term else self._outside.get(actor.id)
        if certificate is None:
            raise TrustError("SIGNER_UNKNOWN", name=actor.name)
        place = DESK if is_of_desk(entry.chain) else entry.site
        if (certificate.study, certificate.site) != (entry.study, place):
            raise TrustError("SIGNER_SITE", name=actor.name)
        if certificate.kind == "person" and certificate.name != actor.name:
            raise TrustError("SIGNER_NAME", name=actor.name, found=certificate.name)
        if actor.role not in (term.roles if term else (certificate.role,)):
            raise TrustError("SIGNER_ROLE", name=actor.name, role=actor.role)
        if entry.kind in REVOKING:
            self._revoke(entry)
        elif term is not None:
            self._held[who] = term
        return certificate

    def terms(self, chain: str, person: str) -> tuple[Term, ...]:
        """Return every certificate that ``person`` had in ``chain``, the oldest first."""
        return tuple(self._terms.get((chain, person), ()))

    def _term(self, chain: str, person: str, seq: int) -> Term | None:
        return next((one for one in self._terms.get((chain, person), ()) if one.holds_at(seq)), None)

    def _learn(self, entry: Entry) -> None:
        """Take in whom ``entry`` certifies: a device itself, by the first entry of its chain; its first person; from
        then on whomever a site administrator certifies, and whom two of the desk let in again. At the desk the root's
        own signature is what counts.
        """
        first, *others = split_pem(str(entry.body.get("certificate", ""))) or ("",)
        certificate, body = self._believed(first, tuple(others)), entry.body
        roles = (DEVICE,) if entry.kind == "device.certified" else tuple(body["roles"])
        term = Term(certificate, roles, entry.seq)
        if any(replace(known, until=None) == term for known in self._terms.get((entry.chain, certificate.id), ())):
            return
        if entry.kind == "person.recovered":
            self._check_recovery(entry, term)
        else:
            self._check_issue(entry, term)
        self._begin(entry.chain, term)

    def _check_issue(self, entry: Entry, term: Term) -> None:
        certificate, body = term.certificate, entry.body
        says: tuple[str, ...]
        holds: tuple[str, ...]
        if entry.kind == "device.certified":
            says, holds = (body["device"],), (certificate.id,)
            may = entry.seq == 1 and entry.actor.id == certificate.id
        else:
            says = (body["person"], body["name"], body["by"])
            holds = (certificate.id, certificate.name, entry.actor.id)
            may = certificate.site == DESK or self._may_certify(entry)
        if says != holds or (certificate.role,) != term.roles[:1]:
            raise TrustError("SIGNER_CERTIFICATE", name=certificate.name)
        if not may:
            raise TrustError("SIGNER_ISSUER", name=entry.actor.name)

    def _check_recovery(self, entry: Entry, term: Term) -> None:
        """A recovery is the device's word that it took a grant: two of the desk granted it, once, in the same roles."""
        certificate, body, statement = term.certificate, entry.body, entry.body["statement"]
        check_signatures(statement, body["signatures"], self._root)
        check_recovered(statement, certificate, body["roles"], (entry.study, entry.site, entry.chain))
        device = self._term(entry.chain, entry.actor.id, entry.seq)
        if device is None or device.certificate.kind != "device":
            raise TrustError("SIGNER_ISSUER", name=entry.actor.name)
        before = self._term(entry.chain, certificate.id, entry.seq)
        says = (body["person"], body["name"], tuple(body["roles"]), body["revokes"])
        ends = before.certificate if before is not None else None
        if before is None or ends is None or says != (ends.id, ends.name, before.roles, ends.fingerprint):
            raise TrustError("GRANT_DIFFERS", name=certificate.name)
        if statement["revokes"] not in (None, body["revokes"]):
            raise TrustError("GRANT_DIFFERS", name=certificate.name)
        used = self._nonces.setdefault(entry.chain, set())
        if statement["nonce"] in used:
            raise TrustError("GRANT_USED", name=certificate.name)
        used.add(statement["nonce"])

    def _begin(self, chain: str, term: Term) -> None:
        """Let a term begin; it takes the place of the one that held until then, and ends where a later one begins."""
        self._held.clear()
        known = self._terms.setdefault((chain, term.certificate.id), [])
        for place, one in enumerate(known):
            if one.holds_at(term.since):
                known[place] = replace(one, until=term.since - 1)
        known.append(term)

    def _revoke(self, entry: Entry) -> None:
        """End the term of whom a site administrator revokes, with this entry: an own revocation is signed by it."""
        person, found = entry.body["person"], entry.body["certificate"]
        if not self._is_administrator(entry):
            raise TrustError("SIGNER_ISSUER", name=entry.actor.name)
        self._held.clear()
        known = self._terms.get((entry.chain, person), [])
        for place, one in enumerate(known):
            if one.holds_at(entry.seq) and one.certificate.fingerprint == found:
                known[place] = replace(one, until=entry.seq)
                return
        raise TrustError("SIGNER_CERTIFICATE", name=person)

    def _may_certify(self, entry: Entry) -> bool:
        """Tell whether the actor of a site's ``person.certified`` may certify: an administrator, once there is one."""
        begun = [
            one.certificate
            for (chain, _), terms in self._terms.items()
            for one in terms
            if chain == entry.chain and one.since < entry.seq
        ]
        if all(one.kind == "device" for one in begun):
            return any(one.id == entry.actor.id for one in begun)
        return self._is_administrator(entry)

    def _is_administrator(self, entry: Entry) -> bool:
        term = self._term(entry.chain, entry.actor.id, entry.seq)
        return term is not None and ADMINISTRATOR in term.roles

    def _believed(self, pem: str, authorities: tuple[str, ...]) -> Certificate:
        if self._root is None:
            return read_certificate(pem)
        return verify_chain(pem, (*self._authorities, *authorities), self._root)

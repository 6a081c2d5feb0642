"""Ends certificates in the midst of a chain, and sees which entries hold before and after."""

from __future__ import annotations

from typing import Any

import pytest

from escc_desktop.store.cabinet import Cabinet
from escc_desktop.trust.certificates import fingerprint
from escc_desktop.trust.entry import SignedEntry, sign_entry
from escc_desktop.trust.keys import SigningKey
from tests.store.test_attacks_authority import COORDINATOR, Intruder, found, sound
from tests.store.writing import CHAIN, NOW, SITE, STUDY, append_all, randomness
from tests.trust.granting import Granting, KeyHolder, leaf, signed, statement


class Forgetful(Intruder):
    """A site with a coordinator who forgets a passphrase, and the desk's key holders behind it."""

    def begun(self) -> list[SignedEntry]:
        entries = [*self.administered(), self.by(COORDINATOR, "session.opened", {})]
        self.desk = Granting(self.root_key, self.root, NOW, randomness)
        self.holders = (self.desk.holder("C01", "周岩"), self.desk.holder("C02", "孙宁"))
        self.old_key, self.new_key = self.keys["p2"], SigningKey.generate(randomness)
        certified = next(one.entry for one in entries if one.entry.body.get("person") == "p2")
        self.old = fingerprint(leaf(certified.body["certificate"]))
        self.bundle = self.desk.certificate(self.new_key.public, SITE, "p2", COORDINATOR.name, COORDINATOR.role)
        return entries

    def recovered(self, *holders: KeyHolder, bundle: str = "", **changes: Any) -> SignedEntry:
        """Write that the coordinator was let in again; ``changes`` to the body, ``says`` to the statement."""
        says: dict[str, Any] = {"study": STUDY, "site": SITE, "chain": CHAIN, "person": "p2", "revokes": self.old}
        says |= {"name": COORDINATOR.name, "roles": (COORDINATOR.role,)} | changes.pop("says", {})
        who = changes.pop("who", self.device)
        made = signed(statement(self.holders, bundle or self.bundle, **says), *(holders or self.holders))
        body = {
            "person": "p2",
            "name": COORDINATOR.name,
            "roles": [COORDINATOR.role],
            "certificate": bundle or self.bundle,
            "revokes": self.old,
            **made,
        }
        return self.by(who, "person.recovered", body | changes)


@pytest.fixture
def forgetful() -> Forgetful:
    return Forgetful()


def opened(site: Forgetful, key: SigningKey) -> SignedEntry:
    """Write as the coordinator, under one of two keys."""
    return site.by(COORDINATOR, "session.opened", {}, key=key)


def test_before_holds_the_old_key_and_after_the_new(cabinet: Cabinet, forgetful: Forgetful) -> None:
    append_all(cabinet, forgetful.begun())
    append_all(cabinet, [opened(forgetful, forgetful.old_key), forgetful.recovered()])
    append_all(cabinet, [opened(forgetful, forgetful.new_key) for _ in range(3)])
    assert sound(cabinet, forgetful).entries == 10


def test_the_old_key_signs_nothing_any_more(cabinet: Cabinet, forgetful: Forgetful) -> None:
    append_all(cabinet, [*forgetful.begun(), forgetful.recovered(), opened(forgetful, forgetful.old_key)])
    assert found(cabinet, forgetful) == ("CHAIN_SIGNATURE", "", 7)


def test_the_new_key_signed_nothing_before(cabinet: Cabinet, forgetful: Forgetful) -> None:
    append_all(cabinet, [*forgetful.begun(), opened(forgetful, forgetful.new_key), forgetful.recovered()])
    assert found(cabinet, forgetful) == ("CHAIN_SIGNATURE", "", 6)


def test_a_grant_counts_once(cabinet: Cabinet, forgetful: Forgetful) -> None:
    append_all(cabinet, [*forgetful.begun(), forgetful.recovered()])
    forgetful.old = fingerprint(leaf(forgetful.bundle))
    append_all(cabinet, [forgetful.recovered()])
    assert found(cabinet, forgetful) == ("CHAIN_SIGNER", "GRANT_USED", 7)


def other_bundle(site: Forgetful, name: str = COORDINATOR.name, role: str = COORDINATOR.role) -> str:
    return site.desk.certificate(site.new_key.public, SITE, "p2", name, role)


FORGED: dict[str, Any] = {
    "one holder twice": (lambda at: at.recovered(at.holders[0], at.holders[0]), "GRANT_HOLDERS"),
    "by the coordinator's own word": (lambda at: at.recovered(who=COORDINATOR), "SIGNER_ISSUER"),
    "by an administrator's word": (lambda at: at.recovered(who=at.person), "SIGNER_ISSUER"),
    "another old certificate": (lambda at: at.recovered(revokes="a" * 64), "GRANT_DIFFERS"),
    "another old certificate granted": (lambda at: at.recovered(says={"revokes": "a" * 64}), "GRANT_DIFFERS"),
    "another certificate than granted": (lambda at: at.recovered(certificate=other_bundle(at)), "GRANT_DIFFERS"),
    "in a better role": (
        lambda at: at.recovered(
            bundle=other_bundle(at, role="site_administrator"),
            roles=["site_administrator"],
            says={"roles": ("site_administrator",)},
        ),
        "GRANT_DIFFERS",
    ),
    "in one role more": (
        lambda at: at.recovered(roles=["coordinator", "monitor"], says={"roles": ("coordinator", "monitor")}),
        "GRANT_DIFFERS",
    ),
    "under another name": (
        lambda at: at.recovered(bundle=other_bundle(at, "李小"), name="李小", says={"name": "李小"}),
        "GRANT_DIFFERS",
    ),
    "for another device": (lambda at: at.recovered(says={"chain": "01-B"}), "GRANT_DIFFERS"),
    "by a root that is not ours": (
        lambda at: at.recovered(bundle=other_bundle(strange())),
        "CERT_AUTHORITY",
    ),
}


def strange() -> Forgetful:
    """Return a site of another study root."""
    other = Forgetful()
    other.begun()
    return other


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_recovery_is_named(cabinet: Cabinet, forgetful: Forgetful, how: str) -> None:
    forge, reason = FORGED[how]
    append_all(cabinet, [*forgetful.begun(), forge(forgetful)])
    assert found(cabinet, forgetful) == ("CHAIN_SIGNER", reason, 6)


def test_who_was_never_certified_is_not_let_in(cabinet: Cabinet, forgetful: Forgetful) -> None:
    append_all(cabinet, forgetful.begun())
    bundle = forgetful.desk.certificate(forgetful.new_key.public, SITE, "p7", "赵强", "coordinator")
    entry = forgetful.recovered(bundle=bundle, person="p7", name="赵强", says={"person": "p7", "name": "赵强"})
    append_all(cabinet, [entry])
    assert found(cabinet, forgetful) == ("CHAIN_SIGNER", "GRANT_DIFFERS", 6)


def test_signatures_on_records_follow_the_certificate_of_their_place(cabinet: Cabinet, forgetful: Forgetful) -> None:
    """Also when every certificate was learned first, as opening a vault does."""
    from escc_desktop.store.signers import CERTIFYING, Signers

    entries = [*forgetful.begun(), opened(forgetful, forgetful.old_key), forgetful.recovered()]
    entries.append(opened(forgetful, forgetful.new_key))
    signers = Signers(forgetful.root, [forgetful.authority])
    for one in entries:
        if one.entry.kind in CERTIFYING:
            signers.key_of(one.entry)
    for one in reversed(entries):
        one.verify(signers.key_of(one.entry))
    stale = sign_entry(entries[-1].entry, forgetful.old_key)
    assert signers.key_of(stale.entry) == forgetful.new_key.public

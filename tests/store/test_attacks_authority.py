"""Forges entries with true keys of people who had no right to them, and sees that verifying names the first such."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from escc_desktop.errors import JournalBroken
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.schema import sqlite_triggers
from escc_desktop.store.verification import Report, verify
from escc_desktop.trust.certificates import fingerprint, issue_authority, issue_device, issue_person, issue_root
from escc_desktop.trust.entry import Actor, SignedEntry, genesis_prev, sign_entry
from escc_desktop.trust.keys import SigningKey
from tests.store.writing import CHAIN, NOW, STUDY, Site, append_all, randomness
from tests.store.writing import SITE as NUMBER

COORDINATOR = Actor("p2", "李晓", "coordinator")
MONITOR = Actor("p3", "周航", "monitor")


class Intruder(Site):
    """A site whose true people try more than they may. The authority's key is at hand, as an administrator has it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.root_key, self.authority_key = SigningKey.generate(randomness), SigningKey.generate(randomness)
        self.root = issue_root(self.root_key, STUDY, randomness, NOW)
        self.authority = issue_authority(self.root_key, self.root, self.authority_key.public, NUMBER, randomness, NOW)
        self.keys = {"p1": self.person_key, "device-A": self.device_key}
        self.issued: dict[str, str] = {}
        self.person_certificate = self.certificate(self.person, self.person_key)
        self.device_certificate = issue_device(
            self.authority_key, self.authority, self.device_key.public, self.device.id, randomness, NOW
        )

    def certificate(self, who: Actor, key: SigningKey) -> str:
        issued = self.authority_key, self.authority, key.public, who.id, who.name, who.role
        return issue_person(*issued, randomness, datetime(2026, 3, 5, tzinfo=UTC))

    def certified(self, who: Actor, by: Actor, roles: tuple[str, ...] | None = None, pem: str = "") -> SignedEntry:
        key = self.keys.setdefault(who.id, SigningKey.generate(randomness))
        says: dict[str, Any] = {"person": who.id, "name": who.name, "roles": roles or [who.role], "by": by.id}
        self.issued[who.id] = pem or self.certificate(who, key)
        return self.by(by, "person.certified", {**says, "certificate": self.issued[who.id]})

    def by(
        self, who: Actor, kind: str, body: dict[str, Any], key: SigningKey | None = None, **more: Any
    ) -> SignedEntry:
        """Write an entry as ``who``, with their key or with another's."""
        made = self.entry(kind, body, actor=who, **more)
        self.last = sign_entry(made.entry, key or self.keys[who.id])
        return self.last

    def administered(self) -> list[SignedEntry]:
        """Begin with an administrator, who certifies a coordinator and a monitor."""
        self.person = Actor("p1", "王芳", "site_administrator")
        self.person_certificate = self.certificate(self.person, self.person_key)
        begun = self.beginning()
        return [*begun, self.certified(COORDINATOR, self.person), self.certified(MONITOR, self.person)]

    def signing(self, who: Actor, **says: Any) -> SignedEntry:
        """Sign the record that was saved last, as ``who``."""
        assert self.save is not None
        body = {
            "digest": self.save.entry.body["digest"],
            "meaning": "approve",
            "certificate": fingerprint(self.person_certificate),
            "covers": self.save.hash.hex(),
        }
        return self.by(who, "record.signed", {**body, **says}, participant="01-001", record="r1")


@pytest.fixture
def intruder() -> Intruder:
    return Intruder()


def sound(cabinet: Cabinet, site: Intruder) -> Report:
    return verify(cabinet, root=site.root, authorities=[site.authority], own={CHAIN: None})


def found(cabinet: Cabinet, site: Intruder) -> tuple[str, str, int]:
    """Return code, the reason behind it and number of the first bad entry."""
    with pytest.raises(JournalBroken) as caught:
        sound(cabinet, site)
    assert caught.value.chain in (CHAIN, "D-01")
    reason = str(caught.value.facts.get("problem", ""))
    return caught.value.code, reason.partition(" ")[0], caught.value.seq


def test_what_administrators_do_is_sound(cabinet: Cabinet, intruder: Intruder) -> None:
    append_all(cabinet, intruder.administered())
    assert sound(cabinet, intruder).entries == 4


OTHER = Actor("p9", "赵强", "principal_investigator")
FORGED: dict[str, tuple[Callable[[Intruder], SignedEntry], str]] = {
    "by a coordinator": (lambda at: at.certified(OTHER, COORDINATOR), "SIGNER_ISSUER"),
    "by the device, long after the first": (lambda at: at.certified(OTHER, at.device), "SIGNER_ISSUER"),
    "by oneself": (lambda at: at.certified(OTHER, OTHER), "SIGNER_ISSUER"),
    "oneself anew in a better role": (
        lambda at: at.certified(COORDINATOR, COORDINATOR, ("coordinator", "principal_investigator")),
        "SIGNER_ISSUER",
    ),
    "in another role than the certificate's": (
        lambda at: at.certified(OTHER, at.person, ("monitor",)),
        "SIGNER_CERTIFICATE",
    ),
    "in no role": (
        lambda at: at.by(
            at.person,
            "person.certified",
            {
                "person": "p9",
                "name": OTHER.name,
                "roles": [],
                "by": "p1",
                "certificate": at.certificate(OTHER, SigningKey.generate(randomness)),
            },
        ),
        "SIGNER_CERTIFICATE",
    ),
    "under another name": (
        lambda at: at.certified(
            Actor("p9", "赵小强", OTHER.role), at.person, pem=at.certificate(OTHER, SigningKey.generate(randomness))
        ),
        "SIGNER_CERTIFICATE",
    ),
    "by another authority": (
        lambda at: at.certified(OTHER, at.person, pem=Intruder().certificate(OTHER, SigningKey.generate(randomness))),
        "CERT_AUTHORITY",
    ),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_certification_is_named(cabinet: Cabinet, intruder: Intruder, how: str) -> None:
    forge, reason = FORGED[how]
    append_all(cabinet, [*intruder.administered(), forge(intruder), intruder.by(intruder.person, "session.opened", {})])
    assert found(cabinet, intruder) == ("CHAIN_SIGNER", reason, 5)


def revoked(at: Intruder, who: Actor, by: Actor, certificate: str = "") -> SignedEntry:
    """Revoke somebody's certificate, or another one."""
    held = {"p1": at.person_certificate, **at.issued}[who.id]
    body = {"person": who.id, "certificate": certificate or fingerprint(held), "why": "left_site", "on": "2026-03-31"}
    return at.by(by, "person.revoked", body)


def test_what_somebody_wrote_before_they_left_holds_and_what_comes_later_is_named(
    cabinet: Cabinet, intruder: Intruder
) -> None:
    append_all(cabinet, intruder.administered())
    append_all(
        cabinet, [intruder.by(COORDINATOR, "session.opened", {}), revoked(intruder, COORDINATOR, intruder.person)]
    )
    assert sound(cabinet, intruder).entries == 6
    append_all(cabinet, [intruder.by(MONITOR, "session.opened", {}), intruder.by(COORDINATOR, "session.opened", {})])
    assert found(cabinet, intruder) == ("CHAIN_SIGNER", "SIGNER_REVOKED", 8)


def test_who_comes_back_speaks_with_a_new_certificate_alone(cabinet: Cabinet, intruder: Intruder) -> None:
    append_all(cabinet, [*intruder.administered(), revoked(intruder, COORDINATOR, intruder.person)])
    old = intruder.keys.pop("p2")
    append_all(cabinet, [intruder.certified(COORDINATOR, intruder.person)])
    append_all(cabinet, [intruder.by(COORDINATOR, "session.opened", {})])
    assert sound(cabinet, intruder).entries == 7
    append_all(cabinet, [intruder.by(COORDINATOR, "session.opened", {}, key=old)])
    assert found(cabinet, intruder) == ("CHAIN_SIGNATURE", "", 8)


def test_an_administrator_may_end_their_own_access_and_no_more_after_it(cabinet: Cabinet, intruder: Intruder) -> None:
    append_all(cabinet, [*intruder.administered(), revoked(intruder, intruder.person, intruder.person)])
    assert sound(cabinet, intruder).entries == 5
    append_all(cabinet, [intruder.certified(OTHER, intruder.person)])
    assert found(cabinet, intruder) == ("CHAIN_SIGNER", "SIGNER_ISSUER", 6)


@pytest.mark.parametrize(
    ("who", "certificate", "reason"),
    [(MONITOR, "", "SIGNER_ISSUER"), (COORDINATOR, "", "SIGNER_ISSUER"), (None, "a" * 64, "SIGNER_CERTIFICATE")],
)
def test_a_revocation_that_is_none_is_named(
    cabinet: Cabinet, intruder: Intruder, who: Actor | None, certificate: str, reason: str
) -> None:
    append_all(cabinet, intruder.administered())
    append_all(cabinet, [revoked(intruder, COORDINATOR, who or intruder.person, certificate)])
    assert found(cabinet, intruder) == ("CHAIN_SIGNER", reason, 5)


def test_nobody_is_revoked_twice(cabinet: Cabinet, intruder: Intruder) -> None:
    append_all(cabinet, intruder.administered())
    append_all(cabinet, [revoked(intruder, COORDINATOR, intruder.person) for _ in range(2)])
    assert found(cabinet, intruder) == ("CHAIN_SIGNER", "SIGNER_CERTIFICATE", 6)


def test_a_second_device_in_one_chain_is_named(cabinet: Cabinet, intruder: Intruder) -> None:
    append_all(cabinet, intruder.administered())
    again = {
        "kit": "kit-1",
        "device": intruder.device.id,
        "certificate": Intruder().device_certificate,
        "recipient": "age1x",
        "edition": "e" * 64,
    }
    append_all(cabinet, [intruder.by(intruder.device, "device.certified", again)])
    assert found(cabinet, intruder)[2] == 5


def test_a_role_that_was_not_certified_is_named(cabinet: Cabinet, intruder: Intruder) -> None:
    append_all(cabinet, intruder.administered())
    posing = msgspec.structs.replace(COORDINATOR, role="principal_investigator")
    append_all(cabinet, [intruder.by(posing, "session.opened", {})])
    assert found(cabinet, intruder) == ("CHAIN_SIGNER", "SIGNER_ROLE", 5)


def test_the_desk_writes_nothing_in_a_sites_chain_and_no_site_in_the_desks(
    cabinet: Cabinet, intruder: Intruder
) -> None:
    """A certificate of the desk leads to the root as well; the chain says whose word it is."""
    append_all(cabinet, intruder.administered())
    forged = Intruder(chain="D-01")
    forged.root, forged.authority = intruder.root, intruder.authority
    forged.authority_key, forged.device_key, forged.keys = intruder.authority_key, intruder.device_key, intruder.keys
    forged.person, forged.person_certificate = intruder.person, intruder.person_certificate
    forged.device_certificate = intruder.device_certificate
    forged.person_key = intruder.person_key
    assert genesis_prev(STUDY, "D-01") != genesis_prev(STUDY, CHAIN)
    append_all(cabinet, forged.beginning())
    assert found(cabinet, intruder) == ("CHAIN_SIGNER", "SIGNER_SITE", 1)


def worked(cabinet: Cabinet, intruder: Intruder) -> Cabinet:
    """Fill a chain in which p1 is the investigator; the next entry is number 5."""
    saved = [intruder.screened("01-001"), intruder.saved("01-001", "r1", {"SYSBP": "120"})]
    append_all(cabinet, saved)
    return cabinet


def test_a_true_signature_is_sound_and_shown(cabinet: Cabinet, intruder: Intruder) -> None:
    append_all(cabinet, intruder.beginning())
    append_all(worked(cabinet, intruder), [intruder.signing(intruder.person)])
    sound(cabinet, intruder)
    record = cabinet.readings.record("r1")
    assert record is not None
    assert record.record.is_signed


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another record's hash": ({"covers": "a" * 64}, "SIGNATURE_COVERS"),
    "another digest": ({"digest": "a" * 64}, "SIGNATURE_COVERS"),
    "another's certificate": ({"certificate": "a" * 64}, "SIGNATURE_CERTIFICATE"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_signature_on_something_else_is_named(cabinet: Cabinet, intruder: Intruder, what: str) -> None:
    says, code = WRONG[what]
    append_all(cabinet, intruder.beginning())
    append_all(worked(cabinet, intruder), [intruder.signing(intruder.person, **says)])
    assert found(cabinet, intruder) == (code, "", 5)
    record = cabinet.readings.record("r1")
    assert record is not None
    assert record.record.is_signed is (what == "another's certificate")


def test_a_signature_by_the_coordinators_key_is_named(cabinet: Cabinet, intruder: Intruder) -> None:
    """It is not shown as one that holds either."""
    intruder.person = COORDINATOR
    intruder.person_certificate = intruder.certificate(COORDINATOR, intruder.person_key)
    intruder.keys["p2"] = intruder.person_key
    append_all(cabinet, intruder.beginning())
    append_all(worked(cabinet, intruder), [intruder.signing(COORDINATOR)])
    assert found(cabinet, intruder) == ("SIGNATURE_ROLE", "", 5)
    record = cabinet.readings.record("r1")
    assert record is not None
    assert (record.record.is_signed, record.record.has_void_signature) == (False, True)


INK: dict[str, tuple[dict[str, Any], str]] = {
    "as it is": ({}, ""),
    "by a part in the consent": ({"signer": "witness", "signer_name": None, "role": "witness"}, ""),
    "by nobody of the site": ({"signer": "p7"}, "INK_SIGNER"),
    "under another name": ({"signer_name": "王小芳"}, "INK_SIGNER"),
    "in a role that was never certified": ({"role": "sub_investigator"}, "INK_SIGNER"),
    "by a named witness": ({"signer": "witness", "role": "witness"}, "INK_SIGNER"),
    "dated after it was recorded": ({"signed_on": "2026-03-06"}, "INK_DATE"),
    "on no save of the record": ({"covers": "a" * 64}, "SIGNATURE_COVERS"),
    "on another digest": ({"digest": "a" * 64}, "SIGNATURE_COVERS"),
}


@pytest.mark.parametrize("what", INK)
def test_what_is_recorded_of_a_signature_by_hand_must_agree_with_the_chain(
    cabinet: Cabinet, intruder: Intruder, what: str
) -> None:
    says, code = INK[what]
    append_all(cabinet, intruder.beginning())
    worked(cabinet, intruder)
    assert intruder.save is not None
    body = {
        "digest": intruder.save.entry.body["digest"],
        "covers": intruder.save.hash.hex(),
        "signer": "p1",
        "signer_name": intruder.person.name,
        "role": intruder.person.role,
        "meaning": "approve",
        "signed_on": "2026-03-05",
        "filed_at": "f" * 64,
    }
    append_all(
        cabinet, [intruder.by(intruder.person, "ink.recorded", {**body, **says}, participant="01-001", record="r1")]
    )
    if code:
        assert found(cabinet, intruder) == (code, "", 5)
    else:
        assert verify(cabinet, root=intruder.root, authorities=[intruder.authority]).missing_texts == ("f" * 64,)


@pytest.mark.parametrize(("ink", "reason"), [(f"{CHAIN}:4", "wrong"), (f"{CHAIN}:5", None), ("02-B:5", "wrong")])
def test_only_a_signature_by_hand_of_that_record_is_withdrawn_and_with_a_reason(
    cabinet: Cabinet, intruder: Intruder, ink: str, reason: str | None
) -> None:
    append_all(cabinet, intruder.beginning())
    append_all(worked(cabinet, intruder), [intruder.signing(intruder.person)])
    more: dict[str, Any] = {"participant": "01-001", "record": "r1", "reason": reason}
    append_all(cabinet, [intruder.by(intruder.person, "ink.withdrawn", {"ink": ink}, **more)])
    assert found(cabinet, intruder) == ("INK_WITHDRAWN", "", 6)


def test_values_that_borrow_a_signed_digest_are_named_and_void_the_signature(
    cabinet: Cabinet, intruder: Intruder
) -> None:
    append_all(cabinet, intruder.beginning())
    append_all(worked(cabinet, intruder), [intruder.signing(intruder.person)])
    assert intruder.save is not None
    digest, last = intruder.save.entry.body["digest"], f"{CHAIN}:4"
    forged = intruder.saved("01-001", "r1", {"SYSBP": "180"}, digest=digest, based_on=last)
    append_all(cabinet, [forged])
    assert found(cabinet, intruder) == ("RECORD_DIGEST", "", 6)
    record = cabinet.readings.record("r1")
    assert record is not None
    assert (record.record.values["SYSBP"], record.record.is_signed) == ("180", False)


def test_what_was_written_here_and_is_gone_is_named(full_cabinet: Cabinet, site: Site) -> None:
    with full_cabinet.transaction():
        full_cabinet.vault.write(text("DROP TRIGGER texts_no_delete"))
        full_cabinet.vault.write(text("DELETE FROM texts"))
        full_cabinet.vault.write(text(sqlite_triggers()["texts_no_delete"]))
    with pytest.raises(JournalBroken, match="TEXT_LOST") as caught:
        verify(full_cabinet, root=site.root, authorities=[site.authority], own={CHAIN: None})
    assert (caught.value.chain, caught.value.seq) == (CHAIN, 5)
    assert verify(full_cabinet, root=site.root, authorities=[site.authority]).missing_texts

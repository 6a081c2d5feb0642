"""Writes entries for the tests of the store, signed by a device and a person whom a real study root certifies."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.certificates import fingerprint, issue_authority, issue_device, issue_person, issue_root
from escc_desktop.trust.commitments import commit
from escc_desktop.trust.covered import record_digest
from escc_desktop.trust.entry import Actor, Entry, SignedEntry, genesis_prev, sign_entry
from escc_desktop.trust.keys import SigningKey

STUDY = "NCT07142421"
SITE = "01"
CHAIN = "01-A"
EDITION = "e" * 64
DATA_KEY = bytes(range(32))
NOW = datetime(2026, 3, 5, 6, 1, 2, tzinfo=UTC)
_chance = random.Random(2026)
randomness: Callable[[int], bytes] = _chance.randbytes


@dataclass
class Site:
    """A certified device with one investigator, who writes entries that follow one another."""

    chain: str = CHAIN
    ticks: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    device_key: SigningKey = field(default_factory=lambda: SigningKey.generate(randomness))
    person_key: SigningKey = field(default_factory=lambda: SigningKey.generate(randomness))
    device: Actor = Actor("device-A", "Device A", "device")
    person: Actor = Actor("p1", "王芳", "principal_investigator")
    last: SignedEntry | None = None
    save: SignedEntry | None = None
    root: str = ""
    authority: str = ""

    def __post_init__(self) -> None:
        root_key, authority_key = SigningKey.generate(randomness), SigningKey.generate(randomness)
        self.root = issue_root(root_key, STUDY, randomness, NOW)
        self.authority = issue_authority(root_key, self.root, authority_key.public, SITE, randomness, NOW)
        self.device_certificate = issue_device(
            authority_key, self.authority, self.device_key.public, self.device.id, randomness, NOW
        )
        self.person_certificate = issue_person(
            authority_key,
            self.authority,
            self.person_key.public,
            self.person.id,
            self.person.name,
            self.person.role,
            randomness,
            NOW,
        )

    def entry(self, kind: str, body: dict[str, Any], **others: Any) -> SignedEntry:
        """Return the next entry, signed by the device when ``actor`` is it, else by the investigator."""
        before = self.last.entry if self.last else None
        tick = next(self.ticks)
        facts: dict[str, Any] = {
            "study": STUDY,
            "site": SITE,
            "chain": self.chain,
            "seq": before.seq + 1 if before else 1,
            "prev": self.last.hash.hex() if self.last else genesis_prev(STUDY, self.chain),
            "at": f"2026-03-05T06:01:02.{tick:06d}Z",
            "zone": "Asia/Shanghai",
            "offset": "+08:00",
            "actor": self.person,
            "kind": kind,
            "body": body,
            "app": "0.1",
            **others,
        }
        entry = Entry(**facts)
        key = self.device_key if entry.actor == self.device else self.person_key
        self.last = sign_entry(entry, key)
        return self.last

    def beginning(self) -> list[SignedEntry]:
        """Return the entries with which a chain begins: device and person certified."""
        device = {
            "kit": "kit-1",
            "device": self.device.id,
            "certificate": self.device_certificate,
            "recipient": "age1x",
            "edition": "e" * 64,
        }
        person = {
            "person": self.person.id,
            "name": self.person.name,
            "roles": [self.person.role],
            "certificate": self.person_certificate,
            "by": self.device.id,
        }
        return [
            self.entry("device.certified", device, actor=self.device),
            self.entry("person.certified", person, actor=self.device),
        ]

    def screened(self, number: str, order: int = 1, **others: Any) -> SignedEntry:
        body = {"number": number, "order": order, "initials": "ZXM", "sex": None}
        return self.entry("participant.screened", body, participant=number, **others)

    def saved(self, number: str, record: str, values: dict[str, Any], **others: Any) -> SignedEntry:
        body = {
            "form": others.pop("form", "VS"),
            "visit": others.pop("visit", "C1D1"),
            "values": values,
            "observed_on": "2026-03-05",
            "is_complete": True,
        }
        body["digest"] = others.pop("digest", None) or record_digest(record, body, EDITION)
        self.save = self.entry("record.saved", body, participant=number, record=record, edition=EDITION, **others)
        return self.save

    def signed(self, number: str, record: str, **says: str) -> SignedEntry:
        """Return that the record that was saved last was signed, as it was, or as ``says`` says."""
        assert self.save is not None
        body = {
            "digest": self.save.entry.body["digest"],
            "meaning": "approve",
            "certificate": fingerprint(self.person_certificate),
            "covers": self.save.hash.hex(),
            **says,
        }
        return self.entry("record.signed", body, participant=number, record=record)


def committed(words: str) -> CommittedText:
    """Return ``words`` with a fresh commitment."""
    commitment = commit(words, randomness)
    return CommittedText(commitment.digest, commitment.salt, words)


def append_all(cabinet: Cabinet, entries: list[SignedEntry]) -> None:
    """Append entries, each in a transaction of its own, as saving does."""
    for entry in entries:
        with cabinet.transaction():
            cabinet.append(entry)


def fill(cabinet: Cabinet, site: Site) -> None:
    """Give a store a beginning, two participants, records with free text, a signature and a document."""
    append_all(cabinet, site.beginning())
    append_all(cabinet, [site.screened("01-001", 1), site.screened("01-002", 2)])
    note = committed("患者诉轻度乏力 CANARY-text")
    values = {"SYSBP": "128", "TEMP": {"missing": "ND", "reason": "体温计损坏"}, "NOTE": {"text": note.commitment}}
    with cabinet.transaction():
        cabinet.append(site.saved("01-001", "r1", values), [note])
        document = cabinet.files.put(b"%PDF-1.7 CANARY-file", "application/pdf")
        sealed = {
            "sha256": document,
            "kind": "record",
            "title": "Vital signs",
            "record": "r1",
            "visit": "C1D1",
            "pages": 1,
            "is_signed": False,
            "covers": None,
        }
        cabinet.append(site.entry("document.sealed", sealed, participant="01-001"))
    append_all(cabinet, [site.signed("01-001", "r1")])

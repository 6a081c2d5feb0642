"""Makes a small study with root, sites, people and devices, always the same, for tests of trust and exchange."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from escc_desktop.trust.certificates import (
    DEVICE,
    issue_authority,
    issue_desk,
    issue_device,
    issue_person,
    issue_root,
)
from escc_desktop.trust.entry import Actor, Entry, SignedEntry, genesis_prev, instant, offset, sign_entry
from escc_desktop.trust.keys import SigningKey

STUDY = "NCT07142421"
AT = datetime(2026, 3, 5, 6, 1, 2, 123456, tzinfo=UTC)
CHAIN = "01-A"
OTHER_BIT = 1


def randomness(seed: int) -> Callable[[int], bytes]:
    """Return bytes that are the same at every run."""
    return random.Random(seed).randbytes


class Study:
    """A root, the authorities of sites 01 and 02, a person and a device of site 01, one device of 02, and the desk."""

    def __init__(self, seed: int = 1) -> None:
        chance = randomness(seed)
        self.root_key, self.authority_key, self.other_authority_key = (SigningKey.generate(chance) for _ in range(3))
        self.person_key, self.device_key, self.desk_key, self.other_device_key = (
            SigningKey.generate(chance) for _ in range(4)
        )
        self.root = issue_root(self.root_key, STUDY, chance, AT)
        self.authority = issue_authority(self.root_key, self.root, self.authority_key.public, "01", chance, AT)
        self.other_authority = issue_authority(
            self.root_key, self.root, self.other_authority_key.public, "02", chance, AT
        )
        self.person = issue_person(
            self.authority_key, self.authority, self.person_key.public, "p-1", "李伟", "研究者", chance, AT
        )
        self.device = issue_device(self.authority_key, self.authority, self.device_key.public, "A", chance, AT)
        self.other_device = issue_device(
            self.other_authority_key, self.other_authority, self.other_device_key.public, "A", chance, AT
        )
        self.desk = issue_desk(self.root_key, self.root, self.desk_key.public, "desk", "Desk", DEVICE, chance, AT)


@cache
def study(seed: int = 1) -> Study:
    """Return the study made from ``seed``; making one takes a few milliseconds, so it is kept."""
    return Study(seed)


def draft(seq: int = 1, prev: str | None = None, **changes: Any) -> Entry:
    """Return an entry of the person of site 01, not signed yet."""
    parts: dict[str, Any] = {
        "study": STUDY,
        "site": "01",
        "chain": CHAIN,
        "seq": seq,
        "prev": prev or genesis_prev(STUDY, CHAIN),
        "at": instant(AT),
        "zone": "Asia/Shanghai",
        "offset": offset(AT),
        "actor": Actor("p-1", "李伟", "研究者"),
        "kind": "session.closed",
        "body": {"why": "locked"},
        "app": "0.1.0",
    }
    return Entry(**parts | changes)


def chain(size: int, key: SigningKey, name: str = CHAIN, first: int = 1, prev: str | None = None) -> list[SignedEntry]:
    """Return a chain of ``size`` signed entries."""
    head = prev or genesis_prev(STUDY, name)
    entries = []
    for seq in range(first, first + size):
        entries.append(sign_entry(draft(seq, head, chain=name, body={"why": f"reason {seq} 理由"}), key))
        head = entries[-1].hash.hex()
    return entries


def flipped(data: bytes, position: int, bit: int = OTHER_BIT) -> bytes:
    """Return ``data`` with one bit turned over."""
    changed = bytearray(data)
    changed[position] ^= bit
    return bytes(changed)

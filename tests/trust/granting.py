"""Plays the desk's two key holders, who grant a person of a site a new certificate, for tests of trust and store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from escc_desktop.trust.certificates import fingerprint, issue_authority, issue_desk, issue_person
from escc_desktop.trust.keys import PublicKey, SigningKey
from escc_desktop.trust.kinds_of_recovery import Holder, RecoveryStatement
from escc_desktop.trust.recovery import sign_statement

_END = "-----END CERTIFICATE-----\n"

Chance = Callable[[int], bytes]


@dataclass(frozen=True)
class KeyHolder:
    """One of the desk's people, with key and certificate."""

    id: str
    name: str
    key: SigningKey
    certificate: str


@dataclass(frozen=True)
class Granting:
    """A study root at work: it certifies key holders and, through a fresh authority, the person who is let in again."""

    root_key: SigningKey
    root: str
    at: datetime
    chance: Chance

    def holder(self, id: str, name: str, role: str = "central") -> KeyHolder:
        """Return a new key holder of the desk."""
        key = SigningKey.generate(self.chance)
        issued = issue_desk(self.root_key, self.root, key.public, id, name, role, self.chance, self.at)
        return KeyHolder(id, name, key, issued)

    def certificate(self, public: PublicKey, site: str, id: str, name: str, role: str) -> str:
        """Return a bundle: a new certificate, and the fresh authority that issued it."""
        key = SigningKey.generate(self.chance)
        authority = issue_authority(self.root_key, self.root, key.public, site, self.chance, self.at)
        return issue_person(key, authority, public, id, name, role, self.chance, self.at) + authority


def leaf(bundle: str) -> str:
    """Return the first certificate of a bundle."""
    return bundle.partition(_END)[0] + _END


def statement(holders: tuple[KeyHolder, KeyHolder], bundle: str, **says: Any) -> RecoveryStatement:
    """Return a statement about the first certificate of ``bundle``; ``says`` must name the rest, or change it."""
    parts: dict[str, Any] = {
        "request": "1" * 64,
        "nonce": "2" * 64,
        "certificate": fingerprint(leaf(bundle)),
        "holders": tuple(Holder(person=one.id, name=one.name) for one in holders),
        "granted_at": "2026-03-05T06:01:02.000000Z",
    }
    return RecoveryStatement(**parts | says)


def signed(said: RecoveryStatement, *holders: KeyHolder) -> dict[str, Any]:
    """Return ``statement`` and ``signatures`` as an entry carries them."""
    signatures = [sign_statement(said, one.id, one.certificate, one.key) for one in holders]
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode({"statement": said, "signatures": signatures}))
    return plain

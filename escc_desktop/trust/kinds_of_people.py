"""Lists the kinds of entries about who works here and what they may do, each with its body."""

from __future__ import annotations

from typing import Final

from escc_desktop.trust.shapes import Body, Count, Date, Hex64, Kind, Pem, Short


class PersonCertified(Body, frozen=True, kw_only=True):
    """``until`` is the last day on which the person may unlock; without it the login does not end."""

    person: Short
    name: Short
    roles: tuple[Short, ...]
    certificate: Pem
    by: Short
    recipient: Short | None = None
    until: Date | None = None


class PersonRevoked(Body, frozen=True, kw_only=True):
    person: Short
    certificate: Hex64
    why: Short
    on: Date


class SlotRenewed(Body, frozen=True, kw_only=True):
    person: Short
    recipient: Short
    why: Short


class KeyRotated(Body, frozen=True, kw_only=True):
    why: Short
    person: Short | None = None


class PassphraseRefused(Body, frozen=True, kw_only=True):
    person: Short
    times: Count
    first_at: Short
    last_at: Short


class AttemptsLost(Body, frozen=True, kw_only=True):
    expected: Count
    found: Count | None = None


class SessionOpened(Body, frozen=True, kw_only=True):
    pass


class SessionClosed(Body, frozen=True, kw_only=True):
    why: Short


KINDS: Final = (
    Kind("person.certified", 2, PersonCertified, "A site administrator gave a person a certificate and roles."),
    Kind("person.revoked", 2, PersonRevoked, "A person left: from the next entry on their certificate signs no more."),
    Kind(
        "slot.renewed", 2, SlotRenewed, "A person's key slot was made anew; new data keys are sealed to its recipient."
    ),
    Kind("key.rotated", 2, KeyRotated, "The vault was written anew under another data key; this is its first entry."),
    Kind("passphrase.refused", 2, PassphraseRefused, "Wrong passphrases were typed for a person while it was locked."),
    Kind(
        "attempts.lost", 2, AttemptsLost, "The count of wrong passphrases beside the vault was taken away or altered."
    ),
    Kind("session.opened", 1, SessionOpened, "A person unlocked the vault."),
    Kind("session.closed", 1, SessionClosed, "A person's session ended, and why."),
)

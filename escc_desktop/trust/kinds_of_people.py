"""Lists the kinds of entries about who works here and what they may do, each with its body."""

from __future__ import annotations

from typing import Final

from escc_desktop.trust.shapes import Body, Kind, Pem, Short


class PersonCertified(Body, frozen=True, kw_only=True):
    person: Short
    name: Short
    roles: tuple[Short, ...]
    certificate: Pem
    by: Short


class SessionOpened(Body, frozen=True, kw_only=True):
    pass


class SessionClosed(Body, frozen=True, kw_only=True):
    why: Short


KINDS: Final = (
    Kind("person.certified", 1, PersonCertified, "A site administrator gave a person a certificate and roles."),
    Kind("session.opened", 1, SessionOpened, "A person unlocked the vault."),
    Kind("session.closed", 1, SessionClosed, "A person's session ended, and why."),
)

"""Names what a person can ask of passphrases and keys, as frozen values; carrying them out is ``carry_out``'s part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ChangePassphrase:
    """Put a new passphrase in the place of one's own; nobody can do that for another."""

    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonLeaves:
    """End somebody's access: slot, certificate and the vault's data key; only another site administrator can.

    ``why`` is one of ``leaver.REASONS``, ``on`` the last day, ``successor`` (id) takes over the drafts, and
    ``passphrase`` is that of whoever is at work.
    """

    person: str
    why: str
    on: date
    successor: str | None
    passphrase: str = field(repr=False)

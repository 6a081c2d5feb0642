"""Keeps the values that identify a participant, at the site alone; none enters an entry, a package or a reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, insert, select

from escc_desktop.store.schema import identities
from escc_desktop.store.vault import Vault
from escc_desktop.trust.commitments import check

_remove = delete(identities).where(
    identities.c.participant == bindparam("whose"), identities.c.field == bindparam("which")
)


@dataclass(frozen=True, slots=True)
class Identity:
    """One identifying value (name, phone, identity or hospital number) with the commitment that an entry holds."""

    participant: str
    name: str
    commitment: str
    salt: bytes = field(repr=False)
    value: str = field(repr=False)


class Identities:
    """The identifying values of one open store."""

    def __init__(self, vault: Vault) -> None:
        """Speak through ``vault``."""
        self._vault = vault

    def put(self, identity: Identity) -> None:
        """Keep a value in the place of the one before. Raises TrustError TEXT_CHANGED unless it fits its commitment."""
        check(identity.commitment, identity.salt, identity.value)
        self.remove(identity.participant, identity.name)
        row = {
            "participant": identity.participant,
            "field": identity.name,
            "commitment": identity.commitment,
            "salt": identity.salt,
            "value": identity.value,
        }
        self._vault.write(insert(identities), row)

    def remove(self, participant: str, name: str) -> None:
        """Take a value away; the commitment in the journal stays."""
        self._vault.write(_remove, {"whose": participant, "which": name})

    def of(self, participant: str) -> tuple[Identity, ...]:
        """Return what is kept of ``participant``, by field."""
        return self._rows(participant)

    def all(self) -> tuple[Identity, ...]:
        """Return every identifying value, by participant and field: what free text is checked against."""
        return self._rows(None)

    def _rows(self, participant: str | None) -> tuple[Identity, ...]:
        statement = select(identities).order_by(identities.c.participant, identities.c.field)
        if participant is not None:
            statement = statement.where(identities.c.participant == participant)
        rows = self._vault.read(statement)
        return tuple(Identity(row.participant, row.field, row.commitment, row.salt, row.value) for row in rows)

"""Keeps free text and its salt beside the journal, under the commitment that the entry holds; it judges no wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import bindparam, insert, select

from escc_desktop.store.prepared import Prepared
from escc_desktop.store.schema import texts
from escc_desktop.store.vault import Vault
from escc_desktop.trust.commitments import check

BATCH = 500
"""How many commitments are asked for in one question; SQLite limits how many values one may hold."""

_insert = Prepared(insert(texts))
_one = select(texts.c.salt, texts.c.text).where(texts.c.commitment == bindparam("commitment"))
_many = select(texts.c.commitment, texts.c.salt, texts.c.text).where(
    texts.c.commitment.in_(bindparam("commitments", expanding=True))
)


@dataclass(frozen=True, slots=True)
class CommittedText:
    """A text with the commitment (64 hexadecimal digits) and the salt that opens it."""

    commitment: str
    salt: bytes = field(repr=False)
    text: str = field(repr=False)


class Texts:
    """The free texts of one open store."""

    def __init__(self, vault: Vault) -> None:
        """Speak through ``vault``."""
        self._vault = vault

    def put(self, kept: CommittedText) -> bool:
        """Keep a text; False when it is kept already. Raises TrustError TEXT_CHANGED unless it fits its commitment."""
        check(kept.commitment, kept.salt, kept.text)
        if self._vault.read(_one, {"commitment": kept.commitment}):
            return False
        self._vault.run(_insert, {"commitment": kept.commitment, "salt": kept.salt, "text": kept.text})
        return True

    def get(self, commitment: str) -> CommittedText | None:
        """Return the text under ``commitment``; None when it was redacted or never came."""
        return next(iter(self.of([commitment])), None)

    def of(self, commitments: Iterable[str]) -> tuple[CommittedText, ...]:
        """Return the texts that are kept of ``commitments``, with their salts."""
        wanted = list(dict.fromkeys(commitments))
        found: list[CommittedText] = []
        for start in range(0, len(wanted), BATCH):
            rows = self._vault.read(_many, {"commitments": wanted[start : start + BATCH]})
            found += [CommittedText(row.commitment, row.salt, row.text) for row in rows]
        return tuple(found)

    def words(self, commitments: Iterable[str]) -> dict[str, str]:
        """Return commitment -> text of those that are kept, as ``trial.reading.values_with`` wants them."""
        return {kept.commitment: kept.text for kept in self.of(commitments)}

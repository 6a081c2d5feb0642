"""Keeps what a person typed and did not save yet; a draft is no entry, proves nothing and may be thrown away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select

from escc_desktop.store.prepared import Prepared
from escc_desktop.store.schema import drafts
from escc_desktop.store.vault import Vault

_remove = Prepared(delete(drafts).where(drafts.c.person == bindparam("whose"), drafts.c.name == bindparam("which")))


@dataclass(frozen=True, slots=True)
class Draft:
    """A person's unfinished page. ``name`` is the page's own, ``content`` its text, ``saved_at`` UTC text."""

    person: str
    name: str
    saved_at: str
    content: str


class Drafts:
    """The drafts of one open store, each seen by its own person only."""

    def __init__(self, vault: Vault) -> None:
        """Speak through ``vault``."""
        self._vault = vault

    def save(self, draft: Draft) -> None:
        """Keep ``draft`` in the place of the one of the same person and name."""
        self.discard(draft.person, draft.name)
        row = {"person": draft.person, "name": draft.name, "saved_at": draft.saved_at, "content": draft.content}
        self._vault.write(insert(drafts), row)

    def discard(self, person: str, name: str) -> None:
        """Throw a draft away; nothing happens when there is none."""
        self._vault.run(_remove, {"whose": person, "which": name})

    def get(self, person: str, name: str) -> Draft | None:
        """Return the draft of ``person`` called ``name``, or None."""
        return next((draft for draft in self.of(person) if draft.name == name), None)

    def of(self, person: str) -> tuple[Draft, ...]:
        """Return the drafts of ``person``, the newest first."""
        statement = select(drafts).where(drafts.c.person == person).order_by(drafts.c.saved_at.desc(), drafts.c.name)
        return tuple(Draft(row.person, row.name, row.saved_at, row.content) for row in self._vault.read(statement))

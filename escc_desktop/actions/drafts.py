"""Keeps what a person typed and did not save, so that no lock, power cut or crash loses it; a draft is no entry.

A draft belongs to its person and to one page. It is written whole, in a transaction of its own, and thrown away in the
transaction that saves what it holds.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec

from escc_desktop import failpoints
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.site import Site
from escc_desktop.store.drafts import Draft
from escc_desktop.study.edition import Study
from escc_desktop.trust.entry import instant

SCREENING = "screening"
"""The name of the draft of a screening that is not registered yet."""


def record_draft(study: Study, participant: str, form: str, visit: str | None, record: str | None) -> str:
    """Return the name of the draft of a record: one for each record, and one for the new record of a log."""
    if study.form(form).kind != "log":
        return "/".join(part for part in (participant, visit, form) if part)
    return record or f"{participant}/{form}/new"


def keep_draft(site: Site, draft: PageDraft) -> None:
    """Keep ``draft`` for the person at work in the place of the one of that name. Raises VaultError VAULT_*."""
    content, at = _written(draft), instant(site.office.clock())
    with site.office.cabinet.transaction():
        site.office.cabinet.drafts.save(Draft(site.person.id, _place(draft.name, draft.edition), at, content))
        failpoints.reached("draft.written")
    failpoints.reached("draft.kept")


def discard_draft(site: Site, name: str, edition: str | None = None) -> None:
    """Throw a draft of the person at work away, of the edition in force or another. Raises VaultError VAULT_*."""
    with site.office.cabinet.transaction():
        drop_draft(site, name, edition)
        failpoints.reached("draft.dropped")
    failpoints.reached("draft.discarded")


def drop_draft(site: Site, name: str, edition: str | None = None) -> None:
    """Throw a draft away inside the open transaction: what it held is saved by the same one."""
    site.office.cabinet.drafts.discard(site.person.id, _place(name, edition or site.study.digest))


def drafts_of(site: Site, name: str | None = None) -> tuple[PageDraft, ...]:
    """Return the drafts of the person at work, all or those of one name under any edition, the newest first."""
    found = (_read(site, one) for one in site.office.cabinet.drafts.of(site.person.id))
    return tuple(one for one in found if name in (None, one.name))


def _place(name: str, edition: str) -> str:
    """Return where a draft lies: one of an older edition stays beside that of the edition in force."""
    return f"{name}@{edition[:16]}"


def _written(draft: PageDraft) -> str:
    """Return a draft as text. ASCII on purpose: half of a pair of surrogates may be typed and must come back too."""
    content = msgspec.to_builtins(replace(draft, saved_at=None))
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))


def _read(site: Site, kept: Draft) -> PageDraft:
    content: dict[str, Any] = json.loads(kept.content)
    return replace(msgspec.convert(content, PageDraft), saved_at=local(site, kept.saved_at))

"""Lets a kept document leave the vault, as a file or on paper; either way that is an entry."""

from __future__ import annotations

from hashlib import sha256

from escc_desktop.actions.commands import NotePrinted, SaveDocumentOut
from escc_desktop.actions.paper import PDF_MEDIA
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.exchange.stick import write_out
from escc_desktop.trust.entry import SignedEntry


def save_document_out(site: Site, command: SaveDocumentOut) -> Outcome:
    """Write the document, read it back and note it. Raises VaultError FILE_MISSING; PackageError STICK_*."""
    sealed = _sealed(site, command.sha256)
    data = site.office.cabinet.files.get(command.sha256)
    for _ in write_out(command.path.parent, command.path.name, data):
        pass
    return _noted(site, "document.saved_out", sealed)


def note_printed(site: Site, command: NotePrinted) -> Outcome:
    """Note that the document was sent to a printer. Raises Refused DOCUMENT_UNKNOWN."""
    return _noted(site, "document.printed", _sealed(site, command.sha256))


def document_bytes(site: Site, name: str) -> bytes:
    """Return a kept document. Raises VaultError FILE_MISSING, FILE_CHANGED."""
    data = site.office.cabinet.files.get(name)
    if site.office.cabinet.files.media(name) != PDF_MEDIA or sha256(data).hexdigest() != name:
        raise Refused("DOCUMENT_UNKNOWN", document=name[:16])
    return data


def _sealed(site: Site, name: str) -> SignedEntry:
    for signed in site.office.entries_of("document.sealed"):
        if signed.entry.body["sha256"] == name:
            return signed
    raise Refused("DOCUMENT_UNKNOWN", document=name[:16])


def _noted(site: Site, kind: str, sealed: SignedEntry) -> Outcome:
    entry = sealed.entry
    body = {"sha256": entry.body["sha256"], "kind": entry.body["kind"]}
    site.office.enter(kind, body, participant=entry.participant, record=entry.record)
    changes = {"documents", "journal"} | ({f"participant:{entry.participant}"} if entry.participant else set())
    return Outcome(None, frozenset(changes))

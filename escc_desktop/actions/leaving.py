"""Lets a kept document leave the vault, as a file or on paper; either way that is an entry."""

from __future__ import annotations

from escc_desktop import failpoints
from escc_desktop.actions.commands import NotePrinted, SaveDocumentOut
from escc_desktop.actions.paper import PDF_MEDIA
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.exchange.stick import give_name, take_away, write_beside
from escc_desktop.trust.entry import SignedEntry


def save_document_out(site: Site, command: SaveDocumentOut) -> Outcome:
    """Write the document, read it back, note it, and give it its name: none leaves of which the journal does not know.

    Raises Refused DOCUMENT_UNKNOWN; PackageError STICK_*.
    """
    sealed = _sealed(site, command.sha256)
    data = site.office.cabinet.files.get(command.sha256)
    folder, name = command.path.parent, command.path.name
    site.office.on_failure(lambda: take_away(folder, name))
    for _ in write_beside(folder, name, data):
        pass
    site.office.once_kept(lambda: give_name(folder, name, bytes.fromhex(command.sha256), len(data)))
    failpoints.reached("leaving.written")
    return _noted(site, "document.saved_out", sealed)


def note_printed(site: Site, command: NotePrinted) -> Outcome:
    """Note that the document was sent to a printer. Raises Refused DOCUMENT_UNKNOWN."""
    return _noted(site, "document.printed", _sealed(site, command.sha256))


def document_bytes(site: Site, name: str) -> bytes:
    """Return a kept document. Raises Refused DOCUMENT_UNKNOWN; VaultError FILE_CHANGED."""
    if not site.office.cabinet.files.has(name) or site.office.cabinet.files.media(name) != PDF_MEDIA:
        raise Refused("DOCUMENT_UNKNOWN", document=name[:16])
    return site.office.cabinet.files.get(name)


def sealed_entry(site: Site, name: str) -> SignedEntry | None:
    """Return the entry that says that a document (by its SHA-256) was made; None for one the journal does not know."""
    for found in site.office.readings.documents(sha256=name, limit=1):
        return site.office.journal.named(found.document.entry)
    about_nobody = site.office.entries_of("document.sealed")
    return next((one for one in about_nobody if one.entry.body["sha256"] == name), None)


def _sealed(site: Site, name: str) -> SignedEntry:
    signed = sealed_entry(site, name)
    if signed is None:
        raise Refused("DOCUMENT_UNKNOWN", document=name[:16])
    return signed


def _noted(site: Site, kind: str, sealed: SignedEntry) -> Outcome:
    entry = sealed.entry
    body = {"sha256": entry.body["sha256"], "kind": entry.body["kind"]}
    site.office.enter(kind, body, participant=entry.participant, record=entry.record)
    failpoints.reached("leaving.entered")
    changes = {"documents", "journal"} | ({f"participant:{entry.participant}"} if entry.participant else set())
    return Outcome(None, frozenset(changes))

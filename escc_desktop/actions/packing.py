"""Packs a chain's entries for the way, at the site and at the desk alike; it writes no file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from escc_desktop import __version__
from escc_desktop.actions.office import Office
from escc_desktop.errors import Refused
from escc_desktop.exchange.package import (
    CarriedText,
    Manifest,
    Sender,
    compose,
    new_confirmation,
    package_name,
    write_package,
)
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.trust.entry import SignedEntry, instant
from escc_desktop.trust.kinds import files_in, texts_in

DESK_BOOKKEEPING = frozenset({"package.exported"})
BACKUPS = frozenset({"backup.place_chosen", "backup.made", "backup.proved"})
SITE_BOOKKEEPING = DESK_BOOKKEEPING | BACKUPS | {"package.received", "session.opened", "session.closed"}
"""Kinds that travel with others and are no reason for a package: each package would be the reason for the next."""


def desk_chain(site: str) -> str:
    """Return the name of the desk's chain for one site; the site gets this chain and no other."""
    return f"D-{site}"


@dataclass(frozen=True, slots=True)
class Packed:
    """A sealed package in memory, and the body of the entry that will say so."""

    name: str
    data: bytes
    entries: tuple[SignedEntry, ...]
    files: int
    body: dict[str, object]


def exported(cabinet: Cabinet, chain: str) -> tuple[SignedEntry, ...]:
    """Return the ``package.exported`` entries of ``chain``, oldest first."""
    return cabinet.journal.by_kind("package.exported", chain=chain)


def unsent(cabinet: Cabinet, chain: str) -> tuple[SignedEntry, ...]:
    """Return the entries of ``chain`` that no package has carried yet."""
    past = exported(cabinet, chain)
    first = int(past[-1].entry.body["last"]) + 1 if past else 1
    return tuple(cabinet.journal.entries(chain, first))


def texts_of(cabinet: Cabinet, entries: Sequence[SignedEntry]) -> tuple[CarriedText, ...]:
    """Return the free texts that ``entries`` commit to, as far as they are kept."""
    wanted = [text for one in entries for text in texts_in(one.entry.kind, one.entry.body)]
    return tuple(CarriedText(text.commitment, text.salt, text.text) for text in cabinet.texts.of(wanted))


def files_of(cabinet: Cabinet, entries: Sequence[SignedEntry]) -> tuple[bytes, ...]:
    """Return the sealed documents and signature specimens that ``entries`` speak of and that are kept here."""
    names = [name for one in entries for name in files_in(one.entry.kind, one.entry.body)]
    return tuple(cabinet.files.get(name) for name in dict.fromkeys(names) if cabinet.files.has(name))


def media_of(data: bytes) -> str:
    """Return the media type of a file that came in a package: a sealed document, or the image of a signature."""
    return "image/png" if data.startswith(b"\x89PNG") else "application/pdf"


def carried_beside(manifest: Manifest) -> list[dict[str, object]] | None:
    """Return the runs that a package carries beside its own chain's, for the entry that says so; None without any."""
    runs = [run for run in manifest.ranges if run.chain != manifest.chain]
    return [{"chain": run.chain, "first": run.first, "last": run.last, "head": run.after} for run in runs] or None


def pack(
    office: Office,
    chain: str,
    device: str,
    sender: Sender,
    recipients: tuple[str, ...],
    confirm_to: tuple[str, ...],
    *,
    with_files: bool,
    bookkeeping: Collection[str],
    first: int | None = None,
    beside: Sequence[SignedEntry] = (),
) -> Packed:
    """Seal everything of ``chain`` that was not sent yet, or from number ``first`` on, and entries of other chains.

    Raises Refused NOTHING_TO_SEND: it is all ``bookkeeping``, and nothing goes with it.
    """
    own = unsent(office.cabinet, chain) if first is None else tuple(office.journal.entries(chain, first))
    if not beside and all(one.entry.kind in bookkeeping for one in own):
        raise Refused("NOTHING_TO_SEND")
    entries = (*beside, *own)
    past = exported(office.cabinet, chain)
    number = int(past[-1].entry.body["number"]) + 1 if past else 1
    name = package_name(office.site, device, number)
    confirmation = new_confirmation(name, confirm_to, office.randomness) if confirm_to else None
    manifest = Manifest(
        study=office.study,
        site=office.site,
        chain=chain,
        number=number,
        package=name,
        previous=past[-1].entry.body["sha256"] if past else None,
        ranges=(),
        entries=0,
        texts=0,
        files=0,
        recipients=recipients,
        confirmation=confirmation.box if confirmation else None,
        at=instant(office.clock()),
        app=__version__,
    )
    files = files_of(office.cabinet, entries) if with_files else ()
    content = compose(manifest, entries, texts_of(office.cabinet, entries), files)
    data = write_package(content, sender, recipients)
    body: dict[str, object] = {
        "package": name,
        "number": number,
        "first": own[0].entry.seq,
        "last": own[-1].entry.seq,
        "head": own[-1].hash.hex(),
        "size": len(data),
        "confirmation": confirmation.kept if confirmation else None,
        "also": carried_beside(content.manifest),
    }
    return Packed(name, data, entries, len(files), body)

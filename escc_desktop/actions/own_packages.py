"""Takes back what this device's own packages hold beyond the end of its chain; what does not hold is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.package_rules import check_signer
from escc_desktop.actions.packing import media_of
from escc_desktop.actions.sightings import PACKAGE_SUFFIX, named_in
from escc_desktop.actions.site import DEVICE_IDENTITY, Site
from escc_desktop.errors import EsccError
from escc_desktop.exchange.package import (
    LARGEST_PACKAGE,
    OpenedPackage,
    check_mentioned,
    check_sender,
    open_package,
    read_front,
    signed_entries,
)
from escc_desktop.store.signers import SPEAKING, Signers
from escc_desktop.store.texts import CommittedText


def take_back(site: Site, places: Sequence[Path]) -> int:
    """Take in, from packages that lie in ``places``, the entries after the last one here; return how many came.

    A package was sealed to the device that sent it, so a restored vault can open it. Each package is one transaction;
    its entries must follow from the last one and be signed like any other. Of several files with one number each is
    tried: one that does not hold hides none that does.
    """
    before = _end(site)
    for path in _in_order(site, places):
        with suppress(EsccError):
            data = read_file(path, LARGEST_PACKAGE)
            identity = site.office.cabinet.keys.get(DEVICE_IDENTITY).decode("ascii")
            _take(site, open_package(data, identity, site.facts.root))
            failpoints.reached("restore.package_taken")
    return _end(site) - before


def _in_order(site: Site, places: Sequence[Path]) -> list[Path]:
    """Return the packages that this device has signed, by number; however many others lie there, none is left out."""
    found: list[tuple[int, Path]] = []
    for place in dict.fromkeys(places):
        for path in named_in(place, PACKAGE_SUFFIX, most=None):
            with suppress(EsccError, OSError):
                envelope = read_front(path)
                if (envelope.chain, envelope.sender) == (site.office.chain, site.device):
                    check_sender(envelope, site.facts.root)
                    found.append((envelope.number, path))
    return [path for _, path in sorted(found)]


def _take(site: Site, opened: OpenedPackage) -> None:
    office, cabinet, facts = site.office, site.office.cabinet, site.facts
    if all(run.chain != office.chain or run.last <= _end(site) for run in opened.content.manifest.ranges):
        return
    signers = Signers(facts.root, (facts.authority,), facts.desk)
    for stretch in site.line:
        for earlier in office.entries_of(*SPEAKING, chain=stretch.chain):
            signers.key_of(earlier.entry)
    with office.transaction():
        entries = []
        for signed in signed_entries(opened.content):
            check_signer(signers, signed)
            cabinet.take(signed)
            entries.append(signed.entry)
        check_mentioned(opened.content, entries)
        for text in opened.content.texts:
            cabinet.texts.put(CommittedText(text.digest, text.salt, text.text))
        for file in opened.content.files:
            cabinet.files.put(file.data, media_of(file.data))


def _end(site: Site) -> int:
    head = site.office.journal.head(site.office.chain)
    return head.seq if head else 0

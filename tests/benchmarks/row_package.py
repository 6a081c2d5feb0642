"""Measures sealing and opening a package over bare zstd and age of the same bytes, both in memory."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pyrage

from escc_desktop.actions.packing import texts_of
from escc_desktop.exchange.contents import write_stream
from escc_desktop.exchange.package import (
    Manifest,
    PackageContent,
    Sender,
    compose,
    open_package,
    package_name,
    write_package,
)
from escc_desktop.launch import clock
from escc_desktop.trust.boxes import generate_identity
from escc_desktop.trust.entry import instant
from tests.benchmarks.floors import package as floors
from tests.benchmarks.making import Walked, fill
from tests.benchmarks.measuring import Row, timed

ENTRIES, FILES, FILE_SIZE = 1000, 24, 110_000
"""What travels: a journal, and as many sealed documents as two busy weeks give, each of the size of a checklist."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What both rows carry, with the keys that seal and open it."""

    content: PackageContent
    sender: Sender
    root: str
    identity: str
    stream: bytes

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who can open it: the desk and the sending device, as the site's own packages have it."""
        return self.content.manifest.recipients

    @property
    def size(self) -> str:
        """What it holds, in words."""
        return f"{len(self.content.entries)} entries and {FILES} documents, {len(self.stream) / 1e6:.1f} MB"


def sealing(walked: Walked) -> Row:
    """Return the row of sealing."""
    parcel = _parcel(walked)
    to = [pyrage.x25519.Recipient.from_str(one) for one in parcel.recipients]

    def ours() -> float:
        return timed(lambda: write_package(parcel.content, parcel.sender, parcel.recipients))

    def floor() -> float:
        return timed(lambda: floors.seal(parcel.stream, to))

    says = f"{parcel.size}: laid out, zstd, age, hash, signed envelope / zstd and age of the same bytes"
    return Row("sealing a package", 1.3, ours, floor, 41, says)


def opening(walked: Walked) -> Row:
    """Return the row of opening."""
    parcel = _parcel(walked)
    own = pyrage.x25519.Identity.from_str(parcel.identity)
    data = write_package(parcel.content, parcel.sender, parcel.recipients)
    bare = floors.seal(parcel.stream, [pyrage.x25519.Recipient.from_str(one) for one in parcel.recipients])

    def ours() -> float:
        return timed(lambda: open_package(data, parcel.identity, parcel.root))

    def floor() -> float:
        return timed(lambda: floors.open_sealed(bare, own))

    says = f"{parcel.size}: signature, certificates, hash, strict header, age, zstd, contents / age and zstd"
    return Row("opening a package", 1.3, ours, floor, 41, says)


def _parcel(walked: Walked) -> Parcel:
    identity, recipient = generate_identity()
    _, desk = generate_identity()
    site = walked.open(walked.copy("packing"))
    fill(site, ENTRIES)
    office = site.office
    entries = tuple(office.journal.entries(office.chain, 1, ENTRIES))
    chance = Random(7)
    files = tuple(b"%PDF-1.7\n" + chance.randbytes(FILE_SIZE) for _ in range(FILES))
    manifest = Manifest(
        study=office.study,
        site=office.site,
        chain=office.chain,
        number=1,
        package=package_name(office.site, site.facts.device, 1),
        previous=None,
        recipients=(desk, recipient),
        at=instant(clock()),
        app="benchmark",
    )
    content = compose(manifest, entries, texts_of(office.cabinet, entries), files)
    sender = Sender(office.device_key, site.device_certificates())
    site.close()
    return Parcel(content, sender, site.facts.root, identity, write_stream(content))

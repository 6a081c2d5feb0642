"""Takes in a package of the desk: its entries join the journal, and what it acknowledges turns confirmed."""

from __future__ import annotations

from hashlib import sha256
from itertools import islice

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.packing import desk_chain, exported
from escc_desktop.actions.site import DEVICE_IDENTITY, Site
from escc_desktop.actions.views import ImportedPackage, Outcome
from escc_desktop.errors import PackageError, TrustError
from escc_desktop.exchange.package import LARGEST_PACKAGE, Manifest, check_mentioned, open_package, signed_entries
from escc_desktop.store.signers import SPEAKING, Signers
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.certificates import DESK
from escc_desktop.trust.entry import Entry, SignedEntry

MOST_NAMED = 20
"""How many missing packages are named by number; a number out of all proportion must not be counted up to."""

_DESK_SAYS = frozenset(
    {
        "person.certified",
        "recovery.prepared",
        "recovery.granted",
        "package.received",
        "package.exported",
        "edition.approved",
        "edition.received",
        "clock.changed",
    }
)


def import_package(site: Site, command: ImportPackage) -> Outcome:
    """Import. A package taken in before changes nothing and is said to be known.

    Raises PackageError PKG_* (changed, for another site, a gap before it, a fork); the store stays as it was.
    """
    require(site, "exchange")
    office, cabinet = site.office, site.office.cabinet
    data = read_file(command.path, LARGEST_PACKAGE)
    identity = cabinet.keys.get(DEVICE_IDENTITY).decode("ascii")
    opened = open_package(data, identity, site.facts.root)
    failpoints.reached("import.opened")
    manifest, digest = opened.content.manifest, sha256(data).hexdigest()
    is_for_us = (manifest.site, manifest.study) == (site.facts.site, site.facts.study)
    if opened.sender.site != DESK or not is_for_us or manifest.chain != desk_chain(site.facts.site):
        raise PackageError("PKG_NOT_FOR_US", package=manifest.package, site=manifest.site)
    check_ranges(manifest)
    check_sequence(received(site, manifest.chain), manifest.package, manifest.number, digest)
    before = confirmed_ranges(site)
    signers = Signers(site.facts.root, certificates=site.facts.desk)
    for earlier in office.entries_of(*SPEAKING, chain=manifest.chain):
        signers.key_of(earlier.entry)
    taken, entries = 0, list[Entry]()
    for signed in signed_entries(opened.content):
        _refuse_site_data(signed, manifest.package)
        check_signer(signers, signed)
        taken += cabinet.take(signed)
        failpoints.reached("import.taken")
        entries.append(signed.entry)
    check_mentioned(opened.content, entries)
    for text in opened.content.texts:
        cabinet.texts.put(CommittedText(text.digest, text.salt, text.text))
    failpoints.reached("import.checked")
    office.enter("package.received", received_body(manifest, digest))
    failpoints.reached("import.entered")
    confirmed = count(confirmed_ranges(site)) - count(before)
    return Outcome(ImportedPackage(manifest.package, taken, confirmed), frozenset({"packages", "journal"}))


def check_ranges(manifest: Manifest) -> None:
    """Raise PackageError PKG_CONTENT unless a package carries entries of its sender's own chain, and of no other."""
    if {run.chain for run in manifest.ranges} != {manifest.chain}:
        raise PackageError("PKG_CONTENT", problem="ranges")


def received_body(manifest: Manifest, digest: str) -> dict[str, object]:
    """Return the body of ``package.received`` for a package whose SHA-256 is ``digest``."""
    return {
        "package": manifest.package,
        "number": manifest.number,
        "chain": manifest.chain,
        "first": manifest.ranges[0].first,
        "last": manifest.ranges[-1].last,
        "head": manifest.ranges[-1].after,
        "sha256": digest,
    }


def _refuse_site_data(signed: SignedEntry, package: str) -> None:
    """The desk can add what is its own to say; it can never change what the site recorded."""
    if signed.entry.kind not in _DESK_SAYS or signed.entry.participant is not None:
        raise PackageError("PKG_OVERREACH", package=package, seq=signed.entry.seq, kind=signed.entry.kind)


def check_signer(signers: Signers, signed: SignedEntry) -> None:
    """Raise PackageError (PKG_SIGNER) unless an entry that came from elsewhere is signed by whom it names."""
    try:
        signed.verify(signers.key_of(signed.entry))
    except TrustError as problem:
        chain, seq = signed.entry.chain, signed.entry.seq
        raise PackageError("PKG_SIGNER", chain=chain, seq=seq, problem=problem.code) from problem


def received(site: Site, chain: str) -> dict[int, str]:
    """Return number -> SHA-256 of the packages of ``chain`` that were taken in here."""
    entries = site.office.entries_of("package.received", chain=site.office.chain)
    return {one.entry.body["number"]: one.entry.body["sha256"] for one in entries if one.entry.body["chain"] == chain}


def check_sequence(known: dict[int, str], package: str, number: int, digest: str) -> None:
    """Raise PackageError PKG_KNOWN (here already), PKG_FORK (that number, other content) or PKG_GAP."""
    if number in known:
        raise PackageError("PKG_KNOWN" if known[number] == digest else "PKG_FORK", package=package)
    missing = list(islice((str(one) for one in range(1, number) if one not in known), MOST_NAMED + 1))
    if missing:
        named = ", ".join(missing[:MOST_NAMED]) + (" ..." if len(missing) > MOST_NAMED else "")
        raise PackageError("PKG_GAP", package=package, missing=named)


def confirmed_ranges(site: Site) -> tuple[tuple[int, int], ...]:
    """Return the runs of our own chain that the desk says it has received: (first, last) both included.

    They are those of the packages that were sent, as they were sent: what a receipt says of others confirms nothing.
    """
    office, chain = site.office, desk_chain(site.facts.site)
    told = {
        one.entry.body["sha256"]
        for one in office.entries_of("package.received", chain=chain)
        if one.entry.body["chain"] == office.chain
    }
    sent = (one.entry.body for one in exported(office.cabinet, office.chain))
    return tuple((body["first"], body["last"]) for body in sent if body["sha256"] in told)


def count(ranges: tuple[tuple[int, int], ...]) -> int:
    """Return how many entries the runs hold; an entry that was acknowledged twice counts once."""
    held: set[int] = set()
    for first, last in ranges:
        held.update(range(first, last + 1))
    return len(held)

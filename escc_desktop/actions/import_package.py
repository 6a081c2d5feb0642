"""Takes in a package of the desk: its entries join the journal, and what it acknowledges turns confirmed."""

from __future__ import annotations

from hashlib import sha256

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.deliveries import count, received, travelled
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.package_rules import check_ranges, check_sequence, check_signer, received_body
from escc_desktop.actions.packing import desk_chain, media_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import ImportedPackage, Outcome
from escc_desktop.errors import PackageError
from escc_desktop.exchange.package import (
    LARGEST_PACKAGE,
    OpenedPackage,
    check_mentioned,
    entries_of_run,
    open_package,
    read_envelope,
    signed_entries,
)
from escc_desktop.store.signers import SPEAKING, Signers
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.certificates import DESK
from escc_desktop.trust.entry import Entry, SignedEntry

_DESK_SAYS = frozenset(
    {
        "person.certified",
        "recovery.prepared",
        "recovery.granted",
        "package.received",
        "alarm.raised",
        "package.exported",
        "edition.approved",
        "edition.received",
        "clock.changed",
    }
)


def import_package(site: Site, command: ImportPackage) -> Outcome:
    """Import. A package taken in before changes nothing and is said to be known.

    Beside what the desk says itself it may bring entries of the site's own devices: of others, and those that a
    restore had lost. They are signed by the site's people, and join what is here; nothing here is overwritten.
    Raises PackageError PKG_* (changed, for another site, a gap before it, a fork); the store stays as it was.
    """
    require(site, "exchange")
    office, cabinet = site.office, site.office.cabinet
    data = read_file(command.path, LARGEST_PACKAGE)
    opened = _opened(site, data)
    failpoints.reached("import.opened")
    manifest, digest = opened.content.manifest, sha256(data).hexdigest()
    is_for_us = (manifest.site, manifest.study) == (site.facts.site, site.facts.study)
    if opened.sender.site != DESK or not is_for_us or manifest.chain != desk_chain(site.facts.site):
        raise PackageError("PKG_NOT_FOR_US", package=manifest.package, site=manifest.site)
    check_ranges(manifest, {run.chain: None for run in manifest.ranges if _may_speak_of(site, run.chain)})
    _check_order(site, opened, digest)
    before, people = count(travelled(site).confirmed), set(site.people)
    entries = _taken(site, opened)
    for text in opened.content.texts:
        cabinet.texts.put(CommittedText(text.digest, text.salt, text.text))
    for file in opened.content.files:
        cabinet.files.put(file.data, media_of(file.data))
    failpoints.reached("import.checked")
    office.enter("package.received", received_body(manifest, digest))
    failpoints.reached("import.entered")
    site.learn_people()
    touched = {one.participant for one in entries if one.participant}
    changes = {"packages", "journal", *(f"participant:{number}" for number in touched)}
    changes |= {"participants"} if touched else set()
    changes |= {"people"} if set(site.people) != people else set()
    confirmed = count(travelled(site).confirmed) - before
    own = {stretch.chain for stretch in site.line}
    back = sum(one.chain in own for one in entries)
    return Outcome(ImportedPackage(manifest.package, len(entries), confirmed, back, len(touched)), frozenset(changes))


def _opened(site: Site, data: bytes) -> OpenedPackage:
    """Open a package that was sealed to this device, or to one in whose place it stands."""
    current, *older = site.identities()
    try:
        return open_package(data, current, site.facts.root)
    except PackageError as problem:
        if problem.code != "PKG_KEY":
            raise
        for identity in older:
            try:
                return open_package(data, identity, site.facts.root)
            except PackageError as other:
                if other.code != "PKG_KEY":
                    raise
        if read_envelope(data).chain == desk_chain(site.facts.site):
            raise PackageError("PKG_KEY_NOT_OURS", **problem.facts, device=site.device) from problem
        raise


def _may_speak_of(site: Site, chain: str) -> bool:
    """The desk's package carries its own chain for this site, and chains of the devices of this site."""
    return chain == desk_chain(site.facts.site) or chain.startswith(f"{site.facts.site}-")


def _check_order(site: Site, opened: OpenedPackage, digest: str) -> None:
    """Raise PackageError PKG_KNOWN, PKG_FORK or PKG_GAP.

    The first package that acknowledges the chain at work brings whatever this device lacks, also what packages before
    it had brought to a vault that is lost: those are not missed then, and not taken in any more.
    """
    manifest = opened.content.manifest
    came = [one.entry.body for one in received(site) if one.entry.body["chain"] == manifest.chain]
    known = {int(body["number"]): str(body["sha256"]) for body in came}
    since = _complete_since(site)
    try:
        check_sequence(known, manifest.package, manifest.number, digest, since)
    except PackageError as problem:
        if problem.code != "PKG_GAP" or since or not _brings_all(site, opened):
            raise


def _brings_all(site: Site, opened: OpenedPackage) -> bool:
    """Tell whether a package acknowledges the chain at work, joins what is here, and is the desk's next by its own
    account of those before it.
    """
    manifest, journal = opened.content.manifest, site.office.journal
    heads = ((run, journal.head(run.chain)) for run in manifest.ranges)
    if not all(run.first <= (head.seq if head else 0) + 1 for run, head in heads):
        return False
    said = [one.entry for one in entries_of_run(opened.content, manifest.chain)]
    is_told = any(one.kind == "package.received" and one.body["chain"] == site.office.chain for one in said)
    sent = max((int(one.body["number"]) for one in said if one.kind == "package.exported"), default=0)
    return is_told and manifest.number == sent + 1


def _complete_since(site: Site) -> int:
    """Return the number of the desk's package that first acknowledged the chain at work; 0 while none came."""
    chain = desk_chain(site.facts.site)
    told = site.office.entries_of("package.received", chain=chain)
    first = next((one.entry.seq for one in told if one.entry.body["chain"] == site.office.chain), None)
    if first is None:
        return 0
    came = (one.entry.body for one in site.office.entries_of("package.received", chain=site.office.chain))
    return next((int(one["number"]) for one in came if one["chain"] == chain and first <= int(one["last"])), 0)


def _taken(site: Site, opened: OpenedPackage) -> list[Entry]:
    """Take in every entry that is not here yet, and return those."""
    manifest, office, facts = opened.content.manifest, site.office, site.facts
    signers = Signers(facts.root, (facts.authority,), facts.desk)
    for run in manifest.ranges:
        for earlier in office.entries_of(*SPEAKING, chain=run.chain):
            signers.key_of(earlier.entry)
    carried, taken = list[Entry](), list[Entry]()
    for signed in signed_entries(opened.content):
        if signed.entry.chain == manifest.chain:
            _refuse_site_data(signed, manifest.package)
        elif signed.entry.chain == office.chain:
            _refuse_twin(site, signed, manifest.package)
        check_signer(signers, signed)
        if office.cabinet.take(signed):
            taken.append(signed.entry)
        failpoints.reached("import.taken")
        carried.append(signed.entry)
    check_mentioned(opened.content, carried)
    return taken


def _refuse_twin(site: Site, signed: SignedEntry, package: str) -> None:
    """What was written in the name of the device at work was written here, or two machines work under one name."""
    known = site.office.journal.entry(signed.entry.chain, signed.entry.seq)
    if known is None or known.bytes != signed.bytes:
        raise PackageError("PKG_TWIN", package=package, device=site.device, seq=signed.entry.seq)


def _refuse_site_data(signed: SignedEntry, package: str) -> None:
    """The desk can add what is its own to say; it can never change what the site recorded."""
    if signed.entry.kind not in _DESK_SAYS or signed.entry.participant is not None:
        raise PackageError("PKG_OVERREACH", package=package, seq=signed.entry.seq, kind=signed.entry.kind)

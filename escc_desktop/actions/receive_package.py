"""Receives the packages of sites at the desk: checked whole, opened, appended, each as one transaction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import Desk
from escc_desktop.actions.import_package import check_ranges, check_sequence, check_signer, received_body
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.packing import media_of
from escc_desktop.errors import EsccError, PackageError, TrustError
from escc_desktop.exchange.package import LARGEST_PACKAGE, OpenedPackage, check_mentioned, open_package, signed_entries
from escc_desktop.store.signers import CERTIFYING, SPEAKING, Signers, split_pem
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.entry import Entry, SignedEntry
from escc_desktop.words import Language, say


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one package: RECEIVED, PKG_KNOWN (taken in before, harmless), or why it was refused."""

    package: str
    code: str
    entries: int = 0
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def is_received(self) -> bool:
        """The package's entries are in the store."""
        return self.code in ("RECEIVED", "PKG_KNOWN")

    def message(self, language: Language) -> str:
        """Return the sentence that goes with the code."""
        return say(self.code, language, **self.facts)


def receive_packages(desk: Desk, paths: Sequence[Path]) -> tuple[Received, ...]:
    """Take in each package by itself: one that is refused neither stops the others nor leaves a trace.

    In whatever order they are named: one that lacks those before it is tried again once another was taken in.
    """
    results = [_receive(desk, path) for path in paths]
    while waiting := [place for place, one in enumerate(results) if one.code == "PKG_GAP"]:
        again = {place: _receive(desk, paths[place]) for place in waiting}
        for place, one in again.items():
            results[place] = one
        if all(one.code == "PKG_GAP" for one in again.values()):
            break
    return tuple(results)


def _receive(desk: Desk, path: Path) -> Received:
    try:
        data = read_file(path, LARGEST_PACKAGE)
        opened = open_package(data, desk.identity, desk.root)
        failpoints.reached("receive.opened")
        with desk.office.transaction():
            entries = _append(desk, opened, sha256(data).hexdigest())
        failpoints.reached("receive.committed")
    except EsccError as problem:
        return Received(path.name, problem.code, facts=problem.facts)
    return Received(path.name, "RECEIVED", entries, {"package": opened.envelope.package, "entries": str(entries)})


def _append(desk: Desk, opened: OpenedPackage, digest: str) -> int:
    manifest, cabinet = opened.content.manifest, desk.office.cabinet
    cabinet.vault.lock_site(manifest.site)
    _refuse_stranger(desk, opened)
    known = {
        one.entry.body["number"]: one.entry.body["sha256"]
        for one in cabinet.journal.by_kind("package.received", chain=desk.chain_of(manifest.site))
        if one.entry.body["chain"] == manifest.chain
    }
    check_ranges(manifest)
    check_sequence(known, manifest.package, manifest.number, digest)
    signers = Signers(desk.root)
    for earlier in cabinet.journal.by_kind(*SPEAKING, chain=manifest.chain):
        signers.key_of(earlier.entry)
    taken, entries = 0, list[Entry]()
    for signed in signed_entries(opened.content):
        _refuse_foreign_certificate(signed, manifest.site)
        check_signer(signers, signed)
        _refuse_foreign_participant(desk, signed, manifest.package)
        taken += cabinet.take(signed)
        failpoints.reached("receive.taken")
        entries.append(signed.entry)
    check_mentioned(opened.content, entries)
    for text in opened.content.texts:
        cabinet.texts.put(CommittedText(text.digest, text.salt, text.text))
        failpoints.reached("receive.text_kept")
    for file in opened.content.files:
        cabinet.files.put(file.data, media_of(file.data))
        failpoints.reached("receive.file_kept")
    desk.at_site(manifest.site).enter("package.received", received_body(manifest, digest))
    failpoints.reached("receive.entered")
    return taken


def _refuse_stranger(desk: Desk, opened: OpenedPackage) -> None:
    """A package counts only from a device that a kit of ours made, about its own chain and nothing else."""
    manifest = opened.content.manifest
    issued = [one.entry.body for one in desk.kits(manifest.site)]
    is_ours = any(body["chain"] == manifest.chain and body["device"] == opened.sender.id for body in issued)
    if not is_ours:
        raise PackageError("PKG_STRANGER", package=manifest.package, site=manifest.site, device=opened.sender.id)


def _refuse_foreign_participant(desk: Desk, signed: SignedEntry, package: str) -> None:
    """A site speaks of its own participants; another's reading would change under it."""
    entry = signed.entry
    known = desk.office.readings.participant(entry.participant) if entry.participant else None
    if known is not None and known.site != entry.site:
        raise PackageError("PKG_OTHER_SITE", package=package, seq=entry.seq, participant=known.number, site=known.site)


def _refuse_foreign_certificate(signed: SignedEntry, site: str) -> None:
    if signed.entry.kind not in CERTIFYING:
        return
    try:
        certificate = read_certificate(split_pem(signed.entry.body["certificate"])[0])
    except (TrustError, IndexError) as problem:
        raise PackageError(
            "PKG_SIGNER", chain=signed.entry.chain, seq=signed.entry.seq, problem="CERT_FORM"
        ) from problem
    if certificate.site != site or signed.entry.site != site:
        raise PackageError("PKG_SIGNER", chain=signed.entry.chain, seq=signed.entry.seq, problem="CERT_SITE")

"""Receives the packages of sites at the desk: checked whole, opened, appended, each as one transaction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from escc_desktop.actions.desk import Desk
from escc_desktop.actions.import_package import check_sequence, check_signer
from escc_desktop.errors import EsccError, PackageError, TrustError
from escc_desktop.exchange.package import OpenedPackage, open_package, signed_entries
from escc_desktop.store.signers import CERTIFYING, Signers, split_pem
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.entry import SignedEntry
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
    """Take in each package by itself: one that is refused neither stops the others nor leaves a trace."""
    return tuple(_receive(desk, path) for path in paths)


def _receive(desk: Desk, path: Path) -> Received:
    try:
        data = path.read_bytes()
    except OSError as problem:
        return Received(path.name, "INPUT_UNREADABLE", facts={"path": str(path), "why": problem.strerror or ""})
    try:
        opened = open_package(data, desk.identity, desk.root)
        with desk.office.cabinet.transaction():
            entries = _append(desk, opened, sha256(data).hexdigest())
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
    check_sequence(known, manifest.package, manifest.number, digest)
    signers = Signers(desk.root)
    for earlier in cabinet.journal.by_kind(*CERTIFYING, chain=manifest.chain):
        signers.key_of(earlier.entry)
    taken = 0
    for signed in signed_entries(opened.content):
        _refuse_foreign_certificate(signed, manifest.site)
        check_signer(signers, signed)
        taken += cabinet.take(signed)
    for text in opened.content.texts:
        cabinet.texts.put(CommittedText(text.digest, text.salt, text.text))
    for file in opened.content.files:
        cabinet.files.put(file.data, "application/pdf")
    body = {
        "package": manifest.package,
        "number": manifest.number,
        "chain": manifest.chain,
        "first": manifest.ranges[0].first,
        "last": manifest.ranges[-1].last,
        "head": manifest.ranges[-1].after,
        "sha256": digest,
    }
    desk.at_site(manifest.site).enter("package.received", body)
    return taken


def _refuse_stranger(desk: Desk, opened: OpenedPackage) -> None:
    """A package counts only from a device that a kit of ours made, about its own chain and nothing else."""
    manifest = opened.content.manifest
    issued = [one.entry.body for one in desk.kits(manifest.site)]
    is_ours = any(body["chain"] == manifest.chain and body["device"] == opened.sender.id for body in issued)
    is_about_itself = {run.chain for run in manifest.ranges} == {manifest.chain}
    if not (is_ours and is_about_itself):
        raise PackageError("PKG_STRANGER", package=manifest.package, site=manifest.site, device=opened.sender.id)


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

"""Receives the packages of sites at the desk: checked whole, opened, appended, each as one transaction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import Desk
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.package_rules import check_ranges, check_sequence, check_signer, received_body
from escc_desktop.actions.packing import media_of
from escc_desktop.actions.site_devices import chains_of_sender, devices_of, successor_of
from escc_desktop.errors import EsccError, PackageError, TrustError
from escc_desktop.exchange.package import (
    LARGEST_PACKAGE,
    Manifest,
    OpenedPackage,
    check_mentioned,
    open_package,
    signed_entries,
)
from escc_desktop.store.lineage import check_restored
from escc_desktop.store.signers import CERTIFYING, SPEAKING, Signers, split_pem
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.entry import Entry, SignedEntry
from escc_desktop.trust.naming import generation
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
        if problem.code == "PKG_REPLACED":
            _raise_alarm(desk, problem.facts, sha256(data).hexdigest())
        return Received(path.name, problem.code, facts=problem.facts)
    return Received(path.name, "RECEIVED", entries, {"package": opened.envelope.package, "entries": str(entries)})


def _raise_alarm(desk: Desk, facts: dict[str, str], digest: str) -> None:
    """Enter once for each package that two machines are at work; the site hears of it by the desk's next package."""
    told = desk.office.entries_of("alarm.raised", chain=desk.chain_of(facts["site"]))
    if any(one.entry.body["sha256"] == digest for one in told):
        return
    with desk.office.transaction():
        desk.office.cabinet.vault.lock_site(facts["site"])
        body = {name: facts[name] for name in ("device", "by", "package")}
        said = {"code": "PKG_REPLACED", "number": int(facts["number"]), "sha256": digest}
        desk.at_site(facts["site"]).enter("alarm.raised", {**body, **said})


def _append(desk: Desk, opened: OpenedPackage, digest: str) -> int:
    manifest, cabinet = opened.content.manifest, desk.office.cabinet
    cabinet.vault.lock_site(manifest.site)
    allowed = chains_of_sender(desk, opened)
    known = {
        one.entry.body["number"]: one.entry.body["sha256"]
        for one in cabinet.journal.by_kind("package.received", chain=desk.chain_of(manifest.site))
        if one.entry.body["chain"] == manifest.chain
    }
    check_ranges(manifest, allowed)
    check_sequence(known, manifest.package, manifest.number, digest)
    _refuse_replaced(desk, opened, next(reversed(allowed)))
    is_new = cabinet.journal.head(manifest.chain) is None
    signers = Signers(desk.root)
    for chain in reversed(allowed):
        for earlier in cabinet.journal.by_kind(*SPEAKING, chain=chain):
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
    for chain in allowed:
        _check_begun(desk, chain)
    for text in opened.content.texts:
        cabinet.texts.put(CommittedText(text.digest, text.salt, text.text))
        failpoints.reached("receive.text_kept")
    for file in opened.content.files:
        cabinet.files.put(file.data, media_of(file.data))
        failpoints.reached("receive.file_kept")
    desk.at_site(manifest.site).enter("package.received", received_body(manifest, digest))
    if is_new:
        _note_two_at_work(desk, manifest)
    failpoints.reached("receive.entered")
    return taken


def _note_two_at_work(desk: Desk, manifest: Manifest) -> None:
    """Enter an alarm when the device before this one had written and sent something after it was replaced."""
    journal = desk.office.journal
    begun = journal.entry(manifest.chain, 1)
    before = begun.entry.body.get("restored_from") if begun is not None else None
    head = journal.head(str(before["chain"])) if before else None
    last = journal.entry(head.chain, head.seq) if head is not None else None
    if (
        begun is None
        or before is None
        or last is None
        or last.entry.seq <= before["seq"]
        or last.entry.at < begun.entry.at
    ):
        return
    came = [one.entry.body for one in desk.office.entries_of("package.received", chain=desk.chain_of(manifest.site))]
    package = next(body for body in reversed(came) if body["chain"] == last.entry.chain)
    device = last.entry.chain.removeprefix(f"{manifest.site}-")
    said = {"code": "PKG_REPLACED", "device": device, "by": str(begun.entry.body["device"])}
    said |= {name: package[name] for name in ("package", "number", "sha256")}
    desk.at_site(manifest.site).enter("alarm.raised", said)


def _check_begun(desk: Desk, chain: str) -> None:
    """A chain that a restore began goes on from an entry that is here, in the place that it names."""
    begun = desk.office.journal.entry(chain, 1)
    if begun is not None and begun.entry.body.get("restored_from"):
        check_restored(desk.office.journal, chain, begun.entry.body["restored_from"])


def _refuse_replaced(desk: Desk, opened: OpenedPackage, kit_chain: str) -> None:
    """Raise PackageError PKG_REPLACED for a package that was made when another device had taken the sender's place.

    What was made before that is taken in whenever it comes: it may be all that is left of a lost device's last days.
    """
    manifest = opened.content.manifest
    kit_device = kit_chain.removeprefix(f"{manifest.site}-")
    number = generation(kit_device, opened.sender.id) or 1
    by = successor_of(devices_of(desk, manifest.site), kit_chain, number)
    if by is not None and manifest.at >= by.at:
        facts = {"package": manifest.package, "site": manifest.site, "device": opened.sender.id, "by": by.device}
        raise PackageError("PKG_REPLACED", **facts, number=manifest.number)


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

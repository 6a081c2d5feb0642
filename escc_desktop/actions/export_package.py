"""Writes everything not yet sent to a folder as one sealed package, read back and verified; it never deletes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import ExportPackage
from escc_desktop.actions.deliveries import carried_by, left_behind, travelled
from escc_desktop.actions.packing import SITE_BOOKKEEPING, pack
from escc_desktop.actions.sending import digest_of, interrupted, named, send
from escc_desktop.actions.site import DEVICE_IDENTITY, Site
from escc_desktop.actions.views import ExportedPackage, Outcome, PackageView
from escc_desktop.exchange.package import Sender, check_code_of
from escc_desktop.exchange.stick import Step
from escc_desktop.trust.boxes import recipient_of
from escc_desktop.trust.entry import SignedEntry

_CHANGES = frozenset({"packages", "journal"})

Told = tuple[str, datetime, str]


def export_package(site: Site, command: ExportPackage) -> Outcome:
    """Export. The entry is kept once the package stands verified on the medium, and then the package gets its name.

    A package that a power cut left in the folder without its name gets it, and nothing further is exported.
    Raises Refused NOT_ALLOWED, NOTHING_TO_SEND; PackageError STICK_*, and then nothing of it is left anywhere, but for
    STICK_UNNAMED: it is exported, and only its name is missing.
    """
    require(site, "exchange")
    office, folder = site.office, command.folder
    left = interrupted(office, office.chain, folder)
    if left is not None:
        return Outcome(_finished(site, left, folder), _CHANGES)
    own = recipient_of(office.cabinet.keys.get(DEVICE_IDENTITY).decode("ascii"))
    sender = Sender(office.device_key, site.device_certificates())
    recipients = (*site.facts.recipients, own)
    packed = pack(
        office,
        office.chain,
        site.device,
        sender,
        recipients,
        site.facts.recipients,
        with_files=command.with_documents,
        bookkeeping=SITE_BOOKKEEPING,
        beside=left_behind(site, travelled(site)),
    )
    failpoints.reached("export.packed")
    steps = [_told(site, step) for step in send(office, packed, folder)]
    failpoints.reached("export.written")
    signed = office.enter("package.exported", {**packed.body, "sha256": digest_of(packed)})
    failpoints.reached("export.entered")
    office.once_kept(lambda: steps.append(_told(site, named(folder, signed))))
    entries = tuple(one.entry.participant for one in packed.entries)
    return Outcome(_exported(signed, folder, entries, packed.files, steps), _CHANGES)


def _finished(site: Site, signed: SignedEntry, folder: Path) -> ExportedPackage:
    """Give a package its name that was left without it, and tell of it as of an export."""
    body = signed.entry.body
    carried = [one.entry for one in carried_by(site, signed)]
    documents = len({one.body["sha256"] for one in carried if one.kind == "document.sealed"})
    read_back = _told(site, Step("STICK_READ_BACK", body["package"], body["size"] or 0))
    steps = [read_back, _told(site, named(folder, signed))]
    return _exported(signed, folder, tuple(one.participant for one in carried), documents, steps)


def _told(site: Site, step: Step) -> Told:
    return step.code, site.office.clock(), str(step.size)


def _exported(
    signed: SignedEntry, folder: Path, participants: Sequence[str | None], documents: int, steps: Sequence[Told]
) -> ExportedPackage:
    body = signed.entry.body
    view = PackageView(
        name=body["package"],
        number=int(body["number"]),
        is_ours=True,
        first=body["first"],
        last=body["last"],
        at=datetime.fromisoformat(signed.entry.at).astimezone(),
        check_code=check_code_of(body["sha256"]),
        is_confirmed=False,
    )
    people = len({one for one in participants if one})
    return ExportedPackage(view, folder / view.name, int(body["size"] or 0), people, documents, steps)

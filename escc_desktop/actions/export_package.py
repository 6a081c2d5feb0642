"""Writes everything not yet sent to a folder as one sealed package, read back and verified; it never deletes."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import ExportPackage
from escc_desktop.actions.outside import remove
from escc_desktop.actions.packing import SITE_BOOKKEEPING, pack
from escc_desktop.actions.site import DEVICE_IDENTITY, Site
from escc_desktop.actions.views import ExportedPackage, Outcome, PackageView
from escc_desktop.exchange.package import Sender, check_code
from escc_desktop.exchange.stick import write_out
from escc_desktop.trust.boxes import recipient_of


def export_package(site: Site, command: ExportPackage) -> Outcome:
    """Export. The entry is kept only once the package stands verified on the medium; else the medium is left as it was.

    Raises Refused NOT_ALLOWED, NOTHING_TO_SEND; PackageError STICK_*.
    """
    require(site, "exchange")
    office = site.office
    own = recipient_of(office.cabinet.keys.get(DEVICE_IDENTITY).decode("ascii"))
    sender = Sender(office.device_key, site.device_certificates())
    recipients = (*site.facts.recipients, own)
    packed = pack(
        office,
        office.chain,
        site.facts.device,
        sender,
        recipients,
        site.facts.recipients,
        with_files=command.with_documents,
        bookkeeping=SITE_BOOKKEEPING,
    )
    steps: list[tuple[str, datetime, str]] = []
    failpoints.reached("export.packed")
    path = command.folder / packed.name
    if not path.exists():
        office.on_failure(lambda: remove(path))
    steps.extend(
        (step.code, office.clock(), str(step.size)) for step in write_out(command.folder, packed.name, packed.data)
    )
    failpoints.reached("export.written")
    signed = office.enter("package.exported", {**packed.body, "sha256": sha256(packed.data).hexdigest()})
    failpoints.reached("export.entered")
    participants = {one.entry.participant for one in packed.entries if one.entry.participant}
    view = PackageView(
        name=packed.name,
        number=int(signed.entry.body["number"]),
        is_ours=True,
        first=packed.entries[0].entry.seq,
        last=packed.entries[-1].entry.seq,
        at=datetime.fromisoformat(signed.entry.at).astimezone(),
        check_code=check_code(packed.data),
        is_confirmed=False,
    )
    done = ExportedPackage(view, path, len(packed.data), len(participants), packed.files, tuple(steps))
    return Outcome(done, frozenset({"packages", "journal"}))

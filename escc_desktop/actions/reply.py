"""Makes the desk's package for a site: what was received, and whatever else goes home."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import Desk, refuse_unknown_site
from escc_desktop.actions.outside import make_folder, remove
from escc_desktop.actions.packing import DESK_BOOKKEEPING, pack
from escc_desktop.errors import Refused
from escc_desktop.exchange.package import Sender
from escc_desktop.exchange.stick import write_out


def reply(desk: Desk, site: str, folder: Path) -> Path:
    """Write the desk's next package for ``site`` into ``folder`` and return its path; the entry follows the file.

    Raises Refused SITE_UNKNOWN, SITE_SILENT (no device of it has sent anything), NOTHING_TO_SEND; PackageError STICK_*.
    """
    refuse_unknown_site(desk, site)
    recipients = tuple(
        entry.entry.body["recipient"]
        for kit in desk.kits(site)
        for entry in desk.office.entries_of("device.certified", chain=kit.entry.body["chain"])
    )
    if not recipients:
        raise Refused("SITE_SILENT", site=site)
    office = desk.at_site(site)
    sender = Sender(office.hand.key, (desk.certificate,))
    with office.transaction():
        packed = pack(
            office, office.chain, "DESK", sender, recipients, (), with_files=False, bookkeeping=DESK_BOOKKEEPING
        )
        failpoints.reached("reply.packed")
        path = make_folder(folder) / packed.name
        if not path.exists():
            office.on_failure(lambda: remove(path))
        for _ in write_out(folder, packed.name, packed.data):
            pass
        failpoints.reached("reply.written")
        office.enter("package.exported", {**packed.body, "sha256": sha256(packed.data).hexdigest()})
        failpoints.reached("reply.entered")
    failpoints.reached("reply.committed")
    return path

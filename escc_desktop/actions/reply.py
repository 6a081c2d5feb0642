"""Makes the desk's package for a site: what was received, and whatever else goes home."""

from __future__ import annotations

from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import Desk, refuse_unknown_site
from escc_desktop.actions.going_home import homeward
from escc_desktop.actions.outside import make_folder
from escc_desktop.actions.packing import DESK_BOOKKEEPING, pack, unsent
from escc_desktop.actions.sending import digest_of, interrupted, named, send
from escc_desktop.actions.site_devices import at_work, devices_of
from escc_desktop.errors import Refused
from escc_desktop.exchange.package import Sender


def reply(desk: Desk, site: str, folder: Path) -> Path:
    """Write the desk's next package for ``site`` into ``folder`` and return its path; see ``sending``.

    It is sealed to every device at work there, and brings them what ``homeward`` says they lack.
    Raises Refused SITE_UNKNOWN, SITE_SILENT (no device of it has sent anything), NOTHING_TO_SEND; PackageError STICK_*.
    """
    refuse_unknown_site(desk, site)
    recipients = tuple(device.recipient for device in at_work(devices_of(desk, site)))
    if not recipients:
        raise Refused("SITE_SILENT", site=site)
    office = desk.office_of(site)
    make_folder(folder)
    left = interrupted(office, office.chain, folder)
    if left is not None:
        named(folder, left)
        return folder / str(left.entry.body["package"])
    # Asked before somebody who never wrote here is introduced: that alone is no reason for a package.
    if all(one.entry.kind in DESK_BOOKKEEPING for one in unsent(office.cabinet, office.chain)):
        raise Refused("NOTHING_TO_SEND")
    sender = Sender(office.hand.key, (desk.certificate,))
    with office.transaction():
        desk.introduce(office)
        home = homeward(desk, site)
        packed = pack(
            office,
            office.chain,
            "DESK",
            sender,
            recipients,
            (),
            with_files=True,
            bookkeeping=DESK_BOOKKEEPING,
            first=home.first,
            beside=home.beside,
        )
        failpoints.reached("reply.packed")
        for _ in send(office, packed, folder):
            pass
        failpoints.reached("reply.written")
        signed = office.enter("package.exported", {**packed.body, "sha256": digest_of(packed)})
        failpoints.reached("reply.entered")
        office.once_kept(lambda: named(folder, signed))
    failpoints.reached("reply.committed")
    return folder / packed.name

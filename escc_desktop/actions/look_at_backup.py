"""Opens a backup only to read it, in a place apart; nothing of it or of the vault is changed, nothing is recorded."""

from __future__ import annotations

from collections.abc import Generator

from escc_desktop.actions.authority import refuse_ended, today
from escc_desktop.actions.office import Clock, Randomness
from escc_desktop.actions.restore import RestoreOrder, RestoreStep, opened_of_backup
from escc_desktop.actions.site import Site
from escc_desktop.actions.study_root import refuse_other_root
from escc_desktop.actions.unlock import open_with
from escc_desktop.errors import VaultError
from escc_desktop.exchange.backup_file import here, open_backup, read_part, read_through
from escc_desktop.store.settling import LOOKING, beside, forget_looking
from escc_desktop.trust.slot_file import slots_from


def look_at_backup(order: RestoreOrder, clock: Clock, randomness: Randomness) -> Generator[RestoreStep, None, Site]:
    """Unpack the backup beside the vault, as encrypted as it was, and return it open for reading.

    ``Site.doubt`` says why nothing can be recorded. Raises BackupError, WrongPassphrase, TrustError SLOT_*, VaultError;
    Refused LOGIN_ENDED, TRY_LATER, RESTORE_OTHER_ROOT.
    """
    backup = open_backup(order.backup)
    slots = slots_from(read_part(backup, "slots"), order.backup.name)
    secrets = opened_of_backup(order, slots, clock)
    forget_looking(order.folder)
    room = beside(order.folder, LOOKING)
    try:
        with here():
            room.mkdir(mode=0o700, parents=True)
        for done, total in read_through(backup, room):
            yield RestoreStep("unpack", done, total)
        site = open_with(room, slots.slot(order.person).person, secrets, clock, randomness)
        try:
            refuse_other_root(order.folder, site.facts.root, backup.head.backup)
            refuse_ended(site, site.person, today(site))
        except BaseException:
            site.close()
            raise
    except BaseException:
        forget_looking(order.folder)
        raise
    site.office.cabinet.vault.make_read_only()
    site.doubt = VaultError("BACKUP_SHOWN", backup=order.backup.name)
    return site

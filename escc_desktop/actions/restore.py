"""Restores a backup: unpacked beside the vault, verified, a new chain begun, put in place; nothing is deleted."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from escc_desktop import failpoints
from escc_desktop.actions.attempts import ATTEMPTS_FILE, counted
from escc_desktop.actions.new_chain import begin_chain, refuse_others
from escc_desktop.actions.office import Clock, Randomness
from escc_desktop.actions.own_packages import take_back
from escc_desktop.actions.sightings import LEFT_CHECKPOINT, Sighting, devices_in, missing_of, survey
from escc_desktop.actions.site import Site
from escc_desktop.actions.study_root import keep_root, refuse_unseen_root
from escc_desktop.actions.unlock import enter, open_with, slots_of
from escc_desktop.errors import BackupError, EsccError, Refused, VaultError
from escc_desktop.exchange.backup_file import BackupFile, check_signer, open_backup, read_part, read_through
from escc_desktop.exchange.package import package_name
from escc_desktop.store import replacing
from escc_desktop.store.checkpoint import CHECKPOINT_FILE
from escc_desktop.store.verification import verification
from escc_desktop.trust.chain import claimed_checkpoint, read_checkpoint
from escc_desktop.trust.key_slots import Secrets, open_slot
from escc_desktop.trust.slot_file import SlotFile, slots_from


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """Which backup takes the place of the vault in ``folder``, and who restores it.

    ``places`` are folders in which backups and packages are looked at, so that it can be said what is missing;
    ``seen`` is what else was seen, typed from paper. ``root`` is the code of the study root that the person compared
    with the one they had with the kit; it is asked for where no vault stands that could be held against the backup.
    """

    folder: Path
    backup: Path
    person: str
    passphrase: str = field(repr=False)
    places: tuple[Path, ...] = ()
    seen: tuple[Sighting, ...] = ()
    root: str = ""


@dataclass(frozen=True, slots=True)
class RestoreStep:
    """How far a restore has come: ``done`` of ``total`` of what this stage counts."""

    stage: Literal["unpack", "verify", "replace"]
    done: int
    total: int


def restore(order: RestoreOrder, clock: Clock, randomness: Randomness) -> Generator[RestoreStep, None, Site]:
    """Restore and return the vault open, with the person at work. Until its last rename the old vault stands.

    Given up half way, or failing, it takes away what it made. What stood in the place is kept aside and never deleted.
    Raises BackupError, WrongPassphrase, TrustError SLOT_*, VaultError, JournalBroken (the backup does not hold);
    Refused RESTORE_OTHER_SITE, RESTORE_OTHER_ROOT, RESTORE_ROOT_UNSEEN, RESTORE_NEEDS_ADMINISTRATOR, RESTORE_CLOCK.
    """
    folder = order.folder
    backup = open_backup(order.backup)
    _refuse_other_site(folder, backup)
    slots = slots_from(read_part(backup, "slots"), order.backup.name)
    person = slots.slot(order.person).person
    secrets = opened_of_backup(order, slots, clock)
    seen = (*survey(folder, order.places), *order.seen)
    beside = replacing.begin(folder)
    try:
        for done, total in read_through(backup, beside):
            yield RestoreStep("unpack", done, total)
        failpoints.reached("restore.unpacked")
        site = open_with(beside, person, secrets, clock, randomness)
        failpoints.reached("restore.opened")
        try:
            refuse_unseen_root(folder, site.facts.root, backup.head.backup, order.root)
            refuse_others(site)
            yield from verified(site, backup)
            failpoints.reached("restore.verified")
            recipients = site.recipients  # as the backup's slots have them; people of later entries have no slot here
            take_back(site, order.places)
            site.learn_people()
            site.recipients = recipients
            _begin(site, {slot.person for slot in slots.slots}, seen)
            keep_root(beside, site.facts.root)
        finally:
            site.close()
        failpoints.reached("restore.closed")
        with suppress(OSError):  # what was typed wrong meanwhile is entered at the unlocking that follows
            shutil.copyfile(folder / ATTEMPTS_FILE, beside / ATTEMPTS_FILE)
        yield RestoreStep("replace", 1, 1)
        replacing.put_in_place(folder, f"{clock():%Y%m%d-%H%M%S}")
    except BaseException:
        replacing.give_up(folder)
        raise
    _leave_checkpoint(folder, order.backup)
    return enter(folder, person, order.passphrase, secrets, clock, randomness)


def opened_of_backup(order: RestoreOrder, slots: SlotFile, clock: Clock) -> Secrets:
    """Open the person's slot of the backup; a wrong passphrase is counted beside the vault that stands in the place."""
    slot = slots.slot(order.person)
    with counted(order.folder, slot, clock()) if order.folder.is_dir() else nullcontext():
        return open_slot(slot, order.passphrase, study=slots.study, site=slots.site)


def verified(site: Site, backup: BackupFile) -> Generator[RestoreStep, None, None]:
    """Verify what was unpacked whole, and that it is what the backup's head says. Raises as ``verification`` does."""
    office, facts, head = site.office, site.facts, backup.head
    check_signer(head, facts.root)
    here = office.journal.head(office.chain)
    said = (facts.study, facts.site, site.device, office.chain)
    if said != (head.study, head.site, head.device, head.chain) or here is None:
        raise BackupError("BACKUP_SIGNER", backup=head.backup)
    if (here.seq, here.hash.hex()) != (head.size, head.head):
        raise VaultError("BACKUP_OTHER_HEAD", backup=head.backup, said=head.size, here=here.seq)
    kept = office.cabinet.checkpoints.read()
    steps = verification(
        office.cabinet,
        root=facts.root,
        authorities=(facts.authority,),
        certificates=facts.desk,
        checkpoint=read_checkpoint(kept, office.device_key.public) if kept else None,
        own={stretch.chain: stretch.last for stretch in site.line},
    )
    for step in steps:
        yield RestoreStep("verify", step.done, step.total)


def _begin(site: Site, with_slots: set[str], seen: tuple[Sighting, ...]) -> None:
    head = site.office.journal.head(site.office.chain)
    assert head is not None  # verified before
    missing = missing_of(site.office.chain, head.seq, seen)
    begin_chain(site, with_slots, devices_in(seen, site.facts.site), missing)


def _refuse_other_site(folder: Path, backup: BackupFile) -> None:
    """Refuse a backup of another site in the place of this one's vault; a vault of which nothing can be read may go."""
    try:
        here = slots_of(folder)
    except (EsccError, OSError):
        return
    if (here.study, here.site) != (backup.head.study, backup.head.site):
        raise Refused("RESTORE_OTHER_SITE", backup=backup.head.backup, site=backup.head.site, here=here.site)


def _leave_checkpoint(folder: Path, backup: Path) -> None:
    """Leave beside the backup which device took it: should somebody restore it once more, that one gets another name.

    It is a courtesy: a place that takes no file is no failure of the restore.
    """
    with suppress(EsccError, OSError):
        data = (folder / CHECKPOINT_FILE).read_bytes()
        said = claimed_checkpoint(data)
        name = package_name(said.site, said.chain.rpartition("-")[2], 0).partition("-000000")[0]
        (backup.parent / (name + LEFT_CHECKPOINT)).write_bytes(data)

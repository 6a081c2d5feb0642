"""Makes a site's vault from a kit, with its device and its first administrator, as one transaction or not at all."""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.office import Clock, Hand, Office, Randomness
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.passphrases import require_strong, words_known, words_of_people
from escc_desktop.actions.people import SLOTS_FILE, certified, check_name
from escc_desktop.actions.site import (
    DEVICE_IDENTITY,
    DEVICE_KEY,
    EDITION_MEDIA,
    KIT_MEDIA,
    Site,
    SiteFacts,
    load_study,
    pack_edition,
)
from escc_desktop.actions.study_root import code_of_root, keep_root
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import VaultError
from escc_desktop.exchange.kit import LARGEST_KIT, Kit, open_kit
from escc_desktop.store.cabinet import create_cabinet
from escc_desktop.store.vault import VAULT_FILE
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import issue_device, issue_person
from escc_desktop.trust.entry import Actor
from escc_desktop.trust.key_slots import Secrets, make_slot, seal_recovery
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.slot_file import flush_folder, slot_file, write_slots


@dataclass(frozen=True, slots=True)
class KitView:
    """What a kit says, before anything is made of it. ``root_code`` is what a restore on a bare machine asks for."""

    study: str
    title_en: str
    title_zh: str
    site: str
    site_name: str
    device: str
    investigator: str
    edition: str
    is_draft: bool
    is_demonstration: bool
    root_code: str = ""
    known_words: tuple[str, ...] = ()
    """What whoever guesses a passphrase at this site would try first."""


def read_kit(path: Path, passphrase: str) -> KitView:
    """Open a kit and say what is in it. Raises PackageError KIT_*, WrongPassphrase, or the study's own errors."""
    kit = _opened(path, passphrase)
    study = loading.load(kit.edition_files)
    return KitView(
        study=kit.study,
        title_en=study.title.en,
        title_zh=study.title.zh,
        site=kit.site,
        site_name=kit.site_name_zh or kit.site,
        device=kit.device,
        investigator=kit.investigator,
        edition=study.edition,
        is_draft=study.status == "draft",
        is_demonstration=kit.is_demonstration,
        root_code=code_of_root(kit.root),
        known_words=_known_words(kit, study),
    )


def first_run(
    folder: Path,
    kit_path: Path,
    kit_passphrase: str,
    administrator: str,
    passphrase: str,
    clock: Clock,
    randomness: Randomness,
) -> Site:
    """Make the vault in ``folder`` and return it open, with the first site administrator at work.

    All is made beside the folder and renamed into place at the end, so a power cut leaves either no vault or a whole
    one. Raises VaultError (VAULT_EXISTS, ...), PackageError KIT_*, WrongPassphrase, TrustError PASSPHRASE_SHORT,
    Refused PASSPHRASE_WEAK.
    """
    if (folder / VAULT_FILE).exists() or (folder.exists() and any(folder.iterdir())):
        raise VaultError("VAULT_EXISTS", path=folder)
    name = check_name(administrator)
    kit = _opened(kit_path, kit_passphrase)
    known = _known_words(kit, loading.load(kit.edition_files))
    require_strong(passphrase, (*known, *words_of_people((name,))))
    unfinished = folder.with_name(folder.name + ".unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)  # left by a first run that never came to its end: nobody has worked in it
    try:
        site = _make(unfinished, kit, name, passphrase, clock, randomness)
        site.close()
        failpoints.reached("first_run.closed")
        if folder.exists():
            folder.rmdir()
        failpoints.reached("first_run.place_cleared")
        unfinished.replace(folder)
    except BaseException as problem:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(problem, OSError):
            raise _not_made(folder, problem) from problem
        raise
    failpoints.reached("first_run.renamed")
    with suppress(OSError):  # the vault stands; should a power cut undo its name, the kit makes another
        flush_folder(folder.absolute().parent)
    failpoints.reached("first_run.folder_forced")
    from escc_desktop.actions.unlock import unlock

    return unlock(folder, name, passphrase, clock, randomness)


def _not_made(folder: Path, problem: OSError) -> VaultError:
    """Return in our words why the disk did not take a vault; nothing of it was left."""
    if problem.errno == errno.ENOSPC:
        return VaultError("VAULT_DISK_FULL", path=folder)
    if isinstance(problem, PermissionError):
        return VaultError("VAULT_NO_PERMISSION", path=folder)
    return VaultError("VAULT_NOT_MADE", path=folder, why=problem.strerror or "")


def _known_words(kit: Kit, study: Study) -> tuple[str, ...]:
    return words_known(study, (kit.site, kit.site_name_zh, kit.kit, kit.chain), (kit.investigator,))


def _opened(path: Path, passphrase: str) -> Kit:
    return open_kit(read_file(path, LARGEST_KIT), passphrase)


def _make(folder: Path, kit: Kit, name: str, passphrase: str, clock: Clock, randomness: Randomness) -> Site:
    data_key = randomness(32)
    packed = pack_edition(kit.edition_files)
    study = load_study(packed)
    facts = _facts(kit, study.digest, sha256(packed).hexdigest())
    device_key, key = SigningKey.generate(randomness), SigningKey.generate(randomness)
    identity, recipient = boxes.generate_identity()
    authority_key = SigningKey.from_bytes(kit.authority_key)
    person = PersonView("P01", name, ("site_administrator",))
    now = clock()
    device_certificate = issue_device(authority_key, kit.authority, device_key.public, kit.device, randomness, now)
    certificate = issue_person(authority_key, kit.authority, key.public, person.id, name, person.role, randomness, now)
    secrets = Secrets(data_key, key.to_bytes(), kit.authority_key)
    slot = make_slot(person.id, name, passphrase, secrets, study=kit.study, site=kit.site, randomness=randomness)
    cabinet = create_cabinet(folder, data_key)
    device = Hand(Actor(id=kit.device, name=f"Device {kit.device}", role="device"), device_key)
    office = Office(cabinet, clock, randomness, kit.study, kit.site, kit.chain, device, device_key, study.digest)
    failpoints.reached("first_run.vault_made")
    with cabinet.transaction():
        cabinet.keys.put(DEVICE_KEY, device_key.to_bytes())
        cabinet.keys.put(DEVICE_IDENTITY, identity.encode("ascii"))
        cabinet.files.put(packed, EDITION_MEDIA)
        held = cabinet.files.put(facts.to_bytes(), KIT_MEDIA)
        cabinet.vault.set_meta("kit", held)
        failpoints.reached("first_run.furnished")
        body = {
            "kit": held,
            "device": kit.device,
            "certificate": device_certificate + kit.authority,
            "recipient": recipient,
        }
        office.enter("device.certified", {**body, "edition": study.digest})
        office.enter("edition.received", {"edition": study.edition, "digest": study.digest})
        by_kit = certified(person, certificate + kit.authority, kit.device, slot.recipient)
        office.enter("person.certified", by_kit)
    failpoints.reached("first_run.committed")
    recovery = seal_recovery(data_key, kit.recovery_recipients, study=kit.study, site=kit.site)
    write_slots(folder / SLOTS_FILE, slot_file(kit.study, kit.site, (slot,), recovery))
    keep_root(folder, kit.root)
    return Site(office, study, facts, person, data_key, authority_key)


def _facts(kit: Kit, edition: str, edition_file: str) -> SiteFacts:
    return SiteFacts(
        kit=kit.kit,
        study=kit.study,
        site=kit.site,
        site_name=kit.site_name_zh,
        device=kit.device,
        chain=kit.chain,
        edition=edition,
        edition_file=edition_file,
        first=kit.first,
        last=kit.last,
        investigator=kit.investigator,
        root=kit.root,
        authority=kit.authority,
        desk=(kit.desk_certificate,),
        recipients=kit.desk_recipients,
        recovery=kit.recovery_recipients,
        is_demonstration=kit.is_demonstration,
    )

"""Makes a study's root, the desk's store and its first person; it issues nothing to any site."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import CENTRAL, DESK_CHAIN, DESK_IDENTITY, DESK_SITE, ROOT_KEY, at_desk
from escc_desktop.actions.office import Clock, Office, Randomness
from escc_desktop.actions.outside import write_file
from escc_desktop.actions.people import SLOTS_FILE, certified, check_name
from escc_desktop.actions.unlock import hand_of
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import EsccError, VaultError
from escc_desktop.store.cabinet import create_cabinet
from escc_desktop.store.places import is_database, keep_slots
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import issue_desk, issue_root
from escc_desktop.trust.key_slots import Secrets, make_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.slot_file import flush_folder, slot_file, slots_bytes, write_slots


def found_study(
    place: str,
    study: str,
    person: str,
    passphrase: str,
    clock: Clock,
    randomness: Randomness,
    root_out: Path | None = None,
) -> str:
    """Found ``study`` at ``place`` (a folder or a database) and return the root certificate (PEM).

    A folder is made beside its place and renamed at the end: there is a whole desk or none. The root is written to the
    new file ``root_out`` before that, so that there is no desk whose root could not be handed out; what a power cut
    left between the two is brought to its end. Raises VaultError VAULT_EXISTS, OUTPUT_TAKEN, PLACE_*; TrustError
    PASSPHRASE_SHORT; Refused NAME_MISSING.
    """
    name = check_name(person)
    if is_database(place):
        return _found(place, study, name, passphrase, clock, randomness, root_out)
    folder = Path(place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultError("VAULT_EXISTS", path=folder)
    unfinished = folder.with_name(folder.name + ".unfinished")
    root = _left_behind(unfinished, name, passphrase, clock, randomness, root_out)
    try:
        if root is None:
            shutil.rmtree(unfinished, ignore_errors=True)  # nothing was made with it
            root = _found(str(unfinished), study, name, passphrase, clock, randomness, None)
            _hand_out(root, root_out)
        if folder.exists():
            folder.rmdir()
        failpoints.reached("founding.place_cleared")
        unfinished.replace(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        _take_back(root, root_out)
        raise
    failpoints.reached("founding.renamed")
    flush_folder(folder.absolute().parent)
    return root


def _left_behind(
    unfinished: Path, person: str, passphrase: str, clock: Clock, randomness: Randomness, root_out: Path | None
) -> str | None:
    """Return the root of a desk that only lacks its name; None when there is none, or its root was not handed out."""
    if root_out is None or not root_out.is_file() or not (unfinished / SLOTS_FILE).exists():
        return None
    with suppress(EsccError), at_desk(str(unfinished), person, passphrase, clock, randomness) as desk:
        return desk.root if root_out.read_bytes() == desk.root.encode("ascii") else None
    return None


def _hand_out(root: str, root_out: Path | None) -> None:
    if root_out is not None:
        write_file(root_out, root.encode("ascii"))
        failpoints.reached("founding.root_written")


def _take_back(root: str | None, root_out: Path | None) -> None:
    """Take away the root of a desk that did not come to be; another file of that name stays."""
    with suppress(OSError):
        if root is not None and root_out is not None and root_out.read_bytes() == root.encode("ascii"):
            root_out.unlink()


def _found(
    place: str,
    study: str,
    name: str,
    passphrase: str,
    clock: Clock,
    randomness: Randomness,
    root_out: Path | None,
) -> str:
    root_key, key, data_key = SigningKey.generate(randomness), SigningKey.generate(randomness), randomness(32)
    now = clock()
    root = issue_root(root_key, study, randomness, now)
    view = PersonView("C01", name, (CENTRAL,))
    certificate = issue_desk(root_key, root, key.public, view.id, name, CENTRAL, randomness, now)
    identity, _ = boxes.generate_identity()
    secrets = Secrets(data_key, key.to_bytes())
    slot = make_slot(view.id, name, passphrase, secrets, study=study, site=DESK_SITE, randomness=randomness)
    slots = slot_file(study, DESK_SITE, (slot,))
    cabinet = create_cabinet(place, data_key)
    try:
        hand = hand_of(view, secrets.signing_key)
        office = Office(cabinet, clock, randomness, study, DESK_SITE, DESK_CHAIN, hand, key)
        with office.transaction():
            cabinet.keys.put(ROOT_KEY, root_key.to_bytes())
            cabinet.keys.put(DESK_IDENTITY, identity.encode("ascii"))
            office.enter("person.certified", certified(view, certificate, view.id))
            office.enter("study.founded", {"study": study, "title": study, "root": root})
            failpoints.reached("founding.entered")
            if is_database(place):
                keep_slots(cabinet.vault, slots_bytes(slots))
            else:
                write_slots(Path(place) / SLOTS_FILE, slots)
            office.on_failure(lambda: _take_back(root, root_out))
            _hand_out(root, root_out)
        failpoints.reached("founding.committed")
    finally:
        cabinet.close()
    return root

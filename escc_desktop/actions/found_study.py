"""Makes a study's root, the desk's store and its first one or two people; it issues nothing to any site."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from escc_desktop import failpoints
from escc_desktop.actions.desk import CENTRAL, DESK_CHAIN, DESK_IDENTITY, DESK_SITE, ROOT_KEY, at_desk
from escc_desktop.actions.key_holders import RECOVERY_IDENTITY, RECOVERY_SHARED, KeyHolder, prepared
from escc_desktop.actions.office import Clock, Hand, Office, Randomness
from escc_desktop.actions.outside import give_name, take_away, waiting_for_name, write_beside, write_file
from escc_desktop.actions.passphrases import require_strong, words_outside
from escc_desktop.actions.people import SLOTS_FILE, certified, check_name
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import EsccError, Refused, VaultError
from escc_desktop.store.cabinet import create_cabinet
from escc_desktop.store.places import is_database, keep_slots
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import issue_desk, issue_root
from escc_desktop.trust.entry import Actor
from escc_desktop.trust.key_slots import Secrets, make_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.shared_secret import share
from escc_desktop.trust.slot_file import SlotFile, flush_folder, slot_file, slots_bytes, write_slots

_LARGEST_ROOT: Final = 1 << 14


def found_study(
    place: str,
    study: str,
    person: str,
    passphrase: str,
    clock: Clock,
    randomness: Randomness,
    root_out: Path | None = None,
    second: tuple[str, str] | None = None,
) -> str:
    """Found ``study`` at ``place`` (a folder or a database) and return the root certificate (PEM).

    ``second``: name and passphrase of a second person, who then holds the recovery identity with the first: it never
    lies anywhere that one of them could open alone.
    A folder is made beside its place and renamed at the end: there is a whole desk or none. The root is written to the
    new file ``root_out`` before that, so that there is no desk whose root could not be handed out; for a database it
    gets its name once the desk is kept, so that there is no root without a desk. What a power cut left between the two
    is brought to its end by the same command. Raises VaultError VAULT_EXISTS, OUTPUT_TAKEN, PLACE_*; TrustError
    PASSPHRASE_SHORT; Refused PASSPHRASE_WEAK, NAME_MISSING, NAME_TAKEN.
    """
    people = [(check_name(name), words) for name, words in ((person, passphrase), *((second,) if second else ()))]
    if len({name for name, _ in people}) != len(people):
        raise Refused("NAME_TAKEN", name=people[0][0])
    if is_database(place):
        left = _left_in_database(place, people[0][0], passphrase, clock, randomness, root_out)
        if left is not None:
            return left
        _refuse_weak(study, people)
        return _found(place, study, people, clock, randomness, root_out)
    folder = Path(place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultError("VAULT_EXISTS", path=folder)
    unfinished = folder.with_name(folder.name + ".unfinished")
    root = _left_behind(unfinished, people[0][0], passphrase, clock, randomness, root_out)
    try:
        if root is None:
            _refuse_weak(study, people)
            shutil.rmtree(unfinished, ignore_errors=True)  # nothing was made with it
            root = _found(str(unfinished), study, people, clock, randomness, None)
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


def _left_in_database(
    place: str, person: str, passphrase: str, clock: Clock, randomness: Randomness, root_out: Path | None
) -> str | None:
    """Give the root of a desk its file that only lacks the name, and return it; None when there is nothing of that."""
    with suppress(EsccError):
        waiting = waiting_for_name(root_out, _LARGEST_ROOT) if root_out is not None else None
        if root_out is None or waiting is None:
            return None
        with at_desk(place, person, passphrase, clock, randomness) as desk:
            root = desk.root
        if waiting == root.encode("ascii"):
            give_name(root_out)
            return root
    return None


def _refuse_weak(study: str, people: Sequence[tuple[str, str]]) -> None:
    known = words_outside(study, study, (name for name, _ in people))
    for _, words in people:
        require_strong(words, known)


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
    people: Sequence[tuple[str, str]],
    clock: Clock,
    randomness: Randomness,
    root_out: Path | None,
) -> str:
    root_key, data_key = SigningKey.generate(randomness), randomness(32)
    now = clock()
    root = issue_root(root_key, study, randomness, now)
    slots = slot_file(study, DESK_SITE)
    holders: list[KeyHolder] = []
    for number, (name, words) in enumerate(people, start=1):
        person, key = f"C{number:02d}", SigningKey.generate(randomness)
        certificate = issue_desk(root_key, root, key.public, person, name, CENTRAL, randomness, now)
        secrets = Secrets(data_key, key.to_bytes())
        slots = slots.with_slot(
            make_slot(person, name, words, secrets, study=study, site=DESK_SITE, randomness=randomness)
        )
        holders.append(KeyHolder(person, name, certificate, key))
    first = holders[0]
    cabinet = create_cabinet(place, data_key)
    try:
        hand = Hand(Actor(id=first.id, name=first.name, role=CENTRAL), first.key)
        office = Office(cabinet, clock, randomness, study, DESK_SITE, DESK_CHAIN, hand, first.key)
        with office.transaction():
            cabinet.keys.put(ROOT_KEY, root_key.to_bytes())
            cabinet.keys.put(DESK_IDENTITY, boxes.generate_identity()[0].encode("ascii"))
            _certify(office, first, first, slots)
            office.enter("study.founded", {"study": study, "title": study, "root": root})
            for holder in holders[1:]:
                _certify(office, holder, first, slots)
            _prepare_recovery(office, holders)
            failpoints.reached("founding.entered")
            if is_database(place):
                keep_slots(cabinet.vault, slots_bytes(slots))
            else:
                write_slots(Path(place) / SLOTS_FILE, slots)
            if root_out is not None:
                path = root_out
                office.on_failure(lambda: take_away(path))
                office.once_kept(lambda: give_name(path))
                write_beside(path, root.encode("ascii"))
        failpoints.reached("founding.committed")
    finally:
        cabinet.close()
    return root


def _certify(office: Office, whom: KeyHolder, by: KeyHolder, slots: SlotFile) -> None:
    view = PersonView(whom.id, whom.name, (CENTRAL,))
    recipient = slots.slot(whom.id).recipient
    office.enter("person.certified", certified(view, whom.certificate, by.id, recipient))


def _prepare_recovery(office: Office, holders: Sequence[KeyHolder]) -> None:
    """Make the recovery identity: shared where there are two, else kept until a second person is admitted."""
    identity = boxes.generate_identity()[0]
    if len(holders) == 1:
        office.cabinet.keys.put(RECOVERY_IDENTITY, identity.encode("ascii"))
        return
    shared = share(identity, {one.id: one.key for one in holders}, office.randomness)
    office.cabinet.keys.put(RECOVERY_SHARED, shared.to_bytes())
    office.enter("recovery.prepared", prepared(shared, {one.id: one.name for one in holders}))

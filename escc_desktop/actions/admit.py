"""Admits another person to the desk, under a passphrase of their own; it gives nobody a right at any site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import CENTRAL, DESK_SITE, Desk
from escc_desktop.actions.key_holders import KeyHolder, holder_of, prepared, share_with, shared_identity
from escc_desktop.actions.passphrases import require_strong, words_outside
from escc_desktop.actions.people import SLOTS_FILE, certified, check_name
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import Refused, VaultError
from escc_desktop.store.places import is_database, keep_slots
from escc_desktop.trust.certificates import issue_desk
from escc_desktop.trust.key_slots import Secrets, Slot, make_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.slot_file import SlotFile, slots_bytes, write_slots


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who was admitted, whether as a holder of the recovery identity, and who holds it now (names)."""

    person: PersonView
    is_holder: bool
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person of the desk with certificate and slot, made and not kept yet."""

    holder: KeyHolder
    slot: Slot


def admit(desk: Desk, slots: SlotFile, name: str, passphrase: str, second: KeyHolder | None = None) -> Admitted:
    """Give a person a slot and a certificate of the desk, and a part of the recovery identity where two can.

    The second person always holds it; a third and later ones when ``second``, another holder, is there as well. Who
    was admitted without a part gets it by being named again. Raises Refused: NAME_MISSING, NAME_FORM, NAME_TAKEN,
    NOT_KEY_HOLDERS, PASSPHRASE_WEAK; WrongPassphrase; TrustError PASSPHRASE_SHORT.
    """
    printed = check_name(name)
    certified_here = _names(desk)  # a slot without a certificate was left by a power cut, and the next one replaces it
    is_known = any(slot.name == printed and slot.person in certified_here for slot in slots.slots)
    if is_known:
        newcomer = _known(desk, slots, printed, passphrase, second)
    else:
        made = new_person(desk, slots, _next_id(desk), printed, passphrase)
        newcomer = made.holder
    office = desk.office
    with office.transaction():
        if not is_known:
            view = PersonView(newcomer.id, printed, (CENTRAL,))
            body = certified(view, newcomer.certificate, desk.person.id, made.slot.recipient)
            office.enter("person.certified", body)
            failpoints.reached("admit.entered")
        is_holder = share_with(desk, newcomer, second)
        names = _names(desk)
        shared = shared_identity(desk)
        assert shared is not None  # whoever is admitted shares it, or others do already
        if is_holder:
            _tell(desk, prepared(shared, names))
        if not is_known:
            _keep(desk, slots.with_slot(made.slot), slots)
            failpoints.reached("admit.slot_kept")
    failpoints.reached("admit.committed")
    holders = tuple(names[person] for person in shared.holders)
    return Admitted(PersonView(newcomer.id, printed, (CENTRAL,)), is_holder, holders)


def new_person(desk: Desk, slots: SlotFile, person: str, name: str, passphrase: str) -> Newcomer:
    """Return a person of the desk with a fresh key, certified by the root.

    Raises TrustError PASSPHRASE_SHORT, Refused PASSPHRASE_WEAK.
    """
    office = desk.office
    require_strong(passphrase, words_outside(office.study, office.study, (*_names(desk).values(), name)))
    key = SigningKey.generate(office.randomness)
    root_key, now = desk.root_key(), office.clock()
    certificate = issue_desk(root_key, desk.root, key.public, person, name, CENTRAL, office.randomness, now)
    slot = make_slot(
        person,
        name,
        passphrase,
        Secrets(desk.data_key, key.to_bytes()),
        study=slots.study,
        site=DESK_SITE,
        randomness=office.randomness,
    )
    return Newcomer(KeyHolder(person, name, certificate, key), slot)


def _known(desk: Desk, slots: SlotFile, name: str, passphrase: str, second: KeyHolder | None) -> KeyHolder:
    """Return somebody who was admitted before and has no part in the recovery identity yet."""
    shared = shared_identity(desk)
    person = slots.slot(name).person
    if shared is None or person in shared.holders or second is None:
        raise Refused("NAME_TAKEN", name=name)
    return holder_of(desk.office, slots, name, passphrase)


def _next_id(desk: Desk) -> str:
    given = desk.office.entries_of("person.certified", chain=desk.office.chain)
    numbers = [int(one.entry.body["person"].removeprefix("C")) for one in given]
    return f"C{max(numbers, default=0) + 1:02d}"


def _names(desk: Desk) -> dict[str, str]:
    entries = desk.office.entries_of("person.certified", chain=desk.office.chain)
    return {str(one.entry.body["person"]): str(one.entry.body["name"]) for one in entries}


def _tell(desk: Desk, body: dict[str, object]) -> None:
    """Enter who holds the recovery identity, in the desk's own chain and in that of every site that has a kit."""
    desk.office.enter("recovery.prepared", body)
    for site in sorted({str(one.entry.body["site"]) for one in desk.kits()}):
        desk.at_site(site).enter("recovery.prepared", body)


def _keep(desk: Desk, slots: SlotFile, before: SlotFile) -> None:
    if is_database(desk.place):
        keep_slots(desk.office.cabinet.vault, slots_bytes(slots))
        return
    path = Path(desk.place) / SLOTS_FILE
    desk.office.on_failure(lambda: write_slots(path, before))
    try:
        write_slots(path, slots)
    except OSError as problem:
        raise VaultError("INPUT_UNREADABLE", path=path, why=problem.strerror or "") from problem

"""Opens the central desk's store for one of its people; it makes no study, kit or package itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from escc_desktop.actions.key_holders import KeyHolder, certified_holder
from escc_desktop.actions.office import Clock, Office, Randomness
from escc_desktop.actions.packing import DESK_BOOKKEEPING, desk_chain, exported
from escc_desktop.actions.people import certified
from escc_desktop.actions.study_root import code_of_root
from escc_desktop.actions.unlock import hand_of
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import Refused, VaultError
from escc_desktop.store.cabinet import open_cabinet
from escc_desktop.store.places import read_slots
from escc_desktop.trust.boxes import recipient_of
from escc_desktop.trust.entry import SignedEntry
from escc_desktop.trust.key_slots import open_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.naming import chain_name
from escc_desktop.trust.slot_file import SlotFile, slots_from

ROOT_KEY = "root"
DESK_IDENTITY = "desk-age"
DESK_SITE = "desk"
DESK_CHAIN = "D00"
CENTRAL = "central"


@dataclass(slots=True)
class Desk:
    """The open store of the desk with the person at work. ``root`` and ``certificate`` are PEM."""

    place: str
    office: Office
    person: PersonView
    root: str
    certificate: str
    identity: str = field(repr=False)
    data_key: bytes = field(repr=False)

    @property
    def holder(self) -> KeyHolder:
        """The person at work, as one of two."""
        return KeyHolder(self.person.id, self.person.name, self.certificate, self.office.hand.key)

    @property
    def recipient(self) -> str:
        """The desk's own age recipient."""
        return recipient_of(self.identity)

    def root_key(self) -> SigningKey:
        """Return the study's root key, which only issuing a kit needs."""
        return SigningKey.from_bytes(self.office.cabinet.keys.get(ROOT_KEY))

    def chain_of(self, site: str) -> str:
        """Return the name of the desk's chain for one site; the site gets this chain and no other."""
        return desk_chain(site)

    def at_site(self, site: str) -> Office:
        """Return the office that writes into the desk's chain for ``site``, where each person first says who writes."""
        there = self.office_of(site)
        self.introduce(there)
        return there

    def office_of(self, site: str) -> Office:
        """Return the office of the desk's chain for ``site``, in which nothing is written yet."""
        office, chain = self.office, self.chain_of(site)
        return Office(
            office.cabinet, office.clock, office.randomness, office.study, site, chain, office.hand, office.device_key
        )

    def introduce(self, there: Office) -> None:
        """Enter the certificate of the person at work, inside the open transaction, where the chain has it not yet."""
        known = there.entries_of("person.certified", chain=there.chain)
        if all(one.entry.body["certificate"] != self.certificate for one in known):
            there.enter("person.certified", certified(self.person, self.certificate, self.person.id))

    def kits(self, site: str | None = None) -> tuple[SignedEntry, ...]:
        """Return the kits that were issued, for one site if given."""
        entries = self.office.entries_of("kit.issued", chain=DESK_CHAIN)
        return tuple(one for one in entries if site is None or one.entry.body["site"] == site)


def desk_slots(place: str) -> SlotFile:
    """Return the key slots of a desk. Raises VaultError DESK_MISSING."""
    data = read_slots(place)
    if data is None:
        raise VaultError("DESK_MISSING", desk=place)
    return slots_from(data, "slots.json")


@contextmanager
def at_desk(place: str, person: str | None, passphrase: str, clock: Clock, randomness: Randomness) -> Iterator[Desk]:
    """Open the desk for ``person`` (may be left out while there is one) and close it again.

    Opening writes nothing, so a refused package leaves the store's file as it was, to the byte.
    Raises VaultError DESK_MISSING, PERSON_NEEDED; WrongPassphrase; TrustError SLOT_*.
    """
    slots = desk_slots(place)
    if person is None and len(slots.slots) != 1:
        raise VaultError("PERSON_NEEDED", names=", ".join(slot.name for slot in slots.slots))
    slot = slots.slot(person) if person is not None else slots.slots[0]
    secrets = open_slot(slot, passphrase, study=slots.study, site=slots.site)
    cabinet = open_cabinet(place, secrets.data_key)
    try:
        view = PersonView(slot.person, slot.name, (CENTRAL,))
        hand = hand_of(view, secrets.signing_key)
        office = Office(cabinet, clock, randomness, slots.study, DESK_SITE, DESK_CHAIN, hand, hand.key)
        (founded,) = office.entries_of("study.founded", chain=DESK_CHAIN)
        mine = certified_holder(office, slot.person, slot.name, secrets.signing_key)
        identity = cabinet.keys.get(DESK_IDENTITY).decode("ascii")
        root = founded.entry.body["root"]
        yield Desk(place, office, view, root, mine.certificate, identity, secrets.data_key)
    finally:
        cabinet.close()


def status(desk: Desk) -> dict[str, Any]:
    """Return what the desk holds of each site: entries, packages and what still has to go home."""
    cabinet = desk.office.cabinet
    sites = []
    for site in sorted({one.entry.body["site"] for one in desk.kits()}):
        begun = [one.entry for one in desk.office.entries_of("device.certified") if one.entry.site == site]
        devices = {chain_name(site, one): one for one in (str(kit.entry.body["device"]) for kit in desk.kits(site))}
        devices |= {one.chain: str(one.body["device"]) for one in begun}
        received = cabinet.journal.by_kind("package.received", chain=desk.chain_of(site))
        heads = [cabinet.journal.head(chain) for chain in devices]
        sites.append(
            {
                "site": site,
                "devices": ", ".join(sorted(devices.values())),
                "entries": sum(head.seq for head in heads if head is not None),
                "packages": len(received),
                "last_received_at": received[-1].entry.at if received else None,
                "to_send": _to_send(desk, desk.chain_of(site)),
                "participants": cabinet.readings.count_participants(site=site),
            }
        )
    code = code_of_root(desk.root)
    return {"study": desk.office.study, "person": desk.person.name, "root_code": code, "sites": sites}


def _to_send(desk: Desk, chain: str) -> int:
    past = exported(desk.office.cabinet, chain)
    sent = int(past[-1].entry.body["last"]) if past else 0
    return desk.office.journal.waiting(chain, sent, DESK_BOOKKEEPING).entries


def refuse_unknown_site(desk: Desk, site: str) -> None:
    """Raise Refused SITE_UNKNOWN when no kit was ever issued for ``site``."""
    if not desk.kits(site):
        raise Refused("SITE_UNKNOWN", site=site)

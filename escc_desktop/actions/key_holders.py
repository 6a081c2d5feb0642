"""Keeps the desk's recovery identity so that two of its people are needed to use it; it answers no request itself.

While the desk has one person the identity lies with the desk's other keys and opens nothing for anybody: two must be
there. Admitting the second shares it (``trust.shared_secret``) and takes the single copy away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from escc_desktop import failpoints
from escc_desktop.errors import Refused, VaultError
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.key_slots import open_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.shared_secret import Shared, open_shared, share, shared_from, with_holder

if TYPE_CHECKING:
    from escc_desktop.actions.desk import Desk
    from escc_desktop.actions.office import Office
    from escc_desktop.trust.slot_file import SlotFile

RECOVERY_IDENTITY = "recovery-age"
RECOVERY_SHARED = "recovery-shared"


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """One of the desk's people with passphrase given: id, printed name, certificate (PEM), signing key."""

    id: str
    name: str
    certificate: str
    key: SigningKey = field(repr=False)


def holder_of(office: Office, slots: SlotFile, person: str, passphrase: str) -> KeyHolder:
    """Return a person of the desk whose slot opened; only the certified key makes a slot theirs.

    Raises WrongPassphrase; TrustError SLOT_*; VaultError SLOT_NOT_CERTIFIED.
    """
    slot = slots.slot(person)
    secrets = open_slot(slot, passphrase, study=slots.study, site=slots.site)
    return certified_holder(office, slot.person, slot.name, secrets.signing_key)


def certified_holder(office: Office, person: str, name: str, key: bytes) -> KeyHolder:
    """Return the person of the desk to whom ``key`` belongs. Raises VaultError SLOT_NOT_CERTIFIED."""
    entries = office.entries_of("person.certified", chain=office.chain)
    found = [str(one.entry.body["certificate"]) for one in entries if one.entry.body["person"] == person]
    signing_key = SigningKey.from_bytes(key)
    if not found or read_certificate(found[-1]).public != signing_key.public:
        raise VaultError("SLOT_NOT_CERTIFIED", name=name)
    return KeyHolder(person, name, found[-1], signing_key)


def second_holder(desk: Desk, slots: SlotFile, person: str, passphrase: str) -> KeyHolder:
    """Return the second person of an act that takes two. Raises Refused SECOND_PERSON_SAME, and as ``holder_of``."""
    if slots.slot(person).person == desk.person.id:
        raise Refused("SECOND_PERSON_SAME", name=desk.person.name)
    return holder_of(desk.office, slots, person, passphrase)


def shared_identity(desk: Desk) -> Shared | None:
    """Return the recovery identity as it is shared; None while the desk has one person."""
    keys = desk.office.cabinet.keys
    return shared_from(keys.get(RECOVERY_SHARED)) if RECOVERY_SHARED in keys.names() else None


def recovery_recipient(desk: Desk) -> str:
    """Return the recipient to whom kits and vaults seal their recovery box.

    A desk of version 0.1 has no recovery identity yet: it is made now, inside the open transaction.
    """
    keys = desk.office.cabinet.keys
    shared = shared_identity(desk)
    if shared is not None:
        return shared.recipient
    if RECOVERY_IDENTITY not in keys.names():
        keys.put(RECOVERY_IDENTITY, boxes.generate_identity()[0].encode("ascii"))
    return boxes.recipient_of(keys.get(RECOVERY_IDENTITY).decode("ascii"))


def open_identities(desk: Desk, second: KeyHolder) -> tuple[str, ...]:
    """Return the identities that open recovery boxes: the shared one, and the desk's own for kits of version 0.1.

    Raises Refused SECOND_HOLDER_NEEDED (nobody else was admitted yet), NOT_KEY_HOLDERS; TrustError SHARED_*.
    """
    shared = shared_identity(desk)
    if shared is None:
        raise Refused("SECOND_HOLDER_NEEDED")
    refuse_strangers(desk, shared, second)
    return open_shared(shared, _keys(desk.holder, second)), desk.identity


def refuse_strangers(desk: Desk, shared: Shared, second: KeyHolder) -> None:
    """Raise Refused (NOT_KEY_HOLDERS) unless both who are there hold the identity."""
    missing = [one.name for one in (desk.holder, second) if one.id not in shared.holders]
    if missing:
        raise Refused("NOT_KEY_HOLDERS", names=", ".join(missing))


def share_with(desk: Desk, newcomer: KeyHolder, second: KeyHolder | None) -> bool:
    """Let ``newcomer`` hold the recovery identity too, inside the open transaction; tell whether that could be.

    The second person of a desk holds it with the first. A third is let in by two holders: the person at work and
    ``second``; without a second this is left for later. Raises Refused NOT_KEY_HOLDERS.
    """
    keys, shared = desk.office.cabinet.keys, shared_identity(desk)
    if shared is None:
        recovery_recipient(desk)
        identity = keys.get(RECOVERY_IDENTITY).decode("ascii")
        made = share(identity, _keys(desk.holder, newcomer), desk.office.randomness)
    elif second is None:
        return False
    else:
        refuse_strangers(desk, shared, second)
        two = _keys(desk.holder, second)
        made = with_holder(shared, two, newcomer.id, newcomer.key, desk.office.randomness)
    keys.put(RECOVERY_SHARED, made.to_bytes())
    failpoints.reached("admit.shared")
    keys.remove(RECOVERY_IDENTITY)
    failpoints.reached("admit.single_removed")
    return True


def prepared(shared: Shared, names: dict[str, str]) -> dict[str, object]:
    """Return the body of ``recovery.prepared``; ``names``: id -> printed name of each holder."""
    holders = [{"person": person, "name": names[person]} for person in shared.holders]
    return {"recipient": shared.recipient, "holders": holders}


def _keys(first: KeyHolder, second: KeyHolder) -> dict[str, SigningKey]:
    return {first.id: first.key, second.id: second.key}

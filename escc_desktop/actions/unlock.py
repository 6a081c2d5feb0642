"""Opens a site's vault for one person, and closes it again; it checks the journal's end and not the whole of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.attempts import counted, end_streak, enter_attempts
from escc_desktop.actions.authority import refuse_ended, today
from escc_desktop.actions.office import Clock, Hand, Office, Randomness
from escc_desktop.actions.people import SLOTS_FILE, enter_recipient, renew_slot, slots_path
from escc_desktop.actions.recovery_waiting import drop_requests, note_requests
from escc_desktop.actions.site import DEVICE_KEY, Site, SiteFacts, chain_at_work, device_at_work, load_study
from escc_desktop.actions.staged_slots import is_entered, settle_slots, staged_slot
from escc_desktop.actions.study_root import keep_root
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import JournalBroken, TrustError, VaultError, WrongPassphrase
from escc_desktop.store import rotation
from escc_desktop.store.cabinet import Cabinet, open_cabinet, opening_cabinet
from escc_desktop.store.checkpoint import compare
from escc_desktop.store.lineage import check_line
from escc_desktop.store.readings import exhaust
from escc_desktop.store.settling import settle
from escc_desktop.store.signers import SPEAKING, Signers
from escc_desktop.trust.boxes import recipient_of
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.chain import check_chain, read_checkpoint, read_rows
from escc_desktop.trust.entry import Actor, genesis_prev
from escc_desktop.trust.key_slots import Secrets, open_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.slot_file import SlotFile, read_slots

TAIL = 20
"""How many of the last entries are checked at each opening; the verification of all follows in the background."""


def people(folder: Path) -> tuple[PersonView, ...]:
    """Return who has a key slot here; their roles are known only once the vault is open.

    Raises VaultError VAULT_MISSING.
    """
    slots = slots_of(folder)
    return tuple(PersonView(slot.person, slot.name, ()) for slot in slots.slots)


def site_number(folder: Path) -> str:
    """Return the number of the site, which the slots tell without a passphrase. Raises VaultError VAULT_MISSING."""
    return slots_of(folder).site


def unlock(folder: Path, person: str, passphrase: str, clock: Clock, randomness: Randomness) -> Site:
    """Open the vault in ``folder`` for ``person`` at one go; see ``unlocking``."""
    return exhaust(unlocking(folder, person, passphrase, clock, randomness))


def unlocking(
    folder: Path, person: str, passphrase: str, clock: Clock, randomness: Randomness
) -> Generator[tuple[int, int], None, Site]:
    """Open the vault in ``folder`` for ``person`` (id or printed name); that is an entry.

    After an upgrade the readings are folded anew first: yields how many participants of all are done. Whoever closes
    it before its end leaves the vault closed and as it was.
    Raises WrongPassphrase, TrustError SLOT_*, VaultError; Refused LOGIN_ENDED. A vault that lags behind its checkpoint,
    or whose last entries do not hold, opens read-only.
    """
    whose, secrets = opened_slot(folder, person, passphrase, clock)
    failpoints.reached("unlock.slot_opened")
    return (yield from entering(folder, whose, passphrase, secrets, clock, randomness))


def enter(folder: Path, person: str, passphrase: str, secrets: Secrets, clock: Clock, randomness: Randomness) -> Site:
    """Open the vault with what the slot of ``person`` (id) held, at one go; the second half of ``unlock``."""
    return exhaust(entering(folder, person, passphrase, secrets, clock, randomness))


def entering(
    folder: Path, person: str, passphrase: str, secrets: Secrets, clock: Clock, randomness: Randomness
) -> Generator[tuple[int, int], None, Site]:
    """Open the vault with what the slot of ``person`` (id) held; the second half of ``unlocking``."""
    site = yield from _opening(folder, person, secrets, clock, randomness)
    try:
        refuse_ended(site, site.person, today(site))
        check_end(site)
        failpoints.reached("unlock.checked")
        if site.doubt is None:
            settle_slots(site)
            with site.office.transaction():
                note_requests(site)
                site.office.enter("session.opened", {})
                enter_attempts(site, folder)
                _bring_slot_up_to_date(site, secrets, passphrase)
            failpoints.reached("unlock.committed")
            site.office.keep_checkpoint()
            drop_requests(site)
            keep_root(folder, site.facts.root)
            failpoints.reached("unlock.noted")
    except BaseException:
        site.close()
        raise
    return site


def open_with(folder: Path, person: str, secrets: Secrets, clock: Clock, randomness: Randomness) -> Site:
    """Open the vault with what the slot of ``person`` (id) held; no entry is made of it, and its end is not checked."""
    return exhaust(_opening(folder, person, secrets, clock, randomness))


def _opening(
    folder: Path, person: str, secrets: Secrets, clock: Clock, randomness: Randomness
) -> Generator[tuple[int, int], None, Site]:
    cabinet = yield from opening_cabinet(folder, secrets.data_key)
    try:
        failpoints.reached("unlock.vault_opened")
        return _opened(cabinet, secrets, person, clock, randomness)
    except BaseException:
        cabinet.close()
        raise


@contextmanager
def look_into(folder: Path, person: str, passphrase: str, clock: Clock, randomness: Randomness) -> Iterator[Site]:
    """Open the vault only to read it, for a verification; no entry is written, so nothing of it changes.

    Nothing is believed that the verification has still to look at: not even who is certified here.
    """
    whose, secrets = opened_slot(folder, person, passphrase, clock)
    cabinet = open_cabinet(folder, secrets.data_key)
    try:
        cabinet.vault.make_read_only()
        yield furnished(cabinet, secrets, whose, clock, randomness)
    finally:
        cabinet.close()


def _bring_slot_up_to_date(site: Site, secrets: Secrets, passphrase: str) -> None:
    """Make a slot of the first format anew, and enter a recipient that a power cut kept out of the journal."""
    if secrets.identity is None:
        renew_slot(site, passphrase, secrets, "format")
        return
    opened = recipient_of(secrets.identity)
    # whoever came in by the old slot while the new one waited finds that in its place now: nothing is to be entered
    if site.recipients.get(site.person.id) != opened == read_slots(slots_path(site)).slot(site.person.id).recipient:
        enter_recipient(site, opened, "found")


def lock(site: Site, why: str = "locked") -> None:
    """End the session as an entry, bring the checkpoint to the disk, close the vault and drop the keys.

    The vault is closed and the keys are dropped whatever happens. Raises VaultError when the end could not be written.
    """
    try:
        if site.doubt is None:
            with site.office.transaction():
                site.office.enter("session.closed", {"why": why})
                failpoints.reached("lock.entered")
            failpoints.reached("lock.committed")
            site.office.keep_checkpoint(is_durable=True)
            failpoints.reached("lock.noted")
    finally:
        site.close()
    failpoints.reached("lock.closed")


def _opened(cabinet: Cabinet, secrets: Secrets, person: str, clock: Clock, randomness: Randomness) -> Site:
    site = furnished(cabinet, secrets, person, clock, randomness)
    site.learn_people()
    if person not in site.people:
        raise VaultError("PERSON_NOT_CERTIFIED", person=person)
    site.person = site.people[person]
    site.office.hand = certified_hand(site, site.person, secrets.signing_key)
    if secrets.authority_key is not None:
        site.authority_key = SigningKey.from_bytes(secrets.authority_key)
    return site


def furnished(cabinet: Cabinet, secrets: Secrets, person: str, clock: Clock, randomness: Randomness) -> Site:
    """Return an open cabinet as a site of which nothing is believed yet; the device writes, if anybody does."""
    held = cabinet.vault.meta("kit")
    if held is None:
        raise VaultError("VAULT_DAMAGED", path=cabinet.vault.place)
    facts = SiteFacts.from_bytes(cabinet.files.get(held))
    device_key = SigningKey.from_bytes(cabinet.keys.get(DEVICE_KEY))
    device = device_hand(device_at_work(cabinet, facts), device_key)
    chain = chain_at_work(cabinet, facts)
    office = Office(cabinet, clock, randomness, facts.study, facts.site, chain, device, device_key, facts.edition)
    office.system = device
    study = load_study(cabinet.files.get(facts.edition_file))
    return Site(office, study, facts, PersonView(person, "", ()), secrets.data_key)


def device_hand(device: str, key: SigningKey) -> Hand:
    """Return the hand with which a device writes what no person does."""
    return Hand(Actor(id=device, name=f"Device {device}", role="device"), key)


def hand_of(person: PersonView, key: bytes, role: str | None = None) -> Hand:
    """Return the hand with which ``person`` writes, in their first role or in ``role``."""
    return Hand(Actor(id=person.id, name=person.name, role=role or person.role), SigningKey.from_bytes(key))


def certified_hand(site: Site, person: PersonView, key: bytes, role: str | None = None) -> Hand:
    """Return the hand of a person of this site whose slot held ``key``.

    Whoever can open the vault could make a slot in another's name; only the certified key makes it theirs.
    Raises VaultError SLOT_NOT_CERTIFIED.
    """
    hand = hand_of(person, key, role)
    if hand.key.public != read_certificate(site.certificates[person.id]).public:
        raise VaultError("SLOT_NOT_CERTIFIED", name=person.name)
    return hand


def proven(site: Site, person: PersonView, passphrase: str, role: str | None = None) -> tuple[Hand, Secrets]:
    """Return the hand of a person who typed their passphrase in an open vault, and what their slot held.

    Only here, with the certified key, does their waiting after wrong ones end. Raises as ``opened_slot`` and
    ``certified_hand``.
    """
    folder = slots_path(site).parent
    _, secrets = opened_slot(folder, person.id, passphrase, site.office.clock)
    hand = certified_hand(site, person, secrets.signing_key, role)
    end_streak(folder, person.id)
    return hand, secrets


def check_end(site: Site) -> None:
    """Open read-only when entries were cut off, an older copy was put back, or the last entries do not hold."""
    cabinet = site.office.cabinet
    try:
        _check_tail(site)
        data = cabinet.checkpoints.read()
        if data is not None:
            compare(cabinet.journal, read_checkpoint(data, site.office.device_key.public))
    except (VaultError, TrustError) as problem:
        site.doubt = problem
        cabinet.vault.make_read_only()


def _check_tail(site: Site) -> None:
    """Follow the last entries of our own chain, up to the study root; JournalBroken names the first that differs."""
    office, facts = site.office, site.facts
    head = office.journal.head(office.chain)
    if head is None:
        raise JournalBroken("JOURNAL_GAP", office.chain, 1, expected=1)
    first = max(1, head.seq - TAIL + 1)
    before = office.journal.entry(office.chain, first - 1)
    signers = Signers(facts.root, (facts.authority,), facts.desk)
    for spoken in office.entries_of(*SPEAKING, chain=office.chain):
        signers.key_of(spoken.entry)
    start = before.hash.hex() if before else genesis_prev(facts.study, office.chain)
    rows = list(office.journal.rows(office.chain, first))
    entries = read_rows(((row.bytes, row.signature) for row in rows), office.chain, first)
    end = check_chain(entries, office.chain, start, signers.key_of, first, facts.study)
    if (end.seq, end.head) != (head.seq, head.hash.hex()):
        raise JournalBroken("JOURNAL_HASH", office.chain, end.seq)
    if check_line(office.journal, office.chain)[0].chain != facts.chain:
        raise JournalBroken("LINE_BROKEN", office.chain, 1)


def opened_slot(folder: Path, person: str, passphrase: str, clock: Clock) -> tuple[str, Secrets]:
    """Open the slot of ``person`` (id or printed name) beside a vault; return whose it is and what it holds.

    Raises WrongPassphrase, Refused TRY_LATER (too many wrong ones before), TrustError SLOT_*, VaultError VAULT_MISSING.
    Takes as long as the key stretching.
    """
    slots = slots_of(folder)
    slot = slots.slot(person)
    with counted(folder, slot, clock()):
        try:
            return slot.person, open_slot(slot, passphrase, study=slots.study, site=slots.site)
        except WrongPassphrase:
            kept = staged_slot(folder, slot.person)
            if kept is None:
                raise
            with suppress(TrustError):  # of no use then: what was typed is wrong for the slot in its place, and counts
                secrets = open_slot(kept, passphrase, study=slots.study, site=slots.site)
                if is_entered(folder, kept, secrets):
                    return slot.person, secrets
            raise


def slots_of(folder: Path) -> SlotFile:
    """Return the key slots beside a vault. Raises VaultError VAULT_MISSING, TrustError SLOTS_DAMAGED."""
    settle(folder)
    rotation.settle(folder)
    path = folder / SLOTS_FILE
    if not path.exists():
        raise VaultError("VAULT_MISSING", path=folder)
    return read_slots(path)

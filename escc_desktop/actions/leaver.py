"""Ends the access of somebody who leaves, and renews the vault's data key, which they have known; all of it or nothing.

Everything is done in a copy of the vault under a new key: the leaver's certificate is revoked there, their drafts go to
whoever takes over, and only when the copy was checked does it take the place of the vault, together with slots that
hold the new key and the leaver no more. So a power cut leaves either somebody who has not left or somebody who has.
What the leaver signed stays valid; the old key still opens backups that were made before.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.asking_packages import standing
from escc_desktop.actions.authority import require
from escc_desktop.actions.key_commands import PersonLeaves
from escc_desktop.actions.office import Office
from escc_desktop.actions.people import slots_path
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import proven
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.errors import EsccError, Refused, TrustError, VaultError
from escc_desktop.store import rotation
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.signers import ADMINISTRATOR
from escc_desktop.trust.certificates import fingerprint
from escc_desktop.trust.key_slots import open_slot
from escc_desktop.trust.slot_file import SlotFile, check_slots, read_slots, slots_bytes

REASONS = ("left_site", "other_post", "study_ended", "other")
STAGES = ("copying", "checking", "changing", "done")
"""What ``leave`` yields, in order, each as it begins."""


@dataclass(frozen=True, slots=True)
class LeaverView:
    """What stands open before somebody leaves. ``waiting`` names those who must unlock once before that can be done,
    ``successors`` those who can take over.
    """

    person: PersonView
    successors: tuple[PersonView, ...]
    waiting: tuple[str, ...]
    today: date
    drafts: int
    not_confirmed: int
    refusal: EsccError | None


def leaver_view(site: Site, person: str) -> LeaverView:
    """Return what stands open of somebody of this site. Raises VaultError PERSON_NOT_CERTIFIED."""
    known = site.person_of(person)
    others = _successors(site, person)
    slots = read_slots(slots_path(site)).without_slot(person)
    told = standing(site)
    drafts = len(site.office.cabinet.drafts.of(person))
    open_entries = told.to_send + told.not_confirmed_entries
    today = site.office.clock().date()
    return LeaverView(known, others, _waiting(site, slots), today, drafts, open_entries, _refusal(site, known))


def leave(site: Site, command: PersonLeaves) -> Generator[str, None, Outcome]:
    """End the access of a person; yields the stages as they begin. No command may be carried out in between.

    Raises Refused: READ_ONLY, NOT_ALLOWED, LEAVER_SELF, LEAVER_LAST_ADMINISTRATOR, LEAVER_REASON, LEAVER_LATER,
    LEAVER_WAITS (with everybody who must unlock once); WrongPassphrase, TRY_LATER; TrustError SLOT_*; VaultError. After
    RENEWAL_UNFINISHED the vault is closed, and the next unlocking brings the act to its end.
    """
    if site.doubt is not None:
        raise Refused("READ_ONLY", site.doubt)
    known = site.person_of(command.person)
    refusal = _refusal(site, known)
    if refusal is not None:
        raise refusal
    if command.why not in REASONS:
        raise Refused("LEAVER_REASON")
    if command.on > site.office.clock().date():
        raise Refused("LEAVER_LATER", on=command.on.isoformat())
    if command.successor is not None and command.successor not in {one.id for one in _successors(site, known.id)}:
        raise VaultError("PERSON_NOT_CERTIFIED", person=command.successor)  # nobody would find the drafts again
    office, folder = site.office, slots_path(site).parent
    proven(site, site.person, command.passphrase)
    slots = _remaining(site, read_slots(slots_path(site)), known)
    data_key = office.randomness(32)
    renewed = slots.with_data_key(data_key, site.recipients, site.recovery_recipients)
    mine = open_slot(renewed.slot(site.person.id), command.passphrase, study=slots.study, site=slots.site)
    if mine.data_key != data_key:
        raise TrustError("SLOT_DAMAGED", name=site.person.name)
    yield STAGES[0]
    try:
        copy = rotation.copy_under(office.cabinet.vault, data_key)
        try:
            added = _write_end(_office_of(office, copy), site, command)
            yield STAGES[1]
            rotation.check_copy(office.cabinet.vault, copy, added)
        finally:
            copy.close()
        yield STAGES[2]
        rotation.decide(folder, data_key, slots_bytes(renewed))
    except BaseException as problem:
        rotation.clear(folder)
        if isinstance(problem, OSError):
            raise VaultError("VAULT_DISK_ERROR", path=folder) from problem
        raise
    _change(site, folder, data_key)
    yield STAGES[3]
    return Outcome(known, frozenset({"people", "journal", "participants", "documents", "packages"}))


def _change(site: Site, folder: Path, data_key: bytes) -> None:
    """Put the new pair in its place and go on in it; once it was decided there is no way back, only to the end."""
    try:
        site.office.cabinet.vault.change_file(lambda: rotation.swap(folder), data_key)
    except (OSError, EsccError) as problem:
        site.doubt = VaultError("RENEWAL_UNFINISHED", path=folder)
        site.close()
        raise site.doubt from problem
    failpoints.reached("renewal.reopened")
    site.data_key = data_key
    site.office.last_at.clear()
    site.learn_people()
    site.office.keep_checkpoint(is_durable=True)
    failpoints.reached("renewal.noted")
    with suppress(OSError):  # the note stays then, and the next unlocking takes the old pair away
        rotation.retire(folder)


def _write_end(office: Office, site: Site, command: PersonLeaves) -> int:
    """Write into the copy that somebody left, and return how many entries that took."""
    chain = office.chain
    before = office.journal.head(chain)
    with office.transaction():
        body = {
            "person": command.person,
            "certificate": fingerprint(site.certificates[command.person]),
            "why": command.why,
            "on": command.on.isoformat(),
        }
        office.enter("person.revoked", body)
        office.enter("key.rotated", {"why": "person_left", "person": command.person})
        _hand_over(office.cabinet, command.person, command.successor)
    failpoints.reached("renewal.entered")
    after = office.journal.head(chain)
    assert before is not None
    assert after is not None
    return after.seq - before.seq


def _hand_over(cabinet: Cabinet, person: str, successor: str | None) -> None:
    """Give the drafts of ``person`` to whoever takes over; of two drafts of one page the successor's own stays."""
    taken = {draft.name for draft in cabinet.drafts.of(successor)} if successor else set()
    for draft in cabinet.drafts.of(person):
        if successor and draft.name not in taken:
            cabinet.drafts.save(replace(draft, person=successor))
        if successor:
            cabinet.drafts.discard(person, draft.name)


def _office_of(office: Office, copy: Cabinet) -> Office:
    parts = (office.clock, office.randomness, office.study, office.site, office.chain, office.hand, office.device_key)
    made = Office(copy, *parts, office.edition)
    made.system = office.system
    return made


def _remaining(site: Site, slots: SlotFile, person: PersonView) -> SlotFile:
    """Return the slots without the leaver's and strays. Raises TrustError SLOT_DAMAGED, Refused LEAVER_WAITS."""
    check_slots(slots)
    for stray in [one.person for one in slots.slots if one.person not in site.people or one.person == person.id]:
        slots = slots.without_slot(stray)
    waiting = _waiting(site, slots)
    if waiting:
        raise Refused("LEAVER_WAITS", *(TrustError("SLOT_FIRST_FORMAT", name=name) for name in waiting))
    return slots


def _successors(site: Site, person: str) -> tuple[PersonView, ...]:
    return tuple(one for one in site.people.values() if one.id != person and "monitor" not in one.roles)


def _waiting(site: Site, slots: SlotFile) -> tuple[str, ...]:
    """Return whose slots no new key can be sealed to until they unlock once."""
    known = site.recipients
    behind = (one for one in slots.slots if one.is_first_format or known.get(one.person) != one.recipient)
    return tuple(one.name for one in behind if one.person in site.people)


def _refusal(site: Site, person: PersonView) -> EsccError | None:
    """Return why whoever is at work cannot end this person's access, or None."""
    try:
        require(site, "remove_person")
    except Refused as problem:
        return problem
    administrators = [one.id for one in site.people.values() if ADMINISTRATOR in one.roles]
    if administrators == [person.id]:
        return Refused("LEAVER_LAST_ADMINISTRATOR", name=person.name)
    if person.id == site.person.id:
        return Refused("LEAVER_SELF", name=person.name)
    return None

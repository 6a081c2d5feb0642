"""Gives people their key slots and certificates; it opens no session and says nobody's rights (``authority`` does)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from unicodedata import normalize

from escc_desktop import failpoints
from escc_desktop.actions.authority import ADMINISTRATOR, ROLES, require, today
from escc_desktop.actions.commands import AddPerson, ChangePerson
from escc_desktop.actions.passphrases import blocked_words, require_strong
from escc_desktop.actions.site import Site
from escc_desktop.actions.staged_slots import stage_slot
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.errors import Refused, VaultError
from escc_desktop.trial.delegation import MONITOR
from escc_desktop.trust.certificates import issue_person
from escc_desktop.trust.key_slots import Secrets, make_slot
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.slot_file import SlotFile, read_slots, write_slots

SLOTS_FILE = "slots.json"

_Known = tuple[Mapping[str, PersonView], Mapping[str, str], Mapping[str, str], Mapping[str, str]]


def slots_path(site: Site) -> Path:
    """Return where the key slots of this vault lie."""
    folder = site.office.cabinet.vault.folder
    assert folder is not None  # a site's vault is always a folder
    return folder / SLOTS_FILE


def check_name(typed: str) -> str:
    """Return a printed name in its one spelling. Raises Refused (NAME_MISSING) for none or more than 60 characters;
    NAME_FORM for signs that are not seen or that turn the line round: two names must not look like one.
    """
    name = normalize("NFC", " ".join(typed.split()))
    if not 0 < len(name) <= 60:
        raise Refused("NAME_MISSING")
    if not name.isprintable():
        raise Refused("NAME_FORM")
    return name


def add_person(site: Site, command: AddPerson) -> Outcome:
    """Give a person a key, a certificate of the site's authority and a slot under their own passphrase.

    The slot is written before the entry is kept: a slot without a certificate, which a power cut may leave, opens
    nothing and is dropped here. Raises Refused: NOT_ALLOWED, NAME_MISSING, NAME_TAKEN, ROLE_UNKNOWN, ROLES_CLASH (a
    monitor is nothing else), UNTIL_MISSING (a monitor's login ends on a day), UNTIL_PAST, PASSPHRASE_WEAK; TrustError
    PASSPHRASE_SHORT.
    """
    require(site, "add_person")
    if site.authority_key is None:
        raise Refused("AUTHORITY_MISSING", name=site.person.name)
    name = check_name(command.name)
    _refuse_roles(site, command.roles, command.until)
    if any(known.name == name for known in site.people.values()):
        raise Refused("NAME_TAKEN", name=name)
    require_strong(command.passphrase, blocked_words(site, name))
    person = PersonView(_next_id(site), name, command.roles, command.until)
    office, key = site.office, SigningKey.generate(site.office.randomness)
    may_issue = ADMINISTRATOR in command.roles
    secrets = Secrets(site.data_key, key.to_bytes(), site.authority_key.to_bytes() if may_issue else None)
    slot = make_slot(
        person.id,
        name,
        command.passphrase,
        secrets,
        study=office.study,
        site=office.site,
        randomness=office.randomness,
    )
    certificate = issue_person(
        site.authority_key,
        site.authority,
        key.public,
        person.id,
        name,
        person.role,
        office.randomness,
        office.clock(),
    )
    body = certified(person, certificate + site.authority, site.person.id, slot.recipient)
    office.enter("person.certified", body)
    failpoints.reached("people.entered")
    slots = read_slots(slots_path(site))
    for stray in [one.person for one in slots.slots if one.person not in site.people]:
        slots = slots.without_slot(stray)
    known = (site.people, site.certificates, site.issuers, site.recipients)
    office.on_failure(lambda: _forget(site, known))
    keep_slots(site, slots.with_slot(slot), slots)
    failpoints.reached("people.slot_kept")
    site.people = {**site.people, person.id: person}
    site.certificates = {**site.certificates, person.id: certificate}
    site.issuers = {**site.issuers, person.id: site.authority}
    site.recipients = {**site.recipients, person.id: slot.recipient or ""}
    return Outcome(person, frozenset({"people", "journal"}))


def change_person(site: Site, command: ChangePerson) -> Outcome:
    """Give a person other roles, or another end of the login; key, certificate and passphrase stay.

    The first role stands in the certificate and stays; who is an administrator is so by the key in their slot.
    Raises Refused: NOT_ALLOWED, ROLES_STAY, NOTHING_CHANGED, LEAVER_LAST_ADMINISTRATOR (nobody could give
    a login back once theirs ended), and what ``add_person`` says of roles and end.
    """
    require(site, "add_person")
    known = site.person_of(command.person)
    _refuse_roles(site, command.roles, command.until)
    if command.roles[0] != known.role or ADMINISTRATOR in set(command.roles) ^ set(known.roles):
        raise Refused("ROLES_STAY", name=known.name)
    person = replace(known, roles=command.roles, until=command.until)
    if person == known:
        raise Refused("NOTHING_CHANGED")
    if _leaves_nobody(site, person):
        raise Refused("LEAVER_LAST_ADMINISTRATOR", name=known.name)
    certificate = site.certificates[person.id] + site.issuers[person.id]
    before = (site.people, site.person)
    site.office.on_failure(lambda: _restore(site, before))
    site.office.enter(
        "person.certified", certified(person, certificate, site.person.id, site.recipients.get(person.id))
    )
    site.people = {**site.people, person.id: person}
    if site.person.id == person.id:
        site.person = person
    return Outcome(person, frozenset({"people", "journal"}))


def _leaves_nobody(site: Site, changed: PersonView) -> bool:
    """Tell whether every administrator's login would end: after the last one's nobody could let anybody in again."""
    others = (one for one in site.people.values() if one.id != changed.id and ADMINISTRATOR in one.roles)
    is_ending = ADMINISTRATOR in changed.roles and changed.until is not None
    return is_ending and all(one.until is not None for one in others)


def _restore(site: Site, before: tuple[Mapping[str, PersonView], PersonView]) -> None:
    site.people, site.person = before


def _refuse_roles(site: Site, roles: tuple[str, ...], until: date | None) -> None:
    if not roles or not set(roles) <= set(ROLES) or len(set(roles)) < len(roles):
        raise Refused("ROLE_UNKNOWN", roles=", ".join(roles))
    if MONITOR in roles:
        if len(roles) > 1:
            raise Refused("ROLES_CLASH")
        if until is None:
            raise Refused("UNTIL_MISSING")
    if until is not None and until < today(site):
        raise Refused("UNTIL_PAST", until=until)


def _next_id(site: Site) -> str:
    """Return an id that nobody ever had here, before a restore neither."""
    given = {str(one.entry.body["person"]) for one in site.office.entries_of("person.certified")}
    numbers = [int(one.removeprefix("P")) for one in given if one.removeprefix("P").isdecimal()]
    return f"P{max(numbers, default=0) + 1:02d}"


def renew_slot(site: Site, passphrase: str, secrets: Secrets, why: str) -> None:
    """Make the slot of whoever is at work anew under ``passphrase``, inside the open transaction; that is an entry.

    The identity to which data keys are sealed is a new one: an older copy of the slot opens no later data key. The
    slot waits beside the others until the entry is kept: a power cut leaves the old slot or the new one, see
    ``staged_slots``.
    """
    office, person = site.office, site.person
    slot = make_slot(
        person.id,
        person.name,
        passphrase,
        replace(secrets, data_key=site.data_key, identity=None),
        study=office.study,
        site=office.site,
        randomness=office.randomness,
    )
    assert slot.recipient is not None
    enter_recipient(site, slot.recipient, why)
    stage_slot(site, slot)
    failpoints.reached("people.slot_renewed")


def enter_recipient(site: Site, recipient: str, why: str) -> None:
    """Enter to whom a data key is sealed for whoever is at work: ``passphrase`` (changed), ``format``, ``found``."""
    known = site.recipients
    site.office.on_failure(lambda: setattr(site, "recipients", known))
    site.office.enter("slot.renewed", {"person": site.person.id, "recipient": recipient, "why": why})
    site.recipients = {**known, site.person.id: recipient}


def keep_slots(site: Site, slots: SlotFile, before: SlotFile) -> None:
    """Write the file of key slots inside the open transaction; should that fail, ``before`` is put back.

    Raises VaultError INPUT_UNREADABLE.
    """
    path = slots_path(site)
    site.office.on_failure(lambda: _put_back(path, before))
    try:
        write_slots(path, slots)
    except OSError as problem:
        raise VaultError("INPUT_UNREADABLE", path=path, why=problem.strerror or "") from problem


def _put_back(path: Path, slots: SlotFile) -> None:
    with suppress(OSError):
        write_slots(path, slots)


def _forget(site: Site, known: _Known) -> None:
    """Know again who worked here before a person was added whose entry could not be kept."""
    site.people, site.certificates, site.issuers, site.recipients = known


def certified(person: PersonView, certificate: str, by: str, recipient: str | None = None) -> dict[str, object]:
    """Return the body of ``person.certified``; ``recipient`` is their slot's, to which data keys may be sealed."""
    body: dict[str, object] = {
        "person": person.id,
        "name": person.name,
        "roles": list(person.roles),
        "certificate": certificate,
        "by": by,
        "recipient": recipient,
    }
    return body if person.until is None else {**body, "until": person.until.isoformat()}

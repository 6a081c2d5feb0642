"""Gives people their key slots and certificates; it opens no session and says nobody's rights (``authority`` does)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

from escc_desktop import failpoints
from escc_desktop.actions.authority import ROLES, require
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.errors import Refused, VaultError
from escc_desktop.trust.certificates import issue_person
from escc_desktop.trust.key_slots import Secrets, SlotFile, make_slot, read_slots, write_slots
from escc_desktop.trust.keys import SigningKey

SLOTS_FILE = "slots.json"


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
    nothing and is dropped here. Raises Refused: NOT_ALLOWED, NAME_MISSING, ROLE_UNKNOWN, NAME_TAKEN; TrustError
    PASSPHRASE_SHORT.
    """
    require(site, "add_person")
    if site.authority_key is None:
        raise Refused("AUTHORITY_MISSING", name=site.person.name)
    name = check_name(command.name)
    if not command.roles or not set(command.roles) <= set(ROLES):
        raise Refused("ROLE_UNKNOWN", roles=", ".join(command.roles))
    if any(known.name == name for known in site.people.values()):
        raise Refused("NAME_TAKEN", name=name)
    person = PersonView(f"P{len(site.people) + 1:02d}", name, command.roles)
    office, key = site.office, SigningKey.generate(site.office.randomness)
    may_issue = "site_administrator" in command.roles
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
        site.facts.authority,
        key.public,
        person.id,
        name,
        person.role,
        office.randomness,
        office.clock(),
    )
    office.enter("person.certified", certified(person, certificate + site.facts.authority, site.person.id))
    failpoints.reached("people.entered")
    slots = read_slots(slots_path(site))
    for stray in [one.person for one in slots.slots if one.person not in site.people]:
        slots = slots.without_slot(stray)
    known = (site.people, site.certificates)
    office.on_failure(lambda: _forget(site, slots, known))
    _write(site, slots.with_slot(slot))
    failpoints.reached("people.slot_kept")
    site.people = {**site.people, person.id: person}
    site.certificates = {**site.certificates, person.id: certificate}
    return Outcome(person, frozenset({"people", "journal"}))


def _write(site: Site, slots: SlotFile) -> None:
    try:
        write_slots(slots_path(site), slots)
    except OSError as problem:
        raise VaultError("INPUT_UNREADABLE", path=slots_path(site), why=problem.strerror or "") from problem


def _forget(site: Site, slots: SlotFile, known: tuple[Mapping[str, PersonView], Mapping[str, str]]) -> None:
    """Put things back as they were before a person was added whose entry could not be kept."""
    site.people, site.certificates = known
    with suppress(OSError):
        write_slots(slots_path(site), slots)


def certified(person: PersonView, certificate: str, by: str) -> dict[str, object]:
    """Return the body of ``person.certified``."""
    return {
        "person": person.id,
        "name": person.name,
        "roles": list(person.roles),
        "certificate": certificate,
        "by": by,
    }

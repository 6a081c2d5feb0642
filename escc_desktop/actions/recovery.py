"""Takes a grant of the desk: the person has a new key, certificate and slot then, all in one entry; once only."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from escc_desktop import failpoints
from escc_desktop.actions.attempts import counted
from escc_desktop.actions.office import Clock, Randomness
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.people import renew_slot
from escc_desktop.actions.recovery_waiting import (
    Waiting,
    destroy,
    enter_request,
    used_requests,
    waiting_for,
)
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import certified_hand, check_end, furnished, slots_of, unlock
from escc_desktop.errors import PackageError, Refused, TrustError, VaultError
from escc_desktop.exchange.recovery import LARGEST, Grant, GrantContent, Request, open_grant, plain_parts, read_grant
from escc_desktop.store.cabinet import Cabinet, open_cabinet
from escc_desktop.store.signers import ADMINISTRATOR, SPEAKING, Signers, split_pem
from escc_desktop.trust.certificates import fingerprint, read_certificate
from escc_desktop.trust.key_slots import Secrets, open_slot
from escc_desktop.trust.keys import SigningKey


def recover(folder: Path, person: str, passphrase: str, grant: Path, clock: Clock, randomness: Randomness) -> Site:
    """Let ``person`` (id) in by the file ``grant``, under the new ``passphrase`` they chose, and open the vault.

    Until its one transaction is kept nothing has changed, and the grant can be taken again. Raises WrongPassphrase;
    PackageError PKG_*, GRANT_*; TrustError GRANT_*, CERT_*; Refused TRY_LATER, RECOVERY_NO_REQUEST, GRANT_USED,
    GRANT_NOT_FOR_US, GRANT_OTHER_PERSON, GRANT_OTHER_REQUEST, GRANT_OLD_KEY, PERSON_LEFT, READ_ONLY; VaultError.
    """
    read = read_grant(read_file(grant, LARGEST))
    slots = slots_of(folder)
    if (read.study, read.site) != (slots.study, slots.site):
        raise Refused("GRANT_NOT_FOR_US", study=read.study, site=read.site)
    if read.person != person:
        raise Refused("GRANT_OTHER_PERSON", name=read.name)
    waiting, request = _waiting(folder, person, read)
    assert waiting.slot is not None
    with counted(folder, waiting.slot, clock()):
        secrets = open_slot(waiting.slot, passphrase, study=slots.study, site=slots.site)
    assert secrets.identity is not None
    content = open_grant(read, secrets.identity)
    authority_key = _checked(content, request, secrets)
    failpoints.reached("recovery.grant_opened")
    fresh = Secrets(bytes.fromhex(content.data_key), secrets.signing_key, authority_key)
    cabinet = _opened(folder, fresh.data_key)
    try:
        site = furnished(cabinet, fresh, person, clock, randomness)
        _take(site, folder, waiting, content, fresh, passphrase)
    finally:
        cabinet.close()
    return unlock(folder, person, passphrase, clock, randomness)


def _waiting(folder: Path, person: str, grant: Grant) -> tuple[Waiting, Request]:
    waiting, request = waiting_for(folder, person)
    if grant.request != waiting.digest:
        raise Refused("GRANT_OTHER_REQUEST", name=waiting.name)
    return waiting, request


def _checked(content: GrantContent, request: Request, secrets: Secrets) -> bytes | None:
    """Return the authority's key that a grant carries for an administrator, once the grant answers this request.

    Who signed it is judged when the vault is open: only there the study root stands. Raises PackageError GRANT_CONTENT.
    """
    own = SigningKey.from_bytes(secrets.signing_key).public
    try:
        leaf, authority = (read_certificate(one) for one in split_pem(content.certificate))
        key = None if content.authority_key is None else base64.b64decode(content.authority_key, validate=True)
        is_key_of_authority = key is None or SigningKey.from_bytes(key).public == authority.public
    except (TrustError, ValueError) as problem:
        raise PackageError("GRANT_CONTENT", name=request.name) from problem
    is_administrator = ADMINISTRATOR in content.statement.roles
    answers = (leaf.public, content.statement.nonce) == (own, request.nonce) and request.public == own
    if not answers or not is_key_of_authority or (key is not None) != is_administrator:
        raise PackageError("GRANT_CONTENT", name=request.name)
    return key


def _opened(folder: Path, data_key: bytes) -> Cabinet:
    try:
        return open_cabinet(folder, data_key)
    except VaultError as problem:
        if problem.code == "VAULT_WRONG_KEY":
            raise Refused("GRANT_OLD_KEY") from problem
        raise


def _take(site: Site, folder: Path, waiting: Waiting, content: GrantContent, secrets: Secrets, passphrase: str) -> None:
    """Enter the recovery and replace the slot, both or neither; then destroy what waited."""
    check_end(site)
    if site.doubt is not None:
        raise Refused("READ_ONLY", site.doubt)
    site.learn_people()
    if waiting.digest in used_requests(site):  # a power cut came between the commit and the end of the request
        destroy(folder, waiting)
        raise Refused("GRANT_USED", name=waiting.name)
    if waiting.person not in site.people:
        raise Refused("PERSON_LEFT", name=waiting.name)
    office = site.office
    with office.transaction():
        noted = (one.entry.body["request"] for one in office.entries_of("recovery.requested"))
        if waiting.digest not in noted:
            enter_request(site, waiting)
        _enter(site, _body(site, waiting.person, content))
        failpoints.reached("recovery.entered")
        site.learn_people()
        site.person = site.people[waiting.person]
        office.hand = certified_hand(site, site.person, secrets.signing_key)
        renew_slot(site, passphrase, secrets, "recovered")
        failpoints.reached("recovery.slot_kept")
    failpoints.reached("recovery.committed")
    office.keep_checkpoint(is_durable=True)
    failpoints.reached("recovery.noted")
    with suppress(VaultError):  # what is left behind opens nothing any more; the next unlocking takes it away
        destroy(folder, waiting)
    failpoints.reached("recovery.request_destroyed")


def _body(site: Site, person: str, content: GrantContent) -> dict[str, object]:
    known = site.people[person]
    return {
        "person": known.id,
        "name": known.name,
        "roles": list(known.roles),
        "certificate": content.certificate,
        "revokes": fingerprint(site.certificates[person]),
        **plain_parts(content),
    }


def _enter(site: Site, body: Mapping[str, Any]) -> None:
    """Enter the recovery as the device's word, once it reads as every later verification will read it."""
    facts, office = site.facts, site.office
    signers = Signers(facts.root, (facts.authority,), facts.desk)
    for spoken in office.entries_of(*SPEAKING, chain=office.chain):
        signers.key_of(spoken.entry)
    signed = office.enter("person.recovered", body, hand=office.system)
    signers.key_of(signed.entry)

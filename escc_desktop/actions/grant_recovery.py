"""Answers a recovery request at the desk, where two key holders have given their passphrases; it sends nothing."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import Desk, refuse_unknown_site
from escc_desktop.actions.key_holders import KeyHolder, open_identities
from escc_desktop.actions.outside import give_name, take_away, write_beside
from escc_desktop.errors import Refused, TrustError, VaultError
from escc_desktop.exchange.codes import is_same_code
from escc_desktop.exchange.recovery import GrantContent, Request, plain_parts, read_request, write_grant
from escc_desktop.store.signers import ADMINISTRATOR, split_pem
from escc_desktop.trust.certificates import fingerprint, issue_authority, issue_person
from escc_desktop.trust.entry import instant
from escc_desktop.trust.key_slots import open_recovery
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.kinds_of_recovery import Holder, RecoveryStatement
from escc_desktop.trust.naming import chain_name, generation
from escc_desktop.trust.recovery import sign_statement

FIRST_PERSON = "P01"
"""Whom a first run makes, always as the first site administrator: so the desk knows one before any package came."""


@dataclass(frozen=True, slots=True)
class Granted:
    """To whom something was granted, where, by whom. ``code``: the request's; ``was_answered``: not the first time."""

    site: str
    chain: str
    person: str
    name: str
    code: str
    holders: tuple[str, str]
    was_answered: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the desk has received about a person: their roles, and the fingerprint of the certificate they have."""

    roles: tuple[str, ...]
    certificate: str | None


def grant_recovery(desk: Desk, second: KeyHolder, data: bytes, out: Path, heard: str | None = None) -> Granted:
    """Answer the request in ``data`` with a grant in ``out``, which gets its name once the journal holds the entry.

    So no grant goes out of which the desk does not know. A request may be answered again when its grant was lost: the
    asking window takes one of them, once. ``heard`` is the code as the person read it out.

    Raises VaultError OUTPUT_TAKEN; PackageError PKG_*; Refused: SECOND_HOLDER_NEEDED, NOT_KEY_HOLDERS,
    REQUEST_CODE_DIFFERS, REQUEST_OTHER_STUDY, SITE_UNKNOWN, REQUEST_DEVICE_UNKNOWN, REQUEST_PERSON_UNKNOWN,
    REQUEST_NAME_DIFFERS, REQUEST_PERSON_LEFT, REQUEST_BOX_SEALED.
    """
    if out.exists():
        raise VaultError("OUTPUT_TAKEN", path=out)
    request = read_request(data)
    _refuse_foreign(desk, request, heard)
    chain = _chain_of(desk, request)
    known = _person_at(desk, request, chain)
    data_key = _opened_box(request, open_identities(desk, second))
    failpoints.reached("recover.box_opened")
    content = _content(desk, second, request, chain, known, data_key)
    file = write_grant(content, request.recipient, desk.office.hand.key)
    was_answered = any(
        one.entry.body["statement"]["request"] == request.digest
        for one in desk.office.entries_of("recovery.granted", chain=desk.office.chain)
    )
    body = {
        **plain_parts(content),
        "certificate": content.certificate,
        "code": request.code,
        "is_code_compared": heard is not None,
    }
    office = desk.office
    with office.transaction():
        office.enter("recovery.granted", body)
        desk.at_site(request.site).enter("recovery.granted", body)
        failpoints.reached("recover.entered")
        office.on_failure(lambda: take_away(out))
        office.once_kept(lambda: give_name(out))
        write_beside(out, file)
        failpoints.reached("recover.grant_written")
    failpoints.reached("recover.committed")
    names = (desk.person.name, second.name)
    return Granted(request.site, chain, request.person, request.name, request.code, names, was_answered)


def _refuse_foreign(desk: Desk, request: Request, heard: str | None) -> None:
    if heard is not None and not is_same_code(heard, request.code):
        raise Refused("REQUEST_CODE_DIFFERS", name=request.name, found=request.code)
    if request.study != desk.office.study:
        raise Refused("REQUEST_OTHER_STUDY", found=request.study, study=desk.office.study)
    refuse_unknown_site(desk, request.site)


def _chain_of(desk: Desk, request: Request) -> str:
    """Return the chain of the device that asks: one of a kit, or of a device that a restore put in its place."""
    devices = [str(one.entry.body["device"]) for one in desk.kits(request.site)]
    if request.chain is None and len(devices) == 1:
        return chain_name(request.site, devices[0])
    device = (request.chain or "").removeprefix(f"{request.site}-")
    is_ours = request.chain == chain_name(request.site, device) and any(generation(one, device) for one in devices)
    if request.chain is None or not is_ours:
        raise Refused("REQUEST_DEVICE_UNKNOWN", site=request.site, chain=request.chain or "?")
    return request.chain


def _person_at(desk: Desk, request: Request, chain: str) -> _Known:
    """Return what the desk knows of the person, from the asking device or the one in whose place it stands."""
    known = None
    for one in _chains_before(desk, request.site, chain):
        known = _last_said(desk, request, one)
        if known is not None:
            return known
    if request.person != FIRST_PERSON:
        raise Refused("REQUEST_PERSON_UNKNOWN", name=request.name, site=request.site)
    return _Known((ADMINISTRATOR,), None)


def _chains_before(desk: Desk, site: str, chain: str) -> list[str]:
    """Return ``chain`` and those of earlier devices of the same kit, the newest first."""
    device = chain.removeprefix(f"{site}-")
    kit = next(kit for kit in (str(one.entry.body["device"]) for one in desk.kits(site)) if generation(kit, device))
    last = generation(kit, device) or 1
    return [chain_name(site, kit if number == 1 else f"{kit}{number}") for number in range(last, 0, -1)]


def _last_said(desk: Desk, request: Request, chain: str) -> _Known | None:
    said: _Known | None = None
    name, left_on = request.name, ""
    for one in desk.office.entries_of("person.certified", "person.recovered", "person.revoked", chain=chain):
        body = one.entry.body
        if body["person"] != request.person:
            continue
        if one.entry.kind == "person.revoked":
            left_on = str(body["on"])
            continue
        said = _Known(tuple(body["roles"]), fingerprint(split_pem(body["certificate"])[0]))
        name, left_on = str(body["name"]), ""
    if left_on:
        raise Refused("REQUEST_PERSON_LEFT", name=name, on=left_on)
    if said is not None and name != request.name:
        raise Refused("REQUEST_NAME_DIFFERS", name=request.name, known=name)
    return said


def _opened_box(request: Request, identities: tuple[str, ...]) -> bytes:
    """Return the data key in the request's recovery box. Raises Refused REQUEST_BOX_SEALED."""
    box = base64.b64encode(request.box).decode("ascii")
    for identity in identities:
        try:
            return open_recovery(box, identity, study=request.study, site=request.site)
        except TrustError as problem:
            if problem.code != "BOX_KEY":
                raise
    raise Refused("REQUEST_BOX_SEALED", name=request.name)


def _content(
    desk: Desk, second: KeyHolder, request: Request, chain: str, known: _Known, data_key: bytes
) -> GrantContent:
    """Certify the new key under a fresh authority of the site, and let both holders sign what is granted."""
    office, authority_key = desk.office, SigningKey.generate(desk.office.randomness)
    now = office.clock()
    authority = issue_authority(desk.root_key(), desk.root, authority_key.public, request.site, office.randomness, now)
    certificate = issue_person(
        authority_key,
        authority,
        request.public,
        request.person,
        request.name,
        known.roles[0],
        office.randomness,
        now,
    )
    two = (desk.holder, second)
    statement = RecoveryStatement(
        study=request.study,
        site=request.site,
        chain=chain,
        person=request.person,
        name=request.name,
        roles=known.roles,
        request=request.digest,
        nonce=request.nonce,
        certificate=fingerprint(certificate),
        revokes=known.certificate,
        holders=(Holder(person=two[0].id, name=two[0].name), Holder(person=two[1].id, name=two[1].name)),
        granted_at=instant(now),
    )
    first, other = (sign_statement(statement, one.id, one.certificate, one.key) for one in two)
    is_administrator = ADMINISTRATOR in known.roles
    return GrantContent(
        data_key=data_key.hex(),
        statement=statement,
        signatures=(first, other),
        certificate=certificate + authority,
        authority_key=base64.b64encode(authority_key.to_bytes()).decode("ascii") if is_administrator else None,
    )

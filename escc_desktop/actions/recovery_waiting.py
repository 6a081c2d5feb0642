"""Keeps beside the vault what waits for a grant of the desk, and enters that it was asked for; it grants nothing.

What waits is the person's next key slot, under the new passphrase they chose, with a new signing key and identity; in
the place of the data key it holds the request's nonce. So it opens nothing, and nobody but its owner can use a grant.
"""

from __future__ import annotations

import base64
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from escc_desktop import failpoints
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.site import Site
from escc_desktop.errors import EsccError, PackageError, Refused, TrustError, VaultError
from escc_desktop.exchange.codes import request_code
from escc_desktop.exchange.recovery import Request, read_request
from escc_desktop.trust import canonical
from escc_desktop.trust.entry import Hex64, Instant, Label, Name, is_instant
from escc_desktop.trust.key_slots import Slot

FORMAT: Final = "escc-recovery-waiting/1"
_LARGEST: Final = 1 << 20


class Waiting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A request that waits, or the trace of one whose grant was used (``slot`` and ``request`` are None then).

    ``request`` is the file as it was written (base64), ``digest`` its SHA-256.
    """

    format: str = FORMAT
    person: Label
    name: Name
    digest: Hex64
    written_at: Instant
    slot: Slot | None
    request: Annotated[str, Meta(max_length=_LARGEST)] | None

    @property
    def is_used(self) -> bool:
        """Tell whether its grant was used: what could open one is gone."""
        return self.slot is None or self.request is None


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A request that waits for its grant: whose, since when, and the code to read out by telephone."""

    person: str
    name: str
    code: str
    written_at: datetime


def waiting_requests(folder: Path) -> tuple[WaitingView, ...]:
    """Return the requests that wait beside a vault; a file that cannot be read waits for nothing."""
    return tuple(view_of(one) for one in all_waiting(folder) if not one.is_used)


def all_waiting(folder: Path) -> tuple[Waiting, ...]:
    """Return what lies beside a vault of requests, used ones too."""
    found: list[Waiting] = []
    for path in sorted(folder.glob("recovery.*.json")):
        with suppress(EsccError):
            found.append(_read(path))
    return tuple(found)


def waiting_for(folder: Path, person: str) -> tuple[Waiting, Request]:
    """Return what waits for ``person``, with its request.

    Raises Refused RECOVERY_NO_REQUEST, GRANT_USED; VaultError RECOVERY_DAMAGED.
    """
    path = _path(folder, person)
    if not path.exists():
        raise Refused("RECOVERY_NO_REQUEST")
    waiting = _read(path)
    if waiting.is_used:
        raise Refused("GRANT_USED", name=waiting.name)
    try:
        request = read_request(base64.b64decode(waiting.request or "", validate=True))
    except (PackageError, ValueError) as problem:
        raise VaultError("RECOVERY_DAMAGED", name=waiting.name) from problem
    if (request.digest, request.person) != (waiting.digest, waiting.person) or waiting.person != person:
        raise VaultError("RECOVERY_DAMAGED", name=waiting.name)
    return waiting, request


def keep_waiting(folder: Path, waiting: Waiting) -> None:
    """Replace what lies beside the vault for a person, whole or not at all. Raises VaultError INPUT_UNREADABLE."""
    path = _path(folder, waiting.person)
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(canonical.encode(msgspec.to_builtins(waiting)))
            file.flush()
            os.fsync(file.fileno())
        failpoints.reached("request.part_written")
        beside.replace(path)
    except OSError as problem:
        with suppress(OSError):
            beside.unlink()
        raise VaultError("INPUT_UNREADABLE", path=path, why=problem.strerror or "") from problem


def destroy(folder: Path, waiting: Waiting) -> None:
    """Destroy the private halves of a request; what is left says which grant was used."""
    keep_waiting(folder, msgspec.structs.replace(waiting, slot=None, request=None))


def withdraw(folder: Path, person: str) -> None:
    """Take a request away: its owner unlocked with the old passphrase after all."""
    with suppress(OSError):
        _path(folder, person).unlink(missing_ok=True)


def note_requests(site: Site) -> None:
    """Enter which requests were written while the vault was locked, inside the open transaction of an unlocking.

    So nobody can ask in somebody's name unseen. Whoever unlocks with the old passphrase needs no grant any more.
    """
    folder = site.office.cabinet.vault.folder
    assert folder is not None  # a site's vault is always a folder
    known = {str(one.entry.body["request"]) for one in site.office.entries_of("recovery.requested")}
    used = used_requests(site)
    for waiting in all_waiting(folder):
        if waiting.is_used or waiting.digest in used or waiting.person not in site.people:
            continue
        if waiting.digest not in known:
            enter_request(site, waiting)
        if waiting.person == site.person.id:
            body = {"person": waiting.person, "request": waiting.digest}
            site.office.enter("recovery.withdrawn", body)


def drop_requests(site: Site) -> None:
    """Take away, after the commit, the request of whoever unlocked, and those whose grant a power cut left in place."""
    folder = site.office.cabinet.vault.folder
    assert folder is not None
    used = used_requests(site)
    for waiting in all_waiting(folder):
        if waiting.digest in used and not waiting.is_used:
            with suppress(VaultError):
                destroy(folder, waiting)
        elif waiting.person == site.person.id and not waiting.is_used:
            withdraw(folder, waiting.person)


def used_requests(site: Site) -> frozenset[str]:
    """Return the requests (by SHA-256) whose grant was used in this vault."""
    recovered = site.office.entries_of("person.recovered")
    return frozenset(str(one.entry.body["statement"]["request"]) for one in recovered)


def enter_request(site: Site, waiting: Waiting) -> None:
    """Enter a request as the device's word."""
    body = {
        "person": waiting.person,
        "request": waiting.digest,
        "code": request_code(waiting.digest),
        "written_at": waiting.written_at,
    }
    site.office.enter("recovery.requested", body, hand=site.office.system)


def kept(folder: Path, person: str) -> Waiting | None:
    """Return what lies beside the vault for a person, used or not; None for nothing that can be read."""
    with suppress(EsccError):
        return _read(_path(folder, person))
    return None


def _path(folder: Path, person: str) -> Path:
    if not (person.isascii() and person.isalnum()):  # slots beside a vault are not believed: no way out of the folder
        raise VaultError("RECOVERY_DAMAGED", name=person)
    return folder / f"recovery.{person}.json"


def _read(path: Path) -> Waiting:
    try:
        waiting = msgspec.convert(canonical.decode(read_file(path, _LARGEST)), Waiting)
    except (TrustError, msgspec.ValidationError) as problem:
        raise VaultError("RECOVERY_DAMAGED", name=path.name) from problem
    if waiting.format != FORMAT or not is_instant(waiting.written_at):
        raise VaultError("RECOVERY_DAMAGED", name=path.name)
    return waiting


def view_of(waiting: Waiting) -> WaitingView:
    """Return a request as the window shows it."""
    at = datetime.fromisoformat(waiting.written_at)
    return WaitingView(waiting.person, waiting.name, request_code(waiting.digest), at.astimezone())

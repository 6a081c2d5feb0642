"""Writes the request of somebody who forgot their passphrase; the vault stays locked, and nothing in it changes."""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.office import Clock, Randomness
from escc_desktop.actions.outside import read_file
from escc_desktop.actions.passphrases import require_strong, words_outside
from escc_desktop.actions.recovery_waiting import (
    Waiting,
    WaitingView,
    keep_waiting,
    kept,
    view_of,
    waiting_for,
    withdraw,
)
from escc_desktop.actions.unlock import slots_of
from escc_desktop.errors import EsccError, Refused, TrustError, VaultError
from escc_desktop.exchange.recovery import Request, request_name, write_request
from escc_desktop.exchange.stick import write_out
from escc_desktop.store.checkpoint import CHECKPOINT_FILE
from escc_desktop.trust.chain import LARGEST_CHECKPOINT, claimed_checkpoint
from escc_desktop.trust.entry import instant
from escc_desktop.trust.key_slots import Secrets, make_slot
from escc_desktop.trust.keys import SigningKey


@dataclass(frozen=True, slots=True)
class WrittenRequest:
    """Where the request was written, and its code."""

    path: Path
    waiting: WaitingView


def request_recovery(
    folder: Path, person: str, passphrase: str, out: Path, clock: Clock, randomness: Randomness
) -> WrittenRequest:
    """Write the request of ``person`` (id) into the folder ``out``, and keep what waits beside the vault in ``folder``.

    An earlier request of theirs waits no longer: a grant for it opens nothing. ``passphrase`` is the new one, which
    only they know. Raises VaultError VAULT_MISSING; TrustError SLOT_UNKNOWN, PASSPHRASE_SHORT; Refused RECOVERY_NO_BOX,
    PASSPHRASE_WEAK; PackageError STICK_*.
    """
    slots = slots_of(folder)
    slot = slots.slot(person)
    if slots.recovery is None:
        raise Refused("RECOVERY_NO_BOX")
    require_strong(passphrase, known_outside(folder))
    key, nonce = SigningKey.generate(randomness), randomness(32)
    next_slot = make_slot(
        slot.person,
        slot.name,
        passphrase,
        Secrets(nonce, key.to_bytes()),
        study=slots.study,
        site=slots.site,
        randomness=randomness,
    )
    assert next_slot.recipient is not None
    request = write_request(
        Request(
            study=slots.study,
            site=slots.site,
            chain=_chain_of(folder),
            person=slot.person,
            name=slot.name,
            public=key.public,
            recipient=next_slot.recipient,
            nonce=nonce.hex(),
            written_at=instant(clock()),
            box=base64.b64decode(slots.recovery),
        ),
        key,
    )
    waiting = Waiting(
        person=slot.person,
        name=slot.name,
        digest=request.digest,
        written_at=request.written_at,
        slot=next_slot,
        request=base64.b64encode(request.data).decode("ascii"),
    )
    before = kept(folder, slot.person)
    keep_waiting(folder, waiting)
    failpoints.reached("request.kept")
    try:
        _write_out(out, request)
    except EsccError:
        keep_waiting(folder, before) if before is not None else withdraw(folder, slot.person)
        raise
    failpoints.reached("request.written_out")
    return WrittenRequest(out / request_name(request), view_of(waiting))


def known_outside(folder: Path) -> tuple[str, ...]:
    """Return the words that whoever guesses a passphrase of this locked vault would try first."""
    slots = slots_of(folder)
    return words_outside(slots.study, slots.site, (slot.name for slot in slots.slots))


def write_again(folder: Path, person: str, out: Path) -> WrittenRequest:
    """Write the request that waits once more: the stick was lost. Raises as ``waiting_for``; PackageError STICK_*."""
    waiting, request = waiting_for(folder, person)
    _write_out(out, request)
    return WrittenRequest(out / request_name(request), view_of(waiting))


def _write_out(out: Path, request: Request) -> None:
    """Write a request into ``out``, and take away what an interruption left there of this person's earlier ones."""
    name = request_name(request)
    with suppress(OSError):
        for left in out.glob(name.replace(f"-{request.code[:4]}-", "-????-") + ".part"):
            left.unlink()
    for _ in write_out(out, name, request.data):
        pass


def _chain_of(folder: Path) -> str | None:
    """Return the chain that the checkpoint beside a vault names in clear; None without a readable one."""
    try:
        data = read_file(folder / CHECKPOINT_FILE, LARGEST_CHECKPOINT)
        return claimed_checkpoint(data).chain
    except (VaultError, TrustError):
        return None

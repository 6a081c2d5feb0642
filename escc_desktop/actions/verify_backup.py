"""Answers whether a backup may be believed: from outside by its hashes and signature, with a passphrase as a whole."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from escc_desktop.actions.back_up import Tools, tried
from escc_desktop.actions.office import Clock, Randomness
from escc_desktop.actions.site import Site
from escc_desktop.actions.verify import refused
from escc_desktop.actions.views import VerificationView
from escc_desktop.errors import BackupError, EsccError, Refused, TrustError
from escc_desktop.exchange.backup_file import BackupFile, check_signer, open_backup, read_part, read_through
from escc_desktop.store.readings import exhaust
from escc_desktop.trust.key_slots import Secrets, open_slot
from escc_desktop.trust.slot_file import slots_from

_CODES = {
    (True, True): "VERIFIED_BACKUP",
    (True, False): "VERIFIED_BACKUP_OWN_ROOT",
    (False, True): "VERIFIED_BACKUP_OUTSIDE",
    (False, False): "VERIFIED_BACKUP_OUTSIDE_NO_ROOT",
}
"""By whether the vault in it was opened, and whether a root was given."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opens a backup: a person with a slot in it, by identity or printed name, and their passphrase."""

    person: str
    passphrase: str = field(repr=False)


def verify_backup(
    path: Path,
    root: str | None,
    opening: Opening | None,
    clock: Clock,
    randomness: Randomness,
    vault: Site | None = None,
) -> VerificationView:
    """Verify a backup: every byte from outside; with ``opening`` the vault in it whole, in a place apart.

    ``root`` (PEM) is the study root from outside; without one the answer says so. With an open ``vault`` the backup
    must also be of that vault's own journal. Raises WrongPassphrase and TrustError SLOT_UNKNOWN: nothing was tried.
    """
    entries = 0
    try:
        backup = open_backup(path)
        if root is not None:
            check_signer(backup.head, root)
        secrets = _opened(backup, opening) if opening is not None else None
        if secrets is None:
            exhaust(read_through(backup))
        else:
            tools = Tools(secrets.data_key, root, clock, randomness)
            with tempfile.TemporaryDirectory(
                prefix="escc-", ignore_cleanup_errors=True
            ) as room:  # as encrypted as it was
                _, entries = exhaust(tried(path, Path(room) / "vault", tools))
        if vault is not None:
            _check_of(vault, backup)
    except TrustError as problem:
        if problem.code in ("PASSPHRASE_WRONG", "SLOT_UNKNOWN"):
            raise
        return refused(problem, 0)
    except Refused as problem:
        return refused(problem.reasons[0] if problem.reasons else problem, 0)
    except EsccError as problem:
        return refused(problem, entries)
    facts = {"backup": path.name, "entries": str(entries or backup.head.size)}
    return VerificationView(True, _CODES[secrets is not None, root is not None], facts, entries, None)


def _opened(backup: BackupFile, opening: Opening) -> Secrets:
    slots = slots_from(read_part(backup, "slots"), backup.path.name)
    slot = slots.slot(opening.person)
    return open_slot(slot, opening.passphrase, study=slots.study, site=slots.site)


def _check_of(vault: Site, backup: BackupFile) -> None:
    """Raise BackupError (BACKUP_OF_ANOTHER) unless the last entry of the backup's chain stands in the vault as well."""
    known = vault.office.journal.entry(backup.head.chain, backup.head.size)
    if known is None or known.hash.hex() != backup.head.head:
        raise BackupError("BACKUP_OF_ANOTHER", backup=backup.path.name)

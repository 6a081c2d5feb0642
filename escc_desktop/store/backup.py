"""Copies the file of an open vault as it stands between two transactions, in small steps; it never stops the work.

The copy is made of the encrypted file as it is, without its key. What is committed while the copy is under way is
carried along: the file is read again, and only the pieces that differ are written anew, until a pass met no commit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO, Final

from escc_desktop.store.vault import Vault

PIECE: Final = 1 << 20
"""Bytes copied between two yields, a whole number of pages: a few milliseconds."""

PATIENT_PASSES: Final = 8
"""After so many passes that met a commit each, the last one is made without stepping aside."""


def copy_vault(vault: Vault, target: Path) -> Generator[tuple[int, int], None, int]:
    """Copy the vault's file to ``target``, a new file; yields bytes (done, total), returns the length of the copy.

    Whoever iterates may use the vault between two steps, but must leave no transaction open there. The copy is not
    forced to the disk. Raises VaultError for what the vault's file does not give; OSErrors of ``target`` pass.
    """
    seen: dict[int, bytes] = {}
    with target.open("xb") as file:
        for tried in range(PATIENT_PASSES + 1):
            commits = vault.commits
            for step in _pass(vault, file, seen):
                if tried < PATIENT_PASSES:
                    yield step
            if vault.commits == commits:
                break
        return file.truncate(vault.file_size())


def _pass(vault: Vault, file: BinaryIO, seen: dict[int, bytes]) -> Generator[tuple[int, int], None, None]:
    """Write every piece that differs from what ``seen`` knows of it."""
    place = 0
    while place < (total := vault.file_size()):
        piece = vault.file_piece(place, PIECE)
        digest = hashlib.blake2b(piece, digest_size=32).digest()
        if seen.get(place) != digest:
            file.seek(place)
            file.write(piece)
            seen[place] = digest
        place += PIECE
        yield min(place, total), total

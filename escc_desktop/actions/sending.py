"""Lets a packed package out into a folder and keeps its entry; it packs nothing and judges nothing.

The package stands whole beside its name first, then its entry is kept, then it gets the name. So no package goes on its
way of which the journal does not know, and its number is never given twice. What a power cut left without its name gets
it with the next export into that folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from escc_desktop.actions.office import Office
from escc_desktop.actions.packing import Packed, exported
from escc_desktop.errors import PackageError
from escc_desktop.exchange.stick import Step, give_name, take_away, waits_for_name, write_beside
from escc_desktop.trust.entry import SignedEntry


def send(office: Office, packed: Packed, folder: Path) -> Iterator[Step]:
    """Write the package step by step beside its name, in the open transaction; once that is kept, ``named`` gives it.

    Run it to its end. Raises PackageError STICK_*; then nothing of it stays in the folder.
    """
    office.on_failure(lambda: take_away(folder, packed.name))
    yield from write_beside(folder, packed.name, packed.data)


def named(folder: Path, signed: SignedEntry) -> Step:
    """Give the package of a kept ``package.exported`` entry its name. Raises PackageError STICK_UNNAMED."""
    body = signed.entry.body
    try:
        return give_name(folder, body["package"], bytes.fromhex(body["sha256"]), body["size"] or 0)
    except PackageError as problem:
        raise PackageError("STICK_UNNAMED", name=body["package"], why=problem.code) from problem


def interrupted(office: Office, chain: str, folder: Path) -> SignedEntry | None:
    """Return the ``package.exported`` entry of a package that lies whole in ``folder`` and has not come to its name."""
    for signed in reversed(exported(office.cabinet, chain)):
        body = signed.entry.body
        if waits_for_name(folder, body["package"], bytes.fromhex(body["sha256"])):
            return signed
    return None


def digest_of(packed: Packed) -> str:
    """Return the SHA-256 of a packed package as its entry names it."""
    return sha256(packed.data).hexdigest()

"""Proves after a fault that a vault opens as a person opens it, that all of it holds, and says what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from escc_desktop.actions.site import Site
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import VaultError
from escc_desktop.store.verification import verify
from tests.building import ADMINISTRATOR
from tests.faults.ground import Stage


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands in a vault that was proved: the hash of each entry of the site's chain, by number from 1 on."""

    hashes: tuple[str, ...]


class NotProved(AssertionError):
    """The vault opened read-only, or does not verify, which after this fault it must."""


def prove(stage: Stage) -> Proof | None:
    """Open the vault as a person does, verify every page, entry, text, file and reading, and close it again.

    Returns None where there is no vault yet. Raises whatever does not hold.
    """
    stage.start()
    if not (stage.vault / "slots.json").exists():
        return None
    stage.wind_on()
    site = _opened(stage)
    try:
        if site.doubt is not None:
            raise NotProved(f"opened read-only: {site.doubt}")
        answer = verify_vault(site, site.facts.root)
        if not answer.is_sound:
            raise NotProved(f"{answer.code} {answer.facts}")
        return Proof(tuple(one.hash.hex() for one in site.office.journal.entries(site.facts.chain)))
    finally:
        site.close()


def _opened(stage: Stage) -> Site:
    try:
        return stage.unlock()
    except VaultError as problem:
        if problem.code != "VAULT_WRONG_KEY":
            raise
        return stage.places.unlock(ADMINISTRATOR)  # made or keyed anew: only the slots know


def prove_desk(stage: Stage) -> None:
    """Open the desk's store, where the stage has one, and verify all of it."""
    if not (stage.places.desk / "slots.json").exists():
        return
    with stage.places.at_desk() as desk:
        verify(desk.office.cabinet, root=desk.root)


def missing(proof: Proof | None, acknowledged: Sequence[Any]) -> int:
    """Return how many of the acknowledged (number, hash) do not stand where they stood."""
    hashes = proof.hashes if proof is not None else ()
    return sum(hashes[seq - 1 : seq] != (digest,) for seq, digest in acknowledged)

"""Proves after a fault that a vault opens as a person opens it, that all of it holds, and says what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from escc_desktop.actions.unlock import slots_of
from escc_desktop.actions.verify import verify_vault
from tests.faults.ground import Stage


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands in a vault that was proved: the hash of each entry of the site's chain, by number from 1 on."""

    hashes: tuple[str, ...]


class NotProved(AssertionError):
    """The vault opened read-only, or does not verify, which after this fault it must."""


def prove(stage: Stage) -> Proof:
    """Open the vault as a person does, verify every page, entry, text, file and reading, and close it again.

    Raises whatever does not hold.
    """
    stage.wind_on()
    site = stage.unlock()
    try:
        if site.doubt is not None:
            raise NotProved(f"opened read-only: {site.doubt}")
        facts = site.facts
        answer = verify_vault(site, facts.root)
        if not answer.is_sound:
            raise NotProved(f"{answer.code} {answer.facts}")
        hashes = tuple(one.hash.hex() for one in site.office.journal.entries(facts.chain))
    finally:
        site.close()
    slots_of(stage.vault)
    return Proof(hashes)


def missing(proof: Proof, acknowledged: Sequence[Any]) -> int:
    """Return how many of the acknowledged (number, hash) do not stand where they stood."""
    return sum(proof.hashes[seq - 1 : seq] != (digest,) for seq, digest in acknowledged)

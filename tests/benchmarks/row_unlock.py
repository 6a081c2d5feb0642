"""Measures unlocking over its key stretching alone: the same slot, passphrase and parameters; imports are warm."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.actions.unlock import slots_of
from tests.benchmarks.floors.stretching import stretch
from tests.benchmarks.making import Walked
from tests.benchmarks.measuring import Row, timed


def row(walked: Walked) -> Row:
    """Return the row. Ours opens the vault, reads the study and writes ``session.opened``; closing is not counted."""
    says = "slot, vault, study, checkpoint and the entry session.opened / Argon2id of the same slot alone"
    return unlocking(walked, "vault", "unlock", says)


def unlocking(walked: Walked, of: str, title: str, says: str) -> Row:
    """Return a row that unlocks a copy of the vault ``of`` again and again."""
    vault = walked.copy(f"unlocking-{of}", of)
    name, words = walked.people["coordinator"]
    slot = slots_of(vault).slot(name)
    made = slot.stretching

    def ours() -> float:
        return _unlocked(walked, vault)

    def floor() -> float:
        secret, salt = words.encode(), bytes.fromhex(slot.salt)
        return timed(lambda: stretch(secret, salt, made.memory_kib, made.passes, made.lanes))

    return Row(title, 1.5, ours, floor, 25, says)


def _unlocked(walked: Walked, vault: Path) -> float:
    opened = []
    taken = timed(lambda: opened.append(walked.open(vault)))
    opened[0].close()
    return taken

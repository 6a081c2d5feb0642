"""Measures unlocking over its key stretching alone: the same slot, passphrase and parameters; imports are warm."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.actions.unlock import slots_of
from tests.benchmarks.floors.stretching import stretch
from tests.benchmarks.making import Walked
from tests.benchmarks.measuring import Row, timed


def row(walked: Walked) -> Row:
    """Return the row. Ours opens the vault, reads the study and writes ``session.opened``; closing is not counted."""
    vault = walked.copy("unlocking")
    name, words = walked.people["coordinator"]
    slot = slots_of(vault).slot(name)
    made = slot.stretching

    def ours() -> float:
        return _unlocked(walked, vault)

    def floor() -> float:
        secret, salt = words.encode(), bytes.fromhex(slot.salt)
        return timed(lambda: stretch(secret, salt, made.memory_kib, made.passes, made.lanes))

    says = "slot, vault, study, checkpoint and the entry session.opened / Argon2id of the same slot alone"
    return Row("unlock", 1.5, ours, floor, 25, says)


def _unlocked(walked: Walked, vault: Path) -> float:
    opened = []
    taken = timed(lambda: opened.append(walked.open(vault)))
    opened[0].close()
    return taken

"""Follows a restored device back to the device of a kit, through the entries with which chains begin; it judges none.

A restore begins a new chain, whose first entry names the last one that the backup held. What was written before and
after it is one line of work: numbers, packages and confirmations are counted over all of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.errors import JournalBroken
from escc_desktop.store.journal import Journal

LONGEST_LINE = 1_000
"""How many restores of one device are followed; a line that is longer runs in a circle."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one device of a line wrote. ``last`` is the number of the last entry that the restore had; None at work."""

    chain: str
    device: str
    last: int | None


def line_of(journal: Journal, chain: str) -> tuple[Stretch, ...]:
    """Return the line of which ``chain`` is the newest stretch, oldest first.

    Raises ``JournalBroken`` LINE_BROKEN when a chain of it is not here or begins with something else than its device.
    """
    line: list[Stretch] = []
    last: int | None = None
    while len(line) < LONGEST_LINE:
        begun = journal.entry(chain, 1)
        if begun is None or begun.entry.kind != "device.certified":
            raise JournalBroken("LINE_BROKEN", chain, 1)
        line.append(Stretch(chain, str(begun.entry.body["device"]), last))
        before = begun.entry.body.get("restored_from")
        if before is None:
            return tuple(reversed(line))
        chain, last = str(before["chain"]), int(before["seq"])
    raise JournalBroken("LINE_BROKEN", chain, 1)


def check_line(journal: Journal, chain: str) -> tuple[Stretch, ...]:
    """Return the line of ``chain`` once each stretch of it goes on from the very entry that it names.

    Raises ``JournalBroken`` LINE_BROKEN, or RESTORED_FROM_OTHER at the entry that names another.
    """
    line = line_of(journal, chain)
    for stretch in line[1:]:
        begun = journal.entry(stretch.chain, 1)
        assert begun is not None  # the line was followed through it
        check_restored(journal, stretch.chain, begun.entry.body["restored_from"])
    return line


def check_restored(journal: Journal, chain: str, before: dict[str, object]) -> None:
    """Raise ``JournalBroken`` RESTORED_FROM_OTHER unless the entry that ``chain`` says it goes on from is here."""
    named = journal.entry(str(before["chain"]), int(str(before["seq"])))
    if named is None or named.hash.hex() != before["head"]:
        raise JournalBroken("RESTORED_FROM_OTHER", chain, 1, named=f"{before['chain']}:{before['seq']}")

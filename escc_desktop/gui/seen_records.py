"""Remembers for one session which records each person had open, and in which state; it is kept nowhere."""

from __future__ import annotations

from escc_desktop.actions.views import RecordView


class SeenRecords:
    """What was seen is bound to the digest that was shown: a record that changes has not been seen any more."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], str] = {}

    def note(self, person: str, record: RecordView) -> None:
        """Remember that ``person`` had this state of a record before them."""
        if record.id is not None and record.digest is not None:
            self._seen[(person, record.id)] = record.digest

    def open(self, person: str, record: RecordView) -> None:
        """Remember that ``person`` opened a record on its page; one that was signed before is read where it is signed,
        for only there stands what changed since.
        """
        if not record.signatures:
            self.note(person, record)

    def holds(self, person: str, record: RecordView) -> bool:
        """Tell whether ``person`` saw the record as it is now."""
        return record.id is not None and self._seen.get((person, record.id)) == record.digest

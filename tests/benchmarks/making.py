"""Makes the sites that the rows measure: the demonstration walked once, and copies of it; it measures nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RecordSeen, SaveRecord, SignRecords
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import unlock
from escc_desktop.launch import clock, randomness
from escc_desktop.terminal.demo import Demonstration
from tests.building import VITAL_SIGNS


@dataclass(frozen=True, slots=True)
class Walked:
    """A demonstration that was walked: its folder, and name and passphrase of each role."""

    folder: Path
    people: Mapping[str, tuple[str, str]]

    def copy(self, name: str, of: str = "vault") -> Path:
        """Return a fresh copy of the folder ``of`` (the site's vault, the desk's ``central``) under ``name``."""
        to = self.folder / name
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder / of, to)
        return to

    def open(self, vault: Path, role: str = "coordinator") -> Site:
        """Return ``vault`` unlocked by whoever has ``role``."""
        name, words = self.people[role]
        return unlock(vault, name, words, clock, randomness)


def walk(folder: Path, participants: int = 1) -> Walked:
    """Walk the demonstration in ``folder`` and return it."""
    told = Demonstration(folder, clock, randomness).walk(participants)
    people = {one["role"]: (one["name"], one["passphrase"]) for one in told["people"]}
    return Walked(folder, people)


class Saver:
    """Saves the form of vital signs again and again at the visits of one participant, each time with another value."""

    def __init__(self, site: Site, visits: int = 1, first: int = 2) -> None:
        """Save at ``visits`` visits in turn, from number ``first`` of those that have the form."""
        self.site = site
        self.number = site.office.readings.participants()[0].number
        self._visits = [visit.id for visit in site.study.visits if "VS" in visit.forms]
        self._visits = self._visits[first : first + visits]
        self._last: dict[str, tuple[str, str]] = {}
        self.count = 0

    def next(self) -> SaveRecord:
        """Return the next command; ``done`` must be told after it was carried out."""
        visit = self._visits[self.count % len(self._visits)]
        self.count += 1
        asked = {item.id for item in self.site.study.form("VS").items}
        values = {item: value for item, value in VITAL_SIGNS.items() if item in asked}
        values["SYSBP"] = str(100 + self.count // len(self._visits) % 40)  # none that a check would ask about
        record, last = self._last.get(visit, (None, None))
        reason = "TRANSCRIPTION" if record else None
        return SaveRecord(self.number, "VS", values, record, visit, last, "2026-03-05", reason=reason)

    def done(self, command: SaveRecord, record: str) -> None:
        """Note what was saved, so that the next one is based on it."""
        reading = self.site.office.readings.participant(self.number)
        assert reading is not None
        assert command.visit is not None
        self._last[command.visit] = (record, reading.records[record].last)

    def save(self) -> None:
        """Carry out the next command."""
        command = self.next()
        self.done(command, str(carry_out(self.site, command).value))


def fill(site: Site, entries: int, visits: int = 12) -> None:
    """Save forms until the journal holds ``entries`` entries."""
    saver = Saver(site, visits)
    while site.office.journal.count() < entries:
        saver.save()


def signing(site: Site, walked: Walked, record: str) -> SignRecords:
    """Return the command with which the investigator signs ``record`` as it stands."""
    name, words = walked.people["principal_investigator"]
    signer = next(person for person in site.people.values() if person.name == name)
    found = site.office.readings.record(record)
    assert found is not None
    return SignRecords(signer.id, words, "REVIEWED", (RecordSeen(record, found.record.digest),))

"""Builds a desk, a kit and a site with three people for tests, once for all of them; each test works on its own copy.

Everything is real: Argon2id, the encrypted vault, certificates. Only the clock is ours, which advances by itself.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import (
    AddPerson,
    EnrolParticipant,
    ExportPackage,
    GrantDelegation,
    RecordFirstDose,
    RecordSeen,
    RegisterScreening,
    SaveRecord,
    SignRecords,
)
from escc_desktop.actions.desk import Desk, at_desk
from escc_desktop.actions.first_run import first_run
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.views import ExportedPackage
from escc_desktop.places import shipped
from escc_desktop.trial.reading import RecordReading

STUDY = "NCT07142421"
EDITION = shipped("forms") / "nct07142421-0.1"
FULL_EDITION = shipped("forms") / "nct07142421-0.2"
"""Every form of the trial, in the format that can calculate, repeat and justify."""
ZONE = timezone(timedelta(hours=8), "CST")
START = datetime(2026, 3, 5, 9, 0, tzinfo=ZONE)

DESK_PERSON, ADMINISTRATOR, COORDINATOR, INVESTIGATOR = "周岩", "陈洁", "李晓", "王敏"
WORDS = {
    DESK_PERSON: "desk words 12345",
    ADMINISTRATOR: "slow green kettle hums",
    COORDINATOR: "paper boats on the river",
    INVESTIGATOR: "seven umbrellas in autumn",
    "kit": "kit words 12345",
}
COORDINATOR_TASKS = ("enrol", "accountability", "screening", "data", "samples", "binder", "packages")
MEANING = "REVIEWED"
CONSENT = {"ICVER": "1.0", "ICDTC": "2026-03-05 08:40", "ICEXPL": "王敏", "ICCOPY": "Y"}
FULL_CONSENT = {
    **CONSENT,
    "ICVERDAT": "2025-12-01",
    "ICECNO": "伦审2025-118",
    "ICECDAT": "2025-12-20",
    "ICTIME": "Y",
    "ICQUEST": "Y",
    "ICGUARD": "N",
    "ICWIT": "N",
    "ICINVDTC": "2026-03-05 08:45",
    "ICRECORD": "Y",
    "ICBEFORE": "N",
}
"""The consent of the full edition."""
ELIGIBLE: dict[str, str] = {
    **{f"INCL{number:02d}": "Y" for number in range(1, 8)},
    "INCL08": "NA",
    **{f"EXCL{number:02d}": "N" for number in range(1, 9)},
    "EXCL07": "NA",
}
VITAL_SIGNS = {
    "VSTIM": "08:40",
    "VSPOS": "SITTING",
    "SYSBP": "132",
    "DIABP": "84",
    "PULSE": "78",
    "RESP": "18",
    "TEMP": "36.6",
    "WEIGHT": "61.5",
    "HEIGHT": "168",
    "ECOG": "1",
}


@dataclass(slots=True)
class Clock:
    """A clock that advances by a second at each look, and can be set."""

    now: datetime = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def set_by(self, **change: float) -> None:
        """Set the clock on, or back by negative numbers."""
        self.now += timedelta(**change)


def randomness(length: int) -> bytes:
    """Return real randomness."""
    return secrets.token_bytes(length)


@dataclass(slots=True)
class Places:
    """One test's own copy: where everything lies, and the clock of its machine."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    data_key: bytes = field(default=b"", repr=False)

    @property
    def vault(self) -> Path:
        return self.folder / "vault"

    @property
    def desk(self) -> Path:
        return self.folder / "desk"

    @property
    def kit(self) -> Path:
        return self.folder / "SITE01-A.kit"

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    def words_file(self, who: str) -> Path:
        """Return a file with somebody's passphrase on its first line."""
        path = self.folder / f"words-{list(WORDS).index(who)}.txt"
        path.write_text(WORDS[who] + "\nnot this line\n", encoding="utf-8")
        return path

    def unlock(self, who: str = COORDINATOR) -> Site:
        """Open the vault for somebody."""
        return unlock(self.vault, who, WORDS[who], self.clock, randomness)

    @contextmanager
    def at_desk(self) -> Iterator[Desk]:
        """Open the desk."""
        with at_desk(str(self.desk), DESK_PERSON, WORDS[DESK_PERSON], self.clock, randomness) as desk:
            yield desk


def build(folder: Path, edition: Path = EDITION) -> Places:
    """Found a study, issue a kit, make the site's vault and its people; everything is closed afterwards."""
    places = Places(folder)
    root = found_study(str(places.desk), STUDY, DESK_PERSON, WORDS[DESK_PERSON], places.clock, randomness)
    places.root.write_text(root, encoding="ascii")
    places.stick.mkdir()
    with places.at_desk() as desk:
        issue(desk, places.kit, edition=edition)
    site = begin(places)
    places.data_key = site.data_key
    for name, role in ((COORDINATOR, "coordinator"), (INVESTIGATOR, "principal_investigator")):
        carry_out(site, AddPerson(name, (role,), WORDS[name]))
    delegate(site, COORDINATOR, COORDINATOR_TASKS)
    lock(site, "switched")
    return places


def delegate(site: Site, name: str, tasks: tuple[str, ...], **more: Any) -> str:
    """Let the investigator delegate tasks to a person from today on; return the entry that granted it."""
    ids = {one.name: one.id for one in site.people.values()}
    given: dict[str, Any] = {"from_on": site.office.clock().date(), "until_on": None, **more}
    command = GrantDelegation(ids[name], tasks, investigator=ids[INVESTIGATOR], passphrase=WORDS[INVESTIGATOR], **given)
    return str(carry_out(site, command).value)


def issue(
    desk: Desk, path: Path, device: str = "A", site: str = "01", numbers: int = 100, edition: Path = EDITION
) -> None:
    """Issue a kit and write it to ``path``."""
    order = KitOrder(site, "示范医院", device, INVESTIGATOR, edition, numbers)

    def write(data: bytes) -> None:
        path.write_bytes(data)

    issue_kit(desk, order, WORDS["kit"], write)


def begin(places: Places, vault: Path | None = None, kit: Path | None = None) -> Site:
    """Make a vault from a kit; its administrator is at work."""
    return first_run(
        vault or places.vault,
        kit or places.kit,
        WORDS["kit"],
        ADMINISTRATOR,
        WORDS[ADMINISTRATOR],
        places.clock,
        randomness,
    )


def copy(built: Places, folder: Path) -> Places:
    """Return a copy of what was built, closed, for one test."""
    shutil.copytree(built.folder, folder)
    return Places(folder, Clock(built.clock.now), built.data_key)


Do = Callable[..., Any]


def screen(site: Site, initials: str = "ZHHO") -> str:
    """Screen a participant with a signed consent; return the number."""
    consent = CONSENT if site.study.format == 1 else FULL_CONSENT
    return str(carry_out(site, RegisterScreening(initials, consent)).value)


def save(site: Site, number: str, form: str, values: Any, **more: Any) -> str:
    """Save a form; return the record."""
    return str(carry_out(site, SaveRecord(number, form, values, **more)).value)


def record_of(site: Site, record: str) -> RecordReading:
    """Return a record as it stands."""
    found = site.office.readings.record(record)
    assert found is not None
    return found.record


def change(site: Site, number: str, record: str, values: Any, reason: str | None = "TRANSCRIPTION") -> str:
    """Save a record anew, based on how it stands now."""
    known = record_of(site, record)
    more = {"visit": known.visit, "observed_on": known.observed_on, "based_on": known.last, "reason": reason}
    return save(site, number, known.form, values, record=record, **more)


def sign(site: Site, *records: str, who: str = INVESTIGATOR, words: str | None = None) -> Any:
    """Sign records as they stand; return what signing gave."""
    signer = next(one.id for one in site.people.values() if one.name == who)
    seen = tuple(RecordSeen(one, record_of(site, one).digest) for one in records)
    return carry_out(site, SignRecords(signer, words or WORDS[who], MEANING, seen)).value


def enrol(site: Site, number: str | None = None) -> str:
    """Screen, answer, sign, enrol and record the first dose; return the number."""
    number = number or screen(site)
    sign(site, save(site, number, "IE", ELIGIBLE))
    carry_out(site, EnrolParticipant(number))
    carry_out(site, RecordFirstDose(number, {"FTDTPI": date(2026, 3, 5), "ANLO": date(2026, 3, 5)}))
    return number


def export(site: Site, folder: Path) -> ExportedPackage:
    """Export what was not sent yet."""
    done = carry_out(site, ExportPackage(folder)).value
    assert isinstance(done, ExportedPackage)
    return done


def kinds(site: Site) -> list[str]:
    """Return the kinds of the site's own entries, in order."""
    return [one.entry.kind for one in site.office.journal.entries(site.office.chain)]


def entries(site: Site) -> int:
    """Return how many entries the site's own chain has."""
    head = site.office.journal.head(site.office.chain)
    return head.seq if head else 0

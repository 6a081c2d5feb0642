"""Sets the clock back and the zone on: both become entries, nothing is refused, and readings equal a rebuild."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy import text

from escc_desktop.actions import asking
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import unlock
from escc_desktop.store.verification import verify
from tests.building import (
    COORDINATOR,
    ELIGIBLE,
    WORDS,
    Places,
    change,
    entries,
    randomness,
    record_of,
    save,
    screen,
    sign,
)


def flags(site: Site, last: int) -> list[tuple[str, str]]:
    """Return kind and clock flag of the last entries."""
    found = site.office.journal.entries("01-A", entries(site) - last + 1)
    return [(one.entry.kind, one.entry.clock) for one in found]


def readings(site: Site) -> list[list[tuple[object, ...]]]:
    """Return every row of the readings."""
    tables = ("participants", "records", "documents")
    return [
        sorted(map(tuple, site.office.cabinet.vault.read(text(f"SELECT * FROM {one}"))), key=repr) for one in tables
    ]


def test_a_clock_set_back_is_an_entry_and_reorders_nothing(open_site: Site, places: Places) -> None:
    number = screen(open_site)
    record = save(open_site, number, "IE", ELIGIBLE)
    places.clock.set_by(hours=-5)
    change(open_site, number, record, {**ELIGIBLE, "INCL04": "N"})
    sign(open_site, record)
    places.clock.set_by(hours=-5)
    change(open_site, number, record, {**ELIGIBLE, "INCL05": "N"})
    told = ["record.saved", "clock.changed", "record.saved", "record.signed", "clock.changed", "record.saved"]
    clock = ["ok", "stepped_back", "stepped_back", "ok", "stepped_back", "stepped_back"]
    assert flags(open_site, 6) == list(zip(told, clock, strict=True))
    assert record_of(open_site, record).values["INCL05"] == "N"
    assert record_of(open_site, record).has_void_signature
    assert record_of(open_site, record).versions == 3
    steps = asking.history(open_site, record)
    assert [(one.item, one.before, one.after) for one in steps[:2]] == [("INCL05", "Y", "N"), ("INCL04", "N", "Y")]
    reading = open_site.office.readings.participant(number)
    assert reading is not None
    assert reading.conflicts == ()
    kept = readings(open_site)
    with open_site.office.cabinet.transaction():
        open_site.office.readings.rebuild()
    assert readings(open_site) == kept
    verify(open_site.office.cabinet, root=open_site.facts.root)


def test_a_step_over_a_restart_is_seen(places: Places) -> None:
    site = places.unlock()
    screen(site)
    site.close()
    places.clock.set_by(days=-1)
    site = places.unlock()
    assert flags(site, 2) == [("clock.changed", "stepped_back"), ("session.opened", "stepped_back")]
    site.close()


def test_a_small_step_is_no_matter(open_site: Site, places: Places) -> None:
    screen(open_site)
    places.clock.set_by(seconds=-2)
    number = screen(open_site)
    assert [flag for _, flag in flags(open_site, 3)] == ["ok"] * 3
    assert asking.participant(open_site, number).status == "screening"


def test_another_zone_is_an_entry(open_site: Site, places: Places) -> None:
    screen(open_site)
    places.clock.now = places.clock.now.astimezone(timezone(timedelta(hours=-3, minutes=-30), "NST"))
    screen(open_site)
    assert flags(open_site, 3)[0] == ("clock.changed", "zone_changed")
    changed = open_site.office.journal.entry("01-A", entries(open_site) - 2)
    assert changed is not None
    assert changed.entry.actor.role == "device"  # no person did this
    assert (changed.entry.body["before"], changed.entry.body["after"]) == ("+08:00", "-03:30")
    screen(open_site)
    assert [flag for _, flag in flags(open_site, 2)] == ["ok", "ok"]


class RunningClock:
    """A clock that also tells how long its machine has run, and for how long of that awake."""

    def __init__(self, now: datetime) -> None:
        self.now, self.whole, self.awake = now, 0.0, 0.0

    def __call__(self) -> datetime:
        self.pass_by(1)
        return self.now

    def running(self) -> tuple[float, float]:
        return self.whole, self.awake

    def pass_by(self, seconds: float, *, is_asleep: bool = False) -> None:
        self.now += timedelta(seconds=seconds)
        self.whole += seconds
        self.awake += 0 if is_asleep else seconds


def test_a_jump_is_told_from_time_that_passed_and_from_sleep(places: Places) -> None:
    clock = RunningClock(places.clock.now + timedelta(hours=1))
    site = unlock(places.vault, COORDINATOR, WORDS[COORDINATOR], clock, randomness)
    clock.pass_by(3 * 3600)  # nobody was there
    screen(site)
    assert [kind for kind, _ in flags(site, 3)] == ["session.opened", "participant.screened", "record.saved"]
    clock.now += timedelta(hours=3)  # somebody set the clock
    screen(site)
    assert flags(site, 3) == [("clock.changed", "jumped"), ("participant.screened", "jumped"), ("record.saved", "ok")]
    clock.pass_by(3 * 3600, is_asleep=True)  # the lid was closed
    screen(site)
    assert flags(site, 3) == [("clock.changed", "ok"), ("participant.screened", "ok"), ("record.saved", "ok")]
    clock.pass_by(2 * 3600)
    clock.now -= timedelta(hours=1)  # set back by less than has passed
    screen(site)
    assert flags(site, 3)[0] == ("clock.changed", "stepped_back")
    told = [one.entry.body["why"] for one in site.office.entries_of("clock.changed", chain="01-A")]
    assert told == ["jumped", "suspended", "stepped_back"]
    site.close()

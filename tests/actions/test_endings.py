"""Proves that Today speaks of certificates, delegations and logins before they end, by the test's clock."""

from __future__ import annotations

from datetime import date

from escc_desktop.actions import asking
from escc_desktop.actions.asking_training import trainings
from escc_desktop.actions.authority import delegation_log
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson, EndDelegation, RecordTraining
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, WORDS, Places, delegate

MONITOR = "孙悦"


def told(site: Site) -> list[tuple[str, str, str, int]]:
    return [(one.kind, one.name, one.what, one.days_left) for one in asking.today(site).endings]


def ids(site: Site) -> dict[str, str]:
    return {one.name: one.id for one in site.people.values()}


def test_a_certificate_is_spoken_of_from_thirty_days_before_until_it_is_renewed(places: Places) -> None:
    site = places.unlock(COORDINATOR)
    person = ids(site)[INVESTIGATOR]
    carry_out(site, RecordTraining(person, "gcp", date(2024, 4, 5), date(2026, 4, 5), "研究者文件夹 3-2"))
    carry_out(site, RecordTraining(person, "protocol", date(2026, 3, 1)))
    assert told(site) == []  # 31 days left
    places.clock.set_by(days=1)
    assert told(site) == [("training", INVESTIGATOR, "gcp", 30)]
    places.clock.set_by(days=40)
    assert told(site) == [("training", INVESTIGATOR, "gcp", -10)]
    (row, _) = trainings(site).rows
    assert row.place == "研究者文件夹 3-2"
    carry_out(site, RecordTraining(person, "gcp", date(2026, 4, 10), date(2028, 4, 10)))
    assert told(site) == []
    assert [one.training.is_replaced for one in trainings(site).rows] == [False, False, True]
    lock(site)


def test_a_delegation_is_spoken_of_unless_it_goes_on_or_was_ended(places: Places) -> None:
    site = places.unlock(COORDINATOR)
    (first,) = delegation_log(site).delegations
    investigator = ids(site)[INVESTIGATOR]
    carry_out(site, EndDelegation(first.entry, date(2026, 3, 5), "轮转", investigator, WORDS[INVESTIGATOR]))
    assert told(site) == []
    delegate(site, COORDINATOR, ("data", "binder"), until_on=date(2026, 3, 25))
    assert told(site) == [("delegation", COORDINATOR, "data", 20)]
    places.clock.set_by(days=25)
    assert told(site) == [("delegation", COORDINATOR, "data", -5)]
    delegate(site, COORDINATOR, ("data",))
    assert told(site) == [("delegation", COORDINATOR, "data", -5)]  # "binder" does not go on
    delegate(site, COORDINATOR, ("binder",), until_on=date(2026, 12, 31))
    assert told(site) == []
    lock(site)


def test_a_login_is_spoken_of_until_it_is_over(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson(MONITOR, ("monitor",), "lantern velvet orbit 7351", date(2026, 3, 15)))
    assert told(site) == [("login", MONITOR, "", 10)]
    places.clock.set_by(days=10)
    assert told(site) == [("login", MONITOR, "", 0)]
    places.clock.set_by(days=1)
    assert told(site) == []
    lock(site)

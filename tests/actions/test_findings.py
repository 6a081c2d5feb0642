"""Proves how findings are raised, answered and closed, by whom, and that they travel with their words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson, AnswerFinding, ChangePerson, CloseFinding, RaiseFinding, SaveRecord
from escc_desktop.actions.findings import all_findings, finding_of
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError, Refused
from escc_desktop.trial.findings import state_of
from tests.building import (
    ADMINISTRATOR,
    CONSENT,
    COORDINATOR,
    WORDS,
    Places,
    entries,
    export,
    kinds,
    randomness,
    screen,
)

MONITOR, OTHER = "孙悦", "何静"
MONITORS = "a monitor's words"


class Watch:
    """The site with two monitors and a participant, at which one person after the other works."""

    def __init__(self, places: Places) -> None:
        self.places = places
        site = places.unlock(ADMINISTRATOR)
        for name in (MONITOR, OTHER):
            carry_out(site, AddPerson(name, ("monitor",), MONITORS, date(2026, 3, 31)))
        screen(site)
        self.site = site

    def work(self, name: str) -> Site:
        """Let somebody else unlock."""
        lock(self.site)
        self.site = unlock(self.places.vault, name, WORDS.get(name, MONITORS), self.places.clock, randomness)
        return self.site


@pytest.fixture
def watch(places: Places) -> Iterator[Watch]:
    made = Watch(places)
    made.work(MONITOR)
    yield made
    made.site.close()


def raised(site: Site, text: str = "第 3 页缺签名日期", participant: str | None = "01-001") -> str:
    record = f"{participant}/IC" if participant else None
    return str(carry_out(site, RaiseFinding(text, participant, record)).value)


def words_of(site: Site, commitment: str | None) -> str | None:
    kept = site.office.cabinet.texts.get(commitment or "")
    return kept.text if kept else None


def test_a_monitor_records_nothing_and_raises_findings(watch: Watch) -> None:
    site = watch.site
    size = entries(site)
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        carry_out(site, SaveRecord("01-001", "IC", CONSENT))
    assert entries(site) == size
    finding = finding_of(site, raised(site, "  第 3 页\r\n缺签名日期 \x07 "))
    assert (finding.participant, finding.record) == ("01-001", "01-001/IC")
    assert words_of(site, finding.raised.text) == "第 3 页\n缺签名日期"
    assert state_of(finding) == "open"
    about_nobody = raised(site, "温度计校准证书过期", None)
    assert [one.entry for one in all_findings(site)] == [finding.entry, about_nobody]
    assert verify_vault(site, None).is_sound


def test_it_is_answered_said_more_of_and_closed_by_whoever_raised_it(watch: Watch) -> None:
    entry = raised(watch.site)
    site = watch.work(COORDINATOR)
    carry_out(site, AnswerFinding(entry, "已补签"))
    assert state_of(finding_of(site, entry)) == "answered"
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        carry_out(site, CloseFinding(entry))
    site = watch.work(MONITOR)
    carry_out(site, AnswerFinding(entry, "日期仍缺"))
    assert state_of(finding_of(site, entry)) == "open"
    carry_out(site, CloseFinding(entry, "已核对"))
    finding = finding_of(site, entry)
    assert state_of(finding) == "closed"
    assert [word.text is not None for word in finding.words] == [True, True]
    for command in (AnswerFinding(entry, "再"), CloseFinding(entry)):
        with pytest.raises(Refused, match="FINDING_CLOSED"):
            carry_out(site, command)


def test_another_monitor_closes_it_only_once_the_first_is_gone(watch: Watch) -> None:
    entry = raised(watch.site)
    site = watch.work(OTHER)
    with pytest.raises(Refused, match="FINDING_ANOTHERS") as refused:
        carry_out(site, CloseFinding(entry))
    assert refused.value.facts["name"] == MONITOR
    second = site.person.id
    carry_out(watch.work(ADMINISTRATOR), ChangePerson(second, ("monitor",), date(2026, 6, 30)))
    watch.places.clock.set_by(days=40)
    site = watch.work(OTHER)
    carry_out(site, CloseFinding(entry))
    assert state_of(finding_of(site, entry)) == "closed"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RaiseFinding("  \n "), "FINDING_EMPTY"),
        (RaiseFinding("长" * 2001), "FINDING_LONG"),
        (RaiseFinding("x", "01-099"), "PARTICIPANT_UNKNOWN"),
        (RaiseFinding("x", "01-001", "01-001/XX"), "RECORD_UNKNOWN"),
        (RaiseFinding("x", None, "01-001/IC"), "RECORD_UNKNOWN"),
        (AnswerFinding("01-A:1", "x"), "FINDING_UNKNOWN"),
        (CloseFinding("nonsense"), "FINDING_UNKNOWN"),
    ],
)
def test_what_is_refused(watch: Watch, command: object, code: str) -> None:
    size = entries(watch.site)
    with pytest.raises(EsccError, match=code):
        carry_out(watch.site, command)  # type: ignore[arg-type]
    assert entries(watch.site) == size


def test_they_reach_the_desk_with_their_words(watch: Watch) -> None:
    entry = raised(watch.site)
    site = watch.work(COORDINATOR)
    carry_out(site, AnswerFinding(entry, "已补签"))
    finding = finding_of(site, entry)
    assert kinds(site)[-1] == "finding.answered"
    made = export(site, watch.places.stick)
    with watch.places.at_desk() as desk:
        (answer,) = receive_packages(desk, [made.path])
        assert answer.code == "RECEIVED"
        cabinet = desk.office.cabinet
        reading = cabinet.readings.participant("01-001")
        assert reading is not None
        assert reading.findings == (finding,)
        for commitment, text in ((finding.raised.text, "第 3 页缺签名日期"), (finding.words[0].text, "已补签")):
            kept = cabinet.texts.get(commitment or "")
            assert kept is not None
            assert kept.text == text

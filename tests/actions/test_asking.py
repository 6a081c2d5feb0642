"""Holds the answers to few questions to the store, however many records there are, and tries the journal's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.site import Site
from escc_desktop.errors import Refused
from tests.building import ELIGIBLE, INVESTIGATOR, entries, save, screen, sign

MOST = 12
"""Questions that one page may ask of the store, whatever it holds."""

PAGES: dict[str, Callable[[Site], Any]] = {
    "site": asking.site_view,
    "today": asking.today,
    "participants": asking.participants,
    "participant": lambda site: asking.participant(site, "01-001"),
    "calendar": lambda site: asking.calendar(site, date(2026, 3, 1), date(2026, 3, 31)),
    "adverse events": asking.adverse_events,
    "to sign": lambda site: asking.signing_queue(site, "P03"),
    "documents": asking.documents,
    "packages": asking.packages,
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_few_questions(open_site: Site, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    for _ in range(3):
        number = screen(open_site)
        save(open_site, number, "IE", {**ELIGIBLE, "INCL03_NOTE": "CT"})
        for term in range(12):
            save(open_site, number, "AE", {"AETERM": f"发热 {term}", "AETOXGR": "3"}, is_complete=False)
    asking.today(open_site)
    asked: list[object] = []
    vault = open_site.office.cabinet.vault
    read = vault.read

    def counted(*given: Any) -> Any:
        asked.append(given)
        return read(*given)

    monkeypatch.setattr(vault, "read", counted)
    PAGES[page](open_site)
    assert len(asked) <= MOST


def test_the_journals_page_goes_on_where_the_one_above_ended(open_site: Site) -> None:
    for _ in range(4):
        screen(open_site)
    first = asking.journal(open_site, limit=5)
    second = asking.journal(open_site, limit=5, before=first[-1])
    assert [row.seq for row in (*first, *second)] == list(range(entries(open_site), entries(open_site) - 10, -1))
    assert {row.participant for row in asking.journal(open_site, participant="01-002")} == {"01-002"}
    assert [row.kind for row in asking.journal(open_site, kind="participant.screened")] == ["participant.screened"] * 4
    assert [row.seq for row in asking.journal(open_site, search="01-003")] == [
        row.seq for row in asking.journal(open_site, participant="01-003")
    ]


def test_an_entry_is_shown_whole_with_what_it_changed(open_site: Site) -> None:
    number = screen(open_site)
    record = save(open_site, number, "IE", ELIGIBLE)
    sign(open_site, record)
    last = entries(open_site)
    view = asking.entry(open_site, "01-A", last)
    before = asking.entry(open_site, "01-A", last - 1)
    assert (view.row.name, view.previous) == (INVESTIGATOR, before.hash)
    assert before.zone == "CST +08:00"
    assert {change.item for change in before.changes} == set(ELIGIBLE)
    assert '"kind":"record.signed"' in view.body
    with pytest.raises(Refused, match="ENTRY_UNKNOWN"):
        asking.entry(open_site, "01-A", last + 1)


def test_a_search_finds_participants_by_what_people_know(open_site: Site) -> None:
    screen(open_site, "ZHHO")
    screen(open_site, "LIJG")
    assert [row.number for row in asking.participants(open_site, search="lij")] == ["01-002"]
    assert [row.number for row in asking.participants(open_site, search="-001")] == ["01-001"]
    assert asking.participants(open_site, status="enrolled") == ()
    with pytest.raises(Refused, match="PARTICIPANT_UNKNOWN"):
        asking.participant(open_site, "01-009")

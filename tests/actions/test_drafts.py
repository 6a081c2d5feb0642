"""Keeps unsaved work by person and page, exactly as typed, and throws it away only with the save that holds it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escc_desktop import failpoints
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RegisterScreening, SaveRecord
from escc_desktop.actions.drafts import SCREENING, discard_draft, drafts_of, keep_draft, record_draft
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.study.values import Missing, Value
from tests.building import CONSENT, INVESTIGATOR, VITAL_SIGNS, Places, entries, record_of, save, screen

VISIT = "FTDTPI-C1D1"


def vital_signs(site: Site, number: str, typed: dict[str, Value]) -> PageDraft:
    """Return unsaved work on the vital signs of a visit."""
    name = record_draft(site.study, number, "VS", VISIT, None)
    return PageDraft(
        name=name, edition=site.study.digest, typed=typed, participant=number, form="VS", visit=VISIT, at_item="DIABP"
    )


def test_a_draft_comes_back_as_it_was_typed_and_is_no_entry(open_site: Site, places: Places) -> None:
    number = screen(open_site)
    before = entries(open_site)
    draft = vital_signs(open_site, number, {"SYSBP": "13", "DIABP": Missing("ND", "cuff too sm")})
    keep_draft(open_site, draft)
    assert entries(open_site) == before
    lock(open_site)
    again = places.unlock()
    (kept,) = drafts_of(again)
    assert (kept.typed, kept.at_item, kept.based_on) == (draft.typed, "DIABP", None)
    assert kept.saved_at is not None
    assert kept.saved_at.utcoffset() == places.clock().utcoffset()
    again.close()
    other = places.unlock(INVESTIGATOR)
    assert drafts_of(other) == ()
    other.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None), max_size=40))
def test_nothing_that_can_be_typed_is_lost(open_site: Site, typed: str) -> None:
    keep_draft(open_site, PageDraft(name="01-001/VS", edition=open_site.study.digest, typed={"NOTE": typed}))
    (kept,) = drafts_of(open_site, "01-001/VS")
    assert kept.typed == {"NOTE": typed}


def test_saving_throws_the_draft_away_in_the_same_transaction(open_site: Site) -> None:
    number = screen(open_site)
    keep_draft(open_site, vital_signs(open_site, number, {"SYSBP": "132"}))
    command = SaveRecord(number, "VS", VITAL_SIGNS, visit=VISIT, observed_on="2026-03-05")

    def power_cut(step: str) -> None:
        if step == "act.done":
            raise KeyboardInterrupt

    with failpoints.armed(power_cut), pytest.raises(KeyboardInterrupt):
        carry_out(open_site, command)
    assert open_site.office.readings.record(f"{number}/{VISIT}/VS") is None
    assert len(drafts_of(open_site)) == 1
    carry_out(open_site, command)
    assert drafts_of(open_site) == ()


def test_a_draft_that_is_cut_short_leaves_the_one_before(open_site: Site) -> None:
    number = screen(open_site)
    keep_draft(open_site, vital_signs(open_site, number, {"SYSBP": "1"}))

    def power_cut(step: str) -> None:
        if step == "draft.written":
            raise KeyboardInterrupt

    with failpoints.armed(power_cut), pytest.raises(KeyboardInterrupt):
        keep_draft(open_site, vital_signs(open_site, number, {"SYSBP": "13"}))
    (kept,) = drafts_of(open_site)
    assert kept.typed == {"SYSBP": "1"}


def test_only_the_draft_of_the_saved_record_goes(open_site: Site) -> None:
    number = screen(open_site)
    names = [record_draft(open_site.study, number, form, None, None) for form in ("AE", "DM")]
    for name in names:
        keep_draft(open_site, PageDraft(name=name, edition=open_site.study.digest, typed={"X": "1"}))
    first = save(open_site, number, "AE", {"AETERM": "恶心"}, is_complete=False)
    assert [one.name for one in drafts_of(open_site)] == names[1:]
    name = record_draft(open_site.study, number, "AE", None, first)
    assert name == first
    keep_draft(open_site, PageDraft(name=name, edition=open_site.study.digest, typed={"AETERM": "呕吐"}))
    known = record_of(open_site, first)
    save(open_site, number, "AE", {"AETERM": "呕吐"}, record=first, based_on=known.last, is_complete=False)
    assert [one.name for one in drafts_of(open_site)] == names[1:]


def test_a_registered_screening_leaves_no_draft(open_site: Site) -> None:
    keep_draft(open_site, PageDraft(name=SCREENING, edition=open_site.study.digest, typed={"initials": "ZH"}))
    carry_out(open_site, RegisterScreening("ZHHO", CONSENT))
    assert drafts_of(open_site) == ()


def test_work_of_an_older_edition_stays_beside_that_of_today(open_site: Site) -> None:
    number = screen(open_site)
    draft = vital_signs(open_site, number, {"SYSBP": "132"})
    older = PageDraft(name=draft.name, edition="0" * 64, typed={"SYSBP": "131", "GONE": "kept"})
    for one in (older, draft):
        keep_draft(open_site, one)
    assert {one.edition for one in drafts_of(open_site, draft.name)} == {open_site.study.digest, "0" * 64}
    carry_out(open_site, SaveRecord(number, "VS", VITAL_SIGNS, visit=VISIT, observed_on="2026-03-05"))
    (left,) = drafts_of(open_site, draft.name)
    assert left.typed == {"SYSBP": "131", "GONE": "kept"}
    discard_draft(open_site, older.name, older.edition)
    assert drafts_of(open_site) == ()

"""Tries saving: what is recorded, what is refused and why, that nothing stays of what was refused, numbers, words."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RegisterScreening, SaveRecord
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.errors import EsccError, Refused, StudyError
from escc_desktop.study.values import Missing
from tests.building import CONSENT, ELIGIBLE, VITAL_SIGNS, Places, begin, change, entries, issue, kinds, record_of, save
from tests.building import screen as screen_one

CANARY = "受试者隔壁的邻居养了一只鹦鹉"


def refused(site: Site, code: str, command: Any) -> EsccError:
    """Carry out a command that must be refused with ``code`` and must leave nothing."""
    before, texts = entries(site), site.office.cabinet.vault.read(text("SELECT count(*) FROM texts"))
    with pytest.raises(EsccError) as caught:
        carry_out(site, command)
    assert caught.value.code == code
    assert entries(site) == before
    assert site.office.cabinet.vault.read(text("SELECT count(*) FROM texts")) == texts
    return caught.value


def test_screening_gives_a_number_and_keeps_the_consent(open_site: Site) -> None:
    before = entries(open_site)
    number = screen_one(open_site, " zhho ")
    assert number == "01-001"
    assert kinds(open_site)[before:] == ["participant.screened", "record.saved"]
    view = asking.participant(open_site, number)
    assert (view.initials, view.status) == ("ZHHO", "screening")
    (consent,) = view.records
    assert consent.values == CONSENT
    assert consent.observed_on == "2026-03-05"
    assert consent.is_complete


@pytest.mark.parametrize("initials", ["", "Z", "ZHANG", "张红", "Z1", "Z-H"])
def test_initials_are_two_to_four_letters(open_site: Site, initials: str) -> None:
    refused(open_site, "INITIALS_FORM", RegisterScreening(initials, CONSENT))


@pytest.mark.parametrize(
    ("consent", "code", "reason"),
    [
        ({key: value for key, value in CONSENT.items() if key != "ICEXPL"}, "NOT_COMPLETE", "ITEM_UNANSWERED"),
        ({**CONSENT, "ICDTC": "yesterday"}, "VALUES_UNREADABLE", "VALUE_DATETIME"),
        ({**CONSENT, "ICVER": "99"}, "VALUES_UNREADABLE", "VALUE_CHOICE"),
    ],
)
def test_a_consent_that_does_not_stand_gives_no_number(
    open_site: Site, consent: dict[str, str], code: str, reason: str
) -> None:
    problem = refused(open_site, code, RegisterScreening("ZHHO", consent))
    assert isinstance(problem, Refused)
    assert [one.code for one in problem.reasons] == [reason]
    assert asking.participants(open_site) == ()
    assert screen_one(open_site) == "01-001"  # nothing was given, so nothing is lost


def test_numbers_rise_and_end_with_the_block(places: Places) -> None:
    with places.at_desk() as desk:
        issue(desk, places.folder / "B.kit", device="B", numbers=2)
    site = begin(places, places.folder / "vault-b", places.folder / "B.kit")
    assert [screen_one(site), screen_one(site)] == ["01-101", "01-102"]
    refused(site, "NUMBERS_USED_UP", RegisterScreening("ZHHO", CONSENT))
    lock(site)


def test_a_number_is_never_given_again_after_reopening(places: Places) -> None:
    site = places.unlock()
    first = screen_one(site)
    places.clock.set_by(days=-3)
    second = screen_one(site)
    lock(site)
    again = places.unlock()
    assert [first, second, screen_one(again)] == ["01-001", "01-002", "01-003"]
    again.close()


def test_a_form_is_kept_as_typed_with_its_edition(open_site: Site) -> None:
    number = screen_one(open_site)
    record = save(open_site, number, "VS", VITAL_SIGNS, visit="SCR", observed_on="2026-03-05")
    view = asking.record(open_site, number, "VS", "SCR")
    assert (view.id, view.values, view.observed_on) == (record, VITAL_SIGNS, "2026-03-05")
    assert (view.edition, view.saved_by) == (open_site.study.digest, "李晓")
    assert view.delivery == "to_send"


def test_a_stale_page_is_refused_and_keeps_the_other(open_site: Site) -> None:
    number = screen_one(open_site)
    record = save(open_site, number, "VS", VITAL_SIGNS, visit="SCR")
    seen = record_of(open_site, record).last
    change(open_site, number, record, {**VITAL_SIGNS, "SYSBP": "136"})
    command = SaveRecord(number, "VS", {**VITAL_SIGNS, "SYSBP": "140"}, record, "SCR", seen, reason="CORRECTION")
    problem = refused(open_site, "RECORD_STALE", command)
    assert problem.facts["by"] == "李晓"
    assert record_of(open_site, record).values["SYSBP"] == "136"
    refused(open_site, "RECORD_STALE", SaveRecord(number, "VS", VITAL_SIGNS, visit="SCR"))


def test_a_completed_record_changes_with_a_reason_only(open_site: Site) -> None:
    number = screen_one(open_site)
    record = save(open_site, number, "VS", VITAL_SIGNS, visit="SCR")
    seen = record_of(open_site, record).last
    changed = {**VITAL_SIGNS, "SYSBP": "136"}
    for reason in (None, "", "  \n"):
        refused(open_site, "REASON_MISSING", SaveRecord(number, "VS", changed, record, "SCR", seen, reason=reason))
    save(open_site, number, "VS", changed, record=record, visit="SCR", based_on=seen, reason=" 抄写\n错误 ")
    newest = asking.history(open_site, record, "SYSBP")[0]
    assert (newest.before, newest.after, newest.reason) == ("132", "136", "抄写 错误")


def test_a_draft_needs_no_reason_and_completing_asks_for_what_is_open(open_site: Site) -> None:
    number = screen_one(open_site)
    record = save(open_site, number, "IE", {"INCL01": "Y"}, is_complete=False)
    seen = record_of(open_site, record).last
    problem = refused(open_site, "NOT_COMPLETE", SaveRecord(number, "IE", {"INCL01": "Y"}, record, None, seen))
    assert isinstance(problem, Refused)
    assert len(problem.reasons) == 15
    save(open_site, number, "IE", {"INCL01": "Y", "INCL02": "N"}, record=record, based_on=seen, is_complete=False)
    assert record_of(open_site, record).versions == 2


def test_saving_what_is_there_already_is_refused(open_site: Site) -> None:
    number = screen_one(open_site)
    record = save(open_site, number, "IE", {**ELIGIBLE, "INCL03_NOTE": CANARY})
    seen = record_of(open_site, record).last
    same = SaveRecord(number, "IE", {**ELIGIBLE, "INCL03_NOTE": CANARY}, record, None, seen, reason="CORRECTION")
    refused(open_site, "NOTHING_CHANGED", same)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SaveRecord("01-999", "VS", VITAL_SIGNS), "PARTICIPANT_UNKNOWN"),
        (SaveRecord("01-001", "VS", VITAL_SIGNS, record="01-001/SCR/CBC"), "RECORD_UNKNOWN"),
        (SaveRecord("01-001", "VS", VITAL_SIGNS, record="01-001/IC"), "RECORD_UNKNOWN"),
        (SaveRecord("01-001", "VS", VITAL_SIGNS, visit="SCR", observed_on="5.3."), "OBSERVED_ON_FORM"),
        (SaveRecord("01-001", "VS", {"SYSBP": "hundred"}, is_complete=False), "VALUES_UNREADABLE"),
        (SaveRecord("01-001", "VS", {"SYSBP": Missing("??", "x")}, is_complete=False), "VALUES_UNREADABLE"),
        (SaveRecord("01-001", "VS", {"SYSBP": Missing("ND", " ")}, is_complete=False), "VALUES_UNREADABLE"),
        (SaveRecord("01-001", "VS", {"NOPE": "1"}, is_complete=False), "STUDY_UNKNOWN"),
        (SaveRecord("01-001", "NOPE", {}), "STUDY_UNKNOWN"),
        (SaveRecord("01-001", "VS", {}, visit="NOPE", is_complete=False), "STUDY_UNKNOWN"),
    ],
)
def test_what_cannot_be_kept_is_refused(open_site: Site, command: SaveRecord, code: str) -> None:
    screen_one(open_site)
    problem = refused(open_site, code, command)
    assert isinstance(problem, Refused | StudyError)


def test_every_unreadable_value_is_named_at_once(open_site: Site) -> None:
    screen_one(open_site)
    values = {"SYSBP": "x", "PULSE": "1.5", "TEMP": "36.6"}
    problem = refused(open_site, "VALUES_UNREADABLE", SaveRecord("01-001", "VS", values, is_complete=False))
    assert isinstance(problem, Refused)
    assert [(one.code, one.facts["item"]) for one in problem.reasons] == [
        ("VALUE_INTEGER", "SYSBP"),
        ("VALUE_INTEGER", "PULSE"),
    ]


def test_a_missing_value_keeps_code_and_reason(open_site: Site) -> None:
    number = screen_one(open_site)
    values = {**VITAL_SIGNS, "HEIGHT": Missing("ND", " 卧床\n")}
    record = save(open_site, number, "VS", values, visit="SCR")
    assert record_of(open_site, record).values["HEIGHT"] == Missing("ND", "卧床")


def test_free_text_is_a_commitment_in_the_entry_and_words_beside_it(open_site: Site) -> None:
    number = screen_one(open_site)
    record = save(open_site, number, "IE", {**ELIGIBLE, "INCL03_NOTE": CANARY})
    journal = open_site.office.cabinet.vault.read(text("SELECT bytes FROM journal"))
    assert all(CANARY.encode() not in row.bytes for row in journal)
    kept = open_site.office.cabinet.vault.read(text("SELECT text FROM texts"))
    assert [row.text for row in kept].count(CANARY) == 1
    rows = open_site.office.cabinet.vault.read(text("SELECT reading FROM records"))
    assert all(CANARY not in str(row.reading) for row in rows)
    assert asking.record(open_site, number, "IE").values["INCL03_NOTE"] == CANARY
    assert asking.history(open_site, record, "INCL03_NOTE")[0].after == CANARY


def test_a_text_that_did_not_change_keeps_its_commitment(open_site: Site) -> None:
    number = screen_one(open_site)
    record = save(open_site, number, "IE", {**ELIGIBLE, "INCL03_NOTE": CANARY})
    before = record_of(open_site, record).texts
    change(open_site, number, record, {**ELIGIBLE, "INCL04": "N", "INCL03_NOTE": CANARY})
    assert record_of(open_site, record).texts == before
    change(open_site, number, record, {**ELIGIBLE, "INCL04": "N", "INCL03_NOTE": CANARY + "。"})
    assert record_of(open_site, record).texts != before


def test_two_records_of_a_log_stand_side_by_side(open_site: Site) -> None:
    number = screen_one(open_site)
    records = [save(open_site, number, "AE", {"AETERM": term}, is_complete=False) for term in ("发热", "腹泻")]
    assert records == ["01-001/AE/1", "01-001/AE/2"]
    assert [row.number for row in asking.adverse_events(open_site)] == [2, 1]

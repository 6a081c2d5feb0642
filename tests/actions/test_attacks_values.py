"""Attacks what a form may be given: keys of rows that nobody counts, words that no package holds, rows that vanish."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text as sql

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RegisterScreening, SaveRecord
from escc_desktop.actions.drafts import drafts_of, keep_draft
from escc_desktop.actions.edition_commands import NoteVisitNotDone
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.site import Site
from escc_desktop.errors import EsccError, Refused
from escc_desktop.store import schema
from escc_desktop.study.rows import STRUCK
from escc_desktop.study.values import GONE, Missing
from tests.building import FULL_CONSENT, VITAL_SIGNS, entries, record_of

DAY = "2026-03-05"


def screened(site: Site) -> str:
    return str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)


def refusal(site: Site, command: Any) -> EsccError:
    before = entries(site)
    with pytest.raises(EsccError) as caught:
        carry_out(site, command)
    assert entries(site) == before
    return caught.value


def lesions(site: Site) -> tuple[str, str]:
    """Return the repeat of the target lesions and an item of words in it."""
    group = next(one for one in site.study.form("TL").groups if one.layout == "repeat")
    return group.id, next(item.id for item in group.items if item.type == "text")


def rows(number: str, values: dict[str, Any], **more: Any) -> SaveRecord:
    return SaveRecord(number, "TL", values, visit="SCR", observed_on=DAY, is_complete=False, **more)


@pytest.mark.parametrize("row", [".0", ".01", ".9999999", ".１", ".", ".1.1", ""])
def test_a_value_in_a_row_that_nobody_counts_is_not_kept(full_site: Site, row: str) -> None:
    number = screened(full_site)
    _, text = lesions(full_site)
    assert refusal(full_site, rows(number, {f"{text}.1": "肝", f"{text}{row}": "食管"})).code == "STUDY_UNKNOWN"


@pytest.mark.parametrize("where", ["justification", "not_done"])
def test_a_reason_is_no_longer_than_a_package_can_carry(full_site: Site, where: str) -> None:
    number = screened(full_site)
    long = "因" * 600_000
    values = {**{key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}, "WEIGHT": "58.0", "ECOG": "3"}
    command = (
        SaveRecord(number, "VS", values, visit="SCR", observed_on=DAY, justifications={"VS2": long})
        if where == "justification"
        else SaveRecord(number, "VS", {}, visit="SCR", not_done=Missing("ND", long))
    )
    told = refusal(full_site, command)
    assert isinstance(told, Refused)
    assert [one.code for one in told.reasons] == ["VALUE_LONG"]


def test_a_row_struck_out_keeps_what_it_said(full_site: Site) -> None:
    number = screened(full_site)
    group, text = lesions(full_site)
    carry_out(full_site, rows(number, {f"{text}.1": "食管中段", f"{text}.2": "肝"}))
    record = f"{number}/SCR/TL"
    last = record_of(full_site, record).last
    bare = rows(number, {f"{text}.1": "食管中段", f"{group}.2": STRUCK}, record=record, based_on=last)
    assert refusal(full_site, bare).code == "ROW_GONE"


@pytest.mark.parametrize("day", ["9999-12-30", "0026-03-05", "0001-01-01"])
def test_a_year_in_which_no_trial_is_was_mistyped(full_site: Site, day: str) -> None:
    """From 9999-12-30 no visit can be planned: the calendar of the whole site would fail."""
    consent = {key: value.replace("2026-03-05", day) for key, value in FULL_CONSENT.items()}
    told = refusal(full_site, RegisterScreening("ZHHO", consent))
    assert isinstance(told, Refused)
    assert {one.code for one in told.reasons} & {"VALUE_DATE", "VALUE_DATETIME"}


def test_a_text_whose_words_are_not_here_keeps_its_commitment(full_site: Site) -> None:
    number = screened(full_site)
    _, text = lesions(full_site)
    carry_out(full_site, rows(number, {f"{text}.1": "食管中段"}))
    record, cabinet = f"{number}/SCR/TL", full_site.office.cabinet
    before = record_of(full_site, record)
    with cabinet.transaction():
        for name in schema.sqlite_triggers():
            cabinet.vault.write(sql(f"DROP TRIGGER {name}"))
        cabinet.vault.write(sql("DELETE FROM texts"))
    shown = asking.record(full_site, number, "TL", "SCR").values
    assert shown == {f"{text}.1": GONE}
    new = rows(number, {**shown, f"{text}.2": "肝"}, record=record, based_on=before.last)
    carry_out(full_site, new)
    after = record_of(full_site, record)
    assert after.texts[f"{text}.1"] == before.texts[f"{text}.1"]
    stray = rows(number, {**shown, f"{text}.2": GONE, f"{text}.3": GONE}, record=record, based_on=after.last)
    assert [one.code for one in refusal(full_site, stray).reasons] == ["VALUE_MISSING_CODE"]  # type: ignore[attr-defined]


def test_a_visit_not_done_throws_nothing_away_that_was_typed(full_site: Site) -> None:
    number = screened(full_site)
    name = f"{number}/SCR/CBC"
    keep_draft(full_site, PageDraft(name=name, edition=full_site.study.digest, typed={"WBC": "5.20"}))
    marked = str(carry_out(full_site, NoteVisitNotDone(number, "SCR", "ND", "受试者未到院")).value)
    assert "'CBC'" not in marked
    assert "'CHEM'" in marked
    assert [one.typed for one in drafts_of(full_site, name)] == [{"WBC": "5.20"}]

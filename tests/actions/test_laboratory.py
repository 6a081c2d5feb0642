"""Tries what is kept of laboratories: ranges with their paper, the order of results, what a form is filled from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson, RegisterScreening
from escc_desktop.actions.laboratory import laboratory_matter, local_ranges, range_views
from escc_desktop.actions.laboratory_commands import ArrangeResults, NewRange, SetRanges
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import unlock
from escc_desktop.errors import Refused
from escc_desktop.study.spans import DateSpan
from escc_desktop.trial.laboratory import Person, range_for
from tests.building import ADMINISTRATOR, FULL_CONSENT, Places, copy, entries, export, kinds, randomness, save

SHEET = SetRanges(
    "示范医院检验科",
    True,
    (
        NewRange("CBC", "WBC", "3.50", "9.50"),
        NewRange("CBC", "HGB", "130", "175", sex="M"),
        NewRange("CBC", "HGB", "115", "150", sex="F"),
    ),
    date(2026, 1, 1),
    "参考值范围表 JYK-2026-01",
    date(2025, 12, 20),
)


def refused(site: Site, command: Any) -> Refused:
    before = entries(site)
    with pytest.raises(Refused) as caught:
        carry_out(site, command)
    assert entries(site) == before
    return caught.value


def codes(problem: Refused) -> list[str]:
    return [one.code for one in problem.reasons]


def test_a_sheet_becomes_one_entry_for_each_range_and_names_its_paper(full_site: Site) -> None:
    before = entries(full_site)
    assert carry_out(full_site, SHEET).value == 3
    assert kinds(full_site)[before:] == ["range.set"] * 3
    kept = range_views(full_site)
    assert [(one.range.item, one.range.low, one.range.high, one.range.unit, one.range.sex) for one in kept] == [
        ("WBC", "3.50", "9.50", "10^9/L", None),
        ("HGB", "130", "175", "g/L", "M"),
        ("HGB", "115", "150", "g/L", "F"),
    ]
    assert {one.source for one in kept} == {"参考值范围表 JYK-2026-01"}
    assert {(one.range.source_on, one.range.by) for one in kept} == {("2025-12-20", "李晓")}
    assert "JYK" not in repr([one.range for one in kept])  # words of one's own are a commitment in the entry


def test_a_later_range_replaces_from_its_day_on_and_both_stay(full_site: Site) -> None:
    carry_out(full_site, SHEET)
    later = NewRange("CBC", "WBC", "4.00", "10.00")
    carry_out(full_site, replace(SHEET, ranges=(later,), from_on=date(2026, 3, 10)))
    ranges = tuple(one for one in local_ranges(full_site) if one.item == "WBC")
    assert len(ranges) == 2

    def low(day: date) -> str | None:
        found = range_for(ranges, Person("M"), DateSpan(day, day)).range
        return found.low if found else None

    assert [low(date(2025, 12, 31)), low(date(2026, 3, 9)), low(date(2026, 3, 10))] == [None, "3.50", "4.00"]


def test_a_range_ends_where_the_laboratory_states_none_any_more(full_site: Site) -> None:
    gone = replace(SHEET, ranges=(NewRange("CBC", "WBC"),), from_on=date(2026, 4, 1))
    assert codes(refused(full_site, gone)) == ["RANGE_ENDS_NOTHING"]
    carry_out(full_site, SHEET)
    carry_out(full_site, gone)
    ranges = tuple(one for one in local_ranges(full_site) if one.item == "WBC")
    day = date(2026, 4, 1)
    assert range_for(ranges, Person("M"), DateSpan(day, day)).why == "none"


def test_the_same_sheet_twice_changes_nothing(full_site: Site) -> None:
    carry_out(full_site, SHEET)
    assert refused(full_site, SHEET).code == "NOTHING_CHANGED"
    more = (*SHEET.ranges, NewRange("CBC", "PLT", "125", "350"))
    assert carry_out(full_site, replace(SHEET, ranges=more)).value == 1


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewRange("CBC", "WBC", "9.5", "3.5"), "RANGE_LIMITS"),
        (NewRange("CBC", "WBC", "many", "9.5"), "VALUE_NUMBER"),
        (NewRange("CBC", "WBC", "3.5123", "9.5"), "VALUE_DIGITS"),
        (NewRange("CBC", "WBC", "3.5", "9.5", unit="g/L"), "RANGE_UNIT"),
        (NewRange("CBC", "WBC", "3.5", "9.5", age_from=60, age_to=59), "RANGE_AGES"),
        (NewRange("CBC", "LBREFID", "3.5", "9.5"), "RANGE_UNKNOWN"),
        (NewRange("URIN", "PRO", "1", "2"), "RANGE_UNKNOWN"),
    ],
)
def test_a_range_that_cannot_be_kept_is_named_and_nothing_is_kept(full_site: Site, new: NewRange, code: str) -> None:
    told = refused(full_site, replace(SHEET, ranges=(*SHEET.ranges, new)))
    assert (told.code, codes(told)) == ("RANGES_UNREADABLE", [code])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"laboratory": " "}, "RANGE_LABORATORY"),
        ({"source": ""}, "RANGE_SOURCE"),
        ({"ranges": ()}, "RANGES_MISSING"),
        ({"until_on": date(2025, 12, 31)}, "RANGE_DAYS"),
    ],
)
def test_a_sheet_without_name_paper_lines_or_days_is_refused(
    full_site: Site, change: dict[str, Any], code: str
) -> None:
    assert refused(full_site, replace(SHEET, **change)).code == code


def test_a_unit_of_the_edition_is_kept_as_the_laboratory_reports_it(full_site: Site) -> None:
    carry_out(full_site, replace(SHEET, ranges=(NewRange("CBC", "HGB", "13.0", "17.5", unit="g/dL"),)))
    assert local_ranges(full_site)[0].unit == "g/dL"


def test_the_order_is_arranged_once_and_lasts(full_site: Site) -> None:
    number = str(carry_out(full_site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
    matter = laboratory_matter(full_site, participant_of(full_site, number), "CBC")
    assert matter is not None
    assert matter.order[:3] == ("WBC", "NEUTP", "LYMPHP")
    order: Any = carry_out(full_site, ArrangeResults("CBC", ("WBC", "RBC", "HGB"))).value
    assert order[:4] == ("WBC", "RBC", "HGB", "NEUTP")
    assert len(order) == 15
    again = laboratory_matter(full_site, participant_of(full_site, number), "CBC")
    assert again is not None
    assert again.order == order
    assert refused(full_site, ArrangeResults("CBC", order)).code == "NOTHING_CHANGED"
    for wrong in (("WBC", "WBC"), ("LBREFID",)):
        assert refused(full_site, ArrangeResults("CBC", wrong)).code == "ORDER_UNKNOWN"


def test_sex_and_birthday_come_from_what_is_recorded(full_site: Site) -> None:
    number = str(carry_out(full_site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
    carry_out(full_site, SHEET)
    unknown = laboratory_matter(full_site, participant_of(full_site, number), "CBC")
    assert unknown is not None
    assert unknown.person == Person(None, None)
    known = {"SEX": "F", "BRTHDAT": "1962-UK-UK", "RACE": "ASIAN", "ETHGRP": "01", "HEIGHT": "170"}
    save(full_site, number, "DM", known, is_complete=False)
    matter = laboratory_matter(full_site, participant_of(full_site, number), "CBC")
    assert matter is not None
    assert matter.person == Person("F", DateSpan(date(1962, 1, 1), date(1962, 12, 31)))
    haemoglobin = tuple(one for one in matter.ranges if one.item == "HGB")
    day = date(2026, 3, 5)
    found = range_for(haemoglobin, matter.person, DateSpan(day, day)).range
    assert found is not None
    assert (found.low, found.high) == ("115", "150")


def test_a_monitor_enters_no_range(built_full: Places, tmp_path: Path) -> None:
    places = copy(built_full, tmp_path / "reading")
    words = "reads what others wrote 7"
    with closing(places.unlock(ADMINISTRATOR)) as site:
        carry_out(site, AddPerson("监查", ("monitor",), words, date(2026, 12, 31)))
    with closing(unlock(places.vault, "监查", words, places.clock, randomness)) as site:
        for command in (SHEET, ArrangeResults("CBC", ("RBC",))):
            assert refused(site, command).code == "NOT_ALLOWED"


def test_ranges_and_orders_travel_to_the_desk_and_are_confirmed(built_full: Places, tmp_path: Path) -> None:
    places = copy(built_full, tmp_path / "sent")
    with closing(places.unlock()) as site:
        carry_out(site, SHEET)
        carry_out(site, ArrangeResults("CBC", ("WBC", "RBC")))
        exported = export(site, places.stick)
        with places.at_desk() as desk:
            assert [one.code for one in receive_packages(desk, (exported.path,))] == ["RECEIVED"]
            kept = [one.entry.kind for one in desk.office.journal.entries("01-A")]
        assert kept.count("range.set") == 3
        assert kept.count("laboratory.arranged") == 1

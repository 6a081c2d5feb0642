"""Tries what stands beside a result: the range of the day, in the unit of the report; what was typed or saved stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from escc_desktop.places import shipped
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.study.reports import report_of
from escc_desktop.study.spans import DateSpan
from escc_desktop.trial.laboratory import LocalRange, Person
from escc_desktop.trial.result_ranges import RangeBook, filled, flag_of

MAN = Person("M", DateSpan(date(1962, 3, 6), date(1962, 3, 6)))
OWN = {"LBLAB": "OWN", "LBDTC": "2026-03-05 08:10"}


@pytest.fixture(scope="module")
def full() -> Study:
    """The edition with every laboratory form."""
    return loading.load(loading.read_folder(Path(shipped("forms")) / "nct07142421-0.2"))


def local(item: str, low: str | None, high: str | None, unit: str, **more: object) -> LocalRange:
    facts: dict[str, object] = {"laboratory": "本院", "is_own": True, "form": "CBC", "sex": None, "age_from": None,
                                "age_to": None, "valid_from": "2025-01-01", "valid_until": None, **more}  # fmt: skip
    return LocalRange(item=item, low=low, high=high, unit=unit, **facts)  # type: ignore[arg-type]


RANGES = (
    local("WBC", "3.5", "9.5", "10^9/L"),
    local("WBC", "4.0", "10.0", "10^9/L", valid_from="2026-03-10"),
    local("HGB", "130", "175", "g/L", sex="M"),
    local("HGB", "115", "150", "g/L", sex="F"),
    local("PLT", "120", "340", "10^9/L", laboratory="Second Hospital", is_own=False),
)


class Page:
    """What a form shows and what of it is saved."""

    def __init__(self, study: Study, saved: dict[str, str] | None = None, person: Person = MAN) -> None:
        self.report = report_of(study.form("CBC"))
        self.book = RangeBook(study, self.report, RANGES, person)
        self.saved = dict(saved or {})
        self.values = dict(self.saved)
        self.before: dict[str, tuple[str, str]] = {}

    def type(self, **typed: str) -> dict[str, str]:
        """Type, let the ranges follow, and return what stands now beside the results."""
        self.values.update(typed)
        self.values.update(filled(self.report, self.book, self.read, lambda key: self.saved.get(key, ""), self.before))
        return {key: value for key, value in self.values.items() if key.endswith(("_LO", "_HI")) and value}

    def read(self, key: str) -> str:
        return self.values.get(key, "")


def test_a_result_brings_the_range_of_its_day(full: Study) -> None:
    page = Page(full)
    assert page.type(**OWN) == {}
    assert page.type(WBC="3.1") == {"WBC_LO": "3.5", "WBC_HI": "9.5"}
    assert page.type(HGB="118") == {"WBC_LO": "3.5", "WBC_HI": "9.5", "HGB_LO": "130", "HGB_HI": "175"}
    assert page.type(PLT="100").get("PLT_LO") is None  # the range is another hospital's


def test_the_range_goes_with_the_day_and_with_the_result(full: Study) -> None:
    page = Page(full)
    page.type(**OWN, WBC="3.1")
    assert page.type(LBDTC="2026-03-10 08:10") == {"WBC_LO": "4.0", "WBC_HI": "10.0"}
    assert page.type(WBC="") == {}


def test_what_somebody_typed_stays(full: Study) -> None:
    page = Page(full)
    page.type(**OWN, WBC="3.1")
    assert page.type(WBC_HI="9.9") == {"WBC_LO": "3.5", "WBC_HI": "9.9"}
    assert page.type(LBDTC="2026-03-10 08:10") == {"WBC_LO": "3.5", "WBC_HI": "9.9"}


def test_an_outside_report_brings_no_range_unless_its_laboratory_has_some(full: Study) -> None:
    page = Page(full)
    assert page.type(LBLAB="OUTSIDE", LBDTC="2026-03-05 08:10", WBC="3.1", PLT="100") == {}
    assert page.type(LBNAM="second  hospital") == {"PLT_LO": "120", "PLT_HI": "340"}


def test_a_saved_record_keeps_the_limits_it_was_saved_with(full: Study) -> None:
    saved = {**OWN, "WBC": "3.1", "WBC_LO": "3.0", "WBC_HI": "9.0", "HGB": "118"}
    page = Page(full, saved)
    assert page.type() == {"WBC_LO": "3.0", "WBC_HI": "9.0"}
    assert page.type(WBC="3.2") == {"WBC_LO": "3.0", "WBC_HI": "9.0"}
    assert page.type(HGB="119")["HGB_LO"] == "130"


def test_a_saved_record_that_followed_the_ranges_follows_a_corrected_day(full: Study) -> None:
    page = Page(full, {**OWN, "WBC": "3.1", "WBC_LO": "3.5", "WBC_HI": "9.5"})
    assert page.type() == {"WBC_LO": "3.5", "WBC_HI": "9.5"}
    assert page.type(LBDTC="2026-03-11 08:10") == {"WBC_LO": "4.0", "WBC_HI": "10.0"}


def test_limits_are_converted_by_the_table_or_not_at_all(full: Study) -> None:
    page = Page(full)
    assert page.type(**OWN, HGB="11.8", HGB_U="g/dL") == {"HGB_LO": "13", "HGB_HI": "17.5"}
    result = page.report.result("HGB")
    assert result is not None
    odd = (local("HGB", "130.4", "175", "g/L"),)  # 13.04 g/dL has more digits than the form has room for
    book = RangeBook(full, page.report, odd, MAN)
    assert (book.beside(result, page.read).low, book.beside(result, page.read).why) == ("", "unit")


def test_it_is_said_why_there_is_none(full: Study) -> None:
    page = Page(full, person=Person())
    haemoglobin = page.report.result("HGB")
    assert haemoglobin is not None
    assert page.book.beside(haemoglobin, page.read).why == "none"
    page.type(LBLAB="OWN")
    assert page.book.beside(haemoglobin, page.read).why == "sampled"
    page.type(LBDTC="2026-03-05 UK:UK")
    assert page.book.beside(haemoglobin, page.read).why == "sex"


@pytest.mark.parametrize(
    ("value", "low", "high", "flag"),
    [
        ("3.5", "3.5", "9.5", "normal"), ("9.5", "3.5", "9.5", "normal"), ("3.49", "3.5", "9.5", "low"),
        ("9.51", "3.5", "9.5", "high"), ("23.0", "", "23", "normal"), ("23.01", "", "23", "high"),
        ("59", "60", "", "low"), ("5", "", "", ""), ("", "3.5", "9.5", ""), ("ab", "3.5", "9.5", ""),
    ],
)  # fmt: skip
def test_flags_follow_the_number_and_the_limits(value: str, low: str, high: str, flag: str) -> None:
    assert flag_of(value, low, high) == flag

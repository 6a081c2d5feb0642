"""Holds formulas, ages and conversions to tables that were worked by hand before there was any code."""

from __future__ import annotations

import csv
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.answers import Answers
from escc_desktop.study.edition import Conversion, ItemType
from escc_desktop.study.formulas import BSA, bmi, bsa, cockcroft_gault, qtcf
from escc_desktop.study.rules import worth
from escc_desktop.study.spans import NumberSpan
from escc_desktop.study.units import Units

TABLES = Path(__file__).parent / "tables"


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table; each must say where it comes from."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert all(row["source"] for row in found)
    return found


def at_four(number: Decimal | None) -> Decimal | None:
    """Return a number as the tables give it."""
    return None if number is None else number.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def converting(source: str, target: str, factor: str, *analytes: str) -> Conversion:
    """Return one row of a table of units."""
    return Conversion(source, target, Decimal(factor), analytes, "test")


UNITS = Units(
    (
        converting("g/dL", "g/L", "10"),
        converting("g/L", "mmol/L", "0.0621", "HGB"),
        converting("mg/dL", "umol/L", "88.4", "CREAT"),
        converting("mg/dL", "umol/L", "17.1", "TBIL", "DBIL"),
        converting("mg/dL", "mmol/L", "0.01129", "TRIG"),
        converting("mg/dL", "mmol/L", "0.02586", "CHOL"),
        converting("10^3/uL", "10^9/L", "1"),
        converting("/mm3", "10^9/L", "0.001"),
    ),
    frozenset({"g/dL", "g/L", "mmol/L", "mg/dL", "umol/L", "10^3/uL", "10^9/L", "/mm3", "U/L"}),
)


@pytest.mark.parametrize("row", rows("bsa"), ids=lambda row: f"{row['formula']}-{row['kg']}-{row['cm']}")
def test_body_surface_area(row: dict[str, str]) -> None:
    assert at_four(bsa(row["formula"], Decimal(row["kg"]), Decimal(row["cm"]))) == Decimal(row["bsa"])
    rule = f'round(bsa("{row["formula"]}", {row["kg"]}, {row["cm"]}), 4) == {row["bsa"]}'
    assert worth(rule, Answers({}, {})) is True


def test_every_formula_has_rows() -> None:
    assert {row["formula"] for row in rows("bsa")} == set(BSA)


@pytest.mark.parametrize("row", rows("bmi"), ids=lambda row: f"{row['kg']}-{row['cm']}")
def test_body_mass_index(row: dict[str, str]) -> None:
    assert at_four(bmi(Decimal(row["kg"]), Decimal(row["cm"]))) == Decimal(row["bmi"])


@pytest.mark.parametrize("row", rows("cockcroft_gault"), ids=lambda row: f"{row['age']}-{row['creatinine']}")
def test_creatinine_clearance(row: dict[str, str]) -> None:
    creatinine = UNITS.convert(Decimal(row["creatinine"]), row["unit"], "umol/L", "CREAT")
    assert creatinine is not None
    found = cockcroft_gault(Decimal(row["age"]), Decimal(row["kg"]), creatinine, row["is_female"] == "yes")
    assert at_four(found) == Decimal(row["ml_per_min"])


@pytest.mark.parametrize("row", rows("qtcf"), ids=lambda row: f"{row['qt']}-{row['rate']}")
def test_corrected_qt_interval(row: dict[str, str]) -> None:
    assert at_four(qtcf(Decimal(row["qt"]), Decimal(row["rate"]))) == Decimal(row["qtcf"])
    assert worth(f"round(qtcf({row['qt']}, {row['rate']}), 4) == {row['qtcf']}", Answers({}, {})) is True


def test_no_interval_is_corrected_by_a_heart_that_stands_still() -> None:
    assert qtcf(Decimal(400), Decimal(0)) is None


@pytest.mark.parametrize("row", rows("age"), ids=lambda row: f"{row['on']}-{row['born']}")
def test_completed_age(row: dict[str, str]) -> None:
    kinds: dict[str, ItemType] = {"DAY": "partial_date", "BORN": "partial_date"}
    found = worth("age(DAY, BORN)", Answers({"DAY": row["on"], "BORN": row["born"]}, kinds))
    if not row["lowest"]:
        assert found is None
    elif row["lowest"] == row["highest"]:
        assert found == Decimal(row["lowest"])
    else:
        assert found == NumberSpan(Decimal(row["lowest"]), Decimal(row["highest"]))


@pytest.mark.parametrize("row", rows("units"), ids=lambda row: f"{row['analyte']}-{row['from']}-{row['to']}")
def test_conversion(row: dict[str, str]) -> None:
    found = UNITS.convert(Decimal(row["number"]), row["from"], row["to"], row["analyte"])
    assert found == (Decimal(row["converted"]) if row["converted"] else None)
    assert UNITS.can_convert(row["from"], row["to"], row["analyte"]) is bool(row["converted"])


def test_only_named_units_are_known() -> None:
    assert UNITS.knows("mg/dL")
    assert UNITS.knows("")
    assert not UNITS.knows("mg%")


@given(
    st.sampled_from(UNITS.conversions),
    st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False, allow_infinity=False),
)
def test_units_go_there_and_back(one: Conversion, number: Decimal) -> None:
    analyte = one.analytes[0] if one.analytes else "ANY"
    there = UNITS.convert(number, one.from_unit, one.to_unit, analyte)
    assert there is not None
    assert there == number * one.factor
    back = UNITS.convert(there, one.to_unit, one.from_unit, analyte)
    assert back is not None
    assert abs(back - number) <= abs(number) * Decimal("1e-26")


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.dates(date(1900, 1, 1), date(2090, 1, 1)))
def test_age_counts_birthdays(born: date, on: date) -> None:
    """Another way to the same number: how many birthdays were reached, leap days on 1 March."""

    def birthday(year: int) -> date:
        try:
            return born.replace(year=year)
        except ValueError:
            return date(year, 3, 1)

    reached = sum(birthday(year) <= on for year in range(born.year + 1, on.year + 1))
    kinds: dict[str, ItemType] = {"DAY": "date", "BORN": "date"}
    found = worth("age(DAY, BORN)", Answers({"DAY": str(on), "BORN": str(born)}, kinds))
    assert found == (Decimal(reached) if born <= on else None)


@pytest.mark.parametrize("rule", ["bmi(0, 170)", "bmi(70, 0)", 'bsa("dubois", 0, 170)', 'bsa("stevenson", 1, 1)'])
def test_no_body_no_number(rule: str) -> None:
    assert worth(rule, Answers({}, {})) is None


@pytest.mark.parametrize(("sex", "is_known"), [("F", True), ("", False)])
def test_an_unknown_sex_gives_no_clearance(sex: str, is_known: bool) -> None:
    found = worth("cockcroft_gault(60, 50, 66.3, SEX == 'F')", Answers({"SEX": sex}, {"SEX": "choice"}))
    assert (found is not None) is is_known

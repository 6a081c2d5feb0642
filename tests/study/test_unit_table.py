"""Holds units.toml to conversions worked by hand, and every unit that may be typed to a line of the table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.units import Units, units_of

EDITION = Path(__file__).parents[2] / "forms" / "nct07142421-0.2"

# value, from, to, analyte, result by hand. The factor in the comment is 10 000 (umol/L) or 10 (mmol/L) over the molar
# mass; for pg/mL and ng/dL to pmol/L it is 1 000 or 10 000 over the molar mass.
BY_HAND = (
    ("4500", "/uL", "10^9/L", "WBC", "4.5"),  # 4 500 in a microlitre, 1 000 000 microlitres in a litre
    ("4500", "/mm3", "10^9/L", "WBC", "4.5"),  # a cubic millimetre is a microlitre
    ("4.5", "10^3/uL", "10^9/L", "WBC", "4.5"),
    ("4.21", "10^6/uL", "10^12/L", "RBC", "4.21"),
    ("12.5", "g/dL", "g/L", "HGB", "125"),
    ("42.5", "%", "L/L", "HCT", "0.425"),
    ("37", "IU/L", "U/L", "ALT", "37"),
    ("2.5", "uIU/mL", "mIU/L", "TSH", "2.5"),
    ("1.10", "mg/dL", "umol/L", "CREAT", "97.24"),  # 10 000 / 113.12 = 88.4
    ("1.2", "mg/dL", "umol/L", "BILI", "20.52"),  # 10 000 / 584.66 = 17.1
    ("0.4", "mg/dL", "umol/L", "BILDIR", "6.84"),
    ("6.0", "mg/dL", "umol/L", "URATE", "356.88"),  # 10 000 / 168.11 = 59.48
    ("20", "mg/dL", "mmol/L", "UREA", "7.14"),  # urea nitrogen: 10 / 28.014 = 0.357
    ("100", "mg/dL", "mmol/L", "GLUC", "5.55"),  # 10 / 180.16 = 0.0555
    ("10.0", "mg/dL", "mmol/L", "CA", "2.495"),  # 10 / 40.078 = 0.2495
    ("2.0", "mg/dL", "mmol/L", "MG", "0.8228"),  # 10 / 24.305 = 0.4114
    ("3.5", "mg/dL", "mmol/L", "PHOS", "1.13015"),  # 10 / 30.974 = 0.3229
    ("200", "mg/dL", "mmol/L", "CHOL", "5.172"),  # 10 / 386.65 = 0.02586
    ("50", "mg/dL", "mmol/L", "HDL", "1.293"),
    ("130", "mg/dL", "mmol/L", "LDL", "3.3618"),
    ("150", "mg/dL", "mmol/L", "TRIG", "1.6935"),  # 10 / 885.4 = 0.01129
    ("3.0", "pg/mL", "pmol/L", "T3FR", "4.608"),  # 1 000 / 650.97 = 1.536
    ("1.2", "ng/dL", "pmol/L", "T4FR", "15.444"),  # 10 000 / 776.87 = 12.87
    ("300", "mg/dL", "g/L", "FIBRINO", "3.00"),
    ("0.5", "ug/mL FEU", "mg/L FEU", "DDIMER", "0.5"),
    ("500", "ng/mL FEU", "mg/L FEU", "DDIMER", "0.5"),
    ("0.25", "ug/mL DDU", "mg/L DDU", "DDIMERDU", "0.25"),
    ("250", "ng/mL DDU", "mg/L DDU", "DDIMERDU", "0.25"),
    ("150", "mg/24h", "g/24h", "PROTEXR", "0.15"),
)

# g/mol, and how many of the smaller unit the larger one holds once divided by it.
MOLAR_MASS = {
    "CREAT": ("113.12", 10_000),
    "BILI": ("584.66", 10_000),
    "BILDIR": ("584.66", 10_000),
    "URATE": ("168.11", 10_000),
    "UREA": ("28.014", 10),
    "GLUC": ("180.16", 10),
    "CA": ("40.078", 10),
    "MG": ("24.305", 10),
    "PHOS": ("30.974", 10),
    "CHOL": ("386.65", 10),
    "HDL": ("386.65", 10),
    "LDL": ("386.65", 10),
    "TRIG": ("885.4", 10),
    "T3FR": ("650.97", 1_000),
    "T4FR": ("776.87", 10_000),
}


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the edition with the table of units."""
    return load(read_folder(EDITION))


@pytest.fixture(scope="module")
def units(study: Study) -> Units:
    """Return its table."""
    return units_of(study)


@pytest.mark.parametrize(("value", "start", "goal", "analyte", "result"), BY_HAND)
def test_conversions_are_those_worked_by_hand(
    units: Units, value: str, start: str, goal: str, analyte: str, result: str
) -> None:
    assert units.convert(Decimal(value), start, goal, analyte) == Decimal(result)


def test_every_line_of_the_table_is_worked_by_hand(study: Study) -> None:
    worked = {(start, goal, analyte) for _, start, goal, analyte, _ in BY_HAND}
    for line in study.conversions:
        assert line.source
        for analyte in line.analytes:
            assert (line.from_unit, line.to_unit, analyte) in worked
        assert line.analytes or any(row[:2] == (line.from_unit, line.to_unit) for row in worked)


def test_factors_follow_from_the_molar_masses(study: Study) -> None:
    seen = set()
    for line in study.conversions:
        for analyte in line.analytes:
            if analyte in MOLAR_MASS:
                mass, scale = MOLAR_MASS[analyte]
                assert abs(line.factor * Decimal(mass) / scale - 1) < Decimal("0.001"), analyte
                seen.add(analyte)
    assert seen == set(MOLAR_MASS)


def test_every_unit_that_may_be_typed_converts(study: Study, units: Units) -> None:
    typed = 0
    for form in study.forms.values():
        for item in form.items:
            for unit in item.other_units:
                assert units.can_convert(unit, item.unit, item.testcd), f"{form.id}.{item.id} in {unit}"
                typed += 1
    assert typed > 20


def test_what_the_table_does_not_say_is_refused(units: Units) -> None:
    assert units.convert(Decimal(1), "mg/L DDU", "mg/L FEU", "DDIMER") is None, "FEU is only about twice DDU"
    assert units.convert(Decimal(1), "mg/dL", "umol/L", "ALB") is None, "no factor of another substance is borrowed"
    assert units.convert(Decimal(1), "mg/dL", "mmol/L", "CREAT") is None, "and no chain of two is made"
    assert not units.knows("万/mm3")

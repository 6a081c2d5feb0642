"""Holds the three presets to days worked out by hand, and every dosing day to the labels of the drugs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from escc_desktop.study.edition import Drug, Preset, Study, Visit
from escc_desktop.study.loading import load, read_folder

EDITION = Path(__file__).parents[2] / "forms" / "nct07142421-0.2"

# Label of trifluridine/tipiracil: days 1-5 and 8-12 of 28. Chinese label of anlotinib: days 1-14 of 21.
LABEL_FTDTPI = [*range(1, 6), *range(8, 13)]
LABEL_ANLO = list(range(1, 15))

# Day 1 is the day of the first dose. Counted on a calendar sheet, not by the program.
FIRST_VISITS = {
    "independent_28_21": {
        "FTDTPI-C1D1": (1, 1, 1),
        "FTDTPI-C1D8": (6, 8, 10),
        "FTDTPI-C1D15": (13, 15, 17),
        "FTDTPI-C2D1": (26, 29, 32),
        "FTDTPI-C2D15": (41, 43, 45),
        "FTDTPI-C3D1": (54, 57, 60),
        "FTDTPI-C4D1": (82, 85, 88),
        "ANLO-C1D1": (1, 1, 1),
        "ANLO-C2D1": (19, 22, 25),
        "ANLO-C3D1": (40, 43, 46),
        "ANLO-C4D1": (61, 64, 67),
        "ANLO-C5D1": (82, 85, 88),
    },
    "common_21": {
        "BOTH-C1D1": (1, 1, 1),
        "BOTH-C1D8": (6, 8, 10),
        "BOTH-C1D15": (13, 15, 17),
        "BOTH-C2D1": (19, 22, 25),
        "BOTH-C2D15": (34, 36, 38),
        "BOTH-C3D1": (40, 43, 46),
    },
    "common_28": {
        "BOTH-C1D1": (1, 1, 1),
        "BOTH-C1D8": (6, 8, 10),
        "BOTH-C1D15": (13, 15, 17),
        "BOTH-C2D1": (26, 29, 32),
        "BOTH-C2D15": (41, 43, 45),
        "BOTH-C3D1": (54, 57, 60),
    },
}
"""Visit: first day of the window, day aimed at, last day of the window."""

BY_THE_CALENDAR = {
    "IMG-W8": (50, 57, 64),
    "IMG-W16": (106, 113, 120),
    "IMG-W24": (162, 169, 176),
    "SAFLAB-W6": (36, 43, 50),
    "SAFLAB-W12": (78, 85, 92),
}
"""What keeps to the calendar from the first dose, whatever the cycles are."""

AFTER_LAST_DOSE = {"EOT": (0, 7, 14), "SAFETY": (23, 30, 37), "SURV-W12": (70, 84, 98), "SURV-W24": (154, 168, 182)}
"""Days after the last dose, which is day 0."""

DOSED_IN_84_DAYS = {
    "independent_28_21": (
        [*range(1, 6), *range(8, 13), *range(29, 34), *range(36, 41), *range(57, 62), *range(64, 69)],
        [*range(1, 15), *range(22, 36), *range(43, 57), *range(64, 78)],
    ),
    "common_21": (
        [
            *range(1, 6),
            *range(8, 13),
            *range(22, 27),
            *range(29, 34),
            *range(43, 48),
            *range(50, 55),
            *range(64, 69),
            *range(71, 76),
        ],
        [*range(1, 15), *range(22, 36), *range(43, 57), *range(64, 78)],
    ),
    "common_28": (
        [*range(1, 6), *range(8, 13), *range(29, 34), *range(36, 41), *range(57, 62), *range(64, 69)],
        [*range(1, 15), *range(29, 43), *range(57, 71)],
    ),
}
"""Days of FTD/TPI and of anlotinib in 84 days, where cycles of 28 and of 21 days meet again."""


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the edition with the three presets."""
    return load(read_folder(EDITION))


def preset_of(study: Study, name: str) -> Preset:
    """Return one preset."""
    return next(preset for preset in study.presets if preset.id == name)


def days_of(visits: Iterable[Visit], first_day: int) -> dict[str, tuple[int, int, int]]:
    """Return window and aim of each visit, counted from ``first_day`` on the day of its anchor."""
    return {
        one.id: (
            first_day + one.offset_days - one.before_days,
            first_day + one.offset_days,
            first_day + one.offset_days + one.after_days,
        )
        for one in visits
    }


def dosed(drug: Drug, days: int) -> list[int]:
    """Return the days on which a drug is taken, from 1."""
    return [day for day in range(1, days + 1) if (day - 1) % drug.cycle_days + 1 in drug.dosing_days]


def test_three_presets_are_shipped_and_one_is_followed(study: Study) -> None:
    assert [preset.id for preset in study.presets] == ["common_21", "common_28", "independent_28_21"]
    followed = preset_of(study, study.preset)
    assert (study.drugs, study.visits) == (followed.drugs, followed.visits)
    assert study.preset == "independent_28_21"


@pytest.mark.parametrize("name", FIRST_VISITS)
def test_first_visits_fall_on_the_days_counted_by_hand(study: Study, name: str) -> None:
    visits = preset_of(study, name).visits
    found = days_of((one for one in visits if one.anchor not in ("consent", "last_dose", "")), 1)
    wanted = FIRST_VISITS[name] | BY_THE_CALENDAR
    assert {id: days for id, days in found.items() if id in wanted} == wanted


@pytest.mark.parametrize("name", FIRST_VISITS)
def test_what_follows_the_last_dose_counts_from_it(study: Study, name: str) -> None:
    found = days_of((one for one in preset_of(study, name).visits if one.anchor == "last_dose"), 0)
    assert {id: days for id, days in found.items() if id in AFTER_LAST_DOSE} == AFTER_LAST_DOSE


@pytest.mark.parametrize("name", FIRST_VISITS)
def test_screening_lasts_28_days_from_consent(study: Study, name: str) -> None:
    (screening,) = (one for one in preset_of(study, name).visits if one.anchor == "consent")
    assert (screening.id, screening.offset_days, screening.before_days, screening.after_days) == ("SCR", 0, 0, 28)


@pytest.mark.parametrize("name", DOSED_IN_84_DAYS)
def test_dosing_days_of_84_days_are_those_counted_by_hand(study: Study, name: str) -> None:
    drugs = {drug.id: drug for drug in preset_of(study, name).drugs}
    assert (dosed(drugs["FTDTPI"], 84), dosed(drugs["ANLO"], 84)) == DOSED_IN_84_DAYS[name]


def test_every_preset_doses_on_the_days_of_the_labels(study: Study) -> None:
    for preset in study.presets:
        drugs = {drug.id: drug for drug in preset.drugs}
        assert list(drugs["FTDTPI"].dosing_days) == LABEL_FTDTPI
        assert list(drugs["ANLO"].dosing_days) == LABEL_ANLO
    independent = {drug.id: drug.cycle_days for drug in preset_of(study, "independent_28_21").drugs}
    assert independent == {"FTDTPI": 28, "ANLO": 21}, "both cycles are those of the labels here alone"


def test_day_15_of_28_is_a_rest_day_of_both_drugs(study: Study) -> None:
    for drug in preset_of(study, "independent_28_21").drugs:
        assert 15 not in dosed(drug, 21)
    visits = {one.id: one for one in preset_of(study, "independent_28_21").visits}
    assert "CBC" in visits["FTDTPI-C2D15"].forms


@pytest.mark.parametrize("name", FIRST_VISITS)
def test_nothing_of_a_preset_stands_without_its_origin(study: Study, name: str) -> None:
    preset = preset_of(study, name)
    said = [preset.assumption, *(drug.assumption for drug in preset.drugs), *(one.assumption for one in preset.visits)]
    assert all(one is not None and "Origin:" in one.en and "来源：" in one.zh for one in said)


@pytest.mark.parametrize("name", FIRST_VISITS)
def test_each_first_day_of_a_cycle_asks_for_the_dose_and_its_blood_count(study: Study, name: str) -> None:
    for one in preset_of(study, name).visits:
        if one.day == 1 and one.cycle is not None:
            wanted = {"BOTH": {"EXF", "EXA"}, "FTDTPI": {"EXF"}, "ANLO": {"EXA"}}[one.id.split("-")[0]]
            assert {form for form in one.forms if form.startswith("EX")} == wanted, one.id
            assert "CBC" in one.forms or one.id == "ANLO-C1D1", one.id


@pytest.mark.parametrize("name", FIRST_VISITS)
def test_every_visit_form_has_a_visit(study: Study, name: str) -> None:
    asked = {form for one in preset_of(study, name).visits for form in one.forms}
    assert {form.id for form in study.forms.values() if form.kind == "visit"} == asked


@pytest.mark.parametrize("name", FIRST_VISITS)
def test_a_blood_count_between_the_visits_has_its_place(study: Study, name: str) -> None:
    found = [one for one in preset_of(study, name).visits if one.is_unscheduled]
    assert [one.id for one in found] == [f"UNS{n}" for n in range(1, 31)]
    assert {"VS", "CBC", "CHEM", "ECG", "IMG"} <= set(found[0].forms)
    assert not {"EXF", "EXA", "SURV"} & set(found[0].forms)

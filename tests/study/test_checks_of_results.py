"""Judges the checks of laboratory, lesions and dosing over values whose verdict was thought out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from escc_desktop.study.answers import answers_of
from escc_desktop.study.edition import ItemType, Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.rules import holds, worth
from escc_desktop.study.units import Units, units_of
from escc_desktop.study.values import Missing, Value

EDITION = Path(__file__).parents[2] / "forms" / "nct07142421-0.2"
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Beside:
    """The other records of a participant, written down by hand: "latest CBC.NEUT", "SCR ECG.EGQTCF", "DM.SEX"."""

    study: Study
    known: Texts
    observed_on: str | None = "2026-03-05"

    @property
    def units(self) -> Units:
        """The conversions of the edition."""
        return units_of(self.study)

    def kind(self, form: str, item: str) -> ItemType | None:
        """Return the type of an item."""
        return self.study.item(form, item).type

    def reported(
        self, form: str, item: str, visit: str | None = None, is_latest: bool = False
    ) -> tuple[Value | None, str | None, str]:
        """Return an answer in the item's own unit: nothing beside is reported in another."""
        found = self.study.item(form, item)
        value = self.at(visit, form, item) if visit is not None else self.value(form, item)
        return self.latest(form, item) if is_latest else value, found.unit, found.testcd

    def value(self, form: str, item: str) -> Value | None:
        """Return the answer at the same visit."""
        return self.known.get(f"{form}.{item}")

    def latest(self, form: str, item: str) -> Value | None:
        """Return the last answer."""
        return self.known.get(f"latest {form}.{item}")

    def at(self, visit: str, form: str, item: str) -> Value | None:
        """Return the answer at a visit."""
        return self.known.get(f"{visit} {form}.{item}")

    def every(self, form: str, item: str) -> tuple[Value | None, ...]:
        """Return all answers, joined by ; in what is known."""
        return tuple(self.known[f"every {form}.{item}"].split(";")) if f"every {form}.{item}" in self.known else ()

    def count(self, form: str) -> int:
        """Return how many records there are."""
        return 0

    def anchor(self, name: str) -> date | None:
        """Return an anchoring day."""
        return date.fromisoformat(self.known[name]) if name in self.known else None


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the edition that holds the checks."""
    return load(read_folder(EDITION))


PERCENT = {"NEUTP": "55.0", "LYMPHP": "35.0", "MONOP": "6.5", "EOSP": "3.0", "BASOP": "0.5"}
COUNTS = {"WBC": "5.00", "NEUT": "2.75", "LYMPH": "1.75", "MONO": "0.33", "EOS": "0.15", "BASO": "0.02"}

NO_LESION = Missing("NA", "no lesion of this kind")

DOSED = {"first_dose": "2026-03-09"}

# check, own values, what stands beside, verdict (None: something is not known, and nothing is asked)
VERDICTS: tuple[tuple[str, Mapping[str, Value], Texts, bool | None], ...] = (
    ("CBC1", {"NEUT": "5.01", "WBC": "5.00"}, {}, False),
    ("CBC1", {"NEUT": "5.00", "WBC": "5.00"}, {}, True),
    ("CBC1", {"NEUT": "5.00"}, {}, None),
    ("CBC2", COUNTS, {}, True),
    ("CBC2", COUNTS | {"LYMPH": "2.75"}, {}, False),
    ("CBC4", PERCENT, {}, True),
    ("CBC4", PERCENT | {"NEUTP": "57.0"}, {}, True),
    ("CBC4", PERCENT | {"NEUTP": "57.1"}, {}, False),
    ("CBC4", PERCENT | {"NEUTP": "52.9"}, {}, False),
    ("CBC5", {"NEUT": "2.95", "WBC": "5.00", "NEUTP": "55.0"}, {}, True),
    ("CBC5", {"NEUT": "2.96", "WBC": "5.00", "NEUTP": "55.0"}, {}, False),
    ("CBC6", {"HGB": "140", "HCT": "0.420"}, {}, True),
    ("CBC6", {"HGB": "14.0", "HGB_U": "g/dL", "HCT": "42.0", "HCT_U": "%"}, {}, True),
    ("CBC6", {"HGB": "14.0", "HCT": "0.420"}, {}, False),
    ("CBC3", {"LBDTC": "2026-03-05 08:10", "LBRPTDTC": "2026-03-05 07:50"}, {}, False),
    ("CBC3", {"LBDTC": "2026-03-05 UK:UK", "LBRPTDTC": "2026-03-05 07:50"}, {}, None),
    ("CBC8", {"LBDTC": "2026-02-26 08:10"}, {}, True),
    ("CBC8", {"LBDTC": "2026-02-25 08:10"}, {}, False),
    ("CBC9", {"NEUT": "0.49", "PLT": "120"}, {}, False),
    ("CBC9", {"NEUT": "0.50", "PLT": "50"}, {}, True),
    ("CBC9", {"NEUT": "0.50"}, {}, None),
    ("EOT6", {"EOTDRUG": "ANLO", "EOTLAST": "2026-03-04"}, {"latest EXA.ENDTC": "2026-03-05 07:00"}, False),
    ("EOT6", {"EOTDRUG": "ANLO", "EOTLAST": "2026-03-05"}, {"latest EXA.ENDTC": "2026-03-05 19:00"}, True),
    ("EOT6", {"EOTDRUG": "FTDTPI", "EOTLAST": "2026-03-13"}, {"latest EXF.ENDTC": "2026-03-12 19:00"}, True),
    ("EOT8", {"EOTPDDAT": "2026-03-05"}, {"latest RS.RSPDDAT": "2026-03-04"}, False),
    ("EOT8", {"EOTPDDAT": "2026-03-05"}, {}, None),
    ("EOS6", {"EOSREAS": "DEATH", "EOSDAT": "2026-03-05"}, {"DTH.DTHDAT": "2026-03-UK"}, None),
    ("EOS6", {"EOSREAS": "DEATH", "EOSDAT": "2026-03-05"}, {"DTH.DTHDAT": "2026-03-04"}, False),
    ("VIRO9", {"HBSAG": "POS"}, {"MH.MHHBV": "N"}, False),
    ("DH15", {"PRIMARY": "RESECTED"}, {"PT.PTSURG": "N"}, False),
    ("DH15", {"PRIMARY": "RESECTED"}, {"PT.PTSURG": "Y"}, True),
    ("DH16", {"STATE": "METASTATIC", "DXM": "M0"}, {}, False),
    ("EOT7", {"EOTLAST": "2026-03-06"}, {"DTH.DTHDAT": "2026-03-05"}, False),
    ("AE16", {"AESTDAT": "2026-03-UK"}, {"DTH.DTHDAT": "2026-03-05"}, None),
    ("AE16", {"AESTDAT": "2026-04-UK"}, {"DTH.DTHDAT": "2026-03-05"}, False),
    ("CHEM2", {"DBIL": "0.4", "DBIL_U": "mg/dL", "TBIL": "12.0"}, {}, True),
    ("CHEM2", {"DBIL": "0.8", "DBIL_U": "mg/dL", "TBIL": "12.0"}, {}, False),
    ("CHEM4", {"CRCL": "29.9"}, {}, False),
    ("URIN2", {"PRO": "P2"}, {}, False),
    ("URIN2", {"PRO": "P2", "UP24": "0.80"}, {}, True),
    ("URIN2", {"PRO": "P1"}, {}, True),
    ("URIN6", {"UP24": "2100", "UP24_U": "mg/24h"}, {}, False),
    ("URIN6", {"UP24": "1.9"}, {}, True),
    ("VIRO4", {"HBSAG": "POS", "INFHBV": "CONTROLLED"}, {}, True),
    ("VIRO4", {"HBSAG": "POS", "INFHBV": "NONE"}, {}, False),
    ("VIRO7", {"INFHBV": "UNCONTROLLED"}, {"IE.EXCL06": "N"}, False),
    (
        "VIRO7",
        {"INFHBV": "CONTROLLED", "INFHCV": "NONE", "INFHIV": "NONE", "INFTP": "NONE"},
        {},
        True,
    ),
    ("PREG1", {"PGPOT": "Y"}, {"DM.SEX": "M"}, False),
    ("PREG3", {"PGRES": "POS"}, {}, False),
    ("ECG1", {"EGQRS": "400", "EGQT": "380"}, {}, False),
    ("ECG2", {"EGQTCBY": "BAZETT", "EGQTC": "470", "EGQTCF": "441"}, {}, True),
    ("ECG2", {"EGQTCBY": "FRIDERICIA", "EGQTC": "470", "EGQTCF": "441"}, {}, False),
    ("ECG4", {"EGQTCF": "461"}, {"SCR ECG.EGQTCF": "400"}, False),
    ("ECG4", {"EGQTCF": "460"}, {"SCR ECG.EGQTCF": "400"}, True),
    # A report says what it says: hard is only what the record itself contradicts.
    ("VIRO8", {"HBVR": "QUANTIFIED"}, {}, False),
    ("VIRO8", {"HBVR": "QUANTIFIED", "HBVCOP": "120000000"}, {}, True),
    ("CHEM5", {"ALT": "90", "AST": "180", "TBIL": "60"}, {}, False),
    ("CHEM5", {"ALT": "90", "AST": "100", "TBIL": "60"}, {}, True),
    ("RS1", {"RSTGT": "PR", "RSPCBL": "-30.0"}, {}, True),
    ("RS1", {"RSTGT": "PR", "RSPCBL": "-29.9"}, {}, False),
    ("RS3", {"RSTGT": "SD", "RSPCNAD": "20.0", "RSACNAD": "5.0"}, {}, False),
    ("RS3", {"RSTGT": "SD", "RSPCNAD": "25.0", "RSACNAD": "4.9"}, {}, True),
    ("RS6", {"RSTGT": "SD", "RSNTGT": "NON_CR_PD", "RSNEW": "Y", "RSOVR": "SD"}, {}, False),
    ("RS8", {"RSTGT": "PR", "RSNTGT": "NON_CR_PD", "RSNEW": "N", "RSOVR": "PR"}, {}, True),
    ("RS8", {"RSTGT": "PR", "RSNTGT": "NE", "RSNEW": "N", "RSOVR": "SD"}, {}, False),
    # The table of overall responses: no non-target lesions, CR short of all, not evaluable, non-target lesions only.
    ("RS5", {"RSTGT": "CR", "RSNTGT": NO_LESION, "RSNEW": "N", "RSOVR": "PR"}, {}, False),
    ("RS5", {"RSTGT": "CR", "RSNTGT": "NON_CR_PD", "RSNEW": "N", "RSOVR": "PR"}, {}, True),
    ("RS7", {"RSTGT": "SD", "RSNTGT": NO_LESION, "RSNEW": "N", "RSOVR": "PD"}, {}, False),
    ("RS8", {"RSTGT": "PR", "RSNTGT": NO_LESION, "RSNEW": "N", "RSOVR": "SD"}, {}, False),
    ("RS9", {"RSTGT": "SD", "RSNTGT": NO_LESION, "RSNEW": "N", "RSOVR": "SD"}, {}, True),
    ("RS17", {"RSTGT": "CR", "RSNTGT": "NE", "RSNEW": "N", "RSOVR": "CR"}, {}, False),
    ("RS17", {"RSTGT": "CR", "RSNTGT": "CR", "RSNEW": "N", "RSOVR": "CR"}, {}, True),
    ("RS18", {"RSTGT": "NE", "RSNTGT": "NON_CR_PD", "RSNEW": "N", "RSOVR": "SD"}, {}, False),
    ("RS19", {"RSTGT": NO_LESION, "RSNTGT": "NON_CR_PD", "RSNEW": "N", "RSOVR": "NON_CR_PD"}, {}, True),
    ("RS19", {"RSTGT": NO_LESION, "RSNTGT": "NON_CR_PD", "RSNEW": "N", "RSOVR": "NE"}, {}, False),
    ("RS19", {"RSTGT": "SD", "RSNTGT": "NON_CR_PD", "RSNEW": "N", "RSOVR": "SD"}, {}, True),
    ("RS20", {"RSNEW": "N"}, {"every NL.NLSURE": "EQUIVOCAL;UNEQUIVOCAL"}, False),
    ("RS20", {"RSNEW": "N"}, {"every NL.NLSURE": "EQUIVOCAL"}, True),
    ("RS11", {"RSNEW": "Y"}, {"NL.NLYN": "N"}, False),
    ("RS15", {"RSNADIR": "41.0"}, {"latest RS.RSNADIR": "60.0", "latest RS.RSSUM": "41.0"}, True),
    ("RS15", {"RSNADIR": "60.0"}, {"latest RS.RSNADIR": "60.0", "latest RS.RSSUM": "41.0"}, False),
    ("RS16", {"RSCONF": "Y", "RSDAT": "2026-03-30"}, {"latest RS.RSDAT": "2026-03-02"}, True),
    ("RS16", {"RSCONF": "Y", "RSDAT": "2026-03-29"}, {"latest RS.RSDAT": "2026-03-02"}, False),
    ("EXF2", {"DOSE": "60", "TABS15": "0", "TABS20": "3"}, {}, True),
    ("EXF2", {"DOSE": "60", "TABS15": "1", "TABS20": "2"}, {}, False),
    ("EXF4", {"RX": "Y"}, {"latest CBC.NEUT": "1.49"}, False),
    ("EXF4", {"RX": "N"}, {"latest CBC.NEUT": "1.49"}, True),
    ("EXF5", {"RX": "Y"}, {"latest CBC.PLT": "75"}, True),
    ("EXF6", {"RX": "Y", "PLANST": "2026-03-09"}, {"latest CBC.LBDTC": "2026-03-02 08:00"}, True),
    ("EXF6", {"RX": "Y", "PLANST": "2026-03-10"}, {"latest CBC.LBDTC": "2026-03-02 08:00"}, False),
    ("EXF7", {"LEVEL": "35"}, {"latest EXF.LEVEL": "30"}, False),
    ("EXF7", {"LEVEL": "30"}, {"latest EXF.LEVEL": "35"}, True),
    ("EXF7", {"LEVEL": "35"}, {}, None),
    # S6: Friday covers Monday, Thursday only Sunday.
    ("EXF15", {"CYCLE": "1", "PLANST": "2026-03-09"}, DOSED | {"latest PREG.PGDTC": "2026-03-06 09:00"}, True),
    ("EXF15", {"CYCLE": "1", "PLANST": "2026-03-09"}, DOSED | {"latest PREG.PGDTC": "2026-03-05 09:00"}, False),
    ("EXF15", {"CYCLE": "1", "PLANST": "2026-03-09"}, DOSED | {"latest PREG.PGDTC": "2026-03-10 09:00"}, False),
    ("EXF15", {"CYCLE": "2", "PLANST": "2026-04-06"}, DOSED | {"latest PREG.PGDTC": "2026-04-05 09:00"}, True),
    # Before any dose the planned day decides alone: it moves, and the test expires with it.
    ("EXF15", {"CYCLE": "1", "PLANST": "2026-03-09"}, {"latest PREG.PGDTC": "2026-03-09 07:00"}, None),
    ("EXF15", {"CYCLE": "1", "PLANST": "2026-03-10"}, {"latest PREG.PGDTC": "2026-03-06 09:00"}, False),
    ("EXF15", {"CYCLE": "1", "PLANST": "2026-03-06"}, DOSED | {"latest PREG.PGDTC": "2026-03-05 09:00"}, False),
    ("EXF15", {"CYCLE": "1", "PLANST": "2026-03-10"}, {}, None),
    ("EXA11", {"CYCLE": "1", "PLANST": "2026-03-09"}, DOSED | {"latest PREG.PGDTC": "2026-03-06 09:00"}, True),
    ("ECHO1", {"LVEF": "55.0"}, {"SCR ECHO.LVEF": "65.0"}, False),
    ("ECHO1", {"LVEF": "55.1"}, {"SCR ECHO.LVEF": "65.0"}, True),
    ("EXF18", {"CYCLE": "1", "PLANST": "2026-03-30"}, {"SCR IMG.IMGDAT": "2026-03-02"}, True),
    ("EXF18", {"CYCLE": "1", "PLANST": "2026-03-31"}, {"SCR IMG.IMGDAT": "2026-03-02"}, False),
    ("EXF18", {"CYCLE": "2", "PLANST": "2026-04-28"}, {"SCR IMG.IMGDAT": "2026-03-02"}, True),
    ("EXF19", {"LESS": "N", "LEVEL": "30"}, {"latest EXF.LEVEL": "35"}, False),
    ("EXF19", {"LESS": "Y", "LEVEL": "30"}, {"latest EXF.LEVEL": "35"}, True),
    ("EXF20", {"REDUCED": "N", "GIVEN": "50"}, {"latest EXF.DOSE": "55"}, False),
    ("EXF20", {"REDUCED": "Y", "GIVEN": "50"}, {"latest EXF.DOSE": "55"}, True),
    # 30 x 1.62 = 48.6: 45 and 50 lie within 5 mg, 55 does not. No tablets make up 25 mg twice alike.
    ("EXF21", {"LEVEL": "30", "BSA": "1.62", "DOSE": "50"}, {}, True),
    ("EXF21", {"LEVEL": "30", "BSA": "1.62", "DOSE": "55"}, {}, False),
    ("EXF21", {"LEVEL": "35", "BSA": "1.07", "DOSE": "40"}, {}, True),
    ("EXA1", {"DOSE": "11"}, {}, False),
    ("EXA2", {"DOSE": "12"}, {"latest EXA.DOSE": "10"}, False),
    ("EXA2", {"DOSE": "8"}, {"latest EXA.DOSE": "10"}, True),
    ("EXA10", {"RX": "Y"}, {"latest CHEM.CRCL": "28.0"}, False),
    ("DA1", {"DADISP": "60", "DARET": "40", "DALOST": "21"}, {}, False),
    ("DA3", {"DADISPDAT": "2026-03-05", "DAEXP": "2026-03-UK"}, {}, None),
    ("DA3", {"DADISPDAT": "2026-03-05", "DAEXP": "2026-02-UK"}, {}, False),
)


@pytest.mark.parametrize(("id", "values", "beside", "verdict"), VERDICTS)
def test_checks_judge_as_a_person_would(
    study: Study, id: str, values: Mapping[str, Value], beside: Texts, verdict: bool | None
) -> None:
    (check,) = (one for one in study.checks if one.id == id)
    answers = answers_of(study.form(check.form), values, Beside(study, beside))
    assert holds(check.rule, answers) is verdict


# Body surface, dose in mg by the table of the label at 35 mg/m2 (drugs.com/dosage/lonsurf.html).
DOSE_TABLE = (
    ("1.06", 35), ("1.07", 40), ("1.22", 40), ("1.23", 45), ("1.37", 45), ("1.38", 50), ("1.52", 50), ("1.53", 55),
    ("1.68", 55), ("1.69", 60), ("1.83", 60), ("1.84", 65), ("1.98", 65), ("1.99", 70), ("2.14", 70), ("2.15", 75),
    ("2.29", 75), ("2.30", 80), ("2.60", 80),
)  # fmt: skip


@pytest.mark.parametrize(("area", "dose"), DOSE_TABLE)
def test_only_the_dose_of_the_labels_table_passes(study: Study, area: str, dose: int) -> None:
    (check,) = (one for one in study.checks if one.id == "EXF1")
    for typed in range(15, 85, 5):
        values: dict[str, Value] = {"LEVEL": "35", "BSA": area, "DOSE": str(typed)}
        answers = answers_of(study.form("EXF"), values, Beside(study, {}))
        assert holds(check.rule, answers) is (typed == dose), typed


# state, diameter, node, baseline, the checks that fail
LESIONS: tuple[tuple[str, str, str, str, list[str]], ...] = (
    ("PRESENT", "15", "Y", "Y", []),
    ("PRESENT", "14.9", "Y", "Y", ["TL2"]),
    ("PRESENT", "10", "N", "Y", []),
    ("PRESENT", "9.9", "N", "Y", ["TL1"]),
    ("PRESENT", "4", "N", "N", []),
    ("ABSENT", "0", "N", "N", []),
    ("ABSENT", "3", "N", "N", ["TL4"]),
    ("TOO_SMALL", "5", "N", "N", []),
    ("TOO_SMALL", "4", "N", "N", ["TL5"]),
    ("PRESENT", "0", "N", "N", ["TL6"]),
    ("ABSENT", "0", "N", "Y", ["TL1", "TL7"]),
    ("NE", "12", "N", "N", ["TL11"]),
)


@pytest.mark.parametrize(("state", "diameter", "node", "base", "failing"), LESIONS)
def test_rows_of_target_lesions_are_held_to_recist(
    study: Study, state: str, diameter: str, node: str, base: str, failing: list[str]
) -> None:
    form = study.form("TL")
    values = {"TLBASE": base, "TLYN": "Y", "TLSTATE.1": state, "TLDIAM.1": diameter, "TLIRR.1": "N"}
    values |= {"TLSITE.1": "NODE_NECK" if node == "Y" else "LUNG", "TLDESC.1": "left"}
    row = answers_of(form, values, Beside(study, {})).in_row(form.group("LESIONS"), 1)
    failed = [one.id for one in study.checks_of("TL") if one.each == "LESIONS" and holds(one.rule, row) is False]
    assert failed == failing


def test_what_is_calculated_follows_its_inputs(study: Study) -> None:
    lesions: dict[str, Value] = {"TLBASE": "Y", "TLDIAM.1": "32.5", "TLDIAM.2": "18"}
    assert calculated(study, "TL.TLSUM", lesions, {}) == "50.5"
    assert calculated(study, "TL.TLSUM", lesions | {"TLDIAM.3": Missing("ND", "not seen")}, {}) is None
    sums: dict[str, Value] = {"RSSUM": "33.0", "RSBASE": "50.5", "RSNADIR": "50.5"}
    assert calculated(study, "RS.RSPCBL", sums, {}) == "-34.65"
    assert calculated(study, "RS.RSBASE", {}, {"SCR TL.TLSUM": "50.5"}) == "50.5"
    assert calculated(study, "RS.RSSUM", {}, {"TL.TLSUM": "33.0"}) == "33"
    man = {"DM.BRTHDAT": "1966-01-15", "DM.SEX": "M", "latest VS.WEIGHT": "70"}
    blood: dict[str, Value] = {"LBDTC": "2026-03-05 08:00", "CREAT": "88.4"}
    assert calculated(study, "CHEM.CRCL", blood, man) == "77.78"
    in_mg_dl: dict[str, Value] = {"LBDTC": "2026-03-05 08:00", "CREAT": "1.0", "CREAT_U": "mg/dL"}
    assert calculated(study, "CHEM.CRCL", in_mg_dl, man) == "77.78"
    assert calculated(study, "ECG.EGQTCF", {"EGQT": "400", "EGHR": "60"}, {}) == "400"
    assert calculated(study, "EXF.BSAMADE", {}, {"latest VS.WEIGHT": "80", "DM.HEIGHT": "180"}) == "2"
    assert calculated(study, "EXF.ADHERENCE", {"PLANNED": "20", "MISSED": "3"}, {}) == "85"
    assert calculated(study, "DA.DAUSED", {"DADISP": "60", "DARET": "12", "DALOST": "1"}, {}) == "47"


def calculated(study: Study, item: str, values: Mapping[str, Value], beside: Texts) -> str | None:
    """Return what a calculated item is worth, to two digits and without zeros at its end."""
    form, _, id = item.partition(".")
    rule = study.item(form, id).calculation
    assert rule is not None
    found = worth(f"round({rule}, 2)", answers_of(study.form(form), values, Beside(study, beside)))
    if found is None:
        return None
    text = str(found)
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


@pytest.mark.parametrize(
    ("site", "slice", "diameter", "verdict"),
    [
        ("LIVER", "5", "10", True),
        ("LIVER", "7.5", "15", True),
        ("LIVER", "7.5", "14.9", False),
        ("NODE_NECK", "7.5", "15", True),
        ("LIVER", None, "10", None),
    ],
)
def test_thick_slices_ask_for_twice_their_thickness(
    study: Study, site: str, slice: str | None, diameter: str, verdict: bool | None
) -> None:
    (check,) = (one for one in study.checks if one.id == "TL12")
    form = study.form("TL")
    values: dict[str, Value] = {"TLBASE": "Y", "TLYN": "Y", "TLSITE.1": site, "TLDIAM.1": diameter}
    beside = Beside(study, {"IMG.IMGSLICE": slice} if slice is not None else {})
    assert holds(check.rule, answers_of(form, values, beside).in_row(form.group("LESIONS"), 1)) is verdict


def test_what_a_report_prints_may_always_be_completed(study: Study) -> None:
    reports = {"CBC", "CHEM", "COAG", "URIN", "THYR", "LIPID", "VIRO"}
    assert [one.id for one in study.checks if one.form in reports and one.is_hard] == []
    assert not next(one for one in study.checks if one.id == "VS4").is_hard, "33.5 degrees is a fact in shock"

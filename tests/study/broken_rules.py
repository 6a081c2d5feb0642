"""Lists the ways in which the rules of an edition break, each with what must be found and where."""

from __future__ import annotations

Edit = tuple[str, str, str]
"""A file, what stands in it, and what is put in the first place of that; with "" for the former a new file."""

EXAM, STUDY, CHECKS = "crf/EXAM.toml", "study.toml", "checks.toml"
PRESET = "presets/standard.toml"

BREAKS: dict[str, tuple[list[Edit], str, str, str]] = {
    # name: (edits, code, file, what stands in the line that is named)
    "an item that is not there": (
        [(EXAM, "FASTING == 'N'", "FASTED == 'N'")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "FASTED == 'N'",
    ),
    "an item of another form that is not there": (
        [(EXAM, "FASTING == 'N'", "IC.ICDAT < VSDAT")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "IC.ICDAT",
    ),
    "a form that is not there": (
        [(EXAM, "FASTING == 'N'", "ICF.ICDTC < VSDAT")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "ICF.ICDTC",
    ),
    "a visit that is not there": (
        [(EXAM, "FASTING == 'N'", "at('SCREEN', EXAM.SMOKES) == 'Y'")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "SCREEN",
    ),
    "an anchor that is not there": (
        [(EXAM, "FASTING == 'N'", "VSDAT > anchor('birth')")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "birth",
    ),
    "a formula that is not there": (
        [(EXAM, "bmi(in_unit(WEIGHT, 'kg'), HEIGHT)", "bsa('euler', in_unit(WEIGHT, 'kg'), HEIGHT)")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "euler",
    ),
    "something counted that is not there": (
        [(EXAM, "FASTING == 'N'", "count(PILLS) > 1")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "PILLS",
    ),
    "a code that the list has not": (
        [(EXAM, "FASTING == 'N'", "VSPOS == 'HANGING'")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "HANGING",
    ),
    "a code that several answers have not": (
        [(EXAM, "FASTING == 'N'", "has(SYMPTOMS, 'ITCH')")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "ITCH",
    ),
    "an answer that yes or no is not": (
        [(EXAM, "FASTING == 'N'", "SMOKES == 'NO'")],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "'NO'",
    ),
    "what is no rule": ([(EXAM, "FASTING == 'N'", "FASTING = 'N'")], "RULE_BROKEN", EXAM, "FASTING = 'N'"),
    "a function that is not there": ([(EXAM, "FASTING == 'N'", "eval('1')")], "RULE_BROKEN", EXAM, "eval"),
    "a code against a number": ([(EXAM, "FASTING == 'N'", "VSPOS == 1")], "STUDY_NOT_COMPARABLE", EXAM, "VSPOS == 1"),
    "a number against a text": (
        [(CHECKS, "DIABP < SYSBP", "DIABP < 'high'")],
        "STUDY_NOT_COMPARABLE",
        CHECKS,
        "'high'",
    ),
    "a date against a number": ([(CHECKS, "DIABP < SYSBP", "VSDAT > 5")], "STUDY_NOT_COMPARABLE", CHECKS, "VSDAT > 5"),
    "a date that is none": ([(CHECKS, "DIABP < SYSBP", "VSDAT > '5 May'")], "STUDY_NOT_COMPARABLE", CHECKS, "5 May"),
    "several codes compared": (
        [(CHECKS, "DIABP < SYSBP", "SYMPTOMS == 'PAIN'")],
        "STUDY_NOT_COMPARABLE",
        CHECKS,
        "'PAIN'",
    ),
    "a sum of texts": ([(CHECKS, "DIABP < SYSBP", "COVAL + 1 > 2")], "STUDY_NOT_COMPARABLE", CHECKS, "COVAL + 1"),
    "a condition that is a number": ([(EXAM, "FASTING == 'N'", "SYSBP")], "STUDY_NOT_COMPARABLE", EXAM, '"SYSBP"'),
    "a calculation that is no number": (
        [(EXAM, "bmi(in_unit(WEIGHT, 'kg'), HEIGHT)", "HEIGHT > 1")],
        "STUDY_NOT_COMPARABLE",
        EXAM,
        "HEIGHT > 1",
    ),
    "a rule that can never be true": (
        [(EXAM, "FASTING == 'N'", "SYSBP > 200 and SYSBP < 100")],
        "STUDY_NEVER_TRUE",
        EXAM,
        "SYSBP > 200",
    ),
    "a check that checks nothing": (
        [(CHECKS, "DIABP < SYSBP", "SYSBP > 100 or SYSBP <= 100")],
        "STUDY_NEVER_FALSE",
        CHECKS,
        "SYSBP > 100",
    ),
    "an item of rows outside them": (
        [(CHECKS, "DIABP < SYSBP", "CMTRT != 'aspirin'")],
        "STUDY_OUTSIDE_ROW",
        CHECKS,
        "aspirin",
    ),
    "a row where there are none": (
        [(CHECKS, "DIABP < SYSBP", "any_is(VSPOS, 'SUPINE')")],
        "STUDY_NO_ROWS",
        CHECKS,
        "any_is",
    ),
    "a record among many": (
        [(CHECKS, "DIABP < SYSBP", "AE.AETOXGR == '5'")],
        "STUDY_WHICH_RECORD",
        CHECKS,
        "AE.AETOXGR",
    ),
    "each of a group without rows": ([(CHECKS, '"MEDICATION"', '"BLOOD"')], "STUDY_UNKNOWN_REFERENCE", CHECKS, "BLOOD"),
    "a number in any unit": ([(CHECKS, "DIABP < SYSBP", "WEIGHT > 30")], "STUDY_AS_REPORTED", CHECKS, "WEIGHT > 30"),
    "a unit without conversion": (
        [(CHECKS, "DIABP < SYSBP", "in_unit(HEIGHT, 'kg') > 1")],
        "STUDY_NO_CONVERSION",
        CHECKS,
        "in_unit",
    ),
    "a circle of conditions": (
        [(EXAM, 'id = "FASTING"', 'id = "FASTING"\nshown_when = "answered(LASTMEAL)"')],
        "STUDY_CIRCLE",
        EXAM,
        "answered(LASTMEAL)",
    ),
    "a calculation of itself": (
        [(EXAM, "bmi(in_unit(WEIGHT, 'kg'), HEIGHT)", "BMI + 1")],
        "STUDY_CIRCLE",
        EXAM,
        "BMI + 1",
    ),
    "an anchor that waits for itself": (
        [
            (STUDY, 'consent = "IC.ICDTC"', 'consent = "IC.ICDTC"\nlast_dose = "EXAM.VSDAT"'),
            (PRESET, 'anchor = "consent"', 'anchor = "last_dose"'),
            (PRESET, 'anchor = "DRUG1"', 'anchor = "last_dose"'),
        ],
        "STUDY_CIRCLE",
        STUDY,
        "last_dose =",
    ),
}

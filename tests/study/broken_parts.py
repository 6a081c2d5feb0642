"""Lists the ways in which the parts of an edition break, each with what must be found and where."""

from __future__ import annotations

from tests.study.broken_rules import CHECKS, EXAM, PRESET, STUDY, Edit

LISTS, UNITS = "codelists.toml", "units.toml"
EN, ZH = "wording/en.toml", "wording/zh.toml"

DM = """kind = "once"
needs_signature = false
[[group]]
id = "G"
[[group.item]]
id = "A"
type = "yes_no"
source = "HIS"
cdash = "-"
sdtm = "-"
"""

TEXT_ITEM = """[[group.item]]
id = "NAME"
type = "text"
source = "LIS"
cdash = "-"
sdtm = "-"
"""

UNSCHEDULED: list[Edit] = [
    (PRESET, "[[drug]]", '[[visit]]\nid = "UNS{n}"\nunscheduled = true\nmost = 3\nforms = ["EXAM"]\n\n[[drug]]'),
    (EN, "[visit]", '[visit]\n"UNS{n}" = "Unscheduled {n}"'),
    (ZH, "[visit]", '[visit]\n"UNS{n}" = "计划外 {n}"'),
    (EN, "[visit_short]", '[visit_short]\n"UNS{n}" = "Unscheduled {n}"'),
    (ZH, "[visit_short]", '[visit_short]\n"UNS{n}" = "计划外 {n}"'),
]
"""Adds unscheduled visits to the edition that a new one begins as; sound by itself."""

BREAKS: dict[str, tuple[list[Edit], str, str, str]] = {
    # name: (edits, code, file, what stands in the line that is named)
    "a list that nothing uses": (
        [
            (LISTS, "[DETECTED]", '[COLOUR]\nRED = ""\n\n[DETECTED]'),
            (EN, "[list]", '[list]\nCOLOUR = "Colour"'),
            (ZH, "[list]", '[list]\nCOLOUR = "颜色"'),
            (EN, "[code]", '[code]\n"COLOUR.RED" = "Red"'),
            (ZH, "[code]", '[code]\n"COLOUR.RED" = "红"'),
        ],
        "STUDY_UNUSED",
        LISTS,
        "[COLOUR]",
    ),
    "a unit that nothing uses": (
        [(UNITS, "[[conversion]]", '[[unit]]\nid = "mL"\nucum = "mL"\n\n[[conversion]]')],
        "STUDY_UNUSED",
        UNITS,
        'id = "mL"',
    ),
    "a form that no visit asks": (
        [
            ("crf/X.toml", "", DM.replace("once", "visit")),
            (EN, "[form]", '[form]\nX = "X"'),
            (ZH, "[form]", '[form]\nX = "其他"'),
            (EN, "[group]", '[group]\n"X.G" = "G"'),
            (ZH, "[group]", '[group]\n"X.G" = "组"'),
            (EN, "[item]", '[item]\n"X.A" = "A"'),
            (ZH, "[item]", '[item]\n"X.A" = "甲"'),
        ],
        "STUDY_UNUSED",
        "crf/X.toml",
        'kind = "visit"',
    ),
    "a file that nothing reads": ([("notes.toml", "", "a = 1\n")], "STUDY_ORPHAN_FILE", "notes.toml", "a = 1"),
    "wording that nothing uses": ([(EN, "[drug]", '[drug]\nDRUG2 = "Other"')], "STUDY_ORPHAN_WORDING", EN, "DRUG2"),
    "wording in one language": ([(ZH, '"EXAM.VSPOS" = "体位"\n', "")], "STUDY_NO_WORDING", ZH, "[item]"),
    "wording that is empty": (
        [(ZH, '"EXAM.VSPOS" = "体位"', '"EXAM.VSPOS" = " "')],
        "STUDY_WRONG_KIND",
        ZH,
        '"EXAM.VSPOS"',
    ),
    "wording twice": (
        [("wording/en/more.toml", "", '[item]\n"EXAM.VSPOS" = "Posture"\n')],
        "STUDY_TWICE",
        "wording/en/more.toml",
        "Posture",
    ),
    "an unscheduled visit with an anchor": (
        [*UNSCHEDULED, (PRESET, "most = 3", 'most = 3\nanchor = "consent"')],
        "STUDY_UNKNOWN_KEY",
        PRESET,
        'anchor = "consent"',
    ),
    "an unscheduled visit with a window": (
        [*UNSCHEDULED, (PRESET, "most = 3", "most = 3\nafter_days = 3")],
        "STUDY_UNKNOWN_KEY",
        PRESET,
        "after_days = 3",
    ),
    "unscheduled visits without a number of them": (
        [*UNSCHEDULED, (PRESET, "most = 3\n", "")],
        "STUDY_MISSING_KEY",
        PRESET,
        "[[visit]]",
    ),
    "unscheduled visits without end": (
        [*UNSCHEDULED, (PRESET, "most = 3", "most = 1000")],
        "STUDY_WRONG_KIND",
        PRESET,
        "most = 1000",
    ),
    "an unscheduled visit of no form": (
        [*UNSCHEDULED, (PRESET, 'most = 3\nforms = ["EXAM"]', "most = 3\nforms = []")],
        "STUDY_WRONG_KIND",
        PRESET,
        "forms = []",
    ),
    "two kinds of unscheduled visits": (
        [
            *UNSCHEDULED,
            (
                PRESET,
                "[[drug]]",
                '[[visit]]\nid = "ALSO{n}"\nunscheduled = true\nmost = 2\nforms = ["EXAM"]\n\n[[drug]]',
            ),
            (EN, "[visit]", '[visit]\n"ALSO{n}" = "Also {n}"'),
            (ZH, "[visit]", '[visit]\n"ALSO{n}" = "另 {n}"'),
            (EN, "[visit_short]", '[visit_short]\n"ALSO{n}" = "Also {n}"'),
            (ZH, "[visit_short]", '[visit_short]\n"ALSO{n}" = "另 {n}"'),
        ],
        "STUDY_TWICE",
        PRESET,
        "unscheduled = true",
    ),
    "a list that is not there": ([(EXAM, '"POSITION"', '"POSTURE"')], "STUDY_UNKNOWN_REFERENCE", EXAM, "POSTURE"),
    "a missing code that is an answer": (
        [
            (LISTS, 'SUPINE = "SUPINE"', 'UK = "SUPINE"'),
            (EN, "POSITION.SUPINE", "POSITION.UK"),
            (ZH, "POSITION.SUPINE", "POSITION.UK"),
        ],
        "STUDY_COLLISION",
        EXAM,
        'code_list = "POSITION"',
    ),
    "a missing code that is not there": (
        [(EXAM, "missing = []", 'missing = ["NK"]')],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "NK",
    ),
    "a missing code that must be": (
        [
            (LISTS, 'UK = "UNKNOWN"\n', ""),
            (EN, '"MISSING.UK" = "UK, unknown"\n', ""),
            (ZH, '"MISSING.UK" = "UK 不详"\n', ""),
        ],
        "STUDY_MISSING_KEY",
        LISTS,
        "[MISSING]",
    ),
    "an item twice": (
        [
            (EXAM, 'id = "DIABP"', 'id = "SYSBP"'),
            (CHECKS, "DIABP < SYSBP", "SYSBP > 1"),
            (EXAM, "TESTCD=DIABP", "TESTCD=DIA"),
            (EN, '"EXAM.DIABP" = "Diastolic blood pressure"\n', ""),
            (ZH, '"EXAM.DIABP" = "舒张压"\n', ""),
        ],
        "STUDY_TWICE",
        EXAM,
        'id = "SYSBP"',
    ),
    "an item called as its group": (
        [
            (EXAM, 'id = "CMTRT"', 'id = "MEDICATION"'),
            (EN, "EXAM.CMTRT", "EXAM.MEDICATION"),
            (ZH, "EXAM.CMTRT", "EXAM.MEDICATION"),
        ],
        "STUDY_TWICE",
        EXAM,
        'id = "MEDICATION"',
    ),
    "an id that is none": (
        [(EXAM, 'id = "COVAL"', 'id = "Coval"'), (EN, "EXAM.COVAL", "EXAM.Coval"), (ZH, "EXAM.COVAL", "EXAM.Coval")],
        "STUDY_WRONG_KIND",
        EXAM,
        "Coval",
    ),
    "items and results in one group": (
        [
            (
                EXAM,
                '[[group.result]]\nid = "HCG"',
                f'{TEXT_ITEM}\n[[group.result]]\nid = "HCG"',
            ),
            (EN, "[item]", '[item]\n"EXAM.NAME" = "Name of the test"'),
            (ZH, "[item]", '[item]\n"EXAM.NAME" = "检验名称"'),
        ],
        "STUDY_MIXED_GROUP",
        EXAM,
        "[[group.result]]",
    ),
    "one target twice": (
        [(EXAM, 'sdtm = "CO.COVAL"', 'sdtm = "VS.VSPOS"')],
        "STUDY_SAME_TARGET",
        EXAM,
        'sdtm = "VS.VSPOS"',
    ),
    "a target that is none": ([(EXAM, 'sdtm = "CO.COVAL"', 'sdtm = "comment"')], "STUDY_WRONG_KIND", EXAM, '"comment"'),
    "no target": ([(EXAM, 'sdtm = "CO.COVAL"\n', "")], "STUDY_MISSING_KEY", EXAM, "[[group.item]]"),
    "no source": (
        [(EXAM, 'type = "text"\nsource = "WORKSHEET"\n', 'type = "text"\n')],
        "STUDY_MISSING_KEY",
        EXAM,
        "[[group.item]]",
    ),
    "a key that is not known": (
        [(EXAM, 'id = "VSPOS"', 'id = "VSPOS"\nrequird = true')],
        "STUDY_UNKNOWN_KEY",
        EXAM,
        "requird",
    ),
    "a unit that is not there": (
        [(EXAM, 'other_units = ["lb"]', 'other_units = ["st"]')],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "st",
    ),
    "a factor that is no number": ([(UNITS, '"0.45359237"', '"half"')], "STUDY_WRONG_KIND", UNITS, "half"),
    "a limit that does not fit the boxes": ([(EXAM, "high = 140", "high = 1400")], "STUDY_WRONG_KIND", EXAM, "1400"),
    "limits the wrong way round": ([(EXAM, "low = 90", "low = 150")], "STUDY_WRONG_KIND", EXAM, "high = 140"),
    "boxes of fractions for a whole number": (
        [(EXAM, 'digits = "3"', 'digits = "3.1"')],
        "STUDY_WRONG_KIND",
        EXAM,
        '"3.1"',
    ),
    "limits of a text": (
        [(EXAM, 'sdtm = "CO.COVAL"', 'sdtm = "CO.COVAL"\nlow = 1')],
        "STUDY_WRONG_KIND",
        EXAM,
        "low = 1",
    ),
    "a partial number": (
        [(EXAM, 'digits = "2.1"', 'digits = "2.1"\npartial = "day"')],
        "STUDY_WRONG_KIND",
        EXAM,
        "partial",
    ),
    "a calculation that is not said": ([(EXAM, "calculation = ", "# ")], "STUDY_MISSING_KEY", EXAM, "[[group.item]]"),
    "nobody who signs": (
        [(EXAM, 'signs = "investigator"', 'signs = "sponsor"')],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "sponsor",
    ),
    "a signature in rows": (
        [(EXAM, 'id = "END"', 'id = "END"\nlayout = "repeat"')],
        "STUDY_WRONG_KIND",
        EXAM,
        'layout = "repeat"',
    ),
    "rows without number": ([(EXAM, "most_rows = 20", "most_rows = 0")], "STUDY_WRONG_KIND", EXAM, "most_rows"),
    "a part without its whole": (
        [(EXAM, 'sdtm = "CO.COVAL"', 'sdtm = "CO.COVAL"\npart = "low"')],
        "STUDY_MISSING_KEY",
        EXAM,
        'part = "low"',
    ),
    "a companion in another group": (
        [(EXAM, 'sdtm = "CO.COVAL"', 'sdtm = "CO.COVAL"\ncompanion_of = "WBC"')],
        "STUDY_WRONG_KIND",
        EXAM,
        "companion_of",
    ),
    "a normal result that is not there": (
        [(EXAM, 'normal = ["NEG"]', 'normal = ["NEGATIVE"]')],
        "STUDY_UNKNOWN_REFERENCE",
        EXAM,
        "NEGATIVE",
    ),
    "a preset that is not there": (
        [(STUDY, 'preset = "standard"', 'preset = "fast"')],
        "STUDY_UNKNOWN_REFERENCE",
        STUDY,
        "fast",
    ),
    "a drug that a preset forgets": (
        [
            (EN, "[drug]", '[drug]\nDRUG2 = "B"'),
            (ZH, "[drug]", '[drug]\nDRUG2 = "乙"'),
            (EN, "[drug_short]", '[drug_short]\nDRUG2 = "B"'),
            (ZH, "[drug_short]", '[drug_short]\nDRUG2 = "乙"'),
            (STUDY, "# A report", '[[drug]]\nid = "DRUG2"\ncolor_key = "drugB"\n\n# A report'),
            (STUDY, 'DRUG1 = "AEREL_DRUG1"', 'DRUG1 = "AEREL_DRUG1", DRUG2 = "AEREL_DRUG1"'),
            (STUDY, 'DRUG1 = "AEACN_DRUG1"', 'DRUG1 = "AEACN_DRUG1", DRUG2 = "AEACN_DRUG1"'),
        ],
        "STUDY_MISSING_DRUG",
        PRESET,
        "[[drug]]",
    ),
    "a visit named by what it has not": (
        [
            (PRESET, 'id = "SCR"', 'id = "S{week}"'),
            (EN, 'SCR = "Screening"', '"S{week}" = "Screening"'),
            (EN, 'SCR = "Screening"', '"S{week}" = "Screening"'),
            (ZH, 'SCR = "筛选期"', '"S{week}" = "筛选期"'),
            (ZH, 'SCR = "筛选"', '"S{week}" = "筛选"'),
        ],
        "STUDY_WRONG_KIND",
        PRESET,
        "S{week}",
    ),
    "a fact beside a criterion that is none": (
        [("criteria.toml", 'contradictions = ["S1"]', 'contradictions = ["S1"]\nfacts = ["EXAM.PREGNANT"]')],
        "STUDY_UNKNOWN_REFERENCE",
        "criteria.toml",
        "EXAM.PREGNANT",
    ),
    "a contradiction that asks after nothing": (
        [("criteria.toml", 'bites = ["EXCL01"]', 'bites = ["EXCL01"]\nasked_when = "latest(EXAM.PREGNANT) == \'Y\'"')],
        "STUDY_UNKNOWN_REFERENCE",
        "criteria.toml",
        "asked_when",
    ),
    "a place where nothing bites": (
        [("criteria.toml", 'bites = ["EXCL01"]', 'bites = ["EXAM.PREGNANT"]')],
        "STUDY_UNKNOWN_REFERENCE",
        "criteria.toml",
        "PREGNANT",
    ),
    "a newer language": ([(STUDY, "format = 2", "format = 3")], "STUDY_NEW_FORMAT", STUDY, "format = 3"),
    "what is no TOML": ([(EXAM, 'id = "WEIGHT"', 'id = "WEIGHT')], "STUDY_NOT_TOML", EXAM, 'id = "WEIGHT'),
    "a term of a class that is not there": (
        [("ctcae/terms.csv", "Gastrointestinal disorders", "Gut")],
        "STUDY_UNKNOWN_REFERENCE",
        "ctcae/terms.csv",
        "Gut",
    ),
    "a grade of a term that is not there": (
        [("ctcae/grades.csv", "llt,grade,en,zh\n", "llt,grade,en,zh\n10002273,5,Death,死亡\n")],
        "STUDY_UNKNOWN_REFERENCE",
        "ctcae/grades.csv",
        "10002273",
    ),
}

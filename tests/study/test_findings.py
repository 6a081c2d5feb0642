"""Breaks a sound edition of format 2 in one place: exactly that is found, at its line, and the edition never loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from escc_desktop.errors import StudyError
from escc_desktop.places import shipped
from escc_desktop.study.loading import EditionFiles, load, read_folder
from escc_desktop.study.proof import Finding
from escc_desktop.study.proofreading import proofread
from escc_desktop.study.rule_kinds import OF_CALLS
from escc_desktop.study.rule_text import FUNCTIONS
from tests.study import broken_parts, broken_rules
from tests.study.broken_parts import UNITS
from tests.study.broken_rules import EXAM, Edit


@pytest.fixture(scope="module")
def sound() -> EditionFiles:
    """Return the edition that a new one begins as."""
    return read_folder(shipped("resources/new_edition"))


BREAKS = {**broken_rules.BREAKS, **broken_parts.BREAKS}


def edited(files: EditionFiles, edits: list[Edit]) -> EditionFiles:
    """Return the edition with each edit made once; what is replaced must be there."""
    changed = dict(files)
    for file, old, new in edits:
        text = changed.get(file, b"").decode("utf-8")
        assert old in text, (file, old)
        changed[file] = text.replace(old, new, 1).encode("utf-8") if old else new.encode("utf-8")
    return changed


def test_the_edition_is_sound(sound: EditionFiles) -> None:
    assert proofread(sound) == ()
    assert load(sound).format == 2


def test_unscheduled_visits_are_as_many_as_the_edition_says(sound: EditionFiles) -> None:
    study = load(edited(sound, broken_parts.UNSCHEDULED))
    found = [(one.id, one.number, one.anchor, one.label.zh) for one in study.visits if one.is_unscheduled]
    assert found == [(f"UNS{n}", n, "", f"计划外 {n}") for n in (1, 2, 3)]


@pytest.mark.parametrize("name", BREAKS)
def test_exactly_what_was_broken_is_found(sound: EditionFiles, name: str) -> None:
    edits, code, file, marked = BREAKS[name]
    broken = edited(sound, edits)
    found = proofread(broken)
    assert [(one.code, one.file) for one in found] == [(code, file)], found
    assert marked in line_named(broken, found[0]), found
    with pytest.raises(StudyError) as refused:
        load(broken)
    assert (refused.value.code, refused.value.facts["file"]) == (code, file)
    assert refused.value.facts["line"] == str(found[0].line)


def test_every_kind_of_finding_is_tried() -> None:
    written = Path(shipped("resources/words/fixes.toml")).read_text(encoding="utf-8")
    codes = {line[5:-1] for line in written.splitlines() if line.startswith("[FIX_") and not line.endswith("_NEAR]")}
    assert codes - {code for _, code, _, _ in BREAKS.values()} == {"STUDY_MISSING_FILE", "STUDY_NOT_TEXT"}


def test_a_misspelt_name_is_met_with_the_one_that_was_meant(sound: EditionFiles) -> None:
    near = {
        (one.code, one.facts["near"])
        for edits in (
            [(EXAM, "FASTING == 'N'", "FASTNG == 'N'")],
            [(EXAM, 'id = "VSPOS"', 'id = "VSPOS"\nrequird = true')],
            [("wording/en.toml", '"EXAM.VSPOS"', '"EXAM.VSPO"')],
        )
        for one in proofread(edited(sound, edits))
        if "near" in one.facts
    }
    assert near == {
        ("STUDY_UNKNOWN_REFERENCE", "FASTING"),
        ("STUDY_UNKNOWN_KEY", "required"),
        ("STUDY_ORPHAN_WORDING", "EXAM.VSPOS"),
    }


def test_a_vault_opens_with_what_came_into_it_whatever_is_found_by_now(sound: EditionFiles) -> None:
    """Only what the study cannot be built without is asked of an edition that was loaded once."""
    odd = edited(sound, [(EXAM, "FASTING == 'N'", "SYSBP > 200 and SYSBP < 100")])
    assert [one.code for one in proofread(odd)] == ["STUDY_NEVER_TRUE"]
    assert load(odd, is_accepted=True).item("EXAM", "LASTMEAL").shown_when == "SYSBP > 200 and SYSBP < 100"
    with pytest.raises(StudyError):
        load(edited(sound, [(EXAM, '"POSITION"', '"POSTURE"')]), is_accepted=True)


def test_every_function_of_rules_is_a_kind_of_thing() -> None:
    assert FUNCTIONS.keys() == OF_CALLS.keys() | {"latest", "at"}


def test_a_file_that_is_gone_or_no_text_is_all_that_is_said(sound: EditionFiles) -> None:
    rest = {name: data for name, data in sound.items() if name != UNITS}
    assert [(one.code, one.file) for one in proofread(rest)] == [("STUDY_MISSING_FILE", UNITS)]
    found = proofread({**sound, UNITS: sound[UNITS] + b"\n# \xff\n"})
    assert [(one.code, one.line) for one in found] == [("STUDY_NOT_TEXT", sound[UNITS].count(b"\n") + 2)]


def line_named(files: EditionFiles, finding: Finding) -> str:
    """Return the text of the line that a finding names."""
    return files[finding.file].decode("utf-8").splitlines()[finding.line - 1]

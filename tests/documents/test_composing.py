"""Sheets made from the shipped edition hold what the edition and the record say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from escc_desktop.documents.composing import adverse_event_row, criterion_rows
from escc_desktop.documents.composing_records import Filled, record_groups
from escc_desktop.documents.composing_worksheets import worksheet_forms
from escc_desktop.documents.rendering import render
from escc_desktop.documents.sheets import EligibilitySheet, RecordSheet, WorksheetSheet
from escc_desktop.places import shipped
from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.values import Missing, Value
from tests.documents.paper_samples import heading, signature
from tests.documents.test_archive import check_structure
from tests.documents.test_rendering import pages_of


@pytest.fixture(scope="session")
def paper_study() -> Study:
    """The shipped edition."""
    return load(read_folder(Path(shipped("forms/nct07142421-0.1"))))


def test_every_visit_has_a_worksheet_that_prints(paper_study: Study) -> None:
    for visit in paper_study.visits:
        for tongue in ("zh", "en", "both"):
            head = replace(heading(tongue), visit=visit.label, visit_id=visit.id, dated_on=None)
            printed = render(WorksheetSheet(head, worksheet_forms(paper_study, visit.forms)))
            assert printed.pages <= 3
    check_structure(printed.pdf)


def test_a_worksheet_asks_every_item_of_the_visit(paper_study: Study) -> None:
    visit = paper_study.visits[0]
    text = "".join(pages_of(WorksheetSheet(heading(), worksheet_forms(paper_study, visit.forms)))).replace("\n", "")
    for form_id in visit.forms:
        for item in paper_study.form(form_id).items:
            assert item.companion_of or item.label.zh in text, item.id


def test_criteria_stand_verbatim_with_their_answers_on_one_page(paper_study: Study) -> None:
    answers: dict[str, Value] = {criterion.id: criterion.passing for criterion in paper_study.criteria}
    del answers["EXCL08"]
    answers["INCL01_NOTE"] = "病理 P25-11820"
    rows = criterion_rows(paper_study, answers)
    assert [row.answer for row in rows] == ["Y"] * 8 + ["N"] * 7 + [None]
    assert rows[0].note == "病理 P25-11820"
    pages = pages_of(EligibilitySheet(heading(), rows, (), None, None, (signature("Signature1"),)))
    assert len(pages) == 1
    words = pages[0].replace("\n", " ")
    for criterion in paper_study.criteria:
        assert criterion.text.en[:40] in words


def test_a_signed_checklist_stands_on_one_page_in_each_language(paper_study: Study) -> None:
    """With its decision, the latest first dose and the signature that is sealed, also after an earlier one is void."""
    answers: dict[str, Value] = {criterion.id: criterion.passing for criterion in paper_study.criteria}
    answers |= {f"{criterion.id}_NOTE": "病理 P25-11820，2025-12-02" for criterion in paper_study.criteria}
    rows = criterion_rows(paper_study, answers)
    signed = (signature(None, is_void=True), signature("Signature1"))
    for tongue in ("zh", "en", "both"):
        first = pages_of(EligibilitySheet(heading(tongue), rows, (), True, "2026-04-06", signed))[0]
        covers = "The signature covers the whole document" if tongue == "en" else "签名覆盖本文件全部内容"
        assert covers in first
        assert "2026-04-06" in first


def test_a_record_shows_values_missing_codes_ranges_and_judgements(paper_study: Study) -> None:
    values: dict[str, Value] = {"WBC": "3.1", "WBC_LO": "3.5", "WBC_HI": "9.5", "NEUT": Missing("ND", "标本溶血")}
    form = paper_study.form("CBC")
    groups = record_groups(Filled(paper_study, form, values, {"WBC"}))
    rows = {row.label.zh: row for group in groups for row in group.rows}
    assert rows["白细胞"].range_ == "3.5–9.5"
    assert rows["白细胞"].is_changed
    assert rows["中性粒细胞"].missing is not None
    assert rows["中性粒细胞"].reason == "标本溶血"
    text = "".join(pages_of(RecordSheet(heading(), form.label, groups, (), (), False)))
    assert "标本溶血" in text
    assert "3.5–9.5" in text
    assert "草稿，未完成" in text


def test_an_adverse_event_names_term_grade_drugs_and_seriousness(paper_study: Study) -> None:
    wanted = paper_study.adverse_event
    values: dict[str, Value] = {
        "AETERM": "白细胞低",
        wanted.term: paper_study.terms[0].llt_code,
        wanted.grade: "3",
        "AESTDAT": "2026-03-UK",
        wanted.seriousness[0]: "Y",
    }
    row = adverse_event_row(paper_study, 1, values)
    assert row.term == paper_study.terms[0].label
    assert row.detail == "白细胞低"
    assert (row.grade, row.started_on, row.ended_on, row.is_serious) == ("3", "2026-03-UK", None, True)
    assert [drug.drug for drug in row.drugs] == [drug.short for drug in paper_study.drugs]
    assert row.serious_because == (paper_study.form(wanted.form).item(wanted.seriousness[0]).label,)

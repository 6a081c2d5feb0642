"""Tries what a pasted column of results would fill: in order, by name, with units and ranges, and what stays out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.places import shipped
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.study.reports import Result, report_of, reports_of
from escc_desktop.trial.pasted_cells import code_in, limits_in, names_of, number_in, spelled, unit_in
from escc_desktop.trial.pasting import Pasted, read_pasted


@pytest.fixture(scope="module")
def full() -> Study:
    """The edition with every laboratory form."""
    return loading.load(loading.read_folder(Path(shipped("forms")) / "nct07142421-0.2"))


def results(full: Study, form: str) -> tuple[Result, ...]:
    return report_of(full.form(form)).results


def filled(lines: tuple[Pasted, ...]) -> dict[str, str]:
    return {key: value for one in lines for key, value in one.values.items()}


def whys(lines: tuple[Pasted, ...]) -> dict[str, str]:
    return {one.text: one.problem.code for one in lines if one.problem is not None}


def test_one_column_follows_the_arranged_order_and_an_empty_line_leaves_out(full: Study) -> None:
    rows = results(full, "CBC")
    lines = read_pasted(full, rows, "5.20\n\n28.1\n")
    assert filled(lines) == {"WBC": "5.20", "LYMPHP": "28.1"}
    backwards = read_pasted(full, rows[::-1], "结果\n210\n0.41")
    assert filled(backwards) == {"PLT": "210", "HCT": "0.41"}


def test_a_column_may_begin_at_a_row_and_what_has_no_row_is_said(full: Study) -> None:
    lines = read_pasted(full, results(full, "CBC"), "0.41\n210\n7", start="HCT")
    assert filled(lines) == {"HCT": "0.41", "PLT": "210"}
    assert whys(lines) == {"7": "PASTE_SURPLUS"}


def test_what_is_no_number_in_a_column_keeps_its_place(full: Study) -> None:
    lines = read_pasted(full, results(full, "CBC"), "5.20\nclotted\n28.1\n<0.01")
    assert filled(lines) == {"WBC": "5.20", "LYMPHP": "28.1"}
    assert whys(lines) == {"clotted": "PASTE_NUMBER", "<0.01": "PASTE_BOUNDED"}


def test_two_columns_are_matched_by_code_and_names_of_both_languages(full: Study) -> None:
    text = "★白细胞计数(WBC)\t5.20\nNE#\t3.10 ↓\nHemoglobin\t128\n血小板\t210 H\n不认识\t1"
    lines = read_pasted(full, results(full, "CBC"), text)
    assert filled(lines) == {"WBC": "5.20", "NEUT": "3.10", "HGB": "128", "PLT": "210"}
    assert whys(lines) == {"不认识 1": "PASTE_NAME"}


def test_a_report_with_heads_units_and_ranges(full: Study) -> None:
    text = (
        "序号\t项目\t结果\t提示\t单位\t参考范围\n"
        "1\t白细胞\t5.20\t\t×10⁹/L\t3.5-9.5\n"
        "2\t血红蛋白\t12.8\t↓\tg/dL\t13.0～17.5\n"
        "3\t血小板\t210\t\tG/L\t125--350\n"
        "4\t红细胞\t4.61\t\t10*12/L\t见说明\n"
    )
    lines = read_pasted(full, results(full, "CBC"), text)
    assert filled(lines) == {
        "WBC": "5.20", "WBC_LO": "3.5", "WBC_HI": "9.5", "HGB": "12.8", "HGB_U": "g/dL", "HGB_LO": "13.0",
        "HGB_HI": "17.5", "RBC": "4.61",
    }  # fmt: skip
    assert whys(lines) == {"3 血小板 210 G/L 125--350": "PASTE_UNIT"}
    assert [one.note.code for one in lines if one.note] == ["PASTE_RANGE"]


def test_without_heads_a_column_is_known_by_what_stands_in_it(full: Study) -> None:
    text = "1\t谷丙转氨酶\t62\tU/L\t9-50\n2\t肌酐\t0.9\tmg/dL\t\n3\t总胆红素\t14.2\tumol/L\t<=23.0"
    lines = read_pasted(full, results(full, "CHEM"), text)
    assert filled(lines) == {
        "ALT": "62", "ALT_LO": "9", "ALT_HI": "50", "CREAT": "0.9", "CREAT_U": "mg/dL", "TBIL": "14.2",
        "TBIL_U": "umol/L", "TBIL_HI": "23.0",
    }  # fmt: skip


def test_text_of_a_hospital_system_without_tabs(full: Study) -> None:
    lines = read_pasted(full, results(full, "CBC"), "白细胞 5.20 10^9/L 3.5-9.5\nRed cell count  4.61")
    assert filled(lines) == {"WBC": "5.20", "WBC_LO": "3.5", "WBC_HI": "9.5", "RBC": "4.61"}


def test_coded_results_are_read_as_reports_print_them(full: Study) -> None:
    text = "尿蛋白\t2+\n尿糖\t阴性(-)\n隐血\t±\n白细胞酯酶\t十\nNIT\tneg\nSG\t1.015"
    lines = read_pasted(full, results(full, "URIN"), text)
    assert filled(lines) == {"PRO": "P2", "GLU": "NEG", "BLD": "TRACE", "NIT": "NEG", "SG": "1.015"}
    assert whys(lines) == {"白细胞酯酶 十": "PASTE_CODE"}


def test_a_name_that_fits_two_items_or_comes_twice_stays_out(full: Study) -> None:
    chemistry = read_pasted(full, results(full, "CHEM"), "ALT\t62\n谷丙转氨酶\t63")
    assert filled(chemistry) == {"ALT": "62"}
    assert whys(chemistry) == {"谷丙转氨酶 63": "PASTE_TWICE"}
    coagulation = read_pasted(full, results(full, "COAG"), "D-二聚体\t0.3\nPT\t12.1")
    assert filled(coagulation) == {"PT": "12.1"}
    assert whys(coagulation) == {"D-二聚体 0.3": "PASTE_SEVERAL"}


def test_more_digits_than_the_form_has_room_for_are_not_cut_off(full: Study) -> None:
    lines = read_pasted(full, results(full, "CBC"), "5.2034")
    assert (filled(lines), list(whys(lines).values())) == ({}, ["VALUE_DIGITS"])


def test_no_name_of_a_form_means_two_results_unless_it_says_less_than_both(full: Study) -> None:
    for report in reports_of(full):
        seen: dict[str, str] = {}
        for result in report.results:
            item = result.item
            for name in (item.id, *(spelled(one) for one in (item.label.en, item.label.zh))):
                assert seen.setdefault(spelled(name), item.id) == item.id, f"{report.form}: {name}"
    assert len(reports_of(full)) >= 7


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("3.10", "3.10"), ("３．１０", "3.10"), ("3.10 ↓", "3.10"), ("L 3.10", "3.10"), ("3.10 H", "3.10"),
        (".5", "0.5"), ("-2", "-2"), ("1,234", None), ("3.10L", None), ("<0.1", None), ("3.1.2", None), ("", None),
        ("1e3", None), ("12 13", None), ("~5", None), ("～5", None), ("—5", None), ("10⁹", None), ("5²", None),
        ("3.5①", None), ("①", None), ("٣", None), ("5 低", "5"), ("5.2 Ｈ", "5.2"),
    ],
)  # fmt: skip
def test_a_number_is_read_beside_its_flag_alone(cell: str, number: str | None) -> None:
    assert number_in(cell) == number


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("CBC", "白细胞  1，234 10^9/L"),  # thousands, set apart by a full-width comma
        ("CBC", "白细胞，1，234"),
        ("CBC", "白细胞\t<\t0.01\t10^9/L"),  # the sign in a column of its own
        ("CBC", "白细胞\t≥\t50"),
        ("CHEM", "肌酐\t0.9\tMG/DL"),  # a unit that nobody spells so
        ("CHEM", "肌酐 0.9 mg/dl."),
        ("CHEM", "CA 1.5 35.2 U/mL"),  # one of two numbers
    ],
)
def test_no_number_is_read_that_the_report_does_not_say(full: Study, form: str, text: str) -> None:
    lines = read_pasted(full, results(full, form), text)
    assert (filled(lines), len(lines)) == ({}, 1)
    assert lines[0].problem is not None


@pytest.mark.parametrize(
    ("cell", "limits"),
    [
        ("3.5-9.5", ("3.5", "9.5")), ("3.5～9.5", ("3.5", "9.5")), ("(3.5–9.5)", ("3.5", "9.5")),
        ("3.5 -- 9.5", ("3.5", "9.5")), ("≤23.0", ("", "23.0")), ("<23", ("", "23")), (">=60", ("60", "")),
        ("3.5至9.5", ("3.5", "9.5")), ("阴性", None), ("3.5", None), ("男 130-175", None),
    ],
)  # fmt: skip
def test_a_range_is_read_whole_or_not_at_all(cell: str, limits: tuple[str, str] | None) -> None:
    assert limits_in(cell) == limits


def test_units_are_spelled_in_many_ways_and_never_guessed(full: Study) -> None:
    by_id = {one.item.id: one for one in results(full, "CBC")}
    for cell in ("10^9/L", "×10^9/L", "x10*9/L", "10⁹/L", "10E9/L", "10^9/l"):
        assert unit_in(cell, by_id["WBC"], full) == "10^9/L"
    for cell in ("G/L", "g/L", "10^12/L", "10^6/L"):
        assert unit_in(cell, by_id["WBC"], full) is None
    creatinine = next(one for one in results(full, "CHEM") if one.item.id == "CREAT")
    for cell in ("µmol/L", "μmol/L", "umol/L"):
        assert unit_in(cell, creatinine, full) == "umol/L"
    assert unit_in("MMOL/L", creatinine, full) is None
    assert unit_in(" ", creatinine, full) == ""


def test_every_answer_of_a_coded_result_is_read_by_its_own_words(full: Study) -> None:
    for report in reports_of(full):
        for result in report.results:
            if result.item.code_list is None:
                continue
            listed = full.code_list(result.item.code_list)
            for choice in listed.choices:
                for name in (choice.code, choice.label.en, choice.label.zh):
                    assert code_in(name, listed) == choice.code


@given(st.text(max_size=60))
def test_anything_may_be_pasted_and_fills_only_what_the_form_has(full: Study, text: str) -> None:
    form = full.form("CBC")
    for one in read_pasted(full, report_of(form).results, text):
        assert (one.problem is None) == bool(one.values)
        for key in one.values:
            assert form.item(key).id == key


@given(st.lists(st.none() | st.decimals(0, 99, places=2).map(str), min_size=1, max_size=15))
def test_a_column_comes_back_as_it_was_written(full: Study, numbers: list[str | None]) -> None:
    rows = [one for one in report_of(full.form("CBC")).results if one.item.digits == "3.2"]
    numbers = numbers[: len(rows)]
    lines = read_pasted(full, rows, "\n".join(one or "" for one in numbers))
    assert filled(lines) == {row.item.id: one for row, one in zip(rows, numbers, strict=False) if one is not None}


def test_names_hold_the_code_and_both_labels(full: Study) -> None:
    white = next(one for one in results(full, "CBC") if one.item.id == "WBC")
    assert {"wbc", "白细胞计数", "白细胞"} <= names_of(white)

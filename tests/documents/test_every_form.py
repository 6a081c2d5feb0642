"""Every form of the full edition as paper, blank and filled, in each language: nothing lost, cut or overprinted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escc_desktop.documents import composing_records, form_facts
from escc_desktop.documents.chrome import unit_words
from escc_desktop.documents.composing_records import Filled
from escc_desktop.documents.composing_worksheets import worksheet_form
from escc_desktop.documents.rendering import render
from escc_desktop.documents.sheets import (
    RecordSheet,
    Tongue,
    WorksheetForm,
    WorksheetGroup,
    WorksheetItem,
    WorksheetSheet,
)
from escc_desktop.places import shipped
from escc_desktop.study.edition import Form, Label, Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.questions import ItemType, Layout, Partial
from escc_desktop.study.rows import keys_of
from escc_desktop.study.shown import shown
from escc_desktop.study.values import Missing
from tests.documents.filled_in import filled
from tests.documents.paper_samples import heading
from tests.documents.reading_back import misprints, squeezed, words_in

FOLDER = shipped("forms") / "nct07142421-0.2"
FORMS = (*sorted(path.stem for path in (FOLDER / "crf").glob("*.toml")), "IE")
TONGUES: tuple[Tongue, ...] = ("zh", "en", "both")
SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@pytest.fixture(scope="module")
def study() -> Study:
    """The edition with every form of the trial."""
    return load(read_folder(FOLDER))


def blank(study: Study, form: Form, tongue: Tongue) -> bytes:
    sheet = WorksheetSheet(replace(heading(tongue), dated_on=None), (worksheet_form(study, form),))
    return render(sheet).pdf


def record(study: Study, form: Form, tongue: Tongue, rows: int = 3, words: str = "") -> bytes:
    one = Filled(study, form, filled(study, form, rows, words))
    sheet = RecordSheet(
        heading(tongue),
        form.label,
        composing_records.record_groups(one),
        (),
        (),
        is_complete=True,
        explained=composing_records.explained_checks(one, {}),
        assumptions=form_facts.assumptions_of(study, form),
        rulings=form_facts.rulings_of(study, form, {}),
    )
    return render(sheet).pdf


def said(label: Label, tongue: Tongue) -> list[str]:
    """Return the words that a paper in ``tongue`` must have, as they stand in its text."""
    texts = {"zh": (label.zh,), "en": (label.en,), "both": (label.zh, label.en)}[tongue]
    return [squeezed(text.translate(SMALL)) for text in texts if text]


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("tongue", TONGUES)
def test_a_blank_form_asks_everything_and_nothing_overlaps(study: Study, form_id: str, tongue: Tongue) -> None:
    form = study.form(form_id)
    pdf = blank(study, form, tongue)
    text = words_in(pdf)
    for item in form.items:
        if item.companion_of is None or item.part == "value":
            assert all(words in text for words in said(item.label, tongue)), item.id
        for unit in (item.unit, *item.other_units):
            known = study.units[unit].label.en if unit else ""
            assert squeezed(unit_words(known).translate(SMALL)) in text, (item.id, unit)
    for one in form_facts.assumptions_of(study, form):
        assert all(words in text for words in said(one, tongue))
    for ruling in form_facts.rulings_of(study, form, {}):
        assert ruling.problem is not None
        assert all(words in text for words in said(ruling.problem, tongue))
    assert misprints(pdf) == []


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_a_filled_form_shows_every_value_and_reason(study: Study, form_id: str, tongue: Tongue) -> None:
    form = study.form(form_id)
    pdf = record(study, form, tongue)
    text = words_in(pdf)
    values = filled(study, form, 3)
    for key, id, _ in keys_of(form, values):
        item, value = form.item(id), values.get(key)
        if value is None:
            continue
        assert all(words in text for words in said(shown(study, item, value), tongue)), key
        if isinstance(value, Missing):
            assert squeezed(value.reason) in text
    assert misprints(pdf) == []


WORDS = st.text(alphabet="受试者诉乏力，食欲减退（两周）。 abcdefg 0123456789-/.\n", min_size=1, max_size=900)


@settings(max_examples=12)
@given(form_id=st.sampled_from(FORMS), tongue=st.sampled_from(TONGUES), words=WORDS, rows=st.integers(1, 25))
def test_no_length_and_no_number_of_rows_loses_a_character(
    study: Study, form_id: str, tongue: Tongue, words: str, rows: int
) -> None:
    form = study.form(form_id)
    pdf = record(study, form, tongue, rows, words)
    text, values = words_in(pdf), filled(study, form, rows, words)
    parts = [squeezed(words)[at : at + 4] for at in range(0, len(squeezed(words)), 4)]
    if any(item.is_free_text for item in form.items):
        assert all(part in text for part in parts)
    for key, id, _ in keys_of(form, values):
        value = values.get(key)
        if value is not None and not form.item(id).is_free_text:
            assert all(one[:4] in text for one in said(shown(study, form.item(id), value), tongue)), key
    assert misprints(pdf) == []


LABELS = st.text(alphabet="血清肌酐测定（）、 abcdefgh0123456789-", min_size=1, max_size=70).filter(str.strip)
UNITS = st.sampled_from(["", "mg/L FEU", "10^12/L", "次/分", "µmol/L"])


@st.composite
def questions(draw: st.DrawFn) -> WorksheetItem:
    """Return any question: long names, nine boxes on either side of the point, every code, many options."""
    kinds: tuple[ItemType, ...] = (
        "integer",
        "decimal",
        "date",
        "datetime",
        "time",
        "text",
        "note",
        "choice",
        "choices",
        "yes_no_na",
    )
    kind = draw(st.sampled_from(kinds))
    is_number = kind in ("integer", "decimal")
    words = draw(LABELS)
    units = draw(st.lists(UNITS.filter(bool), max_size=3, unique=True)) if is_number else []
    digits = (
        f"{draw(st.integers(1, 9))}.{draw(st.integers(1, 9))}" if kind == "decimal" else str(draw(st.integers(1, 9)))
    )
    options = draw(st.lists(LABELS, min_size=1, max_size=8)) if kind in ("choice", "choices") else []
    parts: tuple[Partial, ...] = ("none", "day", "month") if kind == "date" else ("none", "time", "day", "month")
    return WorksheetItem(
        label=Label(words, words),
        type=kind,
        unit=draw(UNITS) if is_number else "",
        digits=digits if is_number else None,
        options=tuple(Label(one, one) for one in options),
        hint=Label(words, words) if draw(st.booleans()) else None,
        missing=("ND", "UK", "NA", "RF")[: draw(st.integers(0, 4))],
        is_conditional=draw(st.booleans()),
        is_assumption=draw(st.booleans()),
        is_for_investigator=draw(st.booleans()),
        has_range=is_number,
        judgement=("NCS", "CS") if draw(st.booleans()) else (),
        partial=draw(st.sampled_from(parts)) if kind in ("date", "datetime") else "none",
        units=tuple(units),
        assumed=draw(st.integers(0, 9)),
    )


@settings(max_examples=25)
@given(
    items=st.lists(questions(), min_size=1, max_size=6),
    layout=st.sampled_from(["fields", "table", "repeat"]),
    tongue=st.sampled_from(TONGUES),
    has_codes=st.booleans(),
)
def test_whatever_an_edition_asks_nothing_on_its_worksheet_overlaps(
    items: list[WorksheetItem], layout: Layout, tongue: Tongue, has_codes: bool
) -> None:
    name = Label("Findings", "检查")
    group = WorksheetGroup(name, tuple(items), layout, 12)
    codes = (("ND", Label("not done", "未做")),) if has_codes else ()
    form = WorksheetForm(name, (group,), missing=codes)
    pdf = render(WorksheetSheet(replace(heading(tongue), dated_on=None), (form,))).pdf
    text = words_in(pdf)
    for item in items:
        parts = squeezed(item.label.en)
        assert all(parts[at : at + 3] in text for at in range(0, len(parts), 3)), item.label.en
    assert misprints(pdf) == []


def test_a_signature_point_names_its_signer_and_leaves_a_line_without_one(study: Study) -> None:
    form = study.form("TL")
    name = Label("王敏 2026-03-18", "王敏 2026-03-18")
    for signed, words in (({"investigator": name}, "见文末签名"), ({}, "")):
        groups = composing_records.record_groups(Filled(study, form, {}, signed=signed))
        text = words_in(render(RecordSheet(heading(), form.label, groups, (), (), is_complete=True)).pdf)
        assert (name.zh.replace(" ", "") in text) == bool(signed)
        assert words in text

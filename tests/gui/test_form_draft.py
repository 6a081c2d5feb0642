"""Types into the draft of a form: rows, what is calculated, what fails, reasons, a form not done, and undo of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from escc_desktop.gui.pages.form_draft import OBSERVED, FormDraft
from escc_desktop.gui.pages.key_words import key_words
from escc_desktop.gui.pages.record_state import NOT_DONE, OPEN, why
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.study.values import Missing
from tests.building import FULL_EDITION


@pytest.fixture(scope="module")
def study() -> Study:
    return loading.load(loading.read_folder(Path(FULL_EDITION)))


def draft_of(study: Study, form: str, qapp: QApplication, **saved: str | Missing) -> FormDraft:
    made = FormDraft(study, study.form(form))
    made.load(saved)
    return made


def test_what_is_calculated_follows_each_letter_and_is_never_typed(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "ECG", qapp)
    draft.set_value("EGQT", "400", is_typing=True)
    assert draft.value("EGQTCF") == ""
    draft.set_value("EGHR", "60", is_typing=True)
    assert draft.text("EGQTCF") == "400"
    assert "EGQTCF" not in draft.collected()
    draft.stack.undo()
    assert draft.value("EGQTCF") == ""


def test_a_value_that_is_no_longer_asked_stays_and_is_shown(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "MH", qapp, MHMALIG="Y", MHMALTRT="Y")
    draft.set_value("MHMALIG", "N")
    assert not draft.is_asked("MHMALTRT")
    assert draft.is_shown("MHMALTRT")
    assert draft.standing.not_applying == ("MHMALTRT",)
    assert draft.collected() == {"MHMALIG": "N", "MHMALTRT": "Y"}


def test_rows_are_opened_typed_into_struck_out_and_brought_back(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "TL", qapp, TLYN="Y")
    lesions = draft.form.group("LESIONS")
    assert draft.rows(lesions) == (1,)
    assert draft.is_asked("TLDIAM.1") or draft.standing.applies["TLDIAM.1"] is not True
    draft.set_value("TLDESC.1", "食", is_typing=True)
    draft.set_value("TLDESC.1", "食管", is_typing=True)
    assert draft.add_row(lesions, "row") == 2
    assert draft.collected() == {"TLYN": "Y", "TLDESC.1": "食管"}
    assert draft.changed_items() == ("TLDESC.1",)
    draft.set_value("TLDESC.2", "肝")
    draft.strike_row(lesions, 2, "strike")
    assert draft.rows(lesions) == (1,)
    draft.stack.undo()
    assert (draft.rows(lesions), draft.value("TLDESC.2")) == ((1, 2), "肝")
    for _ in range(3):
        draft.stack.undo()
    assert draft.value("TLDESC.1") == ""
    assert not draft.is_changed


def test_a_saved_row_is_struck_out_and_its_number_not_used_again(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "TL", qapp, **{"TLYN": "Y", "TLDESC.1": "食管"})
    lesions = draft.form.group("LESIONS")
    draft.strike_row(lesions, 1, "strike")
    assert draft.collected()["LESIONS.1"] == "STRUCK"
    assert draft.value("TLDESC.1") == "食管"
    assert draft.rows(lesions) == (1, 2)
    assert draft.unanswered() == tuple(key for key in draft.unanswered() if not key.endswith(".1"))
    draft.strike_row(lesions, 1, "back")
    assert draft.value("LESIONS.1") == OPEN
    assert not draft.is_changed


def test_a_row_is_struck_out_as_it_was_saved(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "TL", qapp, **{"TLYN": "Y", "TLDESC.1": "食管"})
    draft.set_value("TLDESC.1", "")
    draft.strike_row(draft.form.group("LESIONS"), 1, "strike")
    assert draft.collected() == {"TLYN": "Y", "TLDESC.1": "食管", "LESIONS.1": "STRUCK"}
    draft.stack.undo()
    assert draft.value("TLDESC.1") == ""


def test_no_more_rows_than_the_edition_allows(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "TL", qapp, TLYN="Y")
    lesions = draft.form.group("LESIONS")
    for _ in range(lesions.most_rows - 1):
        draft.add_row(lesions, "row")
    assert not draft.may_add_row(lesions)


def test_a_soft_check_wants_a_reason_which_goes_with_the_draft(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "VS", qapp, ECOG="1")
    draft.set_value("ECOG", "3")
    failing = {one.id for one in draft.unjustified()}
    assert "VS2" in failing
    draft.justify("VS2", "研究者已复核")
    assert {one.id for one in draft.unjustified()} == failing - {"VS2"}
    kept = draft.typed()
    assert kept == {"ECOG": "3", why("VS2"): "研究者已复核"}
    draft.set_value("ECOG", "1")
    assert draft.justifications() == {}
    assert not draft.is_changed  # a reason for what holds is let go
    again = draft_of(study, "VS", qapp, ECOG="1")
    again.take_up(kept, "unsaved work")
    assert again.justifications() == {"VS2": "研究者已复核"}
    again.stack.undo()
    assert not again.is_changed


def test_a_whole_form_not_done_is_one_step(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "VS", qapp, **{OBSERVED: "2026-03-05", "SYSBP": "120"})
    draft.set_not_done(Missing("ND", ""), "not done")
    draft.set_not_done(Missing("ND", "设备故障"), "not done")
    assert (draft.collected(), draft.not_done, draft.unanswered()) == ({}, Missing("ND", "设备故障"), ())
    assert draft.observed_on == "2026-03-05"
    assert draft.typed() == {"SYSBP": "", NOT_DONE: Missing("ND", "设备故障")}
    draft.stack.undo()
    assert draft.value("SYSBP") == "120"
    assert not draft.is_changed


def test_a_missing_code_wants_its_reason(study: Study, qapp: QApplication) -> None:
    draft = draft_of(study, "VS", qapp)
    draft.set_value("SYSBP", Missing("ND", ""))
    problem = draft.problem("SYSBP")
    assert problem is not None
    assert problem.code == "VALUE_MISSING_REASON"
    assert draft.problems() == ("SYSBP",)
    draft.set_value("SYSBP", Missing("ND", "血压计故障"))
    assert draft.problems() == ()


def test_every_key_has_a_name_in_both_languages(study: Study, qapp: QApplication) -> None:
    form = study.form("TL")
    for key in (OBSERVED, NOT_DONE, why(study.checks_of("TL")[0].id), "LESIONS.2", "TLDESC.2", "TLYN"):
        assert key_words(study, form, key, "en") != key
        assert key_words(study, form, key, "zh") != key
    assert key_words(study, form, "GONE", "en") == "GONE"

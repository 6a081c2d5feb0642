"""Proves what the pages say of entries, courses and initials, from frozen views and the shipped edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from escc_desktop.actions.views import EntryRow, ParticipantView, RecordView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.gui.application import Application
from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.course import course_of
from escc_desktop.gui.pages.handbook_view import topic_text
from escc_desktop.gui.pages.journal_sentences import KINDS, kind_options, reason_words, sentence
from escc_desktop.gui.pages.vocabulary import ROLES, filled, role_words, visit_mark, visit_words
from escc_desktop.places import shipped
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.trust.kinds import KINDS as VOCABULARY

AT = datetime(2026, 3, 12, 11, 5, tzinfo=timezone(timedelta(hours=8)))
TODAY = date(2026, 3, 19)


@pytest.fixture(scope="module")
def page_study() -> Study:
    """The shipped edition."""
    return loading.load(loading.read_folder(Path(shipped("forms")) / "nct07142421-0.1"))


def entry(kind: str, reason: str | None = None, **facts: str) -> EntryRow:
    """Return one line of the journal."""
    return EntryRow("01-A", 7, AT, kind, facts, "李晓", "coordinator", "01-001", None, reason, "to_send")


def visit(state: str, *, is_out: bool = False, closes: date = TODAY) -> VisitView:
    """Return one visit in ``state``."""
    day = date(2026, 3, 17)
    return VisitView("01-001", "ZHHO", "FTDTPI-C1D15", day, day, closes, None, None, None, state, is_out, 15)  # type: ignore[arg-type]


def test_every_kind_of_entry_has_a_sentence(dressed: Application, page_study: Study) -> None:
    assert set(KINDS) == set(VOCABULARY)
    for kind in KINDS:
        for spoken in ("en", "zh"):
            told = sentence(page_study, spoken, entry(kind))
            assert told
            assert told != kind
    assert {kind for kind, _ in kind_options()} <= set(KINDS)


def test_sentences_are_told_in_both_languages(dressed: Application, page_study: Study) -> None:
    saved = entry("record.saved", form="CBC", visit="FTDTPI-C1D15", is_first="True", count="11")
    moved = entry("visit.moved", visit="FTDTPI-C2D1", **{"from": "2026-03-10"}, on="2026-03-19", at="10:30")
    assert "first saved, 11 items" in sentence(page_study, "en", saved)
    assert sentence(page_study, "en", moved).endswith("moved 03-10 → 03-19 10:30")
    tongue().speak("zh")
    assert "首次保存，11 项" in sentence(page_study, "zh", saved)
    assert "改期 03-10 → 03-19 10:30" in sentence(page_study, "zh", moved)


def test_a_single_change_is_told_by_its_values(dressed: Application, page_study: Study) -> None:
    changed = entry("record.saved", "TRANSCRIPTION", form="CBC", is_first="False", item_changes="NEUT\t1.23\t1.32")
    assert sentence(page_study, "zh", changed) == "中性粒细胞 1.23 → 1.32"
    two = entry("record.saved", form="CBC", is_first="False", item_changes="NEUT\t1.23\t1.32\nWBC\t3\t4")
    assert "2 items changed" in sentence(page_study, "en", two)


def test_reasons_are_said_in_words(page_study: Study) -> None:
    code = page_study.change_reasons.choices[0]
    assert reason_words(page_study, "zh", code.code) == code.label.zh
    assert reason_words(page_study, "zh", f"{code.code}: CT 室排期") == f"{code.label.zh}: CT 室排期"
    assert reason_words(page_study, "zh", f"{code.code}: CT 室排期", is_short=True) == "CT 室排期"
    assert reason_words(page_study, "zh", "自己的话") == "自己的话"


def test_places_are_filled_from_the_last_to_the_first() -> None:
    assert filled("%1 of %10", *range(1, 11)) == "1 of 10"


def test_every_role_is_said_in_chinese(dressed: Application) -> None:
    english = [role_words(role) for role in ROLES]
    tongue().speak("zh")
    assert all(before != after for before, after in zip(english, map(role_words, ROLES), strict=True))


@pytest.mark.parametrize(
    ("shown", "mark", "words"),
    [
        (visit("overdue", closes=TODAY - timedelta(days=2)), "overdue", "2 d overdue"),
        (visit("due"), "due", "Closes today"),
        (visit("done", is_out=True), "out", "Out of window"),
        (visit("missed", is_out=True), "missed", "Missed"),
    ],
)
def test_a_visit_says_what_breaks_first(dressed: Application, shown: VisitView, mark: str, words: str) -> None:
    assert (visit_mark(shown), visit_words(shown, TODAY)) == (mark, words)


@pytest.fixture
def treated(page_study: Study) -> ParticipantView:
    """A participant on both drugs with one ended and one ongoing event."""
    code = page_study.terms[0].llt_code

    def event(id: str, grade: str, end: str) -> RecordView:
        values = {"AELLT": code, "AETOXGR": grade, "AESTDAT": "2026-02-UK", "AEENDAT": end, "AESHOSP": "N"}
        return RecordView(id, "01-001", "AE", None, "0.1", values, None, True, "A:1", "ab", AT, "李晓", ())

    doses = {drug.id: date(2026, 1, 22) for drug in page_study.drugs}
    events = (event("AE:1", "3", "2026-02-20"), event("AE:2", "1", ""))
    day = date(2026, 1, 12)
    return ParticipantView("01-001", "ZHHO", "on_treatment", day, "01-R001", doses, {}, events, (), ())


def test_the_course_joins_dosing_days_and_tints_only_what_has_begun(
    dressed: Application, page_study: Study, treated: ParticipantView
) -> None:
    course = course_of(treated, page_study, "en", TODAY)
    for drug, lane in zip(page_study.drugs, course.drugs, strict=True):
        second = date(2026, 1, 22) + timedelta(days=drug.cycle_days)
        days = sum((bar.last - bar.first).days + 1 for bar in lane.bars if bar.first < second)
        assert days == len(drug.dosing_days)
        assert all(bar.is_planned == (bar.first > TODAY) for bar in lane.bars)
        assert lane.bars[0].words == "C1"


def test_an_event_without_an_end_goes_on(dressed: Application, page_study: Study, treated: ParticipantView) -> None:
    ended, ongoing = course_of(treated, page_study, "en", TODAY).events
    assert (ended.first, ended.last, ended.token) == (date(2026, 2, 1), date(2026, 2, 20), "over")
    assert (ongoing.last, ongoing.token) == (None, "none")
    bare = replace(treated, first_dose_on={}, records=())
    assert all(not lane.bars for lane in course_of(bare, page_study, "en", TODAY).drugs)


def test_the_handbook_reads_only_its_own_topics() -> None:
    assert topic_text("../decisions/readme") == ""
    assert topic_text("no_such_topic") == ""

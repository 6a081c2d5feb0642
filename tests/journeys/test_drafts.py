"""Loses the power, the window and the patience while something is typed: the passphrase, and it is on screen again."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.commands import SaveRecord
from escc_desktop.actions.drafts import drafts_of, keep_draft
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.gui.pages.adverse_event_page import AdverseEventPage
from escc_desktop.gui.pages.draft_keeping import PAUSE_MS, DraftKeeper
from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.record_page import RecordPage
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.values import Missing, Value
from tests.building import INVESTIGATOR, VITAL_SIGNS
from tests.journeys.disk import fill_the_disk
from tests.journeys.furnishing import BOOKED, ENROLLED, SERIOUS, VITALS, WAITING
from tests.journeys.left_at_work import TYPED
from tests.journeys.seat import Seat, words_in
from tests.journeys.test_unsaved import begin, other_saves, saved

NEW = f"{ENROLLED}/{BOOKED}/VS"


def kept(seat: Seat) -> tuple[PageDraft, ...]:
    """Return the unsaved work that the vault holds of the person at work."""
    found: list[tuple[PageDraft, ...]] = []
    seat.workplace.ask(lambda site: drafts_of(site), found.append, seat.window)
    seat.hand.until(lambda: bool(found))
    return found[0]


def lock_and_come_back(seat: Seat, page: str) -> None:
    """Lock by the key, unlock as the same person and wait for ``page``."""
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    seat.unlock()
    seat.hand.find(page, QWidget)
    seat.rest()


def on_screen(page: RecordPage, *items: str) -> dict[str, Value]:
    """Return what the page shows of ``items``."""
    assert page.draft is not None
    return {item: page.draft.value(item) for item in items}


@pytest.fixture
def killed(locked: Seat) -> Seat:
    """The locked window of a site at which another process was killed while somebody typed."""
    locked.rest()
    command = [sys.executable, "-m", "tests.journeys.left_at_work", str(locked.places.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "kept\n"
        child.kill()
    locked.places.clock.set_by(minutes=10)
    return locked


def test_after_a_kill_the_passphrase_and_the_draft_is_on_screen(killed: Seat) -> None:
    seat = killed
    seat.unlock()
    form = seat.hand.find("form_page", FormPage)
    seat.rest()
    assert on_screen(form, *TYPED) == TYPED
    assert form.has_unsaved
    assert seat.hand.find("item_TEMP", QWidget).hasFocus()
    assert "Unsaved work from" in seat.hand.text_of("draft_restored")
    assert saved(seat, NEW) is None
    seat.hand.write("item_DIABP", "91")
    seat.hand.write("item_TEMP", "36.6")
    seat.hand.click("save")
    seat.hand.until(lambda: not form.has_unsaved)
    seat.rest()
    assert saved(seat, NEW) == {"SYSBP": "141", "DIABP": "91", "TEMP": "36.6"}
    assert kept(seat) == ()
    assert seat.hand.seen("draft_restored") is None


def test_it_is_kept_within_two_seconds_however_long_somebody_types_on(seat: Seat) -> None:
    assert PAUSE_MS < 2_000
    form = begin(seat)
    seat.hand.until(lambda: not keeper(form)._timer.isActive())
    seat.hand.write("item_DIABP", "8")
    left = keeper(form)._timer.remainingTime()
    QTest.qWait(20)
    seat.hand.write("item_DIABP", "88")
    assert keeper(form)._timer.remainingTime() < left  # typing on does not put it off
    seat.hand.until(lambda: [one.typed.get("DIABP") for one in kept(seat)] == ["88"])


def keeper(page: RecordPage) -> DraftKeeper:
    """Return what keeps the page's unsaved work."""
    return page.drafts.keeper


def test_a_lock_keeps_what_is_typed_on_every_page(seat: Seat) -> None:
    begin(seat)
    seat.hand.write("observed_on", "2026-03-1")
    lock_and_come_back(seat, "form_page")
    form = seat.hand.page(FormPage)
    assert on_screen(form, "SYSBP", "observed_on") == {"SYSBP": "141", "observed_on": "2026-03-1"}
    assert seat.hand.find("observed_on", QWidget).hasFocus()
    seat.hand.click("draft_discard")
    assert not form.has_unsaved
    seat.hand.until(lambda: kept(seat) == ())

    seat.router.open_eligibility(WAITING)
    seat.hand.find("eligibility_page", QWidget)
    seat.rest()
    seat.hand.page(EligibilityPage).go_to("EXCL03")
    seat.hand.click("criterion_EXCL03_N")
    lock_and_come_back(seat, "eligibility_page")
    page = seat.hand.page(EligibilityPage)
    assert on_screen(page, "EXCL03") == {"EXCL03": "N"}
    assert seat.hand.seen("criterion_EXCL03_N") is not None
    assert page.draft is not None
    page.draft.stack.undo()
    assert not page.has_unsaved

    seat.router.open_adverse_event(ENROLLED)
    seat.hand.find("adverse_event_page", QWidget)
    seat.rest()
    seat.hand.write("item_AETERM", "恶心，进食后")
    lock_and_come_back(seat, "adverse_event_page")
    assert on_screen(seat.hand.page(AdverseEventPage), "AETERM") == {"AETERM": "恶心，进食后"}
    assert seat.hand.find("item_AETERM", QWidget).hasFocus()


def test_a_missing_code_and_a_reason_for_change_come_back_too(seat: Seat) -> None:
    form = seat.go("form")
    assert isinstance(form, FormPage)
    assert form.draft is not None
    form.draft.set_value("PULSE", Missing("ND", "refus"))
    seat.hand.choose("change_reason", "TRANSCRIPTION")
    seat.hand.write("change_reason_note", "read it wr")
    lock_and_come_back(seat, "form_page")
    form = seat.hand.page(FormPage)
    assert on_screen(form, "PULSE") == {"PULSE": Missing("ND", "refus")}
    assert (form.reason_bar.reason.value(), form.reason_bar.note.value()) == ("TRANSCRIPTION", "read it wr")


def test_the_registration_of_a_screening_is_offered_again_and_cancelling_drops_it(seat: Seat) -> None:
    seat.hand.click("register_screening")
    seat.hand.find("register_screening_dialog", QWidget)
    seat.rest()
    seat.hand.write("register_initials", "zh")
    seat.hand.write("item_ICEXPL", "王")
    lock_and_come_back(seat, "register_screening_dialog")
    assert seat.hand.text_of("draft_restored")
    assert words(seat, "register_initials") == "ZH"
    assert words(seat, "item_ICEXPL") == "王"
    seat.hand.click("register_cancel")
    seat.rest()
    assert kept(seat) == ()
    seat.hand.click("register_screening")
    seat.rest()
    assert words(seat, "register_initials") == ""


def words(seat: Seat, name: str) -> str:
    """Return what stands in a field."""
    return str(seat.hand.find(name, QWidget).property("text"))


def test_nobody_else_sees_it_and_it_waits_for_its_own_person(seat: Seat) -> None:
    begin(seat)
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    seat.sit_down(INVESTIGATOR)
    assert kept(seat) == ()
    assert not any("Unsaved" in said for _, said in words_in(seat.window))
    lock_and_come_back(seat, "form_page")
    assert on_screen(seat.hand.page(FormPage), "SYSBP") == {"SYSBP": "141"}


def test_kept_for_later_it_waits_on_today(seat: Seat) -> None:
    form = begin(seat)
    seat.hand.shortcut(Qt.Key.Key_1)
    seat.hand.click("unsaved_keep")
    seat.hand.find("today_page", QWidget)
    seat.rest()
    assert not form.has_unsaved
    assert not seat.window.isWindowModified()
    rows = unsaved_rows(seat)
    assert len(rows) == 1
    assert ENROLLED in rows[0]
    assert "Not saved" in rows[0]
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    seat.sit_down()  # put off on purpose: it does not jump into the way
    assert seat.window.current_name() == "today"
    table = seat.hand.find("today_table", Table)
    table.acted.emit(f"draft|{NEW}|{seat.workplace.study.digest}")
    seat.hand.find("form_page", QWidget)
    seat.rest()
    assert on_screen(seat.hand.page(FormPage), "SYSBP") == {"SYSBP": "141"}


def unsaved_rows(seat: Seat) -> list[str]:
    """Return the lines of unsaved work on Today, each as what a screen reader says."""
    model = seat.hand.find("today_table", Table).model_of_rows
    lines = [
        " ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    return [line for line in lines if "Not saved" in line]


def test_discarding_can_be_undone(seat: Seat) -> None:
    begin(seat)
    lock_and_come_back(seat, "form_page")
    form = seat.hand.page(FormPage)
    seat.hand.click("draft_discard")
    assert not form.has_unsaved
    assert seat.hand.seen("draft_restored") is None
    seat.hand.shortcut(Qt.Key.Key_Z)
    assert on_screen(form, "SYSBP") == {"SYSBP": "141"}


def test_a_draft_that_was_overtaken_is_compared_and_overwrites_nothing(seat: Seat) -> None:
    seat.go("form")
    seat.hand.write("item_PULSE", "99")
    seat.hand.write("item_TEMP", "37.0")
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    meanwhile(seat, {**VITAL_SIGNS, "SYSBP": "150", "PULSE": "88"})
    seat.unlock()
    form = seat.hand.find("form_page", FormPage)
    seat.rest()
    told = seat.hand.text_of("draft_conflict")
    assert INVESTIGATOR in told
    assert all(value in told for value in ("99", "88", "150", "37.0"))
    assert on_screen(form, "PULSE", "SYSBP") == {"PULSE": "99", "SYSBP": "132"}  # as it was on screen
    seat.hand.choose("change_reason", "TRANSCRIPTION")
    seat.hand.click("save_changes")
    seat.hand.find("problem", QWidget)
    assert saved(seat, VITALS) == {**VITAL_SIGNS, "SYSBP": "150", "PULSE": "88"}
    seat.hand.click("conflict_take_up")
    seat.hand.until(lambda: seat.hand.seen("draft_conflict") is None)
    assert on_screen(form, "PULSE", "SYSBP", "TEMP") == {"PULSE": "99", "SYSBP": "150", "TEMP": "37.0"}
    seat.hand.choose("change_reason", "TRANSCRIPTION")
    seat.hand.click("save_changes")
    seat.hand.until(lambda: not form.has_unsaved)
    seat.rest()
    assert saved(seat, VITALS) == {**VITAL_SIGNS, "SYSBP": "150", "PULSE": "99", "TEMP": "37.0"}
    assert kept(seat) == ()


def meanwhile(seat: Seat, values: dict[str, str]) -> None:
    """Let the investigator save the vital signs of the visit while the window is locked."""
    from escc_desktop.actions.carry_out import carry_out
    from escc_desktop.actions.unlock import lock
    from tests.building import record_of

    site = seat.places.unlock(INVESTIGATOR)
    known = record_of(site, VITALS)
    command = SaveRecord(
        ENROLLED, "VS", values, record=VITALS, visit=known.visit, based_on=known.last,
        observed_on=known.observed_on, reason="TRANSCRIPTION",
    )  # fmt: skip
    carry_out(site, command)
    lock(site)


def test_discarding_an_overtaken_draft_shows_what_is_saved(seat: Seat) -> None:
    form = seat.go("form")
    assert isinstance(form, FormPage)
    seat.hand.write("item_PULSE", "99")
    other_saves(seat, {**VITAL_SIGNS, "SYSBP": "150"})
    assert "150" in seat.hand.text_of("draft_conflict")
    seat.hand.click("conflict_discard")
    assert not form.has_unsaved
    assert on_screen(form, "PULSE", "SYSBP") == {"PULSE": "78", "SYSBP": "150"}
    seat.hand.until(lambda: kept(seat) == ())
    assert seat.hand.seen("draft_conflict") is None


def test_work_of_another_edition_is_shown_and_taken_over_only_when_asked(seat: Seat) -> None:
    form = begin(seat)
    seat.hand.until(lambda: len(kept(seat)) == 1)
    (draft,) = kept(seat)
    older = replace(draft, edition="0" * 64, typed={"SYSBP": "144", "OLDITEM": "once asked"}, saved_at=None)
    seat.workplace.ask(lambda site: keep_draft(site, older), lambda _: None, seat.window)
    lock_and_come_back(seat, "form_page")
    form = seat.hand.page(FormPage)
    told = seat.hand.text_of("draft_older")
    assert all(said in told for said in ("144", "OLDITEM", "once asked", "no such item"))
    assert on_screen(form, "SYSBP") == {"SYSBP": "141"}
    seat.hand.click("older_take_up")
    assert on_screen(form, "SYSBP") == {"SYSBP": "144"}
    seat.hand.click("save")
    seat.hand.until(lambda: not form.has_unsaved)
    seat.rest()
    assert [one.edition for one in kept(seat)] == ["0" * 64]
    seat.hand.click("older_discard")
    seat.hand.until(lambda: kept(seat) == ())


def test_what_cannot_be_kept_is_told_and_tried_again(seat: Seat) -> None:
    form = begin(seat)
    seat.hand.until(lambda: len(kept(seat)) == 1)
    fill_the_disk(seat, is_full=True)
    seat.hand.write("item_RESP", "1" * 40)
    assert form.draft is not None
    form.draft.set_value("TEMP", "x" * 30_000)  # more than the pages that are there have room for
    keeper(form).keep_now()
    seat.hand.find("draft_trouble", QWidget)
    told = seat.hand.text_of("draft_trouble")
    assert "disk" in told
    assert "still on screen" in told
    fill_the_disk(seat, is_full=False)
    keeper(form)._timer.start(0)
    seat.hand.until(lambda: seat.hand.seen("draft_trouble") is None)
    assert [one.typed["RESP"] for one in kept(seat)] == ["1" * 40]


def test_what_the_vault_cannot_take_at_the_lock_is_held_until_the_person_is_back(seat: Seat) -> None:
    form = begin(seat)
    fill_the_disk(seat, is_full=True)
    assert form.draft is not None
    form.draft.set_value("TEMP", "x" * 30_000)
    seat.hand.shortcut(Qt.Key.Key_L)
    seat.hand.find("unlock_held", QWidget)
    assert "memory only" in seat.hand.text_of("unlock_held")
    assert ENROLLED not in seat.hand.text_of("unlock_held")
    seat.unlock()
    seat.hand.find("form_page", QWidget)
    seat.rest()
    assert on_screen(seat.hand.page(FormPage), "SYSBP", "TEMP") == {"SYSBP": "141", "TEMP": "x" * 30_000}


def test_closing_the_window_can_keep_it(seat: Seat) -> None:
    begin(seat)
    seat.window.close()
    seat.hand.click("unsaved_keep")
    seat.hand.until(lambda: not seat.window.isVisible())
    assert [one.is_on_screen for one in kept(seat)] == [False]


def test_a_serious_event_typed_over_keeps_its_record(seat: Seat) -> None:
    seat.router.open_adverse_event(ENROLLED, SERIOUS)
    seat.hand.find("adverse_event_page", QWidget)
    seat.rest()
    seat.hand.write("item_AETERM", "发热")
    seat.hand.until(lambda: [one.record for one in kept(seat)] == [SERIOUS])

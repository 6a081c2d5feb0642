"""Meets every refusal where it happens: the page says why and what to do, keeps what was typed, and can try again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.views import ParticipantView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.packages_page import PackagesPage
from escc_desktop.words import say
from tests.journeys.furnishing import BOOKED, ENROLLED, WAITING
from tests.journeys.seat import Seat, words_in


def test_whoever_cannot_be_enrolled_sees_every_reason(seat: Seat) -> None:
    views: list[ParticipantView] = []
    seat.workplace.ask(lambda site: asking.participant(site, WAITING), views.append, seat.window)
    seat.router.open_participant(WAITING)
    seat.rest()
    reasons = [say(code, language(), **facts) for code, facts in views[0].enrolment_obstacles]
    assert len(reasons) >= 2
    shown = "\n".join(words for _, words in words_in(seat.window.page("participant")))
    assert [one for one in reasons if one not in shown] == []
    assert not seat.hand.find("participant_enrol", QWidget).isEnabled()
    seat.router.open_eligibility(WAITING)
    seat.rest()
    assert seat.hand.seen("enrol") is None


def test_a_change_without_a_reason_is_not_saved_and_the_reason_is_asked_in_place(seat: Seat) -> None:
    page = seat.go("form")
    assert isinstance(page, FormPage)
    seat.hand.write("item_PULSE", "99")
    seat.hand.shortcut(Qt.Key.Key_S)
    seat.rest()
    assert page.has_unsaved
    assert seat.hand.find("change_reason", QWidget).hasFocus()
    assert not seat.hand.find("save_changes", QWidget).isEnabled()


def test_what_cannot_be_read_or_is_missing_keeps_from_completing_and_a_draft_is_saved(seat: Seat) -> None:
    seat.router.open_form(ENROLLED, "VS", BOOKED)
    page = seat.hand.page(FormPage)
    seat.rest()
    seat.hand.write("observed_on", "2026-03-05")
    seat.hand.write("item_SYSBP", "abc")
    seat.hand.click("save")
    seat.rest()
    assert page.has_unsaved
    assert seat.hand.find("item_SYSBP", QWidget).hasFocus()
    assert any("abc" in words for whose, words in words_in(page) if whose.startswith("check_"))
    seat.hand.write("item_SYSBP", "80")
    seat.hand.write("item_DIABP", "120")
    seat.hand.click("save")
    seat.hand.until(lambda: not page.has_unsaved)
    seat.rest()
    assert page.matter is not None
    assert not page.matter.record.is_complete


def test_a_package_that_cannot_be_written_is_told_and_tried_again(seat: Seat) -> None:
    seat.go("packages")
    page = seat.hand.page(PackagesPage)
    gone = seat.places.folder / "pulled out"
    for folder in (gone, seat.places.root):
        page.export_to(folder)
        seat.hand.find("package_problem", QWidget)
        seat.rest()
        told = problem(seat)
        assert "still to be sent" in told
        assert "Traceback" not in told
        assert page.export_button.isEnabled()
        assert page.view is not None
        assert page.view.to_send > 0
    page.export_to(gone)
    seat.hand.find("package_problem", QWidget)
    gone.mkdir()
    seat.hand.click("package_again")
    seat.hand.find("package_safe", QWidget)
    assert len(list(gone.glob("*.escc"))) == 1
    assert seat.hand.seen("package_problem") is None


def problem(seat: Seat) -> str:
    """Return what the problem card says."""
    card = seat.hand.find("package_problem", QWidget)
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def test_a_changed_package_is_refused_with_a_sentence(seat: Seat) -> None:
    seat.go("packages")
    page = seat.hand.page(PackagesPage)
    (package,) = seat.places.stick.glob("*.escc")
    for path in (changed(package), seat.places.root, package, seat.places.folder / "nowhere.escc"):
        page.import_from(path)
        seat.hand.find("package_problem", QWidget)
        seat.rest()
        told = problem(seat)
        assert "not taken in" in told
        assert len(told.splitlines()[1].split()) > 3, told
        assert page.import_button.isEnabled()
        assert page.view is not None
        assert page.view.desk == ()
        seat.hand.click("package_problem_close")


def changed(package: Path) -> Path:
    """Return a copy of the package with one byte changed."""
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    path = package.parent.parent / package.name
    path.write_bytes(bytes(data))
    return path

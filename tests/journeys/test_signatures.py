"""Follows a signature on screen: void everywhere after a change, whole after signing anew, never without paper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.views import DocumentView
from escc_desktop.gui.pages.documents_page import DocumentsPage
from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from escc_desktop.gui.runs import RunsLine
from escc_desktop.gui.widgets.frames import CardRow
from tests.building import INVESTIGATOR, MEANING, WORDS
from tests.journeys.furnishing import VOID
from tests.journeys.seat import Seat, words_in


def is_told(top: QWidget, words: str) -> bool:
    """Tell whether any visible part says ``words``."""
    return any(words in said for _, said in words_in(top))


def sign(seat: Seat, words: str = WORDS[INVESTIGATOR]) -> None:
    """Sign the record that is on screen, up to the click on the last button."""
    hand = seat.hand
    hand.click("void_sign_again")
    box = hand.find(f"sign_tick_{VOID}/IE", QAbstractButton)
    hand.until(box.isChecked)  # the one record that was asked for is read at once
    hand.choose("sign_meaning", MEANING)
    hand.write("sign_passphrase", words)
    hand.click("sign_confirm")


def papers(seat: Seat) -> tuple[DocumentView, ...]:
    """Return the papers of the participant as the vault holds them, the newest first."""
    found: list[tuple[DocumentView, ...]] = []
    seat.workplace.ask(asking.documents, found.append, seat.window)
    seat.hand.until(lambda: bool(found))
    return tuple(one for one in found[0] if one.participant == VOID)


def void_count(page: QWidget) -> int:
    """Return the number that stands beside "Signatures void"."""
    rows = [[line.words() for line in row.findChildren(RunsLine)] for row in page.findChildren(CardRow)]
    (found,) = [row for row in rows if row[0].startswith("Signatures void")]
    return int(found[-1])


def states(seat: Seat) -> dict[str, bool]:
    """Return on which pages the void signature is told."""
    told = {}
    seat.go("today")
    told["today"] = void_count(seat.window.page("today")) > 0
    seat.router.open_participant(VOID)
    seat.rest()
    told["participant"] = is_told(seat.window.page("participant"), "oid")
    seat.router.open_eligibility(VOID)
    seat.rest()
    page = seat.hand.page(EligibilityPage)
    told["strip"] = "no longer holds" in seat.hand.text_of("eligibility_state") or is_told(page, "no longer holds")
    told["banner"] = seat.hand.seen("void_banner") is not None
    return told


def test_a_void_signature_is_told_everywhere_until_it_is_signed_again(seat: Seat) -> None:
    assert all(states(seat).values()), states(seat)
    seat.go("documents")
    shown = seat.hand.page(DocumentsPage)
    assert [one.is_void for one in shown.documents() if one.participant == VOID] == [True]
    assert is_told(shown, "oid")
    seat.router.open_eligibility(VOID)
    seat.rest()
    sign(seat)
    seat.hand.until(lambda: seat.hand.seen("sign_dialog") is None)
    seat.rest()
    assert not any(states(seat).values()), states(seat)
    assert [one.is_void for one in papers(seat)] == [False, True]


def test_a_dialog_that_is_closed_while_it_signs_leaves_no_signature_without_paper(seat: Seat) -> None:
    seat.router.open_eligibility(VOID)
    seat.rest()
    sign(seat)
    seat.hand.tap(seat.hand.find("sign_dialog", QWidget), Qt.Key.Key_Escape)
    seat.hand.until(lambda: seat.hand.seen("sign_dialog") is None)
    seat.hand.until(lambda: seat.hand.seen("void_banner") is None)
    seat.rest()
    assert [one.is_void for one in papers(seat)] == [False, True]


def test_a_wrong_passphrase_signs_nothing_and_is_told_in_the_dialog(seat: Seat) -> None:
    seat.router.open_eligibility(VOID)
    seat.rest()
    sign(seat, "not the words 12345")
    seat.hand.find("sign_problem", QWidget)
    assert seat.hand.find("sign_passphrase", QWidget).property("text") == ""
    seat.hand.tap(seat.hand.find("sign_dialog", QWidget), Qt.Key.Key_Escape)
    assert seat.hand.seen("void_banner") is not None
    assert len(papers(seat)) == 1

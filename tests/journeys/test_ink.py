"""Signs on paper, from the choice of the original to the gate that accepts it; the recorder is looked for as signer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions import asking
from escc_desktop.gui.pages.documents_page import DocumentsPage
from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, Places, copy
from tests.journeys.furnishing import VOID
from tests.journeys.hand import pdf_text
from tests.journeys.seat import IDS, Seat, at_window, true_pace, words_in

BINDER = "研究者文件夹 3，第 12 页"
RECORD = f"{VOID}/IE"


@pytest.fixture
def locked(furnished: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """A person before the locked window of the furnished site, whose clock goes at its true pace."""
    places = copy(furnished, tmp_path / "site")
    with at_window(places, qapp, qtbot, true_pace(places)) as seat:
        yield seat


def choose_paper(seat: Seat) -> None:
    """The administrator decides that checklists are signed by hand; the coordinator sits down then."""
    seat.sit_down(ADMINISTRATOR)
    seat.go("originals")
    seat.hand.click("original_eligibility_ink")
    seat.hand.until(lambda: ADMINISTRATOR in " ".join(words for _, words in words_in(seat.window.page("originals"))))
    seat.desktop.lock()
    seat.sit_down(COORDINATOR)


def print_it(seat: Seat, folder: Path) -> str:
    """Ask for the signature, print what is to be signed, and return what stands on the sheet."""
    hand = seat.hand
    seat.router.open_eligibility(VOID)
    seat.rest()
    hand.click("void_sign_again")
    hand.until(lambda: hand.seen("sign_print") is not None)
    assert not hand.is_on(f"sign_tick_{RECORD}")
    hand.click("sign_print")
    page = hand.page(DocumentsPage)
    hand.until(lambda: page.shown() is not None)
    printer = QPrinter()
    printer.setOutputFileName(str(folder / "printed.pdf"))
    page.print_on(printer)
    hand.until(lambda: (shown := page.shown()) is not None and shown.kept is not None and shown.kept.times_printed == 1)
    shown = page.shown()
    assert shown is not None
    sheet = folder / "sheet.pdf"
    sheet.write_bytes(shown.data)
    return pdf_text(sheet)


def record_it(seat: Seat, on: str, who: str = INVESTIGATOR, place: str = BINDER) -> None:
    """Fill the dialog in and record; it closes."""
    hand = seat.hand
    hand.find("ink_dialog", QWidget)
    seat.rest()
    hand.choose("ink_signer", IDS[who])
    hand.write("ink_signed_on", on)
    hand.write("ink_filed_at", place)
    seat.rest()
    hand.click("ink_confirm")
    hand.until(lambda: hand.seen("ink_dialog") is None)
    seat.rest()


def said(seat: Seat) -> str:
    """Return every word of the window."""
    return "\n".join(words for _, words in words_in(seat.window))


def assert_recorder_is_no_signer(text: str) -> None:
    """The coordinator is named as having recorded, and never as having signed."""
    squeezed = "".join(text.split())
    for words in (f"byhandby{COORDINATOR}", f"signedbyhand{COORDINATOR}", f"Signedbyhand{COORDINATOR}"):
        assert words not in squeezed, words
    assert f"Signedby{COORDINATOR}" not in squeezed
    assert f"{COORDINATOR}byhand" not in squeezed


def test_a_checklist_is_signed_on_paper_recorded_and_enrolled_until_it_changes(locked: Seat, tmp_path: Path) -> None:
    hand = locked.hand
    choose_paper(locked)
    sheet = print_it(locked, tmp_path)
    for words in ("原件：纸质手签", "Original: ink", "记录人", "研究者", "归档位置", "File at"):
        assert words in sheet
    hand.click("preview_record_ink")
    record_it(locked, "2026-03-05")
    told = said(locked)
    assert f"Signed by hand by {INVESTIGATOR} on 2026-03-05, filed at {BINDER}; recorded by {COORDINATOR} at" in told
    assert_recorder_is_no_signer(told)
    locked.router.open_eligibility(VOID)
    locked.rest()
    assert hand.seen("void_banner") is None
    assert f"Signed by {INVESTIGATOR} by hand 2026-03-05" in hand.find("eligibility_state", QWidget).accessibleName()
    for page in ("today", "participants", "documents", "journal"):
        locked.go(page)
        assert_recorder_is_no_signer(said(locked))
    locked.router.open_eligibility(VOID)
    locked.rest()
    hand.click("enrol")
    hand.until(lambda: hand.seen("enrol") is None)
    locked.rest()
    assert "Enrolled" in hand.find("eligibility_state", QWidget).accessibleName()
    hand.page(EligibilityPage).go_to("INCL04")
    hand.write("note_INCL04", "ECOG 1")
    hand.choose("change_reason", "TRANSCRIPTION")
    hand.click("save_changes")
    hand.find("void_banner", QWidget)
    assert "signs by hand again" in said(locked)
    locked.go("documents")
    assert [one.ink[0].is_void for one in hand.page(DocumentsPage).documents() if one.ink] == [True]


def test_a_later_print_tells_of_the_ink_and_names_the_recorder_apart(locked: Seat, tmp_path: Path) -> None:
    choose_paper(locked)
    print_it(locked, tmp_path)
    locked.router.record_ink(RECORD)
    record_it(locked, "2026-03-05")
    locked.router.open_eligibility(VOID)
    locked.rest()
    locked.hand.click("print_eligibility")
    page = locked.hand.page(DocumentsPage)
    locked.hand.until(lambda: page.shown() is not None)
    shown = page.shown()
    assert shown is not None
    path = tmp_path / "later.pdf"
    path.write_bytes(shown.data)
    text = pdf_text(path)
    assert "手写签名 Signed by hand" in text
    assert "2026-03-05" in text.partition("Signed by hand")[2]
    assert_recorder_is_no_signer(text)
    assert f"Recordedintheprogramby{COORDINATOR}" in "".join(text.split())


def test_what_will_not_count_is_said_before_and_a_mistake_is_withdrawn(locked: Seat) -> None:
    hand = locked.hand
    choose_paper(locked)
    locked.router.open_eligibility(VOID)
    locked.rest()
    hand.click("record_ink")
    hand.find("ink_dialog", QWidget)
    locked.rest()
    hand.choose("ink_signer", IDS[COORDINATOR])
    hand.write("ink_signed_on", "2026-03-09")
    hand.write("ink_filed_at", BINDER)
    locked.rest()
    assert "This day lies in the future." in said(locked)
    assert not hand.find("ink_confirm", QAbstractButton).isEnabled()
    hand.write("ink_signed_on", "2026-03-05")
    hand.until(lambda: "will not count: The signer is not an investigator" in said(locked))
    hand.click("ink_confirm")
    hand.until(lambda: hand.seen("ink_dialog") is None)
    locked.rest()
    assert hand.seen("void_banner") is not None
    assert "The signer is not an investigator" in hand.text_of("ink_notes")
    undo = next(
        one for one in locked.window.findChildren(QAbstractButton) if one.objectName().startswith("withdraw_ink_0")
    )
    hand.click(undo.objectName())
    hand.write("withdraw_ink_reason", "wrong person")
    hand.click("withdraw_ink_confirm")
    hand.until(lambda: hand.seen("withdraw_ink_dialog") is None)
    locked.rest()
    assert hand.seen("ink_notes") is None


def test_a_mixed_queue_shows_what_is_signed_on_paper_and_ticks_only_the_rest(locked: Seat) -> None:
    choose_paper(locked)
    locked.router.sign_as()
    locked.rest()
    records = {one: locked.hand.find(f"sign_tick_{one}", QAbstractButton) for one in (RECORD, "01-001/FTDTPI-C1D1/VS")}
    assert "on paper" in records[RECORD].accessibleName()
    for box in records.values():
        locked.hand.click(box.objectName())
        locked.rest()
    assert [box.isChecked() for box in records.values()] == [False, True]
    locked.hand.tap(locked.hand.find("sign_dialog", QWidget), Qt.Key.Key_Escape)
    waiting: list[int] = []
    locked.workplace.ask(lambda site: asking.site_view(site).to_sign, waiting.append, locked.window)
    locked.hand.until(lambda: bool(waiting))
    assert waiting == [2]


def test_who_may_not_decide_sees_how_it_stands(seat: Seat) -> None:
    seat.go("originals")
    assert seat.hand.seen("originals_only") is not None
    assert not seat.hand.find("original_record_ink", QAbstractButton).isEnabled()

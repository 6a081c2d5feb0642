"""Works without a mouse: Tab follows the reading order, Esc leaves dialogs, F6 shows the history of an item."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.gui.pages.form_page import FormPage
from tests.journeys.seat import Seat


def item_under(page: FormPage, focus: QWidget) -> str:
    """Return the item whose field has the cursor, '' where it is elsewhere."""
    part: QWidget | None = focus
    while part is not None and part is not page:
        if part.objectName().startswith("row_"):
            return part.objectName().removeprefix("row_")
        part = part.parentWidget()
    return ""


def test_tab_follows_the_reading_order(seat: Seat) -> None:
    page = seat.go("form")
    assert isinstance(page, FormPage)
    assert page.draft is not None
    first = page.draft.form.items[0].id
    page.go_to_item(first)
    met: list[str] = []
    for _ in range(60):
        item = item_under(page, QApplication.focusWidget() or page)
        if item and (not met or met[-1] != item):
            met.append(item)
        seat.hand.tap(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        if item_under(page, QApplication.focusWidget() or page) == first and len(met) > 1:
            break
    assert met == [item.id for item in page.draft.form.items]


def test_escape_leaves_every_dialog_and_the_cursor_goes_back(seat: Seat) -> None:
    names = {
        "today": (("sign_dialog", "today_sign_as"), ("register_screening_dialog", "register_screening")),
        "documents": (("new_document_dialog", "new_document"),),
        "participant": (("first_dose_dialog", "participant_first_dose"),),
    }
    for page, dialogs in names.items():
        seat.go(page)
        for name, opener in dialogs:
            seat.hand.click(opener)
            dialog = seat.hand.find(name, QWidget)
            seat.rest()
            assert dialog.isAncestorOf(QApplication.focusWidget() or seat.window), name
            assert not seat.window.action("today").isEnabled(), name
            seat.hand.tap(QApplication.focusWidget() or seat.window, Qt.Key.Key_Escape)
            gone(seat, name)
            assert seat.window.action("today").isEnabled(), name


def gone(seat: Seat, name: str) -> None:
    """Wait until a dialog has left the window."""
    seat.hand.until(lambda: seat.hand.seen(name) is None)


def test_f6_shows_the_history_of_the_item_at_hand(seat: Seat) -> None:
    seat.go("form")
    seat.hand.press("item_SYSBP", Qt.Key.Key_F6)
    seat.hand.until(lambda: "132" in seat.hand.text_of("history_panel"))

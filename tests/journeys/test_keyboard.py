"""Works without a mouse: fills and saves a form, follows Enter and Tab in reading order, leaves dialogs by Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.handbook_view import HandbookView
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from tests.building import VITAL_SIGNS
from tests.journeys.furnishing import BOOKED, ENROLLED
from tests.journeys.seat import Seat, words_in

KEYS_PER_ITEM = 2


class Keys:
    """The keyboard: counts what is pressed beside the values themselves."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.beside = seat, 0

    def press(self, key: Qt.Key) -> None:
        self.beside += 1
        self.seat.hand.tap(self.focus, key)

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)


def item_under(page: FormPage, focus: QWidget) -> str:
    """Return the item whose field has the cursor, '' where it is elsewhere."""
    part: QWidget | None = focus
    while part is not None and part is not page:
        if part.objectName().startswith("row_"):
            return part.objectName().removeprefix("row_")
        part = part.parentWidget()
    return ""


def test_a_form_is_filled_and_saved_without_the_mouse(seat: Seat) -> None:
    seat.router.open_form(ENROLLED, "VS", BOOKED)
    page = seat.hand.page(FormPage)
    seat.rest()
    keys = Keys(seat)
    keys.type("2026-03-12")
    keys.press(Qt.Key.Key_Return)
    assert page.draft is not None
    order = [item.id for item in page.draft.form.items]
    seen = []
    for _ in order:
        item = item_under(page, keys.focus)
        seen.append(item)
        answer(keys, page, item)
        keys.press(Qt.Key.Key_Return)
    assert seen == order
    seat.hand.shortcut(Qt.Key.Key_S)
    keys.beside += 1
    seat.hand.until(lambda: not page.has_unsaved)
    seat.rest()
    assert page.matter is not None
    assert dict(page.matter.record.values) == VITAL_SIGNS
    assert page.matter.record.is_complete
    assert keys.beside <= KEYS_PER_ITEM * len(order) + 2, keys.beside


def answer(keys: Keys, page: FormPage, item: str) -> None:
    """Answer one item by its value's own letters, else by as few arrow keys as it takes."""
    wanted, field = VITAL_SIGNS[item], keys.focus
    assert page.draft is not None
    if page.draft.form.item(item).type != "choice":
        keys.type(wanted)
        return
    step = Qt.Key.Key_Down if isinstance(field, ComboField) else Qt.Key.Key_Right
    for _ in page.draft.study.code_list(page.draft.form.item(item).code_list or "").codes:
        if page.draft.text(item) == wanted:
            return
        keys.press(step)
    assert page.draft.text(item) == wanted


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


def test_help_opens_at_the_page_and_the_keys_are_listed(seat: Seat) -> None:
    for name in seat.pages():
        seat.go(name)
        seat.hand.come_forward()
        seat.hand.tap(QApplication.focusWidget() or seat.window, Qt.Key.Key_F1)
        view = seat.hand.find("handbook", HandbookView)
        assert view.topic() == seat.window.page(name).help_topic
        assert view.text.toPlainText().strip()
        assert "not written yet" not in view.text.toPlainText(), name
        seat.hand.tap(view.text, Qt.Key.Key_Escape)
        gone(seat, "handbook")
    seat.hand.shortcut(Qt.Key.Key_Slash)
    seat.hand.until(lambda: any("Ctrl+L" in words for _, words in dialog_words(seat)))


def dialog_words(seat: Seat) -> list[tuple[str, str]]:
    """Return what the dialogs say that are on screen."""
    return [told for one in seat.window.findChildren(DialogFrame) if one.isVisible() for told in words_in(one)]


def test_f6_shows_the_history_of_the_item_at_hand(seat: Seat) -> None:
    seat.go("form")
    seat.hand.press("item_SYSBP", Qt.Key.Key_F6)
    seat.hand.until(lambda: "132" in seat.hand.text_of("history_panel"))

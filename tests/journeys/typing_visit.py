"""Types a whole visit at the keyboard as fast as the pages let it, and counts the keys beside the values themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.study.edition import Item
from escc_desktop.study.rows import split_key
from tests.journeys.seat import Seat

VISIT: Final = "FTDTPI-C1D1"
MOST_STEPS: Final = 400

NORMAL: Mapping[str, str] = {
    "SYSBP": "122", "DIABP": "78", "PULSE": "72", "RESP": "16", "TEMP": "36.5", "WEIGHT": "61.0", "VSTIM": "0840",
    "PEGEN": "2", "PESKIN": "2", "PEHAND": "2", "PEMOUTH": "2",
    "RX": "y", "CYCLE": "1", "BSA": "1.70", "DOSE": "60", "TABS15": "0", "TABS20": "3",
    "WBC": "5.6", "NEUT": "3.2", "LYM": "1.8", "HGB": "142", "PLT": "210", "RBC": "4.6", "HCT": "42.0",
}  # fmt: skip
"""Values by item; another number lies amid its usual range, a choice is the first, a question is answered No."""


@dataclass(slots=True)
class Count:
    """What was pressed on the way: ``beside`` the values, by ``kinds`` of key; and the items that got an answer."""

    beside: int = 0
    letters: int = 0
    items: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """Return the count as a line."""
        parts = ", ".join(f"{name} {number}" for name, number in sorted(self.kinds.items()))
        share = self.beside / max(1, self.items)
        return (
            f"keys ({language}): a visit of {self.items} items in {self.beside} keys beside the {self.letters} of the "
            f"values, {share:.2f} per item ({parts}); mouse 0"
        )


class Typist:
    """Fingers that know the keys at the foot of the page, and no mouse."""

    def __init__(self, seat: Seat, number: str) -> None:
        self.seat, self.number = seat, number
        self.count = Count()

    @property
    def page(self) -> FormPage:
        """The form that is on screen."""
        return self.seat.hand.page(FormPage)

    @property
    def focus(self) -> QWidget:
        """Where the cursor is."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, name: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key that is no part of a value."""
        self.count.beside += 1
        self.count.kinds[name] = self.count.kinds.get(name, 0) + 1
        QTest.keyClick(self.focus, key, modifiers)

    def type(self, text: str) -> None:
        """Type a value."""
        self.count.letters += len(text)
        QTest.keyClicks(self.focus, text)

    def visit(self, visit: str = VISIT) -> Count:
        """Fill every form of a visit, from its date to the last save, and return what it took."""
        study = self.seat.workplace.study
        forms = study.visit(visit).forms
        self.seat.hand.come_forward()
        self.seat.router.open_form(self.number, forms[0], visit)
        for place, form in enumerate(forms):
            self._stand_before(form)
            self._fill()
            page = self.page
            assert page.draft is not None
            self.count.items += sum(page.draft.value(key) != "" for key in page.draft.standing.counted) + 1  # its date
            self.press("Ctrl+Enter", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            if place + 1 < len(forms):
                self._stand_before(forms[place + 1])
        self.seat.hand.until(lambda: not self.page.has_unsaved)
        self.seat.rest()
        return self.count

    def _stand_before(self, form: str) -> None:
        def stands() -> bool:
            page = self.page
            return page.key is not None and page.key[1] == form and page.matter is not None and page.draft is not None

        self.seat.hand.until(stands)
        self.seat.rest()

    def _fill(self) -> None:
        page = self.page
        assert page.draft is not None
        ended: list[bool] = []
        body = page._rows
        assert body is not None
        body.ended.connect(lambda: ended.append(True))
        before: tuple[str | None, int] = (None, 0)
        for _ in range(MOST_STEPS):
            key = page.item_at_cursor()
            at = (key, id(self.focus))
            assert at != before, key  # the cursor stood still
            before = at
            if key is not None:
                self._answer(page, key)
            self.press("Enter", Qt.Key.Key_Return)
            if ended:
                return
        raise AssertionError("the form has no end")

    def _answer(self, page: FormPage, key: str) -> None:
        draft = page.draft
        assert draft is not None
        if key == "observed_on":
            self.type("t")
        elif key.startswith("why:"):
            self.type("as seen")
        elif self.focus.objectName().startswith("missing_reason"):
            self.type("as told")
        elif draft.value(key) == "" or self._is_time_of(key):
            self.type(self._value(draft.form.item(key), key))

    def _is_time_of(self, key: str) -> bool:
        return self.focus.objectName() == f"item_{key}_time"

    def _value(self, item: Item, key: str) -> str:
        id, _ = split_key(key)
        if self._is_time_of(key):
            return "0840"
        if id in NORMAL:
            return NORMAL[id]
        if item.part in ("low", "high", "unit"):
            return ""
        kinds: dict[str, Callable[[], str]] = {
            "text": lambda: "seen",
            "note": lambda: "",
            "integer": lambda: _number(item),
            "decimal": lambda: _number(item),
            "date": lambda: "t",
            "partial_date": lambda: "t",
            "datetime": lambda: "20260305",
            "time": lambda: "0840",
            "choice": lambda: "1",
            "choices": lambda: "1",
            "yes_no": lambda: "n",
            "yes_no_na": lambda: "n",
        }
        return kinds[item.type]()


def _number(item: Item) -> str:
    if item.low is not None and item.high is not None:
        middle = (item.low + item.high) / 2
        places = int((item.digits or "").partition(".")[2] or 0)
        return f"{middle:.{places}f}"
    return "1"

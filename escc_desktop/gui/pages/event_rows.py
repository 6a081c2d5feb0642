"""The questions of an adverse event as rows of its cards, with codes and checks as on any form; it saves none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from escc_desktop.gui.pages.form_checks import CheckLines
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now
from escc_desktop.gui.pages.item_row import ItemRow, label_of
from escc_desktop.gui.runs import Cell, Mark
from escc_desktop.gui.widgets.field_row import Room
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.study.edition import Item
from escc_desktop.study.values import Missing
from escc_desktop.words import Language


def let_stand(widget: QWidget, is_shown: bool) -> None:
    """Show or hide ``widget``; without a parent it is never shown: it would be a window of its own."""
    if widget.parentWidget() is not None or not is_shown:
        widget.setVisible(is_shown)


class EventRow(ItemRow):
    """A row in a card: no history sign, and the dashed mark while a required answer is missing.

    ``label`` is the room for the words, px; 0 where they stand elsewhere.
    """

    def __init__(
        self,
        draft: FormDraft,
        item: Item,
        language: Language,
        now: Now | None,
        *,
        label: int,
        may_judge: bool = True,
        is_in_grid: bool = False,
    ) -> None:
        room = Room(left=0, label=label, has_history=False)
        self.is_in_grid = is_in_grid
        super().__init__(draft, item.id, language, now, may_judge=may_judge, room=room)
        self.has_line = False
        self.show_value()
        self.update_shown()

    def _said_aside(self) -> Cell:
        said = super()._said_aside()
        has_room = self.is_in_grid or bool(self._room.label)  # else the words above carry a star
        is_owed = has_room and self.item.is_required and self.draft.value(self.key) == ""
        return (Mark("unknown", ""), *said) if is_owed and isinstance(said, tuple) else said

    def update_shown(self) -> None:
        """Stand on screen while the item is asked or holds a value."""
        let_stand(self, self.draft.is_shown(self.key))


class AskedLabel(Label):
    """The words over a field, there only while the field is asked."""

    def __init__(self, draft: FormDraft, item: Item, language: Language) -> None:
        super().__init__(label_of(item, language), "label")
        self._draft = draft
        self._item = item
        draft.value_changed.connect(self._show)
        self._show("")

    def _show(self, changed: str) -> None:
        let_stand(self, self._draft.is_shown(self._item))


class EventRows(QObject):
    """All rows of the page: they follow the draft, and a failed check stands under the last of its items.

    Where rows stand side by side the check stands under their card, so ``places`` are rows and cards in paper order,
    each with the ``keys`` that it shows.
    """

    def __init__(
        self, draft: FormDraft, places: Sequence[QWidget], column: QVBoxLayout, holder: QWidget, language: Language
    ) -> None:
        super().__init__(holder)
        self._draft, self._places, self._column, self._language = draft, places, column, language
        self._holder = holder
        self._is_over = False
        self._checks = CheckLines(draft, holder)
        self._last_missing = ("", "")
        self._current: EventRow | None = None
        draft.value_changed.connect(self._value_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def stop(self) -> None:
        """Let the rows go: a field that is deleted while it has the cursor would still be told of."""
        focused = self._holder.focusWidget()
        if focused is not None:
            focused.clearFocus()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_moved)
        self._is_over = True
        self.deleteLater()

    def rows(self) -> Iterator[EventRow]:
        """Yield every row."""
        yield from self._holder.findChildren(EventRow)

    def _value_changed(self, key: str) -> None:
        if self._is_over:
            return
        for row in self.rows():
            row.show_value()
            row.update_shown()
        said = self._draft.value(key) if key else ""
        if isinstance(said, Missing) and said.reason:
            self._last_missing = (said.code, said.reason)
        if self._current is None:
            self.check_all()

    def check_all(self) -> None:
        """Say under each row what is to be said about it, and show what fails."""
        for row in self.rows():
            row.say()
        self._checks.show_failures(self._places, self._column, self._language)

    def row_of(self, widget: QWidget | None) -> EventRow | None:
        """Return the row in which a widget stands."""
        while widget is not None and widget is not self._holder:
            if isinstance(widget, EventRow):
                return widget
            widget = widget.parentWidget()
        return None

    def next_code(self) -> bool:
        """Go on to the next missing code of the row that has the cursor; tell whether there is such a row."""
        row = self.row_of(QApplication.focusWidget())
        if row is not None:
            row.next_code(*self._last_missing)
        return row is not None

    def take_typed_code(self) -> bool:
        """Make a missing code of one that was typed in the place of a value, and stay in the row for its reason."""
        row = self.row_of(QApplication.focusWidget())
        return row is not None and row.take_typed_code(self._last_missing[1])

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        found = self.row_of(now)
        if found is not self._current:
            left, self._current = self._current, found
            if left is not None:
                self._draft.begin_go()
                left.take_typed_code()
                self.check_all()

"""All rows of one form in paper order, built only from its definition, a slice at a time; it saves nothing.

Enter goes on, PageDown to the next group, F2 says that there is no value, F7 adds a row and F8 strikes one out.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from escc_desktop.gui.pages.form_checks import CheckLines
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now
from escc_desktop.gui.pages.form_parts import FormPart, Row, Stop, has_words, is_undo
from escc_desktop.gui.pages.form_repeat import RepeatBlock
from escc_desktop.gui.pages.item_row import ItemRow, Signed
from escc_desktop.gui.pages.range_filling import RangeFilling
from escc_desktop.gui.pages.record_state import why
from escc_desktop.gui.pages.result_row import ResultRow
from escc_desktop.gui.pages.result_table import ResultTable
from escc_desktop.gui.widgets.frames import Card, Scrolled
from escc_desktop.gui.widgets.group_head import GroupHead
from escc_desktop.gui.widgets.slices import Slices
from escc_desktop.study.edition import ItemGroup
from escc_desktop.study.values import Missing
from escc_desktop.words import Language

_LEAST_ROOM, _MOST_TURNS = 520, 4


class FormBody(Scrolled):
    """The groups of a form. ``current_item`` carries the key with the focus, ``ended`` follows Enter on the last.

    ``build`` makes the first screenful at once and the rest in later turns; ``finish`` makes what is still to come.
    """

    current_item = Signal(str)
    history_asked = Signal(str)
    moved = Signal()
    ended = Signal()
    paste_asked = Signal(str, str)
    event_asked = Signal(str)

    def __init__(self, draft: FormDraft, filling: RangeFilling, *, may_judge: bool) -> None:
        super().__init__(gap=0)
        self.draft, self.filling = draft, filling
        self._may_judge = may_judge
        self._parts: list[FormPart] = []
        self._room = self._turns = 0
        self._signed: Signed = {}
        self._current: Row | None = None
        self._watched: QWidget | None = None
        self._language: Language = "en"
        self._now: Now | None = None
        self._last_missing = ("", "")
        self._card = Card(pad=0, gap=0)
        self._column = QVBoxLayout()
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.body.addLayout(self._column)
        self._column.setSpacing(0)
        self.inner.addWidget(self._card)
        self.inner.addStretch(1)
        self._checks = CheckLines(draft, self._card)
        self._sticky = GroupHead("", parent=self.viewport())
        self._sticky.hide()
        self._slices = Slices(self)
        self._slices.passed.connect(self._lay_out)
        self._slices.ended.connect(self._built)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._show_place())
        draft.value_changed.connect(self._value_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # building

    def build(self, language: Language, now: Now | None) -> None:
        """Make the first rows in ``language``; the others follow by themselves in the next turns."""
        self._language, self._now = language, now
        self.setUpdatesEnabled(False)  # until the first screenful stands: it is drawn once
        self._slices.begin(self._making())

    def _making(self) -> Iterator[None]:
        for group in self.draft.form.groups:
            part = self._new_part(group)
            self._parts.append(part)
            self._stand(part.head)
            if group.is_repeat:
                part.block = RepeatBlock(self.draft, group, self._new_row, self._card)
                part.block.grown.connect(self._after_change)
                self._stand(part.block)
                yield from part.block.build()
            elif group.layout == "table" and not has_words(group):
                yield from self._make_table(part)
            else:
                for item in group.items:
                    row = self._new_row(item.id, self._card, 14 if item.companion_of else 0)
                    row.has_line = bool(part.rows)
                    part.rows.append(row)
                    self._column.addWidget(row)
                    self._room += 0 if row.isHidden() else row.height()
                    yield
            if not self._is_filled:
                part.tell()

    def _new_part(self, group: ItemGroup) -> FormPart:
        head = GroupHead(group.label.in_(self._language), is_first=not self._parts)
        return FormPart(group, head, self.draft, self._language)

    def _make_table(self, part: FormPart) -> Iterator[None]:
        table = ResultTable(self.draft, part.group, self.filling, self._language, part.head, self._card)
        table.history_asked.connect(self.history_asked)
        table.paste_asked.connect(self.paste_asked)
        table.event_asked.connect(self.event_asked)
        part.columns = table.heads
        for row in table.build(self._column, self._now, may_judge=self._may_judge):
            part.rows.append(row)
            self._room += row.sizeHint().height()
            if self._is_filled:
                row.hide()  # with the others, once all stand
            yield

    def _new_row(self, key: str, parent: QWidget, indent: int = 14) -> ItemRow:
        row = ItemRow(
            self.draft, key, self._language, self._now, may_judge=self._may_judge, indent=indent, parent=parent
        )
        row.history_asked.connect(lambda: self.history_asked.emit(key))
        row.show_value()
        row.show_worked_out(self._signed)
        if self._is_filled:
            row.hide()
        else:
            row.update_shown()
        return row

    @property
    def _is_filled(self) -> bool:
        """Tell whether what is on screen is made: the rest stays hidden until all stands, and is shown at once."""
        return self.is_building and self._room > max(self.viewport().height(), _LEAST_ROOM)

    def _stand(self, widget: QWidget) -> None:
        if self._is_filled:
            widget.hide()
        self._column.addWidget(widget)
        self._room += widget.sizeHint().height()

    def _lay_out(self) -> None:  # at once: a row that is shown before would stand over the first one for a moment
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._turns += 1
        if self._is_filled or not self.is_building or self._turns > _MOST_TURNS:
            self.setUpdatesEnabled(True)

    def _built(self) -> None:
        for part in self._parts:
            part.update(self._signed)
        self.check_all()
        self.moved.emit()

    @property
    def is_building(self) -> bool:
        """Tell whether rows are still to come."""
        return self._slices.is_going

    def finish(self) -> None:
        """Make at once what is still to come."""
        self._slices.finish()
        self._lay_out()

    # rows and stops

    def rows(self) -> tuple[Row, ...]:
        """Return the rows in paper order, as far as they are made."""
        return tuple(row for part in self._parts for row in part.all_rows())

    def row(self, key: str) -> Row | None:
        """Return the row in which ``key`` stands."""
        return next((row for row in self.rows() if key in row.keys), None)

    def current(self) -> str | None:
        """Return the key that has the focus, or had it last."""
        row = self._current
        focused: QWidget | None = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        if row is None and name.startswith("why_"):
            return why(name.removeprefix("why_"))
        return row.key_of(focused) if row is not None else None

    def _stops(self, parts: list[FormPart] | None = None) -> list[Stop]:
        chosen = self._parts if parts is None else parts
        return [stop for part in chosen for stop in part.stops(self._checks)]

    def go_on(self) -> None:
        """Put the cursor into the field after the one that has it."""
        row = self._current
        if isinstance(row, ItemRow) and row.take_typed_code(self._last_missing[1]) and row.field is not None:
            focus_on(row.field)
            return
        self.check_all()  # a check that fails now has its field of the reason before the next item
        stops = self._stops()
        focused = self.focusWidget()
        here = next((k for k, (_, field) in enumerate(stops) if field is focused or field.isAncestorOf(focused)), -1)
        if here + 1 >= len(stops) and self.is_building:
            self.finish()
            stops = self._stops()
        if here + 1 >= len(stops):
            self.ended.emit()
        else:
            focus_on(stops[here + 1][1])

    def focus_first(self, key: str | None = None) -> None:
        """Put the cursor into the field of ``key``, else into the first empty one, else into the first."""
        if key is not None and not any(one == key for one, _ in self._stops()):
            self.finish()
        stops = self._stops()
        chosen = [field for one, field in stops if one == key]
        empty = [field for one, field in stops if self._is_empty(one)] if not chosen else []
        for field in (*chosen, *empty, *(field for _, field in stops)):
            focus_on(field)
            return

    def _is_empty(self, key: str) -> bool:
        item = self.draft.form.item(key) if not key.startswith("why:") else None
        return item is not None and self.draft.value(key) == "" and item.part == "value"

    def _go_to_group(self, step: int) -> None:
        self.finish()
        parts = [part for part in self._parts if self._stops([part])]
        here = next((k for k, part in enumerate(parts) if self._current in part.all_rows()), 0 if step > 0 else 1)
        place = here + step
        if self._current is None:
            place = 0
        if 0 <= place < len(parts):
            self.ensureWidgetVisible(parts[place].head, 0, 0)
            self.verticalScrollBar().setValue(self._top_of(parts[place].head))
            focus_on(self._stops([parts[place]])[0][1])
        elif place >= len(parts):
            self.ended.emit()

    def show_signatures(self, signed: Signed) -> None:
        """Show at the signature points who signed."""
        self._signed = signed
        for row in self.rows():
            row.show_worked_out(signed)

    def _value_changed(self, key: str) -> None:
        if "." in key or not key:
            self._sync_rows()
        for row in self.rows():
            if not key or key in row.keys:
                row.show_value()
        said = self.draft.value(key) if key else ""
        if isinstance(said, Missing) and said.reason:
            self._last_missing = (said.code, said.reason)
        self._after_change()
        if not (self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())):
            self.check_all()

    def _sync_rows(self) -> None:
        for part in self._parts:
            if part.block is not None and not self.is_building:
                part.block.sync()

    def _after_change(self) -> None:
        self._sync_rows()
        for part in self._parts:
            part.update(self._signed)
        self._show_place()

    def check_all(self) -> None:
        """Say under each row what is to be said about it."""
        for row in self.rows():
            row.say()
        self._checks.show_failures(self.rows(), self._column, self._language)

    def _top_of(self, widget: QWidget) -> int:
        return widget.mapTo(self._card, QPoint(0, 0)).y()

    def place(self) -> tuple[str, int, int]:
        """Return the title of the group at hand, its number and how many groups stand on screen."""
        shown = [part for part in self._parts if not part.head.isHidden()]
        at = next((k for k, part in enumerate(shown) if self._current in part.all_rows()), 0)
        return (shown[at].head.title if shown else "", at + 1 if shown else 0, len(shown))

    def _show_place(self) -> None:
        """Let the head of the group at the top stay there while its rows are scrolled through."""
        top = self.verticalScrollBar().value()
        above = [part for part in self._parts if not part.head.isHidden() and self._top_of(part.head) < top]
        self._sticky.setVisible(bool(above) and top > 0)
        if above:
            head = above[-1].head
            self._sticky.tell(head.title, head.asides)
            self._sticky.setGeometry(1, 0, self._card.width() - 2, head.height())
            self._sticky.raise_()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head at the top as wide as the rows."""
        super().resizeEvent(event)
        self._show_place()

    # focus and keys

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        is_inside = now is not None and self.isAncestorOf(now)
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        if is_inside and now is not None:
            now.installEventFilter(self)
            self._watched = now
        found = self._row_of(now) if is_inside else None
        if found is self._current:
            return
        left = self._current
        if left is not None:
            self._tint(left, False)
        self._current = found
        self.draft.begin_go()
        if left is not None:
            left.take_typed_code()
        if found is not None:
            self._tint(found, True)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # a line may just have come
            self.ensureWidgetVisible(found, 0, 44)  # clear of the head that stays at the top
            self.current_item.emit(found.keys[0])
            self.moved.emit()

    def _row_of(self, widget: QWidget | None) -> Row | None:
        while widget is not None and widget is not self:
            if isinstance(widget, ItemRow):
                return widget
            widget = widget.parentWidget()
        return None

    @staticmethod
    def _tint(row: Row, is_current: bool) -> None:
        row.is_current = is_current
        row.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge a row when its field is left, let the page's undo act in it, and no key while letters are composed."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.draft.begin_go()
            self.check_all()
        if isinstance(event, QKeyEvent) and getattr(watched, "is_composing", False):
            event.accept()  # what is pressed now belongs to the input method, Enter and Ctrl+S included
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and act by the keys that stand at the foot of the page."""
        key, row = event.key(), self._current
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._go_to_group(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_F4 and isinstance(row, ResultRow):
            row.open_parts()
        elif key == Qt.Key.Key_F9 and isinstance(row, ResultRow):
            self.paste_asked.emit(row.key, QApplication.clipboard().text())
        elif key == Qt.Key.Key_F2 and row is not None:
            row.next_code(*self._last_missing)
        elif key in (Qt.Key.Key_F7, Qt.Key.Key_Insert):
            self._add_row()
        elif key == Qt.Key.Key_F8 and row is not None:
            self._strike_row(row)
        else:
            super().keyPressEvent(event)

    def _block_of(self, row: Row | None) -> RepeatBlock | None:
        return next((p.block for p in self._parts if p.block is not None and row in p.all_rows()), None)

    def _add_row(self) -> None:
        block = self._block_of(self._current)
        if block is not None:
            block.add()

    def _strike_row(self, row: ItemRow) -> None:
        block = self._block_of(row)
        n = block.row_number(row) if block is not None else None
        if block is not None and n is not None:
            place = block.rows().index(row)
            block.strike(n)
            left = [one for one in block.rows() if not one.isHidden() and one.stops()]
            if left:
                focus_on(left[min(place, len(left) - 1)].stops()[0][1])


def focus_on(field: QWidget) -> None:
    """Put the cursor into ``field`` as Tab would, so that its text is selected."""
    field.setFocus(Qt.FocusReason.TabFocusReason)

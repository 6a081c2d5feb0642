"""All rows of one form in paper order, built only from its definition; Enter goes on, F6 asks for history."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now
from escc_desktop.gui.pages.form_rows import ItemRow
from escc_desktop.gui.pages.result_row import ResultRow, heads
from escc_desktop.gui.widgets.form_row import FormRow, FormTable
from escc_desktop.gui.widgets.frames import Label, Scrolled
from escc_desktop.study.edition import Item, ItemGroup
from escc_desktop.words import Language


class FormBody(Scrolled):
    """The groups of a form. ``current_item`` carries the item with the focus, ``ended`` follows Enter on the last."""

    current_item = Signal(str)
    history_asked = Signal(str)
    ended = Signal()

    def __init__(self, draft: FormDraft, *, may_judge: bool) -> None:
        super().__init__(gap=12)
        self.draft = draft
        self._may_judge = may_judge
        self._rows: list[ItemRow] = []
        self._table = FormTable()
        self._table.current_changed.connect(self._row_changed)
        self._language: Language = "en"
        self.inner.addWidget(self._table)
        self.inner.addStretch(1)
        draft.value_changed.connect(self._value_changed)

    def build(self, language: Language, now: Now | None, without: tuple[str, ...] = ()) -> None:
        """Make every row anew in ``language``; the draft fills them. ``without`` items stand elsewhere."""
        self._language = language
        self._table.clear()
        self._rows = []
        for group in self.draft.form.groups:
            items = tuple(item for item in group.items if item.id not in without)
            if items:
                self._build_group(group, items, now)
        self.check_all()

    def _build_group(self, group: ItemGroup, items: tuple[Item, ...], now: Now | None) -> None:
        signs = [MarkSign("assume")] if any(item.assumption for item in items) else []
        notes = [Label(self.tr("Usual ranges are assumptions"), "caption", ink="warn")] if signs else []
        self._table.add_group(group.label.in_(self._language), *signs, *notes)
        if group.layout == "table":
            self._table.body.addWidget(heads())
        for item in items:
            if group.layout == "table" and item.companion_of is not None:
                continue
            self._add_row(self._make_row(group, item, now))

    def _make_row(self, group: ItemGroup, item: Item, now: Now | None) -> ItemRow:
        if group.layout != "table":
            return ItemRow(self.draft, item, self._language, now, may_judge=self._may_judge)
        companions = tuple(one for one in group.items if one.companion_of == item.id)
        return ResultRow(self.draft, item, companions, self._language, may_judge=self._may_judge)

    def _add_row(self, row: ItemRow) -> None:
        self._table.add_row(row)
        self._rows.append(row)
        row.history_asked.connect(lambda: self.history_asked.emit(row.item.id))
        for child in row.findChildren(QWidget):
            child.installEventFilter(self)

    def rows(self) -> tuple[ItemRow, ...]:
        """Return the rows in paper order."""
        return tuple(self._rows)

    def row(self, item: str) -> ItemRow | None:
        """Return the row in which ``item`` stands."""
        return next((row for row in self._rows if any(one.id == item for one, _ in row.stops())), None)

    def current(self) -> Item | None:
        """Return the item that has the focus, or had it last."""
        row = self._table.current()
        focused = self.focusWidget()
        if not isinstance(row, ItemRow):
            return None
        return row.item_of(focused)

    def _row_changed(self, row: FormRow | None) -> None:
        self.draft.begin_go()
        if isinstance(row, ItemRow):
            self.ensureWidgetVisible(row, 0, 24)
            self.current_item.emit(row.item.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge a row when its field is left, and let the page's undo act while a field has the focus."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.draft.begin_go()
            self.check_all()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next field with Enter, and ask for an item's history with F6."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
            return
        super().keyPressEvent(event)

    def go_on(self) -> None:
        """Put the cursor into the field after the one that has it."""
        stops = [field for row in self._rows if not row.isHidden() for _, field in row.stops()]
        focused = self.focusWidget()
        here = next((k for k, field in enumerate(stops) if field is focused or field.isAncestorOf(focused)), -1)
        if here + 1 >= len(stops):
            self.check_all()
            self.ended.emit()
            return
        focus_on(stops[here + 1])

    def focus_first(self, item: str | None = None) -> None:
        """Put the cursor into the field of ``item``, else into the first empty one, else into the first."""
        stops = [stop for row in self._rows if not row.isHidden() for stop in row.stops()]
        chosen = [field for one, field in stops if one.id == item]
        empty = [field for one, field in stops if self.draft.value(one.id) == "" and one.part == "value"]
        for field in (*chosen, *empty, *(field for _, field in stops)):
            focus_on(field)
            return

    def _value_changed(self, item: str) -> None:
        for row in self._rows:
            row.show_value()
            row.update_shown()
        has_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        if not has_focus:
            self.check_all()

    def check_all(self) -> None:
        """Say under each row what is to be said about it."""
        remarks: dict[str, list[tuple[bool, str]]] = {}
        for check in self.draft.failing_checks():
            place = next((item for item in reversed(check.items) if self.row(item)), None)
            if place is not None:
                remarks.setdefault(place, []).append((check.is_hard, check.message.in_(self._language)))
        for row in self._rows:
            row.show_value()
            row.update_shown()
            row.say(tuple(remarks.get(row.item.id, ())))


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def focus_on(field: QWidget) -> None:
    """Put the cursor into ``field`` as Tab would, so that its text is selected."""
    field.setFocus(Qt.FocusReason.TabFocusReason)

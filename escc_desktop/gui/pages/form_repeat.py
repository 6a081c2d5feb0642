"""The rows of one repeating group on screen: as many as the draft holds, added and struck out; it saves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_history import value_words
from escc_desktop.gui.pages.item_row import ItemRow
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.frames import across
from escc_desktop.gui.widgets.group_head import RowHead
from escc_desktop.study.edition import ItemGroup
from escc_desktop.study.rows import row_key

MakeRow = Callable[[str, QWidget], ItemRow]


class RepeatRow(QWidget):
    """One row: its head and a line for each item."""

    def __init__(self, group: ItemGroup, n: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.n = n
        self.setObjectName(f"repeat_{row_key(group.id, n)}")
        self.head = RowHead(row_key(group.id, n), self)
        self.rows: list[ItemRow] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.head)


class RepeatBlock(QWidget):
    """All rows of one group. ``grown`` follows a row that came or went."""

    grown = Signal()

    def __init__(self, draft: FormDraft, group: ItemGroup, make_row: MakeRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.group = group
        self._draft, self._make_row = draft, make_row
        self._blocks: list[RepeatRow] = []
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self.add_button = LinkButton(icon_name="plus", parent=self)
        self.add_button.setObjectName(f"add_row_{group.id}")
        self.add_button.clicked.connect(self.add)
        self._foot = QWidget(self)
        self._foot.setLayout(across(self.add_button, None, margins=(8, 3, 8, 5)))
        self._body.addWidget(self._foot)

    def rows(self) -> list[ItemRow]:
        """Return the lines of every row that counts, in paper order."""
        return [row for block in self._blocks if not self._draft.is_struck(self.group, block.n) for row in block.rows]

    def build(self) -> Iterator[None]:
        """Make the rows that the draft holds, a line at a time."""
        for n in self._draft.rows(self.group):
            yield from self._insert(n, len(self._blocks))
        self.tell()

    def _insert(self, n: int, place: int) -> Iterator[None]:
        block = RepeatRow(self.group, n, self)
        block.head.acted.connect(lambda: self.strike(n))
        self._blocks.insert(place, block)
        self._body.insertWidget(place, block)
        for item in self.group.items:
            row = self._make_row(row_key(item.id, n), block)
            block.rows.append(row)
            block.body.addWidget(row)
            yield

    def sync(self) -> bool:
        """Show the rows that the draft holds now; tell whether any came or went."""
        wanted = self._draft.rows(self.group)
        had = [block.n for block in self._blocks]
        if tuple(had) == wanted:
            return False
        for block in [one for one in self._blocks if one.n not in wanted]:
            self._blocks.remove(block)
            block.hide()
            block.deleteLater()
        for place, n in enumerate(wanted):
            if place >= len(self._blocks) or self._blocks[place].n != n:
                for _ in self._insert(n, place):
                    pass
                self._blocks[place].show()
        self.tell()
        return True

    def tell(self) -> None:
        """Name the rows, show the ones struck out as such, and offer another row while one fits."""
        draft, group = self._draft, self.group
        is_asked = any(draft.is_shown(key) for block in self._blocks for row in block.rows for key in row.keys)
        for block in self._blocks:
            is_struck = draft.is_struck(group, block.n)
            title = filled(QCoreApplication.translate("RepeatBlock", "Row %1"), block.n)
            struck = ""
            if is_struck:
                title = filled(QCoreApplication.translate("RepeatBlock", "Row %1, struck out"), block.n)
                told = (value_words(draft.study, row.item, draft.value(row.key)) for row in block.rows)
                struck = " · ".join(one for one in told if one != "–")
                act = QCoreApplication.translate("RepeatBlock", "Take back")
            else:
                act = QCoreApplication.translate("RepeatBlock", "Strike out F8")
            holds = any(draft.value(row.key) != "" for row in block.rows)
            can = not draft.is_read_only and (holds or is_struck or len(self._blocks) > 1)
            block.head.tell(title, act if can else "", struck)
            block.setVisible(is_asked or is_struck)
            for row in block.rows:
                if is_struck:
                    row.hide()
                else:
                    row.update_shown()
        self.add_button.setText(QCoreApplication.translate("RepeatBlock", "Add a row F7"))
        self._foot.setVisible(is_asked and not draft.is_read_only)
        self.add_button.setEnabled(draft.may_add_row(group))
        self.setVisible(any(not block.isHidden() for block in self._blocks))

    def add(self) -> int | None:
        """Open another row, with the cursor in its first field; None where no more fit."""
        if self._draft.is_read_only or not self._draft.may_add_row(self.group) or self._foot.isHidden():
            return None
        n = self._draft.add_row(self.group, QCoreApplication.translate("RepeatBlock", "Add a row"))
        self.grown.emit()
        block = next(one for one in self._blocks if one.n == n)
        for row in block.rows:
            if not row.isHidden() and row.stops():
                row.stops()[0][1].setFocus()
                break
        return n

    def strike(self, n: int) -> None:
        """Strike a row out, or take that back."""
        self._draft.strike_row(self.group, n, QCoreApplication.translate("RepeatBlock", "Strike out"))
        self.grown.emit()

    def row_number(self, row: ItemRow) -> int | None:
        """Return the number of the row in which a line stands."""
        return next((block.n for block in self._blocks if row in block.rows), None)

"""One group of a form on screen: its head, its rows, and how much of it is answered; it makes no rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.form_checks import CheckLines
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_repeat import RepeatBlock
from escc_desktop.gui.pages.item_row import ItemRow, Signed
from escc_desktop.gui.runs import Cell, Mark, Run, Text
from escc_desktop.gui.widgets.group_head import GroupHead
from escc_desktop.study.edition import ItemGroup
from escc_desktop.words import Language

Row = ItemRow
Stop = tuple[str, QWidget]


class FormPart:
    """A group with what stands under its head: rows, the ``block`` of a repeat, the ``columns`` of a table."""

    def __init__(self, group: ItemGroup, head: GroupHead, draft: FormDraft, language: Language) -> None:
        self.group, self.head = group, head
        self.rows: list[Row] = []
        self.block: RepeatBlock | None = None
        self.columns: QWidget | None = None
        self._draft, self._language = draft, language
        self._ids = {item.id for item in group.items}
        self._has_assumption = any(item.assumption for item in group.items)

    def all_rows(self) -> list[Row]:
        """Return the rows that count, in paper order."""
        return [*self.block.rows()] if self.block is not None else self.rows

    def stops(self, checks: CheckLines) -> list[Stop]:
        """Return where the cursor can stand in this group, down the results before what is beside them."""
        found: list[Stop] = []
        for row in self.all_rows():
            if not row.isHidden():
                found += row.stops()
            found += checks.stops_under(row)
        later = (row.later_stops() for row in self.all_rows() if not row.isHidden())
        return [*found, *(stop for stops in later for stop in stops)]

    def update(self, signed: Signed) -> None:
        """Show what is asked, calculated and signed now."""
        for row in self.all_rows():
            row.update_shown()
            row.show_worked_out(signed)
        self.tell()

    def tell(self) -> None:
        """Say beside the title how much is answered; a group that asks nothing stands aside."""
        if self.block is not None:
            self.block.tell()
            is_shown = not self.block.isHidden()
        else:
            is_shown = any(not row.isHidden() for row in self.rows)
        self.head.setVisible(is_shown)
        if self.columns is not None:
            self.columns.setVisible(is_shown)
        self.head.tell(self.group.label.in_(self._language), self._asides())

    def _asides(self) -> Cell:
        runs: list[Run] = []
        if self._has_assumption:
            words = QCoreApplication.translate("FormBody", "holds assumptions")
            runs.append(Mark("assume", words, ink="warn", size=12))
        asked = [key for key in self._draft.standing.counted if key.partition(".")[0] in self._ids]
        if asked:
            done = sum(self._draft.value(key) != "" for key in asked)
            runs.append(Text(f"{done}/{len(asked)}", "ink2", 500, 12))
        return tuple(runs)


def has_words(group: ItemGroup) -> bool:
    """Tell whether a finding is described beside it: such a group stands line by line, not as a table of results."""
    return any(item.companion_of is not None and item.part == "value" for item in group.items)


def is_undo(event: QKeyEvent) -> bool:
    """Tell whether a key is that of undo or redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)

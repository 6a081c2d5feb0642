"""Frozen rows of runs as a Qt model: read only, replaced whole, never sorted here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.runs import Cell, Text, words_of

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its least width in px, and whether it takes the room that is left."""

    title: str
    width: int = 100
    stretches: bool = False
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A line: the key that its signals carry, a cell for each column, and the words of its one act (last column)."""

    key: str
    cells: tuple[Cell, ...]
    act: str = ""
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A heading between lines, with the number that follow it."""

    title: str
    count: str = ""


class RowsModel(QAbstractTableModel):
    """Frozen rows for Qt: read only, replaced whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[Row | GroupRow, ...] = ()

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Replace the columns."""
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def set_rows(self, rows: tuple[Row | GroupRow, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: int) -> Row | GroupRow:
        """Return line ``index``."""
        return self._rows[index]

    def place_of(self, key: str) -> int:
        """Return the line of ``key``, or -1."""
        return next((k for k, row in enumerate(self._rows) if isinstance(row, Row) and row.key == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def cell(self, row: Row | GroupRow, column: int) -> Cell:
        """Return what stands in a column; the act stands in the last one where it has no cell."""
        if isinstance(row, GroupRow):
            if column:
                return ""
            count = (Text(row.count, "ink", 600),) if row.count else ()
            return (Text(row.title, "ink", 600), *count)
        if column < len(row.cells):
            return row.cells[column]
        return Text(row.act, "accent", 500) if row.act and column == len(self._columns) - 1 else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, for reading aloud and copying, or the row itself for the delegate."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words_of(self.cell(row, index.column()))
        return row if role == ROW_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's head."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = self._columns[section].align
            flag = Qt.AlignmentFlag.AlignRight if side == "right" else Qt.AlignmentFlag.AlignLeft
            return flag | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let lines be chosen, headings not."""
        if not index.isValid() or isinstance(self._rows[index.row()], GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order."""
        return self._columns

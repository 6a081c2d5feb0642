"""Shows frozen rows of runs with one delegate; sorting and filtering are questions to the store, never done here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from escc_desktop.gui.runs import Text, paint_runs, width_of
from escc_desktop.gui.theme import colour, size
from escc_desktop.gui.widgets.rows import ROW_ROLE, Column, GroupRow, Index, Row, RowsModel

__all__ = ["Column", "GroupRow", "Row", "Table"]
_INSET = 12


class _RunsDelegate(QStyledItemDelegate):
    """Paints every cell of every table."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        return QSize(40, size("group_row" if isinstance(row, GroupRow) else "table_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, model = self._table, self._table.model_of_rows
        row = model.row(index.row())
        box = QRectF(option.rect)
        is_first, is_last = index.column() == 0, index.column() == len(model.columns) - 1
        is_chosen = isinstance(row, Row) and table.view.currentIndex().row() == index.row()
        painter.save()
        path = QPainterPath()  # the card's corners stay round under the last line
        path.addRoundedRect(QRectF(table.view.viewport().rect()).adjusted(0, -8, 0, 0), 7, 7)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        if isinstance(row, GroupRow):
            painter.fillRect(box, colour("sunk"))
        elif is_chosen:
            painter.fillRect(box, colour("select"))
        elif table.hovered == index.row():
            painter.fillRect(box, colour("hover"))
        if is_chosen and is_first:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        self._hairline(painter, box, index, is_first=is_first, is_last=is_last)
        align = model.columns[index.column()].align
        is_act = isinstance(row, Row) and is_last and len(row.cells) < len(model.columns)
        inner = box.adjusted(_INSET, 0, -(_INSET if is_last else 4), 0)
        cell = model.cell(row, index.column())
        if isinstance(row, Row):
            painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        paint_runs(painter, inner, cell, is_right=is_act or align == "right")
        if isinstance(row, Row) and row.is_struck and cell:
            painter.setPen(QPen(colour("ink3"), 1))
            y = inner.center().y()
            painter.drawLine(round(inner.left()), round(y), round(inner.left() + width_of(cell)), round(y))
        if is_chosen and table.shows_focus():
            self._outline(painter, box, is_first=is_first, is_last=is_last)
        painter.restore()

    def _hairline(self, painter: QPainter, box: QRectF, index: Index, *, is_first: bool, is_last: bool) -> None:
        model = self._table.model_of_rows
        last = model.rowCount() - 1
        below = model.row(index.row() + 1) if index.row() < last else None
        if isinstance(model.row(index.row()), GroupRow) or isinstance(below, GroupRow):
            return
        if index.row() == last and self._table.fits:
            return
        painter.setPen(QPen(colour("line"), 1))
        left = box.left() + (_INSET if is_first else 0)
        right = box.right() - (_INSET if is_last else 0)
        painter.drawLine(round(left), round(box.bottom()) - 1, round(right), round(box.bottom()) - 1)

    def _outline(self, painter: QPainter, box: QRectF, *, is_first: bool, is_last: bool) -> None:
        painter.setPen(QPen(colour("focus"), 2))
        top, bottom = round(box.top()) + 1, round(box.bottom()) - 1
        left, right = round(box.left()) + (1 if is_first else 0), round(box.right()) - (1 if is_last else 0)
        painter.drawLine(left, top, right, top)
        painter.drawLine(left, bottom, right, bottom)
        if is_first:
            painter.drawLine(left, top, left, bottom)
        if is_last:
            painter.drawLine(right, top, right, bottom)


class _View(QTableView):
    """The view of a table: tells how focus came, and which key or click opened a line."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self.is_by_keyboard = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.is_by_keyboard = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.open_current()
            return
        if event.key() == Qt.Key.Key_Space:
            self._table.act_on_current()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_by_keyboard = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._table.clicked_at(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._table.open_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._table.hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._table.hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.is_by_keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)
        self._table.choose_something()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class Table(QFrame):
    """A card with a table. Signals carry the row's key.

    ``chosen``: the current line changed. ``opened``: Enter or double click. ``acted``: its act was clicked, or Space.
    ``sort_asked``: a column's head was clicked (the page asks the store and calls ``set_rows``).
    ``fits``: the card is as high as its lines (up to the room there is); else it takes all the room.
    """

    chosen = Signal(str)
    opened = Signal(str)
    acted = Signal(str)
    sort_asked = Signal(int)

    def __init__(
        self, columns: tuple[Column, ...] = (), name: str = "", *, fits: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.fits = fits
        self.hovered = -1
        self.model_of_rows = RowsModel(self)
        self.view = _View(self)
        self.view.setModel(self.model_of_rows)
        self.view.setItemDelegate(_RunsDelegate(self))
        self._set_up_view()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)  # the border insets by itself
        layout.addWidget(self.view)
        policy = QSizePolicy.Policy.Maximum if fits else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.setFocusProxy(self.view)
        self.set_name(name)
        self.set_columns(columns)
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)

    def _set_up_view(self) -> None:
        view = self.view
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setMouseTracking(True)
        view.setTabKeyNavigation(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setMinimumSectionSize(20)
        view.verticalHeader().setDefaultSectionSize(size("table_row"))
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(size("table_head"))
        head.setMinimumSectionSize(24)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self.sort_asked)

    def set_name(self, name: str) -> None:
        """Name the table for screen readers."""
        self.setAccessibleName(name)
        self.view.setAccessibleName(name)

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Show ``columns``; call again with words of the other language."""
        self.model_of_rows.set_columns(columns)
        self._widen()

    def set_rows(self, rows: tuple[Row | GroupRow, ...]) -> None:
        """Show ``rows``; the chosen key stays chosen where it is still there."""
        before = self.current_key()
        self.view.clearSpans()
        self.model_of_rows.set_rows(rows)
        for place, row in enumerate(rows):
            is_group = isinstance(row, GroupRow)
            self.view.setRowHeight(place, size("group_row" if is_group else "table_row"))
            if is_group and len(self.model_of_rows.columns) > 1:
                self.view.setSpan(place, 0, 1, len(self.model_of_rows.columns))
        self._widen()
        if before:
            self.choose(before)
        self.updateGeometry()

    def _widen(self) -> None:
        """Give each column its width, more where a cell needs it: identifiers, dates and states are never cut."""
        model, head = self.model_of_rows, self.view.horizontalHeader()
        rows = [model.row(place) for place in range(model.rowCount())]
        for place, column in enumerate(model.columns):
            needed = [width_of(model.cell(row, place)) for row in rows if isinstance(row, Row)]
            room = round(max(needed, default=0)) + _INSET + 8
            mode = QHeaderView.ResizeMode.Stretch if column.stretches else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(place, mode)
            if not column.stretches:
                self.view.setColumnWidth(place, max(column.width, room))

    def current_key(self) -> str:
        """Return the key of the chosen line, or ''."""
        index = self.view.currentIndex()
        if not index.isValid() or index.row() >= self.model_of_rows.rowCount():
            return ""
        row = self.model_of_rows.row(index.row())
        return row.key if isinstance(row, Row) else ""

    def choose(self, key: str) -> None:
        """Choose the line of ``key`` and bring it into view."""
        place = self.model_of_rows.place_of(key)
        if place >= 0:
            self.view.setCurrentIndex(self.model_of_rows.index(place, 0))

    def choose_something(self) -> None:
        """Choose the first line when the focus arrives and none is chosen."""
        if not self.current_key():
            rows = range(self.model_of_rows.rowCount())
            first = next((k for k in rows if isinstance(self.model_of_rows.row(k), Row)), -1)
            if first >= 0 and self.view.is_by_keyboard:
                self.view.setCurrentIndex(self.model_of_rows.index(first, 0))

    def shows_focus(self) -> bool:
        """Return whether the chosen line is outlined: the focus is here and came by keyboard."""
        return self.view.hasFocus() and self.view.is_by_keyboard

    def open_current(self) -> None:
        """Tell that the chosen line is to be opened."""
        if self.current_key():
            self.opened.emit(self.current_key())

    def act_on_current(self) -> None:
        """Tell that the chosen line's act is asked for."""
        index = self.view.currentIndex()
        row = self.model_of_rows.row(index.row()) if index.isValid() else None
        if isinstance(row, Row) and row.act:
            self.acted.emit(row.key)

    def clicked_at(self, place: QPoint) -> None:
        """Take a click on the words of a line's act."""
        index = self.view.indexAt(place)
        is_last = index.column() == len(self.model_of_rows.columns) - 1
        row = self.model_of_rows.row(index.row()) if index.isValid() else None
        if is_last and isinstance(row, Row) and row.act:
            words = width_of(Text(row.act, weight=500))
            if place.x() >= self.view.visualRect(index).right() - _INSET - words - 6:
                self.acted.emit(row.key)

    def hover(self, row: int) -> None:
        """Tint the line under the pointer."""
        if row != self.hovered:
            self.hovered = row
            self.view.viewport().update()

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self.view.viewport().update()
        if self.current_key():
            self.chosen.emit(self.current_key())

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        heights = sum(self.view.rowHeight(place) for place in range(self.model_of_rows.rowCount()))
        return QSize(300, heights + size("table_head") + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the height of head and three lines, or fewer where there are fewer."""
        return QSize(200, min(self.sizeHint().height(), size("table_head") + 3 * size("table_row") + 2))

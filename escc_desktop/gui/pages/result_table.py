"""The rows of one table of results in the order of the hospital's report, with their heads; it saves nothing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now
from escc_desktop.gui.pages.range_filling import RangeFilling
from escc_desktop.gui.pages.range_words import why_words
from escc_desktop.gui.pages.result_row import ResultRow
from escc_desktop.gui.pages.result_words import head_words
from escc_desktop.gui.runs import Box, Mark, RunsLine, Text
from escc_desktop.gui.theme import sized_font
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.group_head import GroupHead
from escc_desktop.gui.widgets.result_grid import ResultHeads
from escc_desktop.study.edition import ItemGroup
from escc_desktop.words import Language


class ResultTable(QObject):
    """One table. ``paste_asked`` carries the result at the cursor and what was pasted, ``event_asked`` a result."""

    history_asked = Signal(str)
    paste_asked = Signal(str, str)
    event_asked = Signal(str)

    def __init__(
        self,
        draft: FormDraft,
        group: ItemGroup,
        filling: RangeFilling,
        language: Language,
        head: GroupHead,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.group = group
        self._has_numbers = any(item.part == "low" for item in group.items)
        self.heads = ResultHeads(parent)
        self._put_acts(head, is_read_only=draft.is_read_only)
        self.rows: list[ResultRow] = []
        self._draft, self._filling, self._language, self._parent = draft, filling, language, parent
        filling.followed.connect(self.tell)

    def build(self, column: QVBoxLayout, now: Now | None, *, may_judge: bool) -> Iterator[ResultRow]:
        """Put heads and rows into ``column``, one row after the other."""
        column.addWidget(self.heads)
        self.tell()
        place = {item: at for at, item in enumerate(self._filling.order)}
        results = [item for item in self.group.items if item.companion_of is None]
        for item in sorted(results, key=lambda one: place.get(one.id, len(place))):
            others = tuple(one for one in self.group.items if one.companion_of == item.id)
            row = ResultRow(
                self._draft, item, others, self._filling, self._language, now, may_judge=may_judge, parent=self._parent
            )
            self._connect(row)
            self.rows.append(row)
            column.addWidget(row)
            row.show_value()
            row.update_shown()
            yield row

    def _put_acts(self, head: GroupHead, *, is_read_only: bool) -> None:
        """Put into the head of the group what can be done by key with the whole table and with its row."""
        link = LinkButton(QCoreApplication.translate("ResultTable", "Paste a column"), parent=head)
        link.setObjectName(f"paste_{self.group.id}")
        link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # F9 is its key; Tab goes from field to field
        link.clicked.connect(lambda: self.paste_asked.emit("", ""))
        opens = (Box("F4"), Text(QCoreApplication.translate("ResultTable", "unit, range"), "ink2", size=12))
        keys = RunsLine((Box("F9"), *(opens if self._has_numbers else ())))
        left = QFontMetrics(sized_font(13, 600)).horizontalAdvance(head.title) + 36
        link.setGeometry(left, 1, link.sizeHint().width(), 28)
        keys.setParent(head)
        keys.setGeometry(left + link.width() + 4, 3, keys.sizeHint().width(), 24)
        for part in (link, keys):
            part.setVisible(not is_read_only)

    def _connect(self, row: ResultRow) -> None:
        row.history_asked.connect(lambda: self.history_asked.emit(row.key))
        row.paste_asked.connect(lambda text: self.paste_asked.emit(row.key, text))
        row.event_asked.connect(self.event_asked)

    def tell(self) -> None:
        """Say over the columns why numbers have no range, where the local ones do not say."""
        joint = "；" if self._language == "zh" else "; "
        said = joint.join(words for words in map(why_words, self._filling.whys()) if words)
        note = ""
        if said:
            note = QCoreApplication.translate("ResultTable", "Ranges not filled in: %1").replace("%1", said)
        self.heads.tell(
            head_words(has_numbers=self._has_numbers), Mark("warn", note, ink="warn", size=12) if note else ""
        )

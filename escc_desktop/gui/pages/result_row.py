"""The rows of a table of results bound to the draft: result, unit, range, flag and judgement; they save nothing."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import make_editor
from escc_desktop.gui.pages.form_rows import GridItemRow
from escc_desktop.gui.runs import Cell, Icon, Mark, RunsLine, Text
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.form_row import Editor
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.study.edition import Item
from escc_desktop.study.rules import typed
from escc_desktop.study.values import Missing
from escc_desktop.words import Language, explain

RESULT_WIDTHS = (150, 82, 58, 132, 72, 150)
"""Label, result, unit, range, flag and judgement of a table row, in px."""


class ResultRow(GridItemRow):
    """A row of a table: result, the range it is judged by, its flag and the investigator's judgement."""

    def __init__(
        self, draft: FormDraft, item: Item, companions: tuple[Item, ...], language: Language, *, may_judge: bool
    ) -> None:
        self._parts = {one.part: one for one in companions}
        self._others = {one.id: make_editor(draft.study, one, language, None, in_grid=True) for one in companions}
        self._open = RunsLine("")
        super().__init__(draft, item, language, None, label_width=RESULT_WIDTHS[0], in_grid=True, may_judge=may_judge)

    def _other(self, part: str) -> QWidget | None:
        item = self._parts.get(part)  # type: ignore[call-overload]
        return self._others[item.id] if item is not None else None

    def _lay_out(self) -> None:
        self._range_box = QWidget()
        low, high = self._other("low"), self._other("high")
        parts: list[QWidget] = [self.range] if low is None or high is None else [low, Label("–", "label"), high]
        for one in (low, high):
            if isinstance(one, FieldEdit):
                one.setFixedWidth(54)
                one.setPlaceholderText("")  # too narrow for the digits; the result beside it shows them
        self._range_box.setLayout(across(*parts, None, gap=4))
        self._range_box.setFixedWidth(RESULT_WIDTHS[3])
        self._judged = QWidget()
        judged = self._other("judgement")
        self._judged.setLayout(across(*([judged] if judged else []), self._open, None, gap=8))
        self._judged.setMinimumWidth(RESULT_WIDTHS[5])
        self.unit.setMinimumWidth(RESULT_WIDTHS[2])
        self.flag.setMinimumWidth(RESULT_WIDTHS[4])
        line = across(
            self.label, self.widget, self._missing, self._reason, self.unit, self._range_box, self.flag, self._judged,
            None, self._history, gap=12, margins=(12, 3, 8, 3),
        )  # fmt: skip
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(line)
        outer.addWidget(self.check)
        for item_id, editor in self._others.items():
            label = self.draft.form.item(item_id).label.in_(self.language)
            editor.setAccessibleName(label)
            cast("Editor", editor).edited.connect(lambda item_id=item_id: self._take_other(item_id))

    def _take_other(self, item_id: str) -> None:
        self.draft.set_value(item_id, cast("Editor", self._others[item_id]).value(), is_typing=True)

    def _show_missing(self) -> None:
        super()._show_missing()
        is_missing = self.missing() is not None
        self._missing.setFixedWidth(RESULT_WIDTHS[1])
        self.unit.setVisible(not is_missing)
        self._range_box.setVisible(not is_missing)
        self._judged.setVisible(not is_missing)

    def show_value(self) -> None:
        """Show what the draft holds for the result and everything beside it."""
        super().show_value()
        for item_id, editor in self._others.items():
            value = self.draft.value(item_id)
            shown = value.code if isinstance(value, Missing) else value
            field = cast("Editor", editor)
            if field.value() != shown:
                field.set_value(shown)
        self._show_flag()

    def _show_flag(self) -> None:
        self.set_flag(self._flag())
        judged = self._parts.get("judgement")
        if judged is None:
            return
        editor = self._others[judged.id]
        is_shown = self.draft.is_shown(judged)
        editor.setVisible(is_shown)
        may = (self.may_judge or judged.decided_by == "anyone") and not self.draft.is_read_only
        cast("Editor", editor).set_read_only(not may)
        is_open = is_shown and self.draft.value(judged.id) == ""
        self._open.set_runs(Mark("unknown", self.tr("to judge"), ink="ink2") if is_open else "")

    def _flag(self) -> Cell:
        result = typed(self._text("value"), "decimal")
        low, high = typed(self._text("low"), "decimal"), typed(self._text("high"), "decimal")
        if result is None or (low is None and high is None):
            return ""
        if low is not None and result < low:  # type: ignore[operator]
            return (Icon("arrow-down", "due", 14), Text(self.tr("Low L"), "due", 500))
        if high is not None and result > high:  # type: ignore[operator]
            return (Icon("arrow-up", "over", 14), Text(self.tr("High H"), "over", 500))
        return Text(self.tr("normal"), "ink2")

    def _text(self, part: str) -> str:
        item = self.item if part == "value" else self._parts.get(part)  # type: ignore[call-overload]
        return self.draft.text(item.id) if item is not None else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that the row shows."""
        return (self.item.id, *self._others)

    def stops(self) -> tuple[tuple[str, QWidget], ...]:
        """Return result, range and judgement in paper order."""
        first = super().stops()
        if self.missing() is not None:
            return first
        rest = tuple(
            (item.id, self._others[item.id])
            for item in self._parts.values()
            if self._others[item.id].isVisibleTo(self) and self._others[item.id].isEnabled()
        )
        return (*first, *rest)

    def _own_remarks(self) -> list[tuple[bool, str]]:
        said = super()._own_remarks()
        if self._text("low") and self._text("high"):
            said = [one for one in said if one[0]]  # the flag by the laboratory's own range says it already
        for item in self._parts.values():
            problem = self.draft.problem(item)
            field = cast("Editor", self._others[item.id])
            field.set_state("hard" if problem else "plain")
            if problem is not None:
                said.append((True, f"{item.label.in_(self.language)}: {explain(problem, self.language)}"))
        return said


def head_words() -> tuple[str, ...]:
    """Return the words over the columns of ``ResultRow`` in the language that is shown."""
    return (
        QCoreApplication.translate("ResultRow", "Item"),
        QCoreApplication.translate("ResultRow", "Result"),
        QCoreApplication.translate("ResultRow", "Unit"),
        QCoreApplication.translate("ResultRow", "Range"),
        QCoreApplication.translate("ResultRow", "Flag"),
        QCoreApplication.translate("ResultRow", "Significance (investigator only)"),
    )


def heads() -> QWidget:
    """Return the column heads of a table of results, over the columns of ``ResultRow``."""
    words = head_words()
    made = QWidget()
    labels = []
    for text, width in zip(words, RESULT_WIDTHS, strict=True):
        label = Label(text, "caption")
        label.setFixedWidth(width) if text != words[-1] else label.setMinimumWidth(width)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        labels.append(label)
    made.setLayout(across(*labels, None, gap=12, margins=(12, 5, 8, 5)))
    return made

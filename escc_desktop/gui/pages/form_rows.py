"""One item of a form bound to the draft: the field, its missing code and what is said under it; it saves nothing."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now, make_editor
from escc_desktop.gui.runs import Cell, Icon, Mark, RunsLine, Text
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.form_row import Editor, FormRow
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.gui.widgets.times import DateTimeField
from escc_desktop.study.edition import Item
from escc_desktop.study.rules import typed
from escc_desktop.study.values import Missing
from escc_desktop.words import Language, explain

RESULT_WIDTHS = (150, 82, 58, 132, 72, 150)
"""Label, result, unit, range, flag and judgement of a table row, in px."""


def missing_words(code: str) -> str:
    """Return a missing-data code with its words."""
    words = {
        "ND": QCoreApplication.translate("MissingCodes", "ND, not done"),
        "UK": QCoreApplication.translate("MissingCodes", "UK, unknown"),
        "NA": QCoreApplication.translate("MissingCodes", "NA, not applicable"),
    }
    return words.get(code, code)


class ItemRow(FormRow):
    """A row of one item. ``say`` shows what the draft says about it: format, usual range, checks, no longer asked."""

    def __init__(
        self,
        draft: FormDraft,
        item: Item,
        language: Language,
        now: Now | None,
        *,
        label_width: int = 190,
        in_grid: bool = False,
        may_judge: bool = True,
    ) -> None:
        self.draft = draft
        self.item = item
        self.language: Language = language
        self.may_judge = may_judge
        editor = make_editor(draft.study, item, language, now, in_grid=in_grid)
        super().__init__(
            _label(item, language),
            editor,
            unit=item.unit,
            range_words=_range(item) if not in_grid else "",
            codes=tuple((code, missing_words(code)) for code in item.missing_codes),
            label_width=label_width,
            has_history=True,
        )
        self.setObjectName(f"row_{item.id}")
        self.widget.setAccessibleName(item.label.in_(language))
        self._missing.setObjectName(f"missing_{item.id}")
        self._reason.setObjectName(f"missing_reason_{item.id}")
        self._history.setObjectName(f"history_{item.id}")
        self.edited.connect(self._take)
        self.act_asked.connect(self._clear)
        self.show_value()

    def _take(self) -> None:
        missing = self.missing()
        if missing is not None:
            self.draft.set_value(self.item.id, Missing(*missing), is_typing=True)
        else:
            self.draft.set_value(self.item.id, self.value(), is_typing=True)

    def _clear(self) -> None:
        self.draft.set_value(self.item.id, "")

    def show_value(self) -> None:
        """Show what the draft holds."""
        value = self.draft.value(self.item.id)
        if isinstance(value, Missing):
            if self.missing() != (value.code, value.reason):
                self.set_missing(value.code, value.reason)
            return
        if self.missing() is not None:
            self.set_missing("")
        if self.editor.value() != value:
            self.editor.set_value(value)

    def stops(self) -> tuple[tuple[Item, QWidget], ...]:
        """Return the fields of the row in paper order with their items."""
        if self.missing() is not None:
            return ((self.item, self._reason),)
        if isinstance(self.widget, DateTimeField):
            return ((self.item, self.widget.day), (self.item, self.widget.time))
        return ((self.item, self.widget),)

    def item_of(self, widget: QWidget) -> Item:
        """Return the item in whose field ``widget`` stands."""
        for item, field in self.stops():
            if field is widget or field.isAncestorOf(widget):
                return item
        return self.item

    def update_shown(self) -> None:
        """Stand on screen while the item is asked or holds a value."""
        self.setVisible(self.draft.is_shown(self.item))

    def say(self, remarks: tuple[tuple[bool, str], ...] = ()) -> None:
        """Show the first hard, else the first soft thing that is to be said; ``remarks`` are checks of the form."""
        said = [*self._own_remarks(), *remarks]
        if not self.draft.is_asked(self.item) and self.draft.value(self.item.id) != "":
            kept = QCoreApplication.translate(
                "ItemRow", "By the other answers this is no longer asked. The value is kept until you clear it."
            )
            self.show_check("soft", kept, QCoreApplication.translate("ItemRow", "Clear the value"))
            return
        if not said:
            self.clear_check()
            return
        is_hard = any(hard for hard, _ in said)
        self.show_check("hard" if is_hard else "soft", "\n".join(words for _, words in said))

    def _own_remarks(self) -> list[tuple[bool, str]]:
        problem = self.draft.problem(self.item)
        if problem is not None:
            return [(True, explain(problem, self.language))]
        warning = self.draft.warning(self.item)
        return [(False, explain(warning, self.language))] if warning is not None else []


def _label(item: Item, language: Language) -> str:
    return f"{item.label.in_(language)} *" if item.is_required else item.label.in_(language)


def _range(item: Item) -> str:
    return f"{item.low}–{item.high}" if item.low is not None and item.high is not None else ""


class ResultRow(ItemRow):
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

    def stops(self) -> tuple[tuple[Item, QWidget], ...]:
        """Return result, range and judgement in paper order."""
        first = super().stops()
        if self.missing() is not None:
            return first
        rest = tuple(
            (item, self._others[item.id])
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


def heads(words: tuple[str, ...]) -> QWidget:
    """Return the column heads of a table of results, over the columns of ``ResultRow``."""
    made = QWidget()
    labels = []
    for text, width in zip(words, RESULT_WIDTHS, strict=True):
        label = Label(text, "caption")
        label.setFixedWidth(width) if text != words[-1] else label.setMinimumWidth(width)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        labels.append(label)
    made.setLayout(across(*labels, None, gap=12, margins=(12, 5, 8, 5)))
    return made

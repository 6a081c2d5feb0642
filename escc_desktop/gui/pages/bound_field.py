"""Binds a field of an item to the draft where a page lays the items out itself; it saves nothing."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now, make_editor
from escc_desktop.gui.widgets.form_row import Editor
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.study.edition import Item
from escc_desktop.study.values import Missing
from escc_desktop.words import Language


def let_stand(widget: QWidget, is_shown: bool) -> None:
    """Show or hide ``widget``; without a parent it is never shown: it would be a window of its own."""
    if widget.parentWidget() is not None or not is_shown:
        widget.setVisible(is_shown)


class BoundField(QWidget):
    """Label, field, and the dashed mark while a required answer is missing; hidden while it is not asked."""

    def __init__(
        self,
        draft: FormDraft,
        item: Item,
        language: Language,
        now: Now | None,
        *,
        label_width: int = 0,
        words: str | None = None,
        stretches: bool = False,
    ) -> None:
        super().__init__()
        self.item = item
        self._draft = draft
        self.field = make_editor(draft.study, item, language, now)
        self.field.setAccessibleName(item.label.in_(language))
        self.sign = MarkSign("unknown", 14)
        label = Label(item.label.in_(language) if words is None else words, "label", wraps=label_width > 0)
        if label_width:
            label.setFixedWidth(label_width)
        shown = [label] if words != "" else []
        line = across(*shown, self.field, self.sign, *([] if stretches else [None]), gap=8)
        if stretches:
            line.setStretch(len(shown), 1)
            self.field.setMinimumWidth(90)
            self.field.setMaximumWidth(16_777_215)
        self.setLayout(line)
        policy = self.sign.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.sign.setSizePolicy(policy)
        self.editor.edited.connect(self._take)
        draft.value_changed.connect(self._value_changed)
        self.show_value()

    @property
    def editor(self) -> Editor:
        """The field by what it can do."""
        return cast("Editor", self.field)

    def _take(self) -> None:
        self._draft.set_value(self.item.id, self.editor.value(), is_typing=True)

    def _value_changed(self, item: str) -> None:
        self.show_value()

    def show_value(self) -> None:
        """Show what the draft holds, whether it is asked, and whether it can be kept as it is."""
        value = self._draft.value(self.item.id)
        shown = value.code if isinstance(value, Missing) else value
        if self.editor.value() != shown:
            self.editor.set_value(shown)
        let_stand(self, self._draft.is_shown(self.item))
        let_stand(self.sign, self.item.is_required and value == "")
        if not self.field.hasFocus():
            self.judge()

    def judge(self) -> None:
        """Edge the field where what was typed cannot be kept."""
        self.editor.set_state("hard" if self._draft.problem(self.item) is not None else "plain")


class AskedLabel(Label):
    """The words over a field, there only while the field is asked."""

    def __init__(self, draft: FormDraft, item: Item, language: Language) -> None:
        super().__init__(item.label.in_(language), "label")
        self._draft = draft
        self._item = item
        draft.value_changed.connect(self._show)
        self._show("")

    def _show(self, changed: str) -> None:
        let_stand(self, self._draft.is_shown(self._item))

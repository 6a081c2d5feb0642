"""One item of a form bound to the draft: the field, its missing code and what is said under it; it saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.language import language as shown_language
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now, make_editor
from escc_desktop.gui.widgets.form_row import FormRow
from escc_desktop.gui.widgets.times import DateTimeField
from escc_desktop.study.edition import Item, Study
from escc_desktop.study.values import Missing
from escc_desktop.words import Language, explain


def missing_words(code: str, study: Study | None = None) -> str:
    """Return a missing-data code with its words: the edition's own, or those that the program has for it."""
    listed = study.code_lists.get("MISSING") if study is not None else None
    if listed is not None and code in listed.codes:
        return f"{code} {listed.choice(code).label.in_(shown_language())}"
    words = {
        "ND": QCoreApplication.translate("MissingCodes", "ND, not done"),
        "UK": QCoreApplication.translate("MissingCodes", "UK, unknown"),
        "NA": QCoreApplication.translate("MissingCodes", "NA, not applicable"),
    }
    return words.get(code, code)


class GridItemRow(FormRow):
    """What a row of a table of results is built on. ``say`` shows what the draft says: format, usual range, checks."""

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

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that the row shows."""
        return (self.item.id,)

    def stops(self) -> tuple[tuple[str, QWidget], ...]:
        """Return the fields of the row in paper order with their keys."""
        if self.missing() is not None:
            return ((self.item.id, self._reason),)
        if isinstance(self.widget, DateTimeField):
            return ((self.item.id, self.widget.day), (self.item.id, self.widget.time))
        return ((self.item.id, self.widget),)

    def key_of(self, widget: QWidget | None) -> str:
        """Return the key in whose field ``widget`` stands."""
        for key, field in self.stops():
            if widget is not None and (field is widget or field.isAncestorOf(widget)):
                return key
        return self.item.id

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

"""Holds what is typed into one form until it is saved, with undo; it draws nothing and asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from escc_desktop.errors import EsccError
from escc_desktop.study import rules, values
from escc_desktop.study.edition import Check, Form, Item, Study
from escc_desktop.study.values import Missing, Value

OBSERVED: Final = "observed_on"
"""The name under which the day of observation stands beside the items."""


class _Step(QUndoCommand):
    """One item from one value to another; what is typed in one go is one step."""

    def __init__(self, draft: FormDraft, item: str, before: Value, after: Value, go: int, words: str) -> None:
        super().__init__(words)
        self._draft = draft
        self._item = item
        self._before = before
        self._after = after
        self._go = go

    def id(self) -> int:
        """Return the number by which Qt knows steps that may be joined."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the next step when it belongs to the same item and the same go."""
        if not isinstance(other, _Step) or other._item != self._item or other._go != self._go or not self._go:
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        """Show the new value."""
        self._draft.put(self._item, self._after)

    def undo(self) -> None:
        """Show the old value again."""
        self._draft.put(self._item, self._before)


class FormDraft(QObject):
    """The values on screen beside those that were saved last. Values are as typed until ``collected``."""

    value_changed = Signal(str)
    changed = Signal()

    def __init__(self, study: Study, form: Form, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.study = study
        self.form = form
        self.stack = QUndoStack(self)
        self.is_read_only = False
        self._items: dict[str, Item] = {item.id: item for item in form.items}
        self._types = {item.id: item.type for item in form.items}
        self._saved: dict[str, Value] = {}
        self._values: dict[str, Value] = {}
        self._go = 1

    def load(self, saved: Mapping[str, Value], observed_on: str | None) -> None:
        """Begin again from what is saved; the undo steps belong to what was there before and go."""
        self._saved = dict(saved)
        if observed_on:
            self._saved[OBSERVED] = observed_on
        self._values = dict(self._saved)
        self.stack.clear()
        self.changed.emit()

    def rebase(self, saved: Mapping[str, Value], observed_on: str | None) -> None:
        """Take ``saved`` as the state of the vault and keep what was typed since."""
        typed = self.typed()
        self.load(saved, observed_on)
        self._values.update(typed)
        self.changed.emit()

    def typed(self) -> dict[str, Value]:
        """Return what differs from what is saved, exactly as it was typed."""
        return {item: self.value(item) for item in self.changed_items()}

    def shown_as_saved(self) -> dict[str, Value]:
        """Return what is known as saved last, the day of observation among it."""
        return dict(self._saved)

    def take_up(self, typed: Mapping[str, Value], words: str) -> None:
        """Put what was typed earlier on top of what is saved, as one step that can be undone; ``words`` name it.

        An item that the form does not have is left out.
        """
        known = {item: value for item, value in typed.items() if item in self._items or item == OBSERVED}
        self.stack.beginMacro(words)
        for item, value in known.items():
            if value != self.value(item):
                self.stack.push(_Step(self, item, self.value(item), value, 0, words))
        self.stack.endMacro()

    def is_based_on(self, saved: Mapping[str, Value], observed_on: str | None) -> bool:
        """Tell whether that is what is known as saved last."""
        day = {OBSERVED: observed_on} if observed_on else {}
        return self._saved == {**saved, **day}

    def begin_go(self) -> None:
        """Start a new undo step with the next change."""
        self._go += 1

    def set_value(self, item: str, value: Value, *, is_typing: bool = False) -> None:
        """Change one item as an undo step; typing in one field is one step."""
        if value == self.value(item) or self.is_read_only:
            return
        if not is_typing:
            self.begin_go()
        label = self._items[item].label.en if item in self._items else item
        self.stack.push(_Step(self, item, self.value(item), value, self._go if is_typing else 0, label))

    def put(self, item: str, value: Value) -> None:
        """Set a value without a step; for the steps themselves."""
        self._values[item] = value
        self.value_changed.emit(item)
        self.changed.emit()

    def value(self, item: str) -> Value:
        """Return the value as it stands on screen; '' where nothing was entered."""
        return self._values.get(item, "")

    def text(self, item: str) -> str:
        """Return the canonical text of ``item``; '' for a missing code."""
        value = self.value(item)
        if isinstance(value, Missing):
            return ""
        return self._canonical(item, value)

    def saved(self, item: str) -> Value:
        """Return the value as it was last saved."""
        return self._saved.get(item, "")

    def _canonical(self, item: str, typed: str) -> str:
        return values.canonical(self._items[item], typed) if item in self._items else typed.strip()

    def changed_items(self) -> tuple[str, ...]:
        """Return the items that differ from what is saved, in paper order."""
        names = [*self._items, OBSERVED, *(name for name in self._values if name not in self._items)]
        return tuple(dict.fromkeys(name for name in names if self._plain(name) != self.saved(name)))

    def _plain(self, item: str) -> Value:
        value = self.value(item)
        return value if isinstance(value, Missing) else self._canonical(item, value)

    @property
    def is_changed(self) -> bool:
        """Tell whether anything differs from what is saved."""
        return bool(self.changed_items())

    @property
    def observed_on(self) -> str | None:
        """Return the day of observation, or None."""
        value = self.value(OBSERVED)
        return value.strip() or None if isinstance(value, str) else None

    def collected(self) -> dict[str, Value]:
        """Return every item that has a value, canonical; what was saved under an item no longer asked stays."""
        names = dict.fromkeys([*self._items, *self._saved])
        found = {name: self._plain(name) for name in names if name != OBSERVED}
        return {name: value for name, value in found.items() if value != ""}

    def problem(self, item: Item) -> EsccError | None:
        """Return why the value of ``item`` cannot be kept, or None."""
        value = self.value(item.id)
        if isinstance(value, Missing):
            return None
        codes = self.study.code_list(item.code_list) if item.code_list else None
        return values.problem_with(item, value, codes)

    def warning(self, item: Item) -> EsccError | None:
        """Return what is unusual about the value of ``item``, or None."""
        value = self.value(item.id)
        return None if isinstance(value, Missing) else values.warning_for(item, value)

    def is_asked(self, item: Item) -> bool:
        """Tell whether the rule of ``item`` holds; what is not known yet is not asked yet."""
        if not item.shown_when:
            return True
        return self.judge(item.shown_when) is True

    def is_shown(self, item: Item) -> bool:
        """Tell whether ``item`` stands on screen: it is asked, or it holds a value that must not vanish."""
        return self.is_asked(item) or self.value(item.id) != ""

    def judge(self, rule: str) -> bool | None:
        """Return what a rule of the edition says about the values on screen."""
        return rules.judge(rule, self.collected(), self._types)

    def failing_checks(self) -> tuple[Check, ...]:
        """Return the checks of the form that are known not to hold."""
        return tuple(check for check in self.study.checks_of(self.form.id) if self.judge(check.rule) is False)

    def problems(self) -> tuple[str, ...]:
        """Return the items whose typed text cannot be kept, in paper order."""
        return tuple(item.id for item in self.form.items if self.problem(item) is not None)

    def unanswered(self) -> tuple[Item, ...]:
        """Return the required items that are asked and empty, in paper order."""
        return tuple(
            item for item in self.form.items if item.is_required and self.is_asked(item) and self.value(item.id) == ""
        )

    def counts(self) -> tuple[int, int]:
        """Return how many of the asked questions have an answer, and how many are asked."""
        asked = [item for item in self.form.items if item.part == "value" and self.is_asked(item)]
        return sum(self.value(item.id) != "" for item in asked), len(asked)

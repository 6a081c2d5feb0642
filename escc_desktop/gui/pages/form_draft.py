"""Holds what is typed into one form until it is saved, with undo; it draws nothing and asks nobody."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from escc_desktop.actions.record_values import JUSTIFYING_FORMAT
from escc_desktop.errors import EsccError
from escc_desktop.gui.pages.form_standing import FormStanding, standing_of
from escc_desktop.gui.pages.record_state import (
    NOT_DONE,
    OBSERVED,
    OPEN,
    has_key,
    is_why,
    justified_in,
    not_done_in,
    observed_in,
    values_in,
    why,
)
from escc_desktop.study import values
from escc_desktop.study.edition import Form, Item, ItemGroup, Study
from escc_desktop.study.rows import STRUCK, is_struck, next_row, row_key, rows_of, split_key, struck_group
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.completeness import Failure, unjustified
from escc_desktop.trial.reading import ParticipantReading
from escc_desktop.trial.surroundings import Surroundings

__all__ = ["OBSERVED", "FormDraft"]


class _Step(QUndoCommand):
    """Some keys from what they said to what they say; what is typed into one field in one go is one step."""

    def __init__(
        self, draft: FormDraft, before: Mapping[str, Value], after: Mapping[str, Value], go: int, words: str
    ) -> None:
        super().__init__(words)
        self._draft = draft
        self._before = before
        self._after = after
        self._go = go

    def id(self) -> int:
        """Return the number by which Qt knows steps that may be joined."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the next step when it belongs to the same field and the same go."""
        if not isinstance(other, _Step) or other._go != self._go or not self._go:
            return False
        if not other._after.keys() <= self._after.keys():
            return False
        self._after = {**self._after, **other._after}
        return True

    def redo(self) -> None:
        """Show the new values."""
        self._draft.put(self._after)

    def undo(self) -> None:
        """Show the old values again."""
        self._draft.put(self._before)


class FormDraft(QObject):
    """The values on screen beside those that were saved last. Values are as typed until ``collected``.

    A key is an item, ``ITEM.2`` in a row of a repeat, ``GROUP.2`` for the row itself, or a name of ``record_state``.
    ``value_changed`` carries the key, '' when several changed at once; the rules are judged once per change.
    """

    value_changed = Signal(str)
    changed = Signal()

    def __init__(self, study: Study, form: Form, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.study = study
        self.form = form
        self.stack = QUndoStack(self)
        self.is_read_only = False
        self._items: dict[str, Item] = {item.id: item for item in form.items}
        self._places = {item.id: (g, k) for g, group in enumerate(form.groups) for k, item in enumerate(group.items)}
        self._groups = {group.id: (g, -1) for g, group in enumerate(form.groups)}
        self.recorded: Mapping[str, Value] = {}  # the record as saved, with what was calculated then
        self._saved: dict[str, Value] = {}
        self._values: dict[str, Value] = {}
        self._plains: dict[str, Value] = {}
        self._standing: FormStanding | None = None
        self._changed_keys: tuple[str, ...] | None = None
        self._reading: ParticipantReading | None = None
        self._visit: str | None = None
        self._record: str | None = None
        self._around: Surroundings | None = None
        self._go = 1

    # what stands around the record

    def stand_among(self, reading: ParticipantReading | None, visit: str | None, record: str | None) -> None:
        """Judge rules about other records by ``reading``, which is what was saved of the participant when asked."""
        self._reading, self._visit, self._record = reading, visit, record
        self._around = self._standing = None

    @property
    def around(self) -> Surroundings:
        """What stands around the record as it is on screen."""
        if self._around is None or self._around.observed_on != self._observed():
            self._around = Surroundings(
                self.study,
                self._reading,
                form=self.form.id,
                visit=self._visit,
                record=self._record,
                observed_on=self._observed(),
            )
        return self._around

    def _observed(self) -> str | None:
        day = self.observed_on
        return day if day is not None and values.date_span(day) is not None else None

    # loading and comparing

    def load(self, state: Mapping[str, Value]) -> None:
        """Begin again from what is saved; the undo steps belong to what was there before and go."""
        self._saved = dict(state)
        self._values = dict(state)
        self._forget()
        self.stack.clear()
        self.changed.emit()

    def rebase(self, state: Mapping[str, Value]) -> None:
        """Take ``state`` as what the vault holds and keep what was typed since."""
        typed = self.typed()
        self.load(state)
        self._values.update(typed)
        self._forget()
        self.changed.emit()

    def _forget(self, keys: Mapping[str, Value] | None = None) -> None:
        for key in keys if keys is not None else tuple(self._plains):
            self._plains.pop(key, None)
        self._standing = self._changed_keys = None

    def typed(self) -> dict[str, Value]:
        """Return what differs from what is saved, exactly as it was typed."""
        return {key: self.value(key) for key in self.changed_items()}

    def shown_as_saved(self) -> dict[str, Value]:
        """Return what is known as saved last."""
        return dict(self._saved)

    def as_state(self) -> dict[str, Value]:
        """Return what is on screen in the spelling in which it is saved."""
        answers = self.collected()
        said: dict[str, Value] = {why(id): words for id, words in self.justifications().items()}
        said |= {key: value for key in (OBSERVED, NOT_DONE) if (value := self._plain(key)) != ""}
        return {**answers, **said}

    def is_based_on(self, state: Mapping[str, Value]) -> bool:
        """Tell whether that is what is known as saved last."""
        return self._saved == dict(state)

    def take_up(self, typed: Mapping[str, Value], words: str) -> None:
        """Put what was typed earlier on top of what is saved, as one step that can be undone; ``words`` name it.

        A key that the form does not have is left out.
        """
        self._step({key: value for key, value in typed.items() if has_key(self.form, key)}, 0, words)

    # changing

    def begin_go(self) -> None:
        """Start a new undo step with the next change."""
        self._go += 1

    def set_value(self, key: str, value: Value, *, is_typing: bool = False) -> None:
        """Change one key as an undo step; typing in one field is one step."""
        if value == self.value(key) or self.is_read_only:
            return
        if not is_typing:
            self.begin_go()
        after: dict[str, Value] = {key: value}
        id, n = split_key(key)
        if n is not None and id in self._items:
            mark = row_key(self.form.group_of(key).id, n)
            if mark != key and self.value(mark) == "":
                after[mark] = OPEN  # the row stays on screen when what was typed is taken out again
        label = self._items[id].label.en if id in self._items else key
        self._step(after, self._go if is_typing else 0, label)

    def _step(self, after: Mapping[str, Value], go: int, words: str) -> None:
        after = {key: value for key, value in after.items() if value != self.value(key)}
        if after and not self.is_read_only:
            self.stack.push(_Step(self, {key: self.value(key) for key in after}, after, go, words))

    def put(self, after: Mapping[str, Value]) -> None:
        """Set values without a step; for the steps themselves."""
        self._values.update(after)
        self._forget(after)
        typed = [key for key in after if self._values[key] != OPEN]
        self.value_changed.emit(typed[0] if len(typed) == 1 else "")
        self.changed.emit()

    # one value

    def value(self, key: str) -> Value:
        """Return the value as it stands on screen, '' where nothing was entered; what is calculated is worked out."""
        item = self._items.get(key.partition(".")[0])
        if item is not None and item.type == "calculated":
            return self.standing.calculated.get(key, "")
        return self._values.get(key, "")

    def text(self, key: str) -> str:
        """Return the canonical text of ``key``; '' for a missing code."""
        item = self._items.get(key.partition(".")[0])
        value = self.value(key) if item is not None and item.type == "calculated" else self._plain(key)
        return "" if isinstance(value, Missing) else value

    def saved(self, key: str) -> Value:
        """Return the value as it was last saved."""
        return self._saved.get(key, "")

    def _canonical(self, key: str, typed: str) -> str:
        item = self._items.get(key.partition(".")[0])
        return values.canonical(item, typed) if item is not None else typed.strip()

    def _plain(self, key: str) -> Value:
        if key not in self._plains:
            value = self._values.get(key, "")
            if isinstance(value, str):
                value = "" if value == OPEN and struck_group(self.form, key) else self._canonical(key, value)
            self._plains[key] = value
        return self._plains[key]

    def changed_items(self) -> tuple[str, ...]:
        """Return the keys that differ from what is saved, in paper order."""
        if self._changed_keys is None:
            keys = dict.fromkeys((*self._values, *self._saved))
            asked_why = {why(one.id) for one in self.failing_checks()}  # a reason for what holds by now is let go
            changed = (k for k in keys if self._plain(k) != self.saved(k) and (k in asked_why or not is_why(k)))
            self._changed_keys = tuple(sorted(changed, key=self._place))
        return self._changed_keys

    def _place(self, key: str) -> tuple[int, int, int]:
        id, n = split_key(key)
        group, item = self._places.get(id) or self._groups.get(id) or (len(self._groups), 0)
        return group, n or 0, item

    @property
    def is_changed(self) -> bool:
        """Tell whether anything differs from what is saved."""
        return bool(self.changed_items())

    @property
    def observed_on(self) -> str | None:
        """Return the day of observation, or None."""
        day = observed_in(self._values)
        return day.strip() or None if day is not None else None

    def collected(self) -> dict[str, Value]:
        """Return every answer, canonical; what was saved under an item no longer asked stays."""
        plain = {key: self._plain(key) for key in dict.fromkeys((*self._values, *self._saved))}
        return values_in({key: value for key, value in plain.items() if value != ""})

    def problem(self, one: Item | str) -> EsccError | None:
        """Return why a value cannot be kept, or None; ``one`` is an item or a key."""
        key = one if isinstance(one, str) else one.id
        value = self.value(key)
        item = self._items.get(key.partition(".")[0])
        if item is None:
            is_unsaid = isinstance(value, Missing) and not value.reason.strip()
            return EsccError("VALUE_MISSING_REASON", item=key) if is_unsaid else None
        if isinstance(value, Missing):
            is_kept = value == values.GONE == self.saved(key)  # its words are not here, its commitment stays
            return None if is_kept else values.problem_with_missing(item, value)
        codes = self.study.code_list(item.code_list) if item.code_list else None
        return values.problem_with(item, value, codes)

    def warning(self, one: Item | str) -> EsccError | None:
        """Return what is unusual about a value, or None."""
        key = one if isinstance(one, str) else one.id
        value = self.value(key)
        return None if isinstance(value, Missing) else values.warning_for(self.form.item(key), value)

    # what the rules say

    @property
    def standing(self) -> FormStanding:
        """What the rules say about the values on screen."""
        if self._standing is None:
            new = [(group, n) for group in self.form.groups if group.is_repeat for n in self._new_rows(group)]
            self._standing = standing_of(self.study, self.form, self.collected(), self.around, new)
        return self._standing

    def is_asked(self, one: Item | str) -> bool:
        """Tell whether a question is asked; what is not known yet is not asked yet."""
        return self.standing.applies.get(one if isinstance(one, str) else one.id) is True

    def is_shown(self, one: Item | str) -> bool:
        """Tell whether a question stands on screen: it is asked, or it holds a value that must not vanish."""
        key = one if isinstance(one, str) else one.id
        return self.standing.is_shown(key) or self.value(key) != ""

    def failing_checks(self) -> tuple[Failure, ...]:
        """Return the checks of the form that are known not to hold."""
        return () if self.not_done is not None else self.standing.failures

    def problems(self) -> tuple[str, ...]:
        """Return the keys whose typed text cannot be kept, in paper order."""
        return tuple(key for key in sorted(self._values, key=self._place) if self.problem(key) is not None)

    def unanswered(self) -> tuple[str, ...]:
        """Return the keys that are required, asked and empty, in paper order."""
        return () if self.not_done is not None else self.standing.unanswered

    def unjustified(self) -> tuple[Failure, ...]:
        """Return the soft checks that fail and still want a reason; an old edition asks for none."""
        if self.study.format < JUSTIFYING_FORMAT:
            return ()
        return unjustified(self.failing_checks(), self.justifications())

    def counts(self) -> tuple[int, int]:
        """Return how many of the asked questions have an answer, and how many are asked."""
        return self.standing.counts()

    # reasons, rows, a form not done

    def justifications(self) -> dict[str, str]:
        """Return the reasons that stand on screen for soft checks that fail."""
        said = {id: words.strip() for id, words in justified_in(self._values).items() if words.strip()}
        return {one.id: said[one.id] for one in self.failing_checks() if not one.is_hard and one.id in said}

    def justify(self, failure: str, words: str) -> None:
        """Say why values stand although a check fails."""
        self.set_value(why(failure), words, is_typing=True)

    @property
    def not_done(self) -> Missing | None:
        """Return why the whole form was not done; None where it was."""
        return not_done_in(self._values)

    def set_not_done(self, said: Missing | None, words: str) -> None:
        """Take every answer off the form and say why it was not done, as one step; None begins to fill it."""
        if said is None or self.not_done is not None:
            self._step({NOT_DONE: said or ""}, self._go, words)
            return
        self.begin_go()
        self._step({**{key: "" for key in self._values if key != OBSERVED}, NOT_DONE: said}, self._go, words)

    def rows(self, group: ItemGroup) -> tuple[int, ...]:
        """Return the rows of a repeat that stand on screen; one that holds nothing yet where none counts."""
        held = {key: value for key, value in self._values.items() if value != ""}
        rows = rows_of(group, held)
        if all(is_struck(group, n, held) for n in rows):
            rows = (*rows, next_row(group, {**self._saved, **held}))
        return rows

    def _new_rows(self, group: ItemGroup) -> tuple[int, ...]:
        held = rows_of(group, self.collected())
        return tuple(n for n in self.rows(group) if n not in held)

    def is_struck(self, group: ItemGroup, n: int) -> bool:
        """Tell whether a row is struck out on screen."""
        return self.value(row_key(group.id, n)) == STRUCK

    def may_add_row(self, group: ItemGroup) -> bool:
        """Tell whether the repeat holds another row."""
        return sum(not self.is_struck(group, n) for n in self.rows(group)) < group.most_rows

    def add_row(self, group: ItemGroup, words: str) -> int:
        """Open a row after the last one and return its number."""
        rows = self.rows(group)
        held = {key: value for key, value in self._values.items() if value != ""}
        n = max(next_row(group, {**self._saved, **held}), max(rows) + 1)
        marks = {row_key(group.id, one): OPEN for one in (*rows, n) if self.value(row_key(group.id, one)) == ""}
        self._step(marks, 0, words)
        return n

    def strike_row(self, group: ItemGroup, n: int, words: str) -> None:
        """Strike a row out as it was saved; one that was never saved goes whole. Undo brings both back."""
        keys = [row_key(item.id, n) for item in group.items]
        mark = row_key(group.id, n)
        if any(self.saved(key) != "" for key in (*keys, mark)):
            said = {} if self.is_struck(group, n) else {key: self.saved(key) for key in keys}
            self._step({**said, mark: OPEN if self.is_struck(group, n) else STRUCK}, 0, words)
        else:
            self._step(dict.fromkeys((*keys, mark), ""), 0, words)

"""One item of a form bound to the draft by its key: a value, a missing code, a result, a signature; it saves none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now, make_editor
from escc_desktop.gui.pages.vocabulary import unit_words
from escc_desktop.gui.runs import Cell, Icon, Mark, Run, Text
from escc_desktop.gui.widgets.field_row import FieldRow, Room
from escc_desktop.gui.widgets.fields import NoteField
from escc_desktop.gui.widgets.times import DateTimeField
from escc_desktop.study.edition import Item, Study
from escc_desktop.study.rows import row_key, split_key
from escc_desktop.study.rules import names_of
from escc_desktop.study.values import Missing
from escc_desktop.words import Language, explain

Signed = Mapping[str, Cell]
"""Who signed, by the role that an item asks for; a role that is not there has not signed yet."""


class ItemRow(FieldRow):
    """A row of one key. ``say`` shows what is to be said of its own value: format, usual range, no longer asked."""

    def __init__(
        self,
        draft: FormDraft,
        key: str,
        language: Language,
        now: Now | None,
        *,
        may_judge: bool = True,
        indent: int = 0,
        in_grid: bool = False,
        room: Room | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.draft, self.key, self.language = draft, key, language
        self.item: Item = draft.form.item(key)
        self._may_decide = may_judge or self.item.decided_by != "investigator"
        self._sister = _unit_key(draft, key)
        item = self.item

        def make(row: QWidget) -> QWidget:
            return make_editor(draft.study, item, language, now, in_grid=in_grid, name=f"item_{key}", parent=row)

        maker = make if item.is_typed else None
        words, codes = label_of(item, language), item.missing_codes
        super().__init__(words, maker, codes=codes, indent=indent, room=room, parent=parent)
        self.setObjectName(f"row_{key}")
        if isinstance(self.widget, NoteField):
            self.widget.is_left_by_enter = True
        if draft.is_read_only:
            self.set_read_only(True)
        self.edited.connect(self._take)

    def _take(self) -> None:
        missing = self.missing()
        self.draft.set_value(self.key, Missing(*missing) if missing is not None else self.value(), is_typing=True)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that the row shows."""
        return (self.key,)

    def show_value(self) -> None:
        """Show what the draft holds."""
        value = self.draft.value(self.key)
        if self.widget is None:
            return
        if isinstance(value, Missing):
            if self.missing() != (value.code, value.reason):
                self.set_missing(value.code, value.reason)
        else:
            if self.missing() is not None:
                self.set_missing("")
            if self.editor.value() != value:
                self.editor.set_value(value)
        self.set_asides(self._said_aside())

    def take_typed_code(self, reason: str = "") -> bool:
        """Make a missing code of one that was typed in the place of a value; words of one's own stay words."""
        if self.widget is None or self.item.is_free_text or self.missing() is not None:
            return False
        typed = self.editor.value().strip().upper()
        if typed not in self.item.missing_codes:
            return False
        self.editor.set_value("")
        self.set_missing(typed, reason)
        self.edited.emit()
        return True

    def show_worked_out(self, signed: Signed) -> None:
        """Show what nobody types: a calculated value with its inputs, or who signed."""
        if self.item.type == "calculated":
            self.set_shown(self._calculated())
        elif self.item.type == "signature":
            waiting = Mark("unsigned", QCoreApplication.translate("ItemRow", "to be signed"), ink="ink2")
            self.set_shown(signed.get(self.item.signs or "", waiting))

    def _calculated(self) -> Cell:
        value = self.draft.text(self.key)
        inputs, missing = inputs_of(self.draft, self.key, self.language)
        joint = "、" if self.language == "zh" else ", "
        if self._is_overtaken(value):
            return self._overtaken(value)
        if value:
            words = QCoreApplication.translate("ItemRow", "worked out from %1").replace("%1", joint.join(inputs))
            unit = (Text(self._in_words(self.item.unit), "ink2"),) if self.item.unit else ()
            return (Text(value, "ink", 500, 14), *unit, Text(words, "ink3", 400, 12))
        if missing:
            words = QCoreApplication.translate("ItemRow", "needs %1").replace("%1", joint.join(missing))
            return (Text("–", "ink3"), Text(words, "ink3", 400, 12))
        return (Text("–", "ink3"), Text(joint.join(inputs), "ink3", 400, 12))

    def _is_overtaken(self, value: str) -> bool:
        """Tell whether the saved record, which paper shows and a signature covers, holds another value by now."""
        recorded = self.draft.recorded
        return bool(recorded) and not self.draft.is_changed and recorded.get(self.key, "") != value

    def _overtaken(self, value: str) -> Cell:
        saved = self.draft.recorded.get(self.key)
        words = QCoreApplication.translate("ItemRow", "as saved; what it is worked out from gives %1 by now")
        unit = (Text(self._in_words(self.item.unit), "ink2"),) if self.item.unit else ()
        shown = Text(saved if isinstance(saved, str) and saved else "–", "ink", 500, 14)
        return (shown, *unit, Text(words.replace("%1", value or "–"), "warn", 500, 12))

    def _in_words(self, unit: str) -> str:
        return unit_words(self.draft.study, unit, self.language)

    def _said_aside(self) -> Cell:
        item, runs = self.item, list[Run]()
        unit = self.draft.text(self._sister) if self._sister else ""
        if unit or item.unit:
            runs.append(Text(self._in_words(unit or item.unit), "ink2"))
        flag = self._flag()
        if item.low is not None and item.high is not None and not unit:
            runs.append(Text(f"{item.low}–{item.high}", "ink3"))
        if flag is not None:
            runs += [Icon("arrow-up" if flag == "high" else "arrow-down", "warn", 14), Text(_flag_words(flag), "warn")]
        if item.type in ("date", "partial_date", "datetime"):
            note = partial_note(item, self.draft.text(self.key))
            runs += [Text(note, "ink3", 400, 12)] if note else []
        if item.type == "note":
            runs.append(Text(QCoreApplication.translate("ItemRow", "Shift+Enter: new line"), "ink3", 400, 12))
        if not self._may_decide and not self.draft.value(self.key):
            runs.append(Text(QCoreApplication.translate("ItemRow", "decided by an investigator"), "ink3", 400, 12))
        return tuple(runs)

    def _flag(self) -> str | None:
        if self._sister and self.draft.text(self._sister) not in ("", self.item.unit):
            return None  # reported in another unit: the usual range does not speak of it
        warning = self.draft.warning(self.key)
        return None if warning is None else "low" if warning.code == "VALUE_LOW" else "high"

    def stops(self) -> tuple[tuple[str, QWidget], ...]:
        """Return the fields of the row in paper order with their keys."""
        if self.widget is None:
            return ()
        if self.missing() is None and isinstance(self.widget, DateTimeField):
            return ((self.key, self.widget.day), (self.key, self.widget.time))
        return ((self.key, self.field),) if self.field is not None else ()

    def later_stops(self) -> tuple[tuple[str, QWidget], ...]:
        """Return the fields that come after all rows of the group; none here."""
        return ()

    def key_of(self, widget: QWidget | None) -> str:
        """Return the key in whose field ``widget`` stands."""
        return self.key

    def update_shown(self) -> None:
        """Stand on screen while the item is asked or holds a value."""
        is_shown = self.draft.is_shown(self.key) or (not self.item.is_typed and self.draft.is_asked(self.key))
        if is_shown == self.isHidden() or not self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            self.setVisible(is_shown)  # a new row counts as hidden, and is shown with its parent unless it was told

    def say(self) -> None:
        """Show under the row what is wrong with its own value, and that it is not asked any more."""
        said: set[str] = set()
        problem = self.draft.problem(self.key) if self.item.is_typed else None
        if self.widget is not None:
            self.editor.set_state("hard" if problem is not None else "soft" if self._flag() else "plain")
        if problem is not None:
            said.add(f"problem_{self.key}")
            self.line(f"problem_{self.key}", wants_reason=False).tell("hard", explain(problem, self.language))
        if self.item.is_typed and self.draft.standing.applies.get(self.key) is False and self.draft.value(self.key):
            said.add(f"unasked_{self.key}")
            is_new = f"unasked_{self.key}" not in self.lines
            line = self.line(f"unasked_{self.key}", wants_reason=False)
            kept = QCoreApplication.translate(
                "ItemRow", "By the other answers this is no longer asked. The value is kept until you clear it."
            )
            line.tell("soft", kept, QCoreApplication.translate("ItemRow", "Clear the value"))
            if is_new:
                line.act_asked.connect(lambda: self.draft.set_value(self.key, ""))
        if said or self.lines:
            self.keep_lines(said)


def label_of(item: Item, language: Language) -> str:
    """Return the label of an item, with a star where an answer is owed."""
    return f"{item.label.in_(language)} *" if item.is_required else item.label.in_(language)


def _unit_key(draft: FormDraft, key: str) -> str:
    id, n = split_key(key)
    if not draft.form.item(key).other_units:
        return ""
    found = next((one.id for one in draft.form.items if one.companion_of == id and one.part == "unit"), "")
    return row_key(found, n) if found and n is not None else found


def _flag_words(flag: str) -> str:
    if flag == "low":
        return QCoreApplication.translate("ItemRow", "below the usual range")
    return QCoreApplication.translate("ItemRow", "above the usual range")


def partial_note(item: Item, text: str) -> str:
    """Return which parts of a date may be unknown, or that an unknown part stays as it is."""
    if "UK" in text:
        return QCoreApplication.translate("ItemRow", "kept as far as known, never completed")
    partial = "month" if item.type == "partial_date" else item.partial
    words = {
        "time": QCoreApplication.translate("ItemRow", "time may be UK"),
        "day": QCoreApplication.translate("ItemRow", "day may be UK"),
        "month": QCoreApplication.translate("ItemRow", "month and day may be UK"),
    }
    return words.get(partial, "")


def inputs_of(draft: FormDraft, key: str, language: Language) -> tuple[list[str], list[str]]:
    """Return the names of what an item is calculated from, and of those among them that are not known."""
    item, study, form = draft.form.item(key), draft.study, draft.form
    named = names_of(item.calculation or "0")
    _, n = split_key(key)
    inputs: list[str] = []
    missing: list[str] = []
    for one in form.items:
        if one.id in named.own:
            inputs.append(one.label.in_(language))
            group = form.group_of(one.id)
            at = row_key(one.id, n) if group.is_repeat and n is not None else one.id
            if not group.is_repeat or n is not None:
                missing += [] if draft.value(at) and not isinstance(draft.value(at), Missing) else [inputs[-1]]
    for owner, id in sorted(named.foreign):
        words = _foreign_words(study, owner, id, language)
        inputs.append(words)
        is_near = owner != form.id and (owner, id) not in named.looked_up
        if is_near and draft.around.value(owner, id) in (None, ""):
            missing.append(words)
    for name in sorted(named.over_rows):
        owner, dot, id = name.partition(".")
        words = _foreign_words(study, owner, id, language) if dot else form.item(name).label.in_(language)
        inputs.append(words)
    return list(dict.fromkeys(inputs)), list(dict.fromkeys(missing))


def _foreign_words(study: Study, form: str, item: str, language: Language) -> str:
    owner = study.forms.get(form)
    found = next((one for one in owner.items if one.id == item), None) if owner is not None else None
    if owner is None or found is None:
        return f"{form}.{item}"
    name, at = found.label.in_(language), owner.label.in_(language)
    return f"{name}（{at}）" if language == "zh" else f"{name} ({at})"

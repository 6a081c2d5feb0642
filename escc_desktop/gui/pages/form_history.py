"""The side panel of a form: what one item said before, who changed it, when and why; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.views import ChangeView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_rows import missing_words
from escc_desktop.gui.pages.key_words import item_of, key_words
from escc_desktop.gui.pages.vocabulary import filled, short_role
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.frames import Label, Scrolled
from escc_desktop.gui.widgets.ladder import Ladder, Step
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.study.edition import Form, Item, Study
from escc_desktop.study.rows import STRUCK
from escc_desktop.study.values import CHOICES_JOINT, Missing, Value

_SHOWN_LENGTH, _ONE_LINE = 26, 13


def value_words(study: Study, item: Item | None, value: Value | None) -> str:
    """Return a value as people say it: the words of its code, or the missing code with its reason."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Missing):
        words = missing_words(value.code, study)
        return f"{words}: {value.reason}" if value.reason else words
    if item is None:
        return QCoreApplication.translate("HistoryPanel", "struck out") if value == STRUCK else value
    if item.type in ("yes_no", "yes_no_na"):
        from escc_desktop.gui.pages.form_editors import answers

        return next((option.words for option in answers("yes_no_na") if option.code == value), value)
    if item.code_list:
        known = {one.code: one.label.in_(language()) for one in study.code_list(item.code_list).choices}
        return ", ".join(known.get(code, code) for code in value.split(CHOICES_JOINT))
    return value


def reason_words(study: Study, reason: str) -> str:
    """Return a reason for change: the words of its code and what was added after it."""
    code, _, more = reason.partition(": ")
    known = {one.code: one.label.in_(language()) for one in study.change_reasons.choices}
    return ": ".join(part for part in (known.get(code, code), more) if part)


class HistoryPanel(SidePanel):
    """The history of the item that has the focus, newest first."""

    def __init__(self, study: Study) -> None:
        super().__init__(width=296)
        self._study = study
        self._form: Form | None = None
        self._key: str | None = None
        self._changes: tuple[ChangeView, ...] | None = None
        self._empty = Label("", "label", wraps=True)
        self._ladder = Ladder()
        self.range_of: Callable[[str], str] = lambda item: ""
        self._hint = Label("", "caption", wraps=True)
        self._name = Label("", "strong", wraps=True)
        scrolled = Scrolled(gap=8)
        scrolled.inner.addWidget(self._name)
        scrolled.inner.addWidget(self._empty)
        scrolled.inner.addWidget(self._ladder)
        scrolled.inner.addStretch(1)
        self.content.addWidget(scrolled)
        self.body.setStretchFactor(self.content, 1)
        self.foot.addWidget(self._hint)
        self.setObjectName("history_panel")

    def shown_key(self) -> str | None:
        """Return the key whose history is shown."""
        return self._key

    def show_key(self, form: Form | None, key: str | None, changes: tuple[ChangeView, ...] | None) -> None:
        """Show the history of a key of ``form``; no ``changes`` where nothing was asked or saved yet."""
        self._form, self._key, self._changes = form, key, changes
        self.retranslate()

    @property
    def _item(self) -> Item | None:
        return item_of(self._form, self._key) if self._form is not None and self._key is not None else None

    def words(self) -> str:
        """Return what the panel says, for screen readers and tests."""
        return self._ladder.accessibleName() if self._changes else self._empty.text()

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        item = self._item
        form, key = self._form, self._key
        name = key_words(self._study, form, key, language()) if form is not None and key is not None else ""
        self.set_title(self.tr("History of an item"))
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._hint.setText(self._told_of(item) if item is not None else "")
        if key is None:
            self._empty.setText(self.tr("Put the cursor into a field to see what it said before."))
        elif not self._changes:
            self._empty.setText(self.tr("Nothing was saved for this item yet."))
        self._empty.setVisible(not self._changes)
        self._ladder.setVisible(bool(self._changes))
        self._ladder.set_steps(tuple(self._step(change, k == 0) for k, change in enumerate(self._changes or ())))

    def _told_of(self, item: Item) -> str:
        """Return where an item comes from, whose range stands beside it, and what is assumed about it."""
        source, assumed = item.source.in_(language()), item.assumption
        told = [filled(self.tr("Source: %1"), source)] if source else []
        ranged = self.range_of(item.companion_of or item.id)
        told += [filled(self.tr("Range: %1"), ranged)] if ranged else []
        if assumed is not None:
            told.append(filled(self.tr("Assumption: %1"), assumed.in_(language())))
        return "\n".join(told)

    def _step(self, change: ChangeView, is_current: bool) -> Step:
        after = _short(value_words(self._study, self._item, change.after))
        is_first = change.before is None
        before = value_words(self._study, self._item, change.before)
        came = self.tr("first entry") if is_first else filled(self.tr("was %1"), _short(before))
        lines: list[Cell] = [f"{change.name} {short_role(change.role)}"]
        if change.is_undelegated:
            lines.append(Mark("warn", self.tr("not delegated for this on that day")))
        is_long = len(after) > _ONE_LINE
        if is_long:
            lines.insert(0, Text(came, "ink2", 400, 12))
        if change.reason:
            lines.insert(0, filled(self.tr("Reason: %1"), reason_words(self._study, change.reason)))
        local = change.at.astimezone()
        offset = local.strftime("%z")
        lines.append(f"{local:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:]}")
        lines.append(f"{change.at.astimezone(UTC):%H:%M:%S} UTC")
        return Step(
            head=(Text(after, "ink", 600, 15), *(() if is_long else (Text(came, "ink2", 400, 12),))),
            lines=tuple(lines),
            aside=f"#{change.entry.rpartition(':')[2]}",
            is_current=is_current,
        )


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN_LENGTH else f"{words[: _SHOWN_LENGTH - 1]}…"

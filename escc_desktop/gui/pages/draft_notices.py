"""Tells how unsaved work stands: on screen again, not kept just now, or at odds with what was saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.views import RecordView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.form_history import value_words
from escc_desktop.gui.pages.key_words import item_of, key_words, place_of
from escc_desktop.gui.pages.record_state import has_key, state_of
from escc_desktop.gui.pages.vocabulary import filled, time_words
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.frames import Card, Label, Scrolled, across, down, empty_layout
from escc_desktop.gui.widgets.notices import Banner
from escc_desktop.study.edition import Form, Study
from escc_desktop.study.values import Value
from escc_desktop.words import explain

_ROW, _MOST_ROWS = 26, 5


@dataclass(frozen=True, slots=True)
class Difference:
    """One item about which two do not agree: what was typed, what is saved now, and whether both changed it."""

    label: str
    typed: str
    saved: str
    is_both: bool = False


def differences(
    study: Study, form: Form, typed: Mapping[str, Value], was: Mapping[str, Value], record: RecordView
) -> tuple[Difference, ...]:
    """Return every item that was typed here or changed in ``record`` since ``was`` stood on screen, in paper order."""
    saved = state_of(form, record)
    moved = {id for id in (*was, *saved) if was.get(id, "") != saved.get(id, "")}
    found: list[Difference] = []
    keys = {id: None for id in (*typed, *was, *saved) if id in typed or id in moved}
    for id in sorted(keys, key=lambda id: place_of(form, id)):
        item = item_of(form, id)
        yours = typed.get(id, was.get(id, ""))
        theirs = saved.get(id, "")
        words, other = value_words(study, item, yours), value_words(study, item, theirs)
        found.append(
            Difference(
                key_words(study, form, id, language()), words, other, id in typed and id in moved and yours != theirs
            )
        )
    return tuple(found)


class ConflictCard(Card):
    """What was typed beside what is saved now, and the two ways on. Nothing is overwritten until one is taken."""

    take_up_asked = Signal()
    discard_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("draft_conflict")
        self.title = Label("", "card", wraps=True)
        self.words = Label("", "label", wraps=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        for column in range(1, 4):
            self._grid.setColumnStretch(column, 1)
        self._scrolled = Scrolled()
        self._scrolled.inner.addLayout(self._grid)
        self.discard, self.take_up = QuietButton(is_small=True), FilledButton(is_small=True)
        self.discard.setObjectName("conflict_discard")
        self.take_up.setObjectName("conflict_take_up")
        self.discard.clicked.connect(self.discard_asked)
        self.take_up.clicked.connect(self.take_up_asked)
        head = across(MarkSign("query", 16), down(self.title, self.words, gap=1), gap=12)
        head.setStretch(1, 1)
        self.add(head, self._scrolled, across(None, self.discard, self.take_up))

    def tell(self, title: str, words: str, heads: tuple[str, str, str], rows: tuple[Difference, ...]) -> None:
        """Show the differences under ``title``; an item that both changed carries the mark of a query."""
        self.title.setText(title)
        self.words.setText(words)
        empty_layout(self._grid)
        for column, head in enumerate(heads, 1):
            self._grid.addWidget(Label(head, "caption"), 0, column)
        for place, row in enumerate(rows, 1):
            if row.is_both:
                self._grid.addWidget(MarkSign("query", 14), place, 0)
            texts = (Label(row.label, "label"), Label(row.typed, "strong"), Label(row.saved, "plain"))
            for column, text in enumerate(texts, 1):
                text.setWordWrap(True)
                self._grid.addWidget(text, place, column)
        self._scrolled.setFixedHeight(_ROW * (1 + min(len(rows), _MOST_ROWS)))
        said = "; ".join(f"{row.label}: {row.typed} / {row.saved}" for row in rows)
        self.setAccessibleName(f"{title} {words} {said}".strip())


class DraftNotices(QWidget):
    """The three notices of unsaved work, above the fields they speak of. Signals: what the person wants of it."""

    discard_asked = Signal()
    take_up_asked = Signal()
    older_discard_asked = Signal()
    older_take_up_asked = Signal()

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._told: tuple[PageDraft | None, datetime | None] = (None, None)
        self._problem: EsccError | None = None
        self.restored, self.trouble = Banner("draft"), Banner()
        self.conflict, self.older = ConflictCard(), ConflictCard()
        self.restored.setObjectName("draft_restored")
        self.restored.button.setObjectName("draft_discard")
        self.restored.acted.connect(self.discard_asked)
        self.trouble.setObjectName("draft_trouble")
        self.conflict.discard_asked.connect(self.discard_asked)
        self.conflict.take_up_asked.connect(self.take_up_asked)
        self.older.setObjectName("draft_older")
        self.older.discard.setObjectName("older_discard")
        self.older.take_up.setObjectName("older_take_up")
        self.older.discard_asked.connect(self.older_discard_asked)
        self.older.take_up_asked.connect(self.older_take_up_asked)
        self._parts = (self.restored, self.trouble, self.conflict, self.older)
        self.setLayout(down(*self._parts, gap=8))
        self.clear()

    def clear(self) -> None:
        """Tell nothing: another record is shown."""
        self._told, self._problem = (None, None), None
        for part in self._parts:
            part.hide()
        self.setVisible(False)

    def _stand(self, part: QWidget, is_shown: bool) -> None:
        part.setVisible(is_shown)
        self.setVisible(any(not one.isHidden() for one in self._parts))

    def tell_restored(self, draft: PageDraft | None, now: datetime | None = None) -> None:
        """Say that unsaved work is on screen again; None once it is saved, discarded or undone."""
        self._told = (draft, now)
        if draft is not None and now is not None:
            self.restored.tell(
                "draft",
                filled(self.tr("Unsaved work from %1 is on screen again"), time_words(draft.saved_at, now)),
                self.tr("It is not in the journal yet. Go on and save it, or discard it."),
                self.tr("Discard"),
            )
        self._stand(self.restored, draft is not None)

    def tell_trouble(self, problem: EsccError | None) -> None:
        """Say that what is typed is not kept just now, and why; None once it is kept again."""
        self._problem = problem
        if problem is not None:
            why = explain(problem, language()).partition("\n")[0]
            again = self.tr("What you typed is still on screen. Keeping it is tried again every few seconds.")
            self.trouble.tell("warn", self.tr("Unsaved work is not being kept"), f"{why} {again}")
        self._stand(self.trouble, problem is not None)

    def tell_conflict(self, rows: tuple[Difference, ...] | None, by: str = "", at: str = "") -> None:
        """Show what was typed beside what ``by`` saved meanwhile; None once it is settled."""
        if rows is not None:
            self.conflict.discard.setText(self.tr("Discard what I typed"))
            self.conflict.take_up.setText(self.tr("Take up what is saved, keep what I typed"))
            self.conflict.tell(
                filled(self.tr("%1 saved this record (%2) after you had it on screen"), by, at),
                self.tr("Nothing was overwritten. Compare, then choose what goes on."),
                (self.tr("Item"), self.tr("On your screen"), self.tr("Saved now")),
                rows,
            )
        self._stand(self.conflict, rows is not None)

    def tell_older(self, form: Form, typed: Mapping[str, Value] | None, at: str = "") -> None:
        """Show work that was typed under another edition of the study; None once it is settled."""
        if typed is not None:
            fits, gone = self.tr("has its place"), self.tr("no such item")
            rows = tuple(
                Difference(
                    key_words(self._study, form, id, language()),
                    value_words(self._study, item_of(form, id), value),
                    fits if has_key(form, id) else gone,
                )
                for id, value in typed.items()
            )
            self.older.discard.setText(self.tr("Discard"))
            self.older.take_up.setText(self.tr("Take over what fits"))
            self.older.tell(
                filled(self.tr("Unsaved work from %1 was typed under another edition of the study"), at),
                self.tr(
                    "It stays as it is until you discard it. What has no place in this edition is only shown here."
                ),
                (self.tr("Item"), self.tr("Typed then"), self.tr("In this edition")),
                rows,
            )
        self._stand(self.older, typed is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Say the two banners in the new language; who shows a comparison tells it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.tell_restored(*self._told)
            self.tell_trouble(self._problem)

"""Registers a screening: the consent as the study's own form asks for it, and the initials; the number comes after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import RegisterScreening
from escc_desktop.actions.drafts import SCREENING, drafts_of
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.draft_keeping import DraftKeeper
from escc_desktop.gui.pages.draft_notices import DraftNotices
from escc_desktop.gui.pages.form_editors import make_editor
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Mark, RunsLine
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.form_row import Editor
from escc_desktop.gui.widgets.frames import Card, Label, Scrolled, across
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.study import rules, values
from escc_desktop.study.edition import CodeList, Item
from escc_desktop.study.values import Value
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_INITIALS = re.compile(r"[A-Z]{2,4}")
_INITIALS_NAME = "initials"


class RegisterScreeningDialog(DialogFrame):
    """The consent form's items under their labels, then the initials. ``registered`` carries the new screening number.

    After saving it stays and shows the number large, with one way on: the eligibility checklist.
    """

    registered = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__("", "", icon_name="user-plus")
        self.setObjectName("register_screening_dialog")
        self._workplace = workplace
        self._clock = PageClock()
        self._number = ""
        self._editors: list[tuple[Item, Labelled]] = []
        self.button.setObjectName("register_save")
        self.cancel_button.setObjectName("register_cancel")
        self.initials = FieldEdit("ABCD", width=96)
        self.initials.setMaxLength(4)
        self.initials.setObjectName("register_initials")
        self.initials.edited.connect(self._initials_edited)
        self._initials_field = Labelled("", self.initials, stretches=False)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("register_problem")
        self._fields = Scrolled(gap=10, margins=(0, 0, 12, 0))
        self._fields.setMinimumHeight(420)
        self._done = self._done_card()
        self._done.hide()
        self._restored = DraftNotices(workplace.study)
        self._restored.discard_asked.connect(self._discard)
        self.add(self._restored, self._fields, self._problem, self._done)
        self.accepted.connect(self._go_on)
        self._build()
        self._opened = self._typed()
        self.keeper = DraftKeeper(workplace, self.look, self)
        self.keeper.troubled.connect(self._restored.tell_trouble)
        self.cancelled.connect(self._cancelled)
        self._workplace.ask(lambda site: (asking.now(site), drafts_of(site, SCREENING)), self._told, self)

    def _done_card(self) -> Card:
        card = Card(pad=20, gap=6)
        self._done_words = RunsLine("", height=24)
        self._done_number = Label("", "display")
        self._done_number.setObjectName("register_number")
        self._done_number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._done_hint = Label("", "label", wraps=True)
        card.add(self._done_words, self._done_number, self._done_hint)
        return card

    def _build(self) -> None:
        study, spoken = self._workplace.study, language()
        for item in study.form(study.consent_form).items:
            if item.companion_of is not None:
                continue
            field = make_editor(study, item, spoken, self._clock.now)
            is_wide = item.type in ("text", "note")  # these show their hint in the empty field
            if is_wide:
                field.setMaximumWidth(580)
            hint = "" if is_wide else item.hint.in_(spoken)
            labelled = Labelled(item.label.in_(spoken), field, hint, stretches=is_wide)
            _editor(labelled).edited.connect(self._edited)
            self._editors.append((item, labelled))
        first = [labelled for _, labelled in self._editors[:1]]
        row = across(*first, self._initials_field, gap=24)
        for part in (*first, self._initials_field):
            row.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        row.setStretch(len(first), 1)
        self._fields.inner.addLayout(row)
        for _, labelled in self._editors[1:]:
            self._fields.inner.addWidget(labelled)
        self._fields.inner.addStretch(1)
        self._show_asked()
        for item, labelled in self._editors:
            offered = self._codes(item)
            if offered is not None and len(offered.codes) == 1:  # the one consent version in force
                _editor(labelled).set_value(offered.codes[0])
        self.retranslate()

    def _told(self, told: tuple[datetime, tuple[PageDraft, ...]]) -> None:
        now, drafts = told
        self._clock.tell(now)
        if drafts and self._typed() == self._opened:
            self.keeper.begin(drafts[0])
            self._show_typed(drafts[0].typed)
            self._restored.tell_restored(drafts[0], now)

    # unsaved work

    def _typed(self) -> dict[str, Value]:
        """Return every field exactly as it was typed."""
        typed: dict[str, Value] = {item.id: _editor(labelled).value() for item, labelled in self._editors}
        return {**typed, _INITIALS_NAME: self.initials.value()}

    def look(self) -> PageDraft | None:
        """Return what stands unsaved in the dialog, None when nothing does."""
        typed = self._typed()
        if self._number or typed == self._opened:
            return None
        return PageDraft(name=SCREENING, edition=self._workplace.study.digest, typed=typed)

    def _show_typed(self, typed: Mapping[str, Value]) -> None:
        fields = {item.id: _editor(labelled) for item, labelled in self._editors}
        for id, value in typed.items():
            if id in fields and isinstance(value, str):
                fields[id].set_value(value)
        initials = typed.get(_INITIALS_NAME, "")
        self.initials.set_value(initials if isinstance(initials, str) else "")
        self._show_asked()

    def _discard(self) -> None:
        self._show_typed(self._opened)
        self._restored.tell_restored(None)
        self._edited()

    def _cancelled(self) -> None:
        """Throw away what was typed: whoever is registered next must not find it in the fields."""
        self._show_typed(self._opened)
        self.keeper.keep_now(context=self._workplace, otherwise=lambda _: None)

    def values(self) -> dict[str, Value]:
        """Return every item that was answered, in its written form."""
        typed = {item.id: values.canonical(item, _editor(labelled).value()) for item, labelled in self._editors}
        return {id: text for id, text in typed.items() if text}

    def _initials_edited(self) -> None:
        place = self.initials.cursorPosition()
        self.initials.set_value(self.initials.text().upper())
        self.initials.setCursorPosition(place)
        self._edited()

    def _edited(self) -> None:
        self.keeper.typed()
        self._show_asked()
        self._problem.setText("")
        self._initials_field.set_problem("")
        for _, labelled in self._editors:
            if labelled.problem() and _editor(labelled).value():
                labelled.set_problem("")
                _editor(labelled).set_state("plain")

    def _go_on(self) -> None:
        if self._number:
            number = self._number
            self.close_dialog()
            self.registered.emit(number)
        elif not self._show_problems():
            self.button.setEnabled(False)
            command = RegisterScreening(self.initials.value(), self.values())
            self._workplace.do(command, self._saved, self._refused, self)

    def _show_problems(self) -> bool:
        """Say beside each field what keeps it from being saved, go to the first, and tell whether there was one."""
        first: QWidget | None = None
        for item, labelled in self._editors:
            words = self._problem_with(item, _editor(labelled).value())
            labelled.set_problem(words, is_hard=True)
            _editor(labelled).set_state("hard" if words else "plain")
            if words and first is None:
                first = labelled.field
        if not _INITIALS.fullmatch(self.initials.value()):
            self._initials_field.set_problem(self.tr("2 to 4 letters from A to Z."), is_hard=True)
            first = first or self.initials
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._fields.ensureWidgetVisible(first, 0, 60)
        return first is not None

    def _show_asked(self) -> None:
        """Show the questions that apply to what is typed, and those that hold something."""
        for item, labelled in self._editors:
            labelled.setVisible(self._is_asked(item) or bool(_editor(labelled).value()))

    def _is_asked(self, item: Item) -> bool:
        if item.shown_when is None:
            return True
        kinds = {one.id: one.type for one, _ in self._editors}
        return rules.judge(item.shown_when, self.values(), kinds) is True

    def _problem_with(self, item: Item, typed: str) -> str:
        if not typed:  # what may be missing can still be answered, or its code given, on the page of the form
            is_needed = item.is_required and not item.missing_codes and self._is_asked(item)
            return self.tr("Needed before a screening number is given.") if is_needed else ""
        problem = values.problem_with(item, typed, self._codes(item))
        return explain(problem, language()) if problem is not None else ""

    def _codes(self, item: Item) -> CodeList | None:
        return self._workplace.study.code_list(item.code_list) if item.code_list else None

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))

    def _saved(self, outcome: Outcome) -> None:
        self._number = str(outcome.value)
        self.keeper.begin(None)
        self.button.setEnabled(True)
        self._restored.clear()
        self._fields.hide()
        self._done.show()
        self._done_number.setText(self._number)
        self.retranslate()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        word = self._workplace.study.participant_word.in_(language())
        if self._number:
            self.title.setText(self.tr("Screening registered"))
            self.words.hide()
            self.button.setText(self.tr("Open eligibility checklist"))
            self.cancel_button.setText(self.tr("Close"))
            self.note.setText("")
        else:
            self.title.setText(self.tr("Register screening"))
            self.words.setText(self.tr("Consent comes first. Nothing of the person's name is kept here."))
            self.words.show()
            self.button.setText(self.tr("Save and give number"))
            self.note.setText(self.tr("The screening number is given on saving and never used again."))
        self._initials_field.set_words(
            self.tr("Name initials (pinyin)"),
            self.tr("Up to four letters: 张红 ZHHO, 张红旗 ZHQI, 欧阳校风 OYXF."),
        )
        self._done_words.set_runs(Mark("yes", filled(self.tr("Screening number of this %1"), word)))
        self._done_hint.setText(self.tr("Write it on the consent form and in the screening log."))
        self.setAccessibleName(self.title.text())


def _editor(labelled: Labelled) -> Editor:
    return cast("Editor", labelled.field)

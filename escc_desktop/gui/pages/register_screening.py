"""Registers a screening: the consent as the study's own form asks for it, and the initials; the number comes after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from escc_desktop.actions import asking
from escc_desktop.actions.commands import RegisterScreening
from escc_desktop.actions.drafts import SCREENING, drafts_of
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.draft_keeping import DraftKeeper
from escc_desktop.gui.pages.draft_notices import DraftNotices
from escc_desktop.gui.pages.form_body import FormBody
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.range_filling import RangeFilling
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Mark, RunsLine
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Card, Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.study.values import Value
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_INITIALS = re.compile(r"[A-Z]{2,4}")
_INITIALS_NAME = "initials"
_WIDTH, _FORM_HEIGHT = 800, 330


class RegisterScreeningDialog(DialogFrame):
    """The initials, then the consent form as on its own page: missing codes with F2, checks under their items.

    After saving it stays and shows the number large, with one way on: the eligibility checklist. ``registered``
    carries the new screening number.
    """

    registered = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__("", "", icon_name="user-plus", width=_WIDTH)
        self.setObjectName("register_screening_dialog")
        self._workplace = workplace
        self._clock = PageClock()
        self._number = ""
        self.button.setObjectName("register_save")
        self.cancel_button.setObjectName("register_cancel")
        self.initials = FieldEdit("ABCD", width=96)
        self.initials.setMaxLength(4)
        self.initials.setObjectName("register_initials")
        self.initials.edited.connect(self._initials_edited)
        self.initials.returnPressed.connect(self._to_form)
        self._initials_field = Labelled("", self.initials, stretches=False)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("register_problem")
        self._done = self._done_card()
        self._done.hide()
        self._restored = DraftNotices(workplace.study)
        self._restored.discard_asked.connect(self._discard)
        self._holder = QVBoxLayout()
        self.add(self._restored, self._initials_field, self._holder, self._problem, self._done)
        self.accepted.connect(self._go_on)
        self.draft = self._new_draft()
        self._filling = RangeFilling(self.draft, None)
        self._rows: FormBody | None = None
        self._build()
        self.keeper = DraftKeeper(workplace, self.look, self)
        self.keeper.troubled.connect(self._restored.tell_trouble)
        self.draft.changed.connect(self._edited)
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

    def _new_draft(self) -> FormDraft:
        """Return the empty consent; where one version alone is in force it is named already."""
        study = self._workplace.study
        draft = FormDraft(study, study.form(study.consent_form), self)
        listed = {one.id: study.code_list(one.code_list).codes for one in draft.form.items if one.code_list}
        single = {id: codes[0] for id, codes in listed.items() if len(codes) == 1}
        draft.stand_among(None, None, None)
        draft.load(single)
        return draft

    def _build(self) -> None:
        """Make the rows in the language that is shown."""
        if self._rows is not None:
            focused = self._rows.focusWidget()
            if focused is not None:
                focused.clearFocus()
            self._holder.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        rows = FormBody(self.draft, self._filling, may_judge=True)
        rows.setMinimumHeight(_FORM_HEIGHT)
        rows.build(language(), self._clock.now)
        rows.ended.connect(lambda: self.button.setFocus(Qt.FocusReason.TabFocusReason))
        self._rows = rows
        self._holder.addWidget(rows)
        rows.setVisible(not self._number)
        self.retranslate()

    def _to_form(self) -> None:
        if self._rows is not None:
            self._rows.focus_first()

    def _told(self, told: tuple[datetime, tuple[PageDraft, ...]]) -> None:
        now, drafts = told
        self._clock.tell(now)
        if drafts and not self.draft.is_changed and not self.initials.value():
            self.keeper.begin(drafts[0])
            self._show_typed(drafts[0].typed)
            self._restored.tell_restored(drafts[0], now)

    # unsaved work

    def look(self) -> PageDraft | None:
        """Return what stands unsaved in the dialog, None when nothing does."""
        if self._number or not (self.draft.is_changed or self.initials.value()):
            return None
        typed = {**self.draft.typed(), _INITIALS_NAME: self.initials.value()}
        return PageDraft(name=SCREENING, edition=self._workplace.study.digest, typed=typed)

    def _show_typed(self, typed: Mapping[str, Value]) -> None:
        initials = typed.get(_INITIALS_NAME, "")
        self.initials.set_value(initials if isinstance(initials, str) else "")
        kept = {key: value for key, value in typed.items() if key != _INITIALS_NAME}
        self.draft.take_up(kept, self.tr("Taken up again"))

    def _discard(self) -> None:
        self._empty()
        self._restored.tell_restored(None)
        self._edited()

    def _empty(self) -> None:
        self.draft.load(self.draft.shown_as_saved())
        self.initials.set_value("")
        if self._rows is not None:
            for row in self._rows.rows():
                row.show_value()
                row.update_shown()

    def _cancelled(self) -> None:
        """Throw away what was typed: whoever is registered next must not find it in the fields."""
        self._empty()
        self.keeper.keep_now(context=self._workplace, otherwise=lambda _: None)

    def values(self) -> dict[str, Value]:
        """Return every item that was answered, in its written form."""
        return self.draft.collected()

    def _initials_edited(self) -> None:
        place = self.initials.cursorPosition()
        self.initials.set_value(self.initials.text().upper())
        self.initials.setCursorPosition(place)
        self._edited()

    def _edited(self) -> None:
        self.keeper.typed()
        self._problem.setText("")
        self._initials_field.set_problem("")

    def _go_on(self) -> None:
        if self._number:
            number = self._number
            self.close_dialog()
            self.registered.emit(number)
        elif not self._show_problems():
            self.button.setEnabled(False)
            command = RegisterScreening(self.initials.value(), self.values(), self.draft.justifications())
            self._workplace.do(command, self._saved, self._refused, self)

    def _show_problems(self) -> bool:
        """Say what keeps the consent from being saved, go to the first of it, and tell whether there was any."""
        draft, spoken = self.draft, language()
        if self._rows is not None:
            self._rows.check_all()
        # What may be missing can still be answered, or its code given, on the page of the form.
        needed = [key for key in draft.unanswered() if not draft.form.item(key).missing_codes]
        hindering = (*draft.problems(), *needed)
        if needed:
            joint = "、" if spoken == "zh" else ", "
            named = joint.join(draft.form.item(key).label.in_(spoken) for key in needed)
            self._problem.setText(filled(self.tr("Needed before a screening number is given: %1"), named))
        is_named = bool(_INITIALS.fullmatch(self.initials.value()))
        if not is_named:
            self._initials_field.set_problem(self.tr("2 to 4 letters from A to Z."), is_hard=True)
            self.initials.setFocus(Qt.FocusReason.OtherFocusReason)
        elif hindering and self._rows is not None:
            self._rows.focus_first(hindering[0])
        return bool(hindering) or not is_named

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))

    def _saved(self, outcome: Outcome) -> None:
        self._number = str(outcome.value)
        self.keeper.begin(None)
        self.button.setEnabled(True)
        self._restored.clear()
        if self._rows is not None:
            self._rows.hide()
        self._initials_field.hide()
        self._done.show()
        self._done_number.setText(self._number)
        self.retranslate()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._build()

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

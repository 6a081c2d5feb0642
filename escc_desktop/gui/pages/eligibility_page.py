"""The sixteen criteria of one participant, answered one by one and saved as one record; the program never decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.asking_criteria import CriteriaMatter, criteria_matter
from escc_desktop.actions.commands import DocumentRequest, EnrolParticipant
from escc_desktop.actions.views import RecordView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.criterion_panel import CriterionPanel
from escc_desktop.gui.pages.form_editors import answers
from escc_desktop.gui.pages.form_head import FormState, identity, state_run
from escc_desktop.gui.pages.record_page import RecordPage
from escc_desktop.gui.pages.signature_words import asking_words, deciding, signed_words, signing_mark
from escc_desktop.gui.pages.vocabulary import filled, form_label, moment
from escc_desktop.gui.runs import Cell, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.frames import Card, Scrolled, across, hairline
from escc_desktop.gui.widgets.table import Column, GroupRow, Row, Table
from escc_desktop.study.edition import Criterion
from escc_desktop.study.values import Missing
from escc_desktop.trial.eligibility import evidence_expiries, judge, latest_first_dose_on, passes
from escc_desktop.words import say

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_ROW, _GROUP = 30, 27


class EligibilityPage(RecordPage):
    """Left all criteria with their state, right the one that is open. y, n and a answer it, Enter goes on."""

    help_topic = "eligibility"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("eligibility_page")
        self._panel: CriterionPanel | None = None
        self._beside: CriteriaMatter | None = None
        self._criterion = workplace.study.criteria[0]
        self._print = QuietButton(icon_name="printer")
        self._print.setObjectName("print_eligibility")
        self._print.clicked.connect(self.print_record)
        self._sign = QuietButton(icon_name="signature", is_recording=True)
        self._sign.setObjectName("ask_to_sign")
        self._sign.clicked.connect(self.ask_to_sign)
        self.header.add(self._print, self.ink_notes.button, self._sign)
        self._make_strip()
        self._lay_out()
        self.save_buttons = (self._save, self.reason_bar.button)
        self.retranslate()

    def _make_strip(self) -> None:
        self._state = RunsLine("", height=28)
        self._state.setObjectName("eligibility_state")
        self._progress = RunsLine("", height=28, is_right=True)
        self._enrol = FilledButton(icon_name="user-round-check", is_small=True, is_recording=True)
        self._enrol.setObjectName("enrol")
        self._enrol.clicked.connect(self.enrol)
        self._strip = Card(pad=0)
        self._strip.body.setContentsMargins(14, 7, 14, 7)
        self._strip.add(across(self._state, None, self._progress, self._enrol, gap=14))
        self._strip.setFixedHeight(46)

    def _lay_out(self) -> None:
        self._list = Table(fits=False)
        self._list.setObjectName("criteria")
        self._list.setFixedWidth(376)
        self._list.view.horizontalHeader().hide()
        self._list.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._list.chosen.connect(self._chosen)
        self._list.opened.connect(lambda key: self._focus_answer())
        self._list.view.installEventFilter(self)
        self._card = Card(pad=18, gap=12)
        self._previous, self._next, self._save = QuietButton(), QuietButton(), FilledButton(is_recording=True)
        for button, name in ((self._previous, "previous"), (self._next, "next"), (self._save, "save")):
            button.setObjectName(name)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._save.clicked.connect(lambda: self.save("stay"))
        self._scrolled = Scrolled(margins=(0, 0, 0, 0))
        self._card.add(self._scrolled, hairline(), across(self._previous, self._next, None, self._save))
        sides = across(self._list, self._card, gap=14)
        sides.setStretch(1, 1)
        self.add(*self.notices, self._strip, sides, self.reason_bar)
        self.body.setStretchFactor(sides, 1)

    def open(self, number: str) -> None:
        """Show the checklist of one participant."""
        self._beside = None
        self._criterion = self.workplace.study.criteria[0]
        self.show_record(number, self.workplace.study.eligibility_form)

    def concerns(self, changes: frozenset[str]) -> bool:
        """Ask again also when the investigator ruled on a contradiction."""
        return super().concerns(changes) or "edition" in changes

    def refresh(self) -> None:
        """Ask for the record, and for what stands beside the criteria."""
        super().refresh()
        if self.key is None:
            return
        number = self.key[0]

        def show(beside: CriteriaMatter) -> None:
            if self.key is not None and self.key[0] == number:
                self._beside = beside
                if self._panel is not None:
                    self._panel.show_beside(beside)
                    self.tell()

        self.workplace.ask(lambda site: criteria_matter(site, number), show, self)

    def build(self) -> None:
        """Make the open criterion's panel anew."""
        assert self.draft is not None
        if self._panel is not None:
            self._scrolled.takeWidget()  # else the area would delete it at once, in the middle of its own key
            self._panel.hide()
            self._panel.deleteLater()
        self._panel = CriterionPanel(self.draft, self._criterion, self.clock.now)
        self._panel.went_on.connect(lambda: self.step(1))
        self._panel.form_wanted.connect(self._open_form)
        self._panel.boxes.installEventFilter(self)
        self._panel.setProperty("kind", "scrolled")
        self._scrolled.setWidget(self._panel)
        self._panel.setAutoFillBackground(False)
        self._panel.show()  # at once, so that it can take the cursor
        if self._beside is not None:
            self._panel.show_beside(self._beside)

    def _open_form(self, form: str, visit: str | None, record: str | None) -> None:
        """Open the form that says something about the criterion; a visit's form at the visit that said it last."""
        if self.key is not None:
            study = self.workplace.study
            if study.form(form).kind == "visit" and visit is None:
                visit = next((one.id for one in study.visits if form in one.forms), None)
            self.navigate.open_form(self.key[0], form, visit, record)

    def go_to(self, criterion: str) -> None:
        """Open one criterion and put the cursor on its answer."""
        self._criterion = self.workplace.study.criterion(criterion)
        if self.draft is not None and self.matter is not None:
            self.draft.begin_go()
            self.build()
            self.tell()
        self._list.choose(criterion)

    def step(self, by: int) -> None:
        """Go to the criterion after or before the open one; after the last to the button that saves."""
        ids = [one.id for one in self.workplace.study.criteria]
        place = ids.index(self._criterion.id) + by
        if place >= len(ids):
            self._save.setFocus(Qt.FocusReason.TabFocusReason)
        elif place >= 0:
            self.go_to(ids[place])
            self._focus_answer()

    def _chosen(self, key: str) -> None:
        if key != self._criterion.id:
            self.go_to(key)

    def _focus_answer(self) -> None:
        if self._panel is not None:
            self._panel.boxes.setFocus(Qt.FocusReason.TabFocusReason)
            self._scrolled.ensureWidgetVisible(self._panel.boxes)

    def go_to_item(self, item: str | None) -> None:
        """Open the criterion of ``item``, else the first that is unanswered."""
        ids = [one.id for one in self.workplace.study.criteria]
        values = self.draft.collected() if self.draft is not None else {}
        first_open = next((id for id in ids if id not in values), ids[0])
        self.go_to(next((id for id in ids if item and item.startswith(id)), first_open))
        self._focus_answer()

    def item_at_cursor(self) -> str:
        """Return the criterion that is open."""
        return self._criterion.id

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let y, n and a answer from the list too, and Enter go on from the answer."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._panel is not None:
            letter = event.text().lower()
            if watched is self._list.view and letter in ("y", "n", "a") and not event.modifiers():
                code = {"y": "Y", "n": "N", "a": "NA"}[letter]
                if self.draft is not None:
                    self.draft.set_value(self._criterion.id, code)
                return True
            if event.key() == Qt.Key.Key_F2:
                self._panel.next_code()
                return True
            if watched is self._panel.boxes and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(1)
                return True
        return super().eventFilter(watched, event)

    # saying how it stands

    def check(self) -> None:
        """Show the draft's values in the panel."""
        if self._panel is not None:
            self._panel.show_values()

    def tell(self) -> None:
        """Say how the record, each criterion and the signature stand."""
        draft, matter = self.draft, self.matter
        if draft is None or matter is None:
            return
        record = matter.record
        self.header.set_title(draft.form.label.in_(language()))
        state = FormState(record, draft.is_changed, len(draft.unanswered()))
        self.header.set_aside((*identity(matter.participant), state_run(state)))
        self._list_criteria()
        self._tell_strip()
        may_sign = record.is_complete and not record.is_signed and not draft.is_changed
        self._sign.setEnabled(may_sign)
        self._sign.setText(asking_words(record))
        self._print.setEnabled(record.id is not None and not draft.is_changed)
        self._previous.setEnabled(self._criterion is not self.workplace.study.criteria[0])
        self._save.setVisible(self.reason_bar.isHidden())
        self._save.setEnabled(draft.is_changed)
        if self._panel is not None:
            self._panel.show_values()
            drafted = f"{record.saved_by} {moment(record.saved_at)}" if record.saved_by else ""
            self._panel.show_who(drafted, _decided(record), signing_mark(record))

    def _list_criteria(self) -> None:
        study = self.workplace.study
        rows: list[Row | GroupRow] = []
        for criterion in study.criteria:
            if criterion.number == 1:
                title = self.tr("Inclusion 1–%1") if criterion.kind == "inclusion" else self.tr("Exclusion 1–%1")
                last = max(one.number for one in study.criteria if one.kind == criterion.kind)
                rows.append(GroupRow(filled(title, last)))
            is_open = criterion is self._criterion
            name: Cell = Text(criterion.short.in_(language()), "ink", 500 if is_open else 400)
            rows.append(Row(criterion.id, (Text(str(criterion.number), "ink3"), name, self._state_of(criterion))))
        table = self._list
        table.blockSignals(True)
        table.set_rows(tuple(rows))
        for place, row in enumerate(rows):
            table.view.setRowHeight(place, _GROUP if isinstance(row, GroupRow) else _ROW)
        table.choose(self._criterion.id)
        table.blockSignals(False)

    def _state_of(self, criterion: Criterion) -> Mark:
        assert self.draft is not None
        values = self.draft.collected()
        answer = values.get(criterion.id)
        words = {one.code: one.words for one in answers("yes_no_na")}
        passing = passes(self.workplace.study, criterion.id, answer)
        if passing is None:
            if isinstance(answer, str | Missing):
                code = answer.code if isinstance(answer, Missing) else answer
                return Mark("warn", words.get(code, code))
            standing = self._beside.standing if self._beside is not None else None
            is_at_odds = any(standing is None or standing.ruling(id) is None for id in criterion.contradictions)
            return Mark("query" if is_at_odds else "unknown", self.tr("Open"))
        until = evidence_expiries(self.workplace.study, values).get(criterion.id)
        doses = self.matter.participant.first_dose_on.values() if self.matter is not None else ()
        if passing and until is not None and doses:  # what has expired since does not matter any more
            return Mark("yes", words[str(answer)]) if min(doses) <= until else Mark("warn", self.tr("expired"))
        if passing and until is not None:
            left = (until - self.clock.now().date()).days
            if left <= self.workplace.study.closing_days:
                words_left = filled(self.tr("%1 d left"), left) if left >= 0 else self.tr("expired")
                return Mark("warn", words_left)
        return Mark("yes" if passing else "no", words[str(answer)])

    def _tell_strip(self) -> None:
        assert self.draft is not None
        assert self.matter is not None
        study, record = self.workplace.study, self.matter.record
        verdict = judge(study, self.draft.collected())
        participant = self.matter.participant
        obstacles = participant.enrolment_obstacles
        is_enrolled = participant.enrolment_number is not None
        may_enrol = not is_enrolled and not obstacles and not self.draft.is_changed and record.is_signed
        self._enrol.setVisible(may_enrol)
        if self.draft.is_changed:
            count = len(self.draft.changed_items())
            self._say("draft", self.tr("Not saved yet"), filled(self.tr("answers changed: %1"), count))
        elif is_enrolled:
            words = filled(self.tr("enrolment number %1"), participant.enrolment_number or "")
            against = filled(self.tr("%1 against enrolment"), len(verdict.failing)) if verdict.failing else ""
            self._say(
                "warn" if against else "yes", self.tr("Enrolled"), "·".join(one for one in (words, against) if one)
            )
        elif record.has_void_signature:
            self._say("void", self.tr("The signature no longer holds"), self.tr("signed again, it decides"))
        elif record.is_signed:
            reasons = [say(code, language(), **facts) for code, facts in obstacles]
            self._say(signing_mark(record), filled(self.tr("Signed by %1"), _decided(record)), " ".join(reasons[:1]))
        else:
            self._tell_unsigned(verdict.unanswered, verdict.not_applicable, verdict.failing)
        self._tell_progress(verdict.answered)

    def _tell_unsigned(self, unanswered: tuple[str, ...], na: tuple[str, ...], failing: tuple[str, ...]) -> None:
        reasons: list[str] = []
        if unanswered:
            reasons.append(filled(self.tr("%1 unanswered"), len(unanswered)))
        if na:
            reasons.append(filled(self.tr("%1 to be answered yes or no"), len(na)))
        if failing:
            reasons.append(filled(self.tr("%1 against enrolment"), len(failing)))
        if unanswered or (self.matter is not None and not self.matter.record.is_complete):
            self._say("unknown", self.tr("Cannot be signed yet"), "·".join(reasons))
        else:
            self._say("unsigned", self.tr("Ready for the investigator"), "·".join(reasons))

    def _say(self, mark: str, title: str, words: str) -> None:
        runs = (Mark(mark, title, ink="ink", weight=600, size=14), Text(words, "ink2"))
        self._state.set_runs(runs if words else runs[:1])

    def _tell_progress(self, answered: int) -> None:
        assert self.draft is not None
        study = self.workplace.study
        runs = [Text(filled(self.tr("%1 of %2 answered"), answered, len(study.criteria)), "ink2")]
        latest = latest_first_dose_on(study, self.draft.collected())
        if latest is not None:
            runs += [Text(self.tr("Latest first dose"), "ink2"), Text(latest.isoformat(), "ink", 600, 14)]
        self._progress.set_runs(tuple(runs))

    # acts

    def enrol(self) -> None:
        """Enrol the participant; a refusal says every reason."""
        if self.key is not None:
            self.workplace.do(EnrolParticipant(self.key[0]), None, self.refused, self)

    def print_record(self) -> None:
        """Preview the checklist."""
        record = self.matter.record if self.matter else None
        if record is not None and record.id is not None:
            self.navigate.preview(DocumentRequest("eligibility", record.participant, record.id))

    def retranslate(self) -> None:
        """Say everything in the language that is shown; the answers stay."""
        self._print.setText(self.tr("Print…"))
        self._enrol.setText(self.tr("Enrol participant"))
        self._previous.setText(self.tr("Previous"))
        self._next.setText(self.tr("Next"))
        self._save.setText(self.tr("Save answers"))
        self._list.set_name(self.tr("Criteria"))
        self._list.set_columns(
            (
                Column(self.tr("No."), 30),
                Column(self.tr("Criterion"), 150, stretches=True),
                Column(self.tr("State"), 92),
            )
        )
        self.header.set_title(form_label(self.workplace.study, self.workplace.study.eligibility_form, language()))
        if self.matter is not None:
            self.build()
            self.tell()


def _decided(record: RecordView) -> str:
    """Return who made the signature that holds and when, or ''."""
    signature = deciding(record)
    return signed_words(signature) if signature is not None else ""

"""Records that somebody signed by hand: who, on which date as written, where the paper is; it makes nobody a signer.

Whoever is at work is named as having recorded it, here and wherever the signature is shown.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from escc_desktop.actions import asking
from escc_desktop.actions.commands import RecordInk, WithdrawInk
from escc_desktop.actions.signature_views import InkLine, InkMatter
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.vocabulary import PARTS, filled, form_label, moment, role_words, short_role, visit_label
from escc_desktop.gui.runs import RunsLine, Text
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Card, Label, across, empty_layout
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.words import explain, say

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_OTHER = "*"
_MOST_LINES = 5


class InkDialog(DialogFrame):
    """What was signed, by whom, when and where it is filed. What will not count is said before it is recorded."""

    def __init__(self, workplace: Workplace, record: str | None = None, document: str | None = None) -> None:
        super().__init__("", "", icon_name="pen-line", width=720)
        self.setObjectName("ink_dialog")
        self.workplace = workplace
        self._record, self._document = record, document
        self._matter: InkMatter | None = None
        self._asked = 0
        self._clock = PageClock()
        self._make_fields()
        self._say()
        self.button.setObjectName("ink_confirm")
        self.cancel_button.setObjectName("ink_cancel")
        self.accepted.connect(self._record_it)
        workplace.ask(asking.now, self._told, self)
        self._ask()

    def _make_fields(self) -> None:
        self._lines = Card(pad=10, gap=2)
        self._lines.setObjectName("ink_records")
        self.print_choice, self.signer, self.meaning = ComboField(), ComboField(), ComboField()
        for field, name in (
            (self.print_choice, "ink_print"),
            (self.signer, "ink_signer"),
            (self.meaning, "ink_meaning"),
        ):
            field.setObjectName(name)
        self.signed_on = date_field("ink_signed_on", self._clock.now)
        self.filed_at = FieldEdit()
        self.filed_at.setObjectName("ink_filed_at")
        self.filed_at.setMaxLength(120)
        self.filed_at.set_value(self.workplace.filed_at)
        self.print_choice.edited.connect(self._print_chosen)
        for each in (self.signer, self.meaning, self.signed_on, self.filed_at):
            each.edited.connect(self._edited)
        self._print_row = Labelled("", self.print_choice)
        self._signer_row = Labelled("", self.signer)
        self._date_row = Labelled("", self.signed_on, stretches=False)
        self._meaning_row = Labelled("", self.meaning)
        self._place_row = Labelled("", self.filed_at)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("ink_problem")
        self._problem.hide()
        who = across(self._signer_row, self._date_row, gap=14)
        who.setStretch(0, 1)
        for row in (self._signer_row, self._date_row):
            who.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        self.add(self._lines, self._print_row, who, self._meaning_row, self._place_row, self._problem)

    def _say(self) -> None:
        """Say every word in the language that is shown."""
        self.title.setText(self.tr("Record signature by hand"))
        self.setAccessibleName(self.title.text())
        words = self.tr("%1 records it and does not sign: only the person chosen here is shown as the signer.")
        self.words.setText(filled(words, self.workplace.person.name))
        self.words.show()
        self._print_row.set_words(self.tr("Which print was signed"))
        self._signer_row.set_words(self.tr("Signed by"))
        self._date_row.set_words(self.tr("Date written beside the signature"))
        self._meaning_row.set_words(self.tr("Meaning of signature"))
        self._place_row.set_words(self.tr("Filed at"), self.tr("Binder and page; no participant's name"))
        listed = self.workplace.study.signing_meanings.choices
        self.meaning.set_options(tuple((one.code, one.label.in_(language())) for one in listed))
        self.meaning.set_value(listed[0].code)
        self.signer.set_words(self.tr("Choose who signed…"))
        self.note.setText(self.tr("The paper is the original; keep it in the binder"))
        self.button.setText(self.tr("Record signature"))

    # what was signed

    def _told(self, now: datetime) -> None:
        self._clock.tell(now)

    def _ask(self) -> None:
        self._asked += 1
        asked, record, document = self._asked, self._record, self._document

        def show(matter: InkMatter) -> None:
            if asked == self._asked:
                self._show(matter)

        self.workplace.ask(lambda site: asking.ink_matter(site, record, document), show, self, self._refused)

    def _show(self, matter: InkMatter) -> None:
        is_first = self._matter is None
        self._matter = matter
        prints = tuple((one.sha256, f"{one.title} {moment(one.made_at)}") for one in matter.prints)
        self.print_choice.set_options((*prints, (_OTHER, self.tr("Another print, or a copy that is not kept here"))))
        current = [one.sha256 for one in matter.prints if not one.is_void]
        if is_first and self._document is None and len(current) == 1:
            self._document = current[0]
            self._ask()
        self.print_choice.set_value(self._document or _OTHER)
        people = tuple((one.id, f"{one.name} ({short_role(one.role)})") for one in matter.people)
        parts = tuple((part, role_words(part)) for part in PARTS) if matter.is_consent else ()
        self.signer.set_options((*parts, *people))
        self._show_lines(matter.lines)
        self._edited()
        if is_first:
            self.signer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lines(self, lines: tuple[InkLine, ...]) -> None:
        empty_layout(self._lines.body)
        for line in lines[:_MOST_LINES]:
            words = (Text(self._words(line), "ink", 500),)
            behind = Text(self.tr("changed since this was printed: the signature will be void"), "warn", size=12)
            self._lines.add(RunsLine(words if line.is_current else (*words, behind)))
        if len(lines) > _MOST_LINES:
            self._lines.add(Label(filled(self.tr("and %1 more"), len(lines) - _MOST_LINES), "caption"))

    def _words(self, line: InkLine) -> str:
        study, number = self.workplace.study, line.seen.record.rpartition("/")[2]
        visit = visit_label(study, line.visit, language(), is_short=True) if line.visit else ""
        parts = (line.participant, form_label(study, line.form, language()), visit, number if number.isdigit() else "")
        return " ".join(part for part in parts if part)

    def _print_chosen(self) -> None:
        chosen = self.print_choice.value()
        matter = self._matter
        if self._record is None and matter is not None and matter.lines:
            self._record = matter.lines[0].seen.record
        self._document = None if chosen == _OTHER else chosen
        self._ask()

    # what is recorded

    def _signed_on(self) -> date | None:
        try:
            return date.fromisoformat(self.signed_on.value())
        except ValueError:
            return None

    def command(self) -> RecordInk | None:
        """Return what is to be recorded; None while something is missing."""
        day, matter = self._signed_on(), self._matter
        if matter is None or not matter.lines or day is None or not self.signer.value() or not self.meaning.value():
            return None
        seen = tuple(one.seen for one in matter.lines)
        place = self.filed_at.value()
        return RecordInk(seen, self.signer.value(), day, self.meaning.value(), place, matter.document)

    def _edited(self) -> None:
        self._problem.hide()
        typed, day = self.signed_on.value(), self._signed_on()
        latest = self._matter.today if self._matter else None
        is_ahead = day is not None and latest is not None and day > latest
        wrong = self.tr("Type the date as 2026-03-05.") if len(typed) >= len("2026-03-05") and day is None else ""
        self._date_row.set_problem(self.tr("This day lies in the future.") if is_ahead else wrong, is_hard=True)
        command = self.command()
        self.button.setEnabled(command is not None and bool(command.filed_at) and not is_ahead)
        self._signer_row.set_problem("")
        if command is not None and not is_ahead:
            self._ask_flags(command)

    def _ask_flags(self, command: RecordInk) -> None:
        def show(flags: tuple[str, ...]) -> None:
            if self.command() == command:
                words = "; ".join(say(f"INK_FLAG_{flag.upper()}", language()) for flag in flags)
                text = self.tr("It will be recorded and flagged, and will not count: %1.")
                self._signer_row.set_problem(filled(text, words) if flags else "")

        self.workplace.ask(lambda site: asking.flags_of(site, command), show, self, self._refused)

    def _record_it(self) -> None:
        command = self.command()
        if command is None:
            return
        self.button.setEnabled(False)
        self.workplace.filed_at = command.filed_at
        self.workplace.do(command, self._recorded, self._refused, self)

    def _recorded(self, outcome: Outcome) -> None:
        self.close_dialog()

    def _refused(self, problem: EsccError) -> None:
        self._problem.setText(explain(problem, language()))
        self._problem.show()
        self.button.setEnabled(self.command() is not None)


class WithdrawInkDialog(DialogFrame):
    """Asks why a signature by hand had been recorded by mistake; both entries stay in the journal."""

    def __init__(self, workplace: Workplace, record: str, entry: str, words: str) -> None:
        super().__init__("", "", words, icon_name="undo-2", width=560)
        self.setObjectName("withdraw_ink_dialog")
        self.workplace = workplace
        self._record, self._entry = record, entry
        self.reason = FieldEdit()
        self.reason.setObjectName("withdraw_ink_reason")
        self.reason.edited.connect(lambda: self.button.setEnabled(bool(self.reason.value())))
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.hide()
        self.title.setText(self.tr("Recorded by mistake"))
        self.setAccessibleName(self.title.text())
        self.add(Labelled(self.tr("What was wrong"), self.reason), self._problem)
        self.note.setText(self.tr("It counts no more; both entries stay in the journal"))
        self.button.setText(self.tr("Withdraw"))
        self.button.setObjectName("withdraw_ink_confirm")
        self.button.setEnabled(False)
        self.accepted.connect(self._withdraw)

    def _withdraw(self) -> None:
        self.button.setEnabled(False)
        command = WithdrawInk(self._record, self._entry, self.reason.value())
        self.workplace.do(command, lambda outcome: self.close_dialog(), self._refused, self)

    def _refused(self, problem: EsccError) -> None:
        self._problem.setText(explain(problem, language()))
        self._problem.show()
        self.button.setEnabled(True)

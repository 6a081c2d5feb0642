"""Signs as an investigator on whoever's session: what was read, what it means, the signer's own passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import RecordSeen, SignRecords
from escc_desktop.actions.originals import signing_paper
from escc_desktop.actions.views import DocumentView, PersonView, SigningRow, SinceSigned
from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.sign_queue import Line, SigningQueue
from escc_desktop.gui.pages.sign_reading import RecordReading, record_words
from escc_desktop.gui.pages.vocabulary import filled, short_role
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import PassphraseField
from escc_desktop.gui.widgets.frames import Card, Label, across, upright
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.notices import ProgressCard
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_WIDEST, _MARGIN = 1120, 56
_AROUND = 272  # px: what stands above and below list and reading
_LOWEST = 170


class SignDialog(DialogFrame):
    """Records, meaning, investigator, passphrase. The session that is open goes on; a refusal is told in place."""

    def __init__(self, workplace: Workplace, navigate: Navigator, records: tuple[str, ...] = ()) -> None:
        super().__init__("", "", icon_name="signature", width=_WIDEST)
        self.setObjectName("sign_dialog")
        self.workplace = workplace
        self.navigate = navigate
        self._records = records
        self._queue: tuple[SigningRow, ...] = ()
        self._shown: str = ""
        self._is_signed = False
        self._make_sides()
        self._make_fields()
        self._progress = ProgressCard()
        self._progress.setObjectName("sign_progress")
        self._progress.hide()
        self.add(self._form, self._progress)
        self.button.setObjectName("sign_confirm")
        self.cancel_button.setObjectName("sign_cancel")
        self.accepted.connect(self._sign)
        workplace.changed.connect(self._changed)
        self._say()
        self._enable()
        workplace.ask(asking.signers, self._show_signers, self, self._refused)

    def _make_sides(self) -> None:
        study = self.workplace.study
        self.queue = SigningQueue(study)
        self.queue.read_asked.connect(self.read)
        self.queue.changed.connect(self._enable)
        self.queue.all_ticked.connect(lambda: self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason))
        self.queue.refused.connect(self._tell_unread)
        self._reading = RecordReading(study)
        self._next = QuietButton(is_small=True)
        self._next.setObjectName("sign_next")
        self._next.clicked.connect(lambda: self.read(self.queue.next_unread()))
        self._print = QuietButton(icon_name="printer", is_small=True)
        self._print.setObjectName("sign_print")
        self._print.clicked.connect(self._print_shown)
        self._ink = QuietButton(icon_name="pen-line", is_small=True)
        self._ink.setObjectName("sign_record_ink")
        self._ink.clicked.connect(self._record_ink)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._reading, 1)
        column.addLayout(across(self._print, self._ink, None, self._next, margins=(14, 4, 12, 8)))
        self._card = Card(pad=0, gap=0)
        self._card.body.setContentsMargins(1, 1, 1, 1)
        sides = across(self.queue, upright(), side, gap=0)
        sides.setStretch(0, 46)
        sides.setStretch(2, 54)
        self._card.add(sides)

    def _make_fields(self) -> None:
        self.person = ComboField()
        self.person.setObjectName("sign_person")
        self.person.edited.connect(self._ask_queue)
        self.meaning = ComboField()
        self.meaning.setObjectName("sign_meaning")
        self.meaning.edited.connect(self._enable)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("sign_passphrase")
        self.passphrase.edited.connect(self._enable)
        self.passphrase.caps_lock_seen.connect(self._caps_lock)
        self._person_row = Labelled("", self.person)
        self._meaning_row = Labelled("", self.meaning)
        self._passphrase_row = Labelled("", self.passphrase)
        self._hint = RunsLine("", height=20)
        self._hint.setObjectName("sign_hint")
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("sign_problem")
        self._problem.hide()
        fields = across(self._person_row, self._meaning_row, self._passphrase_row, gap=14)
        for place, share in enumerate((27, 46, 27)):
            fields.setStretch(place, share)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._card, 1)
        column.addWidget(self._hint)
        column.addLayout(fields)
        column.addWidget(self._problem)

    def _say(self) -> None:
        """Say every word in the language that is shown."""
        study = self.workplace.study
        self.title.setText(self.tr("Sign as investigator"))
        self.setAccessibleName(self.title.text())
        words = self.tr("%1's session stays open; the signature is for these records only.")
        self.words.setText(filled(words, self.workplace.person.name))
        self.words.show()
        self._person_row.set_words(self.tr("Investigator"))
        self._meaning_row.set_words(self.tr("Meaning of signature"))
        self._passphrase_row.set_words(self.tr("Passphrase"))
        meanings = tuple((one.code, one.label.in_(language())) for one in study.signing_meanings.choices)
        self.meaning.set_options(meanings)
        self.meaning.set_value(meanings[0][0])
        self.person.set_words(self.tr("Choose the investigator…"))
        self.note.setText(self.tr("Each record gets a signature entry of its own"))
        self._next.setText(self.tr("Next to read (N)"))
        self._print.setText(self.tr("Print…"))
        self._ink.setText(self.tr("Record signature by hand…"))

    # the size follows the window

    def open_over(self, window: QWidget, focus: QWidget | None = None) -> None:
        """Lay the dialog over ``window``, as large as it lets it be."""
        self._fit(window)
        super().open_over(window, focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the window."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and isinstance(watched, QWidget):
            self._fit(watched)
        return super().eventFilter(watched, event)

    def _fit(self, window: QWidget) -> None:
        self.card.setFixedWidth(min(_WIDEST, window.width() - _MARGIN))
        self._card.setFixedHeight(max(_LOWEST, min(self.card.maximumHeight(), window.height() - 24) - _AROUND))

    # who and what

    def _show_signers(self, signers: tuple[PersonView, ...]) -> None:
        self.person.set_options(tuple((one.id, f"{one.name} ({short_role(one.role)})") for one in signers))
        mine = [one.id for one in signers if one.id == self.workplace.person.id]
        if mine or len(signers) == 1:
            self.person.set_value(mine[0] if mine else signers[0].id)
        self._ask_queue()

    def _changed(self, changes: frozenset[str]) -> None:
        if self._progress.isHidden() and any(one.startswith(("participant", "originals")) for one in changes):
            self._ask_queue()

    def _ask_queue(self) -> None:
        person = self.person.value()
        if not person:
            self._show_queue(person, ())
            return
        self.workplace.ask(
            lambda site: asking.signing_queue(site, person),
            lambda queue: self._show_queue(person, queue),
            self,
            self._refused,
        )

    def _show_queue(self, person: str, queue: tuple[SigningRow, ...]) -> None:
        if person != self.person.value():
            return
        seen = self.workplace.seen
        before = {one.id: one for one in self.queue.rows if one.line.is_seen}
        shown = tuple(row for row in queue if not self._records or row.record.id in self._records)
        lines = tuple(Line(row, seen.holds(person, row.record)) for row in shown)
        is_first = not self.queue.rows
        self._queue = shown
        dropped = [
            row.line.row for id, row in before.items() if not any(one.is_seen and one.record.id == id for one in lines)
        ]
        self.queue.show_lines(lines)
        if self.queue.read_now() == "":
            self._show_nothing()
        self._tell(dropped)
        if is_first and self.queue.rows and not self.passphrase.hasFocus():
            self.queue.focus_first()
        if is_first and len(shown) == 1 and self._records:
            self.read(shown[0].record.id or "")
        self._enable()

    def _tell(self, dropped: list[SigningRow]) -> None:
        """Say what is to be done, or that a record fell out because it changed after it was read."""
        if dropped and self._progress.isHidden():
            names = ", ".join(record_words(self.workplace.study, one) for one in dropped[:2])
            text = self.tr("Changed after it was read, no longer ticked: %1. Read it again before you sign.")
            if len(dropped) > 2:
                text = self.tr("Changed after they were read, no longer ticked: %1 and others. Read them again.")
            self._hint.set_runs(Mark("warn", filled(text, names), weight=500))
        elif not self.person.value():
            self._hint.set_runs(
                Text(self.tr("Choose the investigator; the records that wait are listed then."), "ink2")
            )
        elif not self.queue.rows:
            self._hint.set_runs(Text(self.tr("Nothing waits for this signature. Complete a record first."), "ink2"))
        else:
            words = self.tr("Enter reads, Space ticks, N reads the next. A record can be ticked once it was read.")
            self._hint.set_runs(Text(words, "ink2"))

    def _tell_unread(self) -> None:
        words = self.tr("Read it first: press Enter or click its name. What is signed on paper is not ticked here.")
        self._hint.set_runs(Mark("unknown", words, "ink2"))

    # reading

    def read(self, record: str) -> None:
        """Show one record of the list whole, with what changed since it was signed; it counts as read then."""
        person = self.person.value()
        row = next((one for one in self._queue if one.record.id == record), None)
        if row is None:
            return
        self._shown = record

        def show(since: SinceSigned) -> None:
            if self._shown != record or self.person.value() != person:
                return
            self._reading.show_row(row, since)
            self.workplace.seen.note(person, row.record)
            self.queue.mark_read(record)
            self._tell([])
            self._enable()

        self.workplace.ask(lambda site: asking.changed_since_signed(site, record, person), show, self, self._refused)

    def _show_nothing(self) -> None:
        self._shown = ""
        words = self.tr("A record that you open in the list is shown here, first what changed since it was signed.")
        self._reading.show_nothing(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the next record by N from everywhere but a field."""
        if event.key() == Qt.Key.Key_N and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.read(self.queue.next_unread())
            event.accept()
            return
        super().keyPressEvent(event)

    # what is signed by hand

    def _row_shown(self) -> SigningRow | None:
        return next((one for one in self._queue if one.record.id == self._shown), None)

    def _print_shown(self) -> None:
        row = self._row_shown()
        if row is None:
            return
        self.close_dialog()
        self.navigate.preview(signing_paper(self.workplace.study, row.record))

    def _record_ink(self) -> None:
        record = self._shown
        self.close_dialog()
        self.navigate.record_ink(record)

    # signing

    def ticked(self) -> tuple[RecordSeen, ...]:
        """Return the records that are ticked, each with the digest of what was read."""
        return tuple(RecordSeen(one.id, one.line.record.digest or "") for one in self.queue.ticked())

    def _enable(self) -> None:
        count = len(self.ticked())
        self.button.setText(filled(self.tr("Sign %1"), count) if count else self.tr("Sign"))
        is_ready = bool(count and self.meaning.value() and self.person.value() and self.passphrase.value())
        self.button.setEnabled(is_ready and self._progress.isHidden())
        shown = self._row_shown()
        self._next.setEnabled(bool(self.queue.next_unread()))
        for button in (self._print, self._ink):
            button.setVisible(shown is not None and shown.record.original == "ink")

    def _caps_lock(self, is_on: bool) -> None:
        self._passphrase_row.set_problem(self.tr("Caps lock seems to be on") if is_on else "")

    def _sign(self) -> None:
        command = SignRecords(
            person=self.person.value(),
            passphrase=self.passphrase.value(),
            meaning=self.meaning.value(),
            records=self.ticked(),
            language=language(),
        )
        self._problem.hide()
        self.passphrase.clear()
        promise = self.tr("Closing this loses nothing: the papers go on being sealed.")
        self._progress.start()
        self._progress.tell(filled(self.tr("Signing %1…"), len(command.records)), promise, can_cancel=False)
        self._form.hide()
        self._progress.show()
        self.button.hide()
        self.cancel_button.setText(self.tr("Close"))
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.workplace.sign(command, self._signed, self._refused, self, self._advanced)

    def _advanced(self, done: int, count: int) -> None:
        self._is_signed = True
        promise = self.tr("Closing this loses nothing: the papers go on being sealed.")
        self._progress.tell(self.tr("Signed. The papers are being sealed."), promise, can_cancel=False)
        self._progress.advance(done / count, filled(self.tr("%1 of %2 papers"), done, count))

    def _signed(self, kept: tuple[DocumentView, ...]) -> None:
        self.close_dialog()

    def _refused(self, problem: EsccError) -> None:
        self._progress.hide()
        self._form.show()
        self.button.show()
        self.cancel_button.setText(self.tr("Cancel"))
        if isinstance(problem, WrongPassphrase):
            words = self.tr("The passphrase does not fit this investigator. Nothing was signed; type it again.")
        elif problem.code == "RECORD_STALE":
            words = self.tr("A record changed after it was read. Nothing was signed: read it again, then sign.")
        else:
            words = explain(problem, language())
        if self._is_signed:
            words = f"{self.tr('All is signed, but papers are missing; Documents offers to make them.')} {words}"
        self._problem.setText(words)
        self._problem.show()
        if problem.code == "RECORD_STALE":
            self._ask_queue()
        self._enable()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

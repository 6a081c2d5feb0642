"""Signs as an investigator on whoever's session: what was seen, what it means, the signer's own passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import RecordSeen, SignRecords
from escc_desktop.actions.views import ChangeView, DocumentView, PersonView, SigningRow
from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.sign_reading import RecordReading, digest_words, record_words
from escc_desktop.gui.pages.vocabulary import filled, short_role
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import LinkButton, QuietButton
from escc_desktop.gui.widgets.choices import TickBox
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import PassphraseField
from escc_desktop.gui.widgets.frames import Card, Label, Scrolled, across, down, empty_layout, hairline
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_ROW = 46
_SHOWN_ROWS = 4


class QueueRow(QWidget):
    """One record that waits: it can be ticked once it was opened in this dialog."""

    def __init__(self, words: str, row: SigningRow) -> None:
        super().__init__()
        self.row = row
        self.is_seen = False
        self.setFixedHeight(_ROW)
        self.tick = TickBox()
        self.tick.setObjectName(f"sign_tick_{row.record.id}")
        self.tick.setAccessibleName(words)
        self.tick.setEnabled(False)
        self.open_button = LinkButton(self.tr("Open"))
        self.open_button.setObjectName(f"sign_open_{row.record.id}")
        self.open_button.setAccessibleName(filled(self.tr("Open %1"), words))
        self.seen = RunsLine(Mark("done", self.tr("seen")))
        kept = self.seen.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.seen.setSizePolicy(kept)
        self.seen.hide()
        state = Mark("void", size=12) if row.is_void else Mark("unsigned", size=12, ink="ink2")
        count = filled(self.tr("%1 answers"), len(row.record.values))
        name = RunsLine(Text(words, "ink", 500), height=20)
        digest = Text(digest_words(row.record.digest), "ink3", size=12)
        about = RunsLine((state, Text(count, "ink2", size=12), digest), height=18)
        texts = down(name, about, gap=0)
        self.setLayout(across(self.tick, texts, None, self.seen, self.open_button, margins=(12, 0, 8, 0)))

    def mark_seen(self) -> None:
        """Let the record be ticked, and tick it."""
        self.is_seen = True
        self.tick.setEnabled(True)
        self.tick.setChecked(True)
        self.seen.show()


class SignDialog(DialogFrame):
    """Records, meaning, investigator, passphrase. The session that is open goes on; a refusal is told in place."""

    def __init__(self, workplace: Workplace, navigate: Navigator, records: tuple[str, ...] = ()) -> None:
        super().__init__("", "", icon_name="signature")
        self.setObjectName("sign_dialog")
        self.workplace = workplace
        self.navigate = navigate
        self._records = records
        self._rows: list[QueueRow] = []
        self._seen: dict[str, str | None] = {}
        self._read: QueueRow | None = None
        self._make_list()
        self._make_fields()
        self._reading = RecordReading(workplace.study)
        self._back = QuietButton(is_small=True)
        self._back.setObjectName("sign_seen")
        self._back.clicked.connect(self._close_reading)
        self._reading_box = QWidget()
        column = QVBoxLayout(self._reading_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._reading)
        column.addLayout(across(None, self._back))
        self._reading_box.hide()
        self.add(self._form, self._reading_box)
        self.button.setObjectName("sign_confirm")
        self.cancel_button.setObjectName("sign_cancel")
        self.accepted.connect(self._sign)
        self._say()
        self._enable()
        workplace.ask(asking.signers, self._show_signers, self, self._refused)

    def _make_list(self) -> None:
        self._list = Scrolled(gap=0)
        self._list.setObjectName("sign_records")
        self._card = Card(pad=0, gap=0)
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.add(self._list)
        self._hint = Label("", "label", wraps=True)
        self._hint_row = QWidget()
        line = across(MarkSign("unknown"), self._hint, gap=6)
        line.setStretch(1, 1)
        self._hint_row.setLayout(line)

    def _make_fields(self) -> None:
        self.meaning = ComboField()
        self.meaning.setObjectName("sign_meaning")
        self.meaning.edited.connect(self._enable)
        self.person = ComboField()
        self.person.setObjectName("sign_person")
        self.person.edited.connect(self._ask_queue)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("sign_passphrase")
        self.passphrase.edited.connect(self._enable)
        self.passphrase.caps_lock_seen.connect(self._caps_lock)
        self._meaning_row = Labelled("", self.meaning)
        self._person_row = Labelled("", self.person)
        self._passphrase_row = Labelled("", self.passphrase)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("sign_problem")
        self._problem.hide()
        pair = across(self._person_row, self._passphrase_row, gap=14)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._card, self._hint_row, self._meaning_row):
            column.addWidget(part)
        column.addLayout(pair)
        column.addWidget(self._problem)

    def _say(self) -> None:
        """Say every word in the language that is shown."""
        study = self.workplace.study
        self.title.setText(self.tr("Sign as investigator"))
        self.setAccessibleName(self.title.text())
        words = self.tr("%1's session stays open; the signature is for these records only.")
        self.words.setText(filled(words, self.workplace.person.name))
        self.words.show()
        self._meaning_row.set_words(self.tr("Meaning of signature"))
        self._person_row.set_words(self.tr("Investigator"))
        self._passphrase_row.set_words(self.tr("Passphrase"))
        self.meaning.set_options(tuple((one.code, one.label.in_(language())) for one in study.signing_meanings.choices))
        self.meaning.set_words(self.tr("Choose what the signature means…"))
        self.person.set_words(self.tr("Choose the investigator…"))
        self.note.setText(self.tr("Each record gets a signature entry of its own"))
        self._back.setText(self.tr("Seen, back to the list"))

    # who and what

    def _show_signers(self, signers: tuple[PersonView, ...]) -> None:
        self.person.set_options(tuple((one.id, f"{one.name} ({short_role(one.role)})") for one in signers))
        mine = [one.id for one in signers if one.id == self.workplace.person.id]
        if mine or len(signers) == 1:
            self.person.set_value(mine[0] if mine else signers[0].id)
        self._ask_queue()

    def _ask_queue(self) -> None:
        person = self.person.value()
        if not person:
            self._show_queue(())
            return
        self.workplace.ask(lambda site: asking.signing_queue(site, person), self._show_queue, self, self._refused)

    def _show_queue(self, queue: tuple[SigningRow, ...]) -> None:
        shown = [row for row in queue if not self._records or row.record.id in self._records]
        empty_layout(self._list.inner)
        self._rows = []
        for row in shown:
            made = QueueRow(record_words(self.workplace.study, row), row)
            made.tick.clicked.connect(self._enable)
            made.open_button.clicked.connect(lambda _=False, one=made: self.open_record(one.row.record.id or ""))
            if self._rows:
                self._list.inner.addWidget(hairline())
            self._list.inner.addWidget(made)
            self._rows.append(made)
            if row.record.id in self._seen and self._seen[row.record.id] == row.record.digest:
                made.mark_seen()
        self._list.inner.addStretch(1)
        self._list.setFixedHeight(min(_SHOWN_ROWS, max(1, len(shown))) * (_ROW + 1) + 2)
        self._list.setVisible(bool(shown))
        if not self.person.value():
            self._hint.setText(self.tr("Choose the investigator; the records that wait are listed then."))
        elif not shown:
            self._hint.setText(self.tr("Nothing waits for this signature. Complete a record first."))
        else:
            self._hint.setText(self.tr("A record can be ticked once it was opened here."))
        self._enable()

    # reading

    def open_record(self, record: str) -> None:
        """Show one record of the list whole, with what changed since it was signed."""
        row = next((one for one in self._rows if one.row.record.id == record), None)
        if row is None:
            return
        self._read = row

        def show(changes: tuple[ChangeView, ...]) -> None:
            if self._read is not row:
                return
            self._reading.show_row(row.row, changes)
            self._form.hide()
            self._reading_box.show()
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
            self._enable()

        self.workplace.ask(lambda site: asking.history(site, record), show, self, self._refused)

    def _close_reading(self) -> None:
        row, self._read = self._read, None
        self._reading_box.hide()
        self._form.show()
        if row is not None and row.row.record.id is not None:
            self._seen[row.row.record.id] = row.row.record.digest
            row.mark_seen()
            row.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()

    # signing

    def ticked(self) -> tuple[RecordSeen, ...]:
        """Return the records that are ticked, each with the digest of what was shown."""
        return tuple(
            RecordSeen(one.row.record.id or "", one.row.record.digest or "")
            for one in self._rows
            if one.tick.isChecked()
        )

    def _enable(self) -> None:
        count = len(self.ticked())
        self.button.setText(filled(self.tr("Sign %1"), count) if count else self.tr("Sign"))
        is_ready = bool(count and self.meaning.value() and self.person.value() and self.passphrase.value())
        self.button.setEnabled(is_ready and self._reading_box.isHidden())

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
        self.button.setEnabled(False)
        self.button.setText(self.tr("Signing…"))
        self.workplace.sign(command, self._signed, self._refused, self)

    def _signed(self, kept: tuple[DocumentView, ...]) -> None:
        self.passphrase.clear()
        self.close_dialog()

    def _refused(self, problem: EsccError) -> None:
        self.passphrase.clear()
        if isinstance(problem, WrongPassphrase):
            words = self.tr("The passphrase does not fit this investigator. Nothing was signed; type it again.")
        else:
            words = explain(problem, language())
        self._problem.setText(words)
        self._problem.show()
        if problem.code == "RECORD_STALE":
            self._ask_queue()
        self._enable()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

"""Tells of signatures whose sealed paper was never made, and makes it with the signer's passphrase; it signs none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import SealPapers
from escc_desktop.actions.views import DocumentView, PaperlessRow
from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.unsaved_dialog import lay_over
from escc_desktop.gui.pages.vocabulary import filled, form_label, moment
from escc_desktop.gui.runs import RunsLine, Text
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import PassphraseField
from escc_desktop.gui.widgets.frames import Card, Label, empty_layout
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.notices import Banner, ProgressCard
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_MOST_LINES = 6


class PaperlessBanner(Banner):
    """How many signatures have no paper, and the way to make it; not there while there is none."""

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        super().__init__(is_recording=True)
        self.setObjectName("paperless_banner")
        self.button.setObjectName("paperless_make")
        self._workplace, self._page = workplace, page
        self._rows: tuple[PaperlessRow, ...] = ()
        self.acted.connect(self._make)
        self.hide()

    def refresh(self) -> None:
        """Ask which signatures have no paper, unless papers are just being made."""
        if not self._workplace.papers_left:
            self._workplace.ask(asking.without_paper, self._show, self)

    def _show(self, rows: tuple[PaperlessRow, ...]) -> None:
        self._rows = rows
        self.say()

    def say(self) -> None:
        """Say it in the language that is shown."""
        title = filled(self.tr("Signatures without their paper: %1"), len(self._rows))
        words = self.tr("The program ended before it was made. The signatures hold; make the papers now.")
        self.tell("warn", title, words, self.tr("Make papers…"))
        self.setVisible(bool(self._rows))

    def _make(self) -> None:
        dialog = SealPapersDialog(self._workplace, self._rows)
        dialog.closed.connect(self.refresh)
        lay_over(self._page.window(), dialog)


class SealPapersDialog(DialogFrame):
    """Which papers are made, the signer and the signer's own passphrase: only the signer's key can seal them."""

    def __init__(self, workplace: Workplace, rows: tuple[PaperlessRow, ...]) -> None:
        super().__init__("", "", icon_name="file-check")
        self.setObjectName("seal_papers_dialog")
        self._workplace, self._rows = workplace, rows
        self.person = ComboField()
        self.person.setObjectName("seal_papers_person")
        self.person.edited.connect(self._show_rows)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("seal_papers_passphrase")
        self.passphrase.edited.connect(self._show_rows)
        self._lines = Card(pad=10, gap=2)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("seal_papers_problem")
        self._problem.hide()
        self._progress = ProgressCard()
        self._progress.hide()
        self.title.setText(self.tr("Make the missing papers"))
        self.setAccessibleName(self.title.text())
        self.words.setText(self.tr("Each paper says when it was signed; its seal says when it was made."))
        self.words.show()
        self._person_row = Labelled(self.tr("Signed by"), self.person)
        self._words_row = Labelled(self.tr("Passphrase"), self.passphrase)
        self.add(self._person_row, self._lines, self._words_row, self._problem, self._progress)
        self.button.setObjectName("seal_papers_confirm")
        self.accepted.connect(self._seal)
        signers = Counter({(one.person, one.name): 0 for one in rows})
        signers.update((one.person, one.name) for one in rows)
        self.person.set_options(tuple((id, f"{name} ({count})") for (id, name), count in signers.items()))
        self.person.set_value(rows[0].person if rows else "")
        self._show_rows()

    def _show_rows(self) -> None:
        mine = [one for one in self._rows if one.person == self.person.value()]
        empty_layout(self._lines.body)
        for one in mine[:_MOST_LINES]:
            name = f"{one.participant} {form_label(self._workplace.study, one.form, language())}"
            self._lines.add(RunsLine((Text(name, "ink", 500), Text(moment(one.signed_at), "ink2", size=12))))
        if len(mine) > _MOST_LINES:
            self._lines.add(Label(filled(self.tr("and %1 more"), len(mine) - _MOST_LINES), "caption"))
        self.button.setText(filled(self.tr("Make %1"), len(mine)))
        self.button.setEnabled(bool(mine and self.passphrase.value()))

    def _seal(self) -> None:
        command = SealPapers(self.person.value(), self.passphrase.value())
        self.passphrase.clear()
        self._problem.hide()
        self.button.setEnabled(False)
        self._progress.start()
        self._progress.tell(self.tr("The papers are being sealed."), "", can_cancel=False)
        self._progress.show()
        self._workplace.sign(command, self._sealed, self._refused, self, self._advanced)

    def _advanced(self, done: int, count: int) -> None:
        self._progress.advance(done / count, filled(self.tr("%1 of %2 papers"), done, count))

    def _sealed(self, kept: tuple[DocumentView, ...]) -> None:
        self.close_dialog()

    def _refused(self, problem: EsccError) -> None:
        self._progress.hide()
        words = explain(problem, language())
        if isinstance(problem, WrongPassphrase):
            words = self.tr("The passphrase does not fit this person. Nothing was made; type it again.")
        self._problem.setText(words)
        self._problem.show()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

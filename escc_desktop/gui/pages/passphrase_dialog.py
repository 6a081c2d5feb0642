"""Lets whoever is at work change their own passphrase: the old one, the new one twice; it sets nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.key_commands import ChangePassphrase
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.chosen_passphrase import ChosenPassphrase
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import PassphraseField
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace


class PassphraseDialog(DialogFrame):
    """The old passphrase, the new one twice with what it is worth; then one sentence says that it holds."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__("", "", icon_name="key-round", width=560)
        self.setObjectName("passphrase_dialog")
        self.workplace = workplace
        self._is_done = False
        self.old = PassphraseField()
        self.old.setObjectName("change_old")
        self._old_row = Labelled("", self.old)
        self.old.edited.connect(self._edited)
        self.old.caps_lock_seen.connect(self._caps_lock)
        self.chosen = ChosenPassphrase("change", is_new=True, is_wide=True)
        self.chosen.set_judge(lambda typed, then: workplace.judge_passphrase(typed, "", then, self))
        self.chosen.edited.connect(self._edited)
        self.old.returnPressed.connect(self.chosen.passphrase.setFocus)
        self.chosen.finished.connect(self.accept)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("change_problem")
        self._fields = QWidget()
        self._fields.setLayout(down(self._old_row, self.chosen, self._problem, gap=10))
        self._done_words = Label("", "plain", wraps=True)
        self._done = QWidget()
        self._done.setObjectName("change_done")
        line = across(MarkSign("done", 16), self._done_words, gap=8)
        line.setStretch(1, 1)
        self._done.setLayout(line)
        self._done.hide()
        self.add(self._fields, self._done)
        self.button.setObjectName("change_confirm")
        self.cancel_button.setObjectName("change_cancel")
        self.accepted.connect(self._go)
        self._retranslate()

    def _go(self) -> None:
        if self._is_done:
            self.close_dialog()
            return
        if not self.old.value():
            self._old_row.set_problem(self.tr("Type your passphrase as it is now."), is_hard=True)
            self.old.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        wrong = self.chosen.problem()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.button.setEnabled(False)
        self.button.setText(self.tr("Changing…"))
        command = ChangePassphrase(self.old.value(), self.chosen.value())
        self.workplace.do(command, self._changed, self._refused, self)

    def _changed(self, outcome: Outcome) -> None:
        self._is_done = True
        self.old.clear()
        self.chosen.clear()
        self._fields.hide()
        self._done.show()
        self.cancel_button.hide()
        self.button.setEnabled(True)
        self._retranslate()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._retranslate()
        if isinstance(problem, WrongPassphrase) or problem.code == "TRY_LATER":
            self.old.clear()
            self._old_row.set_problem(explain(problem, language()), is_hard=True)
            self.old.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._problem.setText(explain(problem, language()))
            self.chosen.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        self._problem.setText("")
        self._old_row.set_problem("")

    def _caps_lock(self, is_on: bool) -> None:
        self._old_row.set_problem(self.tr("Caps lock is on.") if is_on else "")

    def _retranslate(self) -> None:
        super()._retranslate()
        if not hasattr(self, "_done"):
            return
        self.title.setText(self.tr("Change my passphrase"))
        self.setAccessibleName(self.title.text())
        words = self.tr("%1 unlocks and signs with it. Nobody else can set or read it.")
        self.words.setText(filled(words, self.workplace.person.name))
        self.words.setVisible(not self._is_done)
        self._old_row.set_words(self.tr("Passphrase as it is now"))
        self._done_words.setText(
            self.tr("The new passphrase holds from now on. A backup made before today opens with the old one.")
        )
        self.button.setText(self.tr("Close") if self._is_done else self.tr("Change passphrase"))

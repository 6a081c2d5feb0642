"""The frame of dialogs that the principal investigator signs on anybody's session; what is signed stands in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from escc_desktop.actions.views import PersonView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.vocabulary import short_role
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import PassphraseField
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.actions.commands import Command
    from escc_desktop.gui.workplace import Workplace


class SignedDialog(DialogFrame):
    """Name and passphrase of a principal investigator, and a refusal told in place. Object names begin with ``name``:
    ``_dialog _investigator _passphrase _problem _confirm _cancel``.
    """

    def __init__(self, workplace: Workplace, investigators: tuple[PersonView, ...], name: str, icon: str) -> None:
        super().__init__("", "", icon_name=icon)
        self.setObjectName(f"{name}_dialog")
        self._workplace = workplace
        self.investigator = ComboField()
        self.investigator.setObjectName(f"{name}_investigator")
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName(f"{name}_passphrase")
        self._signer = Labelled(self.tr("Principal investigator"), self.investigator)
        self._secret = Labelled(self.tr("Passphrase of the principal investigator"), self.passphrase)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName(f"{name}_problem")
        self.button.setObjectName(f"{name}_confirm")
        self.cancel_button.setObjectName(f"{name}_cancel")
        options = tuple((one.id, f"{one.name} ({short_role('principal_investigator')})") for one in investigators)
        self.investigator.set_options(options)
        if len(investigators) == 1:
            self.investigator.set_value(investigators[0].id)

    def add_signer(self) -> None:
        """Lay out who signs, below everything else."""
        pair = across(self._signer, self._secret, gap=14)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self.add(pair, self._problem)

    def say(self, title: str, words: str, act: str) -> None:
        """Say what is signed, that the session goes on, and what the filled button does."""
        self.title.setText(title)
        self.words.setText(words)
        self.words.show()
        self.button.setText(act)
        self.setAccessibleName(title)

    def tell(self, words: str) -> None:
        """Say in place what is missing or was refused."""
        self._problem.setText(words)

    def is_signed(self) -> bool:
        """Tell whether somebody is chosen and a passphrase typed; else say so in place."""
        is_there = bool(self.investigator.value() and self.passphrase.value())
        if not is_there:
            self.tell(self.tr("The principal investigator types their passphrase."))
        return is_there

    def carry_out(self, command: Command) -> None:
        """Ask for the act; the dialog closes once it is done."""
        self.button.setEnabled(False)
        self._workplace.do(command, lambda _: self.close_dialog(), self._refused, self)

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self.passphrase.clear()
        self.tell(explain(problem, language()))
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

"""The fields of a forgotten passphrase: what the request needs, and what taking the grant needs; they ask nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.chosen_passphrase import ChosenPassphrase
from escc_desktop.gui.pages.files import ask_for_file, ask_for_folder
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import FieldEdit, PassphraseField
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.gui.widgets.labelled import Labelled


class RequestForm(QWidget):
    """Name, new passphrase twice, and the folder of the request. ``ready`` says what is missing and where."""

    def __init__(self) -> None:
        super().__init__()
        self.person = ComboField()
        self.person.setObjectName("recovery_person")
        self.chosen = ChosenPassphrase("recovery", is_new=True)
        self.folder = FieldEdit()
        self.folder.setObjectName("recovery_folder")
        self.choose = QuietButton(icon_name="folder-open")
        self.choose.setObjectName("recovery_choose_folder")
        self.choose.clicked.connect(self._choose)
        self.problem = Label("", "plain", ink="over", wraps=True)
        self.back, self.button = QuietButton(), FilledButton()
        self.back.setObjectName("recovery_leave")
        self.button.setObjectName("recovery_write")
        self.person_field = Labelled("", self.person)
        self.folder_field = Labelled("", self.folder, beside=self.choose)
        for field, labelled in ((self.person, self.person_field), (self.folder, self.folder_field)):
            field.edited.connect(lambda shown=labelled: shown.set_problem(""))
        foot = across(self.back, None, self.button)
        self.setLayout(down(self.person_field, self.chosen, self.folder_field, self.problem, None, foot, gap=10))
        self.setFocusProxy(self.person)

    def _choose(self) -> None:
        ask_for_folder(self, self.tr("Where the request is written"), self.take_folder)

    def take_folder(self, path: Path) -> None:
        """Take ``path`` as the folder."""
        self.folder.set_value(str(path))
        self.folder_field.set_problem("")

    def is_ready(self) -> bool:
        """Tell whether everything is there; else say what is missing and put the cursor there."""
        self.problem.setText("")
        self.person_field.set_problem("" if self.person.value() else lambda: self.tr("Choose your name."), is_hard=True)
        self.folder_field.set_problem(
            "" if self.folder.value() else lambda: self.tr("Choose a folder or stick."), is_hard=True
        )
        wrong = self.chosen.problem()
        missing = self.person if not self.person.value() else wrong
        missing = missing or (self.folder if not self.folder.value() else None)
        if missing is not None:
            missing.setFocus(Qt.FocusReason.OtherFocusReason)
        return missing is None

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that the request is being written."""
        self.button.setEnabled(not is_busy)
        self.back.setEnabled(not is_busy)
        self.button.setText(self.tr("Writing…") if is_busy else self.tr("Write the request"))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.person_field.set_words(self.tr("Name"))
        self.person.set_words(self.tr("Choose your name"))
        self.folder_field.set_words(self.tr("Folder or stick"), self.tr("The file names nobody but you."))
        self.choose.setText(self.tr("Choose…"))
        self.back.setText(self.tr("Back to unlocking"))
        self.button.setText(self.tr("Write the request"))


class GrantForm(QWidget):
    """The grant's file and the new passphrase."""

    def __init__(self) -> None:
        super().__init__()
        self.path = FieldEdit()
        self.path.setObjectName("recovery_grant")
        self.choose = QuietButton(icon_name="folder-open")
        self.choose.setObjectName("recovery_choose_grant")
        self.choose.clicked.connect(self._choose)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("recovery_words")
        self.problem = Label("", "plain", ink="over", wraps=True)
        self.problem.setObjectName("recovery_problem")
        self.back, self.button = QuietButton(), FilledButton()
        self.back.setObjectName("recovery_back")
        self.button.setObjectName("recovery_take")
        self._intro = Label("", "plain", wraps=True)
        self._path_field = Labelled("", self.path, beside=self.choose)
        self._words_field = Labelled("", self.passphrase)
        self.path.edited.connect(self._edited)
        self.passphrase.edited.connect(self._edited)
        self.passphrase.caps_lock_seen.connect(self._caps_lock)
        self.path.returnPressed.connect(self.passphrase.setFocus)
        foot = across(self.back, None, self.button)
        self.setLayout(down(self._intro, self._path_field, self._words_field, self.problem, None, foot, gap=12))
        self.setFocusProxy(self.path)

    def when_asked(self, ask: Callable[[], None]) -> None:
        """Call ``ask`` on the button, and on Enter in the last field."""
        self.button.clicked.connect(ask)
        self.passphrase.returnPressed.connect(ask)

    def _choose(self) -> None:
        pattern = self.tr("Grants (*.escc);;All files (*)")
        ask_for_file(self, self.tr("Choose the grant"), pattern, self.take)

    def take(self, path: Path) -> None:
        """Take ``path`` as the grant and go on to the passphrase."""
        self.path.set_value(str(path))
        self._edited()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_ready(self) -> bool:
        """Tell whether both are there; else say what is missing and put the cursor there."""
        self._path_field.set_problem(
            "" if self.path.value() else lambda: self.tr("Choose the grant file."), is_hard=True
        )
        missing = self.tr("Type the new passphrase, which you chose with the request.")
        self._words_field.set_problem("" if self.passphrase.value() else missing, is_hard=True)
        first = self.path if not self.path.value() else self.passphrase if not self.passphrase.value() else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is None

    def refuse(self, sentence: str) -> None:
        """Say why nobody was let in; the passphrase is emptied."""
        self.set_busy(is_busy=False)
        self.passphrase.clear()
        self.problem.setText(sentence)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that the vault is being opened."""
        self.button.setEnabled(not is_busy)
        self.back.setEnabled(not is_busy)
        self.button.setText(self.tr("Opening the vault…") if is_busy else self.tr("Unlock with the grant"))

    def _edited(self) -> None:
        self.problem.setText("")
        self._path_field.set_problem("")
        self._words_field.set_problem("")

    def _caps_lock(self, is_on: bool) -> None:
        self._words_field.set_problem((lambda: self.tr("Caps lock is on.")) if is_on else "")

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._intro.setText(
            self.tr(
                "You get a new signing key. What you signed before stays valid; the old key signs nothing any more."
            )
        )
        self._path_field.set_words(self.tr("Grant file"), self.tr("The file that the desk sent back."))
        self.choose.setText(self.tr("Choose…"))
        self._words_field.set_words(self.tr("New passphrase"), self.tr("The one you chose with the request."))
        self.back.setText(self.tr("Back"))
        self.button.setText(self.tr("Unlock with the grant"))

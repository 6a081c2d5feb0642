"""The two dialogs about backups: what a chosen place is called, and the passphrase of a restore drill."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt

from escc_desktop.actions.views_of_backups import BackupPlace
from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.safekeeping import Safekeeping
from escc_desktop.gui.widgets.choices import TickBox
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import FieldEdit, PassphraseField
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.words import explain


class PlaceDialog(DialogFrame):
    """Names a place and says whether it leaves this computer; a refusal is told in place."""

    def __init__(self, safekeeping: Safekeeping, place: BackupPlace) -> None:
        super().__init__("", "", icon_name="hard-drive")
        self.setObjectName("place_dialog")
        self._safekeeping, self._place = safekeeping, place
        self._path = Label(str(place.path), "label", wraps=True)
        self._path.setObjectName("place_path")
        self.label = FieldEdit()
        self.label.setObjectName("place_label")
        self.label.set_value(place.label)
        self._field = Labelled("", self.label)
        self.off_machine = TickBox()
        self.off_machine.setObjectName("place_off_machine")
        self.off_machine.setChecked(place.is_off_machine)
        self.off_machine.toggled.connect(lambda _: self._say())
        self._why = Label("", "caption", wraps=True)
        self.add(self._path, self._field, self.off_machine, self._why)
        self.button.setObjectName("place_use")
        self.cancel_button.setObjectName("place_cancel")
        self.accepted.connect(self._use)
        self._say()

    def _use(self) -> None:
        self.button.setEnabled(False)
        place = replace(self._place, label=self.label.value(), is_off_machine=self.off_machine.isChecked())
        self._safekeeping.choose(place, self._refused, self.close_dialog)

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._field.set_problem(explain(problem, language()), is_hard=True)

    def _say(self) -> None:
        self.title.setText(self.tr("Second place for backups"))
        self.setAccessibleName(self.title.text())
        self._path.setAccessibleName(self.tr("Folder"))
        self._field.set_words(
            self.tr("Name of the place"), self.tr("It stands in the journal, for example what is written on the stick.")
        )
        self.off_machine.setText(self.tr("It leaves this computer: a stick, an external disk, another machine"))
        self.off_machine.setAccessibleName(self.off_machine.text())
        kept = self.tr("Each backup there is encrypted and opens with the passphrases of this site's people only.")
        if not self.off_machine.isChecked():
            kept = self.tr(
                "A backup that stays on this computer is lost with it. Today goes on asking for one off this computer."
            )
        elif not self._place.is_off_machine:
            kept = self.tr("The folder seems to lie on this computer's own disk. Say so only if you know better.")
        self._why.setText(kept)
        self.button.setText(self.tr("Use this place"))

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


class DrillDialog(DialogFrame):
    """Asks whoever is at work for the passphrase that the drill opens the backup with."""

    def __init__(self, safekeeping: Safekeeping, name: str) -> None:
        super().__init__("", "", icon_name="shield-check")
        self.setObjectName("drill_dialog")
        self._safekeeping, self._name = safekeeping, name
        self._about = Label("", "plain", wraps=True)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("drill_passphrase")
        self.passphrase.edited.connect(self._enable)
        self._field = Labelled("", self.passphrase)
        self.passphrase.caps_lock_seen.connect(
            lambda is_on: self._field.set_problem(self.tr("Caps lock seems to be on") if is_on else "")
        )
        self.add(self._about, self._field)
        self.button.setObjectName("drill_begin")
        self.cancel_button.setObjectName("drill_cancel")
        self.accepted.connect(self._begin)
        safekeeping.failed.connect(self._failed)
        safekeeping.progressed.connect(self._progressed)
        self._say()
        self._enable()

    def _enable(self) -> None:
        self.button.setEnabled(bool(self.passphrase.value()))
        self._field.set_problem("")

    def _begin(self) -> None:
        self.button.setEnabled(False)
        self._safekeeping.drill(self.passphrase.value())

    def _progressed(self, _: object) -> None:
        self.close_dialog()  # the passphrase was right; the page shows the rest

    def _failed(self, problem: EsccError) -> None:
        if not isinstance(problem, WrongPassphrase):
            self.close_dialog()
            return
        self.passphrase.set_value("")
        self._enable()
        self._field.set_problem(explain(problem, language()), is_hard=True)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_dialog(self) -> None:
        """Forget the passphrase with the dialog."""
        self.passphrase.set_value("")
        super().close_dialog()

    def _say(self) -> None:
        self.title.setText(self.tr("Restore drill"))
        self.setAccessibleName(self.title.text())
        self._about.setText(
            self.tr(
                "The newest backup is restored to a place apart, opened with your passphrase, verified whole and taken "
                "away again. This vault is not touched."
            )
        )
        self._field.set_words(filled(self.tr("Passphrase of %1"), self._name))
        self.button.setText(self.tr("Run the drill"))

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

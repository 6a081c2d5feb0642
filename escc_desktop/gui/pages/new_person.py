"""The fields by which a person gets a name, a role and a passphrase of their own; read once and then emptied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.vocabulary import ROLES, filled, role_words
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import FieldEdit, PassphraseField
from escc_desktop.gui.widgets.frames import down
from escc_desktop.gui.widgets.labelled import Labelled

LEAST_PASSPHRASE = 8  # the vault refuses less (PASSPHRASE_SHORT); said here before anything is sent


class NewPerson(QWidget):
    """Name, role (unless ``role`` is fixed) and the passphrase twice. ``edited`` follows every change.

    Object names begin with ``prefix``: ``<prefix>_name``, ``_role``, ``_passphrase``, ``_repeated``.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, prefix: str, *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed_role = role
        self.name = FieldEdit()
        self.role = ComboField()
        self.passphrase = PassphraseField()
        self.repeated = PassphraseField()
        for part, field in (
            ("name", self.name), ("role", self.role), ("passphrase", self.passphrase), ("repeated", self.repeated),
        ):  # fmt: skip
            field.setObjectName(f"{prefix}_{part}")
            field.edited.connect(self._edited)
        self._fields = {
            "name": Labelled("", self.name),
            "role": Labelled("", self.role),
            "passphrase": Labelled("", self.passphrase),
            "repeated": Labelled("", self.repeated),
        }
        self._fields["role"].setVisible(not role)
        for secret, named in ((self.passphrase, "passphrase"), (self.repeated, "repeated")):
            secret.caps_lock_seen.connect(lambda is_on, named=named: self._caps_lock(named, is_on))
        self.name.returnPressed.connect(lambda: (self.passphrase if role else self.role).setFocus())
        self.passphrase.returnPressed.connect(self.repeated.setFocus)
        self.repeated.returnPressed.connect(self.finished)
        self.setLayout(down(*self._fields.values(), gap=10))
        self.setFocusProxy(self.name)
        self.retranslate()

    def chosen_role(self) -> str:
        """Return the role that was chosen, or the fixed one; '' while none is chosen."""
        return self._fixed_role or self.role.value()

    def problem(self) -> str:
        """Return the first field that is not ready, or '', and say in each what is wrong."""
        found = ""
        wrong = {
            "name": "" if self.name.value() else self.tr("Type the name as it is signed."),
            "role": "" if self.chosen_role() else self.tr("Choose a role."),
            "passphrase": self._passphrase_problem(),
            "repeated": "" if self.repeated.value() == self.passphrase.value() else self.tr("The two differ."),
        }
        for name, words in wrong.items():
            self._fields[name].set_problem(words, is_hard=True)
            found = found or (name if words else "")
        return found

    def _passphrase_problem(self) -> str:
        if len(self.passphrase.value()) >= LEAST_PASSPHRASE:
            return ""
        return filled(self.tr("Use at least %1 characters."), LEAST_PASSPHRASE)

    def show_problem(self) -> bool:
        """Say what is not ready, put the focus there, and tell whether there was anything."""
        named = self.problem()
        if named:
            self._fields[named].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(named)

    def clear(self) -> None:
        """Empty every field."""
        for field in (self.name, self.passphrase, self.repeated):
            field.clear()
        self.role.set_value("")
        for labelled in self._fields.values():
            labelled.set_problem("")

    def _edited(self) -> None:
        for labelled in self._fields.values():
            labelled.set_problem("")
        self.edited.emit()

    def _caps_lock(self, named: str, is_on: bool) -> None:
        self._fields[named].set_problem(self.tr("Caps lock is on.") if is_on else "")

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._fields["name"].set_words(self.tr("Name"), self.tr("Family name first, as it stands on paper."))
        self._fields["role"].set_words(self.tr("Role"))
        self.role.set_options(tuple((role, role_words(role)) for role in ROLES))
        self.role.set_words(self.tr("Choose a role"))
        self._fields["passphrase"].set_words(
            self.tr("Passphrase"),
            filled(self.tr("Chosen by the person alone, at least %1 characters. It cannot be read out again."),
                   LEAST_PASSPHRASE),
        )  # fmt: skip
        self._fields["repeated"].set_words(self.tr("Passphrase again"))

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

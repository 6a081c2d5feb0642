"""The fields by which a person gets a name, a role and a passphrase of their own; read once and then emptied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.chosen_passphrase import ChosenPassphrase
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.vocabulary import ROLES, role_words
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import FieldEdit, PassphraseField
from escc_desktop.gui.widgets.frames import down
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.trial.delegation import MONITOR

if TYPE_CHECKING:
    from escc_desktop.actions.passphrases import StrengthView

_NONE = "none"


class NewPerson(QWidget):
    """Name, role (unless ``role`` is fixed) and the passphrase twice. ``edited`` follows every change.

    Object names begin with ``prefix``: ``<prefix>_name``, ``_role``, ``_further``, ``_until``, ``_passphrase``,
    ``_repeated``, ``_strength``.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, prefix: str, *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed_role = role
        self.name = FieldEdit()
        self.role = ComboField()
        self.further = ComboField()
        self.chosen = ChosenPassphrase(prefix, is_wide=bool(role))
        self.until = date_field(f"{prefix}_until", None)
        self._fields = {
            "name": Labelled("", self.name),
            "role": Labelled("", self.role),
            "further": Labelled("", self.further),
            "until": Labelled("", self.until, stretches=False),
        }
        for part, field in (("name", self.name), ("role", self.role), ("further", self.further)):
            field.setObjectName(f"{prefix}_{part}")
            field.edited.connect(self._edited)
        self.until.edited.connect(self._edited)
        self.chosen.edited.connect(self._edited)
        self.chosen.finished.connect(self.finished)
        self.name.edited.connect(self.chosen.ask_for_judgement)
        for part in ("role", "further", "until") if role else ():
            self._fields[part].hide()  # never shown here: without a parent yet it would be a window of its own
        self.name.returnPressed.connect(lambda: (self.passphrase if role else self.role).setFocus())
        self.setLayout(down(*self._fields.values(), self.chosen, gap=8))
        self.setFocusProxy(self.name)
        self.retranslate()

    def set_judge(self, judge: Callable[[str, str, Callable[[StrengthView], None]], None]) -> None:
        """Let ``judge`` say what a passphrase is worth to somebody of that name."""
        self.chosen.set_judge(lambda typed, then: judge(self.name.value(), typed, then))

    @property
    def passphrase(self) -> PassphraseField:
        """The field of the passphrase."""
        return self.chosen.passphrase

    def chosen_role(self) -> str:
        """Return the role that was chosen, or the fixed one; '' while none is chosen."""
        return self._fixed_role or self.role.value()

    def chosen_roles(self) -> tuple[str, ...]:
        """Return every role that was chosen, the first first."""
        further = self.further.value()
        both = (self.chosen_role(), further if further != _NONE else "")
        return tuple(dict.fromkeys(role for role in both if role))

    def chosen_until(self) -> date | None:
        """Return the last day of the login that was typed; None where it does not end."""
        try:
            return date.fromisoformat(self.until.value()) if self.until.value() else None
        except ValueError:
            return None

    def _until_problem(self) -> str:
        if self.until.value() and self.chosen_until() is None:
            return self.tr("Type the date as 2026-03-05.")
        is_missing = self.chosen_role() == MONITOR and not self.until.value()
        return self.tr("The login of a monitor or inspector needs a last day.") if is_missing else ""

    def show_problem(self) -> bool:
        """Say what is not ready, put the focus there, and tell whether there was anything."""
        wrong: dict[str, str | Callable[[], str]] = {
            "name": "" if self.name.value() else lambda: self.tr("Type the name as it is signed."),
            "role": "" if self.chosen_role() else lambda: self.tr("Choose a role."),
            "until": self._until_problem if self._until_problem() else "",
        }
        for name, words in wrong.items():
            self._fields[name].set_problem(words, is_hard=True)
        secret = self.chosen.problem()
        first = next((self._fields[name].field for name, words in wrong.items() if words), secret)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def clear(self) -> None:
        """Empty every field."""
        self.name.clear()
        self.role.set_value("")
        self.further.set_value(_NONE)
        self.until.set_value("")
        self.chosen.clear()
        for labelled in self._fields.values():
            labelled.set_problem("")

    def _edited(self) -> None:
        for labelled in self._fields.values():
            labelled.set_problem("")
        self.chosen.clear_problems()
        self.edited.emit()

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._fields["name"].set_words(self.tr("Name"), self.tr("Family name first, as it stands on paper."))
        self._fields["role"].set_words(self.tr("Role"))
        self.role.set_options(tuple((role, role_words(role)) for role in ROLES))
        self.role.set_words(self.tr("Choose a role"))
        self._fields["further"].set_words(self.tr("Further role"))
        further = tuple((role, role_words(role)) for role in ROLES if role != MONITOR)
        self.further.set_options(((_NONE, self.tr("none")), *further))
        if not self.further.value():
            self.further.set_value(_NONE)
        self._fields["until"].set_words(self.tr("Last day of the login"), self.tr("Left empty, it does not end."))

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

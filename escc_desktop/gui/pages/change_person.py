"""Asks which further roles a person has and on which day the login ends; it decides neither."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from escc_desktop.actions.commands import ChangePerson
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.vocabulary import ROLES, filled, role_words
from escc_desktop.gui.widgets.choices import TickBox
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.trial.delegation import MONITOR
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_STAYS = ("site_administrator", MONITOR)


class ChangePersonDialog(DialogFrame):
    """Ticks for roles and the last day. Object names: ``change_role_<role>``, ``change_until``, ``change_confirm``."""

    def __init__(self, workplace: Workplace, person: PersonView) -> None:
        super().__init__("", "", icon_name="check")
        self.setObjectName("change_person_dialog")
        self._workplace, self._person = workplace, person
        self.roles: dict[str, TickBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        for place, role in enumerate(ROLES):
            tick = TickBox(role_words(role))
            tick.setObjectName(f"change_role_{role}")
            tick.setAccessibleName(role_words(role))
            tick.setChecked(role in person.roles)
            tick.setEnabled(role not in (*_STAYS, person.role) and MONITOR not in person.roles)
            self.roles[role] = tick
            grid.addWidget(tick, place // 2, place % 2)
        box = QWidget()
        box.setLayout(grid)
        self.until = date_field("change_until", None)
        self.until.set_value(person.until.isoformat() if person.until else "")
        stays = self.tr(
            "The first role stands in the certificate and stays; so does who is an administrator or monitor."
        )
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("change_problem")
        last_day = Labelled(
            self.tr("Last day of the login"), self.until, self.tr("Left empty, it does not end."), stretches=False
        )
        self.add(Label(self.tr("Roles"), "label"), box, Label(stays, "caption", wraps=True), last_day, self._problem)
        self.title.setText(filled(self.tr("Roles and last day of %1"), person.name))
        self.setAccessibleName(self.title.text())
        self.button.setText(self.tr("Change"))
        self.button.setObjectName("change_confirm")
        self.cancel_button.setObjectName("change_cancel")
        self.accepted.connect(self._go)

    def _go(self) -> None:
        chosen = [role for role, tick in self.roles.items() if tick.isChecked() and role != self._person.role]
        try:
            until = date.fromisoformat(self.until.value()) if self.until.value() else None
        except ValueError:
            self._problem.setText(self.tr("Type the date as 2026-03-05."))
            self.until.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = ChangePerson(self._person.id, (self._person.role, *chosen), until)
        self.button.setEnabled(False)
        self._workplace.do(command, self._changed, self._refused, self)

    def _changed(self, outcome: Outcome) -> None:
        self.close_dialog()

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))

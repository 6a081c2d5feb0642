"""Asks what is delegated to whom, and for the principal investigator's passphrase; it grants nothing by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from escc_desktop.actions.asking_people import DelegationMatter, DelegationRow
from escc_desktop.actions.commands import EndDelegation, GrantDelegation
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.files import ask_for_file
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.signed_dialog import SignedDialog
from escc_desktop.gui.pages.vocabulary import filled, short_role, task_label
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.choices import TickBox
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import DateField, FieldEdit
from escc_desktop.gui.widgets.frames import across
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.trial.delegation import FOR_INVESTIGATORS, TASKS
from escc_desktop.trial.participants import SIGNING_ROLES

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace


def _day(field: DateField) -> date | None:
    """Return the day that was typed; None where nothing or no day was."""
    try:
        return date.fromisoformat(field.value()) if field.value() else None
    except ValueError:
        return None


class GrantDialog(SignedDialog):
    """Person, tasks, days, specimen. Object names: ``delegate_person``, ``delegate_task_<task>``, ``delegate_from``,
    ``delegate_until``, ``delegate_place``, ``delegate_image``.
    """

    def __init__(self, workplace: Workplace, matter: DelegationMatter) -> None:
        super().__init__(workplace, matter.investigators, "delegate", "clipboard-check")
        self._matter = matter
        self.clock = PageClock()
        self._image: Path | None = None
        self.person = ComboField()
        self.person.setObjectName("delegate_person")
        self.person.set_options(tuple((one.id, f"{one.name} ({short_role(one.role)})") for one in matter.people))
        self.person.set_words(self.tr("Choose a person…"))
        self.person.edited.connect(self._offer)
        self.tasks: dict[str, TickBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        for place, task in enumerate(TASKS):
            tick = TickBox(task_label(task, language()).split("（")[0].split(" (")[0])
            tick.setObjectName(f"delegate_task_{task}")
            tick.setAccessibleName(task_label(task, language()))
            tick.setEnabled(False)
            self.tasks[task] = tick
            grid.addWidget(tick, place // 2, place % 2)
        box = QWidget()
        box.setLayout(grid)
        self.first, self.last = (date_field(f"delegate_{end}", self.clock.now) for end in ("from", "until"))
        self.first.set_value(matter.today.isoformat())
        self.place = FieldEdit()
        self.place.setObjectName("delegate_place")
        self.image = QuietButton(self.tr("Choose an image…"), is_small=True)
        self.image.setObjectName("delegate_image")
        self.image.clicked.connect(self.ask_for_image)
        goes_on = self.tr("The principal investigator signs with their own passphrase; this session goes on.")
        self.say(self.tr("Delegate tasks"), goes_on, self.tr("Delegate"))
        days = across(
            Labelled(self.tr("From"), self.first, stretches=False),
            Labelled(self.tr("Until (may be left empty)"), self.last, stretches=False),
            gap=14,
        )
        words = self.tr("Signature specimen: place of the paper, or an image")
        self.add(Labelled(self.tr("Person"), self.person), box, days, Labelled(words, self.place, beside=self.image))
        self.add_signer()
        self.accepted.connect(self._grant)

    def _offer(self) -> None:
        person = next((one for one in self._matter.people if one.id == self.person.value()), None)
        is_investigator = person is not None and not SIGNING_ROLES.isdisjoint(person.roles)
        for task, tick in self.tasks.items():
            tick.setEnabled(person is not None and (is_investigator or task not in FOR_INVESTIGATORS))
            if not tick.isEnabled():
                tick.setChecked(False)

    def ask_for_image(self) -> None:
        """Ask for the image of the signature."""
        ask_for_file(self, self.tr("Image of the signature"), "PNG, JPEG (*.png *.jpg *.jpeg)", self.take_image)

    def take_image(self, path: Path) -> None:
        """Take the image in ``path``; it is read when the tasks are delegated."""
        self._image = path
        self.image.setText(self.tr("Image chosen"))

    def _grant(self) -> None:
        tasks = tuple(task for task, tick in self.tasks.items() if tick.isChecked())
        first, last = _day(self.first), _day(self.last)
        if not self.person.value() or not tasks:
            self.tell(self.tr("Choose a person and tick at least one task."))
        elif first is None or (self.last.value() and last is None):
            self.tell(self.tr("Type each date as 2026-03-05."))
        elif self.is_signed():
            command = GrantDelegation(
                person=self.person.value(),
                tasks=tasks,
                from_on=first,
                until_on=last,
                investigator=self.investigator.value(),
                passphrase=self.passphrase.value(),
                specimen=self._image,
                specimen_place=self.place.value() or None,
            )
            self.carry_out(command)


class EndDialog(SignedDialog):
    """Day and reason of an end. Object names: ``end_delegation_on``, ``end_delegation_reason``."""

    def __init__(self, workplace: Workplace, matter: DelegationMatter, row: DelegationRow) -> None:
        super().__init__(workplace, matter.investigators, "end_delegation", "clipboard-list")
        self._row = row
        self.clock = PageClock()
        self.on = date_field("end_delegation_on", self.clock.now)
        self.on.set_value(matter.today.isoformat())
        self.reason = FieldEdit()
        self.reason.setObjectName("end_delegation_reason")
        ends = self.tr("From this day on acts are refused; what was recorded before goes on to count.")
        self.say(filled(self.tr("End the delegation of %1"), row.name), ends, self.tr("End delegation"))
        self.add(Labelled(self.tr("Ends on"), self.on, stretches=False), Labelled(self.tr("Why it ends"), self.reason))
        self.add_signer()
        self.accepted.connect(self._end)

    def _end(self) -> None:
        on = _day(self.on)
        if on is None:
            self.tell(self.tr("Type each date as 2026-03-05."))
        elif self.is_signed():
            command = EndDelegation(
                self._row.delegation.entry, on, self.reason.value(), self.investigator.value(), self.passphrase.value()
            )
            self.carry_out(command)

"""Training and certificates of the site's people in a table, and the dialog that records one; it judges no dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from escc_desktop.actions.asking_training import TrainingMatter, TrainingRow, trainings
from escc_desktop.actions.commands import RecordTraining
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.unsaved_dialog import lay_over
from escc_desktop.gui.pages.vocabulary import filled, short_role, training_label
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import DateField, FieldEdit
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.trial.training import TRAININGS, days_left, is_ending
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace


class TrainingSection(QWidget):
    """The table ``training_table`` under its heading, with the button ``training_record`` beside it."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.setObjectName("training_section")
        self._workplace = workplace
        self._matter: TrainingMatter | None = None
        self._title = Label("", "strong")
        self.button = QuietButton(icon_name="clipboard-check", is_small=True, is_recording=True)
        self.button.setObjectName("training_record")
        self.button.clicked.connect(self.record)
        self.table = Table(fits=True)
        self.table.setObjectName("training_table")
        self._none = Label("", "label", wraps=True)
        layout = down(across(self._title, None, self.button), self.table, self._none, gap=8)
        layout.setContentsMargins(0, 12, 0, 0)
        self.setLayout(layout)
        self.retranslate()

    def refresh(self) -> None:
        """Ask for the training and certificates."""
        self._workplace.ask(trainings, self._show, self)

    def _show(self, matter: TrainingMatter) -> None:
        self._matter = matter
        self._tell()

    def record(self) -> None:
        """Lay the dialog that records a training over the window."""
        if self._matter is not None and self._matter.may_record:
            lay_over(self.window(), TrainingDialog(self._workplace, self._matter))

    def _tell(self) -> None:
        matter = self._matter
        self.button.setEnabled(matter is not None and matter.may_record)
        rows = tuple(self._row(one, matter.today) for one in matter.rows) if matter is not None else ()
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _row(self, row: TrainingRow, today: date) -> Row:
        one = row.training
        cells: tuple[Cell, ...] = (
            Text(row.name, weight=500),
            training_label(one.what, language()),
            one.on,
            one.expires_on or "–",
            Text(row.place) if row.place else Text("–", "ink2"),
            self._state(row, today),
        )
        return Row(one.entry, cells, is_struck=one.is_replaced or not row.is_here)

    def _state(self, row: TrainingRow, today: date) -> Mark:
        one = row.training
        left = days_left(one.expires_on, today)
        if not row.is_here:
            return Mark("rest", self.tr("has left"), ink="ink2")
        if one.is_replaced:
            return Mark("rest", self.tr("renewed"), ink="ink2")
        if left is not None and left < 0:
            return Mark("overdue", self.tr("expired"))
        if left is not None and is_ending(one.expires_on, today):
            return Mark("warn", filled(self.tr("expires in %1 d"), left))
        return Mark("done", self.tr("holds"))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._title.setText(self.tr("Training and certificates"))
        self.button.setText(self.tr("Record training…"))
        self._none.setText(self.tr("Nothing recorded yet: GCP certificates, protocol training, licences."))
        self.table.set_name(self.tr("Training and certificates"))
        self.table.set_columns(
            (
                Column(self.tr("Person"), 112),
                Column(self.tr("Training"), 130),
                Column(self.tr("Day"), 92),
                Column(self.tr("Expires on"), 92),
                Column(self.tr("Filed at"), 110, stretches=True),
                Column(self.tr("State"), 128),
            )
        )
        self._tell()


class TrainingDialog(DialogFrame):
    """Who, what, days and where filed. Object names: ``training_person``, ``training_what``, ``training_on``,
    ``training_expires``, ``training_place``, ``training_confirm``, ``training_problem``.
    """

    def __init__(self, workplace: Workplace, matter: TrainingMatter) -> None:
        super().__init__("", "", icon_name="clipboard-check")
        self.setObjectName("training_dialog")
        self._workplace, self._clock = workplace, PageClock()
        self.person, self.what, self.place = ComboField(), ComboField(), FieldEdit()
        for field, name in ((self.person, "person"), (self.what, "what"), (self.place, "place")):
            field.setObjectName(f"training_{name}")
        self.person.set_options(tuple((one.id, f"{one.name} ({short_role(one.role)})") for one in matter.people))
        self.person.set_words(self.tr("Choose a person…"))
        self.what.set_options(tuple((what, training_label(what, language())) for what in TRAININGS))
        self.what.set_words(self.tr("Choose…"))
        self.on = date_field("training_on", self._clock.now)
        self.expires = date_field("training_expires", None)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("training_problem")
        self.button.setObjectName("training_confirm")
        self.cancel_button.setObjectName("training_cancel")
        self.title.setText(self.tr("Record training"))
        self.words.setText(self.tr("A renewed certificate takes the place of the one before."))
        self.words.show()
        self.button.setText(self.tr("Record"))
        self.setAccessibleName(self.title.text())
        first = across(Labelled(self.tr("Person"), self.person), Labelled(self.tr("Training"), self.what), gap=14)
        second = across(
            Labelled(self.tr("Day"), self.on, stretches=False),
            Labelled(self.tr("Expires on (may be left empty)"), self.expires, stretches=False),
            gap=14,
        )
        for place in (0, 1):
            first.setStretch(place, 1)
        self.add(first, second, Labelled(self.tr("Where the paper is filed"), self.place), self._problem)
        self.accepted.connect(self._record)

    def _record(self) -> None:
        on, expires = _day(self.on), _day(self.expires)
        if not self.person.value() or not self.what.value():
            self._problem.setText(self.tr("Choose a person and a training."))
        elif on is None or (self.expires.value() and expires is None):
            self._problem.setText(self.tr("Type each date as 2026-03-05."))
        else:
            self.button.setEnabled(False)
            place = self.place.value() or None
            command = RecordTraining(self.person.value(), self.what.value(), on, expires, place)
            self._workplace.do(command, lambda _: self.close_dialog(), self._refused, self)

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))


def _day(field: DateField) -> date | None:
    try:
        return date.fromisoformat(field.value()) if field.value() else None
    except ValueError:
        return None

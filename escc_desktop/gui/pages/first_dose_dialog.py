"""Asks for the first dose of each drug; the dates anchor the visits, and a day out of the ordinary is never refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal

from escc_desktop.actions import asking
from escc_desktop.actions.commands import RecordFirstDose
from escc_desktop.actions.views import Outcome, ParticipantView, TodayView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import DateField
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.study.edition import Drug
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace


class FirstDoseDialog(DialogFrame):
    """One date for each drug (``first_dose_<drug>``), a reason where a recorded date changes. ``recorded``: done."""

    recorded = Signal()

    def __init__(self, workplace: Workplace, person: ParticipantView) -> None:
        super().__init__("", "", icon_name="pill")
        self.setObjectName("first_dose_dialog")
        self._workplace = workplace
        self._person = person
        self._clock = PageClock()
        self._days: dict[str, tuple[Drug, DateField, Labelled]] = {}
        for drug in workplace.study.drugs:
            field = date_field(f"first_dose_{drug.id}", self._clock.now)
            known = person.first_dose_on.get(drug.id)
            field.set_value(known.isoformat() if known else "")
            field.edited.connect(self._edited)
            labelled = Labelled(drug.label.in_(language()), field, stretches=False)
            self._days[drug.id] = (drug, field, labelled)
            self.add(labelled)
        self.reason = ComboField()
        self.reason.setObjectName("first_dose_reason")
        self.reason.edited.connect(self._edited)
        self._reason_field = Labelled("", self.reason)
        self._reason_field.hide()
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("first_dose_problem")
        self.add(self._reason_field, self._problem)
        self.button.setObjectName("first_dose_save")
        self.cancel_button.setObjectName("first_dose_cancel")
        self.accepted.connect(self._save)
        workplace.ask(lambda site: asking.today(site), self._told, self)
        self.retranslate()

    def _told(self, view: TodayView) -> None:
        self._clock.tell(view.now)

    def _read(self) -> dict[str, date] | None:
        """Return the dates that were typed; None where one is no date, which is said beside it."""
        found: dict[str, date] = {}
        is_readable = True
        for id, (_, field, labelled) in self._days.items():
            typed = field.value()
            try:
                if typed:
                    found[id] = date.fromisoformat(typed)
                labelled.set_problem("")
            except ValueError:
                labelled.set_problem(self.tr("Type the date as 2026-03-05."), is_hard=True)
                is_readable = False
        return found if is_readable else None

    def _changes_known(self, days: dict[str, date]) -> bool:
        return any(days.get(drug, known) != known for drug, known in self._person.first_dose_on.items())

    def _edited(self) -> None:
        self._problem.setText("")
        days = self._read()
        self._reason_field.setVisible(days is not None and self._changes_known(days))

    def _save(self) -> None:
        days = self._read()
        if days is None:
            return
        first = next(iter(self._days.values()))
        if not days:
            first[2].set_problem(self.tr("Type at least one date."), is_hard=True)
            first[1].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._changes_known(days) and not self.reason.value():
            self._reason_field.show()
            self._reason_field.set_problem(self.tr("A recorded date changes: choose a reason."), is_hard=True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.button.setEnabled(False)
        command = RecordFirstDose(self._person.number, days, self.reason.value() or None)
        self._workplace.do(command, self._saved, self._refused, self)

    def _saved(self, outcome: Outcome) -> None:
        self.close_dialog()
        self.recorded.emit()

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        spoken = language()
        self.title.setText(filled(self.tr("First dose of %1"), self._person.number))
        self.words.setText(self.tr("The actual day of the first dose of each drug. The visits are counted from it."))
        self.words.show()
        for drug, _, labelled in self._days.values():
            hint = drug.assumption.in_(spoken) if drug.assumption else ""
            labelled.set_words(drug.label.in_(spoken), hint)
        reasons = self._workplace.study.change_reasons.choices
        self.reason.set_options(tuple((one.code, one.label.in_(spoken)) for one in reasons))
        self.reason.set_words(self.tr("Choose a reason…"))
        self._reason_field.set_words(self.tr("Reason for change"))
        self.button.setText(self.tr("Record first dose"))
        self.setAccessibleName(self.title.text())

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

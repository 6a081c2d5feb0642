"""Asks for a visit that no plan has: its day and its forms; the number is given by the act, not here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.edition_commands import AddVisit
from escc_desktop.actions.views import Outcome, ParticipantRow, TodayView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.vocabulary import filled, form_label, visit_label
from escc_desktop.gui.widgets.choices import TickBox
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.times import TimeField
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_COLUMNS = 2


class UnscheduledDialog(DialogFrame):
    """A new unscheduled visit, or more forms of ``visit``. ``added`` carries its id."""

    added = Signal(str)

    def __init__(
        self, workplace: Workplace, participant: str, visit: VisitView | None = None, on: date | None = None
    ) -> None:
        super().__init__("", "", icon_name="plus")
        self.setObjectName("unscheduled_dialog")
        self._workplace, self._participant, self._visit = workplace, participant, visit
        self._clock = PageClock()
        self.day, self.time = date_field("unscheduled_day", self._clock.now), TimeField()
        self.time.setObjectName("unscheduled_time")
        self.day.set_value(on.isoformat() if on is not None else "")
        self.person = ComboField()
        self.person.setObjectName("unscheduled_participant")
        self.person.edited.connect(self._edited)
        self._person_row = Labelled("", self.person, stretches=False)
        self._person_row.setVisible(not participant)
        self._day_row = Labelled("", self.day, stretches=False)
        self._time_row = Labelled("", self.time, stretches=False)
        for field in (self.day, self.time):
            field.edited.connect(self._edited)
        self._dated = QWidget()
        self._dated.setLayout(across(self._day_row, self._time_row, None, gap=24))
        self._dated.setVisible(visit is None)
        self._asked = Label("", "label")
        self.ticks = self._make_ticks()
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("unscheduled_problem")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        rows = -(-len(self.ticks) // _COLUMNS)
        for place, tick in enumerate(self.ticks.values()):
            grid.addWidget(tick, place % rows, place // rows)
        self.add(self._person_row, self._dated, self._asked, grid, self._problem)
        self.button.setObjectName("unscheduled_save")
        self.cancel_button.setObjectName("unscheduled_cancel")
        self.accepted.connect(self._save)
        workplace.ask(lambda site: (asking.today(site), asking.participants(site)), self._told, self)
        self.retranslate()

    def _make_ticks(self) -> dict[str, TickBox]:
        offered = next((one.forms for one in self._workplace.study.visits if one.is_unscheduled), ())
        held = self._visit.forms if self._visit is not None else ()
        ticks: dict[str, TickBox] = {}
        for form in offered:
            if form not in held:
                tick = TickBox()
                tick.setObjectName(f"unscheduled_{form}")
                tick.clicked.connect(self._edited)
                ticks[form] = tick
        return ticks

    def _told(self, answer: tuple[TodayView, tuple[ParticipantRow, ...]]) -> None:
        self._clock.tell(answer[0].now)
        self.person.set_options(tuple((one.number, f"{one.number} {one.initials}") for one in answer[1]))

    def _edited(self) -> None:
        self._problem.setText("")
        self._day_row.set_problem("")
        self._person_row.set_problem("")

    def _on(self) -> date | None:
        """Return the day; None where it is none, which is said beside it."""
        if self._visit is not None:
            return self._visit.shown_on
        try:
            return date.fromisoformat(self.day.value())
        except ValueError:
            self._day_row.set_problem(lambda: self.tr("Type the date as 2026-03-05."), is_hard=True)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return None

    def _save(self) -> None:
        number, on = self._participant or self.person.value(), self._on()
        if not number:
            self._person_row.set_problem(lambda: self.tr("Choose a participant."), is_hard=True)
        if on is None or not number:
            return
        forms = tuple(form for form, tick in self.ticks.items() if tick.isChecked())
        visit = self._visit.visit if self._visit is not None else None
        self.button.setEnabled(False)
        command = AddVisit(number, on, forms, self.time.value() or None, visit)
        self._workplace.do(command, self._saved, self._refused, self)

    def _saved(self, outcome: Outcome) -> None:
        self.close_dialog()
        self.added.emit(str(outcome.value))

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        study, spoken = self._workplace.study, language()
        if self._visit is not None:
            label = visit_label(study, self._visit.visit, spoken)
            self.title.setText(filled(self.tr("More forms of %1"), label))
            self.button.setText(self.tr("Add forms"))
        else:
            whose = filled(self.tr("Unscheduled visit of %1"), self._participant)
            self.title.setText(whose if self._participant else self.tr("Unscheduled visit"))
            self.button.setText(self.tr("Add visit"))
        words = self.tr("A visit between the planned ones. It takes the next number and is never overdue or missed.")
        self.words.setText(words)
        self.words.setVisible(self._visit is None)
        self._person_row.set_words(self.tr("Participant"))
        self.person.set_words(self.tr("Choose a participant…"))
        self._day_row.set_words(self.tr("Day, past or agreed"))
        self._time_row.set_words(self.tr("Time, if agreed"))
        self._asked.setText(self.tr("What is done at the visit"))
        for form, tick in self.ticks.items():
            words = form_label(study, form, spoken)
            tick.setText(words)
            tick.setAccessibleName(words)
        self.setAccessibleName(self.title.text())

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

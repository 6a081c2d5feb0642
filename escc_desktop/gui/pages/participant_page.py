"""One participant whole: state, course, what is owed, visits and records; every act is asked of the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import DocumentRequest, EnrolParticipant
from escc_desktop.actions.views import Outcome, ParticipantView, RecordView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.course import course_of, event_records
from escc_desktop.gui.pages.first_dose_dialog import FirstDoseDialog
from escc_desktop.gui.pages.participant_cards import (
    DoseCard,
    EligibilityCard,
    EventsCard,
    OwedCard,
    records_to_sign,
)
from escc_desktop.gui.pages.participant_forms import FormsPane
from escc_desktop.gui.pages.participant_lists import can_open, record_columns, record_rows
from escc_desktop.gui.pages.participant_visits import VisitsPane
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.unscheduled_dialog import UnscheduledDialog
from escc_desktop.gui.pages.visit_not_done_dialog import VisitNotDoneDialog
from escc_desktop.gui.pages.vocabulary import drug_chips, filled, status_run
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.runs import Cell, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton, TabStrip
from escc_desktop.gui.widgets.frames import Card, Scrolled, across, down
from escc_desktop.gui.widgets.notices import Banner, EmptyState
from escc_desktop.gui.widgets.table import Table
from escc_desktop.gui.widgets.timeline import Timeline
from escc_desktop.gui.window import MainWindow

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_LEGEND = ("done", "due", "overdue", "upcoming", "out", "sae")


class ParticipantPage(SitePage):
    """Show one with ``open(number)``. Tabs: overview, visits, events, forms; documents and journal lead away."""

    help_topic = "participant"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("participant_page")
        self._number = ""
        self._view: ParticipantView | None = None
        self._today: date | None = None
        self._chosen_visit = ""
        self.print_button = QuietButton(icon_name="printer")
        self.print_button.setObjectName("participant_print")
        self.print_button.clicked.connect(self._print)
        self.main_button = FilledButton()
        self.main_button.setObjectName("participant_main")
        self.main_button.clicked.connect(lambda: self._main_act()())
        self.header.add(self.print_button, self.main_button)
        self.tabs = TabStrip()
        self.tabs.setObjectName("participant_tabs")
        self.tabs.chosen.connect(self._choose_tab)
        self._problem = Banner("warn")
        self._problem.setObjectName("participant_problem")
        self._problem.hide()
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        for key, part in (
            ("overview", self._overview()), ("visits", self._visits()), ("events", self._events()),
            ("forms", self._forms()),
        ):  # fmt: skip
            self._pages[key] = part
            self._stack.addWidget(part)
        self.add(self.tabs, self._problem, self._stack)
        self.retranslate()

    def _overview(self) -> QWidget:
        self._course_card = Card()
        self.timeline = Timeline()
        self.timeline.setObjectName("participant_timeline")
        self.timeline.visit_chosen.connect(self._open_visit)
        self._legend = RunsLine("", is_right=True)
        self._course_card.head.addWidget(self._legend)
        self._course_card.add(self.timeline)
        self.eligibility, self.events_card = EligibilityCard(), EventsCard()
        self.doses, self.owed = DoseCard(), OwedCard()
        self.eligibility.enrol_asked.connect(self.enrol)
        self.eligibility.checklist_asked.connect(lambda: self.navigate.open_eligibility(self._number))
        self.events_card.new_asked.connect(lambda: self.navigate.open_adverse_event(self._number))
        self.doses.first_dose_asked.connect(self.ask_first_dose)
        self.owed.sign_asked.connect(self._sign)
        cards = across(self.eligibility, self.events_card, self.doses, self.owed, gap=12)
        for place in range(4):
            cards.setStretch(place, 1)
        body = Scrolled(gap=10)
        body.inner.addWidget(self._course_card)
        body.inner.addLayout(cards)
        body.inner.addStretch(1)
        return body

    def _visits(self) -> QWidget:
        self.visits = VisitsPane(self.workplace.study)
        self.visits.opened.connect(self._open_visit)
        self.visits.add_wanted.connect(self.ask_unscheduled)
        self.visits.first_dose_wanted.connect(self.ask_first_dose)
        panel = self.visits.panel
        panel.form_wanted.connect(lambda visit, form: self.navigate.open_form(self._number, form, visit=visit))
        panel.calendar_wanted.connect(self._to_calendar)
        panel.worksheet_wanted.connect(self._print_worksheet)
        panel.not_done_wanted.connect(lambda visit: self.navigate.lay_over(VisitNotDoneDialog(self.workplace, visit)))
        return self.visits

    def _events(self) -> QWidget:
        self.events_table = Table()
        self.events_table.setObjectName("participant_events")
        self.events_table.opened.connect(lambda key: self.navigate.open_adverse_event(self._number, key))
        self._no_events = EmptyState("activity")
        self._no_events.acted.connect(lambda: self.navigate.open_adverse_event(self._number))
        return _stacked(self.events_table, self._no_events)

    def _forms(self) -> QWidget:
        self.forms = FormsPane(self.workplace.study, only_reads=only_reads(self.workplace))
        self.forms.form_wanted.connect(self._open_form)
        self.forms.record_wanted.connect(self._open_record)
        return self.forms

    def open(self, number: str, visit: str | None = None) -> None:
        """Show the participant of ``number``, beginning with the overview, or with a visit chosen among the others."""
        if number != self._number:
            self._view = None
            self.tabs.choose("overview")
            self._choose_tab("overview")
        self._number = number
        if visit is not None:
            self._added(visit)
        self.refresh()

    def concerns(self, changes: frozenset[str]) -> bool:
        """Tell whether this participant changed, or where the data stands."""
        return bool(changes & {f"participant:{self._number}", "packages"})

    def refresh(self) -> None:
        """Ask for the participant."""
        number = self._number
        if number:
            self.workplace.ask(
                lambda site: (asking.today(site).today, asking.participant(site, number)), self._show, self
            )

    def _show(self, answer: tuple[date, ParticipantView]) -> None:
        if answer[1].number == self._number:
            self._today, self._view = answer
            self._show_view()

    def enrol(self) -> None:
        """Enrol; a refusal is said above, with every reason."""
        command = EnrolParticipant(self._number)
        self.workplace.do(command, self._enrolled, self.explained(self._refused), self)

    def _enrolled(self, outcome: Outcome) -> None:
        words = self.tr("Next: record the first dose; the visits are counted from it.")
        self._tell("yes", filled(self.tr("Enrolled as %1"), outcome.value), words, "done")

    def _refused(self, sentence: str, code: str) -> None:
        first, _, rest = sentence.partition("\n")
        self._tell("warn", first, rest, "warn")

    def _tell(self, mark: str, title: str, words: str, tone: str) -> None:
        self._problem.tell(mark, title, words, tone="done" if tone == "done" else "warn")
        self._problem.show()

    def ask_first_dose(self) -> None:
        """Ask for the first dose of each drug."""
        if self._view is not None:
            dialog = FirstDoseDialog(self.workplace, self._view)
            window = self.window()
            if isinstance(window, MainWindow):
                window.show_dialog(dialog)  # the keys of the pages rest meanwhile
            else:
                dialog.open_over(window)

    def _print(self) -> None:
        self.navigate.preview(DocumentRequest("adverse_events", participant=self._number))

    def _sign(self) -> None:
        if self._view is None:
            return
        waiting = records_to_sign(self._view, self.workplace.study)
        self.navigate.sign_as(tuple(one.id for one in waiting if one.id))

    def _todays_visit(self) -> str:
        if self._view is None or self._today is None:
            return ""
        due = [one for one in self._view.visits if one.state in ("due", "overdue") and can_open(one, self._today)]
        booked = [one for one in due if one.booked_on == self._today]
        return (booked or due)[0].visit if due else ""

    def _main_act(self) -> Callable[[], None]:
        """Return what the filled button does: the one step that brings this participant on."""
        view = self._view
        visit = self._todays_visit()
        if view is None:
            return self.refresh
        if view.status == "screening" and not view.enrolment_obstacles:
            return self.enrol
        if view.status == "screening":
            return lambda: self.navigate.open_eligibility(self._number)
        if not view.first_dose_on:
            return self.ask_first_dose
        if visit:
            return lambda: self._open_visit(visit)
        return lambda: self.navigate.open_adverse_event(self._number)

    def _main_opens(self, view: ParticipantView) -> bool:
        """Tell whether ``_main_act`` only opens what is there, so that it is offered to whoever only reads too."""
        if view.status == "screening":
            return bool(view.enrolment_obstacles)
        return bool(view.first_dose_on and self._todays_visit())

    def _main_words(self, view: ParticipantView) -> tuple[str, str]:
        """Return the words and the icon of ``_main_act``."""
        if view.status == "screening" and not view.enrolment_obstacles:
            return self.tr("Enrol"), "user-round-check"
        if view.status == "screening":
            return self.tr("Open eligibility checklist"), "clipboard-check"
        if not view.first_dose_on:
            return self.tr("Record first dose…"), "pill"
        if self._todays_visit():
            return self.tr("Open today's visit"), "calendar-check"
        return self.tr("New adverse event"), "plus"

    def _open_visit(self, visit: str) -> None:
        view = next((one for one in self._view.visits if one.visit == visit), None) if self._view else None
        if view is None or self._today is None:
            return
        begun = {one.form for one in self._view.records if one.visit == visit} if self._view else set[str]()
        if view.forms and can_open(view, self._today):
            form = next((one for one in view.forms if one not in begun), view.forms[0])
            self.navigate.open_form(self._number, form, visit=visit)
        else:
            self._to_calendar(visit)

    def _to_calendar(self, visit: str) -> None:
        view = next((one for one in self._view.visits if one.visit == visit), None) if self._view else None
        if view is not None:
            self.navigate.open_calendar(participant=self._number, on=view.shown_on)

    def _print_worksheet(self, visit: str) -> None:
        self.navigate.preview(DocumentRequest("worksheet", participant=self._number, visit=visit))

    def ask_unscheduled(self, visit: str = "") -> None:
        """Ask for a visit between the planned ones, or for more forms of ``visit``."""
        if self._view is None:
            return
        known = next((one for one in self._view.visits if one.visit == visit), None)
        dialog = UnscheduledDialog(self.workplace, self._view.number, known)
        dialog.added.connect(self._added)
        self.navigate.lay_over(dialog)

    def _added(self, visit: str) -> None:
        self.tabs.choose("visits")
        self._choose_tab("visits")
        self._chosen_visit = visit

    def _open_form(self, form: str) -> None:
        study = self.workplace.study
        if form == study.eligibility_form:
            self.navigate.open_eligibility(self._number)
        elif form == study.adverse_event.form:
            self.navigate.open_adverse_event(self._number)
        else:
            self.navigate.open_form(self._number, form)

    def _open_record(self, key: str) -> None:
        record = next((one for one in self._view.records if one.id == key), None) if self._view else None
        study = self.workplace.study
        if record is None:
            return
        if record.form == study.eligibility_form:
            self.navigate.open_eligibility(self._number)
        elif record.form == study.adverse_event.form:
            self.navigate.open_adverse_event(self._number, key)
        else:
            self.navigate.open_form(self._number, record.form, visit=record.visit, record=key)

    def _choose_tab(self, key: str) -> None:
        if key == "documents":
            self.navigate.open_documents(participant=self._number)
        elif key == "journal":
            self.navigate.open_journal(participant=self._number)
        elif key in self._pages:
            self._stack.setCurrentWidget(self._pages[key])
        if key in ("documents", "journal"):
            shown = next(name for name, page in self._pages.items() if page is self._stack.currentWidget())
            self.tabs.choose(shown)

    def _show_view(self) -> None:
        view, today = self._view, self._today
        if view is None or today is None:
            return
        study, spoken = self.workplace.study, language()
        self.header.set_title(f"{view.number}  {view.initials}")
        self.header.set_aside((status_run(view.status), *drug_chips(study, view, spoken)))
        events = event_records(view, study)
        self.tabs.set_tabs(
            (
                ("overview", self.tr("Overview"), ""),
                ("visits", self.tr("Visits"), str(len(view.visits))),
                ("events", self.tr("Adverse events"), str(len(events))),
                ("forms", self.tr("Forms"), str(len(study.forms))),
                ("documents", self.tr("Documents"), ""),
                ("journal", self.tr("Journal"), ""),
            )
        )
        course = course_of(view, study, spoken, today)
        said = filled(
            self.tr("Course of %1: %2 (visit|visits), %3 (adverse event|adverse events)"),
            view.number,
            len(view.visits),
            len(events),
        )
        self.timeline.show_course(course, said)
        for card in (self.eligibility, self.events_card, self.doses, self.owed):
            card.show_view(view, study)
        words, icon_name = self._main_words(view)
        self.main_button.setText(words)
        self.main_button.is_recording = not self._main_opens(view)
        self.main_button.show()
        self.main_button.set_icon(icon_name)
        self._show_tables(view, events, today)

    def _show_tables(self, view: ParticipantView, events: tuple[RecordView, ...], today: date) -> None:
        study, spoken = self.workplace.study, language()
        self.visits.show_view(view, today)
        if self._chosen_visit:
            self.visits.choose(self._chosen_visit)
            self._chosen_visit = ""
        self.forms.show_view(view)
        self.events_table.set_rows(record_rows(events, study, spoken))
        self.events_table.setVisible(bool(events))
        self._no_events.setVisible(not events)

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.print_button.setText(self.tr("Adverse event log…"))
        self._course_card.set_title(self.tr("Course"))
        legend: tuple[Cell, ...] = tuple(Mark(name, ink="ink2", size=12) for name in _LEGEND)
        assumed = Mark("assume", self.tr("Cycles and windows are assumptions"), size=12)
        self._legend.set_runs((*legend, assumed, Text("")))  # type: ignore[arg-type]  # a tuple of runs
        self.visits.retranslate()
        self.forms.retranslate()
        self.events_table.set_name(self.tr("Adverse events"))
        self.events_table.set_columns(record_columns())
        none = self.tr("No adverse event is recorded")
        self._no_events.tell(none, "", self.tr("New adverse event"), is_recording=True)
        self._show_view()


def _stacked(table: Table, empty: EmptyState) -> QWidget:
    box = QWidget()
    empty.hide()
    box.setLayout(down(table, empty, None))
    return box

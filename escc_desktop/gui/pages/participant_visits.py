"""The visits of one participant with the forms of the one that is chosen; it asks nothing and opens nothing itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.actions.views import ParticipantView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.participant_lists import form_states, visit_columns, visit_groups
from escc_desktop.gui.pages.vocabulary import form_label, moment, visit_label, visit_mark, visit_window, visit_words
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import LinkButton, QuietButton
from escc_desktop.gui.widgets.frames import Card, CardRow, Label, Scrolled, across, down, empty_layout, hairline
from escc_desktop.gui.widgets.notices import EmptyState
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.edition import Study

_PANEL, _NARROW_PANEL = 404, 376
_WIDE, _NARROW = 1180, 1100
"""From which width on the table has room for the windows, and under which the panel gives way."""


class VisitPanel(Card):
    """One visit: its days, its forms with their state, and what can be done with it."""

    form_wanted = Signal(str, str)
    calendar_wanted = Signal(str)
    worksheet_wanted = Signal(str)
    more_wanted = Signal(str)
    not_done_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(gap=4)
        self.visit: VisitView | None = None
        self.setObjectName("visit_panel")
        self._state, self._window, self._day = RunsLine("", height=24), CardRow(""), CardRow("")
        self._forms = Scrolled(gap=2)
        self._calendar, self._sheet = LinkButton(icon_name="calendar-days"), LinkButton(icon_name="printer")
        self._more = LinkButton(icon_name="plus", is_recording=True)
        self._calendar.setObjectName("visit_calendar")
        self._calendar.clicked.connect(lambda: self.calendar_wanted.emit(self._id()))
        self._sheet.setObjectName("visit_worksheet")
        self._sheet.clicked.connect(lambda: self.worksheet_wanted.emit(self._id()))
        self._not_done = LinkButton(icon_name="x", is_recording=True)
        self._not_done.setObjectName("visit_not_done_here")
        self._not_done.clicked.connect(lambda: self.not_done_wanted.emit(self.visit))
        self._why = Label("", "caption", wraps=True)
        self._more.setObjectName("visit_more_forms")
        self._more.clicked.connect(lambda: self.more_wanted.emit(self._id()))
        self.add(self._state, self._why, self._window, self._day, hairline(), self._forms, hairline())
        for way in (self._more, self._not_done, self._calendar, self._sheet):
            self.add(across(way, None))

    def _id(self) -> str:
        return self.visit.visit if self.visit is not None else ""

    def show_visit(self, visit: VisitView, person: ParticipantView, study: Study, today: date) -> None:
        """Show one visit as it stands."""
        self.visit = visit
        self.set_title(visit_label(study, visit.visit, language()))
        day = (Text(f"D{visit.study_day}", "ink2"),) if visit.study_day is not None else ()
        self._state.set_runs((Mark(visit_mark(visit), visit_words(visit, today)), *day))
        last = f" – {visit.closes_on:%m-%d}" if visit.closes_on != visit.opens_on else ""
        bar = (visit_window(visit, today), Text(f"{visit.opens_on.isoformat()}{last}"))
        self._window.set_runs(Text(self.tr("Window"), "ink2"), bar)
        self._window.setVisible(not visit.is_unscheduled)
        if visit.held_on is not None:
            self._day.set_runs(Text(self.tr("Actual date"), "ink2"), Text(visit.held_on.isoformat()))
        elif visit.booked_on is not None:
            booked = f"{visit.booked_on.isoformat()} {visit.booked_at or ''}".strip()
            self._day.set_runs(Text(self.tr("Booked date"), "ink2"), Text(booked))
        self._day.setVisible(visit.held_on is not None or visit.booked_on is not None)
        self._list_forms(visit, person, study)
        said = visit.not_done
        self._why.setText(f"{said.reason}\n{said.by} {moment(said.at)}" if said is not None else "")
        self._why.setVisible(said is not None)
        begun = {one.form for one in person.records if one.visit == visit.visit and one.id}
        self._not_done.setVisible(said is None and not begun.issuperset(visit.forms))
        self._not_done.setText(self.tr("Other forms not done…") if visit.held_on else self.tr("Visit not done…"))
        self._more.setVisible(visit.is_unscheduled and len(visit.forms) < len(study.visit(visit.visit).forms))

    def _list_forms(self, visit: VisitView, person: ParticipantView, study: Study) -> None:
        had = QApplication.focusWidget()
        name = had.objectName() if had is not None and self._forms.isAncestorOf(had) else ""
        empty_layout(self._forms.inner)
        for form, state in form_states(person, study, visit):
            way = LinkButton(form_label(study, form, language()))
            way.setObjectName(f"visit_form_{form}")
            way.clicked.connect(lambda _=False, one=form: self.form_wanted.emit(self._id(), one))
            self._forms.inner.addLayout(across(way, None, RunsLine(state, height=28)))
            if way.objectName() == name:
                way.setFocus()
        self._forms.inner.addStretch(1)

    def retranslate(self) -> None:
        """Say the words of the acts."""
        self._calendar.setText(self.tr("Open in the calendar"))
        self._sheet.setText(self.tr("Print blank worksheet…"))
        self._more.setText(self.tr("More forms…"))


class VisitsPane(QWidget):
    """What is to be done first, then what was held, then what lies ahead; beside it the forms of the chosen visit.

    ``opened`` carries the visit whose line was opened; ``add_wanted`` an unscheduled visit, '' for a new one.
    """

    opened = Signal(str)
    add_wanted = Signal(str)
    first_dose_wanted = Signal()

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._person: ParticipantView | None = None
        self._today: date | None = None
        self._has_windows = False
        self.table = Table()
        self.table.setObjectName("participant_visits")
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self.opened)
        self.table.acted.connect(self.opened)
        self.empty = EmptyState("calendar-clock")
        self.empty.acted.connect(self.first_dose_wanted)
        self.panel = VisitPanel()
        self.panel.more_wanted.connect(self.add_wanted)
        self.add_button = QuietButton(icon_name="plus", is_small=True, is_recording=True)
        self.add_button.setObjectName("participant_add_visit")
        self.add_button.clicked.connect(lambda: self.add_wanted.emit(""))
        self._assumed = RunsLine("")
        left = down(across(self._assumed, None, self.add_button), self.table, self.empty, None)
        line = across(left, self.panel, gap=14)
        line.setStretch(0, 1)
        self.setLayout(line)

    def show_view(self, person: ParticipantView, today: date) -> None:
        """Show every visit; the chosen one stays chosen, else what is to be done first is."""
        self._person, self._today = person, today
        has_any = bool(person.visits)
        for part in (self.table, self.panel, self._assumed):
            part.setVisible(has_any)
        self.empty.setVisible(not has_any)
        self.add_button.setVisible(any(visit.is_unscheduled for visit in self._study.visits))
        self._fill()
        if not self.table.current_key():
            first = next((one.visit for one in person.visits if one.state in ("due", "overdue")), "")
            self.table.choose(first or next((one.visit for one in person.visits), ""))
        self._show_chosen(self.table.current_key())

    def _fill(self) -> None:
        chosen = self.table.current_key()  # new heads make the table forget it
        self.table.set_columns(visit_columns(has_windows=self._has_windows))
        if self._person is not None and self._today is not None:
            rows = visit_groups(self._person, self._study, language(), self._today, has_windows=self._has_windows)
            self.table.set_rows(rows)
            self.table.choose(chosen)

    def choose(self, visit: str) -> None:
        """Choose one visit."""
        self.table.choose(visit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the windows in the table where there is room; the panel shows them always."""
        super().resizeEvent(event)
        self.panel.setFixedWidth(_PANEL if self.width() >= _NARROW else _NARROW_PANEL)
        has_windows = self.width() >= _WIDE
        if has_windows != self._has_windows:
            self._has_windows = has_windows
            self._fill()

    def _show_chosen(self, key: str) -> None:
        if self._person is not None and self._today is not None:
            visit = next((one for one in self._person.visits if one.visit == key), None)
            if visit is not None:
                self.panel.show_visit(visit, self._person, self._study, self._today)

    def retranslate(self) -> None:
        """Say every word in the language that is shown; the page shows the rest again."""
        self.table.set_name(self.tr("Visits"))
        self._fill()
        self.add_button.setText(self.tr("Unscheduled visit…"))
        self._assumed.set_runs(Mark("assume", self.tr("Cycles and windows are assumptions"), ink="ink2", size=12))
        self.empty.tell(
            self.tr("No visit is planned yet"),
            self.tr("The first dose of each drug anchors the visits."),
            self.tr("Record first dose…"),
            is_recording=True,
        )
        self.panel.retranslate()

"""The visits of all participants in six weeks or as a list; a move is previewed before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.asking_visits import visit_forms
from escc_desktop.actions.commands import BookVisit, DocumentRequest
from escc_desktop.actions.views import Outcome, ParticipantRow
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import mark_word
from escc_desktop.gui.pages.calendar_grid import MonthGrid
from escc_desktop.gui.pages.calendar_layout import first_shown, mark_of, month_after
from escc_desktop.gui.pages.calendar_panel import CalendarPanel, Note
from escc_desktop.gui.pages.form_editors import name_boxes
from escc_desktop.gui.pages.page_clock import PageClock, site_now
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.unsaved_dialog import lay_over
from escc_desktop.gui.pages.unscheduled_dialog import UnscheduledDialog
from escc_desktop.gui.pages.visit_not_done_dialog import VisitNotDoneDialog
from escc_desktop.gui.pages.vocabulary import filled, visit_label, visit_window, visit_words, weekday
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import IconButton, QuietButton
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.gui.widgets.notices import EmptyState
from escc_desktop.gui.widgets.table import Column, GroupRow, Row, Table
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.actions.site import Site
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_EVERYBODY = "*"
_LIST_DAYS = 92
_LEGEND = ("upcoming", "due", "overdue", "done", "missed", "not_done", "out")


@dataclass(frozen=True, slots=True)
class CalendarMatter:
    """What the page asks for at once."""

    visits: tuple[VisitView, ...]
    participants: tuple[ParticipantRow, ...]
    today: date


class CalendarPage(SitePage):
    """Month or list; taking up a visit tints its window, moving its ghost fills the panel, saving is a booking."""

    help_topic = "calendar"
    concern = ("participant:", "participants")

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("calendar_page")
        self._clock = PageClock()
        self._matter: CalendarMatter | None = None
        self._month: date | None = None
        self._wanted_day: date | None = None
        self._make_header()
        self.grid = MonthGrid(workplace.study)
        self._list = Table(fits=False)
        self._list.setObjectName("calendar_list")
        self._list.chosen.connect(self._list_chosen)
        self._empty = EmptyState("calendar-days")
        self._empty.setObjectName("no_visits")
        self._empty.acted.connect(lambda: self.choose(None))
        self._stack = QStackedWidget()
        for part in (self.grid, self._list, self._empty):
            self._stack.addWidget(part)
        self._legend = RunsLine("")
        self._assumed = RunsLine("", is_right=True)
        self.add(self._stack, across(self._legend, None, self._assumed))
        self.body.setStretchFactor(self._stack, 1)
        self.side = CalendarPanel(workplace.study)
        self.side.is_read_only = self.grid.is_read_only = only_reads(workplace)
        self.set_panel(self.side)
        self._connect()
        self.retranslate()

    def _make_header(self) -> None:
        self._before, self._after = IconButton("chevron-left", ""), IconButton("chevron-right", "")
        self._before.setObjectName("month_before")
        self._after.setObjectName("month_after")
        self._before.clicked.connect(lambda: self._step_month(-1))
        self._after.clicked.connect(lambda: self._step_month(1))
        self._month_words = Label("", "emphasis")
        self._month_words.setObjectName("month_shown")
        self._today = QuietButton(is_small=True)
        self._today.setObjectName("month_today")
        self._today.clicked.connect(self._go_today)
        self._views = ChoiceBoxes(height=32, is_required=True)
        self._views.chosen.connect(lambda code: self._show_view())
        self._filter = ComboField()
        self._filter.setObjectName("participant_filter")
        self._filter.edited.connect(self.refresh)
        self.header.add(self._before, self._month_words, self._after, self._today, self._views, self._filter)

    def _connect(self) -> None:
        self.grid.chosen.connect(self._taken)
        self.grid.ghost_moved.connect(self._ghost_moved)
        self.grid.day_chosen.connect(self._day_chosen)
        self.grid.month_wanted.connect(self._step_month)
        self.grid.save_asked.connect(self.side.save_filled)
        self.side.booked.connect(self.book)
        self.side.went_back.connect(self._back)
        self.side.visit_wanted.connect(self.grid.take_up)
        self.side.form_wanted.connect(lambda visit, form: self.navigate.open_form(visit.participant, form, visit.visit))
        self.side.forms_wanted.connect(lambda visit: self.navigate.open_participant(visit.participant, visit.visit))
        self.side.worksheet_wanted.connect(self._print_worksheet)
        self.side.not_done_wanted.connect(
            lambda visit: lay_over(self.window(), VisitNotDoneDialog(self.workplace, visit))
        )
        self.side.participant_wanted.connect(self.navigate.open_participant)
        self.side.add_wanted.connect(self._add)

    # opening

    def show_for(self, participant: str | None = None, on: date | None = None) -> None:
        """Show the month of ``on`` (today's by default), of one participant or of all."""
        self._wanted_day = on
        if on is not None and self.grid.taken() is not None:
            self.grid.take_up(None)  # whoever comes for a day sees that day, not the visit taken up before
        self._month = on.replace(day=1) if on else None
        if participant is not None:
            people = self._matter.participants if self._matter else ()
            if all(one.number != participant for one in people):
                self._filter.set_options(((_EVERYBODY, self.tr("all")), (participant, participant)))
        self._filter.set_value(participant or _EVERYBODY)
        self.refresh()

    def choose(self, participant: str | None) -> None:
        """Show the visits of one participant, or of all."""
        self._filter.set_value(participant or _EVERYBODY)
        self.refresh()

    def _participant(self) -> str | None:
        value = self._filter.value()
        return None if value in ("", _EVERYBODY) else value

    def refresh(self) -> None:
        """Ask for the visits of the six weeks, or of the list's three months."""
        month, participant, is_list = self._month, self._participant(), self._views.value() == "list"

        def question(site: Site) -> CalendarMatter:
            today = site_now(site).date()
            first = first_shown(month or today)
            last = first + timedelta(days=_LIST_DAYS if is_list else 41)
            visits = asking.calendar(site, first, last, participant)
            return CalendarMatter(visits, asking.participants(site), today)

        self.workplace.ask(question, self._show, self)

    def _offer(self) -> None:
        """Let one participant be chosen, or all."""
        chosen = self._filter.value() or _EVERYBODY
        people = self._matter.participants if self._matter else ()
        named = tuple((one.number, f"{one.number} {one.initials}") for one in people)
        self._filter.set_options(((_EVERYBODY, self.tr("all")), *named))
        self._filter.set_value(chosen)

    def _show(self, matter: CalendarMatter) -> None:
        self._matter = matter
        if self._month is None:
            self._month = matter.today.replace(day=1)
        self._offer()
        self.grid.show_month(self._month, matter.today)
        self.grid.show_visits(matter.visits)
        if self._wanted_day is not None:
            self.grid.go_to(self._wanted_day)
            self._wanted_day = None
        self._fill_list()
        self._tell()

    def _tell(self) -> None:
        if self._matter is None or self._month is None:
            return
        self._month_words.setText(filled(self.tr("%1-%2"), self._month.year, f"{self._month.month:02d}"))
        taken, ghost = self.grid.taken(), self.grid.ghost()
        if taken is not None and ghost is not None and ghost != taken.shown_on:
            self._ghost_moved(ghost)  # an answer came while the move was still being thought over
        elif taken is not None:
            self._tell_visit(taken, self._matter.today)
        else:
            day = self.grid.cursor_day()
            self.side.show_day(day, self.grid.visits_on(day), self._matter.today)
        self._show_view()

    def _tell_visit(self, visit: VisitView, today: date) -> None:
        """Tell of a visit, and ask how its forms stand."""
        self.side.show_visit(visit, today)
        number, name = visit.participant, visit.visit
        self.workplace.ask(
            lambda site: visit_forms(site, number, name), lambda found: self.side.show_states(visit, found), self
        )

    def _show_view(self) -> None:
        is_list = self._views.value() == "list"
        if is_list and self._matter is not None and not self._matter.visits:
            self._stack.setCurrentWidget(self._empty)
        else:
            self._stack.setCurrentWidget(self._list if is_list else self.grid)
        if is_list and self._list.model_of_rows.rowCount() == 0:
            self._fill_list()

    # the month

    def _step_month(self, by: int) -> None:
        if self._month is not None:
            self._month = month_after(self._month, by)
            if self._matter is not None:
                self.grid.show_month(self._month, self._matter.today)
            self.refresh()

    def _go_today(self) -> None:
        self.show_for(self._participant())

    def _taken(self, visit: VisitView | None) -> None:
        self._tell()
        if visit is not None:
            self._list.choose(_key(visit))

    def _day_chosen(self, day: date) -> None:
        self._tell()

    def _ghost_moved(self, day: date) -> None:
        visit = self.grid.taken()
        if visit is None or self._matter is None:
            return
        if day == visit.shown_on:
            self._tell_visit(visit, self._matter.today)
            return

        def show(notes: tuple[Note, ...]) -> None:
            now = self.grid.taken()
            if now is not None and self.grid.ghost() == day and _key(now) == _key(visit):
                self.side.show_move(visit, day, notes)

        number, name = visit.participant, visit.visit
        self.workplace.ask(lambda site: asking.window_notes(site, number, name, day), show, self)

    def _back(self) -> None:
        visit = self.grid.taken()
        self.grid.take_up(visit)
        self.grid.setFocus()

    def book(self, day: date) -> None:
        """Save the booking of the visit taken up for ``day``."""
        visit = self.grid.taken()
        if visit is None:
            return
        at = self.side.time.value() or None
        command = BookVisit(visit.participant, visit.visit, day, at, self.side.reason_text())
        self.workplace.do(command, self._saved, self._refused, self)

    def _saved(self, outcome: Outcome) -> None:
        self.side.problem.hide()
        self.side.reason.set_value("")
        self.side.words.set_value("")
        self.refresh()
        self.grid.setFocus()

    def _refused(self, problem: EsccError) -> None:
        self.side.refuse(explain(problem, language()))

    def _print_worksheet(self, visit: VisitView) -> None:
        self.navigate.preview(DocumentRequest("worksheet", visit.participant, visit=visit.visit))

    def _add(self, day: date) -> None:
        self.navigate.lay_over(UnscheduledDialog(self.workplace, self._participant() or "", on=day))

    # the list

    def _fill_list(self) -> None:
        if self._matter is None:
            return
        rows: list[Row | GroupRow] = []
        month = ""
        for visit in sorted(
            self._matter.visits, key=lambda one: (one.shown_on, one.booked_at or "99", one.participant)
        ):
            if f"{visit.shown_on:%Y-%m}" != month:
                month = f"{visit.shown_on:%Y-%m}"
                count = sum(f"{one.shown_on:%Y-%m}" == month for one in self._matter.visits)
                rows.append(GroupRow(month, str(count)))
            rows.append(self._row(visit, self._matter.today))
        self._list.set_rows(tuple(rows))
        word = self.tr("No visit is planned in these three months. Visits are planned from the first dose on.")
        self._empty.tell(self.tr("No visits"), word, self.tr("Show all") if self._participant() else "")

    def _row(self, visit: VisitView, today: date) -> Row:
        on = visit.shown_on
        kind = self.tr("held") if visit.held_on else self.tr("booked") if visit.booked_on else self.tr("target")
        cells = (
            (Text(on.isoformat(), "ink", 500), Text(weekday(on), "ink2")),
            Text(f"{kind} {visit.booked_at or ''}".strip(), "ink2"),
            (Text(visit.participant, "ink", 500), Text(visit.initials, "ink2")),
            visit_label(self.workplace.study, visit.visit, language()),
            visit_window(visit, today),
            Mark(mark_of(visit), visit_words(visit, today)),
        )
        return Row(_key(visit), cells)

    def _list_chosen(self, key: str) -> None:
        visits = self._matter.visits if self._matter else ()
        found = next((one for one in visits if _key(one) == key), None)
        taken = self.grid.taken()
        # The list only follows while the month is shown: taking up again would throw away a move under way.
        if found is not None and (taken is None or _key(taken) != key) and self._stack.currentWidget() is self._list:
            self.grid.take_up(found)

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        self.header.set_title(self.tr("Visit calendar"))
        self._before.set_name(self.tr("Month before"))
        self._after.set_name(self.tr("Month after"))
        self._today.setText(self.tr("Today"))
        options = (Option("month", self.tr("Month")), Option("list", self.tr("List")))
        shown = self._views.value() or "month"
        self._views.set_options(options)
        name_boxes(self._views, "calendar_view", options)
        self._views.set_value(shown)
        self._views.setAccessibleName(self.tr("View"))
        self._filter.set_words(prefix=self.tr("Participants: "))
        self._filter.setAccessibleName(self.tr("Participants"))
        self._offer()
        self._legend.set_runs(tuple(Mark(name, mark_word(name), ink="ink2", size=12) for name in _LEGEND))
        self._assumed.set_runs((Mark("assume", size=12), Text(self.tr("windows, cycles"), "ink2", size=12)))
        self._list.set_name(self.tr("Visits"))
        self._list.set_columns(
            (
                Column(self.tr("Day"), 130),
                Column(self.tr("As"), 90),
                Column(self.tr("Participant"), 120),
                Column(self.tr("Visit"), 180, stretches=True),
                Column(self.tr("Window"), 124),
                Column(self.tr("State"), 120),
            )
        )
        self.grid.retranslate(language())
        self.side.retranslate()
        if self._matter is not None:
            self._fill_list()
            self._tell()


def _key(visit: VisitView) -> str:
    return f"{visit.participant}/{visit.visit}"

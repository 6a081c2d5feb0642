"""The calendar's side panel: what a visit is, what a move would break or leave alone; it saves nothing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.actions.asking_visits import VisitFormView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.calendar_layout import mark_of, same
from escc_desktop.gui.pages.visit_forms import VisitForms
from escc_desktop.gui.pages.vocabulary import day_words, filled, moment, visit_label, visit_words, weekday
from escc_desktop.gui.runs import Icon, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Label, across, down, empty_layout, hairline
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.gui.widgets.times import TimeField
from escc_desktop.study.edition import Study
from escc_desktop.words import say

_MOST_WAYS = 7
"""Forms of a visit that are offered one by one; more stand on the page of the participant, each with its state."""
Note = tuple[str, dict[str, str]]


def nearest_inside(visit: VisitView, day: date) -> date:
    """Return the day of the visit's window that is nearest to ``day``."""
    return day if visit.is_unscheduled else min(max(day, visit.opens_on), visit.closes_on)


class CalendarPanel(SidePanel):
    """``booked`` carries the day that was chosen to be saved; ``went_back`` that the ghost is to return.

    ``add_wanted`` carries the day on which an unscheduled visit is to be added.
    """

    booked = Signal(object)
    went_back = Signal()
    visit_wanted = Signal(object)
    form_wanted = Signal(object, str)
    forms_wanted = Signal(object)
    worksheet_wanted = Signal(object)
    participant_wanted = Signal(str)
    add_wanted = Signal(object)
    not_done_wanted = Signal(object)

    def __init__(self, study: Study) -> None:
        super().__init__(width=306)
        self._study = study
        self._visit: VisitView | None = None
        self._ghost: date | None = None
        self.is_read_only = False
        self.setObjectName("calendar_panel")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(8)
        self.content.addLayout(self._facts)
        self.forms = VisitForms(study)
        self.forms.wanted.connect(lambda form: self.form_wanted.emit(self._visit, form))
        self.content.addWidget(self.forms, 1)
        self.forms.hide()
        self._ways = QVBoxLayout()
        self.content.addLayout(self._ways)
        self._make_fields()
        self._make_buttons()
        self.retranslate()

    def _make_fields(self) -> None:
        self.time = TimeField()
        self.time.setObjectName("visit_time")
        self._time_label = Label("", "label")
        self._time_row = QWidget()
        self._time_row.setLayout(across(self._time_label, self.time, None))
        self.reason = ComboField()
        self.reason.setObjectName("move_reason")
        self.words = FieldEdit()
        self.words.setObjectName("move_reason_words")
        self._reason_label = Label("", "label", wraps=True)
        self._reason_box = QWidget()
        self._reason_box.setLayout(down(self._reason_label, self.reason, self.words, gap=5))
        self.time.edited.connect(self._show_acts)
        self.reason.edited.connect(self._enable)
        self.words.edited.connect(self._enable)
        self.problem = Label("", "plain", ink="over", wraps=True)
        self.problem.setObjectName("calendar_problem")
        self.problem.hide()
        self.foot.addWidget(self.problem)
        self.foot.addWidget(self._time_row)
        self.foot.addWidget(self._reason_box)

    def _make_buttons(self) -> None:
        self.use = FilledButton(is_recording=True)
        self.use.setObjectName("save_visit")
        self.anyway = QuietButton(is_recording=True)
        self.anyway.setObjectName("move_anyway")
        self.back = QuietButton()
        self.back.setObjectName("move_cancel")
        self.use.clicked.connect(self.save_filled)
        self.anyway.clicked.connect(lambda: self._book(self._ghost))
        self.back.clicked.connect(self.went_back)
        line = across(self.anyway, self.back, gap=8)
        line.setStretch(0, 1)
        self.foot.addWidget(self.use)
        self.foot.addLayout(line)

    # what is shown

    def show_day(self, day: date, visits: tuple[VisitView, ...], today: date) -> None:
        """Show every visit of ``day`` with the way to take one up."""
        self._visit, self._ghost = None, None
        self.set_title(day_words(day))
        self._empty()
        if not visits:
            self._facts.addWidget(Label(self.tr("No visit on this day."), "label", wraps=True))
        for visit in visits:
            take = LinkButton(self.tr("Choose"))
            take.setObjectName(f"choose_{visit.participant}_{visit.visit}")
            take.setAccessibleName(filled(self.tr("Choose %1"), self._name(visit)))
            take.clicked.connect(lambda _=False, one=visit: self.visit_wanted.emit(one))
            name = RunsLine((Text(visit.participant, "ink", 500), Text(self._short(visit))))
            state = Mark(mark_of(visit), visit_words(visit, today), size=12)
            self._facts.addLayout(across(down(name, RunsLine(state, height=20), gap=0), None, take))
        if any(visit.is_unscheduled for visit in self._study.visits) and not self.is_read_only:
            add = LinkButton(self.tr("Unscheduled visit…"), "plus", is_recording=True)
            add.setObjectName("calendar_add_visit")
            add.clicked.connect(lambda: self.add_wanted.emit(day))
            self._facts.addLayout(across(add, None))
        self._facts.addWidget(hairline())
        keys = self.tr("Space or Enter takes up a visit; arrows then move it, Enter saves, Esc returns.")
        if self.is_read_only:
            keys = self.tr("Space or Enter takes up a visit, Esc returns. It cannot be moved on this login.")
        self._facts.addWidget(Label(keys, "caption", wraps=True))
        self._show_acts()

    def show_visit(self, visit: VisitView, today: date) -> None:
        """Show one visit as it stands."""
        is_other = self._visit is None or (self._visit.participant, self._visit.visit) != (
            visit.participant,
            visit.visit,
        )
        self._visit, self._ghost = visit, visit.shown_on
        if is_other:
            self._forget(visit)
        self.set_title(self.tr("Visit"))
        self._empty()
        self._facts.addWidget(Label(f"{visit.participant} {visit.initials}", "emphasis"))
        self._facts.addWidget(Label(visit_label(self._study, visit.visit, language()), "card", wraps=True))
        self._facts.addWidget(RunsLine(Mark(mark_of(visit), visit_words(visit, today))))
        self._facts.addWidget(hairline())
        for words, shown in self._lines(visit):
            self._facts.addLayout(across(Label(words, "label"), None, Label(shown, "plain")))
        assumption = self._study.visit(visit.visit).assumption
        if assumption is not None:
            line = across(MarkSign("assume"), Label(assumption.in_(language()), "caption", wraps=True))
            line.setStretch(1, 1)
            self._facts.addLayout(line)
        if visit.not_done is not None:
            said = f"{visit.not_done.reason}\n{visit.not_done.by} {moment(visit.not_done.at)}"
            self._facts.addWidget(Label(said, "caption", wraps=True))
        self._facts.addWidget(hairline())
        self._add_ways(visit)
        self._show_acts()

    def _empty(self) -> None:
        """Take away what was told; the forms of a visit come back with it."""
        for layout in (self._facts, self._ways):
            empty_layout(layout)
        self._show_forms(False)

    def _show_forms(self, is_shown: bool) -> None:
        """Give the room that is left to the forms of a visit, or to nothing."""
        self.forms.setVisible(is_shown)
        self.body.setStretchFactor(self.content, int(is_shown))
        self.body.setStretch(self.body.indexOf(self.foot) - 1, int(not is_shown))

    def show_states(self, visit: VisitView, views: tuple[VisitFormView, ...]) -> None:
        """Show how the forms of the visit stand, if it is still the one that is told of."""
        if same(visit, self._visit) and not self.forms.isHidden():
            self.forms.show_states(views)
            is_open = any(one.state == "open" for one in views)
            self._not_done.setVisible(is_open and visit.not_done is None and not self.is_read_only)
            self._not_done.setText(self.tr("Other forms not done…") if visit.held_on else self.tr("Visit not done…"))

    def _forget(self, visit: VisitView) -> None:
        self.time.set_value(visit.booked_at or "")
        self.reason.set_value("")
        self.words.set_value("")
        self.problem.hide()

    def _lines(self, visit: VisitView) -> tuple[tuple[str, str], ...]:
        day = f"·D{visit.study_day}" if visit.study_day is not None else ""
        if visit.is_unscheduled:
            lines = [(self.tr("Unscheduled"), f"{day_words(visit.shown_on)}{day}")]
        else:
            lines = [
                (self.tr("Target"), f"{day_words(visit.target_on)}{day}"),
                (self.tr("Window"), f"{visit.opens_on:%m-%d} – {visit.closes_on:%m-%d}"),
            ]
        if visit.booked_on is not None:
            lines.append((self.tr("Booked"), f"{day_words(visit.booked_on)} {visit.booked_at or ''}".strip()))
        if visit.held_on is not None:
            lines.append((self.tr("Held"), day_words(visit.held_on)))
        return tuple(lines)

    def _add_ways(self, visit: VisitView) -> None:
        self.forms.show_forms(visit.forms)
        self._show_forms(True)
        self._not_done = LinkButton("", "x", is_recording=True)
        self._not_done.setObjectName("visit_not_done")
        self._not_done.clicked.connect(lambda: self.not_done_wanted.emit(visit))
        self._not_done.hide()
        if len(visit.forms) > _MOST_WAYS:
            every = LinkButton(filled(self.tr("All %1 forms of the visit…"), len(visit.forms)), "square-pen")
            every.setObjectName("fill_forms")
            every.clicked.connect(lambda: self.forms_wanted.emit(visit))
            self._ways.addLayout(across(every, None))
        sheet = LinkButton(self.tr("Print blank worksheet…"), "printer")
        sheet.setObjectName("print_worksheet")
        sheet.clicked.connect(lambda: self.worksheet_wanted.emit(visit))
        person = LinkButton(self.tr("Open participant"), "users")
        person.setObjectName("open_participant")
        person.clicked.connect(lambda: self.participant_wanted.emit(visit.participant))
        for way in (self._not_done, sheet, person):
            self._ways.addLayout(across(way, None))

    def show_move(self, visit: VisitView, ghost: date, notes: tuple[Note, ...]) -> None:
        """Show what putting the visit on ``ghost`` would mean, before anything is saved."""
        self._visit, self._ghost = visit, ghost
        self.set_title(self.tr("Preview of the move, not saved"))
        self._empty()
        self._facts.addWidget(Label(f"{visit.participant} {self._short(visit)}", "emphasis", wraps=True))
        way = (
            Text(f"{visit.shown_on:%m-%d}", "ink2", size=14),
            Icon("arrow-right"),
            Text(ghost.isoformat(), "ink", 600, 15),
            Text(weekday(ghost), "ink2"),
        )
        self._facts.addWidget(RunsLine(way, height=28))
        self._facts.addWidget(hairline())
        for code, facts in notes:
            self._remark("out", say(code, language(), **facts), "")
        window = filled(self.tr("allowed %1 to %2, target %3"), *(f"{one:%m-%d}" for one in _days(visit)))
        if visit.is_unscheduled:
            self._remark("info", self.tr("No window: the visit is unscheduled"), "")
        elif not notes:
            self._remark("done", self.tr("Inside the window"), window)
        else:
            self._remark("info", self.tr("The window stays as it is"), window)
        self._remark("done", self.tr("Other visits are not moved"), self.tr("each keeps its own target and window"))
        self._show_acts()

    def _remark(self, mark: str, title: str, words: str) -> None:
        texts = down(
            Label(title, "strong", wraps=True), *([Label(words, "caption", wraps=True)] if words else []), gap=1
        )
        line = across(MarkSign(mark), texts, gap=10)
        line.setStretch(1, 1)
        self._facts.addLayout(line)

    def _name(self, visit: VisitView) -> str:
        return f"{visit.participant} {self._short(visit)}"

    def _short(self, visit: VisitView) -> str:
        return visit_label(self._study, visit.visit, language(), is_short=True)

    # acts

    def needs_reason(self) -> bool:
        """Tell whether saving is a move, or puts the visit outside its window."""
        if self._visit is None or self._ghost is None:
            return False
        is_outside = nearest_inside(self._visit, self._ghost) != self._ghost
        return is_outside or self._visit.booked_on is not None

    def _show_acts(self) -> None:
        visit, ghost = self._visit, self._ghost
        is_open = visit is not None and visit.held_on is None and visit.not_done is None
        may_book = not self.is_read_only and is_open and ghost is not None
        self._time_row.setVisible(may_book)
        self.use.setVisible(may_book and self._has_change())
        for part in (self._reason_box, self.anyway, self.back):
            part.setVisible(False)
        if visit is None or ghost is None or not may_book:
            return
        if not self._has_change():
            return
        is_moved = ghost != visit.shown_on
        inside = nearest_inside(visit, ghost)
        self.back.setVisible(is_moved)
        self._reason_box.setVisible(self.needs_reason())
        if inside == ghost:
            words = self.tr("Move to %1") if visit.booked_on is not None or is_moved else self.tr("Book %1")
            self.use.setText(filled(words, f"{ghost:%m-%d}"))
        else:
            edge = self.tr("Use %1, last allowed day") if ghost > inside else self.tr("Use %1, first allowed day")
            self.use.setText(filled(edge, f"{inside:%m-%d}"))
            self.anyway.setText(filled(self.tr("Move to %1 anyway"), f"{ghost:%m-%d}"))
            self.anyway.setVisible(True)
        self._enable()

    def _has_change(self) -> bool:
        visit = self._visit
        if visit is None or self._ghost is None:
            return False
        is_new = visit.booked_on is None or (self.time.value() or None) != visit.booked_at
        return is_new or self._ghost != visit.shown_on

    def _enable(self) -> None:
        has_reason = bool(self.reason.value() or self.words.value())
        visit = self._visit
        inside_needs = visit is not None and visit.booked_on is not None
        self.use.setEnabled(has_reason or not inside_needs)
        self.anyway.setEnabled(has_reason)
        self._reason_label.setText(
            self.tr("A reason is kept with the move")
            if inside_needs
            else self.tr("A day outside the window needs a reason")
        )

    def reason_text(self) -> str | None:
        """Return the reason as it is kept: code and words of one's own."""
        return ": ".join(part for part in (self.reason.value(), self.words.value()) if part) or None

    def save_filled(self) -> None:
        """Do what the filled button says, if it can be done."""
        if self._visit is not None and self._ghost is not None and self.use.isEnabled() and self.use.isVisible():
            self._book(nearest_inside(self._visit, self._ghost))
        elif self.needs_reason():
            self.reason.setFocus()

    def _book(self, day: date | None) -> None:
        if day is not None:
            self.booked.emit(day)

    def refuse(self, words: str) -> None:
        """Say why the booking was refused."""
        self.problem.setText(words)
        self.problem.show()

    def retranslate(self) -> None:
        """Say every word of the fields and acts; the page shows the rest again."""
        self._time_label.setText(self.tr("Time, if agreed"))
        self.time.setAccessibleName(self.tr("Time, if agreed"))
        reasons = tuple((one.code, one.label.in_(language())) for one in self._study.change_reasons.choices)
        self.reason.set_options(reasons)
        self.reason.set_words(self.tr("Choose a reason…"))
        self.reason.setAccessibleName(self.tr("Reason for the move"))
        self.words.setPlaceholderText(self.tr("Words of your own"))
        self.words.setAccessibleName(self.tr("Reason in words of your own"))
        self.back.setText(self.tr("Back"))


def _days(visit: VisitView) -> tuple[date, date, date]:
    return (visit.opens_on, visit.closes_on, visit.target_on)

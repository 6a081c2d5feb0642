"""Everybody in the study at this site, one line each; filtering and searching are questions, and sorting is by need."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.views import ParticipantRow
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import (
    QT_TRANSLATE_NOOP,
    STATUSES,
    cycle_words,
    filled,
    status_run,
    status_words,
    visit_label,
    visit_mark,
    visit_window,
    visit_words,
)
from escc_desktop.gui.runs import Box, Cell, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, Pill
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import SearchField
from escc_desktop.gui.widgets.frames import across
from escc_desktop.gui.widgets.notices import EmptyState
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.edition import Study
from escc_desktop.words import Language

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_TYPING_MS = 200
_LATE = {"overdue": 0, "due": 1, "planned": 2}


def _say(text: str, *facts: object) -> str:
    return filled(QCoreApplication.translate("ParticipantRows", text), *facts)


def matters(row: ParticipantRow) -> tuple[Mark, ...]:
    """Return the open matters of a participant as small marks with their number."""
    counted = (
        ("sae", QT_TRANSLATE_NOOP("ParticipantRows", "SAE %1"), row.serious_events),
        ("void", QT_TRANSLATE_NOOP("ParticipantRows", "void %1"), row.void_signatures),
        ("unsigned", QT_TRANSLATE_NOOP("ParticipantRows", "to sign %1"), row.to_sign),
    )
    return tuple(Mark(mark, _say(words, count), ink="ink2", size=12) for mark, words, count in counted if count)


def next_step(row: ParticipantRow, study: Study, language: Language, today: date) -> tuple[Cell, Cell, Cell]:
    """Return what comes next, its date and its window; for one in screening the state of the checklist."""
    visit = row.next_visit
    if row.status == "screening":
        total = len(study.criteria)
        if row.unanswered:
            mark = "unknown" if row.unanswered == total else "draft"
            words = _say(QT_TRANSLATE_NOOP("ParticipantRows", "Eligibility %1 / %2"), total - row.unanswered, total)
            return Mark(mark, words, ink="ink"), "", ""
        if row.to_sign:
            words = _say(QT_TRANSLATE_NOOP("ParticipantRows", "Eligibility to be signed"))
            return Mark("unsigned", words, ink="ink"), "", ""
        words = _say(QT_TRANSLATE_NOOP("ParticipantRows", "Eligibility answered, to be enrolled"))
        return Mark("signed", words, ink="ink"), "", ""
    if visit is None:
        if not row.cycle_days:
            words = _say(QT_TRANSLATE_NOOP("ParticipantRows", "First dose to be recorded"))
            return Mark("upcoming", words, ink="ink"), "", ""
        return Text("–", "ink2"), "", ""
    label = visit_label(study, visit.visit, language, is_short=True)
    state = visit_words(visit, today)
    words = label if visit.state == "planned" and not visit.is_out_of_window else f"{label}·{state}"
    bar = visit_window(visit, today)
    return Mark(visit_mark(visit), words, ink="ink"), visit.shown_on.isoformat(), bar


class ParticipantsPage(SitePage):
    """Search, one pill for each state, a sort, the table, and what the window bar means at the foot."""

    concern = ("participant:", "participants")
    help_topic = "participants"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("participants_page")
        self._rows: tuple[ParticipantRow, ...] = ()
        self._today: date | None = None
        self._status = ""
        self.register = FilledButton(icon_name="plus", is_recording=True)
        self.register.setObjectName("register_screening")
        self.register.clicked.connect(navigate.register_screening)
        self.header.add(self.register)
        self.search = SearchField(width=240)
        self.search.setObjectName("participants_search")
        self.search.edited.connect(self._typed)
        self._pills = {status: Pill("") for status in ("", *STATUSES)}
        for status, pill in self._pills.items():
            pill.setObjectName(f"participants_{status or 'all'}")
            pill.clicked.connect(lambda _=False, status=status: self._choose_status(status))
        self.order = ComboField(is_small=True)
        self.order.setObjectName("participants_order")
        self.order.edited.connect(self._show_rows)
        self.table = Table()
        self.table.setObjectName("participants_table")
        self.table.opened.connect(navigate.open_participant)
        self._empty = EmptyState("funnel")
        self._empty.setObjectName("participants_empty")
        self._empty.acted.connect(self._way_out)
        self._legend = RunsLine("", height=20)
        filters = across(self.search, *self._pills.values(), None, self.order)
        self.add(filters, self.table, self._empty, self._legend, None)
        self.body.setSpacing(8)  # fourteen participants stand in the least window without scrolling
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self._show_rows)
        self.retranslate()
        self.order.set_value("need")

    def refresh(self) -> None:
        """Ask who is in the study."""
        self.workplace.ask(lambda site: (asking.now(site).date(), asking.participants(site)), self._show, self)

    def _show(self, answer: tuple[date, tuple[ParticipantRow, ...]]) -> None:
        self._today, self._rows = answer
        self._show_rows()

    def find_key(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _typed(self) -> None:
        self._pause.start()

    def _choose_status(self, status: str) -> None:
        self._status = status
        self._show_rows()

    def _way_out(self) -> None:
        if not self._rows:
            self.navigate.register_screening()
            return
        self.search.clear()
        self._choose_status("")

    def _found(self) -> tuple[ParticipantRow, ...]:
        words = self.search.value().casefold()
        found = [
            row
            for row in self._rows
            if (not self._status or row.status == self._status)
            and words in f"{row.number} {row.initials} {row.enrolment_number or ''}".casefold()
        ]
        if self.order.value() == "number":
            return tuple(sorted(found, key=lambda row: row.number))
        return tuple(sorted(found, key=_need))

    def _show_rows(self) -> None:
        if self._today is None:
            return
        counts = Counter(row.status for row in self._rows)
        for status, pill in self._pills.items():
            pill.setChecked(status == self._status)
            words = status_words(status) if status else self.tr("All")
            pill.set_words(words, counts[status] if status else len(self._rows))
        study, spoken, found = self.workplace.study, language(), self._found()
        self.table.set_rows(tuple(self._row(row, study, spoken, self._today) for row in found))
        self.table.setVisible(bool(found))
        self._legend.setVisible(bool(found))
        self._show_empty(found)
        enrolled = sum(row.enrolment_number is not None for row in self._rows)
        said = self.tr("%1 at this site·%2 enrolled·%3 planned in the whole study")
        self.header.set_aside(filled(said, len(self._rows), enrolled, study.planned_participants))
        self.count_changed.emit(len(self._rows))

    def _row(self, row: ParticipantRow, study: Study, spoken: Language, today: date) -> Row:
        step, on, bar = next_step(row, study, spoken, today)
        clocks: list[Cell] = [cycle_words(row.cycle_days.get(drug.id)) for drug in study.drugs]
        number = (Text(row.number, weight=500, size=14),)
        return Row(row.number, (number, row.initials, status_run(row.status), *clocks, step, on, bar, matters(row)))

    def _show_empty(self, found: tuple[ParticipantRow, ...]) -> None:
        self._empty.setVisible(not found)
        if found:
            return
        if not self._rows:
            words = self.tr("The screening number is given when the consent is registered.")
            title, act = self.tr("Nobody has been screened yet"), self.tr("Register screening…")
            self._empty.tell(title, words, act, "users", is_recording=True)
            return
        parts = [f"“{status_words(self._status)}”"] if self._status else []
        if self.search.value():
            parts.append(f"“{self.search.value()}”")
        said = filled(self.tr("%1 holds for 0 of %2 participants."), " + ".join(parts), len(self._rows))
        self._empty.tell(self.tr("No participant passes the filter"), said, self.tr("Clear filter"), "funnel")

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Participants"))
        self.register.setText(self.tr("Register screening…"))
        self.search.setPlaceholderText(self.tr("Number, initials  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Search participants by number or initials"))
        self.order.set_options((("need", self.tr("what is pressing")), ("number", self.tr("screening number"))))
        self.order.set_words("", self.tr("Sort: "))
        self.order.setAccessibleName(self.tr("Sort"))
        drugs = [Column(drug.short.in_(language()), 100) for drug in self.workplace.study.drugs]
        self.table.set_name(self.tr("Participants"))
        self.table.set_columns(
            (
                Column(self.tr("Screening no."), 96),
                Column(self.tr("Initials"), 70),
                Column(self.tr("Status"), 136),
                *drugs,
                Column(self.tr("Next visit"), 210, stretches=True),
                Column(self.tr("Date"), 100),
                Column(self.tr("Window"), 120),
                Column(self.tr("Open"), 130),
            )
        )
        meaning = self.tr("Window: tall tick = target, dot = today inside, triangle = past")
        keys = (
            Box("Enter"),
            Text(self.tr("open"), "ink2", size=12),
            Box("↑ ↓"),
            Text(self.tr("move"), "ink2", size=12),
        )
        self._legend.set_runs((Text(meaning, "ink2", size=12), Text("   "), *keys))
        self._show_rows()


def _need(row: ParticipantRow) -> tuple[int, str, str]:
    """Order by what is pressing: serious events, then lateness and day of the next visit, then number."""
    if row.serious_events and row.next_visit is not None and row.next_visit.state == "overdue":
        return (-1, "", row.number)
    if row.next_visit is None:
        return (1 if row.status == "screening" else 3, "", row.number)
    return (_LATE.get(row.next_visit.state, 3), row.next_visit.shown_on.isoformat(), row.number)

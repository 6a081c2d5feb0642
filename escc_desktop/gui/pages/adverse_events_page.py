"""All adverse events of the site in one table, the serious ones with their clocks; it grades and stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.views import AdverseEventRow, ParticipantRow
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.page_clock import site_now
from escc_desktop.gui.pages.signature_words import signing_mark
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.notices import EmptyState
from escc_desktop.gui.widgets.table import Column, GroupRow, Row, Table
from escc_desktop.study.edition import Item
from escc_desktop.study.values import Missing
from escc_desktop.trial.adverse_events import term_of

if TYPE_CHECKING:
    from escc_desktop.actions.site import Site
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class EventsMatter:
    """What the page asks for at once."""

    events: tuple[AdverseEventRow, ...]
    participants: tuple[ParticipantRow, ...]
    now: datetime


class AdverseEventsPage(SitePage):
    """Serious events first, then the others; Enter opens one, "New adverse event" asks for whom."""

    help_topic = "adverse_events"
    concern = ("participant:", "participants")

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("adverse_events_page")
        self._matter: EventsMatter | None = None
        self._filter = ComboField()
        self._filter.setObjectName("participant_filter")
        self._filter.edited.connect(self._tell)
        self._print = QuietButton(icon_name="printer")
        self._print.setObjectName("print_event_log")
        self._print.clicked.connect(self._print_log)
        self._new = FilledButton(icon_name="plus", is_recording=True)
        self._new.setObjectName("new_event")
        self._new.clicked.connect(self._new_event)
        self.header.add(self._filter, self._print, self._new)
        self._table = Table(fits=True)
        self._table.setObjectName("adverse_events")
        self._table.opened.connect(self._open)
        self._table.acted.connect(self._open)
        self._empty = EmptyState("activity")
        self._empty.setObjectName("no_adverse_events")
        self._empty.acted.connect(self._show_all)
        self._empty.hide()
        self.add(self._table, self._empty, None)
        self.retranslate()

    def refresh(self) -> None:
        """Ask for the events and for the participants to choose from."""

        def question(site: Site) -> EventsMatter:
            return EventsMatter(asking.adverse_events(site), asking.participants(site), site_now(site))

        self.workplace.ask(question, self._show, self)

    def _show(self, matter: EventsMatter) -> None:
        self._matter = matter
        self.count_changed.emit(sum(not self._has_ended(one) for one in matter.events))
        self._offer()
        self._tell()

    def _offer(self) -> None:
        people = self._matter.participants if self._matter else ()
        options = tuple((one.number, f"{one.number} {one.initials}") for one in people)
        self._filter.set_options(((_EVERYBODY, self.tr("all")), *options))
        if not self._filter.value():
            self._filter.set_value(_EVERYBODY)

    def _chosen(self) -> str | None:
        value = self._filter.value()
        return None if value in ("", _EVERYBODY) else value

    def choose(self, participant: str | None) -> None:
        """Show the events of one participant, or of all."""
        self._filter.set_value(participant or _EVERYBODY)
        self._tell()

    def _show_all(self) -> None:
        if self._chosen() is None:
            self._new_event()
        else:
            self.choose(None)

    def _has_ended(self, row: AdverseEventRow) -> bool:
        ongoing = next((one.id for one in self._items() if one.cdash == "AEONGO"), "")
        return row.record.values.get(ongoing) == "N"

    def _items(self) -> tuple[Item, ...]:
        study = self.workplace.study
        return study.form(study.adverse_event.form).items

    def _tell(self) -> None:
        if self._matter is None:
            return
        chosen = self._chosen()
        shown = [one for one in self._matter.events if chosen in (None, one.participant)]
        serious = [one for one in shown if one.is_serious]
        others = [one for one in shown if not one.is_serious]
        rows: list[Row | GroupRow] = []
        for title, found in ((self.tr("Serious"), serious), (self.tr("Not serious, or not judged yet"), others)):
            if found:
                rows += [GroupRow(title, str(len(found))), *(self._row(one) for one in found)]
        self._table.set_rows(tuple(rows))
        self._table.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._print.setEnabled(bool(shown))
        self.header.set_aside(filled(self.tr("%1 (event|events), %2 serious"), len(shown), len(serious)))
        self._tell_empty(chosen)

    def _tell_empty(self, chosen: str | None) -> None:
        assert self._matter is not None
        if chosen is not None:
            words = filled(self.tr("%1 has none; the site has %2."), chosen, len(self._matter.events))
            self._empty.tell(self.tr("No adverse event of this participant"), words, self.tr("Show all"))
        else:
            words = self.tr("Every untoward event from consent on is recorded here, whatever its cause.")
            self._empty.tell(self.tr("No adverse event recorded yet"), words, self.tr("Record an adverse event…"))

    def _row(self, event: AdverseEventRow) -> Row:
        record = event.record
        person = (Text(event.participant, "ink", 500), Text(event.initials, "ink2"))
        cells = (
            person,
            Text(str(event.number), "ink2"),
            self._term(event),
            self._value(event, self.workplace.study.adverse_event.grade) or "–",
            self._dated(event, "AESTDAT"),
            self._dated(event, "AEENDAT") if self._has_ended(event) else Mark("ongoing", ink="ink2"),
            self._clock(event),
            self._state(event),
        )
        return Row(record.id or "", cells, self.tr("Open"))

    def _term(self, event: AdverseEventRow) -> Cell:
        term = term_of(self.workplace.study, event.record.values)
        reported = next((one.id for one in self._items() if one.type == "text"), "")
        words = term.label.in_(language()) if term else self._value(event, reported) or self.tr("no term yet")
        sign = (Mark("sae", ""),) if event.is_serious else ()
        return (*sign, Text(words, "ink", 500 if event.is_serious else 400))

    @staticmethod
    def _value(event: AdverseEventRow, item: str) -> str:
        value = event.record.values.get(item, "")
        return value.code if isinstance(value, Missing) else value

    def _dated(self, event: AdverseEventRow, cdash: str) -> str:
        item = next((one.id for one in self._items() if one.cdash == cdash), "")
        return self._value(event, item) or "–"

    def _clock(self, event: AdverseEventRow) -> Cell:
        if not event.is_serious:
            return Mark("unknown", self.tr("to judge"), ink="ink2") if event.is_serious is None else ""
        if event.due_at is None or self._matter is None:
            return (
                Mark("done", self.tr("first report sent"))
                if self._is_reported(event)
                else Mark("warn", self.tr("no awareness"))
            )
        minutes = int((event.due_at - self._matter.now).total_seconds() // 60)
        figures = f"{abs(minutes) // 60}:{abs(minutes) % 60:02d}"
        due = filled(self.tr("due %1"), f"{event.due_at.astimezone(self._matter.now.tzinfo):%m-%d %H:%M}")
        if minutes < 0:
            return (Mark("overdue", filled(self.tr("overdue %1"), figures), weight=500), Text(due, "ink2", size=12))
        return (Mark("due", filled(self.tr("%1 left"), figures), weight=500), Text(due, "ink2", size=12))

    def _is_reported(self, event: AdverseEventRow) -> bool:
        study = self.workplace.study
        stops = [one.stops_at for one in study.report_clocks if one.form == study.adverse_event.form]
        return any(self._value(event, item) for item in stops)

    @staticmethod
    def _state(event: AdverseEventRow) -> Cell:
        name = signing_mark(event.record)
        return Mark(name, ink="ink2") if name in ("unsigned", "draft") else Mark(name)

    def _open(self, key: str) -> None:
        events = self._matter.events if self._matter else ()
        found = next((one for one in events if one.record.id == key), None)
        if found is not None:
            self.navigate.open_adverse_event(found.participant, key)

    def _new_event(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.navigate.open_adverse_event(chosen)
        elif self._matter is not None:
            self.offer_participants()

    def offer_participants(self) -> QMenu:
        """Open the list of participants under the button of a new event and return it."""
        numbers = [one.number for one in self._matter.participants] if self._matter else []
        return self._offer_under(self._new, numbers, self.navigate.open_adverse_event)

    def _offer_under(self, button: QWidget, numbers: list[str], choose: Callable[[str], None]) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("event_participants")
        for one in self._matter.participants if self._matter else ():
            if one.number in numbers:
                act = QAction(f"{one.number} {one.initials}", menu)
                act.triggered.connect(lambda _=False, number=one.number: choose(number))
                menu.addAction(act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        return menu

    def _print_log(self) -> None:
        """Preview the log of one participant: the chosen one, the only one that has events, or one of a list."""
        chosen, matter = self._chosen(), self._matter
        numbers = sorted({one.participant for one in matter.events}) if matter else []
        if chosen is None and len(numbers) > 1:
            self._offer_under(self._print, numbers, self._print_for)
        elif chosen or numbers:
            self._print_for(chosen or numbers[0])

    def _print_for(self, number: str) -> None:
        self.navigate.preview(DocumentRequest("adverse_events", number))

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        self.header.set_title(self.tr("Adverse events"))
        self._filter.set_words(prefix=self.tr("Participant: "))
        self._filter.setAccessibleName(self.tr("Participant"))
        self._print.setText(self.tr("Print log…"))
        self._new.setText(self.tr("New adverse event…"))
        self._table.set_name(self.tr("Adverse events"))
        self._table.set_columns(
            (
                Column(self.tr("Participant"), 130),
                Column(self.tr("No."), 40),
                Column(self.tr("Event"), 240, stretches=True),
                Column(self.tr("Grade"), 54),
                Column(self.tr("Onset"), 100),
                Column(self.tr("End"), 100),
                Column(self.tr("First report"), 190),
                Column(self.tr("State"), 150),
            )
        )
        self._offer()
        self._tell()

"""What cannot wait today, in that order; every count leads to an act, and nothing here decides what is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.views import SeriousRow, TodayView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.today_rows import count_today, day_cells, draft_key, left_words, lines, serious_words
from escc_desktop.gui.pages.vocabulary import ago, day_words, filled
from escc_desktop.gui.pages.whereabouts_banner import WhereaboutsBanner
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.runs import Mark, Text
from escc_desktop.gui.widgets.buttons import LinkButton, QuietButton
from escc_desktop.gui.widgets.days_strip import DaysStrip
from escc_desktop.gui.widgets.frames import Card, CardRow, Label, Scrolled, across, down, empty_layout
from escc_desktop.gui.widgets.ladder import TimeBar
from escc_desktop.gui.widgets.notices import Banner, EmptyState
from escc_desktop.gui.widgets.rows import Column
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.edition import Study

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_SERIOUS_SHOWN = 3
_TICK_MS = 30_000


class SeriousBand(Banner):
    """One serious event with the time that is left; red, and its button is the page's filled one."""

    def __init__(self, row: SeriousRow, study: Study) -> None:
        super().__init__("sae", tone="over", is_act_filled=True)
        self.row = row
        self.bar = TimeBar()
        self.aside.addWidget(self.bar)
        self.setObjectName(f"serious_{row.record}")
        self.button.setObjectName(f"serious_open_{row.record}")
        who, since = serious_words(row, study, language())
        self.tell("sae", who, since, self.tr("Open report"), tone="over")
        self.setMinimumHeight(60)

    def tick(self, clock: PageClock) -> None:
        """Show what is left now."""
        self.bar.setVisible(self.row.due_at is not None)
        if self.row.due_at is None or self.row.aware_at is None:
            return
        whole = max(1.0, (self.row.due_at - self.row.aware_at).total_seconds())
        left = (self.row.due_at - clock.now()).total_seconds()
        self.bar.show_left(left / whole, left_words(int(left // 60)))


class TodayPage(SitePage):
    """Left: serious events, the day's table, seven days ahead. Right: who signs, what is open, where the data is."""

    concern = (
        "participant:",
        "participants",
        "documents",
        "packages",
        "backups",
        "journal",
        "people",
        "delegation",
        "training",
    )
    help_topic = "today"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("today_page")
        self._view: TodayView | None = None
        self._clock = PageClock()
        self._bands: list[SeriousBand] = []
        self.register = QuietButton(icon_name="plus", is_recording=True)
        self.register.setObjectName("register_screening")
        self.register.clicked.connect(navigate.register_screening)
        self.header.add(self.register)
        self._serious = down(gap=8)
        self.table = Table()
        self.table.setObjectName("today_table")
        self.table.acted.connect(self._act)
        self.table.opened.connect(self._act)
        self._empty = EmptyState("calendar-check")
        self._empty.setObjectName("today_empty")
        self._empty.acted.connect(navigate.register_screening)
        self._ahead = Label("", "strong")
        self.calendar = LinkButton()
        self.calendar.setObjectName("today_calendar")
        self.calendar.clicked.connect(lambda: navigate.open_calendar())
        self.days = DaysStrip()
        self.days.setObjectName("today_days")
        self.days.chosen.connect(self._open_day)
        self._place = WhereaboutsBanner()
        left = down(
            self._serious,
            self._place,
            self.table,
            self._empty,
            across(self._ahead, None, self.calendar),
            self.days,
            None,
        )
        left.setSpacing(10)
        columns = across(left, self._side(), gap=16)
        columns.setStretch(0, 1)
        self.add(columns)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.retranslate()

    def _side(self) -> QWidget:
        self._signing, self._open, self._safety = Card(gap=5), Card(gap=5), Card(gap=5)
        self._signing_rows = (CardRow(""), CardRow(""))
        self._open_rows = (CardRow(""), CardRow(""))
        self._safety_rows = tuple(CardRow("") for _ in range(6))
        self.sign = QuietButton(icon_name="signature", is_recording=True)
        self.sign.setObjectName("today_sign_as")
        self.sign.clicked.connect(lambda: self.navigate.sign_as())
        self._signing.add(*self._signing_rows, 4, self.sign)
        self._open.add(*self._open_rows)
        self.data_safety = LinkButton()
        self.data_safety.setObjectName("today_data_safety")
        self.data_safety.clicked.connect(lambda: self.navigate.open_menu_page("data_safety"))
        self._safety.head.addWidget(self.data_safety)
        self._safety.add(*self._safety_rows)
        side = Scrolled()  # banners above the page must not squeeze the cards
        side.setFixedWidth(288)
        side.inner.addLayout(down(self._signing, self._open, self._safety, None, gap=12))
        return side

    def refresh(self) -> None:
        """Ask what is due."""
        self.workplace.ask(lambda site: asking.today(site), self._show, self)

    def _changed(self, changes: frozenset[str]) -> None:
        if self.concerns(changes):
            self.refresh()  # in front or not: the count in the rail is seen from every page

    def _show(self, view: TodayView) -> None:
        self._view = view
        self._clock.tell(view.now)
        self._show_serious(view)
        self._show_view()
        self.count_changed.emit(count_today(view))

    def _show_serious(self, view: TodayView) -> None:
        empty_layout(self._serious)
        self._bands = [SeriousBand(row, self.workplace.study) for row in view.serious[:_SERIOUS_SHOWN]]
        for band in self._bands:
            row = band.row
            band.acted.connect(lambda row=row: self.navigate.open_adverse_event(row.participant, row.record))
            self._serious.addWidget(band)
        self._tick()
        if self._bands:
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        for band in self._bands:
            band.tick(self._clock)

    def _act(self, key: str) -> None:
        kind, number, visit = key.split("|")
        if kind == "ending":
            self.navigate.open_menu_page("delegation" if number == "delegation" else "people")
            return
        if kind == "screening":
            self.navigate.open_eligibility(number)
            return
        view = self._view
        if kind == "draft":
            unsaved = next((one for one in view.unsaved if draft_key(one) == key), None) if view else None
            if unsaved is not None:
                self.navigate.open_draft(unsaved)
            return
        due = {(one.participant, one.visit) for one in view.due_today} if view else set()
        if view is not None and (number, visit) in due:
            forms = next(one.forms for one in view.due_today if (one.participant, one.visit) == (number, visit))
            self.navigate.open_form(number, forms[0], visit=visit)
        else:
            self.navigate.open_calendar(participant=number)

    def _open_day(self, on: date) -> None:
        self.navigate.open_calendar(on=on)

    def _show_view(self) -> None:
        view = self._view
        if view is None:
            return
        study, spoken = self.workplace.study, language()
        rows = lines(view, study, spoken, only_reads=only_reads(self.workplace))
        self.header.set_aside(day_words(view.today))
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.table.set_rows(rows)
        self.days.set_days(day_cells(view, study, spoken))
        self._show_signing(view)
        self._place.tell_place(*self.workplace.danger)
        drafts, open_checks = view.drafts, sum(1 for row in view.screening if row.unanswered)
        self._open_rows[0].set_runs(Mark("draft", self.tr("Drafts"), ink="ink"), str(drafts))
        self._open_rows[1].set_runs(Mark("unknown", self.tr("Eligibility not complete"), ink="ink"), str(open_checks))
        self._show_safety(view)

    def _show_signing(self, view: TodayView) -> None:
        self._signing_rows[0].set_runs(Mark("unsigned", self.tr("Records to be signed"), ink="ink"), str(view.to_sign))
        void = Text(str(view.void_signatures), "over" if view.void_signatures else "ink")
        mark = Mark("void" if view.void_signatures else "yes", self.tr("Signatures void"), ink="ink")
        self._signing_rows[1].set_runs(mark, void)
        self.sign.setEnabled(bool(view.to_sign))

    def _show_safety(self, view: TodayView) -> None:
        entries, safe = self.tr("%1 (entry|entries)"), view.safety
        backup, drill = safe.last_off_machine, safe.last_drill
        backed_up = Mark("warn" if safe.is_late else "done", self.tr("Backup off this computer"), ink="ink")
        proved = Mark("warn" if safe.is_drill_late else "done", self.tr("Restore drill"), ink="ink")
        to_send = Mark("send" if view.to_send else "yes", self.tr("To send"), ink="ink")
        waits = Mark("wait" if view.not_confirmed else "confirmed", self.tr("Not confirmed"), ink="ink")
        exported = Mark("yes" if view.last_export_at else "unknown", self.tr("Last package"), ink="ink")
        receipt = Mark("confirmed" if view.last_receipt_at else "unknown", self.tr("Desk's receipt"), ink="ink")
        for row, left, right in zip(
            self._safety_rows,
            (backed_up, proved, exported, to_send, waits, receipt),
            (
                ago(backup.at if backup else None, view.now),
                ago(drill.at if drill else None, view.now),
                ago(view.last_export_at, view.now),
                filled(entries, view.to_send),
                filled(entries, view.not_confirmed),
                ago(view.last_receipt_at, view.now),
            ),
            strict=True,
        ):
            row.set_runs(left, Text(right, "ink2"))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Today"))
        self.register.setText(self.tr("Register screening…"))
        self.table.set_name(self.tr("Due today and late"))
        self.table.set_columns(
            (
                Column(self.tr("Time"), 64),
                Column(self.tr("Participant"), 138),
                Column(self.tr("Visit / matter"), 200, stretches=True),
                Column(self.tr("Window"), 118),
                Column(self.tr("State"), 110),
                Column("", 84, align="right"),
            )
        )
        self._empty.tell(
            self.tr("Nothing is due today"),
            self.tr("No visit is due, late or closing, and nobody is in screening."),
            self.tr("Register screening…"),
            is_recording=True,
        )
        self._ahead.setText(self.tr("The next 7 days"))
        self.calendar.setText(self.tr("Open visit calendar"))
        self.days.setAccessibleName(self.tr("The next 7 days"))
        self._signing.set_title(self.tr("To be signed"))
        self.sign.setText(self.tr("Sign as investigator…"))
        self._open.set_title(self.tr("Unfinished"))
        self._safety.set_title(self.tr("Safety of the data"))
        self.data_safety.setText(self.tr("Backups…"))
        self.data_safety.setAccessibleName(self.tr("Open data safety"))
        if self._view is not None:
            self._show_serious(self._view)
        self._show_view()

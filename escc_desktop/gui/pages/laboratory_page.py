"""The site's laboratory: the order of its reports and its ranges with their history; it fills in no form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.asking_laboratory import LaboratorySheet, laboratory_sheet
from escc_desktop.actions.laboratory import RangeView
from escc_desktop.actions.laboratory_commands import ArrangeResults
from escc_desktop.actions.views import Outcome
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.range_entry import RangeEntry
from escc_desktop.gui.pages.range_words import days_words, range_words, whom_words
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import filled, form_label
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.runs import Box, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.frames import Label, Scrolled, across
from escc_desktop.gui.widgets.ladder import Ladder, Step
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.reports import Report, Result, reports_of
from escc_desktop.trial.laboratory import in_force, of_laboratory

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_OWN = ""


class LaboratoryPage(SitePage):
    """The results of one form in the order of the report, with the ranges in force; the panel enters and tells more.

    Object names: ``laboratory_form``, ``laboratory_whose``, ``laboratory_table``, ``laboratory_keep_order``,
    ``range_keep``, ``range_note``.
    """

    concern = ("laboratory",)
    help_topic = "laboratory"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("laboratory_page")
        self._sheet: LaboratorySheet | None = None
        self._reports = {one.form: one for one in reports_of(workplace.study)}
        self._order: tuple[str, ...] = ()
        self._clock = PageClock()
        self._only_reads = only_reads(workplace)
        self._make_table()
        self._make_panel()
        self.retranslate()

    def _make_table(self) -> None:
        self.form, self.whose = ComboField(is_small=True), ComboField(is_small=True)
        self.form.setObjectName("laboratory_form")
        self.whose.setObjectName("laboratory_whose")
        self.form.edited.connect(self._begin_form)
        self.whose.edited.connect(self._tell)
        self._keys = RunsLine("", height=24)
        self._keep_order = QuietButton(icon_name="save", is_recording=True)
        self._keep_order.setObjectName("laboratory_keep_order")
        self._keep_order.clicked.connect(self.keep_order)
        self.header.add(self._keep_order)
        self.table = Table(fits=False)
        self.table.setObjectName("laboratory_table")
        self.table.chosen.connect(lambda _: self._choose())
        self.table.opened.connect(lambda _: self.entry.low.setFocus(Qt.FocusReason.TabFocusReason))
        for pressed, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(pressed), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.move_line(step))
        self.add(across(self.form, self.whose, None, self._keys, gap=10), self.table)
        self.body.setStretchFactor(self.table, 1)

    def _make_panel(self) -> None:
        panel = SidePanel(width=352)
        self._note = Label("", "plain", wraps=True)
        self.entry = RangeEntry(self._clock)
        self.entry.finished.connect(self.keep)
        self.entry.edited.connect(lambda: self._say("", "ink2"))
        self._note.setObjectName("range_note")
        self._note.hide()
        self._keep = FilledButton(icon_name="save", is_recording=True)
        self._keep.setObjectName("range_keep")
        self._keep.clicked.connect(self.keep)
        self._past = Label("", "strong")
        self._ladder = Ladder()
        self._none = Label("", "label", wraps=True)
        scrolled = Scrolled(gap=8)
        self._typed = Label("", "label", wraps=True)
        parts = (self._typed, self.entry, self._note, self._keep, self._past, self._none, self._ladder)
        for part in parts:
            scrolled.inner.addWidget(part)
        scrolled.inner.addStretch(1)
        panel.content.addWidget(scrolled)
        panel.body.setStretchFactor(panel.content, 100)  # the panel's own stretch is left nothing
        self.set_panel(panel)
        panel.setFocusProxy(self.entry.low)

    # asking and showing

    def refresh(self) -> None:
        """Ask what was entered."""
        self.workplace.ask(laboratory_sheet, self._show, self)

    def _show(self, sheet: LaboratorySheet) -> None:
        had, self._sheet = self._sheet, sheet
        if not self.form.value() and self._reports:
            self.form.set_value(next(iter(self._reports)))
        before = had.orders.get(self.form.value()) if had is not None else None
        if before is None or self._order == before:
            self._order = sheet.orders.get(self.form.value(), ())
        self._list_laboratories()
        own = next((one for one in sheet.laboratories if one[1]), None)
        if own is not None:
            self.entry.show_laboratory(own[0], is_own=True)
        self._tell()
        if not self.table.current_key() and self._order:
            self.table.choose(self._order[0])

    def _begin_form(self) -> None:
        """Show the results of another form; an order that was not kept is left."""
        self._order = self._sheet.orders.get(self.form.value(), ()) if self._sheet is not None else ()
        self._tell()
        if self._order:
            self.table.choose(self._order[0])
        self._choose()

    def _list_laboratories(self) -> None:
        sheet = self._sheet
        others = [name for name, is_own in sheet.laboratories if not is_own] if sheet is not None else []
        options = (("own", self.tr("This hospital's laboratory")), *((f"at:{name}", name) for name in others))
        self.whose.set_options(options)
        if not self.whose.value():
            self.whose.set_value("own")
        self.whose.setVisible(len(options) > 1)

    @property
    def _report(self) -> Report | None:
        return self._reports.get(self.form.value())

    def _of_item(self, item: str) -> tuple[RangeView, ...]:
        """Return the ranges of one item of the shown laboratory, oldest first."""
        if self._sheet is None:
            return ()
        name = self.whose.value().removeprefix("at:") if self.whose.value().startswith("at:") else None
        views = {id(one.range): one for one in self._sheet.ranges}
        found = of_laboratory((one.range for one in self._sheet.ranges), name)
        return tuple(views[id(one)] for one in found if (one.form, one.item) == (self.form.value(), item))

    def _tell(self) -> None:
        report, sheet = self._report, self._sheet
        if report is None or sheet is None:
            self.table.set_rows(())
            return
        by_id = {one.item.id: one for one in report.results}
        results = [by_id[item] for item in self._order if item in by_id]
        rows = tuple(self._row(place, one, sheet) for place, one in enumerate(results, 1))
        self.table.set_rows(rows)
        is_moved = self._order != sheet.orders.get(report.form, ())
        with_range = sum(bool(self._standing(one.item.id, sheet)) for one in results if one.has_range)
        said = filled(self.tr("%1 results, %2 with a range today"), len(results), with_range)
        aside = (Text(said, "ink2"), *((Mark("draft", self.tr("order not kept"), ink="ink2"),) if is_moved else ()))
        self.header.set_aside(aside)
        self._keep_order.setVisible(is_moved and sheet.may_record)
        self._choose()
        self.unsaved_changed.emit()

    def _standing(self, item: str, sheet: LaboratorySheet) -> tuple[RangeView, ...]:
        views = {id(one.range): one for one in self._of_item(item)}
        return tuple(views[id(one)] for one in in_force(tuple(one.range for one in views.values()), sheet.today))

    def _row(self, place: int, result: Result, sheet: LaboratorySheet) -> Row:
        standing = [one.range for one in self._standing(result.item.id, sheet)]
        item = result.item
        units = {one.unit for one in standing}
        unit = next(iter(units)) if len(units) == 1 else item.unit
        said = "; ".join(
            " ".join(part for part in (whom_words(one), range_words(one, with_unit=one.unit != unit)) if part)
            for one in standing
        )
        cells = (
            Text(str(place), "ink3"),
            Text(item.label.in_(language()), weight=500),
            Text(unit, "ink2"),
            Text(said) if said else Text("–" if result.has_range else self.tr("coded result"), "ink3"),
            Text(max((one.valid_from for one in standing), default=""), "ink2"),
        )
        return Row(item.id, cells)

    def _choose(self) -> None:
        """Show the chosen item in the panel."""
        report, item = self._report, self.table.current_key()
        result = report.result(item) if report is not None and item else None
        words = result.item.label.in_(language()) if result is not None else ""
        takes = result is not None and result.has_range and report is not None and report.place is not None
        if self._shown_item() != (self.form.value(), item):
            self.entry.show_result(self.form.value(), result if takes else None, words)
            self._entered = (self.form.value(), item)
        may = takes and self._sheet is not None and self._sheet.may_record
        self.entry.setVisible(may)
        self._keep.setVisible(may)
        self._typed.setVisible(not may)
        self._typed.setText(self._why_typed(result, takes=takes))
        views = self._of_item(item)[::-1] if item else ()
        self._past.setVisible(takes)
        self._none.setVisible(takes and not views)
        self._ladder.setVisible(bool(views))
        standing = self._standing(item, self._sheet) if item and self._sheet is not None else ()
        self._ladder.set_steps(tuple(self._step(one, one in standing) for one in views))

    _entered = ("", "")

    def _shown_item(self) -> tuple[str, str]:
        return self._entered

    def _why_typed(self, result: Result | None, *, takes: bool) -> str:
        if result is not None and not result.has_range:
            return self.tr("A coded result has no range: the edition says which answers are normal.")
        if result is not None and not takes:
            return self.tr("This form does not ask whose laboratory measured: its ranges are typed with each record.")
        return "" if self._only_reads or result is not None else self.tr("Choose an item in the table.")

    def _step(self, view: RangeView, is_current: bool) -> Step:
        one = view.range
        whom = whom_words(one)
        paper = " ".join(part for part in (view.source, f"({one.source_on})" if one.source_on else "") if part)
        lines = (
            *((whom,) if whom else ()),
            days_words(one),
            paper or "–",
            f"{one.laboratory}",
            f"{one.by} {view.at:%Y-%m-%d %H:%M}",
        )
        head = (
            Text(range_words(one), "ink", 600, 14),
            *((Text(self.tr("today"), "accent", 500, 12),) if is_current else ()),
        )
        return Step(head=head, lines=lines, aside=f"#{one.entry.rpartition(':')[2]}", is_current=is_current)

    # acts

    @property
    def has_unsaved(self) -> bool:
        """Tell whether an order or a range was begun and not kept."""
        sheet = self._sheet
        is_moved = sheet is not None and self._order != sheet.orders.get(self.form.value(), self._order)
        return is_moved or self.entry.has_typed

    def move_line(self, step: int) -> None:
        """Move the chosen line up or down."""
        item = self.table.current_key()
        if self._only_reads or item not in self._order:
            return
        here = self._order.index(item)
        there = here + step
        if 0 <= there < len(self._order):
            order = list(self._order)
            order[here], order[there] = order[there], order[here]
            self._order = tuple(order)
            self._tell()
            self.table.choose(item)

    def keep_order(self) -> None:
        """Keep the order of the shown form."""
        if self.form.value():
            self._keep_order.setEnabled(False)
            command = ArrangeResults(self.form.value(), self._order)
            self.workplace.do(command, lambda _: self._keep_order.setEnabled(True), self.explained(self._refused), self)

    def keep(self) -> None:
        """Keep the range that stands in the panel, and go on to the next item."""
        command = self.entry.command()
        if isinstance(command, str):
            self._say(command, "over")
            return
        if self._keep.isEnabled():
            self._keep.setEnabled(False)
            self.workplace.do(command, self._kept, self.explained(self._refused), self)

    def _kept(self, outcome: Outcome) -> None:
        self._keep.setEnabled(True)
        item = self.table.current_key()
        self._say(self.tr("Kept. The next item is chosen."), "done")
        self.entry.low.set_value("")
        self.entry.high.set_value("")
        rest = [one for one in self._order[self._order.index(item) + 1 :] if self._takes(one)] if item else []
        if rest:
            self.table.choose(rest[0])
        self.entry.low.setFocus(Qt.FocusReason.TabFocusReason)

    def _takes(self, item: str) -> bool:
        result = self._report.result(item) if self._report is not None else None
        return result is not None and result.has_range

    def _refused(self, sentence: str, code: str) -> None:
        self._keep.setEnabled(True)
        self._keep_order.setEnabled(True)
        self._say(sentence, "over")

    def _say(self, words: str, ink: str) -> None:
        self._note.set_ink(ink)
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def retranslate(self) -> None:
        """Say every word in the language that is shown; the chosen item stays."""
        chosen = self.table.current_key()
        self.header.set_title(self.tr("Laboratory"))
        self.form.setAccessibleName(self.tr("Form"))
        self.form.set_options(tuple((one, form_label(self.workplace.study, one, language())) for one in self._reports))
        self.whose.setAccessibleName(self.tr("Laboratory"))
        self._keep_order.setText(self.tr("Keep this order"))
        keys = (("Alt+↑↓", self.tr("move the line")), ("Enter", self.tr("enter its range")))
        self._keys.set_runs(tuple(run for key, words in keys for run in (Box(key), Text(words, "ink2", size=12))))
        self.table.set_name(self.tr("Results in the order of the report"))
        self.table.set_columns(
            (
                Column("", 34),
                Column(self.tr("Item"), 210),
                Column(self.tr("Unit"), 74),
                Column(self.tr("Range in force today"), 220, stretches=True),
                Column(self.tr("Since"), 96),
            )
        )
        if self.panel is not None:
            self.panel.set_title(self.tr("Range from the laboratory's paper"))
        self.entry.retranslate()
        self._keep.setText(self.tr("Keep range"))
        self._past.setText(self.tr("Entered so far, newest first"))
        self._none.setText(self.tr("No range of this item was entered yet."))
        self._list_laboratories()
        self._entered = ("", "")
        self._tell()
        if chosen:
            self.table.choose(chosen)

"""The delegation log: who may do which task from when to when, and what was recorded without one; it judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from escc_desktop.actions.asking_people import DelegationMatter, DelegationRow, delegations
from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.delegation_dialog import EndDialog, GrantDialog
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.unsaved_dialog import lay_over
from escc_desktop.gui.pages.vocabulary import filled, form_label, short_role, task_label
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.notices import Banner, EmptyState
from escc_desktop.gui.widgets.rows import Column, GroupRow, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.trial.delegation import Undelegated
from escc_desktop.trial.findings import RAISING_ROLES
from escc_desktop.trial.training import days_left, is_ending

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_FEW = 2


class DelegationPage(SitePage):
    """Delegations in one table, in another what somebody not delegated recorded; the chosen line says all tasks."""

    concern = ("delegation", "people", "participant:", "participants")
    help_topic = "delegation"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("delegation_page")
        self._matter: DelegationMatter | None = None
        self._only_reads = only_reads(workplace)
        self._may_raise = not RAISING_ROLES.isdisjoint(workplace.person.roles)
        self._grant = FilledButton(icon_name="clipboard-check", is_recording=True)
        self._grant.setObjectName("delegate")
        self._grant.clicked.connect(self.delegate)
        self.print_button = QuietButton(icon_name="printer")
        self.print_button.setObjectName("delegation_print")
        self.print_button.clicked.connect(lambda: self.navigate.preview(DocumentRequest("delegation")))
        self.header.add(self.print_button)
        self.header.add(self._grant)
        self._banner = Banner("info")
        self._banner.setObjectName("delegation_needed")
        self._banner.hide()
        self.table = Table(fits=True)
        self.table.setObjectName("delegation_table")
        self.table.acted.connect(self.end)
        self._empty = EmptyState("clipboard-list")
        self._empty.acted.connect(self.delegate)
        self._about = Label("", "label", wraps=True)
        self.flagged = Table(fits=True)
        self.flagged.setObjectName("undelegated_table")
        self.flagged.opened.connect(self._open)
        self.flagged.acted.connect(self._follow_up)
        self.add(self._banner, self._empty, self.table, self._about, self.flagged, None)
        self.retranslate()

    def refresh(self) -> None:
        """Ask for the log and for what was recorded without it."""
        self.workplace.ask(delegations, self._show, self)

    def _show(self, matter: DelegationMatter) -> None:
        self._matter = matter
        self._tell()

    def delegate(self) -> None:
        """Lay the dialog that delegates over the window."""
        if self._matter is not None and self._grant.isEnabled():
            lay_over(self.window(), GrantDialog(self.workplace, self._matter))

    def end(self, entry: str) -> None:
        """Lay the dialog that ends a delegation over the window."""
        matter = self._matter
        row = next((one for one in matter.rows if one.delegation.entry == entry), None) if matter else None
        if matter is not None and row is not None and not self._is_over(row) and not self._only_reads:
            lay_over(self.window(), EndDialog(self.workplace, matter, row))

    def _open(self, key: str) -> None:
        number, _, record = key.split("|")
        if record:
            form = record.rsplit("/", 1)[-1]
            parts = record.split("/")
            visit = parts[1] if len(parts) == 3 and form in self.workplace.study.forms else None
            if form in self.workplace.study.forms:
                self.navigate.open_form(number, form, visit, record)
                return
        self.navigate.open_participant(number)

    def _follow_up(self, key: str) -> None:
        """Propose a finding about a flagged fact, or open it for whoever raises none."""
        found = self._matter.flagged if self._matter is not None else ()
        one = next((one for one in found if _key_of(one) == key), None)
        if one is None or not self._may_raise:
            self._open(key)
            return
        words = self.tr(
            "%1 recorded this on %2 without being delegated for it: %3. To do: check it against the source; let the "
            "principal investigator delegate the task or say who records from now on; write it down as a protocol "
            "deviation with cause and measure, and report it as the protocol asks. Then close this finding."
        )
        text = filled(words, one.deed.name, one.deed.on, task_label(one.task, language()))
        self.navigate.propose_finding(text, one.participant, one.record)

    def _is_over(self, row: DelegationRow) -> bool:
        left = days_left(row.delegation.last_on, self._matter.today) if self._matter else None
        return row.delegation.ended_on is not None or (left is not None and left < 0)

    def _tell(self) -> None:
        matter = self._matter
        if matter is None:
            return
        is_ready = bool(matter.investigators and matter.people)
        self._grant.setEnabled(is_ready)
        self._banner.setVisible(not matter.investigators)
        if not matter.investigators:
            words = self.tr("Only the principal investigator delegates. Add one on the page of people first.")
            self._banner.tell("info", self.tr("No principal investigator yet"), words, "")
        self.table.set_rows(tuple(self._row(one) for one in matter.rows))
        self.table.setVisible(bool(matter.rows))
        self._empty.setVisible(not matter.rows)
        self._empty.tell(
            self.tr("Nothing delegated yet"),
            self.tr("Without a delegation nobody but the principal investigator can sign, decide or enrol."),
            self.tr("Delegate tasks…") if is_ready else "",
            is_recording=True,
        )
        self.header.set_aside(filled(self.tr("%1 (delegation|delegations)"), len(matter.rows)))
        flagged: tuple[Row | GroupRow, ...] = tuple(self._flagged_row(one) for one in matter.flagged)
        if flagged:
            head = self.tr("Recorded by somebody not delegated for it: follow up, write down as a deviation")
            flagged = (GroupRow(head, str(len(matter.flagged))), *flagged)
        self.flagged.set_rows(flagged)
        self.flagged.setVisible(bool(flagged))

    def _row(self, row: DelegationRow) -> Row:
        one = row.delegation
        tasks = [task_label(task, language()).split("（")[0].split(" (")[0] for task in one.tasks]
        shown = "; ".join(tasks[:_FEW])
        rest = filled(self.tr("and %1 more"), len(tasks) - _FEW) if len(tasks) > _FEW else ""
        role = short_role(row.roles[0]) if row.roles else ""
        cells: tuple[Cell, ...] = (
            (Text(row.name, weight=500), Text(role, "ink2", size=12)),
            (Text(shown), Text(rest, "ink2", size=12)),
            one.from_on,
            one.last_on or "–",
            (Text(one.granted_by), Text(one.granted_at[:10], "ink2", size=12)),
            self._specimen(row),
            self._state(row),
        )
        act = "" if self._is_over(row) or self._only_reads else self.tr("End…")
        return Row(one.entry, cells, act, is_struck=self._is_over(row))

    def _specimen(self, row: DelegationRow) -> Cell:
        if row.delegation.specimen is not None:
            return Mark("yes", self.tr("image kept"))
        return Text(row.place) if row.place else Mark("unknown", self.tr("none"), ink="ink2")

    def _state(self, row: DelegationRow) -> Cell:
        assert self._matter is not None
        left = days_left(row.delegation.last_on, self._matter.today)
        if self._is_over(row):
            return Mark("rest", self.tr("ended"), ink="ink2")
        if row.delegation.from_on > self._matter.today.isoformat():
            return Mark("upcoming", self.tr("not begun"), ink="ink2")
        if left is not None and is_ending(row.delegation.last_on, self._matter.today):
            return Mark("warn", filled(self.tr("ends in %1 d"), left))
        return Mark("done", self.tr("holds"))

    def _flagged_row(self, one: Undelegated) -> Row:
        form = one.record.rsplit("/", 1)[-1] if one.record else ""
        study = self.workplace.study
        what = form_label(study, form, language()) if form in study.forms else self._what(one.what)
        cells: tuple[Cell, ...] = (
            one.deed.on,
            Text(one.deed.name, weight=500),
            Text(one.participant or "–"),
            what,
            Mark("warn", task_label(one.task, language())),
        )
        return Row(_key_of(one), cells, self.tr("Follow up…") if self._may_raise else self.tr("Open"))

    def _what(self, kind: str) -> str:
        words = {
            "participant.screened": self.tr("Screening registered"),
            "treatment.started": self.tr("First dose recorded"),
            "visit.booked": self.tr("Visit booked"),
            "record.saved": self.tr("Record saved"),
        }
        return words.get(kind, kind)

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Delegation log"))
        self._grant.setText(self.tr("Delegate tasks…"))
        self._about.setText(
            self.tr("An act without a delegation of its day is refused; a record is kept in any case and listed here.")
        )
        self.print_button.setText(self.tr("Print log…"))
        self.table.set_name(self.tr("Delegation log"))
        self.table.set_columns(
            (
                Column(self.tr("Person"), 150),
                Column(self.tr("Tasks"), 250, stretches=True),
                Column(self.tr("From"), 92),
                Column(self.tr("Until"), 92),
                Column(self.tr("Signed by"), 150),
                Column(self.tr("Specimen"), 120),
                Column(self.tr("State"), 110),
                Column("", 70),
            )
        )
        self.flagged.set_name(self.tr("Recorded without delegation"))
        self.flagged.set_columns(
            (
                Column(self.tr("Day"), 110),
                Column(self.tr("Recorded by"), 150),
                Column(self.tr("Participant"), 110),
                Column(self.tr("What"), 200, stretches=True),
                Column(self.tr("Not delegated for"), 260),
                Column("", 90),
            )
        )
        self._tell()


def _key_of(one: Undelegated) -> str:
    return f"{one.participant}|{one.deed.entry}|{one.record or ''}"

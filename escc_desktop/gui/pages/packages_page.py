"""What travels to the desk and back: three states with counts, the packages, export and import; it never deletes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import DocumentRequest, ExportPackage, ImportPackage
from escc_desktop.actions.views import ExportedPackage, ImportedPackage, Outcome, PackagesView, PackageView
from escc_desktop.gui.pages.files import ask_for_file, ask_for_folder
from escc_desktop.gui.pages.package_panel import PackagePanel
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import filled, grouped, moment
from escc_desktop.gui.runs import Cell, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.frames import Card, across, down, upright
from escc_desktop.gui.widgets.notices import Banner, EmptyState, ProblemCard
from escc_desktop.gui.widgets.rows import Column, GroupRow, Row
from escc_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace


class PackagesPage(SitePage):
    """``export_to(folder)`` and ``import_from(path)`` do what the two buttons do once a place was chosen."""

    concern = ("packages", "journal")
    help_topic = "packages"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("packages_page")
        self._view: PackagesView | None = None
        self._is_exporting = self._is_importing = self._is_showing = False
        self._retry: Path | None = None
        self.import_button = QuietButton(icon_name="download", is_recording=True)
        self.import_button.setObjectName("package_import")
        self.import_button.clicked.connect(self._choose_package)
        self.export_button = FilledButton(icon_name="usb", is_recording=True)
        self.export_button.setObjectName("package_export")
        self.export_button.clicked.connect(self._choose_folder)
        self.header.add(self.import_button, self.export_button)
        self._notice = Banner("yes", tone="done")
        self._notice.setObjectName("package_notice")
        self._notice.hide()
        self._problem = ProblemCard()
        self._problem.setObjectName("package_problem")
        self._problem.close_button.setObjectName("package_problem_close")
        self._problem.button.setObjectName("package_again")
        self._problem.closed.connect(self._problem.hide)
        self._problem.acted.connect(self._try_again)
        self._problem.hide()
        self.table = Table()
        self.table.setObjectName("packages_table")
        self.table.chosen.connect(self._choose)
        self._empty = EmptyState("package")
        self._empty.setObjectName("packages_empty")
        self._empty.acted.connect(self._choose_folder)
        self.add(self._states(), self._notice, self._problem, self.table, self._empty, None)
        self.shown = PackagePanel()
        self.shown.slip_asked.connect(self._print_slip)
        self.shown.done.connect(lambda: self.shown.show_package(None))
        self.set_panel(self.shown)
        self.retranslate()

    def _states(self) -> Card:
        card = Card(pad=0)
        self._state_lines = tuple((RunsLine("", height=26), RunsLine("", height=20)) for _ in range(3))
        row = across(gap=0, margins=(0, 10, 0, 10))
        for place, (figures, words) in enumerate(self._state_lines):
            if place:
                row.addWidget(upright())
            box = QWidget()
            box.setLayout(down(figures, words, gap=1, margins=(16, 0, 8, 0)))
            row.addWidget(box, 1)
        card.body.addLayout(row)
        return card

    @property
    def view(self) -> PackagesView | None:
        """What the page was told last."""
        return self._view

    def refresh(self) -> None:
        """Ask what was sent and what came."""
        self.workplace.ask(lambda site: asking.packages(site), self._show, self)

    def _show(self, view: PackagesView) -> None:
        self._view = view
        self._show_view()
        self.count_changed.emit(view.not_confirmed_packages)

    def _choose_folder(self) -> None:
        ask_for_folder(self, self.tr("Choose the stick or folder for the package"), self.export_to)

    def _choose_package(self) -> None:
        pattern = self.tr("Packages (*.escc);;All files (*)")
        ask_for_file(self, self.tr("Choose the package of the desk"), pattern, self.import_from)

    def export_to(self, folder: Path) -> None:
        """Write everything still to be sent to ``folder`` as one package."""
        if self._is_exporting:
            return
        self._is_exporting, self._retry = True, folder
        self._clear_told()
        self._show_busy()
        self.workplace.do(ExportPackage(folder), self._exported, self.explained(self._not_exported), self)

    def _exported(self, outcome: Outcome) -> None:
        assert isinstance(outcome.value, ExportedPackage)
        self._is_exporting = False
        self.shown.show_export(outcome.value)
        self._show_busy()

    def _not_exported(self, sentence: str, code: str) -> None:
        self._is_exporting = False
        self._show_busy()
        kept = self.tr("The vault has not changed; what was to be sent is still to be sent.")
        self._tell_problem(self.tr("The package was not written"), f"{sentence} {kept}", code, self.tr("Try again"))

    def import_from(self, path: Path) -> None:
        """Take in the package of the desk at ``path``."""
        if self._is_importing:
            return
        self._is_importing, self._retry = True, None
        self._clear_told()
        self._show_busy()
        self.workplace.do(ImportPackage(path), self._imported, self.explained(self._not_imported), self)

    def _imported(self, outcome: Outcome) -> None:
        assert isinstance(outcome.value, ImportedPackage)
        self._is_importing = False
        self._show_busy()
        brought = outcome.value
        words = filled(
            self.tr("%1 (entry|entries) came; confirmed now: %2 of ours."), brought.entries, brought.confirmed
        )
        if brought.back:
            back = filled(self.tr("%1 of them had been lost by the restore and are back."), brought.back)
            words = f"{words} {back}"
        self._notice.tell("yes", filled(self.tr("%1 was taken in"), brought.name), words, tone="done")
        self._notice.show()

    def _not_imported(self, sentence: str, code: str) -> None:
        self._is_importing = False
        self._show_busy()
        self._tell_problem(self.tr("The package was not taken in"), sentence, code, "")

    def _tell_problem(self, title: str, words: str, code: str, act: str) -> None:
        self._problem.tell(title, words, code, act)
        self._problem.show()

    def _clear_told(self) -> None:
        self._notice.hide()
        self._problem.hide()

    def _try_again(self) -> None:
        if self._retry is not None:
            self.export_to(self._retry)

    def _print_slip(self, name: str) -> None:
        self.navigate.preview(DocumentRequest("handover", package=name))

    def _choose(self, key: str) -> None:
        view = self._view
        if view is not None and not self._is_showing:
            found = next((one for one in (*view.ours, *view.desk) if _key(one) == key), None)
            self.shown.show_package(found)

    def _show_busy(self) -> None:
        view = self._view
        has_some = view is None or view.to_send > 0
        self.export_button.setEnabled(has_some and not self._is_exporting)
        self.import_button.setEnabled(not self._is_importing)
        exporting, importing = self.tr("Writing and reading back…"), self.tr("Checking…")
        self.export_button.setText(exporting if self._is_exporting else self.tr("Export package…"))
        self.import_button.setText(importing if self._is_importing else self.tr("Import desk package…"))

    def _show_view(self) -> None:
        self._show_busy()
        view = self._view
        if view is None:
            return
        entries, packages = self.tr("%1 (entry|entries)"), self.tr("%1 (package|packages)·%2 (entry|entries)")
        since = (
            filled(self.tr("since %1"), moment(view.to_send_since)[5:]) if view.to_send else self.tr("nothing waits")
        )
        waiting = [one for one in view.ours if not one.is_confirmed]
        oldest = filled(self.tr("oldest %1"), min(one.at for one in waiting).strftime("%m-%d")) if waiting else ""
        sure = [one for one in view.ours if one.is_confirmed]
        newest = filled(self.tr("up to %1"), f"{max(one.number for one in sure):06d}") if sure else ""
        figures = (
            filled(entries, grouped(view.to_send)),
            *(
                filled(packages, count, grouped(held))
                for count, held in (
                    (view.not_confirmed_packages, view.not_confirmed_entries),
                    (view.confirmed_packages, view.confirmed_entries),
                )
            ),
        )
        states = (
            (Mark("send", self.tr("To send")), since),
            (Mark("wait", self.tr("Exported, not confirmed")), oldest),
            (Mark("confirmed", self.tr("Confirmed by the desk")), newest),
        )
        for (upper, lower), number, (state, aside) in zip(self._state_lines, figures, states, strict=True):
            upper.set_runs(Text(number, weight=600, size=18))
            lower.set_runs((state, Text(aside, "ink3", size=12)) if aside else state)
        self._show_rows(view)

    def _show_rows(self, view: PackagesView) -> None:
        rows: list[Row | GroupRow] = []
        for title, packages in ((self.tr("Exported here"), view.ours), (self.tr("From the desk"), view.desk)):
            if packages:
                rows.append(GroupRow(title, str(len(packages))))
                rows.extend(self._row(one) for one in packages)
        self._is_showing = True  # a line that stays chosen is no new choice
        self.table.set_rows(tuple(rows))
        self._is_showing = False
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def _row(self, package: PackageView) -> Row:
        state: Cell = Mark("confirmed") if package.is_confirmed else Mark("wait")
        if not package.is_ours:
            state = Mark("yes", self.tr("Taken in"))
        cells: tuple[Cell, ...] = (
            Text(package.name, weight=500),
            f"{grouped(package.first)}–{grouped(package.last)}",
            moment(package.at),
            Text(package.check_code, weight=500),
            state,
        )
        return Row(_key(package), cells)

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Packages"))
        self.header.set_aside(self.tr("Exporting never deletes; only the desk's answer counts as confirmed"))
        self.table.set_name(self.tr("Packages"))
        self.table.set_columns(
            (
                Column(self.tr("Name"), 150, stretches=True),
                Column(self.tr("Entries"), 110),
                Column(self.tr("Time"), 140),
                Column(self.tr("Check code"), 100),
                Column(self.tr("State"), 140),
            )
        )
        self._empty.tell(
            self.tr("No package was made yet"),
            self.tr("Everything done here waits to be exported to a stick or a folder."),
            self.tr("Export package…"),
            is_recording=True,
        )
        self.shown.retranslate()
        self._show_view()


def _key(package: PackageView) -> str:
    return f"{'ours' if package.is_ours else 'desk'}|{package.name}"

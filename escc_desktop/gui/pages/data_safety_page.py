"""Where backups go, which ones are there, how old they are, and whether one was ever restored; it makes none itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from escc_desktop.actions.views_of_backups import BackupPlace, BackupProgress, GenerationView, SafetyView
from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.backup_dialogs import DrillDialog, PlaceDialog
from escc_desktop.gui.pages.backup_panel import BackupPanel
from escc_desktop.gui.pages.backup_words import entries_words, size_words, stage_words, standing_run
from escc_desktop.gui.pages.files import ask_for_folder
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import ago, filled, grouped, moment
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.frames import Card, across, down, upright
from escc_desktop.gui.widgets.notices import EmptyState, ProblemCard, ProgressCard
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.safekeeping import Safekeeping
    from escc_desktop.gui.workplace import Workplace

_DRILL_BEGINS = 0.4  # a drill has the last two stages of a backup's four


class DataSafetyPage(SitePage):
    """The state in three figures, what is under way, the generations in the place, and one of them at the side."""

    concern = ("backups",)
    help_topic = "backup"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("data_safety_page")
        assert workplace.safekeeping is not None
        self.keeping: Safekeeping = workplace.safekeeping
        self._is_showing = False
        self._told: object = None
        self.place_button = QuietButton(icon_name="folder-open", is_recording=True)
        self.place_button.setObjectName("backup_place")
        self.place_button.clicked.connect(self._choose_folder)
        self.place_button.hide()
        self.drill_button = QuietButton(icon_name="shield-check", is_recording=True)
        self.drill_button.setObjectName("backup_drill")
        self.drill_button.clicked.connect(self._ask_drill)
        self.backup_button = FilledButton(icon_name="hard-drive", is_recording=True)
        self.backup_button.setObjectName("backup_now")
        self.backup_button.clicked.connect(lambda: self.keeping.back_up())
        self.header.add(self.place_button, self.drill_button, self.backup_button)
        self._make_notices()
        self.table = Table()
        self.table.setObjectName("backup_table")
        self.table.chosen.connect(self._choose)
        self._empty = EmptyState("hard-drive")
        self._empty.setObjectName("backup_empty")
        self._empty.button.setObjectName("backup_empty_act")
        self._empty.acted.connect(self._act_on_empty)
        self.add(self._figures(), self._progress, self._problem, self.table, self._empty, None)
        self.shown = BackupPanel()
        self.set_panel(self.shown)
        self.keeping.changed.connect(self._show)
        self.keeping.progressed.connect(self._advance)
        self.retranslate()

    def _make_notices(self) -> None:
        self._progress = ProgressCard()
        self._progress.setObjectName("backup_progress")
        self._progress.button.setObjectName("backup_cancel")
        self._progress.cancelled.connect(self.keeping.cancel)
        self._progress.hide()
        self._problem = ProblemCard()
        self._problem.setObjectName("backup_problem")
        self._problem.close_button.setObjectName("backup_problem_close")
        self._problem.closed.connect(self.keeping.forget_problem)
        self._problem.hide()

    def _figures(self) -> Card:
        card = Card(pad=0)
        self._lines = tuple((RunsLine("", height=26), RunsLine("", height=20)) for _ in range(3))
        row = across(gap=0, margins=(0, 10, 0, 10))
        for place, (figure, words) in enumerate(self._lines):
            if place:
                row.addWidget(upright())
            box = QWidget()
            box.setLayout(down(figure, words, gap=1, margins=(16, 0, 8, 0)))
            row.addWidget(box, 1)
        card.body.addLayout(row)
        return card

    def refresh(self) -> None:
        """Look at the place again."""
        self.keeping.refresh()

    # what is asked for

    def _choose_folder(self) -> None:
        ask_for_folder(self, self.tr("Choose the stick or folder for backups"), self.propose)

    def propose(self, folder: Path) -> None:
        """Ask what the place at ``folder`` is called, and use it."""
        self.keeping.propose(folder, self._name_place)

    def _name_place(self, place: BackupPlace) -> None:
        self.navigate.lay_over(PlaceDialog(self.keeping, place))

    def _ask_drill(self) -> None:
        self.navigate.lay_over(DrillDialog(self.keeping, self.workplace.person.name))

    def _act_on_empty(self) -> None:
        view = self.keeping.view
        if view is None or view.place is None:
            self._choose_folder()
        elif self.keeping.folder is None:
            self.keeping.look()
        else:
            self.keeping.back_up()

    # what is shown

    def _show(self) -> None:
        keeping, view = self.keeping, self.keeping.view
        if view is None:
            return
        has_place, is_here = view.place is not None, keeping.folder is not None
        has_good = any(one.standing == "good" for one in keeping.there)
        self.backup_button.setEnabled(has_place and not keeping.doing)
        self.drill_button.setEnabled(has_good and not keeping.doing)
        self.place_button.setVisible(has_place)  # without one, the empty list asks for it
        self.place_button.setEnabled(not keeping.doing)
        self._show_figures(view, is_here)
        self._show_doing()
        self._show_problem(keeping.problem)
        self._show_rows(view, is_here)
        if keeping.done is not None and keeping.done is not self._told:
            self.shown.show_done(*keeping.done)
        self._told = keeping.done

    def _show_figures(self, view: SafetyView, is_here: bool) -> None:
        made, drill, place = view.last_off_machine, view.last_drill, view.place
        waiting = filled(self.tr("%1 since the last one"), entries_words(view.waiting))
        what = Mark("warn" if view.is_late else "done", self.tr("Backup off this computer"), ink="ink")
        proof = Mark("warn" if view.is_drill_late else "done", self.tr("Restore drill"), ink="ink")
        advice = filled(self.tr("on backup %1"), drill.generation) if drill else self.tr("none was made yet")
        if place is None:
            where, there = self.tr("No place yet"), Mark("unknown", self.tr("Not chosen"), ink="ink")
        else:
            where = place.label
            there = Mark("yes", self.tr("Here")) if is_here else Mark("wait", self.tr("Not here"))
        off = "" if place is None or place.is_off_machine else self.tr("on this computer")
        for (upper, lower), figure, state, aside in zip(
            self._lines,
            (ago(made.at if made else None, view.now), ago(drill.at if drill else None, view.now), where),
            (what, proof, there),
            (waiting, advice, off),
            strict=True,
        ):
            upper.set_runs(Text(figure, weight=600, size=18))
            lower.set_runs((state, Text(aside, "ink3", size=12)) if aside else state)

    def _show_doing(self) -> None:
        keeping = self.keeping
        is_new = bool(keeping.doing) and self._progress.isHidden()
        self._progress.setVisible(bool(keeping.doing))
        if is_new:
            self._progress.start()
        if keeping.step is not None and keeping.doing:
            self._advance(keeping.step)
        elif keeping.doing:
            self._progress.tell(self.tr("Looking at the place"), self._promise())

    def _promise(self) -> str:
        return self.tr("Work goes on meanwhile. Cancelling leaves nothing half done.")

    def _advance(self, step: BackupProgress) -> None:
        share = step.share
        if self.keeping.doing == "drill":
            share = (share - _DRILL_BEGINS) / (1 - _DRILL_BEGINS)
        self._progress.tell(stage_words(step.stage), self._promise(), can_cancel=self.keeping.can_cancel)
        self._progress.advance(share)

    def _show_problem(self, problem: EsccError | None) -> None:
        is_told = problem is not None and not isinstance(problem, WrongPassphrase)
        self._problem.setVisible(is_told)
        if problem is None or not is_told:
            return
        title = self.tr("The drill was not passed") if self.keeping.was_drill else self.tr("The backup was not made")
        self._problem.tell(title, explain(problem, language()), problem.code)

    def _show_rows(self, view: SafetyView, is_here: bool) -> None:
        there = self.keeping.there
        self._is_showing = True  # a line that stays chosen is no new choice
        self.table.set_rows(tuple(self._row(one) for one in there))
        self._is_showing = False
        self.table.setVisible(bool(there))
        self._empty.setVisible(not there)
        if view.place is None:
            self._empty.tell(
                self.tr("No second place was chosen yet"),
                self.tr(
                    "Choose a stick or a folder on another disk. A backup is then made by itself when it is there."
                ),
                self.tr("Choose place…"),
                is_recording=True,
            )
        elif not is_here:
            self._empty.tell(
                filled(self.tr("%1 is not here"), view.place.label),
                self.tr("Put it in: what is on it is shown, and a backup that is due is made by itself."),
                self.tr("Look again"),
            )
        else:
            self._empty.tell(
                filled(self.tr("No backup on %1 yet"), view.place.label),
                self.tr("The first one holds everything recorded so far."),
                self.tr("Back up now"),
                is_recording=True,
            )

    def _row(self, one: GenerationView) -> Row:
        is_read = one.at is not None
        return Row(
            one.name,
            (
                Text(one.name, weight=500),
                moment(one.at),
                grouped(one.entries) if is_read else "–",
                size_words(one.size) if is_read else "–",
                standing_run(one.standing),
            ),
        )

    def _choose(self, key: str) -> None:
        if not self._is_showing:
            self.shown.show_generation(next((one for one in self.keeping.there if one.name == key), None))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Data safety"))
        self.header.set_aside(self.tr("A backup counts once it was opened again and verified"))
        self.place_button.setText(self.tr("Other place…"))
        self.drill_button.setText(self.tr("Restore drill…"))
        self.backup_button.setText(self.tr("Back up now"))
        self.table.set_name(self.tr("Backups in the place"))
        self.table.set_columns(
            (
                Column(self.tr("Name"), 230, stretches=True),
                Column(self.tr("Made"), 140),
                Column(self.tr("Entries"), 80),
                Column(self.tr("Size"), 80),
                Column(self.tr("State"), 170),
            )
        )
        self.shown.retranslate()
        self._show()

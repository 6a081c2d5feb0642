"""The panel beside the backups: the chosen generation, or what the backup or drill that just ended has proved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from escc_desktop.actions.views_of_backups import GenerationView, WrittenBackup
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.backup_words import entries_words, size_words, standing_about, standing_run
from escc_desktop.gui.pages.vocabulary import filled, grouped, moment
from escc_desktop.gui.runs import Text
from escc_desktop.gui.widgets.frames import CardRow, Label, down, empty_layout
from escc_desktop.gui.widgets.ladder import Ladder, Step
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.words import say


class BackupPanel(SidePanel):
    """Shows one generation or one result; the page says which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=308, parent=parent)
        self.setObjectName("backup_panel")
        self._chosen: GenerationView | None = None
        self._done: tuple[str, WrittenBackup] | None = None
        self.name = Label("", "emphasis", wraps=True)
        self.name.setObjectName("backup_name")
        self._about = Label("", "plain", ink="ink2", wraps=True)
        self._about.setObjectName("backup_about")
        self._body = down(gap=8)
        self.content.addWidget(self.name)
        self.content.addWidget(self._about)
        self.content.addLayout(self._body)
        self.retranslate()

    def show_generation(self, view: GenerationView | None) -> None:
        """Show one file of the place, or that none is chosen."""
        self._chosen, self._done = view, None
        self.retranslate()

    def show_done(self, doing: str, written: WrittenBackup) -> None:
        """Show what a backup or a drill that just ended has proved."""
        self._chosen, self._done = None, (doing, written)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        empty_layout(self._body)
        if self._done is not None:
            self._show_done(*self._done)
        elif self._chosen is not None:
            self._show_generation(self._chosen)
        else:
            self.set_title(self.tr("Backup"))
            self.name.hide()
            self._about.setText(self.tr("Choose a generation in the table, or make a backup now."))

    def _show_generation(self, view: GenerationView) -> None:
        self.set_title(self.tr("Generation"))
        self.name.setText(view.name)
        self.name.show()
        self._about.setText(standing_about(view.standing))
        rows = [(self.tr("State"), standing_run(view.standing))]
        self._body.addWidget(CardRow(Text(rows[0][0], "ink2"), rows[0][1]))
        if view.code is not None:
            self._body.addWidget(Label(say(view.code, language(), backup=view.name), "label", wraps=True))
            return
        for words, right in (
            (self.tr("Made"), moment(view.at)),
            (self.tr("Entries of the journal"), grouped(view.entries)),
            (self.tr("Size"), size_words(view.size)),
        ):
            self._body.addWidget(CardRow(Text(words, "ink2"), Text(right)))

    def _show_done(self, doing: str, written: WrittenBackup) -> None:
        is_drill = doing == "drill"
        self.set_title(self.tr("This drill") if is_drill else self.tr("This backup"))
        self.name.setText(written.name)
        self.name.show()
        verified = filled(self.tr("%1 verified"), entries_words(written.verified))
        if is_drill:
            self._about.setText(
                self.tr("The newest backup can be restored. The copy that proved it was taken away again.")
            )
            steps: tuple[Step, ...] = (
                Step(self.tr("Restored to a place apart"), (size_words(written.size),), mark="done"),
                Step(self.tr("Opened with your passphrase"), (), mark="done"),
                Step(self.tr("Verified whole"), (verified,), mark="done"),
                Step(self.tr("The same as its beginning says"), (entries_words(written.entries),), mark="done"),
                Step(self.tr("Taken away again"), (), mark="done"),
            )
        else:
            self._about.setText(filled(self.tr("On %1, opened again and verified."), written.label))
            steps = (
                Step(self.tr("Written"), (size_words(written.size),), mark="done"),
                Step(self.tr("Read back"), (self.tr("equal to the byte"),), mark="done"),
                Step(self.tr("Opened and verified whole"), (verified,), mark="done"),
                Step(self.tr("In its place"), (filled(self.tr("generation %1"), written.generation),), mark="done"),
            )
        ladder = Ladder(steps)
        ladder.setObjectName("backup_ladder")
        self._body.addWidget(ladder)

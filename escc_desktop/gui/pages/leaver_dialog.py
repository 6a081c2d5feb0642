"""Guides a site administrator through ending somebody's access: what stands open, why, when, who goes on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.key_commands import PersonLeaves
from escc_desktop.actions.leaver import REASONS, STAGES, LeaverView, leaver_view
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.vocabulary import filled, role_words
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import DateField, PassphraseField
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.ladder import Ladder, Step
from escc_desktop.gui.window import MainWindow
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace


class LeaverDialog(DialogFrame):
    """What stands open of a person, the reason, the last day, the successor and the administrator's passphrase.

    While it is done the stages show; then one sentence says what holds.
    """

    def __init__(self, workplace: Workplace, navigate: Navigator, person: PersonView) -> None:
        super().__init__("", "", icon_name="user-minus")
        self.setObjectName("leaver_dialog")
        self.workplace, self.navigate, self.person = workplace, navigate, person
        self._view: LeaverView | None = None
        self._stage = -1
        self._make_fields()
        self._make_progress()
        self.add(self._fields, self._progress)
        self.button.setObjectName("leaver_confirm")
        self.cancel_button.setObjectName("leaver_cancel")
        self.accepted.connect(self._go)
        self._retranslate()
        self.button.setEnabled(False)
        workplace.ask(lambda site: leaver_view(site, person.id), self._show, self, self._refused)

    def _make_fields(self) -> None:
        self._open = Label("", "plain", wraps=True)
        self._open.setObjectName("leaver_open")
        self.print_button = QuietButton(icon_name="printer", is_small=True)
        self.print_button.setObjectName("leaver_print")
        self.print_button.clicked.connect(self._print)
        self.reason, self.successor = ComboField(), ComboField()
        self.last_day = DateField()
        self.passphrase = PassphraseField()
        self.reason.setObjectName("leaver_reason")
        self.successor.setObjectName("leaver_successor")
        self.last_day.edit.setObjectName("leaver_last_day")
        self.passphrase.setObjectName("leaver_passphrase")
        self._rows = {
            "reason": Labelled("", self.reason),
            "last_day": Labelled("", self.last_day, stretches=False),
            "successor": Labelled("", self.successor),
            "passphrase": Labelled("", self.passphrase),
        }
        for field in (self.reason, self.last_day, self.successor, self.passphrase):
            field.edited.connect(self._edited)
        self._after = Label("", "caption", wraps=True)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("leaver_problem")
        head = across(self._open, self.print_button, gap=12)
        head.setStretch(0, 1)
        first = across(self._rows["reason"], self._rows["last_day"], gap=14)
        second = across(self._rows["successor"], self._rows["passphrase"], gap=14)
        for row in (first, second):
            for place in (0, 1):
                row.setStretch(place, 1)
        self._fields = QWidget()
        self._fields.setLayout(down(head, first, second, self._after, self._problem, gap=10))

    def _make_progress(self) -> None:
        self._ladder = Ladder(gap=10)
        self._done_words = Label("", "plain", wraps=True)
        self._done = QWidget()
        self._done.setObjectName("leaver_done")
        line = across(MarkSign("done", 16), self._done_words, gap=8)
        line.setStretch(1, 1)
        self._done.setLayout(line)
        self._done.hide()
        self._progress = QWidget()
        self._progress.setLayout(down(self._ladder, self._done, gap=12))
        self._progress.hide()

    def _print(self) -> None:
        """Show the handover, to be signed by both; it can be printed long before the last day."""
        self.close_dialog()
        self.navigate.preview(DocumentRequest("work_handover", person=self.person.id))

    def _show(self, view: LeaverView) -> None:
        self._view = view
        self._retranslate()
        self.last_day.set_value(view.today.isoformat())
        if view.refusal is not None:
            self._problem.setText(explain(view.refusal, language()))
        self.button.setEnabled(view.refusal is None and not view.waiting)

    def _last_day(self) -> date | None:
        try:
            return date.fromisoformat(self.last_day.value())
        except ValueError:
            return None

    def _go(self) -> None:
        if self._stage >= len(STAGES) - 1:
            self.close_dialog()
            return
        on = self._last_day()
        wrong = {
            "reason": "" if self.reason.value() else self.tr("Choose why the person leaves."),
            "last_day": "" if on is not None else self.tr("Type the last day as 2026-03-05."),
            "successor": "" if self.successor.value() else self.tr("Choose who takes over."),
            "passphrase": "" if self.passphrase.value() else self.tr("Type your own passphrase."),
        }
        for name, words in wrong.items():
            self._rows[name].set_problem(words, is_hard=True)
        first = next((name for name, words in wrong.items() if words), "")
        if first or on is None:
            self._rows[first].field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = PersonLeaves(self.person.id, self.reason.value(), on, self.successor.value(), self.passphrase.value())
        self._fields.hide()
        self._progress.show()
        self._tell(0)
        for button in (self.button, self.cancel_button):
            button.setEnabled(False)
        self.workplace.leave(command, self._advanced, self._left, self._refused, self)

    def _advanced(self, stage: str) -> None:
        self._tell(STAGES.index(stage))

    def _left(self, outcome: Outcome) -> None:
        self._tell(len(STAGES))
        self.passphrase.clear()
        self._done.show()
        self.cancel_button.hide()
        self.button.setEnabled(True)
        self._retranslate()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, problem: EsccError) -> None:
        self._progress.hide()
        self._fields.show()
        self._stage = -1
        self.passphrase.clear()
        for button in (self.button, self.cancel_button):
            button.setEnabled(True)
        words = explain(problem, language())
        is_secret = isinstance(problem, WrongPassphrase) or problem.code == "TRY_LATER"
        self._rows["passphrase"].set_problem(words if is_secret else "", is_hard=True)
        self._problem.setText("" if is_secret else words)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        if problem.code == "RENEWAL_UNFINISHED":
            window = self.window()
            if isinstance(window, MainWindow):
                window.lock_asked.emit()  # the vault is closed; unlocking brings it to its end

    def cancel(self) -> None:
        """Close, unless the key is being changed: that goes to its end or leaves everything as it was."""
        if self.cancel_button.isEnabled():
            super().cancel()

    def _edited(self) -> None:
        self._problem.setText("")
        for row in self._rows.values():
            row.set_problem("")

    def _tell(self, stage: int) -> None:
        self._stage = stage
        heads = (
            self.tr("Written anew under a new key, without this person"),
            self.tr("Checked: pages, rows, ends of chains"),
            self.tr("Put in the place of the old one"),
            self.tr("Old file overwritten and taken away"),
        )
        self._ladder.set_steps(
            tuple(
                Step(head, mark="done" if place < stage else "", is_current=place == stage)
                for place, head in enumerate(heads)
            )
        )

    def _retranslate(self) -> None:
        super()._retranslate()
        if not hasattr(self, "_done"):
            return
        name, is_done = self.person.name, self._stage >= len(STAGES) - 1
        self.title.setText(filled(self.tr("%1 leaves the site"), name))
        self.setAccessibleName(self.title.text())
        self.words.setText(self.tr("Access ends at once. What was recorded and signed stays valid."))
        self.words.setVisible(not is_done)
        words = {"left_site": self.tr("Left the hospital"), "other_post": self.tr("Another post"),
                 "study_ended": self.tr("Part in the study ended"), "other": self.tr("Other")}  # fmt: skip
        self.reason.set_options(tuple((one, words[one]) for one in REASONS))
        self.reason.set_words(self.tr("Choose a reason"))
        self.successor.set_words(self.tr("Choose who takes over"))
        self._rows["reason"].set_words(self.tr("Reason"))
        self._rows["last_day"].set_words(self.tr("Last day"))
        self._rows["successor"].set_words(self.tr("Takes over drafts and open work"))
        self._rows["passphrase"].set_words(filled(self.tr("Passphrase of %1"), self.workplace.person.name))
        self.print_button.setText(self.tr("Print handover…"))
        self._after.setText(
            self.tr("The old key still opens backups made before today: keep those where the person cannot reach them.")
        )
        self._done_words.setText(
            filled(self.tr("%1 can no longer unlock or sign here. Everybody else goes on with their own passphrase."),
                   name)
        )  # fmt: skip
        self.button.setText(self.tr("Close") if is_done else self.tr("End access"))
        self._say_open()

    def _say_open(self) -> None:
        view = self._view
        if view is None:
            return
        lines = [
            filled(self.tr("Drafts: %1"), view.drafts),
            filled(self.tr("Entries that the desk has not confirmed: %1"), view.not_confirmed),
        ]
        if view.waiting:
            names = ", ".join(view.waiting)
            lines.append(filled(self.tr("Must unlock once at this computer before: %1"), names))
        self._open.setText("\n".join(lines))
        options = tuple((one.id, f"{one.name} ({role_words(one.role)})") for one in view.successors)
        self.successor.set_options(options)

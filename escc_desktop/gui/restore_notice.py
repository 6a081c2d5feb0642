"""Says above every page that the vault was restored, until the desk has answered, and takes the paper log's numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from escc_desktop.actions.commands import ConfirmNumbers
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language, tongue
from escc_desktop.gui.pages.restore_page import missing_words
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.notice_board import NoticeBoard
from escc_desktop.gui.widgets.notices import Banner
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.actions.restored import RestoredView
    from escc_desktop.actions.site import Site
    from escc_desktop.gui.workplace import Workplace

NOTICE = "restored"


class RestoreNotice(QObject):
    """The banner of one open site; ``show_dialog`` lays the dialog for the numbers over the window."""

    def __init__(self, workplace: Workplace, board: NoticeBoard, show_dialog: Callable[[DialogFrame], None]) -> None:
        super().__init__(workplace)
        self._workplace, self._board, self._show_dialog = workplace, board, show_dialog
        self._view: RestoredView | None = None
        workplace.changed.connect(self._changed)
        tongue().changed.connect(self._show)
        self.refresh()

    def _changed(self, changes: frozenset[str]) -> None:
        if changes & {"packages", "restored"}:
            self.refresh()

    def refresh(self) -> None:
        """Ask whether anything still waits for the desk."""

        def question(site: Site) -> RestoredView | None:
            from escc_desktop.actions.restored import restored

            return restored(site)

        self._workplace.ask(question, self._told, self)

    def _told(self, view: RestoredView | None) -> None:
        self._view = view
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None or (view.is_confirmed and not view.has_alarm):
            self._board.take(NOTICE)
            return
        if view.has_alarm:
            title = self.tr("Two machines are at work: the device that was replaced goes on sending")
            words = self.tr("Stop working on the old computer; what was recorded there has to be entered here.")
            self._board.put(NOTICE, Banner("warn", title, words))
            return
        title = filled(self.tr("This vault was restored to entry %1 of %2"), view.last, view.before)
        words = self.tr("Export a package: the desk's next one brings back what it had received.")
        if view.missing:
            words = f"{filled(self.tr('Missing: %1.'), missing_words(view.missing))} {words}"
        act = "" if view.has_numbers else self.tr("Type the last numbers…")
        banner = Banner("warn", title, words, act, is_recording=True)
        banner.button.setObjectName("restored_numbers")
        banner.acted.connect(lambda: self._show_dialog(NumbersDialog(self._workplace)))
        self._board.put(NOTICE, banner)


class NumbersDialog(DialogFrame):
    """Takes the last numbers that stand on the paper log, so that new ones are given again."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__("", "", icon_name="hash")
        self.setObjectName("numbers_dialog")
        self._workplace = workplace
        self._about = Label("", "plain", wraps=True)
        self.screening, self.enrolment = FieldEdit(), FieldEdit()
        self.screening.setObjectName("numbers_screening")
        self.enrolment.setObjectName("numbers_enrolment")
        self._fields = (Labelled("", self.screening), Labelled("", self.enrolment))
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("numbers_problem")
        self.add(self._about, *self._fields, self._problem)
        self.button.setObjectName("numbers_confirm")
        self.cancel_button.setObjectName("numbers_cancel")
        self.accepted.connect(self._confirm)
        self._say()

    def _confirm(self) -> None:
        self.button.setEnabled(False)
        command = ConfirmNumbers(self.screening.value(), self.enrolment.value())
        self._workplace.do(command, lambda _: self.close_dialog(), self._refused, self)

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))

    def _say(self) -> None:
        self.title.setText(self.tr("Last numbers on the paper log"))
        self.setAccessibleName(self.title.text())
        self._about.setText(
            self.tr(
                "Numbers given after the backup may be missing here. Type the last ones as the paper log shows them."
            )
        )
        self._fields[0].set_words(self.tr("Last screening number"), self.tr("empty if none was given"))
        self._fields[1].set_words(self.tr("Last enrolment number"), self.tr("empty if none was given"))
        self.button.setText(self.tr("Confirm numbers"))

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

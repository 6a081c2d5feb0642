"""A forgotten passphrase, step by step: write a request, wait for the desk, take the grant; it opens nothing itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from escc_desktop.gui.pages.files import ask_for_folder
from escc_desktop.gui.pages.recovery_forms import GrantForm, RequestForm
from escc_desktop.gui.pages.unlock_page import Badge
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.buttons import FilledButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.frames import Card, Label, across, down
from escc_desktop.gui.widgets.ladder import Ladder

if TYPE_CHECKING:
    from escc_desktop.actions.recovery_waiting import WaitingView
    from escc_desktop.actions.views import PersonView

_WRITE, _WAIT, _TAKE = range(3)


class RecoveryPage(QWidget):
    """Three steps, between which the program may be closed. The program answers by ``show_waiting`` and ``refuse``.

    ``request_asked``: person id, new passphrase, folder. ``again_asked``: person id, folder. ``grant_asked``: person
    id, new passphrase, file. ``judge_asked``: what is typed, and who wants to know what it is worth.
    """

    request_asked = Signal(str, str, object)
    again_asked = Signal(str, object)
    grant_asked = Signal(str, str, object)
    judge_asked = Signal(str, object)
    left = Signal()
    language_asked = Signal()

    def __init__(self, people: tuple[PersonView, ...], chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery_page")
        self.setProperty("kind", "canvas")
        self._people = people
        self._waiting: dict[str, WaitingView] = {}
        self._person = chosen
        self._path: Path | None = None
        self._title, self._words = Label("", "display", wraps=True), Label("", "label", wraps=True)
        self._steps = Ladder(gap=14)
        self.language = LinkButton("中文 / English", "languages")
        self.language.setObjectName("recovery_language")
        self.language.clicked.connect(self.language_asked)
        self.request = RequestForm()
        self.request.chosen.set_judge(self.judge_asked.emit)
        self.request.person.edited.connect(self._chosen)
        self.request.back.clicked.connect(self.left)
        self.request.button.clicked.connect(self._write)
        self.grant = GrantForm()
        self.grant.back.clicked.connect(lambda: self._show(_WAIT))
        self.grant.when_asked(self._take)
        steps = QWidget()
        self._stack = QStackedLayout(steps)  # of a widget: else its first step is a window of its own for a moment
        for part in (self.request, self._waiting_part(), self.grant):
            self._stack.addWidget(part)
        card = Card(pad=28, gap=14)
        card.setFixedSize(840, 560)
        left = QWidget()
        left.setFixedWidth(264)
        left.setLayout(down(Badge(), 8, self._title, self._words, 12, self._steps, None, across(self.language, None)))
        card.add(across(left, steps, gap=32))
        self.setLayout(down(None, across(None, card, None), None))
        self.retranslate()
        self.request.person.set_value(chosen)
        self.request.setFocus(Qt.FocusReason.OtherFocusReason)

    def _waiting_part(self) -> QWidget:
        self._for_whom = Label("", "card", wraps=True)
        self._code_words, self._told = Label("", "label", wraps=True), Label("", "plain", wraps=True)
        self.code = Label("", "display")
        self.code.setObjectName("recovery_code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._where = Label("", "caption", wraps=True)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self.again, self.another, self.leave = QuietButton(), QuietButton(), QuietButton()
        self.have_grant = FilledButton()
        for button, name, act in (
            (self.again, "recovery_again", self._choose_again),
            (self.another, "recovery_another", lambda: self._show(_WRITE)),
            (self.leave, "recovery_leave_waiting", self.left.emit),
            (self.have_grant, "recovery_have_grant", lambda: self._show(_TAKE)),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
        box = QWidget()
        foot = across(self.leave, None, self.have_grant)
        others = across(self.again, self.another, None)
        box.setLayout(
            down(
                *(self._for_whom, 6, self._code_words, self.code, self._where, 6, self._told, 6),
                *(others, self._problem, None, foot),
                gap=8,
            )
        )
        return box

    def show_requests(self, waiting: tuple[WaitingView, ...]) -> None:
        """Know whose requests wait; who has one goes on where they were."""
        self._waiting = {one.person: one for one in waiting}
        self._chosen()

    def show_waiting(self, waiting: WaitingView, path: Path) -> None:
        """Show that the request was written: its code, and where it lies."""
        self.request.set_busy(is_busy=False)
        self.request.chosen.clear()
        self._waiting[waiting.person] = waiting
        self._person, self._path = waiting.person, path
        self._show(_WAIT)

    def refuse(self, sentence: str) -> None:
        """Say in the step that is shown why it was not done."""
        self.request.set_busy(is_busy=False)
        if self._stack.currentIndex() == _TAKE:
            self.grant.refuse(sentence)
        elif self._stack.currentIndex() == _WAIT:
            self._problem.setText(sentence)
        else:
            self.request.problem.setText(sentence)

    def _chosen(self) -> None:
        self._person = self.request.person.value() or self._person
        if self._person in self._waiting and self._stack.currentIndex() == _WRITE:
            self._show(_WAIT)

    def _write(self) -> None:
        if self.request.button.isEnabled() and self.request.is_ready():
            self.request.set_busy(is_busy=True)
            self._person = self.request.person.value()
            folder = Path(self.request.folder.value())
            self.request_asked.emit(self._person, self.request.chosen.value(), folder)

    def _choose_again(self) -> None:
        ask_for_folder(
            self, self.tr("Where the request is written"), lambda path: self.again_asked.emit(self._person, path)
        )

    def _take(self) -> None:
        if self.grant.button.isEnabled() and self.grant.is_ready():
            self.grant.set_busy(is_busy=True)
            self.grant_asked.emit(self._person, self.grant.passphrase.value(), Path(self.grant.path.value()))

    def _show(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._problem.setText("")
        self.retranslate()
        focus = {_WRITE: self.request, _WAIT: self.have_grant, _TAKE: self.grant}[step]
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self) -> None:
        words = (
            (self.tr("Write a request"), self.tr("with a new passphrase")),
            (self.tr("The desk answers"), self.tr("two people there; you may close")),
            (self.tr("Take the grant"), self.tr("it lets you in once")),
        )
        self._steps.show_way(words, self._stack.currentIndex())

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._title.setText(self.tr("Passphrase forgotten"))
        self._words.setText(
            self.tr("Nobody can read or set your passphrase. You choose a new one. Entries and drafts are all kept.")
        )
        self.request.person.set_options(tuple((person.id, person.name) for person in self._people))
        self.request.person.set_value(self._person)
        self.request.retranslate()
        self.grant.retranslate()
        self._show_steps()
        shown = self._waiting.get(self._person)
        name, code, at = (shown.name, shown.code, f"{shown.written_at:%Y-%m-%d %H:%M}") if shown else ("", "", "")
        self._for_whom.setText(filled(self.tr("The request of %1 waits for its grant"), name))
        self._code_words.setText(self.tr("Request code: read it to the desk on the telephone"))
        self.code.setText(code)
        self.code.setAccessibleName(filled(self.tr("Request code %1"), code))
        where = filled(self.tr("Written %1"), at)
        self._where.setText(f"{where}: {self._path}" if self._path else where)
        self._told.setText(
            self.tr(
                "Give the file to the central desk. Two people there make the grant from it. "
                "Whoever unlocks next sees in the journal that you asked."
            )
        )
        self.again.setText(self.tr("Write the file again…"))
        self.another.setText(self.tr("Write another request"))
        self.leave.setText(self.tr("Back to unlocking"))
        self.have_grant.setText(self.tr("The grant is here"))

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

"""The first run: the kit, what it says, and the first site administrator; it opens no kit and makes no vault itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.pages.files import ask_for_file
from escc_desktop.gui.pages.new_person import NewPerson
from escc_desktop.gui.pages.unlock_page import Badge
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.pages.whereabouts_banner import WhereaboutsBanner
from escc_desktop.gui.runs import Box, Mark, Text
from escc_desktop.gui.widgets.buttons import FilledButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.fields import FieldEdit, PassphraseField
from escc_desktop.gui.widgets.frames import Card, CardRow, Label, Scrolled, across, down, empty_layout, hairline
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.ladder import Ladder

if TYPE_CHECKING:
    from escc_desktop.actions.first_run import KitView


class KitForm(QWidget):
    """Which kit, and its passphrase. ``asked`` follows the button or Enter when both are there."""

    asked = Signal()

    def __init__(self, path: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = FieldEdit()
        self.path.setObjectName("kit_path")
        self.path.set_value(path)
        self.choose = QuietButton(icon_name="folder-open")
        self.choose.setObjectName("kit_choose")
        self.choose.clicked.connect(self._choose)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("kit_passphrase")
        self.button = FilledButton()
        self.button.setObjectName("kit_open")
        self.button.clicked.connect(self.ask)
        self.passphrase.returnPressed.connect(self.ask)
        self.path.returnPressed.connect(self.passphrase.setFocus)
        self._path_field = Labelled("", self.path, beside=self.choose)
        self._secret_field = Labelled("", self.passphrase)
        for field, labelled in ((self.path, self._path_field), (self.passphrase, self._secret_field)):
            field.edited.connect(lambda shown=labelled: shown.set_problem(""))
        self.setLayout(down(self._path_field, self._secret_field, 4, across(None, self.button), None, gap=12))
        self.setFocusProxy(self.passphrase if path else self.path)
        self.retranslate()

    def _choose(self) -> None:
        pattern = self.tr("Site kits (*.kit *.escckit);;All files (*)")
        ask_for_file(self, self.tr("Choose the site kit"), pattern, self.take)

    def take(self, path: Path) -> None:
        """Take ``path`` as the kit and go on to its passphrase."""
        self.path.set_value(str(path))
        self._path_field.set_problem("")
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask to open the kit; say what is missing instead."""
        if not self.path.value():
            self._path_field.set_problem(lambda: self.tr("Choose the kit file."), is_hard=True)
            self.path.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.passphrase.value():
            self._secret_field.set_problem(lambda: self.tr("Type the kit's passphrase."), is_hard=True)
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.set_busy(is_busy=True)
            self.asked.emit()

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that the kit is being opened."""
        self.button.setEnabled(not is_busy)
        self.button.setText(self.tr("Opening the kit…") if is_busy else self.tr("Open kit"))

    def refuse(self, sentence: str) -> None:
        """Say why the kit was not opened."""
        self.set_busy(is_busy=False)
        self._secret_field.set_problem(sentence, is_hard=True)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._path_field.set_words(
            self.tr("Kit file"), self.tr("The file that the central desk made for this computer.")
        )
        self.choose.setText(self.tr("Choose…"))
        self._secret_field.set_words(
            self.tr("Kit passphrase"), self.tr("It came by another way than the file: by telephone or on paper.")
        )
        self.button.setText(self.tr("Open kit"))


class FirstRunPage(QWidget):
    """Two steps, then the program goes on. The program answers by ``show_kit``, ``refuse_kit`` and ``refuse``.

    ``kit_asked``: path and passphrase of the kit. ``first_run_asked``: path, kit passphrase, administrator's name and
    passphrase; what was typed is kept by the page until the program leaves it. ``judge_asked``: name, passphrase, the
    words that are known to whoever guesses, and what wants to hear what it is worth.
    """

    kit_asked = Signal(object, str)
    first_run_asked = Signal(object, str, str, str)
    judge_asked = Signal(str, str, object, object)
    language_asked = Signal()
    restore_asked = Signal()

    def __init__(self, kit_path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run_page")
        self.setProperty("kind", "canvas")
        self._kit: KitView | None = None
        self.kit_form = KitForm(str(kit_path) if kit_path else "")
        self.kit_form.asked.connect(self._ask_kit)
        self._title = Label("", "display")
        self._words = Label("", "label", wraps=True)
        self._steps = Ladder(gap=14)
        self.language = LinkButton("中文 / English", "languages")
        self.language.setObjectName("first_run_language")
        self.language.clicked.connect(self.language_asked)
        self.restore = LinkButton()
        self.restore.setObjectName("first_run_restore")
        self.restore.clicked.connect(self.restore_asked)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.kit_form)
        self._stack.addWidget(self._administrator_form())
        card = Card(pad=28, gap=14)
        card.setFixedSize(840, 620)
        left = QWidget()
        left.setFixedWidth(264)
        left.setLayout(
            down(
                Badge(),
                8,
                self._title,
                self._words,
                12,
                self._steps,
                None,
                across(self.restore, None),
                across(self.language, None),
            )
        )
        card.add(across(left, self._stack, gap=32))
        self.place = WhereaboutsBanner(is_first_run=True)
        self.place.setFixedWidth(840)
        scrolled = Scrolled()  # a low window must not cut the foot of the card
        scrolled.inner.addLayout(down(None, across(None, self.place, None), across(None, card, None), None))
        self.setLayout(down(scrolled, gap=0))
        self.retranslate()
        self.kit_form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _administrator_form(self) -> QWidget:
        self._facts = down(gap=2)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self.administrator = NewPerson("administrator", role="site_administrator")
        self.administrator.finished.connect(self.ask)
        self.administrator.set_judge(self._judge)
        self.administrator.edited.connect(lambda: self._problem.setText(""))
        self._heading = Label("", "card")
        self.back = QuietButton()
        self.back.setObjectName("first_run_back")
        self.back.clicked.connect(lambda: self._show_step(0))
        self.button = FilledButton()
        self.button.setObjectName("first_run_make")
        self.button.clicked.connect(self.ask)
        box = QWidget()
        foot = across(self._problem, self.back, self.button)
        foot.setStretch(0, 1)
        box.setLayout(down(self._facts, hairline(), self._heading, self.administrator, None, foot, gap=8))
        return box

    def _judge(self, name: str, typed: str, then: object) -> None:
        known = self._kit.known_words if self._kit is not None else ()
        self.judge_asked.emit(name, typed, known, then)

    def _ask_kit(self) -> None:
        self.kit_asked.emit(Path(self.kit_form.path.value()), self.kit_form.passphrase.value())

    def show_kit(self, kit: KitView) -> None:
        """Show what the kit says and ask for the first site administrator."""
        self._kit = kit
        self.kit_form.set_busy(is_busy=False)
        self._show_facts()
        self._show_step(1)

    def refuse_kit(self, sentence: str) -> None:
        """Say why the kit was not opened."""
        self.kit_form.refuse(sentence)

    def refuse(self, sentence: str) -> None:
        """Say why the vault was not made; nothing is left behind."""
        self.set_busy(is_busy=False)
        self._problem.setText(sentence)

    def ask(self) -> None:
        """Ask to make the vault; say what is missing instead."""
        if self.administrator.show_problem() or not self.button.isEnabled():
            return
        self.set_busy(is_busy=True)
        person = self.administrator
        path, secret = Path(self.kit_form.path.value()), self.kit_form.passphrase.value()
        self.first_run_asked.emit(path, secret, person.name.value(), person.passphrase.value())

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that the vault is being made."""
        self.button.setEnabled(not is_busy)
        self.back.setEnabled(not is_busy)
        self.button.setText(self.tr("Making the vault…") if is_busy else self.tr("Make the vault"))

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._show_steps()
        (self.administrator if step else self.kit_form).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self) -> None:
        words = (
            (self.tr("Open the site kit"), self.tr("file and passphrase from the desk")),
            (self.tr("First site administrator"), self.tr("makes the vault on this computer")),
            (self.tr("People of the site"), self.tr("coordinator and investigator")),
        )
        self._steps.show_way(words, self._stack.currentIndex())

    def _show_facts(self) -> None:
        kit = self._kit
        empty_layout(self._facts)
        if kit is None:
            return
        title = kit.title_zh if language() == "zh" else kit.title_en
        edition = Mark("assume", filled(self.tr("%1, a draft awaiting approval"), kit.edition))
        rows = (
            (self.tr("Study"), Text(kit.study, weight=500)),
            (self.tr("Site"), Text(f"{kit.site_name}·{kit.site}")),
            (self.tr("Device"), Text(kit.device)),
            (self.tr("Principal investigator"), Text(kit.investigator)),
            (self.tr("Study edition"), edition),
            (self.tr("Study root code"), Text(kit.root_code)),
        )
        name = Label(title, "strong", wraps=True)
        self._facts.addWidget(name)
        for words, fact in rows:
            right = (fact, Box(self.tr("DEMO"))) if words == rows[0][0] and kit.is_demonstration else fact
            self._facts.addWidget(CardRow(Text(words, "ink2"), right, height=21))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._title.setText(self.tr("First run"))
        self.restore.setText(self.tr("Restore a backup…"))
        self._words.setText(self.tr("This computer becomes part of a study. Nothing is sent anywhere."))
        self._heading.setText(self.tr("First site administrator"))
        self.back.setText(self.tr("Back"))
        self.button.setText(self.tr("Make the vault"))
        self.kit_form.retranslate()
        self._show_steps()
        self._show_facts()

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

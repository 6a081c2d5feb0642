"""The first thing on screen: who is at work, and the passphrase; it shows no participant and opens nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from escc_desktop.gui.icons import pixmap
from escc_desktop.gui.pages.opening_progress import OpeningProgress
from escc_desktop.gui.pages.unlock_notices import UnlockNotices
from escc_desktop.gui.pages.vocabulary import filled, role_words
from escc_desktop.gui.theme import theme
from escc_desktop.gui.widgets.buttons import FilledButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import PassphraseField
from escc_desktop.gui.widgets.frames import Card, Label, Scrolled, across, down, empty_layout, hairline
from escc_desktop.gui.widgets.labelled import Labelled

if TYPE_CHECKING:
    from escc_desktop.actions.views import PersonView
    from escc_desktop.errors import EsccError


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """An invented person of the demonstration, with the passphrase that the page shows."""

    name: str
    role: str
    passphrase: str


class Badge(QLabel):
    """The sign of the program: the open book in a ring of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(44, 44))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme().changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        ink = theme().colour("accent").name()
        self.setStyleSheet(f"border: 2px solid {ink}; border-radius: 9px;")
        self.setPixmap(pixmap("book-open-text", 24, "accent"))


class IconLine(QWidget):
    """A quiet line below the card: an icon and one sentence."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._sign = QLabel()
        self._words = Label("", "label")
        self.setLayout(across(self._sign, self._words, None, gap=8))
        theme().changed.connect(self._tint)
        self._tint()

    def set_words(self, words: str) -> None:
        """Say ``words``; an empty sentence hides the line."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def _tint(self) -> None:
        self._sign.setPixmap(pixmap(self._icon_name, 15, "ink3"))


class DemonstrationCard(Card):
    """Who may be tried out in a demonstration, with passphrases in clear. ``taken`` carries name and passphrase."""

    taken = Signal(str, str)

    def __init__(self, people: tuple[DemonstrationPerson, ...], parent: QWidget | None = None) -> None:
        super().__init__(pad=18, gap=10, parent=parent)
        self._people = people
        self.setObjectName("demonstration_people")
        self._words = Label("", "label", wraps=True)
        self._rows = down(gap=0)
        self.add(self._words, self._rows)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        self.set_title(self.tr("Demonstration"))
        self._words.setText(
            self.tr("Every person and every participant here is invented. These passphrases are shown only here.")
        )
        empty_layout(self._rows)
        for place, person in enumerate(self._people):
            if place:
                self._rows.addWidget(hairline())
            self._rows.addWidget(self._row(place, person))

    def _row(self, place: int, person: DemonstrationPerson) -> QWidget:
        take = QuietButton(self.tr("Fill in"), is_small=True)
        take.setObjectName(f"demonstration_person_{place}")
        take.setAccessibleName(filled(self.tr("Fill in the passphrase of %1"), person.name))
        take.clicked.connect(lambda: self.taken.emit(person.name, person.passphrase))
        secret = Label(person.passphrase, "plain")
        secret.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts = down(Label(person.name, "strong"), Label(role_words(person.role), "caption"), secret, gap=1)
        row = QWidget()
        row.setLayout(across(texts, None, take, margins=(0, 8, 0, 8)))
        return row


class UnlockPage(QWidget):
    """One card. ``unlock_asked`` carries person id and passphrase; the program unlocks and answers by ``refuse``.

    ``forgotten_asked`` carries the id of whoever was chosen, or ''.
    """

    unlock_asked = Signal(str, str)
    language_asked = Signal()
    restore_asked = Signal()
    forgotten_asked = Signal(str)

    def __init__(
        self,
        people: tuple[PersonView, ...],
        place: str = "",
        demo_people: tuple[DemonstrationPerson, ...] = (),
        last_export: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("unlock_page")
        self.setProperty("kind", "canvas")
        self._people = people
        self._place = place
        self._last_export = last_export
        self._site = ""
        self._wanted: tuple[str, str] | tuple[()] = ()
        self._is_demonstration = bool(demo_people)
        self._build(demo_people)
        self.retranslate()
        first = people[0].id if len(people) == 1 else ""
        self.person.set_value(first)
        (self.passphrase if first else self.person).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, demo_people: tuple[DemonstrationPerson, ...]) -> None:
        self._title = Label("", "display")
        self._where = Label(self._place, "label")
        self._where.setVisible(bool(self._place))
        self.person = ComboField()
        self.person.setObjectName("unlock_person")
        self.person.edited.connect(self._person_chosen)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("unlock_passphrase")
        self.passphrase.returnPressed.connect(self.ask)
        self.passphrase.edited.connect(self._typed)
        self.passphrase.caps_lock_seen.connect(self._caps_lock)
        self.person_field = Labelled("", self.person)
        self.passphrase_field = Labelled("", self.passphrase)
        self.button = FilledButton()
        self.button.setObjectName("unlock")
        self.button.clicked.connect(self.ask)
        self.forgotten = LinkButton()
        self.forgotten.setObjectName("unlock_forgotten")
        self.forgotten.clicked.connect(lambda: self.forgotten_asked.emit(self.person.value()))
        self.restore = LinkButton()
        self.restore.setObjectName("unlock_restore")
        self.restore.clicked.connect(self.restore_asked)
        self.language = LinkButton(icon_name="languages")
        self.language.setObjectName("unlock_language")
        self.language.clicked.connect(self.language_asked)
        self.notices, self.opening = UnlockNotices(), OpeningProgress()
        notices, waiting = (across(None, part, None) for part in (self.notices, self.opening))
        scrolled = Scrolled()  # a low window must not squeeze the fields
        scrolled.inner.addLayout(
            down(
                *(None, 12, notices, self._cards(demo_people), 14, waiting),
                *(4, self._lines(), None, self._foot()),
                gap=0,
            )
        )
        self.setLayout(down(scrolled, gap=0))

    def _cards(self, demo_people: tuple[DemonstrationPerson, ...]) -> QWidget:
        card = Card(pad=36, gap=0)
        card.setFixedWidth(412)
        links = across(self.forgotten, None, self.language)
        card.add(Badge(), 18, self._title, 4, self._where, 18, self.person_field, 12, self.passphrase_field, 14)
        card.add(self.button, 10, links, 6, across(self.restore, None))
        box = QFrame()
        row = across(None, card, gap=14)
        if demo_people:
            self.demonstration: DemonstrationCard | None = DemonstrationCard(demo_people)
            self.demonstration.setFixedWidth(330)
            self.demonstration.taken.connect(self.fill_in)
            row.addWidget(self.demonstration, 0, Qt.AlignmentFlag.AlignTop)
        else:
            self.demonstration = None
        row.addStretch(1)
        box.setLayout(row)
        return box

    def _lines(self) -> QWidget:
        self._checked, self._exported = IconLine("shield-check"), IconLine("hard-drive")
        self._offline = IconLine("info")
        lines = QWidget()
        lines.setFixedWidth(412 if self.demonstration is None else 756)
        lines.setLayout(down(self._checked, self._exported, self._offline, gap=6, margins=(36, 0, 0, 0)))
        box = QWidget()
        box.setLayout(across(None, lines, None))
        return box

    def _foot(self) -> QWidget:
        self._footer = Label("", "caption")
        self._footer.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box = QWidget()
        box.setLayout(down(self._footer, margins=(0, 8, 0, 16)))
        return box

    def show_people(self, people: tuple[PersonView, ...], site: str = "") -> None:
        """Offer other people, and say of which site they are."""
        self._people = people
        self._site = site
        self.retranslate()
        if self._wanted:
            self.fill_in(*self._wanted)
        elif len(people) == 1:
            self.person.set_value(people[0].id)
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def people(self) -> tuple[PersonView, ...]:
        """Return who can be chosen."""
        return self._people

    def fill_in(self, name: str, passphrase: str) -> None:
        """Choose the person of ``name`` and fill in the passphrase; for the demonstration."""
        self._wanted = () if self._people else (name, passphrase)  # pressed before the names were read
        self.person.set_value(next((person.id for person in self._people if person.name == name), ""))
        self.passphrase.set_value(passphrase)
        self.passphrase_field.set_problem("")
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask to unlock with what stands in the fields; say what is missing instead."""
        is_named = bool(self.person.value())
        self.person_field.set_problem("" if is_named else lambda: self.tr("Choose your name."))
        if not is_named:
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.passphrase.value():
            self.passphrase_field.set_problem(lambda: self.tr("Type your passphrase."))
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.set_busy(is_busy=True)
        self.opening.begin()
        self.unlock_asked.emit(self.person.value(), self.passphrase.value())

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that the vault is being opened; nothing can be asked meanwhile."""
        self.button.setEnabled(not is_busy)
        self.button.setText(self.tr("Opening the vault…") if is_busy else self.tr("Unlock"))
        self.passphrase.setReadOnly(is_busy)

    def refuse(self, sentence: str) -> None:
        """Say why it stayed locked; the passphrase is emptied and takes the focus."""
        self.opening.hide()
        self.set_busy(is_busy=False)
        self.passphrase.clear()
        self.passphrase_field.set_problem(sentence, is_hard=True)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_held(self, name: str, problem: EsccError) -> None:
        """Say that unsaved work of ``name`` could not be kept at the lock and waits in memory."""
        self.notices.tell("held", problem, name)

    def tell_not_recorded(self, problem: EsccError) -> None:
        """Say that the end of the session could not be written; it is locked all the same."""
        self.notices.tell("not_recorded", problem)

    def _person_chosen(self) -> None:
        self.person_field.set_problem("")
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        if self.passphrase_field.problem() != self.tr("Caps lock is on."):
            self.passphrase_field.set_problem("")

    def _caps_lock(self, is_on: bool) -> None:
        self.passphrase_field.set_problem((lambda: self.tr("Caps lock is on.")) if is_on else "")

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        self._title.setText(self.tr("Unlock"))
        where = self._place or (filled(self.tr("Site %1"), self._site) if self._site else "")
        self._where.setText(where)
        self._where.setVisible(bool(where))
        options = tuple((person.id, self._person_words(person)) for person in self._people)
        self.person.set_options(options)
        self.person.set_words(self.tr("Choose your name"))
        self.person_field.set_words(self.tr("&Name"))
        self.person.setAccessibleName(self.tr("Name"))
        self.passphrase_field.set_words(self.tr("&Passphrase"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.button.setText(self.tr("Unlock"))
        self.forgotten.setText(self.tr("Passphrase forgotten…"))
        self.restore.setText(self.tr("Restore a backup…"))
        self.language.setText("中文 / English")
        self._checked.set_words(self.tr("Integrity and checkpoint are verified on unlocking"))
        last = filled(self.tr("Last package written out %1"), self._last_export) if self._last_export else ""
        self._exported.set_words(last)
        self._offline.set_words(self.tr("This program never goes online."))
        shown = self.tr("No participant is shown while locked")
        demonstration = self.tr("Demonstration·") if self._is_demonstration else ""
        self._footer.setText(f"ESCC Desktop·{demonstration}{shown}")
        self.notices.retranslate()
        if self.demonstration is not None:
            self.demonstration.retranslate()

    def _person_words(self, person: PersonView) -> str:
        return f"{person.name}  {role_words(person.role)}" if person.role else person.name

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

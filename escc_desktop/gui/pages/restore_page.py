"""Asks which backup is restored, says what it lacks, and asks who restores it; it opens and restores nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.files import ask_for_file
from escc_desktop.gui.pages.unlock_page import Badge
from escc_desktop.gui.pages.vocabulary import filled, grouped, moment
from escc_desktop.gui.runs import Text
from escc_desktop.gui.widgets.buttons import FilledButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import FieldEdit, PassphraseField
from escc_desktop.gui.widgets.frames import Card, CardRow, Label, across, down, empty_layout
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.notices import ProgressCard

if TYPE_CHECKING:
    from escc_desktop.actions.restored import RestoredView
    from escc_desktop.actions.sightings import BackupOffer, Missing


_LEAST_PRINTED = 20  # characters; a shorter line is still being typed


def missing_words(missing: Sequence[Missing]) -> str:
    """Return which entries are missing, chain by chain: ``01-A 121-150``."""
    return ", ".join(f"{one.chain} {grouped(one.first)}–{grouped(one.last)}" for one in missing)


class RestorePage(QWidget):
    """One card. ``chosen``: another backup or printed line stands there; ``restore_asked``: name and passphrase;
    ``went_on`` ends it. The program answers by ``show_offers``, ``show_missing``, ``show_progress``, ``refuse`` and
    ``show_done``.
    """

    file_chosen = Signal(object)
    chosen = Signal()
    restore_asked = Signal(str, str)
    look_asked = Signal(str, str)
    left = Signal()
    went_on = Signal()
    language_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restore_page")
        self.setProperty("kind", "canvas")
        self._offers: tuple[BackupOffer, ...] = ()
        self._has_looked = False
        self._missing: tuple[Missing, ...] = ()
        self._done: RestoredView | None = None
        self._root = ""
        self._make_fields()
        self._title, self._words = Label("", "display"), Label("", "label", wraps=True)
        self.language = LinkButton("中文 / English", "languages")
        self.language.setObjectName("restore_language")
        self.language.clicked.connect(self.language_asked)
        left = QWidget()
        left.setFixedWidth(250)
        left.setLayout(down(Badge(), 8, self._title, self._words, None, across(self.language, None)))
        card = Card(pad=26, gap=10)
        card.setFixedSize(880, 610)
        self._form, self._end = self._make_form(), self._make_end()
        self._end.hide()
        card.add(across(left, self._form, self._end, gap=32))
        self.setLayout(down(None, across(None, card, None), None))
        self.retranslate()
        self.backup.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_fields(self) -> None:
        self.backup = ComboField()
        self.backup.setObjectName("restore_backup")
        self.backup.edited.connect(self._other_backup)
        self.choose = QuietButton(icon_name="folder-open")
        self.choose.setObjectName("restore_choose")
        self.choose.setFixedWidth(120)
        self.backup.setMinimumWidth(400)
        self.choose.clicked.connect(self._choose)
        self._facts = down(gap=0)
        self.missing = Label("", "plain", wraps=True)
        self.missing.setObjectName("restore_missing")
        self.printed = FieldEdit()
        self.printed.setObjectName("restore_printed")
        self.printed.edited.connect(self._typed)
        self.person = ComboField()
        self.person.setObjectName("restore_person")
        self.person.setMinimumWidth(180)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("restore_passphrase")
        self.passphrase.returnPressed.connect(self.ask)
        self._backup_field = Labelled("", self.backup, beside=self.choose)
        self._printed_field = Labelled("", self.printed)
        self._person_field, self._secret_field = Labelled("", self.person), Labelled("", self.passphrase)
        for field, labelled in (
            (self.printed, self._printed_field),
            (self.person, self._person_field),
            (self.passphrase, self._secret_field),
        ):
            field.edited.connect(lambda shown=labelled: shown.set_problem(""))

    def _make_form(self) -> QWidget:
        self.problem = Label("", "plain", ink="over", wraps=True)
        self.problem.setObjectName("restore_problem")
        self.progress = ProgressCard()
        self.progress.setObjectName("restore_progress")
        self.progress.button.setObjectName("restore_progress_cancel")
        self.progress.hide()
        self.back, self.button = QuietButton(), FilledButton()
        self.back.setObjectName("restore_back")
        self.back.clicked.connect(self.left)
        self.look = QuietButton()
        self.look.setObjectName("restore_look")
        self.look.clicked.connect(lambda: self.look_asked.emit(self.person.value(), self.passphrase.value()))
        self.look.hide()
        self._root_words = Label("", "plain", wraps=True)
        self.root = Label("", "display")
        self.root.setObjectName("restore_root")
        self.root.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._root_box = Card(pad=10, gap=4)
        self._root_box.add(self._root_words, self.root)
        self._root_box.hide()
        self.button.setObjectName("restore_begin")
        self.button.clicked.connect(self.ask)
        box = QWidget()
        people = across(self._person_field, self._secret_field, gap=14)
        for field in (self._person_field, self._secret_field):
            people.setAlignment(field, Qt.AlignmentFlag.AlignTop)  # a problem under one moves neither
        foot = across(self.back, None, self.look, self.button)
        parts = (
            self._backup_field,
            self._facts,
            self.missing,
            self._printed_field,
            people,
            self.problem,
            self._root_box,
        )
        box.setLayout(down(*parts, self.progress, None, foot, gap=9))
        return box

    def _make_end(self) -> QWidget:
        self.told = Label("", "plain", wraps=True)
        self.told.setObjectName("restore_done")
        self.go_on = FilledButton()
        self.go_on.setObjectName("restore_go_on")
        self.go_on.clicked.connect(self.went_on)
        box = QWidget()
        self._end_title = Label("", "emphasis")
        head = across(MarkSign("done", 20), self._end_title, None, gap=8)
        box.setLayout(down(head, 4, self.told, None, across(None, self.go_on), gap=12))
        return box

    def _choose(self) -> None:
        pattern = self.tr("Backups (*.esccb);;All files (*)")
        ask_for_file(self, self.tr("Choose the backup"), pattern, self.file_chosen.emit)

    def show_offers(self, offers: tuple[BackupOffer, ...], chosen: Path | None = None) -> None:
        """Offer backups, the furthest first; the first one, or ``chosen``, is proposed."""
        self._offers, self._has_looked = offers, True
        self._say_offers()
        self.backup.set_value(str(chosen or offers[0].path) if offers else "")
        self._other_backup()

    def offer(self) -> BackupOffer | None:
        """Return the backup that is chosen."""
        return next((one for one in self._offers if str(one.path) == self.backup.value()), None)

    def _other_backup(self) -> None:
        offer, before = self.offer(), self.person.value()
        names = offer.people if offer is not None else ()
        self.person.set_options(tuple((name, name) for name in names))
        self.person.set_value(before if before in names else names[0] if len(names) == 1 else "")
        self._ask_root("")
        self._say_offer()
        self.chosen.emit()

    def _typed(self) -> None:
        if not 0 < len(self.printed.value()) < _LEAST_PRINTED:
            self.chosen.emit()

    def show_missing(self, missing: tuple[Missing, ...]) -> None:
        """Say which entries the chosen backup is known not to hold."""
        self._missing = missing
        self._printed_field.set_problem("")
        self._say_missing()

    def refuse_printed(self, sentence: str) -> None:
        """Say that the typed line is none."""
        self._printed_field.set_problem(sentence)

    def ask(self) -> None:
        """Ask to restore; say what is missing instead."""
        if self.offer() is None:
            self.problem.setText(self.tr("Choose a backup."))
        elif not self.person.value():
            self._person_field.set_problem(lambda: self.tr("Choose a site administrator."), is_hard=True)
        elif not self.passphrase.value():
            self._secret_field.set_problem(lambda: self.tr("Type the passphrase."), is_hard=True)
        elif self.button.isEnabled():
            self.set_busy(is_busy=True)
            self.restore_asked.emit(self.person.value(), self.passphrase.value())

    def ask_to_compare(self, root: str) -> None:
        """Show the code of the backup's study root; pressing the button once more says that it was compared."""
        self.set_busy(is_busy=False)
        self._ask_root(root)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def compared(self) -> str:
        """Return the code of the study root that the person saw and compared, '' for none."""
        return self._root

    def _ask_root(self, root: str) -> None:
        self._root = root
        self._root_box.setVisible(bool(root))
        self._say_root()

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that the backup is being restored; the old vault stands until the end."""
        self.problem.setText("")
        self.look.hide()
        for one in (self.button, self.back, self.choose, self.backup, self.person, self.passphrase, self.printed):
            one.setEnabled(not is_busy)
        self.progress.setVisible(is_busy)
        if is_busy:
            self.progress.start()
            self.progress.tell(
                self.tr("Restoring"), self.tr("The vault that was here is kept aside."), can_cancel=False
            )

    def show_progress(self, share: float) -> None:
        """Show how much of the restore is done, 0 to 1."""
        self.progress.advance(share)

    def refuse(self, sentence: str, *, may_look: bool = False) -> None:
        """Say why it was not restored; nothing was changed. Who may only look is offered that."""
        self.set_busy(is_busy=False)
        self._ask_root("")
        self.problem.setText(sentence)
        self.look.setVisible(may_look)
        if may_look:
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.passphrase.clear()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_done(self, view: RestoredView) -> None:
        """Say what was restored, what is missing, and how it comes back."""
        self._done = view
        self.passphrase.clear()
        self._form.hide()
        self._end.show()
        self.retranslate()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_offers(self) -> None:
        said = self.tr("%1, %2 (entry|entries), %3")
        options = tuple(
            (str(one.path), filled(said, moment(one.at), grouped(one.entries), one.chain)) for one in self._offers
        )
        self.backup.set_options(options)
        none = self.tr("No backup found; choose the file") if self._has_looked else self.tr("Looking for backups…")
        self.backup.set_words(none)

    def _say_offer(self) -> None:
        empty_layout(self._facts)
        offer = self.offer()
        if offer is None:
            return
        for words, said in (
            (self.tr("File"), offer.path.name),
            (self.tr("Made"), moment(offer.at)),
            (self.tr("Entries"), f"{offer.chain} 1–{grouped(offer.entries)}"),
            (self.tr("Opens for"), (", " if language() == "en" else "、").join(offer.people)),
        ):
            self._facts.addWidget(CardRow(Text(words, "ink2"), Text(said), height=20))

    def _say_missing(self) -> None:
        words = self.tr("Nothing is known that it lacks.")
        if self._missing:
            count = sum(one.count for one in self._missing)
            words = filled(self.tr("It lacks %1 (entry|entries): %2."), grouped(count), missing_words(self._missing))
        self.missing.setText(words if self.offer() is not None else "")

    def _say_root(self) -> None:
        self._root_words.setText(
            self.tr(
                "There is no vault here to hold the backup against. Compare its study root code with the one kept with "
                "the kit, or ask the desk. Go on only if it is the same."
            )
        )
        self.root.setText(self._root)
        self.root.setAccessibleName(filled(self.tr("Study root code %1"), self._root))
        self.button.setText(self.tr("It is the same: restore") if self._root else self.tr("Restore"))

    def _say_done(self) -> None:
        view = self._done
        if view is None:
            return
        lines = [
            filled(
                self.tr("Restored to entry %1 of %2. This computer is now device %3."),
                view.last,
                view.before,
                view.device,
            )
        ]
        if view.missing:
            lines.append(filled(self.tr("Missing: %1."), missing_words(view.missing)))
        lines += [
            self.tr("Export a package to the desk: its next package brings back what it had received."),
            self.tr("Until then, or until the last number on the paper log was typed, no new number is given."),
            self.tr("The vault that was here before is kept beside it."),
        ]
        self.told.setText("\n\n".join(lines))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self._title.setText(self.tr("Restore a backup"))
        self._words.setText(
            self.tr("The backup is verified whole first. Nothing is deleted: the vault that is here is kept aside.")
        )
        self._words.setVisible(self._done is None)
        self._end_title.setText(self.tr("Verified whole and restored"))
        self._backup_field.set_words(self.tr("Backup"))
        self.choose.setText(self.tr("Choose…"))
        self._printed_field.set_words(
            self.tr("Line at the foot of the last printed page (if there is one)"), "01-A:123 0123 4567 89ab cdef"
        )
        self._person_field.set_words(self.tr("Site administrator"))
        self.person.set_words(self.tr("Choose a name"))
        self._secret_field.set_words(self.tr("Passphrase"))
        self.back.setText(self.tr("Back"))
        self._say_root()
        self.look.setText(self.tr("Open to look"))
        self.go_on.setText(self.tr("Go on"))
        self._say_offers()
        self._say_offer()
        self._say_missing()
        self._say_done()

    def changeEvent(self, event: QEvent) -> None:
        """Say every word anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            chosen = self.backup.value()
            self.retranslate()
            self.backup.set_value(chosen)
            self._say_offer()
            self._say_missing()

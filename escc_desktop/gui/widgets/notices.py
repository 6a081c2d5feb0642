"""What is told in place: banners, undo, reasons, progress, problems, empty lists; no toasts and no boxes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QSizePolicy, QWidget

from escc_desktop.gui.icons import pixmap
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.theme import theme
from escc_desktop.gui.widgets.buttons import FilledButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Card, Label, across, down, restyle

BannerTone = Literal["warn", "over", "done"]


class Banner(QFrame):
    """A tint, a bar, a mark, one bold sentence, one plain one and at most one button; it stays until its cause is gone.

    Red (``over``) only for serious-event clocks and for a vault or record that cannot go on.
    """

    acted = Signal()

    def __init__(
        self,
        mark: str = "warn",
        title: str = "",
        words: str = "",
        act: str = "",
        *,
        tone: BannerTone = "warn",
        is_act_filled: bool = False,
        is_recording: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.sign = MarkSign(mark, 16)
        self.title = Label("", "card", wraps=True)
        self.words = Label("", "label", wraps=True)
        self.aside = across(gap=12)
        make = FilledButton if is_act_filled else QuietButton
        self.button = make(is_small=True, is_recording=is_recording)
        self.button.clicked.connect(self.acted)
        texts = down(self.title, self.words, gap=1)
        row = across(self.sign, texts, self.aside, self.button, gap=12, margins=(12, 8, 12, 8))
        row.setStretch(1, 1)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.tell(mark, title, words, act, tone=tone)

    def tell(self, mark: str, title: str, words: str = "", act: str = "", *, tone: BannerTone = "warn") -> None:
        """Show another cause in the same place."""
        restyle(self, tone=tone)
        self.sign.set_mark(mark)
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.button.setText(act)
        self.button.setVisible(bool(act))
        self.setAccessibleName(f"{title} {words}".strip())
        self.setMinimumHeight(40)


class UndoLine(Card):
    """What just changed, with the way back, for as long as there is one; it never goes by a timer."""

    undo_asked = Signal()

    def __init__(self, words: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(pad=0, parent=parent)
        self._sign = MarkSign("done")
        self._words = Label(words, "plain")
        self.button = LinkButton(icon_name="undo-2")
        self.button.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.button.clicked.connect(self.undo_asked)
        self.body.addLayout(across(self._sign, self._words, None, self.button, margins=(12, 5, 8, 5)))
        self.body.setContentsMargins(0, 0, 0, 0)
        self._retranslate()

    def tell(self, words: str) -> None:
        """Say what changed."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def _retranslate(self) -> None:
        shortcut = self.button.shortcut()
        self.button.setText(self.tr("Undo Ctrl+Z"))
        self.button.setShortcut(shortcut)

    def changeEvent(self, event: QEvent) -> None:
        """Say Undo in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class ReasonBar(Card):
    """The reason for change, once per save, at the foot of a form. ``given`` carries (code, words of one's own)."""

    given = Signal(str, str)

    def __init__(self, reasons: tuple[tuple[str, str], ...] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._changes = 0
        self._sign = MarkSign("warn")
        self._words = Label("", "card")
        self.reason = ComboField(reasons, is_numbered=True)
        self.reason.setMinimumWidth(170)
        self.note = FieldEdit()
        self.button = FilledButton()
        self.button.clicked.connect(self._give)
        self.reason.edited.connect(self._enable)
        line = across(self.reason, self.note, self.button)
        line.setStretch(1, 1)
        self.add(across(self._sign, self._words, None), line)
        self._retranslate()
        self._enable()

    def ask(self, changes: int, reasons: tuple[tuple[str, str], ...] | None = None) -> None:
        """Ask for one reason for ``changes`` changed items."""
        self._changes = changes
        if reasons is not None:
            self.reason.set_options(reasons)
        self._retranslate()
        self._enable()

    def show_given(self, reason: str, note: str) -> None:
        """Show a reason and words that were given before, without a signal."""
        self.reason.set_value(reason)
        self.note.set_value(note)
        self._enable()

    def clear(self) -> None:
        """Empty the reason after it was used."""
        self.reason.set_value("")
        self.note.set_value("")
        self._enable()

    def _enable(self) -> None:
        self.button.setEnabled(bool(self.reason.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, once a reason is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.reason.value():
            self._give()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.reason.value(), self.note.value())

    def _retranslate(self) -> None:
        asked = self.tr("This form was complete: give one reason for what changed ({count})").format(
            count=self._changes
        )
        self._words.setText(asked)
        self.reason.set_words(self.tr("Choose a reason…"))
        self.reason.setAccessibleName(self.tr("Reason for change"))
        self.note.setPlaceholderText(self.tr("Words of your own, optional"))
        self.note.setAccessibleName(self.tr("Words of your own, optional"))
        self.button.setText(self.tr("Save changes"))

    def changeEvent(self, event: QEvent) -> None:
        """Ask in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class ProgressCard(Card):
    """Work that takes a while: a bar that never restarts, the time left in words, and what cancelling does."""

    cancelled = Signal()

    def __init__(self, title: str = "", promise: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Label(title, "card")
        self._left = Label("", "label")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self._promise = Label(promise, "caption")
        self.button = QuietButton(is_small=True)
        self.button.clicked.connect(self.cancelled)
        self.add(across(self._title, None, self._left), self.bar, across(self._promise, None, self.button))
        self._retranslate()
        self.tell(title, promise)

    def tell(self, title: str, promise: str, *, can_cancel: bool = True) -> None:
        """Name the work and what cancelling leaves behind."""
        self._title.setText(title)
        self._promise.setText(promise)
        self.bar.setAccessibleName(title)
        self.button.setVisible(can_cancel)

    def advance(self, share: float, left: str = "") -> None:
        """Show ``share`` (0 to 1) of the work done; a smaller share than before is not shown."""
        self.bar.setValue(max(self.bar.value(), round(share * 1000)))
        percent = f"{self.bar.value() // 10} %"
        self._left.setText(self.tr("{percent}, {left}").format(percent=percent, left=left) if left else percent)

    def start(self) -> None:
        """Begin other work at nought."""
        self.bar.setValue(0)
        self._left.setText("")

    def _retranslate(self) -> None:
        self.button.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Say Cancel in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class ProblemCard(Card):
    """What happened, what it did not damage, what to do; the code small at the left."""

    closed = Signal()
    acted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Label("", "card", wraps=True)
        self._words = Label("", "label", wraps=True)
        self._code = Label("", "caption")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QuietButton(is_small=True)
        self.close_button.clicked.connect(self.closed)
        self.button = FilledButton(is_small=True)
        self.button.clicked.connect(self.acted)
        head = across(MarkSign("overdue"), self._title)
        head.setStretch(1, 1)
        self.add(head, self._words, across(self._code, None, self.close_button, self.button))
        self._retranslate()
        self.tell("", "", "")

    def tell(self, title: str, words: str, code: str, act: str = "") -> None:
        """Show a problem and the act that may mend it."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._code.setText(code)
        self.button.setText(act)
        self.button.setVisible(bool(act))
        self.setAccessibleName(f"{title} {words}".strip())

    def _retranslate(self) -> None:
        self.close_button.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Say Close in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class EmptyState(Card):
    """Why a list is empty, with numbers, and the way out."""

    acted = Signal()

    def __init__(self, icon_name: str = "inbox", title: str = "", words: str = "", act: str = "") -> None:
        super().__init__(pad=22)
        self._icon_name = icon_name
        self._icon = QLabel()
        self._title = Label(title, "emphasis")
        self._words = Label(words, "label", wraps=True)
        self.button = QuietButton(act, is_small=True)
        self.button.clicked.connect(self.acted)
        for part in (self._icon, self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add(self._icon, self._title, self._words, across(None, self.button, None))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme().changed.connect(self._tint)
        self._tint()
        self.tell(title, words, act)

    def tell(self, title: str, words: str, act: str = "", icon_name: str = "", *, is_recording: bool = False) -> None:
        """Say why it is empty, and what the way out does; one that records is not offered where one only reads."""
        self.button.is_recording = is_recording
        self._icon_name = icon_name or self._icon_name
        self._tint()
        self._title.setText(title)
        self._words.setText(words)
        self.button.setText(act)
        self.button.setVisible(bool(act))
        self.setAccessibleName(f"{title} {words}".strip())

    def _tint(self) -> None:
        self._icon.setPixmap(pixmap(self._icon_name, 28, "ink2"))

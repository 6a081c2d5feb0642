"""Says in the place of the rows that a whole form was not done, with one code and one reason; it saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_parts import is_undo
from escc_desktop.gui.pages.form_rows import missing_words
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Card, Label, across
from escc_desktop.study.values import Missing


class NotDoneCard(Card):
    """``back_asked`` follows the wish to fill the form after all, ``ended`` Enter in the reason."""

    back_asked = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("not_done_card")
        self._draft: FormDraft | None = None
        self._title = Label("", "card")
        self._words = Label("", "label", wraps=True)
        self.codes = ChoiceBoxes(is_required=True)
        self.codes.setObjectName("not_done_code")
        self.reason = FieldEdit()
        self.reason.setObjectName("not_done_reason")
        self.reason.installEventFilter(self)
        self.back = QuietButton(icon_name="undo-2", is_small=True, is_recording=True)
        self.back.setObjectName("not_done_back")
        self._asked = Label("", "label")
        for field in (self.codes, self.reason):
            field.edited.connect(self._take)
        self.back.clicked.connect(self.back_asked)
        line = across(self._asked, self.codes, self.reason, gap=10)
        line.setStretch(2, 1)
        self.add(across(MarkSign("not_done", 16), self._title, None, self.back), self._words, line)
        self.hide()

    def show_draft(self, draft: FormDraft) -> None:
        """Show what ``draft`` says of it."""
        self._draft = draft
        said = draft.not_done
        self.setVisible(said is not None)
        if said is None:
            return
        codes = draft.study.missing_codes
        self.codes.set_options(
            tuple(Option(one, missing_words(one, draft.study), str(k + 1)) for k, one in enumerate(codes))
        )
        self.codes.set_value(said.code)
        self.codes.set_read_only(draft.is_read_only)
        self.reason.set_read_only(draft.is_read_only)
        self.back.setVisible(not draft.is_read_only)
        if self.reason.value() != said.reason.strip():
            self.reason.set_value(said.reason)
        self.reason.set_state("plain" if said.reason.strip() else "soft")
        self._retranslate()

    def _take(self) -> None:
        if self._draft is not None and self._draft.not_done is not None:
            self._draft.set_not_done(Missing(self.codes.value(), self.reason.text()), self._title.text())

    def _retranslate(self) -> None:
        self._title.setText(self.tr("This form was not done"))
        self._words.setText(
            self.tr("It counts as complete with one reason. What was saved before stays in the history.")
        )
        self._asked.setText(self.tr("Why"))
        self.back.setText(self.tr("Fill it after all"))
        self.codes.setAccessibleName(self.tr("Missing code of the form"))
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.reason.setAccessibleName(self.tr("Reason why the form was not done"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the page's undo act while the cursor is in the reason: the whole step is taken back, not a letter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._draft is not None:
            self.show_draft(self._draft)

"""One item of a form: label, editor, unit, flag, missing code, history and the check under it; it judges nothing."""

from __future__ import annotations

from typing import Literal, Protocol, cast

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.runs import Cell, RunsLine, Text
from escc_desktop.gui.theme import colour
from escc_desktop.gui.widgets.buttons import IconButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Card, Label, Part, across, empty_layout, hairline, restyle

Tone = Literal["soft", "hard"]


class Editor(Protocol):
    """What every editor of the set offers: the fields, ComboField and ChoiceBoxes."""

    edited: SignalInstance

    def value(self) -> str:
        """Return the value in its written form, '' while empty."""

    def set_value(self, text: str, /) -> None:
        """Show a value without a signal."""

    def set_state(self, state: Literal["plain", "soft", "hard", "missing"], /) -> None:
        """Edge the editor."""

    def set_read_only(self, is_read_only: bool, /) -> None:
        """Show without letting type."""


class CheckLine(QFrame):
    """A check under its row, in the layout: amber with an act, or red where the form cannot be completed."""

    act_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "check")
        self._sign = MarkSign("warn")
        self._words = Label("", "plain", wraps=True)
        self._act = LinkButton()
        self._act.clicked.connect(self.act_asked)
        row = across(self._sign, self._words, self._act, gap=8, margins=(12, 2, 8, 2))
        row.setStretch(1, 1)
        self.setLayout(row)
        self.setMinimumHeight(34)
        self.hide()

    def show_check(self, tone: Tone, words: str, act: str = "") -> None:
        """Show ``words`` with the mark of ``tone``, and an act where one is offered."""
        restyle(self, tone="over" if tone == "hard" else "warn")
        self._sign.set_mark("hard" if tone == "hard" else "warn")
        self._words.setText(words)
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self.setAccessibleName(words)
        self.show()


class FormRow(QWidget):
    """One item. ``edited`` follows every change by the person, missing codes and their reasons included.

    F2 offers the missing-data codes; a coded item counts as answered and keeps its reason beside it.
    """

    edited = Signal()
    history_asked = Signal()
    act_asked = Signal()

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        unit: str = "",
        range_words: str = "",
        codes: tuple[tuple[str, str], ...] = (),
        label_width: int = 164,
        editor_width: int = 0,
        has_history: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.widget = editor
        self._codes = codes
        self._code = ""
        self._is_read_only = False
        self._is_offering = False
        self._offer = across(gap=6)
        self.is_current = False
        self.label = Label(label, "plain", wraps=True)
        self.label.setFixedWidth(label_width)
        if editor_width:
            editor.setFixedWidth(editor_width)
        self._missing = FieldEdit(width=58, in_grid=True)
        self._missing.setReadOnly(True)
        self._missing.set_state("missing")
        self._reason = FieldEdit(in_grid=True, width=220)
        self._reason.edited.connect(self.edited)
        self.unit = RunsLine(Text(unit, "ink2") if unit else "")
        self.range = RunsLine(Text(range_words, "ink2") if range_words else "")
        self.flag = RunsLine("")
        self._history = IconButton("history", "")
        self._history.clicked.connect(self.history_asked)
        if not has_history:
            self._history.hide()
        self._history.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.check = CheckLine()
        self.check.act_asked.connect(self.act_asked)
        self._lay_out()
        self.editor.edited.connect(self.edited)
        self.set_label(label)
        self._show_missing()
        self._retranslate()

    @property
    def editor(self) -> Editor:
        """The editor by what it can do."""
        return cast("Editor", self.widget)

    def _lay_out(self) -> None:
        values = across(self.widget, self._offer, self._missing, self._reason, gap=12)
        asides = across(self.unit, self.range, self.flag, gap=12)
        line = across(self.label, values, asides, None, self._history, gap=12, margins=(12, 3, 8, 3))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(line)
        outer.addWidget(self.check)

    def set_label(self, label: str) -> None:
        """Name the item in the language that is shown."""
        self.label.setText(label)
        self.widget.setAccessibleName(label)
        self._missing.setAccessibleName(label)
        self._reason.setAccessibleName(f"{label} {self._reason.placeholderText()}")

    def missing(self) -> tuple[str, str] | None:
        """Return (code, reason) of a coded-missing item, else None."""
        return (self._code, self._reason.value()) if self._code else None

    def set_missing(self, code: str, reason: str = "") -> None:
        """Show a missing-data code and its reason without a signal; '' shows the editor again."""
        self._code = code
        self._missing.set_value(code)
        self._reason.set_value(reason)
        self._show_missing()

    def value(self) -> str:
        """Return the editor's value; '' while a missing code stands."""
        return "" if self._code else self.editor.value()

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the item without letting it change."""
        self._is_read_only = is_read_only
        self.editor.set_read_only(is_read_only)
        self._reason.set_read_only(is_read_only)

    def show_check(self, tone: Tone, words: str, act: str = "") -> None:
        """Show a check under the item and edge its editor."""
        self.editor.set_state(tone)
        self.check.show_check(tone, words, act)

    def clear_check(self) -> None:
        """Take the check away."""
        self.editor.set_state("plain")
        self.check.hide()

    def _show_missing(self) -> None:
        is_missing = bool(self._code) or self._is_offering
        self.widget.setVisible(not is_missing)
        self._missing.setVisible(bool(self._code) and not self._is_offering)
        self._reason.setVisible(bool(self._code) and not self._is_offering)
        self.unit.setVisible(not is_missing and bool(self.unit.words()))
        self.range.setVisible(not is_missing and bool(self.range.words()))
        self.flag.setVisible(not is_missing)

    def set_flag(self, flag: Cell) -> None:
        """Show a flag as arrow and word, or anything else that stands after the range."""
        self.flag.set_runs(flag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the missing-data codes on F2."""
        if event.key() == Qt.Key.Key_F2 and self._codes and not self._is_read_only:
            self.offer_codes()
            return
        if event.key() == Qt.Key.Key_Escape and self._is_offering:
            self._close_offer()
            (self._reason if self._code else self.widget).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the row while the focus is in it."""
        if self.is_current:
            painter = QPainter(self)
            painter.fillRect(self.rect(), colour("select"))
            painter.end()

    def offer_codes(self) -> tuple[QuietButton, ...]:
        """Offer the missing-data codes in the editor's place, first one focused; Esc puts the editor back."""
        self._close_offer()
        choices = [*self._codes, *([("", self.tr("Enter a value"))] if self._code else [])]
        buttons = tuple(QuietButton(words, is_small=True) for _, words in choices)
        for (code, _), button in zip(choices, buttons, strict=True):
            button.clicked.connect(lambda _=False, chosen=code: self._choose_code(chosen))
            self._offer.addWidget(button)
            button.show()
        self._is_offering = True
        self._show_missing()
        buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        return buttons

    def _close_offer(self) -> None:
        empty_layout(self._offer)
        self._is_offering = False
        self._show_missing()

    def _choose_code(self, code: str) -> None:
        self._close_offer()
        self.set_missing(code, self._reason.value() if code else "")
        (self._reason if code else self.widget).setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _retranslate(self) -> None:
        self._reason.setPlaceholderText(self.tr("Reason"))
        self._history.set_name(self.tr("History of {item}").format(item=self.label.text()))

    def changeEvent(self, event: QEvent) -> None:
        """Say the row's own words in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class FormTable(Card):
    """Rows of a form under group headings, in one card; the row with the focus is tinted, Enter moves on.

    ``current_changed`` tells which row the focus is in (None when it left the form).
    """

    current_changed = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(pad=0, gap=0, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._rows: list[FormRow] = []
        self._current: FormRow | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def add_group(self, title: str, *parts: Part) -> Label:
        """Add a heading on the sunk ground and return its label."""
        ground = QFrame()
        ground.setProperty("kind", "sunk")
        ground.setProperty("first", self.body.count() == 0)
        words = Label(title, "group")
        ground.setLayout(across(words, None, *parts, margins=(12, 4, 12, 4)))
        self.body.addWidget(ground)
        return words

    def add_row(self, row: FormRow) -> FormRow:
        """Add ``row`` at the end and return it."""
        if self._rows:
            self.body.addLayout(across(hairline(), margins=(12, 0, 12, 0)))
        self._rows.append(row)
        self.body.addWidget(row)
        return row

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return tuple(self._rows)

    def current(self) -> FormRow | None:
        """Return the row that has the focus, or had it last."""
        return self._current

    def clear(self) -> None:
        """Take every row and heading away."""
        self._rows, self._current = [], None
        empty_layout(self.body)

    def _tint(self, row: FormRow, *, is_current: bool) -> None:
        row.is_current = is_current
        row.update()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        found = next((row for row in self._rows if now is not None and row.isAncestorOf(now)), None)
        if found is self._current:
            return
        if self._current is not None:
            self._tint(self._current, is_current=False)
        if found is not None:
            self._tint(found, is_current=True)
        self._current = found
        self.current_changed.emit(found)

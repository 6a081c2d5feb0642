"""The panel beside the journal: one entry whole, its place in the chain and what it changed; it verifies nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from escc_desktop.actions.views import ChangeView, EntryRow, EntryView
from escc_desktop.errors import StudyError
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.journal_sentences import reason_words, sentence
from escc_desktop.gui.pages.vocabulary import delivery_run, filled, form_label, short_role, visit_label
from escc_desktop.gui.runs import Mark, Text
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.frames import CardRow, Label, Scrolled, across, empty_layout, hairline
from escc_desktop.gui.widgets.ladder import Ladder, Step
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.study.edition import Form, Study
from escc_desktop.study.shown import key_label, key_shown
from escc_desktop.study.values import Missing, Value

_ENDS = 6


def short_hash(text: str) -> str:
    """Return the two ends of a hash, as they are compared by eye."""
    return f"{text[:_ENDS]}…{text[-_ENDS:]}" if len(text) > 2 * _ENDS else text


def value_words(value: Value | None) -> str:
    """Return a value as it stands in a history: a missing one by its code and reason, none as a dash."""
    if isinstance(value, Missing):
        return f"{value.code} {value.reason}".strip()
    return value or "–"


class EntryPanel(SidePanel):
    """Shows one entry. ``open_asked`` carries participant and record (either may be '')."""

    open_asked = Signal(str, str)

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(width=326, parent=parent)
        self.setObjectName("entry_panel")
        self._study = study
        self._entry: EntryView | None = None
        self._is_sound: bool | None = None
        self.told = Label("", "emphasis", wraps=True)
        self.told.setObjectName("entry_sentence")
        self._hint = Label("", "label", wraps=True)
        self._body = Scrolled(gap=4, margins=(0, 0, 4, 0))
        self.content.addWidget(self.told)
        self.content.addWidget(self._hint)
        self.content.addWidget(hairline())
        self.content.addWidget(self._body, 1)
        self.body.setStretchFactor(self.content, 1)
        self.open_button = QuietButton(icon_name="folder-open")
        self.open_button.setObjectName("entry_open")
        self.open_button.clicked.connect(self._open)
        self.copy_button = QuietButton(icon_name="copy")
        self.copy_button.setObjectName("entry_copy")
        self.copy_button.clicked.connect(self.copy)
        row = across(self.open_button, self.copy_button)
        row.setStretch(0, 1)
        self.foot.addLayout(row)
        self.retranslate()

    def show_entry(self, entry: EntryView | None) -> None:
        """Show ``entry``, or that none is chosen."""
        self._entry = entry
        self.retranslate()

    def show_verified(self, is_sound: bool | None) -> None:
        """Say what the last verification found about entries like this one; None while there was none."""
        self._is_sound = is_sound
        self.retranslate()

    def copy(self) -> None:
        """Put the entry's exact words and hashes on the clipboard."""
        if self._entry is not None:
            row = self._entry.row
            parts = (f"{row.chain}:{row.seq}", self._entry.body, f"previous {self._entry.previous}", self._entry.hash)
            QGuiApplication.clipboard().setText("\n".join(parts))

    def _open(self) -> None:
        if self._entry is not None:
            row = self._entry.row
            self.open_asked.emit(row.participant or "", row.record or "")

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        empty_layout(self._body.inner)
        entry = self._entry
        has_entry = entry is not None
        self.told.setVisible(has_entry)
        self._hint.setVisible(not has_entry)
        self._hint.setText(self.tr("Choose a line: who, when in local time and UTC, and its place in the chain."))
        self.open_button.setText(self.tr("Open participant"))
        self.open_button.setEnabled(has_entry and bool(entry and entry.row.participant))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setEnabled(has_entry)
        if entry is None:
            self.set_title(self.tr("Entry"))
            return
        self.set_title(filled(self.tr("Entry %1"), f"{entry.row.chain}:{entry.row.seq}"))
        self.told.setText(sentence(self._study, language(), entry.row))
        for words, right in self._facts(entry):
            line = CardRow(Text(words, "ink3", size=12), right, height=22)
            self._body.inner.addWidget(line)
        self._body.inner.addWidget(self._validity())
        if entry.changes:
            self._body.inner.addSpacing(6)
            self._body.inner.addWidget(Label(self.tr("What it changed"), "strong"))
            self._body.inner.addWidget(Ladder(tuple(self._step(change, entry) for change in entry.changes)))
        for failure, words in entry.justified.items():
            self._body.inner.addSpacing(6)
            self._body.inner.addWidget(Label(self._check_words(failure), "caption", wraps=True))
            self._body.inner.addWidget(Label(filled(self.tr("Reason: %1"), words or "–"), "strong", wraps=True))
        self._body.inner.addStretch(1)

    def _facts(self, entry: EntryView) -> list[tuple[str, Text]]:
        row = entry.row
        utc = row.at.utctimetuple()
        said = [(self.tr("Who"), Text(f"{row.name} {short_role(row.role)}".strip()))]
        record = self._record_words(row)
        if record:
            said.insert(0, (self.tr("Record"), Text(record)))
        if row.participant:
            said.insert(0, (self.tr("Participant"), Text(row.participant, weight=500)))
        said += [
            (self.tr("Local time"), Text(row.at.strftime("%Y-%m-%d %H:%M:%S %z"))),
            (self.tr("UTC"), Text(f"{utc.tm_year}-{utc.tm_mon:02d}-{utc.tm_mday:02d} "
                                  f"{utc.tm_hour:02d}:{utc.tm_min:02d}:{utc.tm_sec:02d}")),
            (self.tr("Edition"), Text(short_hash(entry.edition) if entry.edition else "–")),
        ]  # fmt: skip
        if row.reason:
            said.append((self.tr("Why"), Text(reason_words(self._study, language(), row.reason))))
        said += [
            (self.tr("Entry before"), Text(short_hash(entry.previous), "ink2")),
            (self.tr("This entry"), Text(short_hash(entry.hash), weight=500)),
        ]
        return said

    def _record_words(self, row: EntryRow) -> str:
        form, visit = row.facts.get("form", ""), row.facts.get("visit", "")
        words = form_label(self._study, form, language()) if form else ""
        named = visit_label(self._study, visit, language(), is_short=True) if visit and visit != "None" else ""
        return f"{words} {named}".strip()

    def _validity(self) -> QFrame:
        tone, mark, words = "none", "unknown", self.tr("Not verified since it was unlocked")
        if self._is_sound is True:
            tone, mark, words = "done", "signed", self.tr("Signature valid, chain unbroken")
        elif self._is_sound is False:
            tone, mark, words = "over", "void", self.tr("The journal differs: see above")
        block = QFrame()
        block.setObjectName("entry_validity")
        block.setProperty("kind", "safe" if tone == "done" else "banner" if tone == "over" else "sunk")
        if tone == "over":
            block.setProperty("tone", "over")
        assert self._entry is not None
        delivery = CardRow(Text(self.tr("Desk"), "ink3", size=12), delivery_run(self._entry.row.delivery))
        self._body.inner.addWidget(delivery)
        block.setLayout(across(MarkSign(mark), Label(words, "plain"), None, gap=8, margins=(10, 6, 10, 6)))
        return block

    def _step(self, change: ChangeView, entry: EntryView) -> Step:
        form = self._study.forms.get(entry.row.facts.get("form", ""))
        label, after, before = change.item, value_words(change.after), value_words(change.before)
        if form is not None:
            try:
                label = key_label(form, change.item).in_(language())
                after, before = (self._said(form, change.item, one) for one in (change.after, change.before))
            except StudyError:  # an item of another edition is named as it was saved
                pass
        was = () if change.before is None else (filled(self.tr("before: %1"), before),)
        flag = (Mark("warn", self.tr("not delegated for this on that day")),) if change.is_undelegated else ()
        head = Text(after, weight=600, size=14)
        return Step(head, (Text(label, "ink2", size=12), *was, *flag), mark="", is_current=True)

    def _said(self, form: Form, key: str, value: Value | None) -> str:
        words = key_shown(self._study, form, key, value).in_(language())
        reason = value.reason if isinstance(value, Missing) else ""
        return f"{words} {reason}".strip() or "–"

    def _check_words(self, failure: str) -> str:
        """Return what a check says that did not hold when this was saved."""
        id = failure.partition(".")[0]
        return next((one.message.in_(language()) for one in self._study.checks if one.id == id), failure)

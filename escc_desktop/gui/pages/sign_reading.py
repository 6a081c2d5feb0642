"""Shows a record as a signer must have seen it: what changed since it was signed, then every answer in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.actions.history import OBSERVED
from escc_desktop.actions.views import ChangeView, RecordView, SigningRow, SinceSigned
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_history import reason_words, value_words
from escc_desktop.gui.pages.signature_words import signed_words
from escc_desktop.gui.pages.vocabulary import filled, form_label, moment, short_role, unit_words, visit_label
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.frames import Label, Scrolled, across, empty_layout, hairline
from escc_desktop.study.edition import Item, Study
from escc_desktop.words import Language

_LABEL = 210


def form_words(study: Study, record: RecordView, spoken: Language) -> str:
    """Return the form of a record, with its number where it is one of a log."""
    words = form_label(study, record.form, spoken)
    number = record.id.rpartition("/")[2] if record.id else ""
    return f"{words} {number}" if not record.visit and number.isdigit() else words


def record_words(study: Study, row: SigningRow) -> str:
    """Return participant, form and visit, as the reading names a record."""
    words = f"{row.participant} {form_words(study, row.record, language())}"
    if row.record.visit:
        return f"{words} {visit_label(study, row.record.visit, language(), is_short=True)}"
    return words


def digest_words(digest: str | None) -> str:
    """Return the beginning of a digest in two groups of four, as it is read out."""
    return f"{digest[:4]} {digest[4:8]}" if digest else ""


class RecordReading(QWidget):
    """The reading of one record: heading, changes since the last signature, all answers in paper order."""

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self.setObjectName("sign_reading")
        self._title = Label("", "emphasis", wraps=True)
        self._state = RunsLine("", height=20)
        self._scrolled = Scrolled(gap=4, margins=(0, 4, 8, 4))
        self._scrolled.setObjectName("sign_reading_text")
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 6, 4)
        layout.setSpacing(4)
        for part in (self._title, self._state, hairline()):
            layout.addWidget(part)
        layout.addWidget(self._scrolled, 1)
        self.show_nothing("")

    def show_nothing(self, words: str) -> None:
        """Show no record, and how one is read."""
        self._title.setText("")
        self._state.set_runs("")
        empty_layout(self._scrolled.inner)
        self._scrolled.inner.addWidget(Label(words, "label", wraps=True))
        self._scrolled.inner.addStretch(1)

    def show_row(self, row: SigningRow, since: SinceSigned) -> None:
        """Show ``row``; what changed since it was signed is told before anything else."""
        record = row.record
        self._title.setText(record_words(self._study, row))
        self._scrolled.setAccessibleName(self._title.text())
        saved = filled(self.tr("saved by %1 %2"), record.saved_by or "–", moment(record.saved_at))
        self._state.set_runs((Text(saved, "ink2", size=12), Text(digest_words(record.digest), "ink3", size=12)))
        inner = self._scrolled.inner
        empty_layout(inner)
        if record.original == "ink":
            self._add_paper(inner)
        if since.signature is not None:
            self._add_since(inner, record, since)
        if record.observed_on:
            self._add(inner, self.tr("Date of the visit"), record.observed_on)
        for group in self._study.form(record.form).groups:
            items = [item for item in group.items if item.id in record.values]
            if items:
                inner.addWidget(Label(group.label.in_(language()), "strong"))
            for item in items:
                self._add(inner, item.label.in_(language()), self._words(item, row))
        inner.addStretch(1)
        self._scrolled.verticalScrollBar().setValue(0)

    def _add_paper(self, inner: QVBoxLayout) -> None:
        inner.addWidget(RunsLine(Mark("unsigned", self.tr("Signed by hand at this site"), weight=600)))
        words = self.tr(
            "The original is paper. Print it, sign it by hand, then record who signed, when and where it is."
        )
        inner.addWidget(Label(words, "label", wraps=True))
        inner.addWidget(hairline())

    def _add_since(self, inner: QVBoxLayout, record: RecordView, since: SinceSigned) -> None:
        assert since.signature is not None
        text = (
            self.tr("Changed since your signature: %1") if since.is_own else self.tr("Changed since it was signed: %1")
        )
        inner.addWidget(RunsLine(Mark("void", filled(text, signed_words(since.signature)), weight=600)))
        for change in since.changes:
            self._add_change(inner, record, change)
        inner.addWidget(hairline())

    def _words(self, item: Item, row: SigningRow) -> str:
        value = row.record.values[item.id]
        if item.code_list == "CTCAE" and isinstance(value, str):
            term = next((one for one in self._study.terms if one.llt_code == value), None)
            return term.label.in_(language()) if term else value
        words = value_words(self._study, item, value)
        return (
            f"{words} {unit_words(self._study, item.unit, language())}"
            if item.unit and isinstance(value, str)
            else words
        )

    def _add_change(self, inner: QVBoxLayout, record: RecordView, change: ChangeView) -> None:
        """Tell one change: what, before and after, and below it who, when and why."""
        item = next((one for one in self._study.form(record.form).items if one.id == change.item), None)
        before, after = (value_words(self._study, item, one) for one in (change.before, change.after))
        if change.item == OBSERVED:
            self._add(inner, self.tr("Date of the visit"), f"{change.before or '–'} → {change.after or '–'}")
        elif not change.item:
            inner.addWidget(Label(self.tr("Saved again, no value changed"), "plain"))
        else:
            name = item.label.in_(language()) if item is not None else change.item
            self._add(inner, name, f"{before} → {after}", is_strong=True)
        why = reason_words(self._study, change.reason) if change.reason else ""
        who = f"{change.name} ({short_role(change.role)}) {moment(change.at)}"
        inner.addWidget(Label("  ".join(part for part in (who, why) if part), "caption", wraps=True))
        if change.is_undelegated:
            flag = RunsLine(Mark("warn", self.tr("not delegated for this on that day"), size=12), height=20)
            inner.addWidget(flag)

    @staticmethod
    def _add(inner: QVBoxLayout, name: str, words: str, *, is_strong: bool = False) -> None:
        label = Label(name, "label", wraps=True)
        label.setFixedWidth(_LABEL)
        line = across(label, Label(words, "strong" if is_strong else "plain", wraps=True), gap=12)
        line.setStretch(1, 1)
        inner.addLayout(line)

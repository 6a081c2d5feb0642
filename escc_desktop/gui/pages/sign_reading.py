"""Shows a record as a signer must have seen it: every answer in words, and what changed since it was last signed."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.actions.views import ChangeView, SigningRow
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_history import reason_words, value_words
from escc_desktop.gui.pages.vocabulary import filled, form_label, moment, visit_label
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.frames import Label, Scrolled, across, empty_layout, hairline
from escc_desktop.study.edition import Item, Study

_LABEL = 250


def record_words(study: Study, row: SigningRow) -> str:
    """Return participant, form and visit, as the list and the reading name a record."""
    record = row.record
    words = f"{row.participant} {form_label(study, record.form, language())}"
    number = record.id.rpartition("/")[2] if record.id else ""
    if record.visit:
        return f"{words} {visit_label(study, record.visit, language(), is_short=True)}"
    return f"{words} {number}" if number.isdigit() else words


def digest_words(digest: str | None) -> str:
    """Return the beginning of a digest in two groups of four, as it is read out."""
    return f"{digest[:4]} {digest[4:8]}" if digest else ""


class RecordReading(QWidget):
    """The reading of one record: heading, changes since the last signature, all answers in paper order."""

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self.setObjectName("sign_reading")
        self._title = Label("", "emphasis")
        self._state = RunsLine("")
        self._scrolled = Scrolled(gap=4, margins=(0, 4, 8, 4))
        self._scrolled.setFixedHeight(330)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(across(self._title, None, self._state))
        layout.addWidget(hairline())
        layout.addWidget(self._scrolled)

    def show_row(self, row: SigningRow, changes: tuple[ChangeView, ...]) -> None:
        """Show ``row``; ``changes`` is its whole history, of which what came after the last signature is told first."""
        record = row.record
        self._title.setText(record_words(self._study, row))
        saved = filled(self.tr("saved by %1 %2"), record.saved_by or "–", moment(record.saved_at))
        self._state.set_runs((Text(saved, "ink2", size=12), Text(digest_words(record.digest), "ink3", size=12)))
        inner = self._scrolled.inner
        empty_layout(inner)
        signed_at = max((one.at for one in record.signatures), default=None)
        since = [one for one in changes if signed_at is not None and one.at > signed_at and one.before != one.after]
        if since:
            inner.addWidget(RunsLine(Mark("void", self.tr("Changed after it was signed"), weight=600)))
            for change in since:
                self._add_change(inner, change)
            inner.addWidget(hairline())
        if record.observed_on:
            self._add(inner, self.tr("Date of the visit"), record.observed_on)
        form = self._study.form(record.form)
        for group in form.groups:
            items = [item for item in group.items if item.id in record.values]
            if items:
                inner.addWidget(Label(group.label.in_(language()), "strong"))
            for item in items:
                self._add(inner, item.label.in_(language()), self._words(item, row))
        inner.addStretch(1)

    def _words(self, item: Item, row: SigningRow) -> str:
        value = row.record.values[item.id]
        if item.code_list == "CTCAE" and isinstance(value, str):
            term = next((one for one in self._study.terms if one.llt_code == value), None)
            return term.label.in_(language()) if term else value
        words = value_words(self._study, item, value)
        return f"{words} {item.unit}" if item.unit and isinstance(value, str) else words

    def _add_change(self, inner: QVBoxLayout, change: ChangeView) -> None:
        form = next(
            (form for form in self._study.forms.values() if any(one.id == change.item for one in form.items)), None
        )
        item = form.item(change.item) if form is not None else None
        before, after = (value_words(self._study, item, one) for one in (change.before, change.after))
        why = f"({reason_words(self._study, change.reason)})" if change.reason else ""
        name = item.label.in_(language()) if item is not None else change.item
        self._add(inner, name, f"{before} → {after} {why}".strip())

    @staticmethod
    def _add(inner: QVBoxLayout, name: str, words: str) -> None:
        label = Label(name, "label", wraps=True)
        label.setFixedWidth(_LABEL)
        line = across(label, Label(words, "plain", wraps=True), gap=12)
        line.setStretch(1, 1)
        inner.addLayout(line)

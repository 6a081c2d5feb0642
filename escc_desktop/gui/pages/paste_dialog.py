"""Shows what a pasted column of results would fill before any of it is taken over; it writes nothing itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_history import value_words
from escc_desktop.gui.pages.sentences_of_laboratory import limits_words
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import NoteField
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.reports import Report, Result
from escc_desktop.trial.pasting import Pasted, read_pasted
from escc_desktop.words import explain

_WIDTH = 1010
_LONGEST = 24


class PasteDialog(DialogFrame):
    """``taken`` carries the values to be taken over, once. Object names: ``paste_text``, ``paste_table``,
    ``paste_take``, ``paste_count``.
    """

    taken = Signal(object)

    def __init__(self, draft: FormDraft, report: Report, order: tuple[str, ...], start: str | None, text: str) -> None:
        super().__init__("", "", width=_WIDTH)
        self.setObjectName("paste_dialog")
        self._draft = draft
        place = {item: at for at, item in enumerate(order)}
        self._results = sorted(report.results, key=lambda one: place.get(one.item.id, len(place)))
        self._start = start
        self._lines: tuple[Pasted, ...] = ()
        self.text = NoteField(lines=3)
        self.text.setObjectName("paste_text")
        self.text.set_value(text)
        self.text.edited.connect(self._read)
        self.table = Table(fits=False)
        self.table.setObjectName("paste_table")
        self.table.setMinimumHeight(250)
        self.table.chosen.connect(lambda _: self._tell_line())
        self.count = Label("", "plain", wraps=True)
        self.whole = Label("", "label", wraps=True)
        self.whole.setObjectName("paste_line")
        self.count.setObjectName("paste_count")
        self.button.setObjectName("paste_take")
        self.cancel_button.setObjectName("paste_cancel")
        self.accepted.connect(self._take)
        self.add(self.text, self.count, self.table, self.whole)
        self._tell()
        self._read()

    def _tell(self) -> None:
        self.title.setText(self.tr("Paste results"))
        self.setAccessibleName(self.title.text())
        words = self.tr(
            "One column of numbers in the order of the report, or names with their results, units and ranges. "
            "Nothing enters the form before you take it over; one step of undo takes it back."
        )
        self.words.setText(words)
        self.words.show()
        self.text.setPlaceholderText(self.tr("Paste here"))
        self.text.setAccessibleName(self.tr("What was pasted"))
        self.table.set_name(self.tr("What would be filled in"))
        self.table.set_columns(
            (
                Column(self.tr("Item"), 170),
                Column(self.tr("Pasted"), 150),
                Column(self.tr("Result"), 70, align="right"),
                Column(self.tr("Unit"), 70),
                Column(self.tr("Range"), 90),
                Column(self.tr("Remark"), 180, stretches=True),
            )
        )

    def _read(self) -> None:
        study = self._draft.study
        self._lines = read_pasted(study, self._results, self.text.value(), self._start) if self.text.value() else ()
        self.table.set_rows(tuple(self._row(one) for one in self._lines))
        fill = sum(bool(one.values) for one in self._lines)
        left = len(self._lines) - fill
        said = filled(self.tr("%1 results would be filled in, %2 lines stay out."), fill, left)
        self.count.setText(said if self._lines else self.tr("Nothing was pasted yet."))
        self._tell_line()
        self.button.setText(filled(self.tr("Take over %1"), fill))
        self.button.setEnabled(bool(fill))

    def _tell_line(self) -> None:
        """Say whole what was pasted in the chosen line and what is said of it: the table may have no room for it."""
        one = next((one for one in self._lines if str(one.line) == self.table.current_key()), None)
        said = (one.problem or one.note) if one is not None else None
        words = f"{one.text}: {explain(said, language())}" if one is not None and said is not None else ""
        self.whole.setText(words)
        self.whole.setVisible(bool(words))

    def _row(self, one: Pasted) -> Row:
        result = one.result
        item = Text(result.item.label.in_(language()), weight=500) if result is not None else Text("–", "ink3")
        pasted = one.text if len(one.text) <= _LONGEST else f"{one.text[: _LONGEST - 1]}…"
        cells: tuple[Cell, ...] = (item, Text(pasted, "ink2"), "", "", "", self._remark(one))
        if result is not None and one.values:
            value = one.values[result.item.id]
            shown = value_words(self._draft.study, result.item, value) if result.item.code_list else value
            cells = (
                item,
                Text(pasted, "ink2"),
                Text(shown, weight=500),
                self._unit(one, result),
                self._range(one, result),
                self._remark(one),
            )
        return Row(str(one.line), cells)

    def _unit(self, one: Pasted, result: Result) -> Cell:
        companion = result.parts.get("unit")
        pasted = one.values.get(companion.id, "") if companion is not None else ""
        stands = self._draft.text(companion.id) if companion is not None else ""
        return Text(pasted or stands or result.item.unit, "ink2")

    def _range(self, one: Pasted, result: Result) -> Cell:
        low, high = (
            one.values.get(result.parts[part].id, "") if part in result.parts else "" for part in ("low", "high")
        )
        return Text(limits_words(low, high, ""), "ink2")

    def _remark(self, one: Pasted) -> Cell:
        said = one.problem or one.note
        if said is not None:
            return Mark("hard" if one.problem is not None else "warn", explain(said, language()), size=12)
        if one.result is None:
            return ""
        before = self._draft.value(one.result.item.id)
        value = one.values.get(one.result.item.id)
        if before == "" or before == value:
            return ""
        stood = value_words(self._draft.study, one.result.item, before)
        return Mark("warn", filled(self.tr("replaces %1"), stood), size=12)

    def _take(self) -> None:
        values: dict[str, str] = {}
        for one in self._lines:
            values.update(one.values)
        self.close_dialog()
        taken: Mapping[str, str] = values
        self.taken.emit(taken)

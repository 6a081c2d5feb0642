"""Every form of the study for one participant, by when it is filled, beside its records; it opens none itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.views import ParticipantView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.participant_lists import (
    EVERY_FORM,
    all_form_columns,
    all_form_rows,
    record_columns,
    record_rows,
)
from escc_desktop.gui.pages.vocabulary import filled, form_label
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.fields import SearchField
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.gui.widgets.notices import EmptyState
from escc_desktop.gui.widgets.table import Row, Table
from escc_desktop.study.edition import Study

_LIST, _NARROW = 366, 1100


class FormsPane(QWidget):
    """A form that is chosen shows its records; its act begins or opens it.

    ``form_wanted`` carries a form to be opened (of a log: a new record), ``record_wanted`` a record.
    """

    form_wanted = Signal(str)
    record_wanted = Signal(str)

    def __init__(self, study: Study, *, only_reads: bool) -> None:
        super().__init__()
        self._study = study
        self._only_reads = only_reads
        self._person: ParticipantView | None = None
        self._is_narrow = False
        self.search = SearchField(width=_LIST)
        self.search.setObjectName("form_search")
        self.search.edited.connect(self._list_forms)
        self.forms = Table()
        self.forms.setObjectName("participant_forms")
        self.forms.setFixedWidth(_LIST)
        self.forms.chosen.connect(lambda _: self._show_records())
        self.forms.opened.connect(self._open)
        self.forms.acted.connect(self._open)
        self._title = Label("", "card")
        self.new_button = QuietButton(icon_name="plus", is_small=True, is_recording=True)
        self.new_button.setObjectName("participant_new_record")
        self.new_button.clicked.connect(lambda: self._open(self._shown()))
        self.records = Table()
        self.records.setObjectName("participant_records")
        self.records.opened.connect(self.record_wanted)
        self._none = EmptyState("clipboard-list")
        left = down(self.search, self.forms, None)
        head = across(self._title, None, self.new_button)
        right = down(head, self.records, self._none, None)
        line = across(left, right, gap=14)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_view(self, person: ParticipantView) -> None:
        """Show every form as it stands."""
        self._person = person
        self._list_forms()
        if not self.forms.current_key():
            self.forms.choose(EVERY_FORM)
        self._show_records()

    def _list_forms(self) -> None:
        if self._person is None:
            return
        wanted = self.search.value().strip()
        rows = all_form_rows(self._person, self._study, language(), wanted, only_reads=self._only_reads)
        self.forms.set_rows(rows)
        if not self.forms.current_key() and wanted:
            found = next((one.key for one in rows if isinstance(one, Row)), "")
            self.forms.choose(found)

    def _shown(self) -> str:
        key = self.forms.current_key()
        return "" if key == EVERY_FORM else key

    def _show_records(self) -> None:
        person, form = self._person, self._shown()
        if person is None:
            return
        records = tuple(one for one in person.records if form in ("", one.form))
        rows = record_rows(records, self._study, language())
        self.records.set_rows(tuple(replace(one, cells=one.cells[:-1]) for one in rows) if self._is_narrow else rows)
        has_any = any(one.id for one in records)
        self.records.setVisible(has_any)
        self._none.setVisible(not has_any)
        known = self._study.forms.get(form)
        words = form_label(self._study, form, language()) if form else self.tr("All records")
        self._title.setText(f"{words} {sum(bool(one.id) for one in records)}")
        is_visit = known is not None and known.kind == "visit"
        self.new_button.setVisible(known is not None and not is_visit and (known.kind == "log" or not has_any))
        begin = self.tr("New: %1") if known is not None and known.kind == "log" else self.tr("Begin: %1")
        self.new_button.setText(filled(begin, words))
        none = filled(self.tr("Nothing was saved of %1"), words) if form else self.tr("Nothing was saved yet")
        way = self.tr("It is filled at a visit: open one under Visits.") if is_visit else ""
        self._none.tell(none, way or self.tr("Records stand here once they are saved."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out how records stand with the desk where there is no room for it."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.records.set_columns(record_columns(is_narrow=is_narrow))
            self._show_records()

    def _open(self, form: str) -> None:
        known = self._study.forms.get("" if form == EVERY_FORM else form)
        if known is None:
            return
        if known.kind == "visit" or (known.kind == "log" and self._only_reads):
            self.records.view.setFocus()
        else:
            self.form_wanted.emit(form)

    def retranslate(self) -> None:
        """Say every word in the language that is shown; the page shows the rest again."""
        self.search.setPlaceholderText(self.tr("Find a form"))
        self.search.setAccessibleName(self.tr("Find a form"))
        self.forms.set_name(self.tr("Forms"))
        self.forms.set_columns(all_form_columns())
        self.records.set_name(self.tr("Records"))
        self.records.set_columns(record_columns(is_narrow=self._is_narrow))

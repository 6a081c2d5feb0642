"""Tells on a record's page of each signature by hand: by whom, when, where it is filed, and who recorded it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.actions.signature_views import SignatureView
from escc_desktop.actions.views import RecordView
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.signature_words import ink_words, why_not
from escc_desktop.gui.widgets.buttons import LinkButton, QuietButton
from escc_desktop.gui.widgets.frames import Label, across, empty_layout

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator


class InkNotes(QWidget):
    """One line for each signature by hand that was not withdrawn; not there while there is none.

    ``button`` records another; the page puts it where its other acts are.
    """

    def __init__(self, navigate: Navigator) -> None:
        super().__init__()
        self.setObjectName("ink_notes")
        self._navigate = navigate
        self._record: RecordView | None = None
        self.button = QuietButton(icon_name="pen-line", is_small=True, is_recording=True)
        self.button.setObjectName("record_ink")
        self.button.clicked.connect(self._record_ink)
        self.button.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 0, 2, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_record(self, record: RecordView, *, is_changed: bool = False) -> None:
        """Tell of the signatures of ``record``, those that hold first; what is not saved cannot have been signed."""
        self._record = record
        self.button.setText(self.tr("Record signature by hand…"))
        self.button.setVisible(record.original == "ink")
        self.button.setEnabled(record.is_complete and not is_changed)
        empty_layout(self._column)
        shown = [one for one in record.signatures if one.ink is not None and one.flag != "withdrawn"]
        for signature in sorted(shown, key=lambda one: one.is_void):
            self._column.addLayout(self._line(record, signature))
        self.setVisible(bool(shown))

    def _record_ink(self) -> None:
        if self._record is not None and self._record.id is not None:
            self._navigate.record_ink(self._record.id)

    def _line(self, record: RecordView, signature: SignatureView) -> QVBoxLayout:
        why = why_not(signature)
        told = ink_words(signature)
        words = Label(f"{told}. {why}." if why else told, "label", wraps=True)
        undo = LinkButton(self.tr("Recorded by mistake…"), is_recording=True)
        undo.setObjectName(f"withdraw_ink_{signature.entry}")
        undo.setAccessibleName(f"{undo.text()} {told}")
        undo.clicked.connect(lambda: self._navigate.withdraw_ink(record.id or "", signature.entry, told))
        row = across(MarkSign("void" if signature.is_void else "ink"), words, undo, gap=8)
        row.setStretch(1, 1)
        column = QVBoxLayout()
        column.addLayout(row)
        return column

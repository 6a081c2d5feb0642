"""Says above a record who recorded it without a delegation, and holds it still where it is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.pages.vocabulary import filled, task_label
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.widgets.notices import Banner

if TYPE_CHECKING:
    from escc_desktop.gui.pages.form_draft import FormDraft
    from escc_desktop.gui.pages.record_matter import RecordMatter
    from escc_desktop.gui.workplace import Workplace


class RecordStanding(QWidget):
    """One banner. Under a monitor's login fields show and take nothing; buttons that record are not there."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.setObjectName("record_standing")
        self.is_read_only = only_reads(workplace)
        self.undelegated = Banner("warn")
        self.undelegated.setObjectName("recorded_undelegated")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.undelegated)
        self.hide()

    def show_matter(self, matter: RecordMatter, draft: FormDraft, page: QWidget) -> None:
        """Tell of a record on ``page``, and hold the page still where it can only be read."""
        self.undelegated.setVisible(bool(matter.undelegated))
        if matter.undelegated:
            told = (f"{one.deed.name} {one.deed.on} ({task_label(one.task, language())})" for one in matter.undelegated)
            self.undelegated.tell(
                "warn",
                filled(self.tr("Recorded by somebody not delegated for it on that day: %1"), "; ".join(told)),
                self.tr("What was recorded is kept. The delegation log lists it to be followed up."),
            )
        self.setVisible(bool(matter.undelegated))
        if self.is_read_only:
            draft.is_read_only = True
            _hold_still(page)


def _hold_still(page: QWidget) -> None:
    for widget in page.findChildren(QWidget):
        take = getattr(widget, "set_read_only", None)
        if take is not None:
            take(True)

"""Says above a record what bites at it, under which edition and by whom it was kept; holds still what is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.pages.contradiction_notes import ContradictionNotes
from escc_desktop.gui.pages.vocabulary import filled, task_label
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.widgets.notices import Banner

if TYPE_CHECKING:
    from escc_desktop.gui.pages.form_draft import FormDraft
    from escc_desktop.gui.pages.record_matter import RecordMatter
    from escc_desktop.gui.workplace import Workplace


class RecordStanding(QWidget):
    """Notes of contradictions and two banners.

    Under a monitor's login fields show and take nothing; buttons that record are not there.
    """

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.setObjectName("record_standing")
        self.is_read_only = only_reads(workplace)
        self.undelegated = Banner("warn")
        self.undelegated.setObjectName("recorded_undelegated")
        self.other_edition = Banner("info")
        self.other_edition.setObjectName("captured_elsewhere")
        self.contradictions = ContradictionNotes(workplace)
        self._study = workplace.study
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.contradictions, self.other_edition, self.undelegated):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
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
        is_other = self._tell_edition(matter)
        if draft.form.id != self._study.eligibility_form:  # there they stand beside each criterion
            is_enrolled = matter.participant.enrolment_number is not None
            self.contradictions.show_form(draft.form.id, is_enrolled=is_enrolled)
        self.setVisible(bool(matter.undelegated or is_other or not self.contradictions.isHidden()))
        if self.is_read_only:
            draft.is_read_only = True
            _hold_still(page)

    def _tell_edition(self, matter: RecordMatter) -> bool:
        """Tell that the record was saved under another edition, and what that one asked and this one does not."""
        captured = matter.captured
        self.other_edition.setVisible(captured is not None)
        if captured is None:
            return False
        named = captured.edition or f"{captured.digest[:8]}…"
        title = filled(self.tr("Saved under edition %1 of the study, not the one in force"), named)
        words = self.tr(
            "The questions here are those of the edition in force. The journal names the edition of each save."
        )
        if captured.beside:
            joint = "；" if language() == "zh" else "; "
            told = joint.join(f"{label.in_(language())}: {said.in_(language())}" for label, said in captured.beside)
            words = f"{words} {filled(self.tr('Asked then and not now: %1'), told)}"
        self.other_edition.tell("info", title, words)
        return True


def _hold_still(page: QWidget) -> None:
    for widget in page.findChildren(QWidget):
        take = getattr(widget, "set_read_only", None)
        if take is not None:
            take(True)

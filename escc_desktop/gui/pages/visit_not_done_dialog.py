"""Asks why a visit did not take place, and marks its forms that were not begun; nothing else of it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.edition_commands import NoteVisitNotDone
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_editors import name_boxes
from escc_desktop.gui.pages.form_rows import missing_words
from escc_desktop.gui.pages.vocabulary import filled, visit_label
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace


class VisitNotDoneDialog(DialogFrame):
    """One code and one reason. Object names begin with ``visit_not_done``: ``_dialog _code _reason _confirm``."""

    def __init__(self, workplace: Workplace, visit: VisitView) -> None:
        super().__init__("", "", icon_name="calendar-days")
        self.setObjectName("visit_not_done_dialog")
        self._workplace, self._visit = workplace, visit
        name = f"{visit.participant} {visit_label(workplace.study, visit.visit, language())}"
        title = self.tr("Forms not done: %1") if visit.held_on else self.tr("Visit not done: %1")
        self.title.setText(filled(title, name))
        self.setAccessibleName(self.title.text())
        self.words.setText(
            self.tr(
                "Every form of it that was not begun is saved as not done, with this reason; what was filled stays. "
                "It is undone by filling the forms after all."
            )
        )
        self.words.show()
        options = tuple(
            Option(code, missing_words(code, workplace.study), str(place))
            for place, code in enumerate(workplace.study.missing_codes, 1)
        )
        self.code = ChoiceBoxes(options, is_required=True)
        name_boxes(self.code, "visit_not_done_code", options)
        self.code.set_value("ND")
        self.reason = FieldEdit(self.tr("such as: the participant did not come, out of town"))
        self.reason.setObjectName("visit_not_done_reason")
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("visit_not_done_problem")
        self.button.setText(self.tr("Mark as not done"))
        self.button.setObjectName("visit_not_done_confirm")
        self.cancel_button.setObjectName("visit_not_done_cancel")
        self.add(
            Labelled(self.tr("Missing code"), self.code, stretches=False),
            Labelled(self.tr("Reason"), self.reason),
            self._problem,
        )
        self.accepted.connect(self._mark)

    def _mark(self) -> None:
        if not self.reason.value():
            self._problem.setText(self.tr("Write why it did not take place."))
            return
        self.button.setEnabled(False)
        command = NoteVisitNotDone(self._visit.participant, self._visit.visit, self.code.value(), self.reason.value())
        self._workplace.do(command, lambda _: self.close_dialog(), self._refused, self)

    def _refused(self, problem: EsccError) -> None:
        self.button.setEnabled(True)
        self._problem.setText(explain(problem, language()))

"""What is done with the results of an open form beside typing them: paste a column, follow a significant one up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.pages.paste_dialog import PasteDialog
from escc_desktop.gui.pages.range_filling import RangeFilling
from escc_desktop.gui.pages.sentences_of_laboratory import limits_words
from escc_desktop.gui.pages.significant_dialog import BASELINE, NEW, SignificantDialog
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.study.edition import Study
from escc_desktop.trial.result_ranges import flag_of, sample_of

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.pages.form_draft import FormDraft
    from escc_desktop.gui.widgets.dialog import DialogFrame

LayOver = Callable[["DialogFrame", QWidget | None], None]


class ResultActs(QObject):
    """The acts of one open form of ``participant``."""

    def __init__(self, draft: FormDraft, filling: RangeFilling, participant: str, navigate: Navigator) -> None:
        super().__init__(draft)
        self._draft, self._filling, self._participant, self._navigate = draft, filling, participant, navigate

    def paste(self, item: str, text: str) -> None:
        """Lay the preview of what was pasted over the window; a single column begins at ``item``."""
        if self._draft.is_read_only:
            return
        dialog = PasteDialog(self._draft, self._filling.report, self._filling.order, item or None, text)
        dialog.taken.connect(self._take)
        self._navigate.lay_over(dialog)

    def _take(self, values: Mapping[str, str]) -> None:
        self._draft.begin_go()
        self._draft.take_up(dict(values), QCoreApplication.translate("ResultActs", "Pasted results"))

    def follow_up(self, item: str) -> None:
        """Ask what a significant result is, and lead there."""
        words, on = self.verbatim(item), self._day()
        baseline = history_form(self._draft.study)

        def go(way: str) -> None:
            if way == NEW:
                self._navigate.propose_adverse_event(self._participant, words, on)
            elif way == BASELINE and baseline is not None:
                self._navigate.open_form(self._participant, baseline)
            else:
                self._navigate.open_participant(self._participant)

        dialog = SignificantDialog(words, has_baseline=baseline is not None)
        dialog.chosen.connect(go)
        self._navigate.lay_over(dialog)

    def verbatim(self, item: str) -> str:
        """Return what a result says, as the proposed words of an event."""
        result, draft = self._filling.report.result(item), self._draft
        if result is None:
            return ""
        value = draft.text(item)
        name = result.item.label.in_(language())
        if result.item.code_list:
            listed = draft.study.code_list(result.item.code_list)
            shown = listed.choice(value).label.in_(language()) if value in listed.codes else value
            return f"{name} {shown}".strip()
        low, high = (draft.text(result.parts[part].id) if part in result.parts else "" for part in ("low", "high"))
        unit = draft.text(result.parts["unit"].id) if "unit" in result.parts else ""
        words = {
            "low": QCoreApplication.translate("ResultActs", "%1 low: %2 (range %3)"),
            "high": QCoreApplication.translate("ResultActs", "%1 high: %2 (range %3)"),
        }.get(flag_of(value, low, high), "%1: %2")
        return filled(words, name, f"{value} {unit or result.item.unit}".strip(), limits_words(low, high, ""))

    def _day(self) -> str:
        days = sample_of(self._filling.report, self._draft.text).days
        return days.first.isoformat() if days is not None and days.is_exact else ""


def history_form(study: Study) -> str | None:
    """Return the log in which conditions from before the trial are recorded, None where the edition has none."""
    return next(
        (form.id for form in study.forms.values() if any(item.sdtm == "MH.MHTERM" for item in form.items)), None
    )

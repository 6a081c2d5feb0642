"""Lets the limits beside the results of an open form follow the local ranges; it asks nobody and saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from escc_desktop.actions.laboratory import LaboratoryMatter
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.range_words import days_words, whom_words
from escc_desktop.study.questions import Part
from escc_desktop.study.reports import Result, report_of
from escc_desktop.trial.laboratory import arranged
from escc_desktop.trial.result_ranges import Beside, RangeBook, filled

_LIMITS: tuple[Part, ...] = ("low", "high")


class RangeFilling(QObject):
    """The ranges of one open form. ``followed`` tells that what stands beside the results may have changed.

    What follows a range is no step of undo of its own: it goes with the result or the day that brought it.
    """

    followed = Signal()

    def __init__(self, draft: FormDraft, matter: LaboratoryMatter | None) -> None:
        super().__init__(draft)
        self._draft = draft
        self.report = report_of(draft.form)
        known = tuple(one.item.id for one in self.report.results)
        self.order = arranged(known, matter.order if matter is not None else ())
        ranges = matter.ranges if matter is not None else ()
        self._book = RangeBook(draft.study, self.report, ranges, matter.person) if matter is not None else None
        self._before: dict[str, tuple[str, str]] = {}
        self._is_filling = False
        self._remember()
        draft.changed.connect(self.fill)

    def _remember(self) -> None:
        """Take note of the limits that follow the ranges already: of unsaved work, or of a record as it was saved."""
        for result in self.report.results if self._book is not None else ():
            stands, beside = self._stands(result), self.beside(result.item.id)
            if stands != ("", "") and stands == (beside.low, beside.high):
                self._before[result.item.id] = stands

    def _stands(self, result: Result) -> tuple[str, str]:
        low, high = (self._draft.text(result.parts[part].id) if part in result.parts else "" for part in _LIMITS)
        return low, high

    def differing(self, item: str) -> Beside | None:
        """Return what the local ranges say where the limits that stand were typed since and are others."""
        result = self.report.result(item)
        if result is None or self._draft.is_read_only:
            return None
        beside, stands = self.beside(item), self._stands(result)
        is_typed = any(self._draft.text(one.id) != self._saved(one.id) for one in result.parts.values())
        is_other = beside.range is not None and not beside.why and stands not in (("", ""), (beside.low, beside.high))
        return beside if is_other and is_typed else None

    def take(self, item: str) -> None:
        """Put the local range beside a result in the place of what stands there, as a step that can be undone."""
        result, beside = self.report.result(item), self.differing(item)
        if result is not None and beside is not None:
            limits = {result.parts[part].id: getattr(beside, part) for part in _LIMITS if part in result.parts}
            self._before[item] = (beside.low, beside.high)
            self._draft.begin_go()
            self._draft.take_up(limits, result.item.label.en)

    def fill(self) -> None:
        """Put beside each result what belongs there now."""
        if self._book is None or self._is_filling or self._draft.is_read_only:
            return
        self._is_filling = True
        try:
            to_fill = filled(self.report, self._book, self._draft.text, self._saved, self._before)
            if to_fill:
                self._draft.put(dict(to_fill))
        finally:
            self._is_filling = False
        self.followed.emit()

    def _saved(self, key: str) -> str:
        value = self._draft.saved(key)
        return value if isinstance(value, str) else ""

    def beside(self, item: str) -> Beside:
        """Return what the local ranges say beside one result."""
        result = self.report.result(item)
        if self._book is None or result is None:
            return Beside()
        return self._book.beside(result, self._draft.text)

    def range_of(self, item: str) -> str:
        """Return whose range holds for a result, for whom and since when; "" where none does."""
        local = self.beside(item).range
        return (
            ", ".join(one for one in (local.laboratory, whom_words(local), days_words(local)) if one) if local else ""
        )

    def whys(self) -> tuple[str, ...]:
        """Return why results with a number and no limits have none, each reason once."""
        found: dict[str, None] = {}
        for result in self.report.results:
            if self._book is None or not result.has_range or not self._draft.text(result.item.id):
                continue
            if not any(self._draft.text(one.id) for part, one in result.parts.items() if part in ("low", "high")):
                found[self.beside(result.item.id).why] = None
        return tuple(why for why in found if why)

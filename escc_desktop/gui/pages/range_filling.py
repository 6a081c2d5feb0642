"""Lets the limits beside the results of an open form follow the local ranges; it asks nobody and saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from escc_desktop.actions.laboratory import LaboratoryMatter
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.study.reports import report_of
from escc_desktop.trial.laboratory import arranged
from escc_desktop.trial.result_ranges import Beside, RangeBook, filled


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
        draft.changed.connect(self.fill)

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

    def whys(self) -> tuple[str, ...]:
        """Return why results with a number and no limits have none, each reason once."""
        found: dict[str, None] = {}
        for result in self.report.results:
            if self._book is None or not result.has_range or not self._draft.text(result.item.id):
                continue
            if not any(self._draft.text(one.id) for part, one in result.parts.items() if part in ("low", "high")):
                found[self.beside(result.item.id).why] = None
        return tuple(why for why in found if why)

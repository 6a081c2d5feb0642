"""Shows failed checks in the layout of a form, each under its items with the field for its reason; it judges none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.actions.record_values import JUSTIFYING_FORMAT
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.record_state import why
from escc_desktop.gui.widgets.check_line import ReasonLine
from escc_desktop.trial.completeness import Failure
from escc_desktop.words import Language


class CheckLines:
    """A line for each failed check, under the last of its items that is on screen, or under the form."""

    def __init__(self, draft: FormDraft, parent: QWidget) -> None:
        self._draft, self._parent = draft, parent
        self._lines: dict[str, ReasonLine] = {}
        self._under: dict[str, QWidget | None] = {}

    def show_failures(self, rows: Sequence[QWidget], column: QVBoxLayout, language: Language) -> None:
        """Show what fails now among ``rows``; lines under no row stand at the end of ``column``."""
        places: dict[str, QWidget] = {}
        for row in rows:
            if not row.isHidden():
                places.update(dict.fromkeys(keys_of(row), row))
        has_begun = bool(self._draft.collected())  # a form that was only opened owes no reasons yet
        failures = {one.id: one for one in self._draft.failing_checks() if has_begun}
        for id in [one for one in self._lines if one not in failures]:
            gone = self._lines.pop(id)
            gone.hide()
            gone.deleteLater()
            self._under.pop(id)
        for id, failure in failures.items():
            at = next((places[key] for key in reversed(failure.items) if key in places), None)
            line = self._line(failure)
            if id not in self._under or self._under[id] is not at:
                self._stand(line, at, column)
                self._under[id] = at
            line.tell("hard" if failure.is_hard else "soft", failure.message.in_(language))
            said = self._draft.value(why(id))
            line.show_reason(said if isinstance(said, str) else "")

    def _line(self, failure: Failure) -> ReasonLine:
        if failure.id not in self._lines:
            wants = not failure.is_hard and self._draft.study.format >= JUSTIFYING_FORMAT
            made = ReasonLine(failure.id, wants_reason=wants, parent=self._parent)
            made.given.connect(lambda words, id=failure.id: self._draft.justify(id, words))
            if made.reason is not None and self._draft.is_read_only:
                made.reason.set_read_only(True)
            self._lines[failure.id] = made
        return self._lines[failure.id]

    @staticmethod
    def _stand(line: ReasonLine, row: QWidget | None, column: QVBoxLayout) -> None:
        parent = row.parentWidget() if row is not None else None
        layout = parent.layout() if parent is not None else None
        body = getattr(parent, "body", None) if parent is not None else None
        target = column
        if isinstance(body, QVBoxLayout) and row is not None and body.indexOf(row) >= 0:
            target = body
        elif isinstance(layout, QVBoxLayout) and row is not None and layout.indexOf(row) >= 0:
            target = layout
        place = target.indexOf(row) + 1 if row is not None else target.count()
        target.insertWidget(place, line)
        line.show()

    def stops_under(self, row: QWidget) -> tuple[tuple[str, QWidget], ...]:
        """Return the fields of reasons that stand under ``row``."""
        return tuple(
            (why(id), line.reason)
            for id, line in self._lines.items()
            if self._under.get(id) is row and line.reason is not None
        )


def keys_of(row: QWidget) -> tuple[str, ...]:
    """Return the keys that a row shows."""
    found = getattr(row, "keys", ())
    return tuple(found)

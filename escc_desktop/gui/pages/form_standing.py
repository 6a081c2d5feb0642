"""Says once per change what the rules make of a form on screen: asked, calculated, amiss, missing; it keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escc_desktop.study.calculating import calculated_values
from escc_desktop.study.edition import Form, Item, ItemGroup, Study
from escc_desktop.study.rows import row_key
from escc_desktop.study.rules import Around, answers_of, holds
from escc_desktop.study.values import Value
from escc_desktop.trial.completeness import Asked, Failure, asked, failed_checks

NewRow = tuple[ItemGroup, int]
"""A row that stands on screen and holds nothing yet."""


@dataclass(frozen=True, slots=True)
class FormStanding:
    """``values`` are the answers with what is calculated from them; ``applies`` is by key, None while unknown."""

    values: Mapping[str, Value]
    calculated: Mapping[str, Value]
    questions: tuple[Asked, ...]
    applies: Mapping[str, bool | None]
    failures: tuple[Failure, ...]

    def is_shown(self, key: str) -> bool:
        """Tell whether a question stands on screen: it is asked, or it holds a value that must not vanish."""
        return self.applies.get(key) is True or bool(self.values.get(key))

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Return the keys that are owed, in reading order."""
        return tuple(
            one.key
            for one in self.questions
            if one.item.is_required and one.item.is_typed and one.applies and not self.values.get(one.key)
        )

    @property
    def not_applying(self) -> tuple[str, ...]:
        """Return the keys that hold a value although they are not asked any more."""
        held = (one for one in self.questions if one.item.is_typed and self.values.get(one.key))
        return tuple(one.key for one in held if one.applies is False)

    @property
    def counted(self) -> tuple[str, ...]:
        """Return the keys that are asked and that a person answers, companions of a result left out."""
        return tuple(one.key for one in self.questions if _counts(one.item) and one.applies)

    def counts(self) -> tuple[int, int]:
        """Return how many of the asked questions have an answer, and how many are asked."""
        counted = self.counted
        return sum(bool(self.values.get(key)) for key in counted), len(counted)


def _counts(item: Item) -> bool:
    return item.part == "value" and item.is_typed


def standing_of(
    study: Study, form: Form, answers: Mapping[str, Value], around: Around | None, new_rows: Iterable[NewRow] = ()
) -> FormStanding:
    """Judge ``answers`` (canonical, without what is calculated); ``new_rows`` are asked for but count nowhere."""
    calculated = calculated_values(form, answers, around)
    values = {**answers, **calculated}
    questions = asked(form, values, around)
    applies = {one.key: one.applies for one in questions}
    applies.update(_applies_in(form, values, around, new_rows))
    return FormStanding(values, calculated, questions, applies, failed_checks(study, form, values, around))


def _applies_in(
    form: Form, values: Mapping[str, Value], around: Around | None, new_rows: Iterable[NewRow]
) -> dict[str, bool | None]:
    found: dict[str, bool | None] = {}
    whole = None
    for group, n in new_rows:
        whole = whole or answers_of(form, values, around)
        row = whole.in_row(group, n)
        for item in group.items:
            rule = item.shown_when
            found[row_key(item.id, n)] = True if rule is None else holds(rule, row)
    return found

"""Says what is still missing or amiss in a filled form by its definition; it saves and refuses nothing.

Answers are named by key: the item, or ``ITEM.2`` in a row of a repeat; rows struck out are asked for nothing. Wherever
other records may decide, ``around`` is what stands around this one; without it such rules stay unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from escc_desktop.study.edition import Check, Form, Item, Label, Study
from escc_desktop.study.rows import kept_rows, row_key
from escc_desktop.study.rules import Answers, Around, answers_of, holds
from escc_desktop.study.values import Value


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a filled form; ``applies`` is None while it is not known whether it does."""

    key: str
    item: Item
    applies: bool | None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that is known not to hold, in one row where it judges each; ``items`` are the keys that it speaks of.

    ``id`` is what a justification is kept by.
    """

    check: Check
    items: tuple[str, ...]
    row: int | None = None

    @property
    def id(self) -> str:
        """Return the check, with its row: ``AE1`` or ``LB4.2``."""
        return self.check.id if self.row is None else row_key(self.check.id, self.row)

    @property
    def is_hard(self) -> bool:
        """Tell whether it keeps the record from being complete, whatever is said about it."""
        return self.check.is_hard

    @property
    def message(self) -> Label:
        """Return what is amiss."""
        return self.check.message


def asked(form: Form, values: Mapping[str, Value], around: Around | None = None) -> tuple[Asked, ...]:
    """Return every question of a form in reading order, those of a repeat once for each row that counts."""
    answers = answers_of(form, values, around)
    questions: list[Asked] = []
    for group in form.groups:
        if group.layout != "repeat":
            questions += [Asked(item.id, item, _applies(item, answers)) for item in group.items]
            continue
        for n in kept_rows(group, values):
            row = answers.in_row(group, n)
            questions += [Asked(row_key(item.id, n), item, _applies(item, row), n) for item in group.items]
    return tuple(questions)


def _applies(item: Item, answers: Answers) -> bool | None:
    return True if item.shown_when is None else holds(item.shown_when, answers)


def shown(form: Form, values: Mapping[str, Value], around: Around | None = None) -> tuple[Asked, ...]:
    """Return the questions that apply, in reading order.

    A question with a rule applies once its rule is known to hold; one that holds a value is always shown, for an
    answer is never hidden away.
    """
    return tuple(one for one in asked(form, values, around) if one.applies or values.get(one.key))


def shown_items(form: Form, values: Mapping[str, Value], around: Around | None = None) -> tuple[Item, ...]:
    """Return the items of the questions that apply, each once."""
    return tuple({one.item.id: one.item for one in shown(form, values, around)}.values())


def unanswered(form: Form, values: Mapping[str, Value], around: Around | None = None) -> tuple[str, ...]:
    """Return the keys that are required and apply and have neither a value nor a missing code. A missing code answers.

    What is calculated, and who signs, is no answer that a person owes.
    """
    questions = shown(form, values, around)
    return tuple(one.key for one in questions if one.item.is_required and one.item.is_typed and not values.get(one.key))


def not_applying(form: Form, values: Mapping[str, Value], around: Around | None = None) -> tuple[str, ...]:
    """Return the keys that hold a value although their rule says that they do not apply."""
    return tuple(one.key for one in asked(form, values, around) if one.applies is False and values.get(one.key))


def failed_checks(
    study: Study, form: Form, values: Mapping[str, Value], around: Around | None = None
) -> tuple[Failure, ...]:
    """Return the checks of a form that are known not to hold; what is unknown fails none."""
    checks = study.checks_of(form.id)
    answers = answers_of(form, values, around)
    failures: list[Failure] = []
    for check in checks:
        if check.each is None:
            failures += [Failure(check, check.items)] if holds(check.rule, answers) is False else []
            continue
        group = form.group(check.each)
        own = {item.id for item in group.items}
        for n in kept_rows(group, values):
            if holds(check.rule, answers.in_row(group, n)) is False:
                keys = tuple(row_key(item, n) if item in own else item for item in check.items)
                failures.append(Failure(check, keys, n))
    return tuple(failures)


def unjustified(failures: Collection[Failure], justified: Collection[str]) -> tuple[Failure, ...]:
    """Return the soft checks that fail and for which nobody said why; ``justified`` are ids of failures."""
    return tuple(one for one in failures if not one.is_hard and one.id not in justified)


def unjudged(form: Form, values: Mapping[str, Value], around: Around | None = None) -> tuple[str, ...]:
    """Return the keys that apply, are for an investigator to decide, and are open (significance of a result)."""
    questions = shown(form, values, around)
    return tuple(one.key for one in questions if one.item.decided_by == "investigator" and not values.get(one.key))

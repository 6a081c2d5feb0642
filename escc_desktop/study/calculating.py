"""Works out the calculated items of a form from its other answers; it saves nothing and never guesses an input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, DecimalException

from escc_desktop.study.answers import Answers, Around, answers_of
from escc_desktop.study.edition import Form, Item, ItemGroup
from escc_desktop.study.rows import kept_rows, row_key
from escc_desktop.study.rules import holds, names_of, rounded, worth
from escc_desktop.study.values import Value


def calculation_order(form: Form) -> tuple[Item, ...]:
    """Return the calculated items of a form, each after those that it is calculated from; a circle is left out."""
    waiting = {item.id: item for item in form.items if item.type == "calculated" and item.calculation}
    inputs = {id: _inputs(form, item) & waiting.keys() for id, item in waiting.items()}
    ordered: list[Item] = []
    while ready := [id for id in waiting if not inputs[id] & waiting.keys()]:
        ordered += [waiting.pop(id) for id in ready]
    return tuple(ordered)


def _inputs(form: Form, item: Item) -> set[str]:
    found: set[str] = set()
    for rule in (item.calculation, item.shown_when):
        if rule:
            named = names_of(rule)
            found |= named.own | {other for owner, other in named.foreign if owner == form.id}
    return found


def calculated_values(form: Form, values: Mapping[str, Value], around: Around | None = None) -> dict[str, Value]:
    """Return the calculated values of a form by key, rounded half up to the digits of their items.

    What depends on something unknown has no value, nor has an item that does not apply. ``values`` may hold earlier
    calculated values; they are not looked at.
    """
    items = calculation_order(form)
    if not items:
        return {}
    calculated = {item.id for item in form.items if item.type == "calculated"}
    answers = answers_of(
        form, {key: value for key, value in values.items() if key.partition(".")[0] not in calculated}, around
    )
    found: dict[str, Value] = {}
    groups = {item.id: group for group in form.groups for item in group.items}
    for item in items:
        for key, seen in _places(answers, groups[item.id], item):
            text = _calculated(item, seen)
            if text is not None:
                found[key] = text
        answers = answers_of(form, {**answers.values, **found}, around)
    return found


def _places(answers: Answers, group: ItemGroup, item: Item) -> Iterator[tuple[str, Answers]]:
    """Yield each key under which an item is calculated, with the answers as they look from there."""
    if group.layout != "repeat":
        yield item.id, answers
        return
    for n in kept_rows(group, answers.values):
        yield row_key(item.id, n), answers.in_row(group, n)


def _calculated(item: Item, answers: Answers) -> str | None:
    if item.calculation is None or (item.shown_when is not None and holds(item.shown_when, answers) is not True):
        return None
    number = worth(item.calculation, answers)
    if not isinstance(number, Decimal):
        return None
    places = int((item.digits or "").partition(".")[2] or 0)
    try:
        result = rounded(number, places)
    except DecimalException:
        return None
    return format(result if result else abs(result), "f")

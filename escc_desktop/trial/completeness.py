"""Says what is still missing or amiss in a filled form by its definition; it saves and refuses nothing."""

from __future__ import annotations

from collections.abc import Mapping

from escc_desktop.study.edition import Check, Form, Item, Study
from escc_desktop.study.rules import judge
from escc_desktop.study.values import Value


def shown_items(form: Form, values: Mapping[str, Value]) -> tuple[Item, ...]:
    """Return the items that apply, in reading order.

    An item with a rule applies once its rule is known to hold; one that holds a value is always shown, for an answer
    is never hidden away.
    """
    types = {item.id: item.type for item in form.items}
    return tuple(
        item
        for item in form.items
        if item.shown_when is None or values.get(item.id) or judge(item.shown_when, values, types) is True
    )


def unanswered(form: Form, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the required items that apply and have neither a value nor a missing code. A missing code answers."""
    return tuple(item.id for item in shown_items(form, values) if item.is_required and not values.get(item.id))


def not_applying(form: Form, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the items that hold a value although their rule says that they do not apply."""
    types = {item.id: item.type for item in form.items}
    return tuple(
        item.id
        for item in form.items
        if item.shown_when is not None and values.get(item.id) and judge(item.shown_when, values, types) is False
    )


def failed_checks(study: Study, form: Form, values: Mapping[str, Value]) -> tuple[Check, ...]:
    """Return the checks of a form that are known not to hold; what is unknown fails none."""
    types = {item.id: item.type for item in form.items}
    return tuple(check for check in study.checks_of(form.id) if judge(check.rule, values, types) is False)


def unjudged(form: Form, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the items that apply, are for an investigator to decide, and are open (significance of a result)."""
    return tuple(
        item.id for item in shown_items(form, values) if item.decided_by == "investigator" and not values.get(item.id)
    )

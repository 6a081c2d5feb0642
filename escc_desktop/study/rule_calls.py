"""Makes the steps of the functions that a rule may call; the operators between them are ``rule_steps``."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import partial
from typing import Final

from escc_desktop.study import formulas
from escc_desktop.study.answers import Answers
from escc_desktop.study.rule_text import EXTRA, FUNCTIONS, reference
from escc_desktop.study.terms import (
    EXACT,
    Number,
    Term,
    applied,
    compared,
    day_ends,
    days_between,
    either,
    found_in,
    magnitude,
    span_of,
    typed,
)
from escc_desktop.study.values import Missing, Value

Step = Callable[[Answers], Term]

_UNSEEN: Final = Missing("", "")
"""Stands for an answer that cannot be looked up because nothing is known of the other records."""

_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)


def item_step(node: ast.expr) -> Step:
    """Return the step that reads an item, or what ``latest`` or ``at`` find."""
    match node:
        case ast.Name(id=name):
            return lambda answers: answers.terms[name]
        case ast.Attribute(value=ast.Name(id=form), attr=item):
            return lambda answers: answers.foreign(form, item)
        case ast.Call():
            return _looked_up(node)
    raise AssertionError(type(node).__name__)


def _raw(node: ast.expr) -> Callable[[Answers], Value | None]:
    """Return the step that finds an answer as it was saved, missing code and all."""
    match node:
        case ast.Name(id=name):
            return lambda answers: answers.values.get(name)
        case ast.Attribute(value=ast.Name(id=form), attr=item):
            return partial(_raw_foreign, form, item)
        case ast.Call(func=ast.Name(id="latest"), args=[ast.Attribute(value=ast.Name(id=form), attr=item)]):
            return lambda answers: answers.around.latest(form, item) if answers.around is not None else _UNSEEN
        case ast.Call(args=[ast.Constant(value=visit), ast.Attribute(value=ast.Name(id=form), attr=item)]):
            return lambda answers: answers.around.at(str(visit), form, item) if answers.around is not None else _UNSEEN
    raise AssertionError(type(node).__name__)


def _raw_foreign(form: str, item: str, answers: Answers) -> Value | None:
    if answers.form is not None and answers.form.id == form:
        return answers.values.get(item)
    if answers.around is None:
        return answers.values.get(f"{form}.{item}", _UNSEEN)
    return answers.around.value(form, item)


def _answered(node: ast.expr) -> Step:
    find = _raw(node)

    def worth(answers: Answers) -> Term:
        value = find(answers)
        return None if value is _UNSEEN else value is not None and value != ""

    return worth


def _missing(node: ast.expr) -> Step:
    find = _raw(node)

    def worth(answers: Answers) -> Term:
        value = find(answers)
        return None if value is _UNSEEN else isinstance(value, Missing)

    return worth


def _has(node: ast.expr, code: str) -> Step:
    held = item_step(node)
    return lambda answers: found_in(held(answers), code)


def _looked_up(call: ast.Call) -> Step:
    """Read what ``latest`` and ``at`` find by the type of the item."""
    find = _raw(call)
    form, _, item = (reference(call.args[-1]) or "").partition(".")

    def worth(answers: Answers) -> Term:
        if answers.around is None:
            return None
        return typed(find(answers), answers.around.kind(form, item))

    return worth


def _terms_of(node: ast.expr) -> Callable[[Answers], tuple[Term, ...] | None]:
    """Return the step that gathers an item over the rows of this record, or over all records of another form."""
    form, dot, item = (reference(node) or "").partition(".")
    if not dot:
        return lambda answers: answers.rows(form)

    def terms(answers: Answers) -> tuple[Term, ...] | None:
        around = answers.around
        if around is None:
            return None
        kind = around.kind(form, item)
        return tuple(typed(value, kind) for value in around.every(form, item))

    return terms


def _any_is(node: ast.expr, code: str) -> Step:
    gather = _terms_of(node)

    def worth(answers: Answers) -> Term:
        terms = gather(answers)
        if terms is None:
            return None
        found = (code in one if isinstance(one, tuple) else compared("==", one, code) for one in terms)
        return either(*found)

    return worth


def _sum_of(node: ast.expr) -> Step:
    gather = _terms_of(node)

    def worth(answers: Answers) -> Term:
        terms = gather(answers)
        total: Number | None = Decimal(0) if terms else None  # no row at all: a sum of nothing is not known to be 0
        for one in terms or ():
            total = applied(EXACT.add, total, one)
        return total

    return worth


def _count(node: ast.expr) -> Step:
    counted = reference(node) or ""

    def worth(answers: Answers) -> Term:
        rows = answers.rows_in(counted)
        if rows is None and answers.around is not None:
            rows = answers.around.count(counted)
        return Decimal(rows) if rows is not None else None

    return worth


def _anchor(name: str) -> Step:
    return lambda answers: answers.around.anchor(name) if answers.around is not None else None


def _days(later: Step, earlier: Step) -> Step:
    return lambda answers: days_between(later(answers), earlier(answers))


def _age(on: Step, born: Step) -> Step:
    def worth(answers: Answers) -> Term:
        ends, births = day_ends(on(answers)), day_ends(born(answers))
        if ends is None or births is None:
            return None
        high = formulas.completed_years(ends[1], births[0])
        low = formulas.completed_years(ends[0], births[1])
        return span_of(Decimal(low), Decimal(high)) if high >= 0 else None

    return worth


def _bsa(formula: str, kg: Step, cm: Step) -> Step:
    return applied_to(partial(formulas.bsa, formula), kg, cm)


def _cockcroft_gault(age: Step, kg: Step, creatinine: Step, is_female: Step) -> Step:
    def worth(answers: Answers) -> Term:
        woman = is_female(answers)
        if not isinstance(woman, bool):
            return None
        formula = partial(formulas.cockcroft_gault, is_female=woman)
        return applied(formula, age(answers), kg(answers), creatinine(answers))

    return worth


def _in_unit(node: ast.expr, wanted: str) -> Step:
    form, dot, item = (reference(node.args[-1] if isinstance(node, ast.Call) else node) or "").partition(".")
    called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    visit = str(getattr(node.args[0], "value", "")) if isinstance(node, ast.Call) and called == "at" else None

    def worth(answers: Answers) -> Term:
        around = answers.around
        is_own = not called and (not dot or (answers.form is not None and answers.form.id == form))
        if is_own:
            own = answers.item(item or form)
            if own is None:
                return None
            number, reported, analyte = answers.terms[own.id], answers.unit_of(own), own.testcd or own.id
        elif around is not None:
            value, reported, analyte = around.reported(form, item, visit, called == "latest")
            number = typed(value, around.kind(form, item))
        else:
            return None
        if reported == wanted:
            return applied(EXACT.plus, number)
        if reported is None or around is None:
            return None
        source, units = reported, around.units
        return applied(lambda one: units.convert(one, source, wanted, analyte), number)

    return worth


def _round(number: Step, places: int) -> Step:
    last = Decimal(1).scaleb(-places)
    return applied_to(lambda one: one.quantize(last, context=_ROUNDING), number)


def rounded(number: Decimal, places: int) -> Decimal:
    """Return a number rounded half up to so many digits after the point; raise DecimalException for a too long one."""
    return number.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)


def _extreme(pick: Callable[..., Decimal], *inputs: Step) -> Step:
    return applied_to(lambda *numbers: pick(numbers), *inputs)


def applied_to(formula: Callable[..., Decimal | None], *inputs: Step) -> Step:
    """Return the step that applies a formula to what other steps are worth."""
    if len(inputs) == 1:
        only = inputs[0]
        return lambda answers: applied(formula, only(answers))
    return lambda answers: applied(formula, *(step(answers) for step in inputs))


def _abs(number: Step) -> Step:
    return lambda answers: magnitude(number(answers))


CALLS: dict[str, Callable[..., Step]] = {
    "answered": _answered,
    "missing": _missing,
    "has": _has,
    "days": _days,
    "any_is": _any_is,
    "count": _count,
    "sum_of": _sum_of,
    "anchor": _anchor,
    "age": _age,
    "bmi": partial(applied_to, formulas.bmi),
    "bsa": _bsa,
    "cockcroft_gault": _cockcroft_gault,
    "qtcf": partial(applied_to, formulas.qtcf),
    "in_unit": _in_unit,
    "round": _round,
    "abs": _abs,
    "min": partial(_extreme, min),
    "max": partial(_extreme, max),
}
"""How each function is made from its arguments: steps for terms, nodes for items, text and numbers for literals."""


def call_step(node: ast.Call, step_of: Callable[[ast.expr], Step]) -> Step:
    """Return the step of a call; ``step_of`` makes those of its terms."""
    called = node.func.id if isinstance(node.func, ast.Name) else ""
    if called in ("latest", "at"):
        return _looked_up(node)
    shape = FUNCTIONS[called]
    kinds = [*shape, *["term"] * len(node.args)][: len(node.args)]
    arguments: list[object] = []
    for kind, argument in zip(kinds, node.args, strict=True):
        if kind in ("term", EXTRA):
            arguments.append(step_of(argument))
        else:
            arguments.append(argument.value if isinstance(argument, ast.Constant) else argument)
    return CALLS[called](*arguments)

"""Turns the tree of a rule into steps that run over the answers of a record; it accepts what ``rule_text`` read."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal, DecimalException

from escc_desktop.study.answers import Answers
from escc_desktop.study.rule_calls import Step, applied_to, call_step, item_step
from escc_desktop.study.rule_text import literal, sign_of
from escc_desktop.study.terms import COMPARISONS, EXACT, PLAIN, Term, applied, compared, divided, either

_SUMS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: EXACT.add,
    ast.Sub: EXACT.subtract,
    ast.Mult: EXACT.multiply,
}


def step_of(node: ast.expr) -> Step:
    """Return the step that says what a part of a rule is worth."""
    match node:
        case ast.Name() | ast.Attribute():
            return item_step(node)
        case ast.Constant(value=str() as words):
            return lambda answers: words
        case ast.Constant():
            number = Decimal(str(node.value))
            return lambda answers: number
        case ast.BoolOp(op=ast.And()):
            return _joined(tuple(map(step_of, node.values)), False)
        case ast.BoolOp():
            return _joined(tuple(map(step_of, node.values)), True)
        case ast.UnaryOp(op=ast.Not()):
            return _negation(step_of(node.operand))
        case ast.UnaryOp():
            return applied_to(EXACT.minus, step_of(node.operand))
        case ast.BinOp():
            return _sum(node)
        case ast.Compare():
            return _chain(node)
        case ast.Call():
            return call_step(node, step_of)
    raise AssertionError(type(node).__name__)


def _joined(parts: tuple[Step, ...], decider: bool) -> Step:
    """Return the step of all parts: ``decider`` if any is worth that (False for and, True for or), else as Kleene."""
    rest = not decider
    if len(parts) == 2:
        first, second = parts

        def worth_of_two(answers: Answers) -> Term:
            one = first(answers)
            if one is decider:
                return decider
            two = second(answers)
            return decider if two is decider else rest if one is rest and two is rest else None

        return worth_of_two

    def worth(answers: Answers) -> Term:
        result: Term = rest
        for part in parts:
            one = part(answers)
            if one is decider:
                return decider
            if one is not rest:
                result = None
        return result

    return worth


def _negation(part: Step) -> Step:
    def worth(answers: Answers) -> Term:
        one = part(answers)
        return not one if isinstance(one, bool) else None

    return worth


def _sum(node: ast.BinOp) -> Step:
    left, right = step_of(node.left), step_of(node.right)
    if isinstance(node.op, ast.Div):
        return lambda answers: divided(left(answers), right(answers))
    operate = _SUMS[type(node.op)]

    def worth(answers: Answers) -> Term:
        one, two = left(answers), right(answers)
        if type(one) is Decimal and type(two) is Decimal:
            try:
                return operate(one, two)
            except DecimalException:
                return None
        return applied(operate, one, two)

    return worth


def _chain(node: ast.Compare) -> Step:
    links: list[Step] = []
    left = node.left
    for sign, right in zip(node.ops, node.comparators, strict=True):
        links.append(_link(sign_of(sign), left, right))
        left = right
    return links[0] if len(links) == 1 else _joined(tuple(links), False)


def _link(sign: str, left: ast.expr, right: ast.expr) -> Step:
    if sign in ("in", "not in"):
        options = right.elts if isinstance(right, ast.Tuple) else [right]
        found = _membership(left, options)
        return _negation(found) if sign == "not in" else found
    compare = COMPARISONS[sign]
    fixed = _fixed(right)
    if isinstance(left, ast.Name) and fixed is not None:
        name, kind, constant = left.id, type(fixed), fixed

        def against(answers: Answers) -> Term:
            one = answers.terms[name]
            return compare(one, constant) if type(one) is kind else compared(sign, one, constant)

        return against
    if isinstance(left, ast.Name) and isinstance(right, ast.Name):
        one_name, other_name = left.id, right.id

        def between(answers: Answers) -> Term:
            terms = answers.terms
            one, two = terms[one_name], terms[other_name]
            if type(one) is Decimal is type(two):  # by far the most: a result against its range
                return compare(one, two)
            kind = type(one)
            return compare(one, two) if kind is type(two) and kind in PLAIN else compared(sign, one, two)

        return between
    first, second = step_of(left), step_of(right)

    def worth(answers: Answers) -> Term:
        one, two = first(answers), second(answers)
        kind = type(one)
        return compare(one, two) if kind is type(two) and kind in PLAIN else compared(sign, one, two)

    return worth


def _fixed(node: ast.expr) -> Decimal | str | None:
    """Return a literal as the term that it is."""
    if not isinstance(node, ast.Constant):
        return None
    return node.value if isinstance(node.value, str) else Decimal(str(node.value))


def _membership(left: ast.expr, options: list[ast.expr]) -> Step:
    first = step_of(left)
    codes = frozenset(code for code in map(literal, options) if code is not None)
    steps = tuple(map(step_of, options))

    def worth(answers: Answers) -> Term:
        one = first(answers)
        if type(one) is str and len(codes) == len(steps):
            return one in codes
        return either(*(compared("==", one, step(answers)) for step in steps))

    return worth

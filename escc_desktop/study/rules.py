"""Judges the rules of an edition in three-valued logic; it runs no Python of theirs and knows no form.

A rule is one expression: names of items, text and number literals, ``and or not``, comparisons, ``in``, ``+ - * /`` and
the functions of ``FUNCTIONS``. Whatever is missing is unknown (None), and unknown stays unknown unless the known
rest decides (Kleene, Introduction to Metamathematics, 1952, section 64). Numbers are Decimal, never float.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import ItemType
from escc_desktop.study.values import CHOICES_JOINT, DateSpan, Missing, Value, date_span, moment

Term = Decimal | str | bool | datetime | DateSpan | tuple[str, ...] | None
"""What a part of a rule may be worth; None is unknown."""

FUNCTIONS: Mapping[str, int] = {"answered": 1, "missing": 1, "days": 2, "has": 2}
"""Functions a rule may call, with the number of their arguments.

``answered(ITEM)``: a value or a missing code is there; ``missing(ITEM)``: a missing code is there;
``days(LATER, EARLIER)``: whole days between two dates; ``has(ITEM, "CODE")``: a choices item holds the code.
"""

_MAX_LENGTH = 500
_MAX_DEPTH = 30
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_SUMS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed rule and the items it names."""

    text: str
    tree: ast.expr
    names: frozenset[str]


@lru_cache(maxsize=1024)
def parse(text: str) -> Rule:
    """Return the rule; raise StudyError("RULE_BROKEN") when it is not in the language of rules."""
    if len(text) > _MAX_LENGTH:
        raise StudyError("RULE_BROKEN", rule=text[:60], why="too long")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise StudyError("RULE_BROKEN", rule=text, why="not an expression") from None
    names: set[str] = set()
    _inspect(tree, text, names, 0)
    return Rule(text, tree, frozenset(names))


def _inspect(node: ast.expr, text: str, names: set[str], depth: int) -> None:
    """Refuse everything that is not on the list; gather the names."""
    parts: list[ast.expr] = []
    is_allowed = depth < _MAX_DEPTH
    match node:
        case ast.Name():
            names.add(node.id)
        case ast.Constant():
            is_allowed &= isinstance(node.value, str | int | float) and not isinstance(node.value, bool)
        case ast.BoolOp():
            parts = node.values
        case ast.UnaryOp():
            is_allowed &= isinstance(node.op, ast.Not | ast.USub)
            parts = [node.operand]
        case ast.BinOp():
            is_allowed &= type(node.op) in _SUMS
            parts = [node.left, node.right]
        case ast.Compare():
            is_allowed &= all(type(sign) in _COMPARISONS or isinstance(sign, ast.In | ast.NotIn) for sign in node.ops)
            parts = [node.left, *node.comparators]
        case ast.Tuple():
            parts = node.elts
        case ast.Call(func=ast.Name(id=called)):
            is_allowed &= len(node.args) == FUNCTIONS.get(called, -1) and not node.keywords
            if called != "days":
                is_allowed &= bool(node.args) and isinstance(node.args[0], ast.Name)
            parts = node.args
        case _:
            is_allowed = False
    if not is_allowed:
        raise StudyError("RULE_BROKEN", rule=text, why=f"{type(node).__name__} is not allowed here")
    for part in parts:
        _inspect(part, text, names, depth + 1)


def judge(text: str, values: Mapping[str, Value], types: Mapping[str, ItemType]) -> bool | None:
    """Return True, False or, when what is missing could decide otherwise, None.

    ``types`` says how the text of each item is read; raise StudyError for a rule that is not one.
    """
    worth = _Reader(text, values, types).worth(parse(text).tree)
    return worth if isinstance(worth, bool) else None


def typed(value: Value | None, kind: ItemType | None) -> Term:
    """Return what ``value`` means to a rule; missing and unreadable values are unknown."""
    if value is None or isinstance(value, Missing) or value == "":
        return None
    if kind in ("integer", "decimal"):
        try:
            number = Decimal(value)
        except DecimalException:
            return None
        return number if number.is_finite() else None
    if kind in ("date", "partial_date"):
        return date_span(value)
    if kind == "datetime":
        return moment(value)
    if kind == "time":
        return moment(f"2000-01-01 {value}")
    if kind == "choices":
        return tuple(value.split(CHOICES_JOINT))
    return value


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    values: Mapping[str, Value]
    types: Mapping[str, ItemType]

    def worth(self, node: ast.expr) -> Term:
        match node:
            case ast.Name():
                return typed(self.values.get(node.id), self.types.get(node.id))
            case ast.Constant(value=str() as words):
                return words
            case ast.Constant():
                return Decimal(str(node.value))
            case ast.BoolOp():
                return self._joined(node)
            case ast.UnaryOp(op=ast.Not()):
                inner = self.worth(node.operand)
                return not inner if isinstance(inner, bool) else None
            case ast.UnaryOp():
                number = self.worth(node.operand)
                return -number if isinstance(number, Decimal) else None
            case ast.BinOp():
                return self._sum(node)
            case ast.Compare():
                return self._chain(node)
            case ast.Call(func=ast.Name(id=called)):
                return self._called(called, node.args)
        raise StudyError("RULE_BROKEN", rule=self.text, why=type(node).__name__)

    def _joined(self, node: ast.BoolOp) -> bool | None:
        parts = [self.worth(value) for value in node.values]
        if isinstance(node.op, ast.And):
            return both(*parts)
        return either(*parts)

    def _sum(self, node: ast.BinOp) -> Decimal | None:
        left, right = self.worth(node.left), self.worth(node.right)
        if not isinstance(left, Decimal) or not isinstance(right, Decimal):
            return None
        try:
            return _SUMS[type(node.op)](left, right)
        except DecimalException:
            return None

    def _chain(self, node: ast.Compare) -> bool | None:
        links: list[Term] = []
        left = node.left
        for sign, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(sign, ast.In | ast.NotIn):
                options = right.elts if isinstance(right, ast.Tuple) else [right]
                found = either(*(compared(ast.Eq, self.worth(left), self.worth(option)) for option in options))
                links.append(not found if isinstance(sign, ast.NotIn) and found is not None else found)
            else:
                links.append(compared(type(sign), self.worth(left), self.worth(right)))
            left = right
        return both(*links)

    def _called(self, called: str, arguments: list[ast.expr]) -> Term:
        if called == "days":
            later, earlier = self.worth(arguments[0]), self.worth(arguments[1])
            return _days(later, earlier)
        name = arguments[0]
        assert isinstance(name, ast.Name)
        value = self.values.get(name.id)
        if called == "answered":
            return value is not None and value != ""
        if called == "missing":
            return isinstance(value, Missing)
        held, code = self.worth(name), self.worth(arguments[1])
        return code in held if isinstance(held, tuple) else None


def both(*parts: Term) -> bool | None:
    """Return the Kleene conjunction: False if any is False, else unknown if any is unknown, else True."""
    if any(part is False for part in parts):
        return False
    return True if all(part is True for part in parts) else None


def either(*parts: Term) -> bool | None:
    """Return the Kleene disjunction: True if any is True, else unknown if any is unknown, else False."""
    if any(part is True for part in parts):
        return True
    return False if all(part is False for part in parts) else None


def compared(sign: type[ast.cmpop], left: Term, right: Term) -> bool | None:
    """Compare two terms; a partial date decides only when every day that it may mean decides alike."""
    if left is None or right is None:
        return None
    if isinstance(left, str) and isinstance(right, DateSpan | datetime):
        left = date_span(left) or moment(left)
    if isinstance(right, str) and isinstance(left, DateSpan | datetime):
        right = date_span(right) or moment(right)
    if isinstance(left, DateSpan) or isinstance(right, DateSpan):
        first, second = _as_span(left), _as_span(right)
        return _compared_spans(sign, first, second) if first and second else None
    if isinstance(left, str) and isinstance(right, Decimal):
        left = typed(left, "decimal")
    if isinstance(right, str) and isinstance(left, Decimal):
        right = typed(right, "decimal")
    if type(left) is not type(right) or isinstance(left, tuple):
        return None
    return _COMPARISONS[sign](left, right)


def _as_span(term: Term) -> DateSpan | None:
    if isinstance(term, datetime):
        return DateSpan(term.date(), term.date())
    return term if isinstance(term, DateSpan) else None


def _compared_spans(sign: type[ast.cmpop], left: DateSpan, right: DateSpan) -> bool | None:
    compare = _COMPARISONS[sign]
    if sign in (ast.Eq, ast.NotEq):
        is_apart = left.last < right.first or right.last < left.first
        is_exact = left.first == left.last and right.first == right.last
        if not is_apart and not is_exact:
            return None
        return compare(not is_apart, True)
    ends = {compare(left.first, right.last), compare(left.last, right.first)}
    return ends.pop() if len(ends) == 1 else None


def _days(later: Term, earlier: Term) -> Decimal | None:
    last, first = _as_exact_day(later), _as_exact_day(earlier)
    return Decimal((last - first).days) if last and first else None


def _as_exact_day(term: Term) -> date | None:
    span = _as_span(date_span(term) if isinstance(term, str) else term)
    return span.first if span and span.first == span.last else None

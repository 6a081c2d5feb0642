"""Proves of a rule that it can never be true, or never false, whatever is answered; what it cannot prove it leaves.

It tries every answer that could make a difference: each code, each missing answer, and for numbers and dates the
literals of the rule with what lies below, between and above them. Parts that it does not follow (arithmetic, times,
other records) may be worth anything, so that a claim is right also where it knows less.
"""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import cast

from escc_desktop.study.answers import OBSERVED, Answers
from escc_desktop.study.edition import CodeList, Item, ItemType
from escc_desktop.study.rule_calls import Step
from escc_desktop.study.rule_steps import step_of
from escc_desktop.study.rule_text import Rule, literal, parse, reference
from escc_desktop.study.spans import date_span
from escc_desktop.study.terms import Term, typed
from escc_desktop.study.values import CHOICES_JOINT, YES_NO, YES_NO_NA, Missing, Value

TRUE, FALSE, UNKNOWN = 1, 2, 4
ANYTHING = TRUE | FALSE | UNKNOWN

_MOST_TRIALS = 4_000
_MOST_CODES = 6
_DAY = timedelta(days=1)
_CODED = ("choice", "choices", "yes_no", "yes_no_na")
_NUMBERS = ("integer", "decimal", "calculated")
_DATES = ("date", "partial_date")
_ASKING = ("answered", "missing", "has", "any_is")
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_CHOOSING: Mapping[type[ast.cmpop], bool] = {ast.Eq: True, ast.In: True, ast.NotEq: False, ast.NotIn: False}
_OTHER = "\N{REPLACEMENT CHARACTER}"
"""A text that no rule names."""

_GONE = Missing("ND", "")

Option = tuple[Value | None, Term]


@dataclass(frozen=True, slots=True)
class Domain:
    """What an item may hold: its type, and the codes of a coded one in their order."""

    kind: ItemType
    codes: tuple[str, ...] = ()


def domain_of(item: Item, code_lists: Mapping[str, CodeList]) -> Domain:
    """Return what may be answered to an item."""
    if item.type in ("yes_no", "yes_no_na"):
        return Domain(item.type, YES_NO if item.type == "yes_no" else YES_NO_NA)
    listed = code_lists.get(item.code_list) if item.code_list else None
    return Domain(item.type, listed.codes if listed is not None else ())


def never_true(rule: str | Rule, domains: Mapping[str, Domain]) -> bool:
    """Tell whether a rule is false or unknown whatever is answered; False also where that cannot be proved.

    ``domains``: by "ITEM" and "FORM.ITEM"; what it does not hold may be anything. Raises StudyError for a broken rule.
    """
    return not _may_be(rule, domains, TRUE)


def never_false(rule: str | Rule, domains: Mapping[str, Domain]) -> bool:
    """Tell whether a rule can fail for no answer, so that as a check it checks nothing; see ``never_true``."""
    return not _may_be(rule, domains, FALSE)


def _may_be(rule: str | Rule, domains: Mapping[str, Domain], wanted: int) -> bool:
    tree = (parse(rule) if isinstance(rule, str) else rule).tree
    followed = _Followed(ChainMap({OBSERVED: Domain("date")}, cast(MutableMapping[str, Domain], domains)))
    return followed.is_plainly(tree, wanted) or followed.can_be(tree, wanted)


@dataclass(frozen=True, slots=True)
class _Followed:
    """One rule with what its names may hold."""

    domains: Mapping[str, Domain]
    steps: dict[ast.expr, Step | None] = field(default_factory=dict)

    def can_be(self, node: ast.expr, wanted: int) -> bool:
        """Try every answer that makes a difference; where they are too many, anything can be."""
        options = self.options(node)
        if options is None:
            return True
        answers = Answers({}, {})
        names = list(options)
        for chosen in product(*options.values()):
            pairs = list(zip(names, chosen, strict=True))
            answers.values = {name: value if value is not None else "" for name, (value, _) in pairs}
            answers.terms = {name: term for name, (_, term) in pairs}
            if self.outcome(node, answers) & wanted:
                return True
        return False

    def is_plainly(self, node: ast.expr, wanted: int) -> bool:
        """Tell whether a part can come out as wanted at first sight; most rules can."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self.is_plainly(node.operand, TRUE + FALSE - wanted)
        if isinstance(node, ast.BoolOp):
            if isinstance(node.op, ast.Or) == (wanted == TRUE):
                return any(self.is_plainly(part, wanted) for part in node.values)
            names = [self._followed_names(part) for part in node.values]
            is_apart = sum(map(len, names)) == len(frozenset().union(*names))
            return is_apart and all(self.is_plainly(part, wanted) for part in node.values)
        if not self.follows(node):
            return isinstance(node, ast.Compare) or _is_asking(node)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._link_is_plainly(node, wanted) or self.can_be(node, wanted)
        return self.can_be(node, wanted)

    def _link_is_plainly(self, node: ast.Compare, wanted: int) -> bool:
        left, right, sign = reference(node.left), reference(node.comparators[0]), type(node.ops[0])
        if left is None:
            return False
        family = self._family(left)
        if family in ("number", "date"):
            is_dense = family == "date" or self.domains[left].kind != "integer"
            return left != right if right is not None else is_dense and sign in _ORDERS
        chosen = {literal(option) for _, _, option in _links(node)}
        if None in chosen or self.domains[left].kind == "choices" or sign not in _CHOOSING:
            return False
        fits, fails = chosen & {*self.domains[left].codes}, {*self.domains[left].codes} - chosen
        return bool(fits if (wanted == TRUE) == _CHOOSING[sign] else fails)

    def outcome(self, node: ast.expr, answers: Answers) -> int:
        """Return what a part may come out as, as a set of bits."""
        if isinstance(node, ast.BoolOp):
            results = [self.outcome(part, answers) for part in node.values]
            is_and = isinstance(node.op, ast.And)
            stops, goes = (FALSE, TRUE) if is_and else (TRUE, FALSE)
            found = stops if any(one & stops for one in results) else 0
            if all(one & goes for one in results):
                found |= goes
            if any(one & UNKNOWN for one in results) and all(one & (goes | UNKNOWN) for one in results):
                found |= UNKNOWN
            return found
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.outcome(node.operand, answers)
            return (inner & UNKNOWN) | (TRUE if inner & FALSE else 0) | (FALSE if inner & TRUE else 0)
        step = self.step(node)
        if step is not None:
            worth = step(answers)
            return TRUE if worth is True else FALSE if worth is False else UNKNOWN
        return ANYTHING if _is_asking(node) or isinstance(node, ast.Compare) else UNKNOWN

    def step(self, node: ast.expr) -> Step | None:
        """Return the step of a part that is followed, None of one that is not."""
        if node not in self.steps:
            self.steps[node] = step_of(node) if self.follows(node) else None
        return self.steps[node]

    def follows(self, node: ast.expr) -> bool:
        """Tell whether the tried answers say all there is to say about a part."""
        if isinstance(node, ast.Compare):
            return all(self._follows_link(*link) for link in _links(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("answered", "missing"):
            return reference(node.args[0]) in self.domains
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "has":
            held = reference(node.args[0])
            return held in self.domains and self.domains[held or ""].kind == "choices"
        return False

    def _follows_link(self, sign: ast.cmpop, left: ast.expr, right: ast.expr) -> bool:
        families: set[str] = set()
        for side in (left, right):
            name = reference(side)
            if name is None and literal(side) is None and not _is_number(side):
                return False
            if name is not None:
                families.add(self._family(name))
        if families == {"text"}:
            is_equality = isinstance(sign, ast.Eq | ast.NotEq | ast.In | ast.NotIn)
            return is_equality and (reference(left) is None or reference(right) is None)
        if families == {"date"}:
            days = [date_span(words) for side in (left, right) if (words := literal(side)) is not None]
            return all(span is not None and span.is_exact for span in days)
        return families <= {"code"} or families == {"number"}

    def _family(self, name: str) -> str:
        return _family(self.domains[name].kind) if name in self.domains else "other"

    def _followed_names(self, node: ast.expr) -> frozenset[str]:
        if isinstance(node, ast.BoolOp):
            return frozenset().union(*map(self._followed_names, node.values))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self._followed_names(node.operand)
        return _names_in(node) if self.follows(node) else frozenset()

    def options(self, tree: ast.expr) -> dict[str, list[Option]] | None:
        """Return the answers to try, by name; None where they would be too many."""
        names = sorted(self._followed_names(tree))
        literals = _literals_in(tree)
        points = {family: _points(family, self._kinds(names, family), literals) for family in ("number", "date")}
        options: dict[str, list[Option]] = {}
        for name in names:
            domain = self.domains[name]
            family = _family(domain.kind)
            texts: Iterable[str]
            if domain.kind == "choices":
                texts = _choices(domain.codes, literals)
            elif family == "code":
                texts = domain.codes or (*literals, _OTHER)
            elif family in points:
                texts = points[family].get(domain.kind, ())
            else:
                texts = (*literals, _OTHER) if family == "text" else ("",)
            options[name] = [(None, None), (_GONE, None)]
            options[name] += [(text or _OTHER, typed(text, domain.kind)) for text in texts]
        return options if prod(map(len, options.values())) <= _MOST_TRIALS else None

    def _kinds(self, names: Iterable[str], family: str) -> list[ItemType]:
        return [self.domains[name].kind for name in names if self._family(name) == family]


def _family(kind: ItemType) -> str:
    if kind in _CODED:
        return "code"
    if kind in _NUMBERS:
        return "number"
    return "date" if kind in _DATES else "text" if kind in ("text", "note") else "other"


def _names_in(node: ast.expr | ast.AST) -> frozenset[str]:
    """Return every reference in a part, dotted ones whole."""
    if isinstance(node, ast.Name | ast.Attribute):
        name = reference(node)
        return frozenset((name,)) if name is not None else frozenset()
    parts = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    return frozenset().union(*map(_names_in, parts))


def _is_asking(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ASKING


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and not isinstance(node.value, str)


def _links(node: ast.Compare) -> Iterator[tuple[ast.cmpop, ast.expr, ast.expr]]:
    left = node.left
    for sign, right in zip(node.ops, node.comparators, strict=True):
        for option in right.elts if isinstance(right, ast.Tuple) else [right]:
            yield sign, left, option
        left = right


def _literals_in(tree: ast.expr) -> tuple[str, ...]:
    """Return the literals of a rule as text, numbers with both signs."""
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            found[str(node.value)] = None
            if not isinstance(node.value, str):
                found[str(-Decimal(str(node.value)))] = None
    return tuple(found)


def _choices(codes: tuple[str, ...], literals: tuple[str, ...]) -> list[str]:
    """Return the choices that differ to a rule: each subset of the codes that it names, one other code beside."""
    named = [code for code in literals if code in codes or not codes]
    if len(named) > _MOST_CODES:
        return [""] * (_MOST_TRIALS + 1)
    subsets = product((True, False), repeat=len(named))
    return [
        CHOICES_JOINT.join([code for code, is_in in zip(named, chosen, strict=True) if is_in] or [_OTHER])
        for chosen in subsets
    ]


def _points(family: str, kinds: list[ItemType], literals: tuple[str, ...]) -> dict[ItemType, list[str]]:
    """Return, by type, the values to try: so many in each gap between the literals as there are items to fall in it."""
    if family == "date":
        days = [one for one in (typed(text, "date") for text in literals) if type(one) is date]
        tried = _days(sorted(set(days)), len(kinds))
        return {"date": tried, "partial_date": tried}
    limits = sorted({one for one in (typed(text, "decimal") for text in literals) if isinstance(one, Decimal)})
    whole = _whole_numbers(limits, kinds.count("integer"))
    numbers = _numbers(sorted({*limits, *whole}), len(kinds) - kinds.count("integer"))
    return {"integer": [str(one) for one in whole], "decimal": numbers, "calculated": numbers}


def _days(limits: list[date], count: int) -> list[str]:
    if not limits:
        limits = [date(2020, 1, 1)]
    found = set(limits)
    for limit, following in zip(limits, [*limits[1:], date.max], strict=True):
        found |= {limit + _DAY * n for n in range(1, count + 1) if (following - limit).days > n}
    found |= {limits[0] - _DAY * n for n in range(1, count + 1) if limits[0].toordinal() > n}
    return [str(day) for day in sorted(found)]


def _whole_numbers(limits: list[Decimal], count: int) -> list[Decimal]:
    if not count:
        return []
    limits = limits or [Decimal(0)]
    found = {one for one in limits if one == one.to_integral_value()}
    below = limits[0].to_integral_value("ROUND_CEILING")
    found |= {below - n for n in range(1, count + 1)}
    for limit, following in zip(limits, [*limits[1:], Decimal("Infinity")], strict=True):
        first = limit.to_integral_value("ROUND_FLOOR")
        found |= {first + n for n in range(1, count + 1) if first + n < following}
    return sorted(found)


def _numbers(limits: list[Decimal], count: int) -> list[str]:
    limits = limits or [Decimal(0)]
    found = set(limits)
    found |= {limits[0] - n for n in range(1, count + 1)} | {limits[-1] + n for n in range(1, count + 1)}
    for limit, following in pairwise(limits):
        found |= {limit + (following - limit) * n / (count + 1) for n in range(1, count + 1)}
    return [format(one, "f") for one in sorted(found)]

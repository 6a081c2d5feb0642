"""Reads the text of a rule, refuses what is not in the language, and tells all that it names; it judges nothing.

A rule is one expression: names of items (``ITEM``, ``FORM.ITEM``, ``OBSERVED``), text and number literals,
``and or not``, comparisons, ``in``, ``+ - * /`` and the functions of ``FUNCTIONS``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import isinf
from typing import Final

from escc_desktop.errors import StudyError
from escc_desktop.study.answers import OBSERVED

FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "answered": ("answer",),
    "missing": ("answer",),
    "has": ("answer", "code"),
    "days": ("term", "term"),
    "latest": ("foreign",),
    "at": ("visit", "foreign"),
    "any_is": ("item", "code"),
    "count": ("counted",),
    "sum_of": ("item",),
    "anchor": ("anchor",),
    "age": ("term", "term"),
    "bmi": ("term", "term"),
    "bsa": ("formula", "term", "term"),
    "cockcroft_gault": ("term", "term", "term", "term"),
    "qtcf": ("term", "term"),
    "in_unit": ("answer", "unit"),
    "round": ("term", "places"),
    "abs": ("term",),
    "min": ("term", "term", "..."),
    "max": ("term", "term", "..."),
}
"""Functions a rule may call, with what each argument must be.

``answered(X)``: a value or a missing code is there; ``missing(X)``: a missing code is there; X is an item, or what
``latest`` or ``at`` find. ``has(X, "CODE")``: a choices item holds the code. ``days(LATER, EARLIER)``: whole days.
``latest(FORM.ITEM)``: the last value on or before the day of the record. ``at("VISIT", FORM.ITEM)``: that of a visit.
``any_is(X, "CODE")``: the answer in any record or row. ``count(FORM or GROUP)``: records, or rows. ``sum_of(X)``: over
all rows or records, unknown if one is or none is there. ``anchor("consent")``: an anchoring day.
``age(ON, BORN)``: completed years.
``bmi(KG, CM)``, ``bsa("mosteller", KG, CM)``, ``cockcroft_gault(AGE, KG, UMOL_L, IS_FEMALE)``,
``qtcf(QT_MS, RATE)``: see ``formulas``.
``in_unit(X, "mg/dL")``: a result, X as in ``answered``, by the table of units. ``round(X, 2)``: half up. ``min``,
``max``, ``abs``: of numbers.
"""

_MAX_LENGTH = 1_000
_MAX_DEPTH = 30
_TEXTS = ("code", "visit", "anchor", "formula", "unit")
_SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_IDS = re.compile(r"[A-Z][A-Z0-9_]*\.[A-Z][A-Z0-9_]*")
EXTRA: Final = "..."


def sign_of(sign: ast.cmpop) -> str:
    """Return a comparison as it is written."""
    return _SIGNS[type(sign)]


@dataclass(slots=True)
class Named:
    """All that a rule names, for whoever proofreads it.

    ``own``: items of its form. ``foreign``: (form, item). ``looked_up``: the foreign ones inside ``latest`` and
    ``at``. ``over_rows``: items, as "ITEM" or "FORM.ITEM", over whose rows or records ``any_is`` and ``sum_of`` go.
    ``codes``: (item, text that it is compared with). ``as_reported``: items, as "ITEM" or "FORM.ITEM", whose number
    counts as it was reported, whatever its unit: all but those in ``in_unit`` or compared with other items alone.
    """

    own: set[str] = field(default_factory=set)
    foreign: set[tuple[str, str]] = field(default_factory=set)
    looked_up: set[tuple[str, str]] = field(default_factory=set)
    over_rows: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    visits: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    formulas: set[str] = field(default_factory=set)
    units: set[tuple[str, str]] = field(default_factory=set)
    codes: set[tuple[str, str]] = field(default_factory=set)
    as_reported: set[str] = field(default_factory=set)
    is_dated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A parsed rule and what it names."""

    text: str
    tree: ast.expr
    named: Named

    @property
    def names(self) -> frozenset[str]:
        """Return the items of its own form that it names."""
        return frozenset(self.named.own)


@lru_cache(maxsize=8192)
def parse(text: str) -> Rule:
    """Return the rule; raise StudyError("RULE_BROKEN") when it is not in the language of rules."""
    if len(text) > _MAX_LENGTH:
        raise StudyError("RULE_BROKEN", rule=text[:60], why="too long")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise StudyError("RULE_BROKEN", rule=text, why="not an expression") from None
    reader = _Reader(text, Named())
    reader.term(tree, 0, True)
    return Rule(text, tree, reader.named)


def names_of(rule: str | Rule) -> Named:
    """Return all that a rule names; raise StudyError("RULE_BROKEN") when it is none."""
    return (parse(rule) if isinstance(rule, str) else rule).named


def reference(node: ast.expr) -> str | None:
    """Return the item that a node names, "ITEM" or "FORM.ITEM"; None when it is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


def literal(node: ast.expr) -> str | None:
    """Return a text literal, or None."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Walks a tree once, refusing what is not on the list and gathering names."""

    text: str
    named: Named

    def refuse(self, why: str) -> StudyError:
        return StudyError("RULE_BROKEN", rule=self.text, why=why)

    def term(self, node: ast.expr, depth: int, is_reported: bool) -> None:
        if depth >= _MAX_DEPTH:
            raise self.refuse("nested too deeply")
        match node:
            case ast.Name() | ast.Attribute():
                self.name(node, is_reported)
            case ast.Constant():
                is_boundless = isinstance(node.value, float) and isinf(node.value)
                if not isinstance(node.value, str | int | float) or isinstance(node.value, bool) or is_boundless:
                    raise self.refuse(f"{node.value!r} is not allowed here")
            case ast.BoolOp():
                self.all(node.values, depth, is_reported)
            case ast.UnaryOp(op=ast.Not() | ast.USub()):
                self.term(node.operand, depth + 1, is_reported)
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
                self.all([node.left, node.right], depth, True)
            case ast.Compare():
                self.comparison(node, depth)
            case ast.Call(func=ast.Name(id=called), keywords=[]) if called in FUNCTIONS:
                self.call(called, node.args, depth, is_reported)
            case _:
                raise self.refuse(f"{type(node).__name__} is not allowed here")

    def all(self, nodes: list[ast.expr], depth: int, is_reported: bool) -> None:
        for node in nodes:
            self.term(node, depth + 1, is_reported)

    def name(self, node: ast.expr, is_reported: bool) -> None:
        if isinstance(node, ast.Name):
            if node.id == OBSERVED:
                self.named.is_dated = True
                return
            self.named.own.add(node.id)
            if is_reported:
                self.named.as_reported.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and _IDS.fullmatch(ast.unparse(node)):
            self.named.foreign.add((node.value.id, node.attr))
            if is_reported:
                self.named.as_reported.add(f"{node.value.id}.{node.attr}")
        else:
            raise self.refuse("only FORM.ITEM may have a point")

    def comparison(self, node: ast.Compare, depth: int) -> None:
        sides = [node.left, *node.comparators]
        is_reported = not all(map(reference, sides))
        for sign, left, right in zip(node.ops, sides, sides[1:], strict=False):
            if type(sign) not in _SIGNS:
                raise self.refuse(f"{type(sign).__name__} is not allowed here")
            options = right.elts if isinstance(right, ast.Tuple) and isinstance(sign, ast.In | ast.NotIn) else [right]
            for item, other in [(left, one) for one in options] + [(one, left) for one in options]:
                held, code = reference(item), literal(other)
                if held is not None and code is not None:
                    self.named.codes.add((held, code))
            self.all(options, depth, is_reported)
        self.term(node.left, depth + 1, is_reported)

    def call(self, called: str, arguments: list[ast.expr], depth: int, is_reported: bool) -> None:
        shape = FUNCTIONS[called]
        self.named.functions.add(called)
        if shape[-1] == EXTRA:
            shape = (*shape[:-1], *["term"] * (len(arguments) - len(shape) + 1))
        if len(arguments) != len(shape):
            raise self.refuse(f"{called}() takes {len(shape)}")
        for what, node in zip(shape, arguments, strict=True):
            self.argument(called, what, node, depth, is_reported)
        first = reference(arguments[0])
        if called in ("has", "any_is") and first is not None:
            self.named.codes.add((first, literal(arguments[1]) or ""))
        if called in ("any_is", "sum_of") and first is not None:
            self.named.over_rows.add(first)
        if called == "in_unit":
            within = arguments[0].args[-1] if isinstance(arguments[0], ast.Call) else arguments[0]
            self.named.units.add((reference(within) or "", literal(arguments[1]) or ""))

    def argument(self, called: str, what: str, node: ast.expr, depth: int, is_reported: bool) -> None:
        if what == "term":
            self.term(node, depth + 1, True)
        elif what == "answer" and isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name) or node.func.id not in ("latest", "at"):
                raise self.refuse(f"{called}() takes an item")
            self.term(node, depth + 1, False)
        elif what in ("answer", "item") and reference(node) is not None:
            self.name(node, called == "sum_of")
        elif what == "foreign" and isinstance(node, ast.Attribute):
            self.name(node, is_reported)
            self.named.looked_up.add((str(getattr(node.value, "id", "")), node.attr))
        elif what == "counted" and isinstance(node, ast.Name):
            self.named.counted.add(node.id)
        elif what == "places" and isinstance(node, ast.Constant) and type(node.value) is int and 0 <= node.value <= 8:
            return
        elif what in _TEXTS and (words := literal(node)) is not None:
            known = {"visit": self.named.visits, "anchor": self.named.anchors, "formula": self.named.formulas}
            if what in known:
                known[what].add(words)
        else:
            raise self.refuse(f"{called}() takes {what}")

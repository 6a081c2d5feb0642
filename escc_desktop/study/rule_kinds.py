"""Says what kind of thing each part of a rule is, and notes what cannot be compared or added; it judges no rule."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from escc_desktop.study.answers import OBSERVED
from escc_desktop.study.edition import Item, ItemType
from escc_desktop.study.rule_text import literal, reference
from escc_desktop.study.spans import clock_time, date_span, moment_span

Kind = Literal["number", "text", "code", "codes", "day", "moment", "time", "truth", "words", "nothing"]
"""``words`` is a text literal, which is read as what stands against it; ``nothing`` is worth nothing to any rule."""

Known = Callable[[str], Item | None]
"""The item that a rule means by "ITEM" or "FORM.ITEM"; None for what is noted elsewhere."""

_OF_ITEMS: Mapping[ItemType, Kind] = {
    "text": "text",
    "note": "text",
    "integer": "number",
    "decimal": "number",
    "calculated": "number",
    "date": "day",
    "partial_date": "day",
    "datetime": "moment",
    "time": "time",
    "choice": "code",
    "choices": "codes",
    "yes_no": "code",
    "yes_no_na": "code",
    "signature": "nothing",
}
OF_CALLS: Mapping[str, Kind] = {
    **dict.fromkeys(("answered", "missing", "has", "any_is"), "truth"),
    **dict.fromkeys(("days", "count", "sum_of", "age", "bmi", "bsa", "cockcroft_gault", "qtcf"), "number"),
    **dict.fromkeys(("in_unit", "round", "abs", "min", "max"), "number"),
    "anchor": "day",
}
_TERMS: Mapping[str, tuple[Kind | None, ...]] = {
    "days": ("day", "day"),
    "age": ("day", "day"),
    "bmi": ("number", "number"),
    "qtcf": ("number", "number"),
    "bsa": (None, "number", "number"),
    "cockcroft_gault": ("number", "number", "number", "truth"),
    "round": ("number", None),
    "abs": ("number",),
    "sum_of": ("number",),
    "in_unit": ("number", None),
    "has": ("codes", None),
}
_NAMES: Mapping[Kind, str] = {
    "number": "a number",
    "text": "a text",
    "code": "a code",
    "codes": "several codes",
    "day": "a date",
    "moment": "a date with time",
    "time": "a time",
    "truth": "true or false",
    "words": "a text",
    "nothing": "a signature",
}
_DAYS = ("day", "moment")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things in a rule that do not go together: a part as written, what it is, and what it should be."""

    part: str
    found: str
    expected: str


def clashes(tree: ast.expr, known: Known, wanted: Kind) -> list[Clash]:
    """Return what does not go together in a rule that must be worth a ``wanted``: "truth" or "number"."""
    reader = _Reader(known, [])
    reader.want(tree, wanted)
    return reader.found


@dataclass(frozen=True, slots=True)
class _Reader:
    known: Known
    found: list[Clash]

    def want(self, node: ast.expr, wanted: Kind) -> None:
        """Note a part that is another kind of thing than its place needs."""
        kind = self.kind(node)
        if kind is None or kind == wanted or (wanted == "day" and (kind == "moment" or self.is_day(node))):
            return
        self.found.append(Clash(ast.unparse(node), _NAMES[kind], _NAMES[wanted]))

    def is_day(self, node: ast.expr) -> bool:
        """Tell whether a text literal is a date."""
        words = literal(node)
        return words is not None and (date_span(words) is not None or moment_span(words) is not None)

    def kind(self, node: ast.expr) -> Kind | None:
        """Return what a part is, None where that is not known."""
        match node:
            case ast.Name() | ast.Attribute():
                return self.of_item(reference(node))
            case ast.Constant():
                return "words" if isinstance(node.value, str) else "number"
            case ast.BoolOp():
                for part in node.values:
                    self.want(part, "truth")
                return "truth"
            case ast.UnaryOp(op=ast.Not()):
                self.want(node.operand, "truth")
                return "truth"
            case ast.UnaryOp():
                self.want(node.operand, "number")
                return "number"
            case ast.BinOp():
                self.want(node.left, "number")
                self.want(node.right, "number")
                return "number"
            case ast.Compare():
                self.comparison(node)
                return "truth"
            case ast.Call(func=ast.Name(id=called)):
                return self.of_call(called, node.args)
        return None

    def of_item(self, name: str | None) -> Kind | None:
        if name == OBSERVED:
            return "day"
        item = self.known(name) if name is not None else None
        return _OF_ITEMS[item.type] if item is not None else None

    def of_call(self, called: str, arguments: list[ast.expr]) -> Kind | None:
        if called in ("latest", "at"):
            return self.of_item(reference(arguments[-1]))
        for node, kind in zip(arguments, _TERMS.get(called, ()), strict=False):
            if kind is not None:
                self.want(node, kind)
        for node in arguments if called in ("min", "max") else ():
            self.want(node, "number")
        return OF_CALLS.get(called)

    def comparison(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for sign, left, right in zip(node.ops, sides, sides[1:], strict=False):
            is_list = isinstance(sign, ast.In | ast.NotIn) and isinstance(right, ast.Tuple)
            for option in right.elts if is_list and isinstance(right, ast.Tuple) else [right]:
                self.pair(left, option)

    def pair(self, left: ast.expr, right: ast.expr) -> None:
        """Note two sides that can never be compared."""
        first, second = self.kind(left), self.kind(right)
        if first is None or second is None:
            return
        if first in ("codes", "nothing"):
            expected = "the function has()" if first == "codes" else "an item that holds a value"
            self.found.append(Clash(ast.unparse(left), _NAMES[first], expected))
        elif second in ("codes", "nothing"):
            self.pair(right, left)
        elif second == "words":
            self.against_words(first, left, right)
        elif first == "words":
            self.against_words(second, right, left)
        elif first != second and not {first, second} <= set(_DAYS) and not {first, second} <= {"text", "code"}:
            self.found.append(Clash(ast.unparse(right), _NAMES[second], f"{_NAMES[first]}, as {ast.unparse(left)}"))

    def against_words(self, kind: Kind, node: ast.expr, words: ast.expr) -> None:
        text = literal(words) or ""
        is_like = {
            "number": False,
            "truth": False,
            "day": self.is_day(words),
            "moment": self.is_day(words),
            "time": clock_time(text) is not None,
        }
        if not is_like.get(kind, True):
            self.found.append(Clash(ast.unparse(words), _NAMES["words"], f"{_NAMES[kind]}, as {ast.unparse(node)}"))

"""The rules of a form as plain Python: the same expressions over numbers and texts read once, nothing missing."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal

Plain = Callable[[Mapping[str, object]], bool]


def read(values: Mapping[str, str], numbers: frozenset[str]) -> dict[str, object]:
    """Return the values as Python has them."""
    return {name: Decimal(text) if name in numbers else text for name, text in values.items()}


def compiled(rule: str) -> Plain:
    """Return a rule of comparisons as a Python function of its values."""
    body = ast.fix_missing_locations(_Plainly().visit(ast.parse(rule, mode="eval"))).body
    arguments = ast.arguments(
        posonlyargs=[], args=[ast.arg("values")], kwonlyargs=[], kw_defaults=[], defaults=[], vararg=None, kwarg=None
    )
    tree = ast.Expression(ast.Lambda(arguments, body))
    made: Plain = eval(compile(ast.fix_missing_locations(tree), rule, "eval"), {"Decimal": Decimal})
    return made


class _Plainly(ast.NodeTransformer):
    """Writes ``answered(X)`` as ``"X" in values`` and ``X`` as ``values["X"]``."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.args[0]
        assert isinstance(name, ast.Name)
        held = ast.Name("values", ast.Load())
        return ast.Compare(ast.Constant(name.id), [ast.In()], [held])

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Subscript(ast.Name("values", ast.Load()), ast.Constant(node.id), ast.Load())

"""Says the rule of a calculated item in words, its items by their labels, in both languages; it works nothing out."""

from __future__ import annotations

import ast
from collections.abc import Callable

from escc_desktop.documents.chrome import unit_words
from escc_desktop.errors import StudyError
from escc_desktop.study.edition import Form, Study
from escc_desktop.study.questions import Label
from escc_desktop.words import LANGUAGES, Language, catalogue, say

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: " + ",
    ast.Sub: " - ",
    ast.Mult: " × ",
    ast.Div: " ÷ ",
    ast.Lt: " < ",
    ast.LtE: " ≤ ",
    ast.Gt: " > ",
    ast.GtE: " ≥ ",
    ast.Eq: " = ",
    ast.NotEq: " ≠ ",
}


def formula_words(study: Study, form: Form, rule: str) -> Label:
    """Return a calculation as people read it: "BMI (Weight; Height)". What has no words stands as it is written."""
    tree = ast.parse(rule, mode="eval").body
    said = {language: _Speaker(study, form, language).said(tree) for language in LANGUAGES}
    return Label(said["en"], said["zh"])


class _Speaker:
    """Says one rule of a form in one language."""

    def __init__(self, study: Study, form: Form, language: Language) -> None:
        self._study = study
        self._form = form
        self._language = language

    def said(self, node: ast.AST) -> str:
        """Return what stands at a place of the rule."""
        if isinstance(node, ast.BinOp):
            return f"{self._inner(node.left)}{_SIGNS[type(node.op)]}{self._inner(node.right)}"
        if isinstance(node, ast.Compare):
            sides = [self._label(node.left, node.comparators[0])]
            sides += [
                _SIGNS.get(type(sign), " ") + self._label(side, node.left)
                for sign, side in zip(node.ops, node.comparators, strict=True)
            ]
            return "".join(sides)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._call(node.func.id, node.args)
        if isinstance(node, ast.Constant):
            return str(node.value)
        return self._label(node, node)

    def _inner(self, node: ast.AST) -> str:
        return f"({self.said(node)})" if isinstance(node, ast.BinOp | ast.BoolOp) else self.said(node)

    def _call(self, name: str, arguments: list[ast.expr]) -> str:
        texts = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        others = [one for one in arguments if not (isinstance(one, ast.Constant) and isinstance(one.value, str))]
        facts = {"of": self._gap.join(self.said(one) for one in others), "named": " ".join(map(self._name, texts))}
        code = f"FORMULA_{name.upper()}"
        return say(code, self._language, **facts) if code in catalogue() else f"{name}({facts['of']})"

    @property
    def _gap(self) -> str:
        return "；" if self._language == "zh" else "; "

    def _name(self, text: str) -> str:
        """Return the words of a visit, an anchor, a formula or a unit."""
        for code in (f"ANCHOR_{text.upper()}", f"FORMULA_NAMED_{text.upper()}"):
            if code in catalogue():
                return say(code, self._language)
        finders: tuple[Callable[[str], Label], ...] = (
            lambda id: self._study.visit(id).label,
            lambda id: self._study.drug(id).short,
            lambda id: self._study.units[id].label,
        )
        for find in finders:
            try:
                return unit_words(find(text).in_(self._language))
            except (KeyError, StudyError):
                continue
        return text

    def _label(self, node: ast.AST, beside: ast.AST) -> str:
        """Return the label of an item; of a code the words that it has in the list of the item it is compared with."""
        if isinstance(node, ast.Constant):
            return self._code(str(node.value), beside)
        form, item = self._form.id, ast.unparse(node)
        if isinstance(node, ast.Attribute):
            form, item = ast.unparse(node.value), node.attr
        elif not isinstance(node, ast.Name):
            return self.said(node) if isinstance(node, ast.Call | ast.BinOp) else ast.unparse(node)
        if item == "OBSERVED":
            return say("FORMULA_OBSERVED", self._language)
        if item in self._study.forms and form == self._form.id:
            return self._study.form(item).label.in_(self._language)
        return self._study.item(form, item).label.in_(self._language)

    def _code(self, code: str, beside: ast.AST) -> str:
        names = ast.unparse(beside).rpartition(".")
        try:
            item = self._study.item(names[0] or self._form.id, names[2])
            return self._study.code_list(item.code_list or "").choice(code).label.in_(self._language)
        except StudyError:
            return code

"""Judges the rules of an edition in three-valued logic; it runs no Python of theirs and knows no form.

What a rule may say is in ``rule_text``; what its parts are worth, in ``terms``. Each rule is turned into steps once.
"""

from __future__ import annotations

from collections.abc import Mapping

from escc_desktop.study.answers import OBSERVED, Answers, Around, answers_of
from escc_desktop.study.edition import ItemType
from escc_desktop.study.rule_calls import Step, rounded
from escc_desktop.study.rule_steps import step_of
from escc_desktop.study.rule_text import FUNCTIONS, Named, Rule, names_of, parse
from escc_desktop.study.terms import Term, both, compared, either, typed
from escc_desktop.study.values import Value

__all__ = [
    "FUNCTIONS",
    "OBSERVED",
    "Answers",
    "Around",
    "Named",
    "Rule",
    "Term",
    "answers_of",
    "both",
    "compared",
    "either",
    "holds",
    "judge",
    "names_of",
    "parse",
    "rounded",
    "typed",
    "worth",
]


_MOST_KEPT = 8192
_steps: dict[str, Step] = {}


def _step(text: str) -> Step:
    """Make the steps of a rule and keep them; when an odd number has been gathered, all are made anew."""
    if len(_steps) >= _MOST_KEPT:
        _steps.clear()
    return _steps.setdefault(text, step_of(parse(text).tree))


def worth(text: str, answers: Answers) -> Term:
    """Return what an expression is worth over the answers of a record; raise StudyError for a rule that is not one."""
    step = _steps.get(text) or _step(text)
    return step(answers)


def holds(text: str, answers: Answers) -> bool | None:
    """Return True, False or, when what is missing could decide otherwise, None; raise StudyError for a broken rule."""
    step = _steps.get(text) or _step(text)
    found = step(answers)
    return found if found is True or found is False else None


def judge(
    text: str, values: Mapping[str, Value], types: Mapping[str, ItemType], around: Around | None = None
) -> bool | None:
    """Return what ``holds`` does, over plain values; ``types`` says how the text of each item is read.

    Whoever judges several rules over one record reads its ``Answers`` once instead.
    """
    named = {name: values[name] for name in parse(text).named.own if name in values}
    return holds(text, Answers(named, types, around))

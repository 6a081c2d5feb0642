"""Measures the rules of filled laboratory forms over the same expressions in plain Python, both from saved text."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.rules import answers_of, holds, names_of
from tests.benchmarks.floors.rules import compiled, read
from tests.benchmarks.making import Walked
from tests.benchmarks.measuring import Row, timed

EDITION = Path(__file__).resolve().parents[2] / "forms" / "nct07142421-0.2"
FORMS = ("CBC", "CHEM", "COAG")
NUMBERS = ("integer", "decimal", "calculated")
ROUNDS = 20


def row(walked: Walked) -> Row:
    """Return the row. Both read the values of a form once and judge all of its rules; floor knows no unknown."""
    study = load(read_folder(EDITION))
    work = []
    for form in (study.forms[id] for id in FORMS):
        numbers = frozenset(item.id for item in form.items if item.type in NUMBERS)
        values = {item.id: "5.1" if item.id in numbers else "NCS" for item in form.items}
        rules = tuple(item.shown_when for item in form.items if item.shown_when and is_plain(item.shown_when))
        work.append((form, values, numbers, rules, tuple(map(compiled, rules))))
    assert sum(len(rules) for _, _, _, rules, _ in work) > 50

    def judge_all() -> None:
        for _ in range(ROUNDS):
            for form, values, _, rules, _ in work:
                answers = answers_of(form, values)
                for rule in rules:
                    holds(rule, answers)

    def run_all() -> None:
        for _ in range(ROUNDS):
            for _, values, numbers, _, plain in work:
                held = read(values, numbers)
                for rule in plain:
                    rule(held)

    says = "a form's values read and its rules judged, unknowns and intervals among them / the same in plain Python"
    return Row("rules of a form judged", 5, lambda: timed(judge_all), lambda: timed(run_all), 25, says)


def is_plain(rule: str) -> bool:
    """Tell whether plain Python has an expression for a rule: comparisons of the form's own items, answers there."""
    named = names_of(rule)
    return not named.foreign and named.functions <= {"answered"} and not named.is_dated

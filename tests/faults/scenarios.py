"""Lists every scenario, and every failpoint that the sources name: one that no scenario reaches is a failure."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Final

from tests.faults import (
    scenarios_keeping,
    scenarios_keys,
    scenarios_people,
    scenarios_recovery,
    scenarios_study,
    scenarios_way,
    scenarios_work,
)
from tests.faults.scenario import Scenario

ALL: Final[tuple[Scenario, ...]] = (
    *scenarios_work.SCENARIOS,
    *scenarios_way.SCENARIOS,
    *scenarios_keeping.SCENARIOS,
    *scenarios_keys.SCENARIOS,
    *scenarios_people.SCENARIOS,
    *scenarios_recovery.SCENARIOS,
    *scenarios_study.SCENARIOS,
)

PACKAGE = Path(__file__).resolve().parent.parent.parent / "escc_desktop"


@cache
def failpoints() -> frozenset[str]:
    """Return the name of each failpoint in the sources: the literal in ``failpoints.reached("...")``."""
    return frozenset(name for path in sorted(PACKAGE.rglob("*.py")) for name in named_in(path.read_text("utf-8")))


def named_in(source: str) -> list[str]:
    """Return the failpoints that one source names. A name that is no literal is our fault: nobody could list it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "failpoints.reached":
            (name,) = node.args
            if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
                raise ValueError(f"a failpoint without a literal name: {ast.unparse(node)}")
            found.append(name.value)
    return found

"""Holds the sources to the rules of size, names and errors; each rule is also tried on a line that breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Protocol

import pytest

LONGEST_FILE, LONGEST_FUNCTION = 400, 60
VAGUE_ENDINGS = (
    "manager",
    "helper",
    "helpers",
    "util",
    "utils",
    "controller",
    "handler",
    "processor",
    "mixin",
    "common",
    "misc",
)
CLAIM = re.compile(
    r"_*(are|have|were|may|can|must|did|with|without|[a-z]+s)(_|$)|verdict$"
)  # is_void, holds_names, with_files
DAY = re.compile(r"(.*_)?(on|today|first|last|since|until)$")
INSTANT = re.compile(r"(.*_)?(at|now|since|until)$")
BROAD_EXCEPTS = {"escc_desktop/gui/application.py": 1, "escc_desktop/gui/lanes.py": 1}


class Source(Protocol):
    """What conftest reads of a Python file."""

    place: str
    text: str
    tree: ast.Module


def too_large(source: Source) -> Iterator[str]:
    """Name the file and each function that is over its limit."""
    lines = source.text.count("\n")
    if lines > LONGEST_FILE:
        yield f"{source.place}: {lines} lines"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{source.place}:{node.lineno} {node.name}: {length} lines"


def vague_names(source: Source) -> Iterator[str]:
    """Name each module and class whose name says nothing."""
    stem = source.place.rsplit("/", 1)[-1].removesuffix(".py")
    names = [stem, *(node.name for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef))]
    for name in names:
        words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
        if words and words[-1] in VAGUE_ENDINGS:
            yield f"{source.place}: {name}"


def broad_excepts(tree: ast.Module) -> int:
    """Count what catches everything and goes on; tidying up that ends with a bare ``raise`` lets everything through."""

    def is_broad(node: ast.expr | None) -> bool:
        if node is None:
            return True
        if isinstance(node, ast.Tuple):
            return any(is_broad(part) for part in node.elts)
        return isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"}

    count = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            last = node.body[-1]
            count += is_broad(node.type) and not (isinstance(last, ast.Raise) and last.exc is None)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            count += any(is_broad(argument) for argument in node.args)
    return count


def misnamed_fields(source: Source) -> Iterator[str]:
    """Name fields of classes that break: dates _on, instants _at, booleans read as claims."""
    for parent in ast.walk(source.tree):
        if not isinstance(parent, ast.ClassDef):
            continue
        for node in parent.body:
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            name, kind = node.target.id, ast.unparse(node.annotation).removesuffix(" | None")
            is_wrong = (
                (kind == "date" and not DAY.match(name))
                or (kind == "datetime" and not INSTANT.match(name))
                or (kind == "bool" and not CLAIM.match(name))
            )
            if is_wrong:
                yield f"{source.place}:{node.lineno} {parent.name}.{name}: {kind}"


def test_files_and_functions_stay_small(all_sources: tuple[Source, ...]) -> None:
    assert [found for source in all_sources for found in too_large(source)] == []


def test_names_say_what_a_thing_is(all_sources: tuple[Source, ...]) -> None:
    assert [found for source in all_sources for found in vague_names(source)] == []


def test_fields_are_named_for_what_they_hold(package_sources: tuple[Source, ...]) -> None:
    assert [found for source in package_sources for found in misnamed_fields(source)] == []


def test_every_module_says_what_it_is_for(all_sources: tuple[Source, ...]) -> None:
    silent = [source.place for source in all_sources if not ast.get_docstring(source.tree)]
    assert silent == []


def test_only_the_lanes_and_the_application_catch_everything(package_sources: tuple[Source, ...]) -> None:
    counted = {source.place: broad_excepts(source.tree) for source in package_sources}
    assert {place: count for place, count in counted.items() if count} == BROAD_EXCEPTS


def test_no_test_is_skipped_or_expected_to_fail(all_sources: tuple[Source, ...]) -> None:
    marks = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|time\.sleep\(|unittest\.mock|MagicMock")
    tests = [source for source in all_sources if source.place.startswith("tests/")]
    own = __file__.replace("\\", "/")
    found = [source.place for source in tests if marks.search(source.text) and not own.endswith(source.place)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("try:\n    pass\nexcept Exception:\n    pass", 1),
        ("try:\n    pass\nexcept (ValueError, BaseException):\n    pass", 1),
        ("try:\n    pass\nexcept:\n    pass", 1),
        ("with contextlib.suppress(Exception):\n    pass", 1),
        ("try:\n    pass\nexcept BaseException as e:\n    raise ValueError from e", 1),
        ("try:\n    pass\nexcept ValueError:\n    pass", 0),
        ("try:\n    pass\nexcept BaseException:\n    close()\n    raise", 0),
    ],
)
def test_a_broad_except_is_found(text: str, count: int) -> None:
    assert broad_excepts(ast.parse(text)) == count


class _Planted:
    def __init__(self, place: str, text: str) -> None:
        self.place, self.text, self.tree = place, text, ast.parse(text)


def test_a_planted_offence_is_found() -> None:
    long_function = _Planted("a.py", "def f():\n" + "    pass\n" * 60)
    assert list(too_large(long_function)) == ["a.py:1 f: 61 lines"]
    assert list(too_large(_Planted("b.py", "x = 1\n" * 401))) == ["b.py: 401 lines"]
    assert list(vague_names(_Planted("date_utils.py", "class VisitManager: pass"))) != []
    assert list(vague_names(_Planted("visits.py", "class VisitManager: pass"))) == ["visits.py: VisitManager"]
    assert list(vague_names(_Planted("visits.py", "class Visit: pass"))) == []
    fields = _Planted("c.py", "class A:\n    born: date\n    due: datetime | None\n    void: bool\n    is_void: bool\n")
    assert [line.split()[1] for line in misnamed_fields(fields)] == ["A.born:", "A.due:", "A.void:"]

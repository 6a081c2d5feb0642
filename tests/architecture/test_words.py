"""Proves that every problem the program can name has a sentence in both languages, filled from facts it really has."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

# What a constructor adds to the facts by itself.
OWN_FACTS = {"JournalBroken": {"chain", "seq"}}
# What a caller adds before anybody reads the sentence: a rule does not know the file in which it stands.
ADDED_FACTS = {"escc_desktop/study/rule_text.py": {"file", "place"}}
CODE = re.compile(r"[A-Z][A-Z0-9_]+")


class Source(Protocol):
    """What conftest reads of a Python file."""

    place: str
    tree: ast.Module


def error_classes(sources: tuple[Source, ...]) -> set[str]:
    """Return the names of the whole family of errors, wherever a member is defined."""
    family = {"EsccError"}
    bases = {
        node.name: {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    while grown := {name for name, parents in bases.items() if parents & family} - family:
        family |= grown
    return family


def named_problems(source: Source, family: set[str]) -> Iterator[tuple[str, str, set[str] | None]]:
    """Yield (place, code, facts) for each error made with a literal code; facts are None where they are handed on."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called, code = ast.unparse(node.func).rsplit(".", 1)[-1], node.args[0]
        if called not in family or not isinstance(code, ast.Constant) or not isinstance(code.value, str):
            continue
        facts = {keyword.arg for keyword in node.keywords if keyword.arg} | OWN_FACTS.get(called, set())
        facts |= ADDED_FACTS.get(source.place, set())
        is_handed_on = any(keyword.arg is None for keyword in node.keywords)
        yield f"{source.place}:{node.lineno}", code.value, None if is_handed_on else facts


def facts_in(wording: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


@pytest.fixture(scope="session")
def wordings(root: Path) -> dict[str, dict[str, str]]:
    """Return every code with its sentences."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((root / "resources" / "words").glob("*.toml")):
        found.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


@pytest.fixture(scope="session")
def problems(package_sources: tuple[Source, ...]) -> list[tuple[str, str, set[str] | None]]:
    """Return every error that the program makes with a literal code."""
    family = error_classes(package_sources)
    return [found for source in package_sources for found in named_problems(source, family)]


Wordings = dict[str, dict[str, str]]


def test_every_problem_has_a_sentence(problems: list[tuple[str, str, set[str] | None]], wordings: Wordings) -> None:
    assert len(problems) > 50
    silent = [f"{place} {code}" for place, code, _ in problems if code not in wordings]
    assert not silent, "\n".join(silent)


def test_every_sentence_gets_its_facts(problems: list[tuple[str, str, set[str] | None]], wordings: Wordings) -> None:
    empty = [
        f"{place} {code}: {sorted(facts_in(wordings[code]['en']) - facts)}"
        for place, code, facts in problems
        if code in wordings and facts is not None and facts_in(wordings[code]["en"]) - facts
    ]
    assert not empty, "\n".join(empty)


def test_both_languages_say_the_same_facts(wordings: Wordings) -> None:
    uneven = [
        code
        for code, said in wordings.items()
        if set(said) != {"en", "zh"} or facts_in(said["en"]) != facts_in(said["zh"])
    ]
    assert uneven == []


def test_a_code_is_worded_once(root: Path) -> None:
    counted: Counter[str] = Counter()
    for path in (root / "resources" / "words").glob("*.toml"):
        counted.update(tomllib.loads(path.read_text(encoding="utf-8")).keys())
    assert [code for code, times in counted.items() if times > 1] == []


def test_no_sentence_is_left_over(package_sources: tuple[Source, ...], wordings: Wordings) -> None:
    used = {
        node.value
        for source in package_sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    families = tuple(start for start in used if start.endswith("_"))  # f"PAPER_OUTCOME_{outcome}"
    left_over = sorted(code for code in wordings.keys() - used if not code.startswith(families))
    assert not left_over, "\n".join(left_over)


def test_sentences_are_calm(wordings: Wordings) -> None:
    loud = re.compile(r"[!\uff01]|\b(please|oops|invalid|failed to)\b", re.IGNORECASE)
    assert [code for code, said in wordings.items() if loud.search(" ".join(said.values()))] == []


def test_chinese_has_chinese_punctuation(wordings: Wordings) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;:?]|[\u4e00-\u9fff]\.( |$)")
    assert [code for code, said in wordings.items() if half_width.search(said["zh"])] == []


def test_a_missing_sentence_is_found() -> None:
    class Planted:
        place = "a.py"
        tree = ast.parse("class Lost(EsccError): pass\nraise Lost('NEVER_SAID', name=1)\nJournalBroken('X_Y', 'A', 1)")

    family = error_classes((Planted(),)) | {"JournalBroken"}
    assert list(named_problems(Planted(), family)) == [
        ("a.py:2", "NEVER_SAID", {"name"}),
        ("a.py:3", "X_Y", {"chain", "seq"}),
    ]

"""Reads the sources once for the tests of the house's rules; it judges nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file: its place under the root, its text and its tree."""

    place: str
    text: str
    tree: ast.Module


def _read(paths: Iterator[Path]) -> tuple[Source, ...]:
    found = []
    for path in sorted(paths):
        text = path.read_text(encoding="utf-8")
        found.append(Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text, filename=str(path))))
    return tuple(found)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder that holds README.md."""
    return ROOT


@pytest.fixture(scope="session")
def package_sources() -> tuple[Source, ...]:
    """Return every module of the program."""
    return _read((ROOT / "escc_desktop").rglob("*.py"))


@pytest.fixture(scope="session")
def all_sources(package_sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return every module of the program, every test, and dev.py."""
    return (*package_sources, *_read((ROOT / "tests").rglob("*.py")), *_read(iter([ROOT / "dev.py"])))

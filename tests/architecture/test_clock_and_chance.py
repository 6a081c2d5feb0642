"""Proves that nothing but launch.py reads the wall clock or draws randomness, so that every act can be repeated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Protocol

import pytest

ALLOWED = {"escc_desktop/launch.py"}
MODULES = ("random", "secrets", "uuid")
NAMES = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.strftime",
    "time.clock_gettime",
    "os.urandom",
    "os.getrandom",
    "ssl.RAND_bytes",
    "PySide6.QtCore.QDate.currentDate",
    "PySide6.QtCore.QTime.currentTime",
    "PySide6.QtCore.QDateTime.currentDateTime",
    "PySide6.QtCore.QDateTime.currentDateTimeUtc",
    "PySide6.QtCore.QDateTime.currentMSecsSinceEpoch",
    "PySide6.QtCore.QDateTime.currentSecsSinceEpoch",
    "PySide6.QtCore.QRandomGenerator",
    "PySide6.QtCore.QUuid.createUuid",
}


class Source(Protocol):
    """What conftest reads of a Python file."""

    place: str
    tree: ast.Module


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return what each imported name stands for: ``{"dt": "datetime.datetime"}``."""
    meant: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                meant[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                meant[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return meant


def offences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and full name of each use of the clock or of chance, under whatever name it was imported."""
    meant = _imported(tree)
    for name in meant.values():
        if name.split(".")[0] in MODULES:
            yield 0, name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, _, rest = ast.unparse(node).partition(".")
            full = f"{meant.get(first, first)}.{rest}" if rest else meant.get(first, first)
            if full in NAMES:
                yield node.lineno, full


def test_only_launch_knows_the_time_and_chance(package_sources: tuple[Source, ...]) -> None:
    found = [
        f"{source.place}:{line} {name}"
        for source in package_sources
        if source.place not in ALLOWED
        for line, name in offences(source.tree)
    ]
    assert found == []


def test_launch_does_hand_them_out(package_sources: tuple[Source, ...]) -> None:
    (launch,) = (source for source in package_sources if source.place in ALLOWED)
    assert {name.split(".")[0] for _, name in offences(launch.tree)} == {"datetime", "secrets", "time"}


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime as dt\nread = dt.now",
        "import time as t\nt.time()",
        "from time import time\ntime()",
        "import os\nos.urandom(4)",
        "from os import urandom as draw\ndraw(4)",
        "def f():\n    import secrets",
        "from uuid import uuid4",
        "from PySide6.QtCore import QDateTime\nQDateTime.currentDateTime()",
        "from PySide6 import QtCore\nQtCore.QDate.currentDate()",
    ],
)
def test_a_planted_use_is_found(text: str) -> None:
    assert list(offences(ast.parse(text))) != []


def test_measuring_a_duration_is_allowed() -> None:
    assert list(offences(ast.parse("import time\ntime.perf_counter(); time.monotonic()"))) == []

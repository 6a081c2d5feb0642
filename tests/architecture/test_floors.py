"""Breaks each import contract on purpose, in a copy of the program, and expects import-linter to name the culprit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FACES = ("gui", "terminal", "central")
FLOORS = (
    ("__main__",),
    ("launch",),
    FACES,
    ("console",),
    ("actions",),
    ("store", "documents", "exchange"),
    ("trial",),
    ("study", "trust"),
    ("words",),
    ("errors", "places"),
)
EXTERNAL = {
    "qt": ("gui", ("PySide6", "shiboken6")),
    "sql": ("store", ("sqlalchemy", "sqlcipher3", "sqlite3", "psycopg")),
    "paper": ("documents", ("reportlab", "pyhanko", "pyhanko_certvalidator")),
}

Lint = Callable[[str], tuple[int, str]]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the program in which imports can be planted."""
    shutil.copytree(root / "escc_desktop", tmp_path / "escc_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture
def lint(copy: Path) -> Lint:
    """Return a function that tries one contract on the copy: exit code, and everything printed on one line."""

    def run(contract: str) -> tuple[int, str]:
        code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
        command = [sys.executable, "-c", code, "--contract", contract, "--no-cache", "--no-logo"]
        environ = {**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "400"}
        done = subprocess.run(
            command, cwd=copy, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
        )
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    return run


def plant(copy: Path, where: str, what: str) -> str:
    """Plant ``import what`` in a module or package of the program; return the module that now holds it."""
    place = copy / "escc_desktop" / where
    if place.is_dir():
        name = f"planted_{what.replace('.', '_')}"
        (place / f"{name}.py").write_text(f"def later():\n    import {what}\n", encoding="utf-8")
        return f"escc_desktop.{where}.{name}"
    with place.with_suffix(".py").open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef planted():\n    import {what}\n")
    return f"escc_desktop.{where}"


def contracts(root: Path) -> dict[str, Any]:
    """Return the contracts of pyproject.toml by their ids."""
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in told["tool"]["importlinter"]["contracts"]}


def test_the_contracts_hold_as_the_program_stands(lint: Lint, root: Path) -> None:
    for contract in contracts(root):
        code, said = lint(contract)
        assert code == 0, said


def test_no_floor_imports_one_above_or_beside_it(copy: Path, lint: Lint) -> None:
    planted = []
    for level, floor in enumerate(FLOORS):
        for low in floor:
            forbidden = [name for above in FLOORS[:level] for name in above] + [name for name in floor if name != low]
            planted += [(plant(copy, low, f"escc_desktop.{high}"), f"escc_desktop.{high}") for high in forbidden]
    code, said = lint("floors")
    missed = [pair for pair in planted if f"{pair[0]} -> {pair[1]}" not in said]
    assert code == 1
    assert len(planted) > 90
    assert missed == []


def test_a_new_part_must_be_given_a_floor(copy: Path, lint: Lint) -> None:
    (copy / "escc_desktop" / "newcomer.py").write_text('"""A part without a floor."""\n', encoding="utf-8")
    code, said = lint("floors")
    assert code == 1
    assert "newcomer" in said


def test_what_a_trial_means_never_asks_who_said_it(copy: Path, lint: Lint) -> None:
    culprit = plant(copy, "trial", "escc_desktop.trust.entry")
    code, said = lint("trial")
    assert code == 1
    assert f"{culprit} -> escc_desktop.trust.entry" in said


def test_no_face_reaches_below_actions(copy: Path, lint: Lint) -> None:
    below = ("store", "documents", "exchange", "trust")
    planted = [
        (plant(copy, face, f"escc_desktop.{floor}"), f"escc_desktop.{floor}") for face in FACES for floor in below
    ]
    code, said = lint("faces")
    assert code == 1
    assert [pair for pair in planted if f"{pair[0]} -> {pair[1]}" not in said] == []


@pytest.mark.parametrize("contract", sorted(EXTERNAL))
def test_a_large_part_stays_on_one_floor(contract: str, copy: Path, lint: Lint) -> None:
    home, parts = EXTERNAL[contract]
    places = [name for floor in FLOORS for name in floor if name != home]
    planted = [(plant(copy, place, part), part) for place in places for part in parts]
    code, said = lint(contract)
    assert code == 1
    assert [pair for pair in planted if f"{pair[0]} -> {pair[1]}" not in said] == []


def test_study_and_trial_need_nothing_heavy(copy: Path, lint: Lint, root: Path) -> None:
    parts = contracts(root)["light"]["forbidden_modules"]
    planted = [(plant(copy, place, part), part) for place in ("study", "trial") for part in parts]
    code, said = lint("light")
    assert code == 1
    assert [pair for pair in planted if f"{pair[0]} -> {pair[1]}" not in said] == []

"""Proves what the program stands on: a sound Qt, locks without addresses, and the notices of all that is shipped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Protocol

import PySide6
import pytest

LOCKS = ("bootstrap.txt", "bundle.txt", "desk.txt", "dev.txt", "runtime.txt")
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ \\;]+)", re.MULTILINE)


class Source(Protocol):
    """What conftest reads of a Python file."""

    place: str
    tree: ast.Module


def pins(root: Path, lock: str) -> dict[str, str]:
    """Return name and version of each part of a lock."""
    return dict(PINNED.findall((root / "requirements" / lock).read_text(encoding="utf-8")))


def test_void_calls_of_qt_keep_none_alive() -> None:
    """PySide6 6.12.0 on Python 3.10 and 3.11 loses one reference to None in each void call, and aborts after 5,000."""
    assert PySide6.__version_info__[:3] != (6, 12, 0)
    loop = (
        "import sys; from PySide6.QtGui import QFont, QGuiApplication; app = QGuiApplication([]); font = QFont()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(20000): font.setPixelSize(12)\n"
        "sys.exit(abs(sys.getrefcount(None) - before) > 1000)"
    )
    done = subprocess.run([sys.executable, "-c", loop], check=False, timeout=60)
    assert done.returncode == 0


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashes_and_no_address(lock: str, root: Path) -> None:
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|@ file|\bgit\+", text)
    parts = re.split(r"\n(?=[a-z0-9])", "\n" + text)[1:]
    assert parts
    assert [part.split()[0] for part in parts if "--hash=sha256:" not in part] == []


def test_the_locks_agree(root: Path) -> None:
    dev = pins(root, "dev.txt")
    for lock in LOCKS:
        assert pins(root, lock).items() <= dev.items(), lock


def test_the_locks_follow_the_project(root: Path) -> None:
    """A part that was added to pyproject.toml without ``dev.py lock`` would be missing at the next setup."""
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = told["dependency-groups"]
    wanted = {
        "runtime.txt": told["project"]["dependencies"],
        "desk.txt": told["project"]["optional-dependencies"]["desk"],
        "bundle.txt": groups["bundle"],
        "dev.txt": [part for part in groups["dev"] if isinstance(part, str)],
    }
    for lock, parts in wanted.items():
        names = {re.split(r"[\[<>=!~ ]", part)[0].lower() for part in parts}
        assert names - pins(root, lock).keys() == set(), lock


def test_every_part_that_is_shipped_has_its_notice(root: Path) -> None:
    told = (root / "resources" / "notices" / "NOTICES.md").read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(r"^\| ([A-Za-z0-9_.-]+) \|", told, re.MULTILINE)}
    assert pins(root, "desk.txt").keys() - named == set()
    for text in re.findall(r"\(([A-Za-z0-9./-]+\.txt)\)", told):
        assert (root / "resources" / "notices" / text).is_file(), text


def test_nothing_under_a_forbidden_licence_is_shipped(root: Path) -> None:
    told = (root / "resources" / "notices" / "NOTICES.md").read_text(encoding="utf-8")
    assert not re.search(r"\| *(AGPL|GPL)-", told)
    assert (root / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")


def test_only_qtpdf_is_taken_from_the_addons(root: Path) -> None:
    """QtCharts and others in PySide6-Addons are GPL: the program may load QtPdf and QtPdfWidgets from it, no more."""
    essentials = {
        *(
            "QtCore",
            "QtGui",
            "QtWidgets",
            "QtPrintSupport",
            "QtSvg",
            "QtSvgWidgets",
            "QtTest",
            "QtNetwork",
            "QtHelp",
            "QtDBus",
        ),
        *("QtPdf", "QtPdfWidgets"),
    }
    text = "\n".join(path.read_text(encoding="utf-8") for path in (root / "escc_desktop" / "gui").rglob("*.py"))
    used = set(re.findall(r"PySide6\.(Qt\w+)", text)) | set(
        re.findall(r"from PySide6 import ((?:Qt\w+(?:, )?)+)", text)
    )
    flat = {name for names in used for name in names.split(", ")}
    assert flat
    assert flat - essentials == set()


def test_the_program_imports_only_what_its_lock_brings(root: Path, package_sources: tuple[Source, ...]) -> None:
    """What only the tests' lock brings would be missing where the program is used; psycopg is the desk's extra."""
    brought = {
        name: {part.lower().replace("_", "-") for part in parts} for name, parts in packages_distributions().items()
    }
    locked = pins(root, "runtime.txt").keys()
    missing = []
    for source in package_sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            else:
                continue
            outside = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"escc_desktop", "psycopg"}
            strangers = {name for name in outside if not brought.get(name, {name}) & locked}
            missing += [f"{source.place}:{node.lineno} {name}" for name in strangers]
    assert missing == []

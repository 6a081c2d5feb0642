"""Proves what the program stands on: a sound Qt, locks without addresses, and the notices of all that is shipped."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import PySide6
import pytest

LOCKS = ("bootstrap.txt", "bundle.txt", "desk.txt", "dev.txt", "runtime.txt")
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ \\;]+)", re.MULTILINE)


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
        *("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg", "QtSvgWidgets", "QtTest", "QtNetwork", "QtHelp"),
        *("QtPdf", "QtPdfWidgets"),
    }
    text = "\n".join(path.read_text(encoding="utf-8") for path in (root / "escc_desktop" / "gui").rglob("*.py"))
    used = set(re.findall(r"PySide6\.(Qt\w+)", text)) | set(
        re.findall(r"from PySide6 import ((?:Qt\w+(?:, )?)+)", text)
    )
    flat = {name for names in used for name in names.split(", ")}
    assert flat
    assert flat - essentials == set()

"""Proves that the window's texts are all translated, and that the compiled translations are those of the text file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import dev


def tool(name: str, *arguments: str, root: Path) -> None:
    """Run one of Qt's tools for translations."""
    program = dev.program(name, Path(sys.prefix), sys.platform)
    done = subprocess.run([str(program), *arguments], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def messages(path: Path) -> dict[tuple[str, str], ElementTree.Element]:
    """Return each text of a .ts file by context and source."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found[(context.findtext("name") or "", message.findtext("source") or "")] = message
    return found


@pytest.fixture(scope="session")
def translations(root: Path) -> Path:
    """Return the text file of the Chinese labels."""
    return root / "resources" / "translations" / "escc_zh.ts"


def test_every_text_of_the_window_is_taken_up(root: Path, translations: Path, tmp_path: Path) -> None:
    sources = [str(path) for path in sorted((root / "escc_desktop" / "gui").rglob("*.py"))]
    fresh = tmp_path / "escc_zh.ts"
    tool("pyside6-lupdate", *sources, "-ts", str(fresh), root=root)
    wanted, present = messages(fresh).keys(), messages(translations).keys()
    assert not wanted ^ present, "\n".join(f"{context}: {text}" for context, text in sorted(wanted ^ present))


def test_every_text_is_translated(translations: Path) -> None:
    empty = []
    for (context, text), message in messages(translations).items():
        translation = message.find("translation")
        is_done = (
            translation is not None and translation.get("type") is None and "".join(translation.itertext()).strip()
        )
        if not is_done:
            empty.append(f"{context}: {text}")
    assert not empty, "\n".join(empty)


def test_translations_keep_what_is_filled_in(translations: Path) -> None:
    marks = re.compile(r"%\d|%n|\{\w*\}")
    uneven = []
    for (context, text), message in messages(translations).items():
        said = "".join(message.find("translation").itertext())  # type: ignore[union-attr]
        if sorted(set(marks.findall(text))) != sorted(set(marks.findall(said))):
            uneven.append(f"{context}: {text} -> {said}")
    assert not uneven, "\n".join(uneven)


def test_the_compiled_translations_are_those_of_the_text_file(root: Path, translations: Path, tmp_path: Path) -> None:
    copy = tmp_path / translations.name
    shutil.copy(translations, copy)
    tool("pyside6-lrelease", "-silent", str(copy), root=root)
    assert copy.with_suffix(".qm").read_bytes() == translations.with_suffix(".qm").read_bytes()

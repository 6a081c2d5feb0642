"""Proves that no file carries a secret, an address of a package index, or the path of somebody's machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

IGNORED = {
    *(".git", ".venv", "__pycache__", "build", "dist", "demonstration"),
    *(".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"),
}
BINARY = {".ttf", ".png", ".qm", ".ico", ".icc", ".pdf", ".escc", ".kit", ".db", ".pyc"}
LARGEST = 12_000_000
FOUND_IN_NO_FILE = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/]{20}"),
    "an age identity": re.compile(r"AGE-SECRET-KEY-1[A-Z0-9]{40}"),
    "an address of a package index": re.compile(r"https?://[^\s\"')]*(?:/simple\b|/packages/[0-9a-f]{2}/|registry)"),
    "a path of one machine": re.compile(r"(?<![\w.~/-])/(?:home|Users|work|mnt)/\w+"),
    "a mark of a merge": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield place and text of each file that could be committed."""
    for path in sorted(root.rglob("*")):
        parts = set(path.relative_to(root).parts)
        if path.is_file() and not parts & IGNORED and path.suffix not in BINARY:
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def test_no_file_tells_what_it_must_not(root: Path) -> None:
    found = [
        f"{place}: {what} ({match.group()[:60]})"
        for place, text in texts(root)
        for what, pattern in FOUND_IN_NO_FILE.items()
        if (match := pattern.search(text))
    ]
    assert found == []


def test_no_file_is_larger_than_a_font(root: Path) -> None:
    large = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not set(path.relative_to(root).parts) & IGNORED and path.stat().st_size > LARGEST
    ]
    assert large == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a private key", "-----BEGIN PRIVATE KEY-----\n" + "MIGHAgEAMBMGByqGSM49AgEG"),
        ("an age identity", "AGE-SECRET-KEY-1" + "Q" * 58),
        ("an address of a package index", "https" + "://index.example.org/simple"),
        ("a path of one machine", "see /" + "home/li/escc"),
        ("a mark of a merge", "<" * 7 + " HEAD"),
    ],
)
def test_a_planted_text_is_found(what: str, text: str) -> None:
    assert FOUND_IN_NO_FILE[what].search(text)

"""Reads README and handbook once for the tests that hold them to the program; it judges nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = ROOT / "resources" / "handbook"
LANGUAGES = ("zh", "en")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language ("" for commands) and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A page as it was written: its place under the root, its language, its whole text."""

    place: str
    language: str
    text: str

    @property
    def path(self) -> Path:
        """Return where it lies."""
        return ROOT / self.place

    @property
    def topic(self) -> str:
        """Return the topic of a page of the handbook."""
        return self.path.stem

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the fenced blocks in order."""
        return tuple(Block(kind, text) for kind, text in _FENCE.findall(self.text))

    @property
    def prose(self) -> str:
        """Return the text without its fenced blocks."""
        return _FENCE.sub("", self.text)


def handbook(language: str) -> tuple[Written, ...]:
    """Return every page of the handbook in one language."""
    return tuple(_read(path, language) for path in sorted((HANDBOOK / language).glob("*.md")))


def readme() -> Written:
    """Return README.md."""
    return _read(ROOT / "README.md", "en")


def everything() -> tuple[Written, ...]:
    """Return README and both handbooks."""
    return (readme(), *(page for language in LANGUAGES for page in handbook(language)))


def _read(path: Path, language: str) -> Written:
    return Written(path.relative_to(ROOT).as_posix(), language, path.read_text(encoding="utf-8"))

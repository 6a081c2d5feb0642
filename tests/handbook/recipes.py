"""Does to a folder of an edition what README and handbook tell a person to do, by editing its files alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.handbook.pages import ROOT, Block, everything

EDITION = ROOT / "forms" / "nct07142421-0.2"
FILE = re.compile(r"\A# ([\w./-]+\.toml)\n")
DIFF = re.compile(r"\A--- ([\w./-]+\.toml)\n")
RECIPES = {page.place: page for page in everything() if any(block.kind == "toml" for block in page.blocks)}


def follow(blocks: Iterable[Block], folder: Path) -> None:
    """Do to the edition in ``folder`` what a person does who follows the blocks one after the other."""
    for block in blocks:
        if block.kind == "diff":
            change(block.text, folder)
        elif block.kind == "toml":
            add(block.text, folder)


def add(text: str, folder: Path) -> None:
    """Make the file that the block names; or add its tables at the end, its sections under those of the same name."""
    named = FILE.match(text)
    assert named is not None, f"a block must begin with the name of its file: {text[:40]}"
    path, rest = folder / named[1], text[named.end() :]
    if not path.exists():
        path.write_text(rest, encoding="utf-8")
        return
    held = path.read_text(encoding="utf-8")
    for part in re.split(r"\n(?=\[)", rest.strip()):
        head, _, lines = part.partition("\n")
        if head.startswith("[["):
            held += f"\n{part}\n"
        else:
            assert f"{head}\n" in held, f"{named[1]} has no section {head}"
            held = held.replace(f"{head}\n", f"{head}\n{lines}\n", 1)
    path.write_text(held, encoding="utf-8")


def change(text: str, folder: Path) -> None:
    """Put the ``+`` lines of a block where its ``-`` lines stand; lines around them say where."""
    named = DIFF.match(text)
    assert named is not None, f"a diff must name its file: {text[:40]}"
    lines = text[named.end() :].splitlines()
    old = [line[1:] for line in lines if line[:1] in " -"]
    new = [line[1:] for line in lines if line[:1] in " +"]
    path = folder / named[1]
    held = path.read_text(encoding="utf-8").splitlines()
    at = [place for place in range(len(held)) if held[place] == old[0]]
    assert len(at) == 1, f"{old[0]} stands {len(at)} times in {named[1]}"
    gone = held[at[0] : at[0] + 8]
    for line in [line[1:] for line in lines if line.startswith("-")]:
        assert line in gone, f"{line} does not stand near {old[0]}"
        held[held.index(line, at[0])] = new[[one[1:] for one in lines if one[:1] in " -"].index(line)]
    path.write_text("\n".join(held) + "\n", encoding="utf-8")

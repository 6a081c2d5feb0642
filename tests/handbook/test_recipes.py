"""Carries out the recipes of README and handbook on a copy of the edition, which must then load; it writes none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, RegisterScreening, SaveRecord
from escc_desktop.actions.desk import at_desk
from escc_desktop.actions.first_run import first_run
from escc_desktop.actions.forms import check_forms
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit
from escc_desktop.actions.paper import gather, produce
from escc_desktop.actions.unlock import lock
from escc_desktop.study.formulas import BSA
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.rules import FUNCTIONS, parse
from tests.building import FULL_CONSENT
from tests.handbook.pages import LANGUAGES, ROOT, Block, everything, handbook

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


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Return a copy of the shipped edition under the name of the next."""
    return Path(shutil.copytree(EDITION, tmp_path / "nct07142421-0.3"))


@pytest.mark.parametrize("place", RECIPES)
def test_a_recipe_gives_an_edition_that_loads(place: str, edition: Path) -> None:
    follow(RECIPES[place].blocks, edition)
    assert [finding.message("en") for finding in check_forms(edition)] == []
    before, after = load(read_folder(EDITION)), load(read_folder(edition))
    assert after.edition == "0.3"
    assert after.digest != before.digest
    assert set(after.forms) - set(before.forms) == {"NRS"}
    assert "NRS" in after.visit("SAFETY").forms
    assert [one.id for one in after.checks if one not in before.checks] == ["NRS1"]
    assert {visit.id for visit in after.visits} - {visit.id for visit in before.visits} == {"CALL"}
    assert [one.id for one in after.criteria if one not in before.criteria] == ["EXCL09"]
    assert after.form("IE").item("EXCL09").label.zh


def test_there_are_recipes_in_the_readme_and_in_both_languages() -> None:
    assert {"README.md", "resources/handbook/zh/data_of_study.md", "resources/handbook/en/data_of_study.md"} == set(
        RECIPES
    )


@pytest.mark.parametrize("left_out", range(1, 14))
def test_a_step_that_is_left_out_is_found_by_the_check(left_out: int, edition: Path) -> None:
    """All but the number of the edition, which a check cannot miss."""
    blocks = [block for block in RECIPES["resources/handbook/en/data_of_study.md"].blocks if block.kind]
    follow((block for place, block in enumerate(blocks) if place != left_out), edition)
    assert check_forms(edition) != ()


def test_a_site_that_begins_with_the_new_edition_asks_and_prints_what_was_added(edition: Path, tmp_path: Path) -> None:
    follow(RECIPES["resources/handbook/zh/data_of_study.md"].blocks, edition)
    desk, kit, root = str(tmp_path / "desk"), tmp_path / "SITE01-B.kit", "a passphrase of the desk"
    found_study(desk, "NCT07142421", "周岩", root, clock, os.urandom)
    with at_desk(desk, None, root, clock, os.urandom) as open_desk:
        order = KitOrder("01", "示范医院", "B", "王敏", edition, 5)
        issue_kit(open_desk, order, "a passphrase of the kit", lambda data: keep(kit, data))
    site = first_run(
        tmp_path / "vault", kit, "a passphrase of the kit", "李晓", "dizzy otter signs nine forms", clock, os.urandom
    )
    try:
        number = str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
        paper = produce(gather(site, DocumentRequest("worksheet", participant=number, visit="SAFETY")))
        words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages)
        assert "营养支持计划" in words
        assert "Day of the screening" in words
        record = SaveRecord(number, site.study.eligibility_form, {"EXCL09": "N"}, is_complete=False)
        assert carry_out(site, record).value == f"{number}/IE"
    finally:
        lock(site)


def keep(path: Path, data: bytes) -> None:
    """Write a kit where it is wanted."""
    path.write_bytes(data)


def clock() -> datetime:
    """Return the fixed moment at which the recipes are tried."""
    return datetime(2026, 3, 19, 9, 40, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_rules_is_written_down_whole(language: str) -> None:
    text = next(page.text for page in handbook(language) if page.topic == "editions")
    assert [name for name in FUNCTIONS if f"`{name}(" not in text] == []
    assert [name for name in BSA if name not in text] == []
    calls = re.findall(r"`([a-z_]+\([^`]*\))`", text)
    assert len(calls) >= len(FUNCTIONS)
    for call in calls:
        parse(call)

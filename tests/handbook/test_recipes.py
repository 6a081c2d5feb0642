"""Carries out the recipes of README and handbook on a copy of the edition, which must then load; it writes none."""

from __future__ import annotations

import os
import re
import shutil
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
from tests.handbook.pages import LANGUAGES, handbook
from tests.handbook.recipes import EDITION, RECIPES, follow


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

"""Begins an edition anew, proofreads it, and walks with it from the desk over the kit to the first form at a site."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, RegisterScreening, SaveRecord
from escc_desktop.actions.desk import at_desk
from escc_desktop.actions.first_run import first_run
from escc_desktop.actions.forms import begin_edition, check_forms
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit
from escc_desktop.actions.paper import gather, produce
from escc_desktop.actions.unlock import lock
from escc_desktop.errors import StudyError
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.questions import ItemType


def clock() -> datetime:
    """Return the fixed moment of the walk."""
    return datetime(2026, 3, 19, 9, 40, tzinfo=timezone(timedelta(hours=8)))


def keep(path: Path, data: bytes) -> None:
    """Write a kit where it is wanted."""
    path.write_bytes(data)


def test_a_new_edition_has_what_it_promises(tmp_path: Path) -> None:
    written = begin_edition(tmp_path / "new", "NCT00000000")
    assert all(path.is_file() for path in written)
    assert check_forms(tmp_path / "new") == ()
    study = load(read_folder(tmp_path / "new"))
    assert (study.id, study.format, study.preset) == ("NCT00000000", 2, "standard")
    asked = {item.type for form in study.forms.values() for item in form.items}
    assert asked == set(get_args(ItemType)) - {"partial_date"}
    assert {visit.forms for visit in study.visits} == {("EXAM",)}
    assert study.checks
    assert study.criteria
    files = {path.name: path.read_text(encoding="utf-8") for path in written}
    assert all("\n#" in f"\n{text}" for name, text in files.items() if name.endswith(".toml"))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").touch()
    for folder, study, code in (("taken", "A", "FORMS_FOLDER_TAKEN"), ("free", "a study", "FORMS_STUDY_ID")):
        with pytest.raises(StudyError) as refused:
            begin_edition(tmp_path / folder, study)
        assert refused.value.code == code
    assert [path.name for path in tmp_path.rglob("*")] == ["taken", "mine.txt"]
    (tmp_path / "empty").mkdir()
    assert begin_edition(tmp_path / "empty")


def test_a_site_begins_with_it_and_fills_a_form(tmp_path: Path) -> None:
    edition, desk, root = tmp_path / "new", str(tmp_path / "desk"), "a passphrase of the desk"
    begin_edition(edition, "NCT00000000")
    found_study(desk, "NCT00000000", "周岩", root, clock, os.urandom)
    kit = tmp_path / "SITE01-A.kit"
    with at_desk(desk, None, root, clock, os.urandom) as open_desk:
        order = KitOrder("01", "示范医院", "A", "王敏", edition, 5)
        issue_kit(open_desk, order, "a passphrase of the kit", lambda data: keep(kit, data))
    site = first_run(
        tmp_path / "vault", kit, "a passphrase of the kit", "李晓", "dizzy otter signs nine forms", clock, os.urandom
    )
    try:
        consent = {"ICVER": "1.0", "ICDTC": "2026-03-05 08:40", "ICEXPL": "王敏"}
        number = str(carry_out(site, RegisterScreening("ZHHO", consent)).value)
        values = {"VSDAT": "2026-03-10", "SYSBP": "120", "DIABP": "80", "WEIGHT": "60", "HEIGHT": "170"}
        saved = carry_out(site, SaveRecord(number, "EXAM", values, visit="SCR", is_complete=False))
        assert saved.value == f"{number}/SCR/EXAM"
        assert produce(gather(site, DocumentRequest("worksheet", participant=number, visit="SCR"))).pages >= 1
    finally:
        lock(site)

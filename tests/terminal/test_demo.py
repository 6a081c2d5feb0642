"""Types the demonstration: what it answers, that it verifies from outside, that a second run reopens it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from escc_desktop.launch import central, desktop
from tests.typing_in import Answer, typed

Type = Callable[..., Answer]
FIELDS = {"vault", "central", "root", "documents", "packages", "receipts", "backups", "people", "seconds"}


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration of two participants, walked once by the typed command."""
    folder = tmp_path_factory.mktemp("demonstration") / "here"
    assert desktop(["demo", "--to", str(folder), "--headless", "--participants", "2"]) == 0
    return folder


@pytest.fixture
def told(demonstration: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What a second run of it answers."""
    answer = typed(desktop, capsys, "demo", "--to", demonstration, "--headless", "--json")
    assert answer.code == 0
    document: dict[str, Any] = answer.document
    return document


def opening(told: dict[str, Any], role: str, folder: Path) -> list[object]:
    """Return the words that open a place for the person of a role."""
    person = next(one for one in told["people"] if one["role"] == role)
    file = folder / "words.txt"
    file.write_text(person["passphrase"] + "\n", encoding="utf-8")
    return ["--person", person["name"], "--passphrase-file", file]


def test_its_answer_is_the_contracts(told: dict[str, Any], demonstration: Path) -> None:
    assert set(told) == FIELDS
    for name in ("vault", "central", "root"):
        assert Path(told[name]).exists()
    assert Path(told["root"]).read_text(encoding="ascii").startswith("-----BEGIN CERTIFICATE-----")
    for name in ("documents", "packages", "receipts", "backups"):
        assert told[name]
        for file in told[name]:
            assert set(file) == {"path", "kind", "sha256"}
            assert sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"]
    assert [one["kind"] for one in told["documents"]] == ["eligibility", "worksheet", "record", "adverse_events"]
    assert all(set(one) == {"name", "role", "passphrase"} for one in told["people"])
    roles = [one["role"] for one in told["people"]]
    assert roles == ["central", "central", "site_administrator", "coordinator", "principal_investigator", "kit"]
    assert len(told["seconds"]) == 13
    assert all(isinstance(one, int | float) and one >= 0 for one in told["seconds"].values())
    people = json.loads((demonstration / "people.json").read_text(encoding="utf-8"))
    assert people == told["people"]


def test_everything_of_it_verifies_from_outside(
    told: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = opening(told, "coordinator", tmp_path)
    answer = typed(desktop, capsys, "verify", told["vault"], "--root", told["root"], *words, "--json")
    assert (answer.code, answer.document["code"]) == (0, "VERIFIED_VAULT")
    with_vault = ["--root", told["root"], "--vault", told["vault"], *words, "--json"]
    for file in (*told["packages"], *told["receipts"], *told["documents"]):
        answer = typed(desktop, capsys, "verify", file["path"], *with_vault)
        assert (answer.code, answer.document["ok"]) == (0, True), answer.document
    words = opening(told, "central", tmp_path)
    answer = typed(central, capsys, "status", "--desk", told["central"], *words, "--json")
    assert answer.document["sites"][0]["participants"] == 2


def test_a_second_run_reopens_and_changes_nothing(told: dict[str, Any], demonstration: Path) -> None:
    before = {path: path.read_bytes() for path in demonstration.rglob("*") if path.is_file()}
    assert desktop(["demo", "--to", str(demonstration), "--headless"]) == 0
    assert {path: path.read_bytes() for path in demonstration.rglob("*") if path.is_file()} == before


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "thesis.txt"):
        answer = typed(desktop, capsys, "demo", "--to", folder, "--headless", "--json")
        assert (answer.code, answer.document["code"]) == (1, "DEMO_FOLDER_TAKEN")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    answer = typed(desktop, capsys, "demo", "--to", tmp_path / "new", "--headless", "--participants", "0", "--json")
    assert (answer.code, answer.document["code"]) == (2, "USAGE")
    assert not (tmp_path / "new").exists()


def test_a_walk_that_was_cut_short_is_begun_afresh(
    demonstration: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = tmp_path / "half"
    shutil.copytree(demonstration, half)
    (half / "demonstration.json").unlink()
    answer = typed(desktop, capsys, "demo", "--to", half, "--headless", "--json")
    assert (answer.code, answer.document["code"]) == (1, "DEMO_FOLDER_TAKEN")  # nothing says that it is half done
    (half / "demonstration.unfinished").touch()
    (half / "thesis.txt").write_text("mine", encoding="utf-8")
    assert typed(desktop, capsys, "demo", "--to", half, "--headless").code == 1
    (half / "thesis.txt").unlink()
    answer = typed(desktop, capsys, "demo", "--to", half, "--headless", "--participants", "1", "--json")
    assert (answer.code, set(answer.document)) == (0, FIELDS)
    assert not (half / "demonstration.unfinished").exists()

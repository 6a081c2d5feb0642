"""Types verify and forms of the contract: exit codes, one document with --json, and the first entry that differs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from escc_desktop.launch import desktop
from escc_desktop.store.cabinet import open_cabinet
from escc_desktop.store.schema import sqlite_triggers
from tests.building import COORDINATOR, EDITION, ELIGIBLE, Places, export, save, screen, sign
from tests.typing_in import Answer, typed

Type = Callable[..., Answer]
SHAPE = ["kind", "ok", "code", "message", "entries", "first_bad"]


@pytest.fixture
def at_site(capsys: pytest.CaptureFixture[str]) -> Type:
    """Type an escc-desktop command."""
    return lambda *words: typed(desktop, capsys, *words)


@pytest.fixture
def worked(places: Places) -> Places:
    """A closed vault with a signed document beside it and a package on the stick."""
    from escc_desktop.actions.carry_out import carry_out
    from escc_desktop.actions.commands import DocumentRequest, SaveDocumentOut
    from escc_desktop.actions.demonstration import keep_paper
    from escc_desktop.actions.paper import gather

    site = places.unlock()
    number = screen(site)
    signed = sign(site, save(site, number, "IE", ELIGIBLE))
    for name, order in (
        ("signed.pdf", signed.orders[0]),
        ("blank.pdf", gather(site, DocumentRequest("worksheet", number, visit="SCR"))),
    ):
        carry_out(site, SaveDocumentOut(keep_paper(site, order).sha256, places.folder / name))
    export(site, places.stick)
    site.close()
    return places


def opening(places: Places) -> list[object]:
    """Return the words that open the vault."""
    return ["--person", COORDINATOR, "--passphrase-file", places.words_file(COORDINATOR)]


def test_a_vault_with_and_without_a_root(at_site: Type, worked: Places) -> None:
    before = (worked.vault / "vault.db").read_bytes()
    answer = at_site("verify", worked.vault, *opening(worked), "--root", worked.root, "--json")
    assert list(answer.document) == SHAPE
    assert (answer.code, answer.document["kind"], answer.document["ok"]) == (0, "vault", True)
    assert (answer.document["code"], answer.document["first_bad"]) == ("VERIFIED_VAULT", None)
    assert answer.document["entries"] > 10
    assert answer.document["message"] in answer.err
    answer = at_site("verify", worked.vault, *opening(worked), "--json")
    assert (answer.code, answer.document["code"]) == (0, "VERIFIED_VAULT_OWN_ROOT")
    assert (worked.vault / "vault.db").read_bytes() == before


def test_the_first_entry_that_differs(at_site: Type, worked: Places) -> None:
    cabinet = open_cabinet(worked.vault, worked.data_key)
    with cabinet.transaction():
        for name in sqlite_triggers():
            cabinet.vault.write(text(f"DROP TRIGGER {name}"))
        cabinet.vault.write(
            text("UPDATE journal SET bytes = CAST(replace(bytes, 'ZHHO', 'ZHHX') AS BLOB) WHERE seq = 10")
        )
        for trigger in sqlite_triggers().values():
            cabinet.vault.write(text(trigger.replace(":", r"\:")))
    cabinet.close()
    answer = at_site("verify", worked.vault, *opening(worked), "--root", worked.root, "--json")
    assert (answer.code, answer.document["ok"]) == (1, False)
    assert answer.document["first_bad"] == {"chain": "01-A", "seq": 10}


def test_a_vault_that_was_cut_short_names_what_is_missing(at_site: Type, places: Places) -> None:
    old = (places.vault / "vault.db").read_bytes()
    site = places.unlock()
    screen(site)
    site.close()
    (places.vault / "vault.db").write_bytes(old)
    answer = at_site("verify", places.vault, *opening(places), "--root", places.root, "--json")
    assert (answer.code, answer.document["code"]) == (1, "VAULT_BEHIND")
    assert answer.document["first_bad"] == {"chain": "01-A", "seq": 9}


def test_a_damaged_vault_is_not_sound(at_site: Type, places: Places) -> None:
    data = bytearray((places.vault / "vault.db").read_bytes())
    data[len(data) // 2] ^= 1
    (places.vault / "vault.db").write_bytes(bytes(data))
    answer = at_site("verify", places.vault, *opening(places), "--root", places.root, "--json")
    assert (answer.code, list(answer.document), answer.document["ok"]) == (1, SHAPE, False)
    assert answer.document["kind"] == "vault"


def test_a_package_from_outside_and_whole(at_site: Type, worked: Places) -> None:
    path = worked.stick / "SITE01-A-000001.escc"
    with_vault = ["--vault", worked.vault, *opening(worked)]
    for words, code in (
        ([], "VERIFIED_ENVELOPE_NO_ROOT"),
        (["--root", worked.root], "VERIFIED_ENVELOPE"),
        (["--root", worked.root, *with_vault], "VERIFIED_PACKAGE"),
    ):
        answer = at_site("verify", path, *words, "--json")
        assert (answer.code, answer.document["kind"], answer.document["code"]) == (0, "package", code)
    assert answer.document["entries"] > 10
    data = path.read_bytes()
    path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    for words in ([], ["--root", worked.root, *with_vault]):
        answer = at_site("verify", path, *words, "--json")
        assert (answer.code, answer.document["ok"], answer.document["code"]) == (1, False, "PKG_HASH")


def test_documents(at_site: Type, worked: Places) -> None:
    with_vault = ["--vault", worked.vault, *opening(worked)]
    signed, blank = worked.folder / "signed.pdf", worked.folder / "blank.pdf"
    for path, words, code in (
        (signed, [], "VERIFIED_DOCUMENT_NO_ROOT"),
        (signed, ["--root", worked.root], "VERIFIED_DOCUMENT_NO_JOURNAL"),
        (signed, ["--root", worked.root, *with_vault], "VERIFIED_DOCUMENT"),
        (blank, with_vault, "VERIFIED_DOCUMENT_UNSIGNED"),
    ):
        answer = at_site("verify", path, *words, "--json")
        assert (answer.code, answer.document["kind"], answer.document["code"]) == (0, "document", code)
    assert at_site("verify", blank, "--root", worked.root).code == 1
    with signed.open("ab") as file:
        file.write(b"\n% more\n")
    for more in ([], ["--root", worked.root], ["--root", worked.root, *with_vault]):
        assert at_site("verify", signed, *more, "--json").document["ok"] is False


@pytest.fixture
def backed_up(worked: Places) -> Path:
    """A backup of the closed vault."""
    from escc_desktop.actions.back_up import begin, write
    from escc_desktop.actions.backup_commands import NoteBackup
    from escc_desktop.actions.carry_out import carry_out
    from escc_desktop.actions.views_of_backups import BackupPlace
    from escc_desktop.store.readings import exhaust

    site = worked.unlock()
    written = exhaust(write(exhaust(begin(site, BackupPlace("stick", worked.stick, True), worked.stick, ()))))
    carry_out(site, NoteBackup(written))
    site.close()
    return worked.stick / written.name


def test_a_backup_from_outside_and_whole(at_site: Type, worked: Places, backed_up: Path) -> None:
    rooted, opened = ["--root", worked.root], opening(worked)
    for words, code in (
        ([], "VERIFIED_BACKUP_OUTSIDE_NO_ROOT"),
        (rooted, "VERIFIED_BACKUP_OUTSIDE"),
        (opened, "VERIFIED_BACKUP_OWN_ROOT"),
        ([*rooted, *opened], "VERIFIED_BACKUP"),
        ([*rooted, *opened, "--vault", worked.vault], "VERIFIED_BACKUP"),
    ):
        answer = at_site("verify", backed_up, *words, "--json")
        assert list(answer.document) == SHAPE
        assert (answer.code, answer.document["kind"], answer.document["code"]) == (0, "backup", code)
        assert (answer.document["entries"] > 10) == ("--person" in words)
    assert sorted(path.name for path in backed_up.parent.iterdir()) == sorted([backed_up.name, "SITE01-A-000001.escc"])


def test_a_changed_backup_is_not_sound(at_site: Type, worked: Places, backed_up: Path) -> None:
    data = backed_up.read_bytes()
    for place in (3, 40, len(data) // 2, len(data) - 1):
        changed = bytearray(data)
        changed[place] ^= 4
        backed_up.write_bytes(changed)
        for words in ([], [*opening(worked), "--root", worked.root]):
            answer = at_site("verify", backed_up, *words, "--json")
            if place == 3:  # not even called a backup any more
                assert answer.document["code"] == "VERIFY_UNKNOWN_KIND"
            else:
                assert (answer.code, answer.document["ok"]) == (1, False)
                assert answer.document["kind"] == "backup"


def test_a_backup_is_opened_by_who_has_a_slot_in_it(at_site: Type, worked: Places, backed_up: Path) -> None:
    for words, code in (
        (["--person", COORDINATOR, "--passphrase-file", worked.words_file("kit")], "PASSPHRASE_WRONG"),
        (["--person", "谁", "--passphrase-file", worked.words_file(COORDINATOR)], "SLOT_UNKNOWN"),
        (["--vault", worked.vault], "USAGE"),
    ):
        answer = at_site("verify", backed_up, *words, "--json")
        assert (answer.code, answer.document["ok"], answer.document["code"]) == (2, False, code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["verify", "nowhere"], "INPUT_MISSING"),
        (["verify", "{vault}"], "USAGE"),
        (["verify", "{vault}", "--person", "谁", "--passphrase-file", "{words}"], "SLOT_UNKNOWN"),
        (["verify", "{vault}", "--person", "李晓", "--passphrase-file", "{other}"], "PASSPHRASE_WRONG"),
        (["verify", "{vault}", "--person", "李晓", "--passphrase-file", "nowhere"], "INPUT_MISSING"),
        (["verify", "{vault}", "--person", "李晓"], "PASSPHRASE_MISSING"),
        (["verify", "{folder}", "--person", "李晓", "--passphrase-file", "{words}"], "VAULT_MISSING"),
        (["verify", "{words}"], "VERIFY_UNKNOWN_KIND"),
        (["verify", "{kit}", "--root", "nowhere"], "VERIFY_UNKNOWN_KIND"),
    ],
)
def test_what_could_not_be_tried(at_site: Type, places: Places, words: list[str], code: str) -> None:
    facts = {
        "vault": places.vault,
        "folder": places.stick,
        "kit": places.kit,
        "words": places.words_file(COORDINATOR),
        "other": places.words_file("kit"),
    }
    answer = at_site(*(word.format(**facts) for word in words), "--json")
    assert answer.code == 2
    assert list(answer.document) == SHAPE
    assert (answer.document["ok"], answer.document["code"]) == (False, code)
    assert answer.err


@pytest.mark.parametrize(
    "words", [["verify"], ["forms", "check"], ["forms"], ["demo"], ["demo", "--to", "x", "--nope"]]
)
def test_usage_is_answered_with_one_document(at_site: Type, words: list[str]) -> None:
    answer = at_site(*words, "--json")
    assert (answer.code, answer.document["code"]) == (2, "USAGE")


def test_forms_are_proofread(at_site: Type, tmp_path: Path) -> None:
    assert at_site("forms", "check", EDITION).code == 0
    answer = at_site("forms", "check", EDITION, "--json")
    assert (answer.code, answer.document) == (0, [])
    broken = tmp_path / "broken"
    shutil.copytree(EDITION, broken)
    (broken / "visits.toml").unlink()
    (broken / "crf" / "VS.toml").write_text("id = ", encoding="utf-8")
    answer = at_site("forms", "check", broken, "--json")
    assert answer.code == 1
    assert {"file", "place", "code", "message", "line", "fix"} == set(answer.document[0])
    assert next(one["line"] for one in answer.document if one["file"] == "crf/VS.toml") == 1
    assert {one["file"] for one in answer.document} >= {"crf/VS.toml"}
    answer = at_site("forms", "check", tmp_path / "none", "--json")
    assert (answer.code, answer.document[0]["code"]) == (2, "INPUT_MISSING")


def test_an_edition_is_begun(at_site: Type, tmp_path: Path) -> None:
    begun = at_site("forms", "new", tmp_path / "new", "--id", "NCT00000000", "--json")
    assert (begun.code, begun.document["ok"]) == (0, True)
    assert str(tmp_path / "new" / "study.toml") in begun.document["files"]
    assert at_site("forms", "check", tmp_path / "new").code == 0
    again = at_site("forms", "new", tmp_path / "new", "--json")
    assert (again.code, again.document["code"]) == (1, "FORMS_FOLDER_TAKEN")


def test_a_script_reads_one_document_from_a_pipe(places: Places) -> None:
    """A process of its own: what a script sees, with nothing but JSON on its standard output."""
    words = ["verify", str(places.vault), "--root", str(places.root), "--json", *map(str, opening(places))]
    done = subprocess.run([sys.executable, "-m", "escc_desktop", *words], capture_output=True, check=False)
    assert done.returncode == 0
    assert b'"VERIFIED_VAULT"' in done.stdout
    assert done.stdout.decode("utf-8").lstrip().startswith("{")

"""Types every escc-central command of the contract: exit codes, one document with --json, messages on stderr."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from escc_desktop.actions.study_root import code_of_root
from escc_desktop.launch import central
from escc_desktop.trust.certificates import read_certificate
from tests.building import DESK_PERSON, EDITION, INVESTIGATOR, STUDY, Places, export, screen
from tests.typing_in import Answer, typed

Type = Callable[..., Answer]


@pytest.fixture
def at_desk(places: Places, capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command for the desk that was built, with its passphrase in a file."""

    def run(command: str, *words: object, desk: object = places.desk, file: Path | None = None) -> Answer:
        words_file = file or places.words_file(DESK_PERSON)
        return typed(central, capsys, command, "--desk", desk, "--passphrase-file", words_file, *words)

    return run


@pytest.fixture
def package(places: Places) -> Path:
    """A package of device A."""
    site = places.unlock()
    screen(site)
    path = export(site, places.stick).path
    site.close()
    return path


def test_init_makes_a_desk_and_hands_out_the_root(at_desk: Type, places: Places) -> None:
    root = places.folder / "out" / "new-root.pem"
    answer = at_desk(
        "init", "--study", STUDY, "--person", "周岩", "--root-out", root, "--json", desk=places.folder / "new"
    )
    assert (answer.code, answer.document["root"]) == (0, str(root))
    assert read_certificate(root.read_text(encoding="ascii")).study == STUDY
    assert at_desk("status", desk=places.folder / "new").code == 0
    assert (places.folder / "new" / "slots.json").is_file()


def test_weak_passphrases_found_no_desk_and_admit_nobody(at_desk: Type, places: Places) -> None:
    """They are judged as at a site: a number that stands on every paper, the person's own name twice."""
    root, weak = places.folder / "new-root.pem", places.folder / "weak.txt"
    for words in (f"{STUDY}{STUDY}", "zhouyan zhouyan", "password12345"):
        weak.write_text(words, encoding="utf-8")
        new = ("--study", STUDY, "--person", "周岩", "--root-out", root, "--json")
        answer = at_desk("init", *new, desk=places.folder / "new", file=weak)
        assert (answer.code, answer.document["code"]) == (1, "PASSPHRASE_WEAK")
        assert sorted(one.name for one in places.folder.glob("new*")) == []
        answer = at_desk("admit", "--new-person", "周岩二", "--new-passphrase-file", weak, "--json")
        assert (answer.code, answer.document["code"]) == (1, "PASSPHRASE_WEAK")
    assert at_desk("status").code == 0


def test_the_code_of_the_root_is_told_where_it_is_asked_for(at_desk: Type, places: Places) -> None:
    code = code_of_root(places.root.read_text())
    assert at_desk("status", "--json").document["root_code"] == code
    assert code in at_desk("status").err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--study", STUDY, "--root-out", "r.pem", "--person", "x"), 1, "VAULT_EXISTS"),
        (("--study", STUDY, "--root-out", "r.pem"), 2, "--person"),
        (("--study", STUDY, "--person", "x"), 2, "--root-out"),
    ],
)
def test_init_refusals(at_desk: Type, words: tuple[str, ...], code: int, says: str) -> None:
    answer = at_desk("init", *words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err


def test_init_that_cannot_hand_out_the_root_makes_no_desk(at_desk: Type, places: Places) -> None:
    desk = places.folder / "new"
    answer = at_desk("init", "--study", STUDY, "--person", "x", "--root-out", places.root, "--json", desk=desk)
    assert (answer.code, answer.document["code"]) == (1, "OUTPUT_TAKEN")
    assert not desk.exists()


def order(places: Places, out: str | None = None, **changes: object) -> list[object]:
    """Return the words of a kit's order."""
    parts: dict[str, object] = {
        "--site": "01",
        "--device": "B",
        "--investigator": INVESTIGATOR,
        "--edition": EDITION,
        "--out": places.folder / (out or "B.kit"),
        "--kit-passphrase-file": places.words_file("kit"),
    }
    return [word for pair in (parts | changes).items() for word in pair]


def test_kits_take_the_sites_next_free_block(at_desk: Type, places: Places) -> None:
    answer = at_desk("kit", *order(places), "--json")
    assert (answer.code, answer.document["first"], answer.document["last"]) == (0, 101, 200)
    answer = at_desk("kit", *order(places, "C.kit", **{"--device": "C", "--numbers": "5"}), "--json")
    assert (answer.document["first"], answer.document["last"]) == (201, 205)
    answer = at_desk("kit", *order(places, "02.kit", **{"--site": "02"}), "--json")
    assert (answer.document["first"], answer.document["last"]) == (1, 100)
    assert (places.folder / "B.kit").read_bytes().startswith(b"ESCC site kit")


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"--device": "A"}, 1, "DEVICE_HAS_KIT"),
        ({"--site": "x"}, 1, "SITE_NUMBER_FORM"),
        ({"--numbers": "0"}, 1, "NUMBERS_FORM"),
        ({"--numbers": "many"}, 2, "USAGE"),
        ({"--edition": "nowhere"}, 2, "STUDY_NO_FOLDER"),
        ({"--kit-passphrase-file": "nowhere"}, 2, "INPUT_MISSING"),
    ],
)
def test_kits_that_are_not_made(
    at_desk: Type, places: Places, changes: dict[str, object], code: int, says: str
) -> None:
    answer = at_desk("kit", *order(places, None, **changes), "--json")
    assert (answer.code, answer.document["ok"], answer.document["code"]) == (code, False, says)
    assert answer.document["message"] in answer.err
    assert not (places.folder / "B.kit").exists()


def test_no_kit_overwrites_a_file(at_desk: Type, places: Places) -> None:
    before = places.kit.read_bytes()
    answer = at_desk("kit", *order(places, places.kit.name), "--json")
    assert (answer.code, answer.document["code"]) == (1, "OUTPUT_TAKEN")
    assert places.kit.read_bytes() == before
    assert at_desk("kit", *order(places)).code == 0


def test_receive_reply_and_status(at_desk: Type, places: Places, package: Path) -> None:
    answer = at_desk("receive", package, "--json")
    assert answer.code == 0
    (line,) = answer.document
    assert list(line) == ["package", "code", "message", "entries"]
    assert (line["package"], line["code"], line["entries"] > 8) == (package.name, "RECEIVED", True)
    assert [one["code"] for one in at_desk("receive", package, "--json").document] == ["PKG_KNOWN"]
    assert at_desk("receive", package).code == 0
    (site,) = at_desk("status", "--json").document["sites"]
    assert (site["site"], site["packages"], site["participants"], site["entries"]) == ("01", 1, 1, line["entries"])
    answer = at_desk("reply", "--site", "01", "--out", places.folder / "home", "--json")
    assert answer.code == 0
    assert Path(answer.document["package"]).name == "SITE01-DESK-000001.escc"
    assert Path(answer.document["package"]).is_file()
    again = at_desk("reply", "--site", "01", "--out", places.folder / "home", "--json")
    assert (again.code, again.document["code"]) == (1, "NOTHING_TO_SEND")
    assert "01" in at_desk("status").err


def test_receive_tells_of_each_package(at_desk: Type, places: Places, package: Path) -> None:
    changed = places.stick / "changed.escc"
    data = package.read_bytes()
    changed.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    before = (places.desk / "vault.db").read_bytes()
    answer = at_desk("receive", changed, places.stick / "none.escc", "--json")
    assert (answer.code, [one["code"] for one in answer.document]) == (1, ["PKG_HASH", "INPUT_MISSING"])
    assert all(one["entries"] == 0 and one["message"] for one in answer.document)
    assert at_desk("receive", places.stick / "none.escc", "--json").code == 2
    assert (places.desk / "vault.db").read_bytes() == before
    answer = at_desk("receive", changed, package, "--json")
    assert (answer.code, [one["code"] for one in answer.document]) == (1, ["PKG_HASH", "RECEIVED"])


def test_a_receipt_for_a_desk_that_does_not_open_keeps_its_shape(at_desk: Type, places: Places, package: Path) -> None:
    answer = at_desk("receive", package, "--json", file=places.words_file("kit"))
    assert answer.code == 2
    assert [(one["package"], one["code"], one["entries"]) for one in answer.document] == [
        (package.name, "PASSPHRASE_WRONG", 0)
    ]


def test_approve_signs_an_edition_once(at_desk: Type) -> None:
    answer = at_desk("approve", "--edition", EDITION, "--json")
    assert (answer.code, len(answer.document["digest"])) == (0, 64)
    answer = at_desk("approve", "--edition", EDITION, "--json")
    assert (answer.code, answer.document["code"]) == (1, "EDITION_APPROVED_BEFORE")
    assert at_desk("approve", "--edition", "nowhere").code == 2


@pytest.mark.parametrize(
    ("words", "changes", "code"),
    [
        (("status",), {"desk": "nowhere"}, "DESK_MISSING"),
        (("status", "--person", "谁"), {}, "SLOT_UNKNOWN"),
        (("status",), {"file": Path("nowhere")}, "INPUT_MISSING"),
        (("status",), {"desk": "mysql://somewhere"}, "PLACE_UNKNOWN"),
        (("status", "--passphrase", "secret"), {}, "USAGE"),
        (("nonsense",), {}, "USAGE"),
        (("reply", "--site", "01"), {}, "USAGE"),
        (("receive",), {}, "USAGE"),
    ],
)
def test_what_could_not_be_tried(at_desk: Type, words: tuple[str, ...], changes: dict[str, Any], code: str) -> None:
    answer = at_desk(*words, "--json", **changes)
    assert (answer.code, answer.document["code"], answer.document["ok"]) == (2, code, False)
    assert answer.err


def test_a_password_in_an_address_is_refused(at_desk: Type) -> None:
    answer = at_desk("status", "--json", desk="postgresql+psycopg://desk:secret@localhost/escc")
    assert (answer.code, answer.document["code"]) == (1, "PLACE_PASSWORD")
    assert "secret" not in answer.err + answer.out


def test_without_a_file_and_without_a_terminal_no_passphrase_is_read(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = typed(central, capsys, "status", "--desk", places.desk, "--json")
    assert (answer.code, answer.document["code"]) == (2, "PASSPHRASE_MISSING")


def test_an_empty_passphrase_file_is_no_passphrase(at_desk: Type, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("\nsecond line\n", encoding="utf-8")
    answer = at_desk("status", "--json", file=empty)
    assert (answer.code, answer.document["code"]) == (2, "PASSPHRASE_MISSING")


def test_help_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    answer = typed(central, capsys, "--help")
    assert answer.code == 0
    assert "receive" in answer.out


def test_answers_are_plain_json(at_desk: Type) -> None:
    answer = at_desk("status", "--json")
    assert answer.out == json.dumps(answer.document, ensure_ascii=False, indent=2) + "\n"
    assert answer.document["person"] == DESK_PERSON

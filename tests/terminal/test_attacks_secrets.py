"""Gives passphrase files as editors and attackers leave them: the first line is read, or it could not be tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from escc_desktop.console import LONGEST_SECRET, NotTried, exit_code, secret


def written(folder: Path, data: bytes) -> str:
    path = folder / "words.txt"
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    "data",
    ["密码 words 1\n2\n".encode(), b"\xef\xbb\xbf" + "密码 words 1\r\n".encode(), "密码 words 1".encode()],
)
def test_the_first_line_is_the_passphrase(tmp_path: Path, data: bytes) -> None:
    assert secret(written(tmp_path, data), "?") == "密码 words 1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("密码 words 1".encode("gb18030"), "INPUT_UNREADABLE"),
        ("words 1".encode("utf-16"), "INPUT_UNREADABLE"),
        (b"", "PASSPHRASE_MISSING"),
        (b"\n words on the second line\n", "PASSPHRASE_MISSING"),
    ],
)
def test_what_cannot_be_read_is_never_guessed(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(NotTried, match=code):
        secret(written(tmp_path, data), "?")


def test_folders_and_endless_files_end(tmp_path: Path) -> None:
    with pytest.raises(NotTried, match="INPUT_UNREADABLE"):
        secret(str(tmp_path), "?")
    assert len(secret(written(tmp_path, b"w" * (LONGEST_SECRET * 2)), "?")) == LONGEST_SECRET + 1


@pytest.mark.parametrize("code", ["VAULT_IN_USE", "VAULT_READ_ONLY", "VAULT_NO_PERMISSION"])
def test_what_could_not_be_looked_at_is_not_called_unsound(code: str) -> None:
    assert exit_code(code) == 2

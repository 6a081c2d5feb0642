"""Proves that codes are short, legible and bound to their package, and that only the desk reads a confirmation."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import PackageError
from escc_desktop.exchange.package import (
    check_code,
    check_code_of,
    check_confirmation,
    confirmation_code,
    new_confirmation,
    open_package,
)
from escc_desktop.trust.boxes import generate_identity
from tests.exchange import making
from tests.exchange.making import DESK_IDENTITY, DESK_RECIPIENT, DEVICE_IDENTITY, NAME, OURS
from tests.trust.making import flipped, randomness

LETTERS = "[0-9A-HJKMNP-TV-Z]"


@given(st.binary(min_size=1, max_size=100))
def test_a_check_code_is_legible_and_follows_the_bytes(data: bytes) -> None:
    code = check_code(data)
    assert re.fullmatch(f"{LETTERS}{{3}}-{LETTERS}{{3}}", code)
    assert check_code(data) == code
    assert check_code(flipped(data, 0)) != code


def test_a_check_code_follows_from_the_hash() -> None:
    assert check_code(b"abc") == check_code_of("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    assert check_code(b"abc") == "Q9W-1DF"  # the first 30 bits ba7816bf... in Crockford's base 32


def test_only_the_desk_reads_the_confirmation() -> None:
    made = making.confirmation()
    data = making.package(confirmation=made.box)
    content = open_package(data, DESK_IDENTITY, OURS.root).content
    code = confirmation_code(content, DESK_IDENTITY)
    assert re.fullmatch(f"{LETTERS}{{5}}-{LETTERS}{{5}}", code)
    assert open_package(data, DEVICE_IDENTITY, OURS.root).content == content
    with pytest.raises(PackageError, match="CONFIRMATION_SEALED"):
        confirmation_code(content, DEVICE_IDENTITY)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code} ", code.replace("0", "o").replace("1", "l")):
        check_confirmation(typed, made.kept, NAME)
    assert code.replace("-", "") not in made.kept
    assert code.encode() not in data


def test_a_wrong_code_confirms_nothing() -> None:
    made = making.confirmation()
    code = confirmation_code(making.content(confirmation=made.box), DESK_IDENTITY)
    last = "2" if code[-1] != "2" else "3"
    for typed in ("", code[:-1], code[:-1] + last, "码" * 10, code + "0"):
        with pytest.raises(PackageError, match="CONFIRMATION_WRONG"):
            check_confirmation(typed, made.kept, NAME)
    with pytest.raises(PackageError, match="CONFIRMATION_WRONG"):
        check_confirmation(code, made.kept, "SITE01-A-000002.escc")


def test_a_confirmation_belongs_to_its_package() -> None:
    other = new_confirmation("SITE01-A-000002.escc", (DESK_RECIPIENT,), randomness(6))
    for box in (other.box, "no box", None):
        with pytest.raises(PackageError, match="CONFIRMATION_SEALED"):
            confirmation_code(making.content(confirmation=box), DESK_IDENTITY)
    with pytest.raises(PackageError, match="CONFIRMATION_SEALED"):
        confirmation_code(making.content(confirmation=making.confirmation().box), generate_identity()[0])

"""Proves that every statement has one spelling: RFC 8785 as the rfc8785 package writes it."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import TrustError
from escc_desktop.trust import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: normalize("NFC", text)
)
KEYS = st.text(st.characters(min_codepoint=1, max_codepoint=126), max_size=8)
WHOLE = st.integers(-canonical.LARGEST_INTEGER, canonical.LARGEST_INTEGER)
PLAIN = st.none() | st.booleans() | WHOLE | TEXTS
STATEMENTS = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


@given(STATEMENTS)
def test_spelling_is_that_of_rfc_8785(statement: Any) -> None:
    assert canonical.encode(statement) == rfc8785.dumps(statement)


@given(STATEMENTS)
def test_what_was_written_is_read(statement: Any) -> None:
    assert canonical.decode(canonical.encode(statement)) == statement


@given(st.binary(max_size=40))
def test_bytes_are_read_only_in_their_one_spelling(data: bytes) -> None:
    try:
        statement = canonical.decode(data)
    except TrustError:
        return
    assert canonical.encode(statement) == data


def nested(depth: int) -> object:
    statement: object = 1
    for _ in range(depth):
        statement = [statement]
    return statement


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (1.0, "CANON_NUMBER"),
        ({"a": [float("nan")]}, "CANON_NUMBER"),
        (2**53, "CANON_NUMBER"),
        (-(2**53), "CANON_NUMBER"),
        ("e\u0301", "CANON_TEXT"),
        ({"a": "e\u0301"}, "CANON_TEXT"),
        ("a\0b", "CANON_TEXT"),
        ({"a": "中\0"}, "CANON_TEXT"),
        (["\ud800"], "CANON_TEXT"),
        ({"é": 1}, "CANON_KEY"),
        ({"a\0": 1}, "CANON_KEY"),
        ({1: 1}, "CANON_KEY"),
        ({"a": {1, 2}}, "CANON_TYPE"),
        (b"a", "CANON_TYPE"),
        (nested(canonical.DEEPEST + 1), "CANON_DEPTH"),
    ],
)
def test_what_has_no_one_spelling_is_refused(statement: object, code: str) -> None:
    with pytest.raises(TrustError) as refusal:
        canonical.encode(statement)
    assert refusal.value.code == code


def test_the_deepest_allowed_is_allowed() -> None:
    assert canonical.decode(canonical.encode(nested(canonical.DEEPEST))) == nested(canonical.DEEPEST)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b'{"a":1, "b":2}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u000A"',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"9007199254740992",
        b"\xef\xbb\xbf1",
        b'"\xff"',
        b'"\\ud800"',
        b'"\\u0000"',
        b'"e\xcc\x81"',
        b"[" * 5000 + b"]" * 5000,
        b"NaN",
    ],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(TrustError):
        canonical.decode(data)

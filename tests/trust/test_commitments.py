"""Proves that a commitment holds for its text alone and shows nothing of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import TrustError
from escc_desktop.trust.commitments import SALT_SIZE, check, commit
from tests.trust.making import flipped, randomness

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXTS, TEXTS)
def test_a_commitment_holds_for_its_text_alone(text: str, other: str) -> None:
    made = commit(text, randomness(3))
    check(made.digest, made.salt, text)
    if other != text:
        with pytest.raises(TrustError, match="TEXT_CHANGED"):
            check(made.digest, made.salt, other)


def test_the_same_text_looks_different_each_time() -> None:
    chance = randomness(3)
    first, second = commit("张三", chance), commit("张三", chance)
    assert first.digest != second.digest
    assert len(first.salt) == SALT_SIZE
    with pytest.raises(TrustError, match="TEXT_CHANGED"):
        check(first.digest, second.salt, "张三")


def test_no_part_can_be_changed() -> None:
    made = commit("头痛", randomness(4))
    for digest, salt in (
        (made.digest, flipped(made.salt, 0)),
        (made.digest, made.salt[:-1]),
        (made.digest, b""),
        (made.digest.upper(), made.salt),
        ("", made.salt),
        ("数" * 64, made.salt),
    ):
        with pytest.raises(TrustError, match="TEXT_CHANGED"):
            check(digest, salt, "头痛")
    with pytest.raises(TrustError, match="CANON_TEXT"):
        commit("\ud800", randomness(4))

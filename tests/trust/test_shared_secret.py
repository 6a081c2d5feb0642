"""Proves that any two holders open what is shared, and that one alone, a stranger or changed bytes do not."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest

from escc_desktop.errors import TrustError
from escc_desktop.trust.boxes import generate_identity
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.shared_secret import Shared, open_shared, share, shared_from, with_holder
from tests.trust.making import flipped, randomness

CHANCE = randomness(11)
KEYS = {person: SigningKey.generate(CHANCE) for person in ("C01", "C02", "C03", "C04")}
PAIRS = list(combinations(KEYS, 2))
IDENTITY, RECIPIENT = generate_identity()


def keys(*people: str) -> dict[str, SigningKey]:
    return {person: KEYS[person] for person in people}


@pytest.fixture(scope="module")
def shared() -> Shared:
    """Shared by two at first; then two let a third in, and other two a fourth."""
    made = share(IDENTITY, keys("C01", "C02"), CHANCE)
    three = with_holder(made, keys("C01", "C02"), "C03", KEYS["C03"], CHANCE)
    return with_holder(three, keys("C03", "C01"), "C04", KEYS["C04"], CHANCE)


def refused(shared: Shared, two: dict[str, SigningKey]) -> str:
    with pytest.raises(TrustError) as caught:
        open_shared(shared, two)
    return caught.value.code


@pytest.mark.parametrize("pair", PAIRS)
def test_any_two_open_it(shared: Shared, pair: tuple[str, str]) -> None:
    assert open_shared(shared, keys(*pair)) == open_shared(shared, keys(*reversed(pair))) == IDENTITY
    assert shared.recipient == RECIPIENT
    assert shared.holders == tuple(KEYS)


def test_one_alone_does_not(shared: Shared) -> None:
    assert refused(shared, keys("C01")) == "SHARED_HOLDERS"
    assert refused(shared, {"C01": KEYS["C01"], "C02": KEYS["C01"]}) == "SHARED_HOLDERS"
    assert refused(shared, keys("C01", "C02", "C03")) == "SHARED_HOLDERS"
    with pytest.raises(TrustError, match="SHARED_HOLDERS"):
        share(IDENTITY, keys("C01"), CHANCE)


def test_another_key_and_a_stranger_do_not(shared: Shared) -> None:
    assert refused(shared, {"C01": KEYS["C01"], "C02": SigningKey.generate(CHANCE)}) == "SHARED_KEY"
    assert refused(shared, {"C01": KEYS["C01"], "C09": KEYS["C02"]}) == "SHARED_HOLDERS"
    assert refused(shared, {"C01": KEYS["C02"], "C02": KEYS["C01"]}) == "SHARED_KEY"


def test_nobody_learns_the_key_from_the_own_point(shared: Shared) -> None:
    """The same person's point under two lines through two secrets may be the very same number."""
    first, second = share(IDENTITY, keys("C01", "C02"), CHANCE), share(IDENTITY, keys("C01", "C02"), CHANCE)
    mixed = msgspec.structs.replace(first, points=(first.points[0], second.points[1]))
    assert refused(mixed, keys("C01", "C02")) == "SHARED_DAMAGED"


def test_it_is_read_back_as_it_was_kept(shared: Shared) -> None:
    assert shared_from(shared.to_bytes()) == shared


def test_a_changed_bit_is_found(shared: Shared) -> None:
    data = shared.to_bytes()
    for position in range(0, len(data), 7):
        assert problem_of(flipped(data, position)), position


def problem_of(data: bytes) -> str:
    """Return what is found when every pair of holders tries to open ``data``."""
    try:
        shared = shared_from(data)
        for pair in PAIRS:
            open_shared(shared, keys(*pair))
    except TrustError as problem:
        return problem.code
    return ""


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"nonsense"])
def test_what_is_not_shared_is_refused(data: bytes) -> None:
    with pytest.raises(TrustError, match="SHARED_DAMAGED"):
        shared_from(data)

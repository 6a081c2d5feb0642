"""Proves that a box opens for its recipients alone, and that its header is read strictly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import TrustError
from escc_desktop.trust.boxes import check_header, generate_identity, open_box, recipient_of, seal
from tests.trust.making import flipped, randomness

IDENTITY, RECIPIENT = generate_identity()
OTHER_IDENTITY, OTHER_RECIPIENT = generate_identity()
BOX = seal(b"for two", [RECIPIENT, OTHER_RECIPIENT])
SHARE = "o8Rr3pdG4mVeQ2h7A3LBNEBUas1ZRhloF7wmrhL6djw"
STANZA = f"-> X25519 {SHARE}\nPDbF8NK40hZ3tj1ksz3iBKU6+fmFRUcf95PrQQoiW/c\n"
CLOSING = "--- QkaVWgK8PXaYKND/hOf5eK3JrwWf4xxc4JJfMFV6OUI\n"
VERSION = "age-encryption.org/v1\n"


@given(st.sampled_from([0, 1, 15, 8191, 8192, 8193, 65535, 65536, 65537, 131072, 200001]), st.integers(0, 99))
def test_what_was_sealed_is_opened(size: int, seed: int) -> None:
    data = randomness(seed)(size)
    box = seal(data, [RECIPIENT, OTHER_RECIPIENT])
    assert open_box(box, IDENTITY) == data
    assert open_box(memoryview(box), OTHER_IDENTITY) == data


def test_others_cannot_open() -> None:
    assert recipient_of(IDENTITY) == RECIPIENT
    with pytest.raises(TrustError, match="BOX_KEY"):
        open_box(BOX, generate_identity()[0])
    with pytest.raises(TrustError, match="BOX_IDENTITY"):
        open_box(BOX, "AGE-SECRET-KEY-1NONE")
    for recipients in ([], ["age1none"], [IDENTITY]):
        with pytest.raises(TrustError, match="BOX_RECIPIENT"):
            seal(b"x", recipients)


def test_damage_is_told_from_the_wrong_key() -> None:
    payload = check_header(BOX)
    for position in (payload, payload + 16, len(BOX) - 1):
        with pytest.raises(TrustError, match="BOX_DAMAGED"):
            open_box(flipped(BOX, position), IDENTITY)
    for changed in (BOX[:-1], BOX + b"\0"):
        with pytest.raises(TrustError, match="BOX_DAMAGED"):
            open_box(changed, IDENTITY)


def test_every_byte_of_a_box_counts() -> None:
    for position in range(len(BOX)):
        with pytest.raises(TrustError):
            open_box(flipped(BOX, position), IDENTITY)


def test_sizes_are_bounded() -> None:
    with pytest.raises(TrustError, match="BOX_SIZE"):
        open_box(BOX, IDENTITY, ceiling=len(BOX) - 1)
    assert open_box(BOX, IDENTITY, ceiling=len(BOX)) == b"for two"
    with pytest.raises(TrustError, match="BOX_FORM"):
        check_header((VERSION + STANZA * 513 + CLOSING).encode() + bytes(64))
    with pytest.raises(TrustError, match="BOX_FORM"):
        check_header((VERSION + STANZA + f"-> a-grease\n{'A' * 64}\n" * 2000).encode() + bytes(64))


@pytest.mark.parametrize(
    "header",
    [
        VERSION + STANZA + CLOSING,
        VERSION + STANZA + STANZA + CLOSING,
        VERSION + STANZA + "-> 0>u-grease UP)S 4I\n\n" + CLOSING,
        VERSION + STANZA + "-> a-grease\n" + "A" * 64 + "\nAAAA\n" + CLOSING,
        VERSION + STANZA + "-> a-grease\n" + "A" * 64 + "\n\n" + CLOSING,
    ],
)
def test_well_formed_headers_are_read(header: str) -> None:
    assert check_header(header.encode() + bytes(32)) == len(header)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "age-encryption.org/v2\n" + STANZA + CLOSING,
        VERSION.replace("\n", "\r\n") + STANZA + CLOSING,
        VERSION + CLOSING,
        VERSION + "-> a-grease\n\n" + CLOSING,
        VERSION + STANZA,
        VERSION + STANZA + CLOSING.replace("---", "--"),
        VERSION + STANZA + CLOSING.replace("UI\n", "UJ\n"),
        VERSION + STANZA + CLOSING.replace("\n", "=\n"),
        VERSION + STANZA + CLOSING.replace("--- ", "---  "),
        VERSION + STANZA.replace("-> X25519 ", "-> X25519  ") + CLOSING,
        VERSION + STANZA.replace("X25519", "x25519") + CLOSING,
        VERSION + STANZA.replace(SHARE, SHARE + " more") + CLOSING,
        VERSION + STANZA.replace(SHARE, SHARE[:-1]) + CLOSING,
        VERSION + STANZA.replace("djw\n", "djx\n") + CLOSING,
        VERSION + STANZA.replace("W/c\n", "W/d\n") + CLOSING,
        VERSION + STANZA.replace("W/c\n", "W/c=\n") + CLOSING,
        VERSION + STANZA.replace("W/c\n", "W/c\n\n") + CLOSING,
        VERSION + STANZA + "-> scrypt bBjlhJVYZeE4aqUdmtRHfw 18\n" + SHARE + "\n" + CLOSING,
        VERSION + STANZA + "-> a-grease\n" + "A" * 64 + "\n" + CLOSING,
        VERSION + STANZA + "-> a-grease\n" + "A" * 65 + "\n" + CLOSING,
        VERSION + STANZA + "-> a-grease\n\n\n" + CLOSING,
        VERSION + STANZA + "-> ä-grease\n\n" + CLOSING,
        VERSION + STANZA.replace("\n", "\r\n") + CLOSING,
        VERSION + "\n" + STANZA + CLOSING,
    ],
)
def test_malformed_headers_are_refused(header: str) -> None:
    with pytest.raises(TrustError, match="BOX_FORM"):
        check_header(header.encode() + bytes(32))


def test_a_payload_has_a_least_size() -> None:
    with pytest.raises(TrustError, match="BOX_FORM"):
        check_header((VERSION + STANZA + CLOSING).encode() + bytes(31))

"""Proves that a signature is its key's, over its data, in one spelling."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import TrustError
from escc_desktop.trust.keys import SIGNATURE_SIZE, PublicKey, SigningKey
from tests.trust.making import flipped, randomness

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
KEY = SigningKey.generate(randomness(7))


@given(st.binary(max_size=300))
def test_a_signature_holds_and_repeats(data: bytes) -> None:
    signature = KEY.sign(data)
    assert len(signature) == SIGNATURE_SIZE
    assert int.from_bytes(signature[32:], "big") <= ORDER // 2
    assert KEY.sign(data) == signature
    KEY.public.verify(data, signature)


def test_every_bit_of_a_signature_counts() -> None:
    signature = KEY.sign(b"said")
    for place in range(SIGNATURE_SIZE * 8):
        with pytest.raises(TrustError):
            KEY.public.verify(b"said", flipped(signature, place // 8, 1 << place % 8))


def test_other_data_and_other_keys_are_refused() -> None:
    signature = KEY.sign(b"said")
    with pytest.raises(TrustError, match="SIGNATURE_WRONG"):
        KEY.public.verify(b"Said", signature)
    with pytest.raises(TrustError, match="SIGNATURE_WRONG"):
        SigningKey.generate(randomness(8)).public.verify(b"said", signature)


def test_the_twin_of_a_signature_is_refused() -> None:
    signature = KEY.sign(b"said")
    twin = signature[:32] + (ORDER - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")
    with pytest.raises(TrustError, match="SIGNATURE_FORM"):
        KEY.public.verify(b"said", twin)


@pytest.mark.parametrize(
    "signature", [b"", b"\0" * 64, b"\xff" * 64, KEY.sign(b"said")[:-1], KEY.sign(b"said") + b"\0"]
)
def test_what_has_no_form_is_refused(signature: bytes) -> None:
    with pytest.raises(TrustError, match="SIGNATURE_FORM"):
        KEY.public.verify(b"said", signature)


def test_keys_survive_their_bytes() -> None:
    again = SigningKey.from_bytes(KEY.to_bytes())
    assert again.public == KEY.public
    assert again.sign(b"said") == KEY.sign(b"said")
    assert PublicKey.from_bytes(KEY.public.to_bytes()).key_id == KEY.public.key_id
    assert KEY.to_bytes().hex() not in repr(KEY)


def test_keys_come_from_the_randomness_given() -> None:
    assert SigningKey.generate(randomness(7)).public == KEY.public
    assert SigningKey.generate(randomness(8)).public != KEY.public


def test_other_kinds_of_keys_are_refused() -> None:
    other_curve = ec.derive_private_key(5, ec.SECP384R1())
    other_kind = ed25519.Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
    for key in (other_curve, other_kind):
        with pytest.raises(TrustError, match="KEY_KIND"):
            SigningKey.from_bytes(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
        with pytest.raises(TrustError, match="KEY_KIND"):
            PublicKey.from_bytes(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    for read in (SigningKey.from_bytes, PublicKey.from_bytes):
        with pytest.raises(TrustError, match="KEY_DAMAGED"):
            read(b"no key")

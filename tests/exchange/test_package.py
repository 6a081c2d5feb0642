"""Proves that a package arrives as it was sealed, from whom it says, or is refused by a code that has a sentence."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escc_desktop.errors import PackageError
from escc_desktop.exchange import framing, package
from escc_desktop.exchange.contents import write_stream
from escc_desktop.exchange.package import (
    Sender,
    check_sender,
    open_package,
    package_name,
    read_envelope,
    signed_entries,
    write_package,
)
from escc_desktop.trust import boxes
from escc_desktop.trust.keys import SigningKey
from escc_desktop.words import LANGUAGES, explain
from tests.exchange import making
from tests.exchange.making import (
    DESK,
    DESK_IDENTITY,
    DESK_RECIPIENT,
    DEVICE,
    DEVICE_IDENTITY,
    DEVICE_RECIPIENT,
    OURS,
    STRANGER_IDENTITY,
    STRANGER_RECIPIENT,
    TO_DESK,
)
from tests.trust.making import chain, flipped, randomness, study

SMALL = making.package(size=1)


def refusal_of(data: bytes, identity: str = DESK_IDENTITY, root: str = OURS.root) -> PackageError:
    """Return the refusal of ``data``, which must have a sentence of its own in both languages."""
    with pytest.raises(PackageError) as refusal:
        tuple(signed_entries(open_package(data, identity, root).content))
    for language in LANGUAGES:
        sentence = explain(refusal.value, language)
        assert len(sentence) > 12
        assert "?" not in sentence
    return refusal.value


@settings(max_examples=25)
@given(st.integers(0, 6), st.lists(st.binary(max_size=3000), max_size=3))
def test_what_was_sealed_arrives(size: int, files: list[bytes]) -> None:
    sent = making.content(size, tuple(files))
    data = write_package(sent, DEVICE, TO_DESK)
    for identity in (DESK_IDENTITY, DEVICE_IDENTITY):
        opened = open_package(data, identity, OURS.root)
        assert opened.content == sent
        assert (opened.sender.kind, opened.sender.site, opened.sender.id) == ("device", "01", "A")
        assert tuple(signed_entries(opened.content)) == tuple(chain(size, OURS.person_key))
        assert [file.data for file in opened.content.files] == files


def test_the_desk_answers_in_the_same_form() -> None:
    desk_chain = chain(2, OURS.desk_key, name="desk-01")
    from_other_device = chain(3, OURS.person_key, name="01-B")
    lost = chain(4, OURS.person_key)[2:]
    name = package_name("01", "desk", 7)
    stamp = making.manifest(chain="desk-01", number=7, package=name, recipients=(DEVICE_RECIPIENT,), previous="a" * 64)
    sent = package.compose(stamp, [*desk_chain, *from_other_device, *lost])
    opened = open_package(write_package(sent, DESK, (DEVICE_RECIPIENT,)), DEVICE_IDENTITY, OURS.root)
    assert opened.sender.site == "desk"
    assert tuple(signed_entries(opened.content)) == (*desk_chain, *from_other_device, *lost)
    runs = [(run.chain, run.first, run.last) for run in opened.content.manifest.ranges]
    assert runs == [("desk-01", 1, 2), ("01-B", 1, 3), ("01-A", 3, 4)]
    assert opened.content.manifest.ranges[2].before == lost[0].entry.prev


def test_names() -> None:
    assert package_name("01", "A", 42) == "SITE01-A-000042.escc"
    assert package_name("01", "desk", 1) == "SITE01-DESK-000001.escc"
    assert package_name("0/../1", "a.b", 1) == "SITE01-AB-000001.escc"


def test_every_byte_counts() -> None:
    codes = {refusal_of(flipped(SMALL, position, 1 << position % 8)).code for position in range(len(SMALL))}
    assert codes == {"PKG_MAGIC", "PKG_FORM", "PKG_SIGNATURE", "PKG_HASH"}


def test_every_length_counts() -> None:
    for length in (*range(0, len(SMALL), 7), len(SMALL) - 1):
        assert refusal_of(SMALL[:length]).code in {"PKG_MAGIC", "PKG_FORM", "PKG_CUT"}
    for tail in (b"\0", b"\n", SMALL):
        assert refusal_of(SMALL + tail).code == "PKG_LONGER"
    assert refusal_of(b"\0" + SMALL).code == "PKG_MAGIC"


LARGE = making.package(size=200, files=(randomness(1)(300_000),))


@settings(max_examples=150)
@given(st.integers(0, len(LARGE) * 8 - 1))
def test_every_bit_of_a_larger_package_counts(bit: int) -> None:
    refusal_of(flipped(LARGE, bit // 8, 1 << bit % 8))


def test_an_envelope_is_read_without_trust_and_judged_with_it() -> None:
    envelope = read_envelope(SMALL)
    assert (envelope.study, envelope.site, envelope.chain, envelope.number) == ("NCT07142421", "01", "01-A", 1)
    assert check_sender(envelope, OURS.root).id == "A"
    with pytest.raises(PackageError, match="PKG_SENDER"):
        check_sender(envelope, study(2).root)


def test_others_cannot_open() -> None:
    assert refusal_of(SMALL, identity=STRANGER_IDENTITY).code == "PKG_KEY"
    assert refusal_of(SMALL, root=study(2).root).code == "PKG_SENDER"


@pytest.mark.parametrize(
    "sender",
    [
        Sender(study(2).device_key, (study(2).device, study(2).authority)),
        Sender(OURS.other_device_key, (OURS.other_device, OURS.other_authority)),
        Sender(OURS.person_key, (OURS.person, OURS.authority)),
        Sender(OURS.device_key, (OURS.device,)),
        Sender(OURS.device_key, (OURS.device, OURS.other_authority)),
        Sender(OURS.device_key, (OURS.device, study(2).authority)),
    ],
    ids=["another study's device", "another site's device", "a person", "no authority", "other site's", "other root's"],
)
def test_only_the_sites_device_or_the_desk_may_send(sender: Sender) -> None:
    assert refusal_of(making.package(sender=sender)).code == "PKG_SENDER"


def test_a_sender_needs_the_key_of_its_certificate() -> None:
    with pytest.raises(PackageError, match="PKG_SENDER"):
        making.package(sender=Sender(OURS.person_key, (OURS.device, OURS.authority)))
    with pytest.raises(PackageError, match="PKG_RECIPIENT"):
        write_package(making.content(), DEVICE, (DESK_RECIPIENT,))


def sealed(
    stream: bytes, recipients: tuple[str, ...] = TO_DESK, key: SigningKey = OURS.device_key, **says: Any
) -> bytes:
    """Return a package that a thief within the site could make: any inside, any envelope, the device's own key."""
    body = boxes.seal(framing.squeeze(stream), recipients)
    envelope: dict[str, Any] = msgspec.to_builtins(read_envelope(SMALL))
    envelope |= says | {"body": msgspec.to_builtins(framing.describe(body))}
    return framing.build(package.MAGIC, package._DOMAIN, envelope, key, body)


STREAM = write_stream(making.content(3))


def test_the_thiefs_tool_makes_good_packages_too() -> None:
    assert open_package(sealed(STREAM), DESK_IDENTITY, OURS.root).content == making.content(3)


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"number": 2}, "PKG_MISMATCH"),
        ({"chain": "01-B"}, "PKG_MISMATCH"),
        ({"package": "SITE01-A-000002.escc"}, "PKG_MISMATCH"),
        ({"site": "02"}, "PKG_SENDER"),
        ({"study": "NCT00000000"}, "PKG_SENDER"),
        ({"sender": "B"}, "PKG_SENDER"),
        ({"format": "escc-package/2"}, "PKG_FORM"),
        ({"more": "x"}, "PKG_FORM"),
        ({"package": "../../etc/passwd"}, "PKG_FORM"),
        ({"signers": []}, "PKG_FORM"),
        ({"signers": ["x"]}, "PKG_FORM"),
    ],
)
def test_an_envelope_cannot_say_otherwise(says: dict[str, Any], code: str) -> None:
    assert refusal_of(sealed(STREAM, **says)).code == code


def test_a_signature_does_not_move_to_another_envelope() -> None:
    assert refusal_of(sealed(STREAM, key=OURS.person_key)).code == "PKG_SIGNATURE"


def test_a_package_cannot_be_sealed_on_to_others() -> None:
    data = sealed(STREAM, recipients=(STRANGER_RECIPIENT,))
    assert refusal_of(data, identity=STRANGER_IDENTITY).code == "PKG_RECIPIENT"


def test_a_box_that_is_none_is_refused() -> None:
    body = b"not an age file, but hashed and signed as if it were one"
    envelope: dict[str, Any] = msgspec.to_builtins(read_envelope(SMALL))
    envelope |= {"body": msgspec.to_builtins(framing.describe(body))}
    data = framing.build(package.MAGIC, package._DOMAIN, envelope, OURS.device_key, body)
    assert refusal_of(data).code == "PKG_SEAL"


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_PACKAGE", len(SMALL) - 1)
    assert refusal_of(SMALL).code == "PKG_SIZE"
    monkeypatch.undo()
    monkeypatch.setattr(package, "LARGEST_CONTENT", 100)
    assert refusal_of(SMALL).code == "PKG_SIZE"


def test_an_envelope_has_a_largest_size() -> None:
    with pytest.raises(PackageError, match="PKG_HEAD_SIZE"):
        sealed(STREAM, more="x" * framing.LARGEST_HEAD)

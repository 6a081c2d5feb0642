"""Proves that the inside of a package is read to its last byte, and that its entries are those its manifest names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from escc_desktop.errors import PackageError
from escc_desktop.exchange import framing
from escc_desktop.exchange.contents import (
    CarriedEntry,
    PackageContent,
    Range,
    compose,
    read_stream,
    signed_entries,
    write_stream,
)
from tests.exchange import making
from tests.trust.making import chain, flipped, randomness

CONTENT = making.content(4, files=(b"%PDF-1", b"%PDF-2"))
STREAM = write_stream(CONTENT)


def test_a_stream_is_read_as_written() -> None:
    assert read_stream(STREAM) == CONTENT
    empty = compose(making.manifest(), ())
    assert read_stream(write_stream(empty)) == empty
    assert tuple(signed_entries(empty)) == ()


def test_every_length_of_a_stream_counts() -> None:
    for length in range(0, len(STREAM), 5):
        with pytest.raises(PackageError, match=r"PKG_CONTENT|PKG_TEXT"):
            read_stream(STREAM[:length])
    with pytest.raises(PackageError, match="PKG_CONTENT"):
        read_stream(STREAM + b"\0")


def test_every_changed_bit_of_the_salts_is_seen() -> None:
    """A salt has one spelling: a letter of its hexadecimal text in capitals is another stream, and refused."""
    for at in (found.start() for found in re.finditer(rb'(?<="salt":")', STREAM)):
        for bit in range(at * 8, (at + 32) * 8):
            with pytest.raises(PackageError):
                read_stream(flipped(STREAM, bit // 8, 1 << bit % 8))


@settings(max_examples=200)
@given(st.integers(0, len(STREAM) * 8 - 1))
def test_a_changed_stream_is_refused_or_read_as_something_else(bit: int) -> None:
    """A stream is trusted only inside its seal; whatever it holds, reading it ends in content or a refusal."""
    try:
        read = read_stream(flipped(STREAM, bit // 8, 1 << bit % 8))
    except PackageError:
        return
    assert read != CONTENT


@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(PackageError):
        read_stream(noise)


def changed(**says: Any) -> PackageContent:
    manifest = msgspec.structs.replace(CONTENT.manifest, **says)
    return PackageContent(manifest, CONTENT.entries, CONTENT.texts, CONTENT.files)


@pytest.mark.parametrize(
    "says",
    [
        {"entries": 3},
        {"entries": 5},
        {"texts": 1},
        {"texts": 3},
        {"files": 1},
        {"files": 3},
        {"entries": 2_000_000},
        {"recipients": ()},
        {"format": "escc-manifest/2"},
        {"package": "../x.escc"},
        {"number": 0},
        {"ranges": ()},
        {"ranges": (Range(chain="01-A", first=4, last=1, before="0" * 64, after="0" * 64),)},
    ],
)
def test_a_manifest_must_fit_what_follows(says: dict[str, Any]) -> None:
    with pytest.raises(PackageError, match="PKG_CONTENT"):
        read_stream(write_stream(changed(**says)))


def test_entries_must_be_those_of_the_ranges() -> None:
    (run,) = CONTENT.manifest.ranges
    entries = CONTENT.entries
    other = chain(4, making.OURS.person_key, name="01-B")
    foreign = tuple(CarriedEntry(signed.bytes, signed.signature) for signed in other)
    for carried in (
        changed(ranges=(msgspec.structs.replace(run, chain="01-B"),)),
        changed(ranges=(msgspec.structs.replace(run, first=2, last=5),)),
        changed(ranges=(msgspec.structs.replace(run, before="0" * 64),)),
        changed(ranges=(msgspec.structs.replace(run, after="0" * 64),)),
        changed(ranges=(msgspec.structs.replace(run, last=5),)),
        changed(ranges=(msgspec.structs.replace(run, last=3),)),
        changed(study="NCT00000000"),
        PackageContent(CONTENT.manifest, (entries[0], entries[2], entries[1], entries[3])),
        PackageContent(CONTENT.manifest, (entries[0], entries[0], *entries[2:])),
        PackageContent(CONTENT.manifest, foreign),
    ):
        with pytest.raises(PackageError, match="PKG_RANGE"):
            tuple(signed_entries(carried))


def test_an_unreadable_entry_is_named() -> None:
    broken = CarriedEntry(CONTENT.entries[1].data + b" ", CONTENT.entries[1].signature)
    carried = PackageContent(CONTENT.manifest, (CONTENT.entries[0], broken, *CONTENT.entries[2:]))
    with pytest.raises(PackageError, match="PKG_ENTRY") as refusal:
        tuple(signed_entries(carried))
    assert (refusal.value.facts["chain"], refusal.value.facts["seq"]) == ("01-A", "2")


def test_a_text_must_open_its_commitment() -> None:
    stray = making.text("其他")
    mixed = msgspec.structs.replace(CONTENT.manifest, texts=1)
    lie = PackageContent(mixed, CONTENT.entries, (type(stray)(stray.digest, stray.salt, "another"),), CONTENT.files)
    with pytest.raises(PackageError, match="PKG_TEXT"):
        read_stream(write_stream(lie))


def test_a_file_is_known_by_its_hash() -> None:
    first, second = read_stream(STREAM).files
    assert first.sha256 != second.sha256
    assert first.sha256 == CONTENT.files[0].sha256


def test_squeezed_data_is_bounded_before_it_is_expanded() -> None:
    data = randomness(1)(5000) + bytes(2_000_000)
    squeezed = framing.squeeze(data)
    assert framing.expand(squeezed, len(data)) == data
    with pytest.raises(PackageError, match="PKG_SIZE"):
        framing.expand(squeezed, len(data) - 1)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"no frame",
        framing.squeeze(b"some words") + b"\0",
        framing.squeeze(b"some words") + framing.squeeze(b"more"),
        framing.squeeze(b"some words, some words")[:-1],
        zstandard.ZstdCompressor(write_content_size=False).compress(b"some words"),
    ],
)
def test_only_one_whole_frame_is_expanded(frame: bytes) -> None:
    with pytest.raises(PackageError, match="PKG_CONTENT"):
        framing.expand(frame, 1000)


def test_a_window_has_a_ceiling() -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=27, write_content_size=1, enable_ldm=True)
    frame = zstandard.ZstdCompressor(compression_params=wide).compress(bytes(200 << 20))
    with pytest.raises(PackageError, match="PKG_SIZE"):
        framing.expand(frame, 1 << 30)


def test_a_file_is_not_read_beyond_its_ceiling(tmp_path: Path) -> None:
    path = tmp_path / "x.escc"
    path.write_bytes(bytes(100))
    assert framing.read_file(path, 100) == bytes(100)
    with pytest.raises(PackageError, match="PKG_SIZE"):
        framing.read_file(path, 99)

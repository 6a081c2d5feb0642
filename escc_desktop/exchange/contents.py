"""Lays out what a package holds as a plain stream and reads it back; it knows no seal, key or file.

The stream: a manifest, then entries, texts and files, in this order and in the numbers that the manifest names, each as
``letter | length (4 bytes, big endian) | bytes``. No name from outside: a file is known by its SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from escc_desktop.errors import PackageError, TrustError
from escc_desktop.trust import canonical, commitments
from escc_desktop.trust.entry import LARGEST_ENTRY, Entry, Hex64, Instant, Label, SignedEntry, read_entry
from escc_desktop.trust.keys import SIGNATURE_SIZE
from escc_desktop.trust.kinds import check_body, files_in, texts_in

FORMAT: Final = "escc-manifest/1"
LARGEST_MANIFEST: Final = 1 << 20
LARGEST_TEXT: Final = 1 << 20
LARGEST_FILE: Final = 256 << 20
MOST_ENTRIES: Final = 1_000_000
MOST_FILES: Final = 10_000
_ITEM: Final = Struct(">cI")
_MANIFEST, _ENTRY, _TEXT, _FILE = b"M", b"E", b"T", b"F"

Number = Annotated[int, Meta(ge=1, le=2**53 - 1)]


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A run of one chain's entries: first to last number, the hash before the run and the hash at its end."""

    chain: Label
    first: Number
    last: Number
    before: Hex64
    after: Hex64


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a package says of itself inside its seal: enough to reconcile both ends and to find a gap by number."""

    format: str = FORMAT
    study: Label
    site: Label
    chain: Label
    number: Number
    package: Annotated[str, Meta(pattern=r"\A[A-Z0-9-]{1,60}\.escc\Z")]
    previous: Hex64 | None  # SHA-256 of the chain's package before
    ranges: tuple[Range, ...] = ()
    entries: Annotated[int, Meta(ge=0, le=MOST_ENTRIES)] = 0
    texts: Annotated[int, Meta(ge=0, le=MOST_ENTRIES)] = 0
    files: Annotated[int, Meta(ge=0, le=MOST_FILES)] = 0
    recipients: Annotated[tuple[str, ...], Meta(min_length=1, max_length=400)]
    confirmation: str | None = None  # box of a ``codes.Confirmation``
    at: Instant
    app: str


class CarriedEntry(msgspec.Struct, frozen=True):
    """An entry as it travels: its exact bytes and its signature of 64 bytes. A Struct: thousands are made at once."""

    data: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class CarriedText:
    """A free text with the salt that opens the commitment to it."""

    digest: str
    salt: bytes
    text: str


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A sealed document. Its name is its hash, so none travels with it."""

    data: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 (hexadecimal) by which the journal knows the document; worked out anew at each call."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class PackageContent:
    """All that travels in one package."""

    manifest: Manifest
    entries: tuple[CarriedEntry, ...]
    texts: tuple[CarriedText, ...] = ()
    files: tuple[CarriedFile, ...] = ()


def ranges_of(entries: Sequence[SignedEntry]) -> tuple[Range, ...]:
    """Return the runs that ``entries`` form in the order given: each run is one chain without a gap."""
    runs: list[list[SignedEntry]] = []
    for signed in entries:
        if runs and signed.entry.chain == runs[-1][-1].entry.chain and signed.entry.seq == runs[-1][-1].entry.seq + 1:
            runs[-1].append(signed)
        else:
            runs.append([signed])
    return tuple(
        Range(
            chain=run[0].entry.chain,
            first=run[0].entry.seq,
            last=run[-1].entry.seq,
            before=run[0].entry.prev,
            after=run[-1].hash.hex(),
        )
        for run in runs
    )


def compose(
    manifest: Manifest,
    entries: Sequence[SignedEntry],
    texts: Sequence[CarriedText] = (),
    files: Sequence[bytes] = (),
) -> PackageContent:
    """Return the content for ``manifest``, whose ranges and counts are filled in here from what is carried."""
    filled = msgspec.structs.replace(
        manifest, ranges=ranges_of(entries), entries=len(entries), texts=len(texts), files=len(files)
    )
    return PackageContent(
        filled,
        tuple(CarriedEntry(signed.bytes, signed.signature) for signed in entries),
        tuple(texts),
        tuple(CarriedFile(data) for data in files),
    )


def write_stream(content: PackageContent) -> bytes:
    """Return ``content`` as the stream that is squeezed and sealed."""
    pieces: list[bytes] = []

    def put(letter: bytes, *parts: bytes) -> None:
        pieces.append(_ITEM.pack(letter, sum(map(len, parts))))
        pieces.extend(parts)

    put(_MANIFEST, canonical.encode(msgspec.to_builtins(content.manifest)))
    for entry in content.entries:
        put(_ENTRY, entry.signature, entry.data)
    for text in content.texts:
        put(_TEXT, canonical.encode({"digest": text.digest, "salt": text.salt.hex(), "text": text.text}))
    for file in content.files:
        put(_FILE, file.data)
    return b"".join(pieces)


def read_stream(stream: bytes) -> PackageContent:
    """Return what ``stream`` holds, to its last byte. Raises PackageError (PKG_CONTENT, PKG_TEXT).

    Entries are not read here but one at a time in ``signed_entries``, so that nothing holds the interpreter long.
    """
    position, whole = 0, len(stream)

    def take(letter: bytes, ceiling: int) -> bytes:
        nonlocal position
        start = position + _ITEM.size
        if start > whole:
            raise PackageError("PKG_CONTENT", problem="end")
        found, length = _ITEM.unpack_from(stream, position)
        position = start + length
        if found != letter or length > ceiling or position > whole:
            raise PackageError("PKG_CONTENT", problem="item")
        return stream[start:position]

    manifest = _manifest(take(_MANIFEST, LARGEST_MANIFEST))
    entries: list[CarriedEntry] = []
    for _ in range(manifest.entries):
        item = take(_ENTRY, LARGEST_ENTRY + SIGNATURE_SIZE)
        if len(item) <= SIGNATURE_SIZE:
            raise PackageError("PKG_CONTENT", problem="entry")
        entries.append(CarriedEntry(item[SIGNATURE_SIZE:], item[:SIGNATURE_SIZE]))
    texts = tuple(_text(take(_TEXT, LARGEST_TEXT)) for _ in range(manifest.texts))
    files = tuple(CarriedFile(take(_FILE, LARGEST_FILE)) for _ in range(manifest.files))
    if position != whole:
        raise PackageError("PKG_CONTENT", problem="end")
    return PackageContent(manifest, tuple(entries), texts, files)


def signed_entries(content: PackageContent) -> Iterator[SignedEntry]:
    """Read the entries of ``content`` one by one and hold each to the manifest's ranges.

    Who signed them is checked by the receiver, who knows the certificates. Raises PackageError (PKG_ENTRY, PKG_RANGE).
    """
    carried = iter(content.entries)
    for run in content.manifest.ranges:
        head = run.before
        for seq in range(run.first, run.last + 1):
            signed = _signed(next(carried, None), run.chain, seq)
            entry = signed.entry
            is_next = (entry.chain, entry.seq, entry.prev) == (run.chain, seq, head)
            if not is_next or (entry.study, entry.site) != (content.manifest.study, content.manifest.site):
                raise PackageError("PKG_RANGE", chain=run.chain, seq=seq)
            head = signed.hash.hex()
            yield signed
        if head != run.after:
            raise PackageError("PKG_RANGE", chain=run.chain, seq=run.last)
    if next(carried, None) is not None:
        raise PackageError("PKG_RANGE", chain=content.manifest.chain, seq=0)


def entries_of_run(content: PackageContent, chain: str) -> Iterator[SignedEntry]:
    """Read the entries that a package says are of ``chain``; whether they follow one another is not looked at.

    Raises PackageError (PKG_ENTRY).
    """
    place = 0
    for run in content.manifest.ranges:
        length = run.last - run.first + 1
        if run.chain == chain:
            for seq, carried in enumerate(content.entries[place : place + length], run.first):
                yield _signed(carried, chain, seq)
        place += length


def check_mentioned(content: PackageContent, entries: Iterable[Entry]) -> None:
    """Raise PackageError (PKG_CONTENT) when a text or a file travels of which none of ``entries`` speaks.

    The receiver keeps what it takes in for good, so nothing comes in beside the journal.
    """
    texts, files = set[str](), set[str]()
    for entry in entries:
        texts.update(texts_in(entry.kind, entry.body))
        files.update(files_in(entry.kind, entry.body))
    if any(text.digest not in texts for text in content.texts):
        raise PackageError("PKG_CONTENT", problem="texts")
    if any(file.sha256 not in files for file in content.files):
        raise PackageError("PKG_CONTENT", problem="files")


def _signed(carried: CarriedEntry | None, chain: str, seq: int) -> SignedEntry:
    if carried is None:
        raise PackageError("PKG_RANGE", chain=chain, seq=seq)
    try:
        signed = read_entry(carried.data, carried.signature)
        check_body(signed.entry.kind, signed.entry.body, signed.entry.v)
        return signed
    except TrustError as problem:
        raise PackageError("PKG_ENTRY", chain=chain, seq=seq, problem=problem) from problem


def _manifest(data: bytes) -> Manifest:
    try:
        manifest = msgspec.convert(canonical.decode(data), Manifest)
    except (TrustError, msgspec.ValidationError) as problem:
        raise PackageError("PKG_CONTENT", problem="manifest") from problem
    if canonical.encode(msgspec.to_builtins(manifest)) != data:
        raise PackageError("PKG_CONTENT", problem="manifest")
    if manifest.format != FORMAT or any(run.last < run.first for run in manifest.ranges):
        raise PackageError("PKG_CONTENT", problem="manifest")
    if sum(run.last - run.first + 1 for run in manifest.ranges) != manifest.entries:
        raise PackageError("PKG_CONTENT", problem="ranges")
    return manifest


def _text(data: bytes) -> CarriedText:
    try:
        said: Any = canonical.decode(data)
        text = CarriedText(said["digest"], bytes.fromhex(said["salt"]), said["text"])
        commitments.check(text.digest, text.salt, text.text)
    except (TrustError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise PackageError("PKG_TEXT") from problem
    if len(said) != 3 or text.salt.hex() != said["salt"]:  # one spelling only: capitals would be other bytes
        raise PackageError("PKG_TEXT")
    return text

"""Keeps an age identity among several people so that any two of them open it together, and one alone learns nothing.

The identity is wrapped under a random key, and that key is where a straight line over a prime field meets the axis
(Shamir, 1979, with a threshold of two): each person holds one point of the line, two points give the line. A point is
wrapped under a key that HKDF derives from the person's signing key, which lies in their key slot alone. So another
person can be given a point by any two who are there, without the others. It decides nothing about who may.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Meta

from escc_desktop.errors import TrustError
from escc_desktop.trust import boxes, canonical
from escc_desktop.trust.keys import Randomness, SigningKey

FORMAT: Final = "escc-shared/1"
MOST_HOLDERS: Final = 50
_PRIME: Final = 2**521 - 1
_WIDTH: Final = 66  # bytes of a number below the prime
_HOLDER: Final = b"escc-holder-1"

Hex = Annotated[str, Meta(pattern=r"\A(?:[0-9a-f]{2})*\Z", max_length=1000)]
Nonce = Annotated[str, Meta(pattern=r"\A[0-9a-f]{24}\Z")]
Text = Annotated[str, Meta(min_length=1, max_length=200)]


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person's point of the line, wrapped; ``place`` is how far along the axis it lies."""

    person: Text
    place: Annotated[int, Meta(ge=1, le=MOST_HOLDERS)]
    nonce: Nonce
    wrapped: Hex


class Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An identity that two of its holders open; ``recipient`` is its public half."""

    format: str = FORMAT
    recipient: Text
    nonce: Nonce
    wrapped: Hex
    points: Annotated[tuple[Point, ...], Meta(min_length=2, max_length=MOST_HOLDERS)]

    @property
    def holders(self) -> tuple[str, ...]:
        """Return whose points there are, by id."""
        return tuple(point.person for point in self.points)

    def to_bytes(self) -> bytes:
        """Return the canonical bytes that are kept."""
        return canonical.encode(msgspec.to_builtins(self))


def shared_from(data: bytes) -> Shared:
    """Read what ``Shared.to_bytes`` gave. Raises TrustError (SHARED_DAMAGED)."""
    try:
        shared = msgspec.convert(canonical.decode(data), Shared)
    except (TrustError, msgspec.ValidationError) as problem:
        raise TrustError("SHARED_DAMAGED") from problem
    places = {point.place for point in shared.points}
    if shared.format != FORMAT or len(places) != len(shared.points) or len(set(shared.holders)) != len(shared.points):
        raise TrustError("SHARED_DAMAGED")
    return shared


def share(identity: str, holders: Mapping[str, SigningKey], randomness: Randomness) -> Shared:
    """Return ``identity`` shared among ``holders`` (id -> signing key), of whom there must be two at least."""
    if len(holders) < 2:
        raise TrustError("SHARED_HOLDERS", needed=2)
    key, nonce = randomness(32), randomness(12)
    start, slope = int.from_bytes(key, "big"), int.from_bytes(randomness(_WIDTH + 8), "big") % _PRIME
    recipient = boxes.recipient_of(identity)
    points = tuple(
        _point(start, slope, place, person, holder, recipient, randomness)
        for place, (person, holder) in enumerate(holders.items(), start=1)
    )
    wrapped = AESGCM(key).encrypt(nonce, identity.encode("ascii"), _binding(recipient))
    return Shared(recipient=recipient, nonce=nonce.hex(), wrapped=wrapped.hex(), points=points)


def with_holder(
    shared: Shared, two: Mapping[str, SigningKey], person: str, key: SigningKey, randomness: Randomness
) -> Shared:
    """Return ``shared`` with one more holder, whom ``two`` of the others let in. Raises as ``open_shared`` does."""
    start, slope = _line(shared, two)
    place = max(point.place for point in shared.points) + 1
    point = _point(start, slope, place, person, key, shared.recipient, randomness)
    others = tuple(other for other in shared.points if other.person != person)
    return msgspec.structs.replace(shared, points=(*others, point))


def open_shared(shared: Shared, two: Mapping[str, SigningKey]) -> str:
    """Return the identity, by the signing keys of ``two`` of its holders (id -> key).

    Raises TrustError: SHARED_HOLDERS (not two different holders), SHARED_KEY (a point is wrapped under another key),
    SHARED_DAMAGED.
    """
    start, _ = _line(shared, two)
    try:
        cipher = AESGCM(start.to_bytes(32, "big"))
        nonce, wrapped = bytes.fromhex(shared.nonce), bytes.fromhex(shared.wrapped)
        identity = cipher.decrypt(nonce, wrapped, _binding(shared.recipient)).decode("ascii")
    except (InvalidTag, OverflowError, UnicodeDecodeError) as problem:
        raise TrustError("SHARED_DAMAGED") from problem
    if boxes.recipient_of(identity) != shared.recipient:
        raise TrustError("SHARED_DAMAGED")
    return identity


def _line(shared: Shared, two: Mapping[str, SigningKey]) -> tuple[int, int]:
    """Return start and slope of the line through the points of ``two``."""
    points = {point.person: point for point in shared.points}
    keys = {key.public.key_id for key in two.values()}
    if len(two) != 2 or len(keys) != 2 or not two.keys() <= points.keys():
        raise TrustError("SHARED_HOLDERS", needed=2)
    (x1, y1), (x2, y2) = ((points[who].place, _height(points[who], key, shared.recipient)) for who, key in two.items())
    slope = (y2 - y1) * pow(x2 - x1, -1, _PRIME) % _PRIME
    return (y1 - slope * x1) % _PRIME, slope


def _point(
    start: int, slope: int, place: int, person: str, key: SigningKey, recipient: str, randomness: Randomness
) -> Point:
    height, nonce = (start + slope * place) % _PRIME, randomness(12)
    binding = _binding(recipient, person, place)
    wrapped = AESGCM(_holder_key(key)).encrypt(nonce, height.to_bytes(_WIDTH, "big"), binding)
    return Point(person=person, place=place, nonce=nonce.hex(), wrapped=wrapped.hex())


def _height(point: Point, key: SigningKey, recipient: str) -> int:
    binding = _binding(recipient, point.person, point.place)
    try:
        height = AESGCM(_holder_key(key)).decrypt(bytes.fromhex(point.nonce), bytes.fromhex(point.wrapped), binding)
    except InvalidTag as problem:
        raise TrustError("SHARED_KEY", person=point.person) from problem
    return int.from_bytes(height, "big")


def _holder_key(key: SigningKey) -> bytes:
    """Return the wrapping key that only the owner of a signing key can derive."""
    secret = key.key.private_numbers().private_value.to_bytes(32, "big")
    return HKDF(hashes.SHA256(), 32, salt=None, info=_HOLDER).derive(secret)


def _binding(recipient: str, person: str = "", place: int = 0) -> bytes:
    return canonical.encode([FORMAT, recipient, person, place])

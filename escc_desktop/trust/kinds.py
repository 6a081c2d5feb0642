"""Joins every kind of entry there is into one vocabulary; it gives none of them a meaning (``trial`` does).

The list is closed: an entry of a kind that is not here, or with a body of another shape, is refused. When the shape
of a body changes, or a kind is added, its ``version`` is the new ``VOCABULARY`` number; for a changed one ``UPCASTERS``
gets the function that turns the older body into the newer. Bytes already written are never touched: up-casting
happens on reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from escc_desktop.errors import TrustError
from escc_desktop.trust import (
    kinds_of_custody,
    kinds_of_delegation,
    kinds_of_laboratory,
    kinds_of_people,
    kinds_of_recovery,
    kinds_of_trial,
)
from escc_desktop.trust.shapes import Body, Kind, check_days, days_of

VOCABULARY: Final = 3

_ALL: Final = (
    *kinds_of_custody.KINDS,
    *kinds_of_people.KINDS,
    *kinds_of_recovery.KINDS,
    *kinds_of_delegation.KINDS,
    *kinds_of_trial.KINDS,
    *kinds_of_laboratory.KINDS,
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _ALL})

# (kind, vocabulary version of the older body) -> function to the next newer body. Empty: no body has changed yet.
UPCASTERS: Final[Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = MappingProxyType({})


def read_body(kind: str, body: object, version: int = VOCABULARY) -> Body:
    """Return ``body`` as the newest shape of ``kind``. Raises TrustError (KIND_UNKNOWN, KIND_NEWER, KIND_BODY)."""
    known = KINDS.get(kind)
    if known is None:
        raise TrustError("KIND_UNKNOWN", kind=kind)
    if version > VOCABULARY:
        raise TrustError("KIND_NEWER", kind=kind)
    for step in range(version, known.version):
        upcast = UPCASTERS.get((kind, step))
        if upcast is not None and isinstance(body, dict):
            body = upcast(body)
    try:
        return msgspec.convert(body, known.body)
    except (msgspec.ValidationError, ValueError) as problem:
        raise TrustError("KIND_BODY", kind=kind, problem=problem) from problem


def check_body(kind: str, body: object, version: int = VOCABULARY) -> None:
    """Raise TrustError KIND_BODY for days that do not exist in a body that ``read_body`` takes.

    For what is written now, and for what is received.
    """
    known = KINDS.get(kind)
    if known is None or not days_of(known.body):
        return
    try:
        check_days(read_body(kind, body, version))
    except ValueError as problem:
        raise TrustError("KIND_BODY", kind=kind, problem=problem) from problem


def plain(body: Body) -> dict[str, Any]:
    """Return a body as the plain mapping that an entry carries."""
    simple: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(body))  # lists, as an entry read back has them
    return simple


def texts_in(kind: str, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the commitments to free text that an entry's ``body`` holds."""
    if kind == "record.saved":
        held = (one["text"] for one in body["values"].values() if type(one) is dict and one.get("text"))
        return (*held, *(body.get("justified") or {}).values())
    known = KINDS.get(kind)
    return tuple(body[name] for name in known.texts if body.get(name)) if known is not None else ()


def files_in(kind: str, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the SHA-256 of each kept file of which an entry's ``body`` speaks."""
    known = KINDS.get(kind)
    return tuple(body[name] for name in known.files if body.get(name)) if known is not None else ()

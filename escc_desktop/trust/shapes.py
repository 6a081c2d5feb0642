"""Gives the parts of which the bodies of entries are made; it lists no kind (see ``kinds``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Final, get_args, get_type_hints

import msgspec
from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Hex64 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Date = Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\d\Z")]
Time = Annotated[str, Meta(pattern=r"\A\d\d:\d\d\Z")]
PartialDay = Annotated[str, Meta(description="a day, or one of which month or day is unknown (UK)")]
"""Its form is the edition's matter. Where it looks like a day, ``check_days`` holds it to the calendar."""
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Pem = Annotated[str, Meta(pattern=r"\A-----BEGIN CERTIFICATE-----\n", max_length=16000)]


_DAYS: Final = frozenset({Date, PartialDay, Time})
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2}|UK)-([0-9]{2}|UK)")
_CLOCK: Final = re.compile(r"[0-9]{2}:[0-9]{2}")


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shape of one kind's body. A field that may be null may also be left out."""


def check_days(body: Body) -> None:
    """Raise ValueError for a day or time that does not exist: the form alone lets 31 February and 25:61 pass.

    This is asked when an entry is written and when one is received. Reading never asks: what an older journal holds
    is shown as it stands.
    """
    for name in days_of(type(body)):
        held = getattr(body, name)
        for said in held.values() if isinstance(held, dict) else (held,):
            if said is not None and not _exists(said):
                raise ValueError(f"{name}: {said} does not exist")


@cache
def days_of(body: type[Body]) -> tuple[str, ...]:
    """Return the fields of a body that hold days or times, also as the values of a mapping or where they may lack."""
    hints = get_type_hints(body, include_extras=True)
    return tuple(name for name, hint in hints.items() if not _DAYS.isdisjoint((hint, *get_args(hint))))


def _exists(said: str) -> bool:
    if _CLOCK.fullmatch(said):
        return said < "24:00" and said[3:] < "60"
    parts = _DAY.fullmatch(said)
    if parts is None:
        return True
    year, month, day = (int(part) if part.isdecimal() else None for part in parts.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return False
    return month is not None or day is None


@dataclass(frozen=True, slots=True)
class Kind:
    """One word of the vocabulary: its name, the vocabulary version of its body, the body's shape, what it says.

    ``texts`` are the fields of the body that commit to free text, ``files`` those that name a kept file by its SHA-256.
    """

    name: str
    version: int
    body: type[Body]
    says: str
    texts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

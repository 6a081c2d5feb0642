"""Gives the parts of which the bodies of entries are made; it lists no kind (see ``kinds``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Hex64 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Date = Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\d\Z")]
Time = Annotated[str, Meta(pattern=r"\A\d\d:\d\d\Z")]
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Pem = Annotated[str, Meta(pattern=r"\A-----BEGIN CERTIFICATE-----\n", max_length=16000)]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shape of one kind's body. A field that may be null may also be left out."""


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

"""Gives every statement one spelling in bytes (RFC 8785) and refuses what has none; it never repairs what it reads."""

from __future__ import annotations

from typing import Final
from unicodedata import is_normalized

import msgspec

from escc_desktop.errors import TrustError

LARGEST_INTEGER: Final = 2**53 - 1
DEEPEST: Final = 32

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder()


def encode(statement: object) -> bytes:
    """Return the canonical JSON of ``statement``: dicts, lists, tuples, text, integers, true, false and null.

    RFC 8785, narrowed: no floats (decimals travel as text), integers below 2**53, text in NFC without NUL or
    lone surrogates, ASCII keys. Raises TrustError (CANON_NUMBER, CANON_TEXT, CANON_KEY, CANON_TYPE, CANON_DEPTH).
    """
    check(statement)
    return _encoder.encode(statement)


def spelled(statement: object) -> bytes:
    """Return the canonical JSON of a statement of which every part was checked already."""
    return _encoder.encode(statement)


def decode(data: bytes) -> object:
    """Return what ``data`` says, if these are its canonical bytes. Raises TrustError (CANON_*)."""
    try:
        statement: object = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise TrustError("CANON_BYTES") from problem
    if encode(statement) != data:
        raise TrustError("CANON_BYTES")
    return statement


def check(statement: object, depth: int = 0) -> None:
    """Raise TrustError when ``statement`` holds something that has no one spelling."""
    kind = type(statement)
    if kind is str:
        _check_text(statement, "CANON_TEXT")  # type: ignore[arg-type]
    elif kind is dict:
        _check_depth(depth)
        for key, value in statement.items():  # type: ignore[attr-defined]
            if type(key) is not str or not key.isascii() or "\0" in key:
                raise TrustError("CANON_KEY", key=ascii(key))
            if type(value) is str:
                if not value.isascii() or "\0" in value:
                    _check_text(value, "CANON_TEXT")
            elif value is not None:
                check(value, depth + 1)
    elif kind is list or kind is tuple:
        _check_depth(depth)
        for value in statement:  # type: ignore[attr-defined]
            check(value, depth + 1)
    elif kind is int:
        if not -LARGEST_INTEGER <= statement <= LARGEST_INTEGER:  # type: ignore[operator]
            raise TrustError("CANON_NUMBER", value=statement)
    elif kind is float:
        raise TrustError("CANON_NUMBER", value=statement)
    elif statement is not None and kind is not bool:
        raise TrustError("CANON_TYPE", type=kind.__name__)


def check_read(statement: object, depth: int = 0) -> None:
    """Raise as ``check`` does for a statement read from text that has one spelling: its words need no second look."""
    kind = type(statement)
    if kind is dict:
        _check_depth(depth)
        if not "".join(statement).isascii():  # type: ignore[arg-type]
            raise TrustError("CANON_KEY", key=next(ascii(key) for key in statement if not key.isascii()))  # type: ignore[attr-defined]
        for value in statement.values():  # type: ignore[attr-defined]
            if type(value) is not str and value is not None and type(value) is not bool:
                check_read(value, depth + 1)
    elif kind is list:
        _check_depth(depth)
        for value in statement:  # type: ignore[attr-defined]
            check_read(value, depth + 1)
    elif kind is not str:
        check(statement, depth)


def _check_text(text: str, code: str) -> None:
    if text.isascii():
        has_one_spelling = "\0" not in text
    else:
        has_one_spelling = "\0" not in text and not _has_lone_surrogate(text) and is_normalized("NFC", text)
    if not has_one_spelling:
        raise TrustError(code, text=ascii(text[:40]))


def _has_lone_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _check_depth(depth: int) -> None:
    if depth >= DEEPEST:
        raise TrustError("CANON_DEPTH")

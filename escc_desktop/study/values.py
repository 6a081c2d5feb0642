"""Says what may be typed into an item, and what of it is unusual; it looks at one item alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from escc_desktop.errors import EsccError
from escc_desktop.study.edition import CodeList, Item, Partial
from escc_desktop.study.spans import (
    DateSpan,
    MomentSpan,
    NumberSpan,
    clock_time,
    date_span,
    moment,
    moment_span,
    unknown_part,
)

__all__ = [
    "CHOICES_JOINT",
    "GONE",
    "LONGEST_NOTE",
    "LONGEST_TEXT",
    "YES_NO",
    "YES_NO_NA",
    "DateSpan",
    "Missing",
    "MomentSpan",
    "NumberSpan",
    "Value",
    "canonical",
    "clock_time",
    "date_span",
    "longest",
    "moment",
    "moment_span",
    "partial_of",
    "problem_with",
    "problem_with_missing",
    "warning_for",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """Says that there is no value, with a code of the edition (ND, UK, NA and what else it adds) and the reason."""

    code: str
    reason: str


GONE = Missing("REDACTED", "")
"""Stands for a free text of which only the commitment is kept: it was redacted, or never came. Nobody can type it."""

Value = str | Missing
"""Every value of the program: canonical text as typed, or the statement that there is none."""

YES_NO = ("Y", "N")
YES_NO_NA = ("Y", "N", "NA")
CHOICES_JOINT = ";"
"""Between the codes of a ``choices`` item."""

LONGEST_TEXT = 2_000
LONGEST_NOTE = 20_000
"""Characters. A package holds no text of more than a mebibyte, so what is longer could be saved and never sent."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－−：；／　，", "0123456789.--:;/ ,")
_UNKNOWN_WORDS = re.compile(r"UNK|不详|不明")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2}|UK)(\d{2}|UK)?", re.ASCII)
_COMPACT_MOMENT = re.compile(r"(\d{8})[ T]*(\d{4})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}|UK)(?::(\d{2}|UK)?)?", re.ASCII)
_COMPACT_CLOCK = re.compile(r"(\d{2})(\d{2})", re.ASCII)
_CHINESE_CLOCK = re.compile(r"(\d{1,2})[时点](?:(\d{1,2})分?)?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,8})?", re.ASCII)
_COARSENESS = ("none", "time", "day", "month")
_NEEDED = {
    ("date", "day"): "2026-03-UK",
    ("datetime", "time"): "2026-03-05 UK:UK",
    ("datetime", "day"): "2026-03-UK UK:UK",
}


def canonical(item: Item, typed: str) -> str:
    """Return ``typed`` in the one form that is stored; what cannot be read is returned trimmed, unchanged.

    Text is NFC without control characters. Dates become ``2026-03-05``, instants ``2026-03-05 14:30``, codes upper
    case. Numbers keep the digits as typed (``3.10`` stays ``3.10``), since they say how exactly was measured.
    Dates may be typed as ``20260305``, ``2026/3/5`` or ``2026年3月5日``; where a part may be missing, what is left
    out becomes UK: ``2026-3`` is ``2026-03-UK``.
    """
    text = "".join(sign for sign in typed if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    text = unicodedata.normalize("NFC", text).strip()
    if item.type in ("text", "note"):
        return text
    text = text.translate(_FULL_WIDTH).strip()
    if item.type in ("yes_no", "yes_no_na"):
        return text.upper()
    if item.type in ("integer", "decimal"):
        text = text.replace("。", ".")
        return f"0{text}" if text.startswith(".") else text
    if item.type in ("date", "partial_date"):
        return _canonical_day("-".join(text.upper().split()), partial_of(item)) or text
    if item.type == "datetime":
        return _canonical_moment(text.upper(), partial_of(item)) or text
    if item.type == "time":
        return _canonical_clock(text, "none") or text
    if item.type == "choices":
        return CHOICES_JOINT.join(dict.fromkeys(code.strip() for code in text.split(CHOICES_JOINT) if code.strip()))
    return text


def partial_of(item: Item) -> Partial:
    """Return the coarsest part of a date that ``item`` may lack; ``partial_date`` is the old name of "month"."""
    return "month" if item.type == "partial_date" else item.partial


def _canonical_day(text: str, partial: Partial) -> str | None:
    """Return a day as it is stored, a part that is left out and may be missing as UK; None when it is no day."""
    text = _UNKNOWN_WORDS.sub("UK", text).replace("年", "-").replace("月", "-").replace("日", "").rstrip("-")
    parts = re.split(r"[-/.]", text)
    compact = _COMPACT_DAY.fullmatch(text)
    if compact:
        parts = [part for part in compact.groups() if part]
    may_lack = _COARSENESS.index(partial)
    if len(parts) == 2 and may_lack >= _COARSENESS.index("day"):
        parts.append("UK")
    elif len(parts) == 1 and partial == "month":
        parts += ["UK", "UK"]
    if len(parts) != 3 or not all(part == "UK" or (part.isascii() and part.isdigit()) for part in parts):
        return None
    return "-".join([parts[0], *(part if part == "UK" else part.zfill(2) for part in parts[1:])])


def _canonical_clock(text: str, partial: Partial) -> str | None:
    """Return a time as it is stored; the minutes may be left out where they may be missing."""
    chinese = _CHINESE_CLOCK.fullmatch(text)
    if chinese:
        text = f"{chinese[1]}:{chinese[2].zfill(2) if chinese[2] else ''}"
    found = _COMPACT_CLOCK.fullmatch(text) or _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, minute = found[1], found[2]
    if minute is None:
        if partial == "none":
            return None
        minute = "UK"
    return f"{hour if hour == 'UK' else hour.zfill(2)}:{minute}"


def _canonical_moment(text: str, partial: Partial) -> str | None:
    """Return a day with its time as it is stored; the time may be left out where it may be missing."""
    compact = _COMPACT_MOMENT.fullmatch(text)
    parts = compact.groups() if compact else re.split(r"[ T]+", text.replace("日", " ").strip(), maxsplit=1)
    day = _canonical_day(parts[0], partial)
    clock = _canonical_clock(_UNKNOWN_WORDS.sub("UK", parts[1]), partial) if len(parts) == 2 else None
    if len(parts) == 1 and partial != "none":
        clock = "UK:UK"
    return f"{day} {clock}" if day and clock else None


def problem_with(item: Item, typed: str, code_list: CodeList | None = None) -> EsccError | None:
    """Return why ``typed`` cannot be the value of ``item``, or None; an empty text is no problem of form.

    ``code_list`` is the list that ``item.code_list`` names; without it the codes are not checked.
    """
    text = canonical(item, typed)
    if not text:
        return None
    if len(text) > longest(item):
        return EsccError("VALUE_LONG", item=item.id, length=len(text), most=longest(item))
    code = _problem_code(item, text)
    if code is None and item.type in ("choice", "choices") and code_list is not None:
        chosen = text.split(CHOICES_JOINT) if item.type == "choices" else [text]
        code = None if all(one in code_list.codes for one in chosen) else "VALUE_CHOICE"
    if code is None:
        return None
    needed = _NEEDED.get(("date" if item.type == "date" else "datetime", item.partial), "")
    return EsccError(code, item=item.id, typed=text, unit=item.unit, digits=item.digits or "", needed=needed)


def longest(item: Item) -> int:
    """Return how many characters a value of ``item`` may have: what is saved must fit into an entry and a package."""
    return LONGEST_NOTE if item.is_free_text else LONGEST_TEXT


def _problem_code(item: Item, text: str) -> str | None:
    if item.type in ("integer", "decimal"):
        return _number_problem(item, text)
    if item.type in ("date", "partial_date"):
        return _day_problem(text, partial_of(item))
    if item.type == "datetime":
        return _moment_problem(text, item.partial)
    if item.type == "time":
        return None if clock_time(text) else "VALUE_TIME"
    if item.type == "calculated":
        return None if _NUMBER.fullmatch(text) else "VALUE_NUMBER"
    if item.type == "signature":
        return "VALUE_NOT_TYPED"
    if item.type == "yes_no":
        return None if text in YES_NO else "VALUE_CHOICE"
    if item.type == "yes_no_na":
        return None if text in YES_NO_NA else "VALUE_CHOICE"
    return None


def _lacks_too_much(text: str, partial: Partial) -> bool:
    return _COARSENESS.index(unknown_part(text)) > _COARSENESS.index(partial)


def _day_problem(text: str, partial: Partial) -> str | None:
    may_lack = partial in ("day", "month")
    if date_span(text) is None:
        return "VALUE_PARTIAL_DATE" if may_lack else "VALUE_DATE"
    if _lacks_too_much(text, partial):
        return "VALUE_PART_MISSING" if may_lack else "VALUE_DATE"
    return None


def _moment_problem(text: str, partial: Partial) -> str | None:
    if moment_span(text) is None:
        return "VALUE_DATETIME" if partial == "none" else "VALUE_PARTIAL_DATETIME"
    if _lacks_too_much(text, partial):
        return "VALUE_DATETIME" if partial == "none" else "VALUE_PART_MISSING"
    return None


def _number_problem(item: Item, text: str) -> str | None:
    if not _NUMBER.fullmatch(text) or (item.type == "integer" and "." in text):
        return "VALUE_INTEGER" if item.type == "integer" else "VALUE_NUMBER"
    if item.digits is not None:
        whole, _, fraction = item.digits.partition(".")
        typed_whole, _, typed_fraction = text.lstrip("-").partition(".")
        if len(typed_whole) > int(whole) or len(typed_fraction) > int(fraction or 0):
            return "VALUE_DIGITS"
    return None


def problem_with_missing(item: Item, missing: Missing) -> EsccError | None:
    """Return why ``item`` cannot be missing in this way, or None: the code must be offered, the reason given."""
    if missing.code not in item.missing_codes:
        codes = ", ".join(item.missing_codes) or "-"
        return EsccError("VALUE_MISSING_CODE", item=item.id, missing=missing.code, codes=codes)
    if not missing.reason.strip():
        return EsccError("VALUE_MISSING_REASON", item=item.id)
    if len(missing.reason) > LONGEST_TEXT:
        return EsccError("VALUE_LONG", item=item.id, length=len(missing.reason), most=LONGEST_TEXT)
    return None


def number_of(text: str) -> Decimal | None:
    """Return the number that ``text`` is in its canonical form; None for anything else, however many digits it has."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def warning_for(item: Item, typed: str) -> EsccError | None:
    """Return that a well-formed number lies outside the usual range of ``item``, or None."""
    text = canonical(item, typed)
    number = number_of(text) if item.type in ("integer", "decimal") else None
    if number is None:
        return None
    if item.low is not None and number < item.low:
        return EsccError("VALUE_LOW", item=item.id, typed=text, unit=item.unit, limit=item.low)
    if item.high is not None and number > item.high:
        return EsccError("VALUE_HIGH", item=item.id, typed=text, unit=item.unit, limit=item.high)
    return None

"""Says what may be typed into an item, and what of it is unusual; it looks at one item alone."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from escc_desktop.errors import EsccError
from escc_desktop.study.edition import CodeList, Item


@dataclass(frozen=True, slots=True)
class Missing:
    """Says that there is no value, with a code of the edition (ND, UK, NA) and the reason given."""

    code: str
    reason: str


Value = str | Missing
"""Every value of the program: canonical text as typed, or the statement that there is none."""

YES_NO = ("Y", "N")
YES_NO_NA = ("Y", "N", "NA")
CHOICES_JOINT = ";"
"""Between the codes of a ``choices`` item."""

LONGEST_TEXT = 2_000
LONGEST_NOTE = 20_000
"""Characters. A package holds no text of more than a mebibyte, so what is longer could be saved and never sent."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－：；　，", "0123456789.-:; ,")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTIAL = re.compile(r"(\d{4})-(\d{1,2}|UK)-(\d{1,2}|UK)")
_MOMENT = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[ T]+(\d{1,2}):(\d{2})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,8})?")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and last day that a full or partial date may mean; both ends belong to it."""

    first: date
    last: date


def date_span(text: str) -> DateSpan | None:
    """Return the days that ``2026-03-05``, ``2026-03-UK`` or ``2026-UK-UK`` may mean; None for anything else."""
    found = _PARTIAL.fullmatch(text)
    if not found:
        return None
    year, month, day = found.groups()
    if month == "UK" and day != "UK":
        return None
    try:
        if month == "UK":
            return DateSpan(date(int(year), 1, 1), date(int(year), 12, 31))
        if day == "UK":
            last = calendar.monthrange(int(year), int(month))[1]
            return DateSpan(date(int(year), int(month), 1), date(int(year), int(month), last))
        full = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return DateSpan(full, full)


def canonical(item: Item, typed: str) -> str:
    """Return ``typed`` in the one form that is stored; what cannot be read is returned trimmed, unchanged.

    Text is NFC without control characters. Dates become ``2026-03-05``, instants ``2026-03-05 14:30``, codes upper
    case. Numbers keep the digits as typed (``3.10`` stays ``3.10``), since they say how exactly was measured.
    """
    text = "".join(sign for sign in typed if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    text = unicodedata.normalize("NFC", text).strip()
    if item.type in ("text", "note"):
        return text
    text = text.translate(_FULL_WIDTH).strip()
    if item.type in ("yes_no", "yes_no_na", "partial_date"):
        text = text.upper()
    if item.type in ("date", "partial_date"):
        return _canonical_date(text)
    if item.type == "datetime":
        found = _MOMENT.fullmatch(text)
        return f"{_canonical_date(found[1])} {int(found[2]):02d}:{found[3]}" if found else text
    if item.type == "time":
        found = _TIME.fullmatch(text)
        return f"{int(found[1]):02d}:{found[2]}" if found else text
    if item.type == "choices":
        return CHOICES_JOINT.join(dict.fromkeys(code.strip() for code in text.split(CHOICES_JOINT) if code.strip()))
    return text


def _canonical_date(text: str) -> str:
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part == "UK" or (part.isascii() and part.isdigit()) for part in parts):
        return text
    return "-".join([parts[0], *(part if part == "UK" else part.zfill(2) for part in parts[1:])])


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
    return EsccError(code, item=item.id, typed=text, unit=item.unit, digits=item.digits or "")


def longest(item: Item) -> int:
    """Return how many characters a value of ``item`` may have: what is saved must fit into an entry and a package."""
    return LONGEST_NOTE if item.is_free_text else LONGEST_TEXT


def _problem_code(item: Item, text: str) -> str | None:
    if item.type in ("integer", "decimal"):
        return _number_problem(item, text)
    if item.type == "date":
        return None if _DATE.fullmatch(text) and date_span(text) else "VALUE_DATE"
    if item.type == "partial_date":
        return None if date_span(text) else "VALUE_PARTIAL_DATE"
    if item.type == "datetime":
        return None if moment(text) else "VALUE_DATETIME"
    if item.type == "time":
        return None if moment(f"2000-01-01 {text}") else "VALUE_TIME"
    if item.type == "yes_no":
        return None if text in YES_NO else "VALUE_CHOICE"
    if item.type == "yes_no_na":
        return None if text in YES_NO_NA else "VALUE_CHOICE"
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


def moment(text: str) -> datetime | None:
    """Return ``2026-03-05 14:30`` as a naive local datetime; None for anything else."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def warning_for(item: Item, typed: str) -> EsccError | None:
    """Return that a well-formed number lies outside the usual range of ``item``, or None."""
    text = canonical(item, typed)
    if item.type not in ("integer", "decimal") or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    if item.low is not None and number < item.low:
        return EsccError("VALUE_LOW", item=item.id, typed=text, unit=item.unit, limit=item.low)
    if item.high is not None and number > item.high:
        return EsccError("VALUE_HIGH", item=item.id, typed=text, unit=item.unit, limit=item.high)
    return None

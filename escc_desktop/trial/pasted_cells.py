"""Reads one cell of a pasted report: a name, a number, a code, a unit, a range; what is not certain is not read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from escc_desktop.study.edition import CodeList, Label, Study
from escc_desktop.study.reports import Result

_RAISED = str.maketrans({"⁹": "^9", "⁶": "^6", "³": "^3", "²": "^2", "¹": "^1"})
_MICRO = str.maketrans("µμ", "uu")
_DASHES = str.maketrans("－–—−～~", "------")
_WIDE = str.maketrans("０１２３４５６７８９．－−　ＨＬｈｌ＊", "0123456789.-- HLhl*")
_MARKS = re.compile(r"^[\s*★☆▲△●◆※#]+|[\s*★☆▲△●◆※:：]+$")
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_FLAG = re.compile(r"\s*(?:[↑↓▲▼⬆⬇]+|\b(?:HH?|LL?)\b|偏?[高低]|\*)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_BOUNDED = re.compile(r"[<>≤≥＜＞]\s*=?\s*\d")
_SIGN = re.compile(r"[<>≤≥＜＞~～≈]\s*[=＝]?")
_UNIT_SHAPED = re.compile(r"(?=.*[A-Za-zµμ])[^\s/]+/[^\s/]+(/[^\s/]+)?")
_RANGE = re.compile(r"[(\[]?\s*(-?\d+(?:\.\d+)?)\s*(?:-{1,3}|至|to)\s*(-?\d+(?:\.\d+)?)\s*[)\]]?")
_UPPER = re.compile(r"(?:<=?|≤)\s*(\d+(?:\.\d+)?)")
_LOWER = re.compile(r"(?:>=?|≥)\s*(\d+(?:\.\d+)?)")


def spelled(name: str) -> str:
    """Return a name in the spelling in which names are compared: no marks before it, no blanks, one case."""
    text = unicodedata.normalize("NFKC", _MARKS.sub("", name)).casefold()
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-_'\"‐")


def spellings(name: str) -> tuple[str, ...]:
    """Return how a name may be written, itself first: without what stands in brackets, and what stands there alone.

    ``白细胞计数（WBC）`` is also ``白细胞计数`` and ``WBC``.
    """
    inside = [part for found in _BRACKETS.findall(name) for part in re.split(r"[,，/、;；]", found)]
    names = (name, _BRACKETS.sub("", name), *inside)
    return tuple(dict.fromkeys(one for one in map(spelled, names) if one))


def listed(label: Label) -> tuple[str, ...]:
    """Return the names that a wording lists, of both languages."""
    return tuple(name.strip() for text in (label.en, label.zh) for name in re.split("[;；]", text) if name.strip())


def names_of(result: Result) -> frozenset[str]:
    """Return every spelling by which a result is known: code, test code, both labels, aliases."""
    item = result.item
    names = (item.id, item.testcd, item.label.en, item.label.zh, *listed(item.aliases))
    return frozenset(one for name in names for one in spellings(name))


def number_in(cell: str) -> str | None:
    """Return the number that a cell holds beside the report's flag (``3.10 ↓``, ``12.5 H``); None for anything else.

    ``<0.01`` is no number: what lies below a limit was not measured. Nor is ``~5``, which says about, nor a number
    with a raised or circled digit behind it (``5①``, ``10⁹``): that is a note or a power, and no digit of the result.
    """
    text = _FLAG.sub(" ", cell.translate(_WIDE)).strip()
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    return f"0{text}" if text.startswith(".") else text


def is_bounded(cell: str) -> bool:
    """Tell whether a cell says that a result lies below or above a limit."""
    return _BOUNDED.match(cell.strip()) is not None


def is_sign(cell: str) -> bool:
    """Tell whether a cell holds nothing but a sign that limits the number beside it (``<``, ``≈``)."""
    return _SIGN.fullmatch(cell.strip()) is not None


def code_in(cell: str, code_list: CodeList) -> str | None:
    """Return the code that a cell names, None where it names none or several."""
    by_name: dict[str, set[str]] = {}
    for choice in code_list.choices:
        label = choice.label
        for name in (choice.code, choice.cdisc, label.en, label.zh, *listed(choice.aliases)):
            for one in _coded(name):
                by_name.setdefault(one, set()).add(choice.code)
    for one in _coded(cell):
        found = by_name.get(one, set())
        if len(found) == 1:
            return next(iter(found))
    return None


def _coded(name: str) -> tuple[str, ...]:
    """Return the spellings of a code: signs such as ``-`` and ``+`` are the whole of it, so they stay."""
    inside = _BRACKETS.findall(name)
    names = (name, _BRACKETS.sub("", name), *inside)
    tidy = (unicodedata.normalize("NFKC", one).translate(_DASHES).casefold().replace(" ", "") for one in names)
    return tuple(dict.fromkeys(one for one in tidy if one))


def unit_spelled(unit: str) -> str:
    """Return a unit in the spelling in which units are compared; capitals stay, since they tell milli from mega."""
    text = unicodedata.normalize("NFKC", unit.translate(_RAISED).translate(_MICRO)).translate(_MICRO)
    text = re.sub(r"\s+", "", text).lstrip("×xX*·")
    text = re.sub(r"^10(?:\*|e|E|\^|\*\*)(\d+)", r"10^\1", text)
    return re.sub(r"/l$", "/L", text)


def unit_in(cell: str, result: Result, study: Study) -> str | None:
    """Return the unit of ``result`` that a cell spells, "" for an empty cell, None for a unit that it does not know."""
    if not cell.strip():
        return ""
    wanted = unit_spelled(cell)
    for id in result.units:
        known = study.units.get(id)
        names = (id, known.ucum, known.label.en, known.label.zh) if known is not None else (id,)
        if any(unit_spelled(name) == wanted for name in names if name):
            return id
    return None


def is_unit(cell: str, study: Study) -> bool:
    """Tell whether a cell is a unit that the edition knows, of whichever result."""
    wanted = unit_spelled(cell)
    return bool(wanted) and any(
        unit_spelled(name) == wanted for unit in study.units.values() for name in (unit.id, unit.ucum, unit.label.en)
    )


def is_unit_shaped(cell: str) -> bool:
    """Tell whether a cell looks like a unit, known or not (``MG/DL``): what stands there must not be passed over."""
    return _UNIT_SHAPED.fullmatch(cell.strip()) is not None


def limits_in(cell: str) -> tuple[str, str] | None:
    """Return (low, high) of a printed range, "" where a side is open; None for anything else."""
    text = unicodedata.normalize("NFKC", cell.translate(_DASHES)).strip()
    both = _RANGE.fullmatch(text)
    if both:
        return both[1], both[2]
    upper, lower = _UPPER.fullmatch(text), _LOWER.fullmatch(text)
    if upper:
        return "", upper[1]
    return (lower[1], "") if lower else None


def any_named(cell: str, names: Iterable[frozenset[str]]) -> bool:
    """Tell whether a cell names one of several results."""
    said = spellings(cell)
    return any(one in known for known in names for one in said)

"""Finds the printed words of a paper in its language or in both; it holds no wording itself (``resources/words``)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from escc_desktop.documents.sheets import Tongue
from escc_desktop.study.questions import Label
from escc_desktop.words import Language, say

_POWER = re.compile(r"\^(-?\d+)|(?<=m)([23])\b")
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def first_language(tongue: Tongue) -> Language:
    """Return the language that stands first on a paper in ``tongue``."""
    return "en" if tongue == "en" else "zh"


def other_language(tongue: Tongue) -> Language:
    """Return the language that stands second."""
    return "zh" if tongue == "en" else "en"


def printed(code: str, tongue: Tongue, **facts: object) -> str:
    """Return the words of ``code``; on a paper in both languages Chinese then English."""
    main = say(code, first_language(tongue), **facts)
    other = say(code, "en", **facts)
    return f"{main} {other}" if tongue == "both" and other != main else main


def main_words(code: str, tongue: Tongue, **facts: object) -> str:
    """Return the words of ``code`` in the first language alone."""
    return say(code, first_language(tongue), **facts)


def stacked(code: str, tongue: Tongue, **facts: object) -> str:
    """Return the words of ``code``; on a paper in both languages English on a second line."""
    main = say(code, first_language(tongue), **facts)
    other = say(code, "en", **facts)
    return f"{main}\n{other}" if tongue == "both" and other != main else main


def also_english(code: str, tongue: Tongue, **facts: object) -> str:
    """Return the English words of ``code`` for the line below on a paper in both languages, else nothing."""
    return say(code, "en", **facts) if tongue == "both" else ""


def going_on(name: Label, tongue: Tongue) -> str:
    """Return "name (continued)"; on a paper in both languages Chinese then English."""
    main = main_words("PAPER_CONTINUED", tongue, what=main_of(name, tongue))
    return f"{main} {say('PAPER_CONTINUED', 'en', what=name.en)}" if tongue == "both" and name.en else main


def main_of(label: Label, tongue: Tongue) -> str:
    """Return a wording in the first language, or in the other where it has none."""
    return label.in_(first_language(tongue)) or label.in_(other_language(tongue))


def sub_of(label: Label, tongue: Tongue) -> str:
    """Return the English under the Chinese on a paper in both languages, else nothing."""
    return label.en if tongue == "both" and label.en != label.zh else ""


def both_of(label: Label, tongue: Tongue) -> str:
    """Return a wording on one line: both languages where the paper is in both."""
    sub = sub_of(label, tongue)
    return f"{main_of(label, tongue)} {sub}" if sub else main_of(label, tongue)


def titled(code: str, **facts: str) -> Label:
    """Return the words of ``code`` as a wording in both languages."""
    return Label(en=say(code, "en", **facts), zh=say(code, "zh", **facts))


def unit_words(unit: str) -> str:
    """Return a unit as printed: "10^9/L" and "kg/m2" with their powers raised."""
    return _POWER.sub(lambda power: (power[1] or power[2]).translate(_RAISED), unit)


def local(at: datetime, seconds: bool = True) -> str:
    """Return an aware instant in its own zone with its offset: "2026-03-18 16:42:07 +08:00"."""
    offset = at.strftime("%z")
    return f"{at:%Y-%m-%d %H:%M}{at.strftime(':%S') if seconds else ''} {offset[:3]}:{offset[3:5]}"


def universal(at: datetime) -> str:
    """Return an aware instant as UTC, with its date only where that differs from the local one."""
    there = at.astimezone(UTC)
    return f"{there:%H:%M:%S} UTC" if there.date() == at.date() else f"{there:%Y-%m-%d %H:%M:%S} UTC"

"""Breaks text into lines by the rules of Chinese and English print; it loses no character and draws nothing.

A line never begins with a closing mark nor ends with an opening one (GB/T 15834, JIS X 4051 call this kinsoku).
"""

from __future__ import annotations

from collections.abc import Callable

CLOSING = frozenset("，。、；：？！）》」』】〕〉〗”’…·％‰℃),.;:?!]}%°")
OPENING = frozenset("（《「『【〔〈〖“‘([{")
_WIDE_FROM = "\u2e80"


def wrap(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Return the lines of ``text``, none wider than ``width`` (unit of ``measure``) unless one character is.

    A newline ends a line; spaces at a break are dropped; an empty paragraph is an empty line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill(_units(paragraph), width, measure)
    return tuple(lines)


def _fill(units: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line, taken = "", 0.0
    for unit in units:
        needed = measure(unit.rstrip(" "))
        if line and taken + needed > width:
            lines.append(line.rstrip(" "))
            line, taken = "", 0.0
        while needed > width:
            fitting = _fitting(unit, width, measure)
            if fitting == len(unit):
                break
            lines.append(unit[:fitting])
            unit = unit[fitting:]
            needed = measure(unit.rstrip(" "))
        line += unit
        taken += measure(unit)
    return [*lines, line.rstrip(" ")]


def _fitting(unit: str, width: float, measure: Callable[[str], float]) -> int:
    taken = 0.0
    for index, character in enumerate(unit):
        taken += measure(character)
        if taken > width:
            return max(index, 1)
    return len(unit)


def _units(paragraph: str) -> list[str]:
    """Split into the smallest pieces that may stand at the start of a line, each with the spaces after it."""
    units: list[str] = []
    for character in paragraph:
        if units and _sticks(units[-1], character):
            units[-1] += character
        else:
            units.append(character)
    return units


def _sticks(unit: str, character: str) -> bool:
    last = unit[-1]
    if character == " " or character in CLOSING:
        return True
    if last == " ":
        return unit.strip(" ") == "" or unit.rstrip(" ")[-1] in OPENING
    if last in OPENING:
        return True
    if _is_wide(last) or _is_wide(character):
        return False
    return not (last in "-/" and character.isalpha() and len(unit) > 1)


def _is_wide(character: str) -> bool:
    return character >= _WIDE_FROM or (character in CLOSING and ord(character) > 0x2000)

"""Makes and reads the numbers of participants by the edition's pattern; it hands none out and keeps no list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from escc_desktop.errors import Refused
from escc_desktop.study.edition import Study

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"


def screening_number(study: Study, site: str, order: int) -> str:
    """Return the screening number of the ``order``-th consent (1-based) at ``site``, with its check character if asked.

    Raise Refused for an order below 1 or a site that is not letters and digits.
    """
    return _number(study, study.number_pattern, site, order)


def enrolment_number(study: Study, site: str, order: int) -> str:
    """Return the enrolment number of the ``order``-th enrolment (1-based) at ``site``."""
    return _number(study, study.enrolment_pattern, site, order)


def _number(study: Study, pattern: str, site: str, order: int) -> str:
    if order < 1 or not (site.isascii() and site.isalnum()):
        raise Refused("NUMBER_IMPOSSIBLE", site=site, order=order)
    number = pattern.format(site=site, order=order)
    return f"{number}-{check_character(number)}" if study.has_check_character else number


def order_of(study: Study, pattern: str, site: str, number: str) -> int | None:
    """Return the order that a typed ``number`` of ``site`` holds, written by ``pattern``; None when it is none.

    Zeros before the order may be left out, and so may the check character; one that is there must be right.
    """
    parts = {"site": re.escape(site), "order": r"(?P<order>\d{1,9})"}
    plain = "".join(re.escape(text) + parts.get(name or "", "") for text, name, _, _ in Formatter().parse(pattern))
    typed = number.strip().upper()
    found = re.fullmatch(plain + r"(?P<sign>-[0-9A-Z*])?", typed, re.ASCII)
    if found is None or (found["sign"] and not (study.has_check_character and is_sound(study, typed))):
        return None
    return int(found["order"]) or None


def check_character(text: str) -> str:
    """Return the sign that guards ``text`` against any one wrong sign and any two neighbours swapped.

    ISO/IEC 7064 MOD 37-2 over letters and digits alone, upper case; the sign may be ``*``.
    """
    rest = 0
    for sign in text.upper():
        if sign.isascii() and sign.isalnum():
            rest = (rest + int(sign, 36)) * 2 % 37
    return _SIGNS[(38 - rest) % 37]


def is_sound(study: Study, number: str) -> bool:
    """Tell whether a typed number carries the right check character; always so where the edition asks for none."""
    if not study.has_check_character:
        return True
    body, _, sign = number.rpartition("-")
    return bool(body) and check_character(body) == sign.upper()


def block(study: Study, site: str, first: int, last: int) -> tuple[str, ...]:
    """Return the screening numbers from ``first`` to ``last`` inclusive; raise Refused when there are none."""
    if last < first:
        raise Refused("NUMBER_IMPOSSIBLE", site=site, order=first)
    return tuple(screening_number(study, site, order) for order in range(first, last + 1))


def next_order(first: int, last: int, used: Iterable[int]) -> int:
    """Return the next order of a kit's block; raise Refused("NUMBERS_USED_UP") at its end. Gaps are never filled."""
    order = max((one for one in used if first <= one <= last), default=first - 1) + 1
    if order > last:
        raise Refused("NUMBERS_USED_UP", first=first, last=last)
    return order

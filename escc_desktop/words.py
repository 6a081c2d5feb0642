"""Turns codes into sentences for people, in Chinese and English; it knows no other part of the program.

``resources/words/*.toml`` hold one table per code, ``en`` and ``zh``, with ``{fact}`` for each fact of the error.
The window's own labels are Qt translations and are not here; the study's wording is data of its edition.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Literal

from escc_desktop.errors import EsccError, Refused
from escc_desktop.places import shipped

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return every code with its wording: ``{code: {"en": ..., "zh": ...}}``."""
    words: dict[str, dict[str, str]] = {}
    for path in sorted(shipped("resources/words").glob("*.toml")):
        words.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return words


_FACT = re.compile(
    r"(?P<before> ?)(?:\{(?P<name>\w+)\}|%(?P<place>\d))(?: \((?P<one>[^()|]*)\|(?P<many>[^()|]*)\))?(?P<after> ?)"
)
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def fill(text: str, facts: Mapping[str, str], unknown: str | None = None) -> str:
    """Return ``text`` with its facts, ``{name}`` or ``%1``; one that is not given is ``unknown``, or stays.

    ``{count} (entry|entries)`` says the one word after 1 and the other after every other number. A space beside a fact
    falls where Chinese would stand on both sides of it.
    """

    def put(found: re.Match[str]) -> str:
        known = facts.get(found["name"] or found["place"], unknown)
        if known is None:
            return found[0]
        before, after = found["before"], found["after"]
        if _is_chinese(text[: found.start()][-1:]) and _is_chinese(known[:1]):
            before = ""
        if found["many"] is not None:
            known = f"{known} {found['one'] if known == '1' else found['many']}"
        if _is_chinese(known[-1:]) and _is_chinese(text[found.end() :][:1]):
            after = ""
        return f"{before}{known}{after}"

    return _FACT.sub(put, text)


def _is_chinese(character: str) -> bool:
    return _CHINESE.match(character) is not None


def say(code: str, language: Language, **facts: object) -> str:
    """Return the sentence of ``code`` in ``language``; a code without wording is shown as itself.

    A fact that is itself wording stands there twice, as ``name`` in English and as ``name_zh`` in Chinese.
    """
    wording = catalogue().get(code)
    if wording is None:
        return code
    spoken = {name: str(value) for name, value in facts.items()}
    own = f"_{language}"
    spoken.update({name.removesuffix(own): fact for name, fact in spoken.items() if name.endswith(own)})
    return fill(wording[language], spoken, unknown="?")


def explain(problem: EsccError, language: Language) -> str:
    """Return what happened and what to do, with every reason of a refusal after it."""
    lines = [say(problem.code, language, **problem.facts)]
    if isinstance(problem, Refused):
        lines += [say(reason.code, language, **reason.facts) for reason in problem.reasons]
    return "\n".join(lines)

"""Turns codes into sentences for people, in Chinese and English; it knows no other part of the program.

``resources/words/*.toml`` hold one table per code, ``en`` and ``zh``, with ``{fact}`` for each fact of the error.
The window's own labels are Qt translations and are not here; the study's wording is data of its edition.
"""

from __future__ import annotations

import tomllib
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


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def say(code: str, language: Language, **facts: object) -> str:
    """Return the sentence of ``code`` in ``language``; a code without wording is shown as itself.

    A fact that is itself wording stands there twice, as ``name`` in English and as ``name_zh`` in Chinese.
    """
    wording = catalogue().get(code)
    if wording is None:
        return code
    spoken = _Facts({name: str(value) for name, value in facts.items()})
    own = f"_{language}"
    spoken.update({name.removesuffix(own): fact for name, fact in spoken.items() if name.endswith(own)})
    return wording[language].format_map(spoken)


def explain(problem: EsccError, language: Language) -> str:
    """Return what happened and what to do, with every reason of a refusal after it."""
    lines = [say(problem.code, language, **problem.facts)]
    if isinstance(problem, Refused):
        lines += [say(reason.code, language, **reason.facts) for reason in problem.reasons]
    return "\n".join(lines)

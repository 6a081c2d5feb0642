"""Types commands as a person does and gives back what they answered: exit code, standard output, messages."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one document on standard output; anything more beside it fails."""
        return json.loads(self.out)


Program = Callable[[Sequence[str]], int]


def typed(program: Program, capsys: pytest.CaptureFixture[str], *words: object) -> Answer:
    """Run a program in this process."""
    capsys.readouterr()
    code = program([str(word) for word in words])
    said = capsys.readouterr()
    return Answer(code, said.out, said.err)

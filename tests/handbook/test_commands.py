"""Reads every command of README and handbook with the program's own parsers, so that what is shown can be typed."""

from __future__ import annotations

import re
import shlex

import pytest

import dev
from escc_desktop import launch
from escc_desktop.central import typed as central
from escc_desktop.errors import EsccError
from escc_desktop.terminal import typed as terminal
from tests.handbook.pages import everything

INLINE = re.compile(r"`((?:python3 dev\.py|py -3\.11 dev\.py|escc-desktop|escc-central) [^`]*)`")


def commands() -> list[tuple[str, str]]:
    """Return (place, command) of each line of a block without a language, and of each command within a sentence."""
    found: list[tuple[str, str]] = []
    for page in everything():
        for block in page.blocks:
            if block.kind == "":
                lines = (line.partition("  #")[0].strip() for line in block.text.splitlines())
                found += [(page.place, line) for line in lines if line.startswith(("python", "py ", "escc-"))]
        found += [(page.place, line) for line in INLINE.findall(page.prose)]
    return sorted(set(found))


def unreadable(command: str) -> str | None:
    """Return why a command cannot be typed, or None."""
    words = shlex.split(command)
    if "dev.py" in words[:3]:
        task = words[words.index("dev.py") + 1 :][:1]
        return None if task and task[0] in dev.COMMANDS else f"dev.py knows no {task}"
    if words[0] == "escc-desktop" and words[1] not in launch.TERMINAL_COMMANDS:
        options = terminal._parser()._option_string_actions
        strange = [word for word in words[1:] if word.startswith("--") and word not in options]
        return f"no such option: {strange}" if strange else None
    parser = central._parser() if words[0] == "escc-central" else terminal._parser()
    try:
        parser.parse_args(words[1:])
    except (SystemExit, EsccError) as end:
        return f"not understood: {end}"
    return None


@pytest.mark.parametrize(("place", "command"), commands())
def test_a_command_can_be_typed(place: str, command: str) -> None:
    if command == "escc-desktop verify":  # named within a sentence, without its arguments
        return
    assert unreadable(command) is None


def test_the_first_two_commands_stand_in_the_readme() -> None:
    found = {command for place, command in commands() if place == "README.md"}
    assert {"python3 dev.py run", "python3 dev.py test"} <= found


@pytest.mark.parametrize(
    "command",
    ["escc-central receive --desk desk", "python3 dev.py fly", "escc-desktop --wallet desk", "escc-desktop demo"],
)
def test_a_command_that_is_not_one_is_found(command: str) -> None:
    assert unreadable(command) is not None

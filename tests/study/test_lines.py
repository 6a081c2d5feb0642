"""Holds the finder of lines to tomllib: the same places in every text, and in written ones the right lines."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from escc_desktop.study.lines import line_of, lines_of

WRITTEN = '''# a comment with [brackets] and "quotes"
title = "one" # after it
text = """
[not.a.table]
key = "no key"
"""
raw = \'\'\'
[[neither]] \'\'\'\'
dates = [2026-01-01, 2026-01-02,
  # between
  2026-01-03]
inline = { a = 1, "b.c" = [1, { d = "}" }] }

[head]
"a key" = 1
dotted.one = 1
dotted.two = "\\"] # \\u4e2d"

[[group]]
id = "A"

[[group.item]]
id = "X"
low = 1

[[group.item]]
id = "Y"

[[group]]
id = "B"

  [[group.item]]
  id = "Z"

  [group.item.more]
  "quoted = key" = 'literal \\'
'''


def test_lines_of_a_written_text() -> None:
    lines = lines_of(WRITTEN)
    wanted = {
        ("title",): 'title = "one"',
        ("text",): 'text = """',
        ("raw",): "raw = '''",
        ("dates", 2): "  2026-01-03]",
        ("inline", "b.c", 1, "d"): "inline = {",
        ("head",): "[head]",
        ("head", "dotted", "two"): "dotted.two",
        ("group", 0, "item", 0, "low"): "low = 1",
        ("group", 0, "item", 1, "id"): 'id = "Y"',
        ("group", 1): "[[group]]",
        ("group", 1, "item", 0, "id"): '  id = "Z"',
        ("group", 1, "item", 0, "more", "quoted = key"): '  "quoted = key"',
    }
    rows = WRITTEN.splitlines()
    for place, start in wanted.items():
        assert rows[lines[place] - 1].startswith(start), place
    assert lines[("group", 1)] > lines[("group", 0, "item", 1, "id")]
    assert places(tomllib.loads(WRITTEN)) == set(lines)


def test_what_is_not_there_has_the_line_of_its_table() -> None:
    lines = lines_of(WRITTEN)
    assert line_of(lines, ("group", 0, "item", 1, "high")) == lines[("group", 0, "item", 1)]
    assert line_of(lines, ("nowhere",)) == 1
    assert line_of({}, ()) == 1


def test_lines_end_as_on_windows() -> None:
    assert lines_of(WRITTEN.replace("\n", "\r\n")) == lines_of(WRITTEN)


KEYS = some.text("aB1_-. \"'=[]#{},\n\\中", max_size=5)
VALUES = some.recursive(
    some.integers(0, 9) | some.booleans() | some.text("a\"'\\]}#,=\n中", max_size=6),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
TABLES = some.dictionaries(KEYS, VALUES, max_size=3)
ROOTS = some.tuples(
    TABLES, some.dictionaries(KEYS, some.lists(TABLES, min_size=1, max_size=3), max_size=2), some.booleans()
)


@given(ROOTS)
def test_every_place_is_found_in_any_text(drawn: tuple[dict[str, Any], dict[str, Any], bool]) -> None:
    plain, arrays, is_long = drawn
    arrays = {key: tables for key, tables in arrays.items() if key not in plain}
    text = "".join(f"{key(name)} = {value(one, is_long)} # =\n" for name, one in plain.items())
    for name, tables in arrays.items():
        for table in tables:
            text += f"\n[[ {key(name)} ]]\n"
            text += "".join(f"  {key(one)}={value(held, is_long)}\n" for one, held in table.items())
    assert tomllib.loads(text) == {**plain, **arrays}
    assert places(tomllib.loads(text)) == set(lines_of(text))


@given(some.text("ab\"'\\[]{}=.,# \n", max_size=40))
def test_any_text_whatever_is_walked_to_its_end(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())


def places(held: Any, at: tuple[Any, ...] = ()) -> set[tuple[Any, ...]]:
    """Return the place of everything in what tomllib read."""
    parts = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    found = {at} if at else set()
    for name, part in parts:
        found |= places(part, (*at, name))
    return found


def key(name: str) -> str:
    """Return a key as TOML writes it."""
    bare = name and all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in name)
    return name if bare else value(name, False)


def value(held: Any, is_long: bool) -> str:
    """Return a value as TOML writes it; texts over several lines where ``is_long``."""
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, str) and is_long:
        quoted = held.replace("\\", "\\\\").replace('""', '"\\"')
        return f'"""\n{quoted}"""'
    if isinstance(held, str):
        quoted = held.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{quoted}"'
    if isinstance(held, list):
        joint = ",\n" if is_long else ", "
        return f"[{joint.join(value(one, is_long) for one in held)}]"
    if isinstance(held, dict):
        return "{" + ", ".join(f"{key(name)} = {value(one, False)}" for name, one in held.items()) + "}"
    return str(held)

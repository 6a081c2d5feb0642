"""Damages an edition at random: whatever was done, it is answered with findings, and nothing else is ever raised."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from escc_desktop.errors import StudyError
from escc_desktop.places import shipped
from escc_desktop.study.loading import EditionFiles, load, read_folder
from escc_desktop.study.proofreading import proofread
from escc_desktop.words import LANGUAGES, catalogue, say

SOUND = read_folder(shipped("resources/new_edition"))
LINES = [(file, number) for file, data in SOUND.items() for number in range(data.count(b"\n"))]
VALUES = [
    *("1", "-1", "0.5", "inf", "nan", "true", "2026-01-01", "12:00:00", '""', '"x"', '"{"', '"{a}"', '"."', '"A.B"'),
    *(
        "1e9999999999",
        "-1e-9999999999",
        "1000000000",
        "0x" + "f" * 9_000,
        '"{order:0900000000d}{site}"',
        '"{n:>900000000}"',
    ),
    *("[]", "[1]", '["x"]', "[[]]", "{}", "{ a = 1 }", "[{}]", "1e999999999999999999999", "9" * 5000, '"\\u0000"'),
]


def answered(files: EditionFiles) -> None:
    """Prove that an edition is either sound and loads, or is found out, in words, at lines that are there."""
    found = proofread(files)
    for one in found:
        assert 1 <= one.line <= files.get(one.file, b"").count(b"\n") + 1
        for language in LANGUAGES:
            facts = {**one.facts, "file": one.file, "place": one.place, "line": one.line}
            assert "?" not in say(f"FIX_{one.code}", language, **facts).replace(one.facts.get("near", ""), "")
        assert one.code in catalogue()
    if not found:
        load(files)
        return
    with pytest.raises(StudyError):
        load(files)


@given(some.lists(some.sampled_from(LINES), min_size=1, max_size=4))
def test_lines_are_taken_away(gone: list[tuple[str, int]]) -> None:
    files = dict(SOUND)
    for file in {file for file, _ in gone}:
        lines = SOUND[file].split(b"\n")
        files[file] = b"\n".join(line for number, line in enumerate(lines) if (file, number) not in gone)
    answered(files)


@given(some.sampled_from(LINES), some.sampled_from(VALUES))
def test_a_value_is_something_else(place: tuple[str, int], value: str) -> None:
    file, number = place
    lines = SOUND[file].split(b"\n")
    key, sign, _ = lines[number].partition(b" = ")
    lines[number] = key + sign + value.encode()
    answered({**SOUND, file: b"\n".join(lines)})


@given(some.sampled_from(LINES), some.integers(0, 60), some.integers(1, 12))
def test_signs_are_taken_away(place: tuple[str, int], start: int, length: int) -> None:
    file, number = place
    lines = SOUND[file].split(b"\n")
    lines[number] = lines[number][:start] + lines[number][start + length :]
    answered({**SOUND, file: b"\n".join(lines)})


@given(some.sampled_from(sorted(SOUND)), some.sampled_from(sorted(SOUND)))
def test_a_file_has_what_another_should(file: str, other: str) -> None:
    answered({**SOUND, file: SOUND[other]})


@pytest.mark.parametrize(
    ("file", "sound", "damage"),
    [
        ("presets/standard.toml", 'id = "C{cycle}D{day}"', 'id = "C{cycle}D{day:>900000000}"'),
        ("presets/standard.toml", "after_days = 28", "after_days = 1000000000"),
        ("crf/EXAM.toml", "low = 90", "low = 1e9999999999"),
        ("crf/EXAM.toml", "low = 90", "low = 0x" + "f" * 1_000_000),
        ("study.toml", "[study]", f"[{'.'.join(['a'] * 200_000)}]\n[study]"),
    ],
)
def test_what_would_fill_memory_or_time_is_refused_at_once(file: str, sound: str, damage: str) -> None:
    text = SOUND[file].decode()
    assert sound in text
    assert proofread({**SOUND, file: text.replace(sound, damage, 1).encode()})


def test_a_pattern_of_numbers_is_no_longer_than_it_looks() -> None:
    text = SOUND["study.toml"].decode()
    damaged = re.sub(r"(?m)^number_pattern = .*", 'number_pattern = "{site}-{order:0900000000d}"', text)
    assert proofread({**SOUND, "study.toml": damaged.encode()})

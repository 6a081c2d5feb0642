"""Proves that a file on the stick is wholly there or not there, and that every fault of a stick has its sentence."""

from __future__ import annotations

import errno
import shutil
import sys
from pathlib import Path

import pytest

from escc_desktop.errors import PackageError
from escc_desktop.exchange import stick
from escc_desktop.exchange.stick import Step, write_out
from escc_desktop.words import LANGUAGES, explain, say
from tests.trust.making import randomness

NAME = "SITE01-A-000001.escc"
DATA = randomness(1)(2_500_000)
STEPS = ["STICK_WRITTEN", "STICK_FLUSHED", "STICK_READ_BACK", "STICK_RENAMED"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_flushed_read_back_and_renamed(tmp_path: Path) -> None:
    seen = []
    for step in write_out(tmp_path, NAME, DATA):
        seen.append(step)
        assert names_in(tmp_path) == ([NAME] if step.code == "STICK_RENAMED" else [f"{NAME}.part"])
    assert seen == [Step(code, NAME, len(DATA)) for code in STEPS]
    assert (tmp_path / NAME).read_bytes() == DATA
    for step in seen:
        assert all(NAME in say(step.code, language, name=step.name, size=step.size) for language in LANGUAGES)


def test_nothing_and_little_are_written_too(tmp_path: Path) -> None:
    for name, data in (("EMPTY.escc", b""), ("LITTLE.escc", b"x")):
        assert [step.code for step in write_out(tmp_path, name, data)] == STEPS
        assert (tmp_path / name).read_bytes() == data


def test_the_same_file_again_is_left_alone(tmp_path: Path) -> None:
    list(write_out(tmp_path, NAME, DATA))
    before = (tmp_path / NAME).stat()
    assert [step.code for step in write_out(tmp_path, NAME, DATA)] == STEPS[2:]
    assert (tmp_path / NAME).stat().st_mtime_ns == before.st_mtime_ns
    assert (tmp_path / NAME).stat().st_ino == before.st_ino


@pytest.mark.parametrize("other", [b"", DATA[:-1], DATA[:-1] + b"x", DATA + b"x"])
def test_another_file_of_the_name_is_never_touched(tmp_path: Path, other: bytes) -> None:
    (tmp_path / NAME).write_bytes(other)
    with pytest.raises(PackageError, match="STICK_OTHER"):
        list(write_out(tmp_path, NAME, DATA))
    assert (tmp_path / NAME).read_bytes() == other
    assert names_in(tmp_path) == [NAME]


def test_a_file_that_appears_meanwhile_is_not_touched(tmp_path: Path) -> None:
    steps = write_out(tmp_path, NAME, DATA)
    for code in STEPS[:3]:
        assert next(steps).code == code
    (tmp_path / NAME).write_bytes(b"somebody else's")
    with pytest.raises(PackageError, match="STICK_OTHER"):
        next(steps)
    assert (tmp_path / NAME).read_bytes() == b"somebody else's"
    assert names_in(tmp_path) == [NAME]


def test_what_was_begun_is_taken_away(tmp_path: Path) -> None:
    for count in (1, 2, 3):
        steps = write_out(tmp_path, NAME, DATA)
        for _ in range(count):
            next(steps)
        steps.close()
        assert names_in(tmp_path) == []


def test_a_left_over_part_is_replaced(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(b"from a crash")
    assert [step.code for step in write_out(tmp_path, NAME, DATA)] == STEPS
    assert names_in(tmp_path) == [NAME]


def test_a_stick_that_reads_back_otherwise_is_found(tmp_path: Path) -> None:
    steps = write_out(tmp_path, NAME, DATA)
    next(steps), next(steps)
    part = tmp_path / f"{NAME}.part"
    part.write_bytes(DATA[:1000] + b"?" + DATA[1001:])
    with pytest.raises(PackageError, match="STICK_DIFFERS"):
        next(steps)
    assert names_in(tmp_path) == []


def test_a_stick_pulled_out_is_told_as_gone(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    with pytest.raises(PackageError, match="STICK_GONE"):
        list(write_out(folder, NAME, DATA))
    for count in (1, 2):
        folder.mkdir()
        steps = write_out(folder, NAME, DATA)
        for _ in range(count):
            next(steps)
        shutil.rmtree(folder)
        with pytest.raises(PackageError, match="STICK_GONE"):
            list(steps)


if sys.platform != "win32":  # Windows has no limit that a test could set; its numbers are tried below
    import resource

    def test_a_full_stick_is_told_as_full_and_left_clean(tmp_path: Path) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, hard))
        try:
            with pytest.raises(PackageError, match="STICK_FULL"):
                list(write_out(tmp_path, NAME, DATA))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "a\\b", "/x", "C:x", "a\0b", 'a"b', "x?"])
def test_names_from_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PackageError, match="STICK_NAME"):
        list(write_out(tmp_path, name, DATA))
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "STICK_FULL"),
        (errno.EDQUOT, "STICK_FULL"),
        (errno.EFBIG, "STICK_FULL"),
        (errno.EROFS, "STICK_READ_ONLY"),
        (errno.ENOENT, "STICK_GONE"),
        (errno.ENODEV, "STICK_GONE"),
        (errno.EIO, "STICK_GONE"),
        (errno.EACCES, "STICK_DENIED"),
        (errno.EPERM, "STICK_DENIED"),
        (errno.EBUSY, "STICK_FAILED"),
    ],
)
def test_every_fault_has_its_code(number: int, code: str) -> None:
    assert stick.code_of(OSError(number, "x")) == code
    for language in LANGUAGES:
        assert NAME in explain(PackageError(code, name=NAME), language)


@pytest.mark.parametrize(("number", "code"), [(19, "STICK_READ_ONLY"), (112, "STICK_FULL"), (21, "STICK_GONE")])
def test_windows_has_numbers_of_its_own(number: int, code: str) -> None:
    problem = OSError(errno.EACCES, "x")
    problem.winerror = number  # type: ignore[attr-defined, unused-ignore]
    assert stick.code_of(problem) == code

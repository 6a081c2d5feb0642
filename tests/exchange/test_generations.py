"""Tries the rule of the generations on many places: a good backup is never given up for a shorter chain."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import BackupError
from escc_desktop.exchange.generations import KEPT, Generation, left_over, look, plan
from tests.exchange.test_backup_file import CONTENT, written


def generation(number: int, entries: int) -> Generation:
    return Generation(f"SITE01-A-backup-{number:06d}.esccb", number, entries)


places = st.dictionaries(st.integers(1, 999), st.integers(1, 60), max_size=30).map(
    lambda sizes: [generation(number, entries) for number, entries in sizes.items()]
)


@given(there=places, entries=st.integers(1, 60), taken=st.lists(st.integers(1, 999)))
def test_what_goes_is_old_and_no_longer_than_what_comes(
    there: list[Generation], entries: int, taken: list[int]
) -> None:
    decided = plan(there, taken, entries)
    gone = [one for one in there if one.name in decided.gone]
    kept = [one for one in there if one.name not in decided.gone]
    assert len(gone) == len(decided.gone)
    assert all(one.entries <= entries for one in gone)
    assert max(entries, *(one.entries for one in kept), 0) >= max((one.entries for one in there), default=0)
    assert decided.number not in {*taken, *(one.number for one in there)}
    assert all(one.number < decided.number for one in there)
    if gone:
        assert len(there) + 1 > KEPT
        assert len(kept) + 1 >= KEPT
        newest_gone = max(one.number for one in gone)
        assert all(one.number > newest_gone or one.entries > entries for one in kept)
    if len(kept) + 1 > KEPT:
        assert all(one.entries > entries for one in kept if one.number < max(other.number for other in kept))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=80))
def test_a_chain_that_grows_keeps_the_last_twenty(steps: list[int]) -> None:
    there: list[Generation] = []
    entries = 1
    for step in steps:
        entries += step
        decided = plan(there, (), entries)
        there = [one for one in there if one.name not in decided.gone] + [generation(decided.number, entries)]
    assert [one.number for one in there] == list(range(max(1, len(steps) - KEPT + 1), len(steps) + 1))


def test_a_vault_that_was_put_back_drives_nothing_out() -> None:
    there = [generation(number, 100) for number in range(1, KEPT + 6)]
    assert plan(there, (), 99).gone == ()
    assert len(plan(there, (), 100).gone) == 6


def test_unreadable_and_foreign_files_are_named(tmp_path: Path) -> None:
    ours = written(tmp_path, CONTENT)
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    (tmp_path / "broken.esccb").write_bytes(ours.read_bytes()[:-1])
    (tmp_path / "folder.esccb").mkdir()
    (tmp_path / f"{ours.name}.part").write_bytes(b"half")
    (tmp_path / "SITE01-B-backup-000001.esccb.part").write_bytes(b"of another device")
    found = {one.name: (one.code, one.head is not None, one.size) for one in look(tmp_path)}
    assert found.pop(ours.name) == (None, True, ours.stat().st_size)
    assert found.pop("broken.esccb") == ("BACKUP_CUT", False, 0)
    assert found.pop("folder.esccb")[1] is False
    assert found == {}
    assert [one.name for one in left_over(tmp_path, "01", "A")] == [f"{ours.name}.part"]
    with pytest.raises(BackupError, match="BACKUP_PLACE_GONE"):
        look(tmp_path / "nowhere")

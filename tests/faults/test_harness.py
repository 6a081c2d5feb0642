"""Proves that the trials can fail: a store that forgets, lies or stops is found by the very rows that find none."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from escc_desktop.errors import EsccError
from tests.faults import row_kill
from tests.faults.children import fork
from tests.faults.disk import FailingDisk, Operation
from tests.faults.ground import Ground
from tests.faults.platter import Platter
from tests.faults.proving import NotProved, missing, prove
from tests.faults.row_disk import worked_on
from tests.faults.row_kill import killed_at_work
from tests.faults.row_leaks import ENCODINGS, canaries, found_in, spelled
from tests.faults.row_power import Session
from tests.faults.run import Results
from tests.faults.run import tally_of as tally_in
from tests.faults.trying import Row, Tally, Trial, Verdict, chance_of, try_row
from tests.faults.work import Work, end_of


def tally_of(ground: Ground, attempt: Callable[[Trial], Verdict], number: int = 3) -> Tally:
    """Return what a row of such trials comes to."""
    row = Row("planted", "found", number, number, lambda ground, seed: attempt)
    tally = Tally(row.name)
    for _ in try_row(row, ground, 1, range(number), tally):
        pass
    return tally


def test_a_trial_that_raises_or_dies_is_counted_as_lost(ground: Ground) -> None:
    def attempt(trial: Trial) -> Verdict:
        if trial.number == 1:
            raise KeyError("gone")
        if trial.number == 2:
            import os

            os._exit(3)
        return Verdict()

    tally = tally_of(ground, attempt, 6)
    assert (tally.trials, tally.lost) == (6, 2)
    assert "KeyError" in next(one["why"] for one in tally.failures if one["trial"] == 1)


def test_an_acknowledged_entry_that_is_gone_is_counted(ground: Ground, tmp_path: Path) -> None:
    stage = ground.lay(tmp_path / "site")

    def early(site: object) -> Callable[[], object]:
        work = Work(site, random.Random(5))  # type: ignore[arg-type]

        def step() -> tuple[int, str]:
            seq, digest = end_of(work.site)
            work.step()
            return seq + 40, digest  # tells of entries that were never written

        return step

    child = killed_at_work(stage, random.Random(4), True, early)
    assert child.was_killed
    told = [said for said in child.said if said != "ready"] or [[99, "00"]]
    assert missing(prove(stage), told) == len(told)


def test_the_same_seed_decides_the_same(ground: Ground) -> None:
    def attempt(trial: Trial) -> Verdict:
        return Verdict(why=str(trial.chance.random()), lost=1)

    first, again = (sorted((one["trial"], one["why"]) for one in tally_of(ground, attempt, 5).failures) for _ in "ab")
    assert first == again
    assert len({why for _, why in first}) == 5


def test_a_child_that_hangs_or_breaks_is_told(ground: Ground) -> None:
    broken = fork(lambda say: say(1 / 0)).end()
    assert "ZeroDivisionError" in broken.fault
    assert not broken.was_killed
    assert row_kill.ROW.trials == 10_000


def test_a_power_cut_drops_and_tears_what_no_sync_has_forced(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / "old").write_bytes(b"a" * 2048)
    path = f"{folder}/old"
    seen: set[bytes] = set()
    for seed in range(60):
        platter = Platter(folder)
        platter.take([Operation("write", path, 0, b"b" * 2048), Operation("sync", path)])
        platter.take([Operation("write", path, 512, b"c" * 1024), Operation("create", f"{folder}/new")])
        platter.cut(tmp_path / str(seed), random.Random(seed))
        seen.add((tmp_path / str(seed) / "old").read_bytes())
        assert (tmp_path / str(seed) / "new").exists() in (True, False)
    assert all(one[:512] == b"b" * 512 and one[1536:] == b"b" * 512 for one in seen)
    assert {one[512:1024][:1] + one[1024:1536][:1] for one in seen} == {b"bb", b"bc", b"cb", b"cc"}


def test_a_store_that_forces_nothing_to_the_disk_is_found_by_power_cuts(ground: Ground, tmp_path: Path) -> None:
    session = Session(ground, 1, 0, tmp_path / "session")
    session.log = [one for one in session.log if one.what != "sync"]
    found = 0
    for number in (1, 2, 3, 4, 6, 7, 8, 9, 11, 12):
        trial = Trial(number, chance_of("unforced", 1, number), tmp_path / str(number))
        stage, acknowledged, _ = session.cut(trial)
        try:
            found += missing(prove(stage), list(acknowledged))
        except (EsccError, NotProved):
            found += 1
    assert found > 0


@pytest.mark.parametrize(
    "hidden", ["plain", "utf-16-le", "utf-16-be", "gb18030", "zlib", "gzip", "zip", "zstd", "name"]
)
def test_a_word_is_found_wherever_it_hides(tmp_path: Path, hidden: str) -> None:
    word = "欧阳喆玥0号"
    noise = random.Random(1).randbytes(5000)
    packed: dict[str, Callable[[bytes], bytes]] = {
        "zlib": zlib.compress,
        "gzip": gzip.compress,
        "zstd": zstandard.compress,
        "zip": zipped,
    }
    text = f"notes of {word}".encode(hidden if hidden in ENCODINGS else "utf-8")
    path = tmp_path / (f"{word}.txt" if hidden == "name" else "file.bin")
    path.write_bytes(noise if hidden == "name" else noise + packed.get(hidden, bytes)(text) + noise)
    assert found_in(path, spelled([word, "诸葛玥珺1号"])) == {word}


def zipped(data: bytes) -> bytes:
    """Return a zip file with ``data`` in it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("inside.txt", data)
    return whole.getvalue()


def test_thirty_words_are_looked_for() -> None:
    told = canaries(random.Random(3))
    words = [word for group in told.values() for word in group]
    assert len(set(words)) == 30
    assert all(len(word.encode()) >= 8 for word in words)


def test_a_disk_that_fails_at_the_first_touch_is_not_called_read_only(ground: Ground, tmp_path: Path) -> None:
    for number, is_full in enumerate((False, True)):
        stage = ground.lay(tmp_path / f"site-{number}")
        (stage.vault / "lock").unlink(missing_ok=True)
        child = worked_on(stage, Trial(0, random.Random(1), tmp_path), FailingDisk(1, is_full, False))
        assert child.said[0]["refused"] == ("VAULT_DISK_FULL" if is_full else "VAULT_DISK_ERROR")


def test_a_row_that_cannot_begin_is_a_failure_and_no_end_of_the_others(ground: Ground, tmp_path: Path) -> None:
    def broken(ground: Ground, seed: int) -> Callable[[Trial], Verdict]:
        raise RuntimeError("nothing to stand on")

    asked = Namespace(resume=False, seed=1, scale=1.0, trials=None, minutes=1.0, jobs=1)
    row, results = Row("broken", "begun", 4, 4, broken), Results(tmp_path, 1, "a commit")
    tally = tally_in(row, ground, results, asked)
    assert (tally.trials, tally.lost, tally.is_clean) == (0, 1, False)
    assert "nothing to stand on" in results.path(row).read_text(encoding="utf-8")

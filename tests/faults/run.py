"""Tries the program on faults and prints what came out: ``python3 dev.py faults [--row WORD] [--seed N] [--resume]``.

Without further words it is the long run, every row at its full number of trials; ``--scale 0.01`` or ``--trials 100``
try fewer. Each row leaves its result in a file of its own, with the commit on which it was tried; ``--resume`` goes on
where those files of the same commit and seed end. The seed decides every chance, so ``--number 239`` tries that trial
of each row again and leaves what is kept as it is.

``lost`` counts what was gone, torn, doubled or let out; ``unseen`` what went wrong and was not told, or told wrongly.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.faults.ground import Ground, make_ground, stretching_remembered, workshop  # noqa: E402
from tests.faults.rows import ROWS  # noqa: E402
from tests.faults.trying import Row, Tally, try_row  # noqa: E402

RESULTS = ROOT / "build" / "faults"
CHUNK = 200
"""How many trials are tried between two writings of a result."""


def commit() -> str:
    """Return the hash of the commit that is tried, and whether anything was changed since."""
    git = ["git", "-C", str(ROOT)]
    found = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=False).stdout
    return f"{found or 'no commit'}{' with changes' if changed.strip() else ''}"


def machine() -> str:
    """Return what it was tried on: processor, cores, Python and system."""
    model, told = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    if told.exists():
        lines = told.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    return ", ".join((model, f"{os.cpu_count()} cores", f"Python {platform.python_version()}", platform.platform()))


def number_of(row: Row, ground: Ground, scale: float, trials: int | None) -> int:
    """Return how many trials of a row are asked for."""
    whole = row.count(ground) if row.count is not None else row.trials
    return min(trials, whole) if trials is not None else max(1, round(whole * scale))


class Results:
    """The folder with one file per row."""

    def __init__(self, folder: Path, seed: int, here: str) -> None:
        """Keep results of ``seed`` and of the commit ``here`` in ``folder``."""
        self._folder, self._seed, self._commit = folder, seed, here

    def path(self, row: Row) -> Path:
        """Return the file of one row."""
        return self._folder / f"{row.name.replace(' ', '-').replace('/', '-')}.json"

    def begun(self, row: Row) -> Tally | None:
        """Return what an earlier run of the same commit and seed came to, or None."""
        try:
            kept = json.loads(self.path(row).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if (kept["commit"], kept["seed"]) != (self._commit, self._seed):
            return None
        return Tally(**{name: kept[name] for name in asdict(Tally(row.name))})

    def keep(self, row: Row, tally: Tally, wanted: int) -> None:
        """Write what a row has come to so far."""
        self._folder.mkdir(parents=True, exist_ok=True)
        facts = {
            **asdict(tally),
            "must": row.must,
            "wanted": wanted,
            "commit": self._commit,
            "machine": machine(),
            "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        path = self.path(row)
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        beside.replace(path)


def tally_of(row: Row, ground: Ground, results: Results, asked: argparse.Namespace) -> Tally:
    """Try one row to its end and return what it came to; an interruption leaves what was done in its file."""
    tally = (results.begun(row) if asked.resume else None) or Tally(row.name, seed=asked.seed)
    wanted, began = 0, perf_counter()
    try:
        wanted = number_of(row, ground, asked.scale, asked.trials)
        while tally.trials < wanted and perf_counter() - began < asked.minutes * 60:
            numbers = range(tally.trials, min(tally.trials + CHUNK, wanted))
            for _ in try_row(row, ground, asked.seed, numbers, tally, asked.jobs):
                pass
            results.keep(row, tally, wanted)
            rate = tally.trials / max(tally.seconds, 0.001)
            told = f"{row.name}: {tally.trials} of {wanted}, {rate:.1f}/s, {failures(tally)}"
            print(told, file=sys.stderr, flush=True)
    except Exception:  # a row that cannot even begin is a failure and no end of the others
        tally.lost += 1
        tally.failures.append({"trial": tally.trials, "lost": 1, "unseen": 0, "why": traceback.format_exc(limit=-8)})
        results.keep(row, tally, wanted)
    if tally.trials < wanted:
        print(f"{row.name}: stopped after {tally.trials} of {wanted}; --resume goes on", file=sys.stderr, flush=True)
    return tally


def tried_again(row: Row, ground: Ground, asked: argparse.Namespace) -> Tally:
    """Try the trials whose numbers are asked for; no file is touched."""
    tally = Tally(row.name, seed=asked.seed)
    for _ in try_row(row, ground, asked.seed, asked.number, tally, asked.jobs):
        pass
    return tally


def failures(tally: Tally) -> str:
    """Return in words whether a row is clean."""
    return "clean" if tally.is_clean else f"LOST {tally.lost}, UNSEEN {tally.unseen}"


def table(tallies: Sequence[Tally]) -> Iterator[str]:
    """Return the lines of the table."""
    yield f"{'trial':48}{'trials':>8}{'lost':>6}{'unseen':>8}{'seed':>8}{'seconds':>9}  must be"
    must = {row.name: row.must for row in ROWS}
    for one in tallies:
        numbers = f"{one.trials:>8}{one.lost:>6}{one.unseen:>8}{one.seed:>8}{one.seconds:>9.1f}"
        yield f"{one.trial:48}{numbers}  {must[one.trial]}"
        for failure in one.failures[:5]:
            yield f"    trial {failure['trial']}: {failure['why'].strip().splitlines()[-1]}"


def as_json(tally: Tally) -> dict[str, Any]:
    """Return a row as ``faults --json`` answers it."""
    return {name: getattr(tally, name) for name in ("trial", "trials", "lost", "unseen", "seed", "seconds")}


def main(arguments: Sequence[str]) -> int:
    """Try and print; 1 when any row is not clean."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("--row", action="append", metavar="WORD", help="only rows with this word in their names")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="what decides every chance (1)")
    parser.add_argument("--resume", action="store_true", help="go on where the kept results end")
    parser.add_argument("--json", action="store_true", help="one JSON list on stdout")
    parser.add_argument("--scale", type=float, default=1.0, metavar="X", help="this part of each row's trials (1)")
    parser.add_argument("--trials", type=int, metavar="N", help="so many trials of each row")
    parser.add_argument("--number", action="append", type=int, metavar="N", help="only the trial of this number, again")
    parser.add_argument("--jobs", type=int, metavar="N", help="how many processes try (one for each core)")
    parser.add_argument("--minutes", type=float, default=600.0, metavar="N", help="no row goes on for longer")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="DIR", help="where results are kept")
    asked = parser.parse_args(arguments)
    wanted = [row for row in ROWS if not asked.row or any(word.lower() in row.name.lower() for word in asked.row)]
    if not wanted or not hasattr(os, "fork"):
        print("No such row." if not wanted else "These trials fork, which this system cannot.", file=sys.stderr)
        return 2
    results = Results(asked.results, asked.seed, commit())
    with workshop() as folder, stretching_remembered(folder / "stretched"):
        ground = make_ground(folder)
        tallies = [
            tried_again(row, ground, asked) if asked.number else tally_of(row, ground, results, asked) for row in wanted
        ]
    if asked.json:
        print(json.dumps([as_json(one) for one in tallies], indent=2))
    else:
        print("\n".join(("", f"{machine()}, commit {commit()}", "", *table(tallies))))
    return 0 if all(one.is_clean for one in tallies) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Measures the program against floors and prints what came out: ``python3 dev.py bench [--json] [--runs N] [WORD...]``.

Each row runs ours and its floor in turn, so that noise hits both; a ratio is the median of the pairs' ratios, with its
quartiles. WORDs choose rows whose names begin with one of them. The floors stand in ``floors/``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.benchmarks.making import Walked, walk  # noqa: E402
from tests.benchmarks.measuring import Result, Row, compare  # noqa: E402

NAMES = (
    "start to first window",
    "unlock",
    "save of a ten-item form",
    "one signed page",
    "sealing a package",
    "opening a package",
    "1,000 entries verified",
    "unlock of 50,000 entries",
    "save at 50,000 entries",
    "readings rebuilt",
    "50,000 entries verified",
    "restore of 50,000 entries",
    "rules of a form judged",
    "edition loaded and proofread",
    "a form page of 60 items",
    "a form opened among 10,000",
    "save at 1,000,000 entries",
    "longest gap: unlock, open a form, save a form, save, sign and seal a page, export, import, verify",
)

ONLY_WHEN_NAMED = "save at 1,000,000 entries"
"""Writing a million entries takes minutes, so that row is measured when it is asked for."""


def measure(walked: Walked, words: Sequence[str], runs: int | None) -> Iterator[Result]:
    """Measure the rows whose names begin with one of ``words`` (all without any), one after the other."""
    if _is_wanted(NAMES[0], words):
        from tests.benchmarks import row_start

        yield compare(row_start.row(walked), runs)
    for row in _rows(walked, words):
        yield compare(row, runs)
    if _is_wanted(NAMES[-1], words):
        from PySide6.QtWidgets import QApplication

        from tests.benchmarks import row_gaps

        qt = QApplication.instance() or QApplication(["escc-desktop"])
        yield from row_gaps.results(walked, runs or row_gaps.RUNS)
        qt.processEvents()


def _rows(walked: Walked, words: Sequence[str]) -> Iterator[Row]:
    from tests.benchmarks import (
        row_edition,
        row_entries,
        row_form,
        row_long,
        row_package,
        row_page,
        row_restore,
        row_rules,
        row_save,
        row_unlock,
    )

    makers: tuple[tuple[str, Callable[[Walked], Row]], ...] = (
        (NAMES[1], row_unlock.row),
        (NAMES[2], row_save.row),
        (NAMES[3], row_page.row),
        (NAMES[4], row_package.sealing),
        (NAMES[5], row_package.opening),
        (NAMES[6], row_entries.row),
        (NAMES[7], row_long.unlock_long),
        (NAMES[8], row_long.save_long),
        (NAMES[9], row_long.rebuild),
        (NAMES[10], row_long.verify_long),
        (NAMES[11], row_restore.row),
        (NAMES[12], row_rules.row),
        (NAMES[13], row_edition.row),
        (NAMES[14], row_form.row),
        (NAMES[15], row_form.crowd),
        (ONLY_WHEN_NAMED, row_long.save_longest),
    )
    for name, made in makers:
        if _is_wanted(name, words):
            yield made(walked)


def _is_wanted(name: str, words: Sequence[str]) -> bool:
    if name == ONLY_WHEN_NAMED:
        return any(name.startswith(word) for word in words)
    return not words or any(name.startswith(word) for word in words)


def table(results: Sequence[Result]) -> Iterator[str]:
    """Return the lines of the table."""
    yield f"{'':36}{'ours ms':>10}{'floor ms':>10}{'ratio':>8}{'quartiles':>16}{'aim':>8}{'runs':>6}"
    for one in results:
        spread = f"{one.low:.2f} - {one.high:.2f}"
        aim = f"{one.row.aim:g} ms" if one.row.is_gap else f"{one.row.aim:g}"
        mark = "" if one.reaches_aim else "  over"
        numbers = f"{one.ours:>10.2f}{one.floor:>10.2f}{one.ratio:>8.2f}{spread:>16}{aim:>8}{one.runs:>6}"
        yield f"{one.row.name:36}{numbers}{mark}"
    yield ""
    yield "ours / floor:"
    yield from dict.fromkeys(f"  {one.row.name.split(':')[0]}: {one.row.says}" for one in results)
    yield "Ratios are medians of pairs measured in turn, quartiles theirs; of a gap, aim and quartiles are of ours."


def machine() -> str:
    """Return what was measured on: processor, cores, Python, system, and the commit."""
    model = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.exists():
        lines = told.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    git = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() or "no commit"
    changed = subprocess.run([*git[:3], "status", "--porcelain"], capture_output=True, text=True, check=False).stdout
    parts = (model, f"{os.cpu_count()} cores", f"Python {platform.python_version()}", platform.platform())
    return ", ".join((*parts, f"commit {commit}{' with changes' if changed.strip() else ''}"))


def main(arguments: Sequence[str]) -> int:
    """Measure and print; the exit code says that it could be measured, not that every aim was reached."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON list on stdout")
    parser.add_argument("--runs", type=int, metavar="N", help="how many pairs of each row")
    parser.add_argument("words", nargs="*", metavar="WORD", help="only rows whose names begin with one of these")
    asked = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="escc-bench-", ignore_cleanup_errors=True) as folder:
        for one in measure(walk(Path(folder) / "walked"), asked.words, asked.runs):
            print(f"{one.row.name}: {one.ratio:.2f}", file=sys.stderr)
            results.append(one)
    if asked.json:
        print(json.dumps([one.as_json() for one in results], indent=2))
    else:
        print("\n".join((machine(), "", *table(results))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
